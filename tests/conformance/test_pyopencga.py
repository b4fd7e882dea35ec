"""pyopencga 5.0.0 against the same server: what it reads and writes is what this package reads."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from opencga_frames import OpenCGAClient, Study

pyopencga_client = pytest.importorskip("pyopencga.opencga_client")
pyopencga_config = pytest.importorskip("pyopencga.opencga_config")


@pytest.fixture(scope="module")
def theirs(server: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A client of pyopencga that is logged in; it prints while it connects."""
    patch = pytest.MonkeyPatch()
    patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    with contextlib.redirect_stdout(io.StringIO()):
        client = pyopencga_client.OpencgaClient(pyopencga_config.ClientConfiguration({"rest": {"host": server.host}}))
        client.login(server.user, server.password, server.organization)
        yield client
    patch.undo()


def in_order(value: Any) -> Any:
    """Sort lists of entries by id, at all depths: servers give the samples of a cohort in any order."""
    if isinstance(value, dict):
        return {name: in_order(one) for name, one in value.items()}
    if isinstance(value, list):
        rows = [in_order(one) for one in value]
        return sorted(rows, key=lambda row: row["id"]) if all(isinstance(r, dict) and "id" in r for r in rows) else rows
    return value


@pytest.mark.recorded("login-ok")
def test_its_login_is_that_of_the_user(theirs: Any, server: Any, oc: OpenCGAClient) -> None:
    assert theirs.token.count(".") == 2
    assert type(oc)(oc.configuration, theirs.token).user == server.user


@pytest.mark.recorded("samples-search-default", "individuals-search-default", "cohorts-search-one")
@pytest.mark.parametrize("resource", ["samples", "individuals", "families", "cohorts", "files"])
def test_both_read_the_same_rows(theirs: Any, oc: OpenCGAClient, study: Study, resource: str) -> None:
    their_rows = getattr(theirs, resource).search(study=study.fqn).get_results()
    our_rows = getattr(oc, resource).search(study=study.fqn).results()
    assert len(our_rows) >= 1
    assert in_order(our_rows) == in_order(their_rows)


@pytest.mark.recorded("samples-search-default")
def test_both_frames_have_the_same_ids(theirs: Any, study: Study) -> None:
    frame = theirs.samples.search(study=study.fqn).to_data_frame()
    assert sorted(frame["id"]) == sorted(study.samples()["sample_id"])


@pytest.mark.recorded("samples-info-one", "page-limit0")
def test_infos_and_counts_agree(theirs: Any, oc: OpenCGAClient, study: Study) -> None:
    ids = ["child-g", "father-g"]
    their_rows = list(theirs.samples.info(ids, study=study.fqn).result_iterator())
    assert their_rows == oc.samples.info(ids, study=study.fqn).results()
    assert theirs.samples.search(study=study.fqn, count=True).get_num_matches() == 5


@pytest.mark.recorded("sample-create", "sample-update", "sample-delete")
def test_what_it_writes_is_read_here(
    theirs: Any, oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]
) -> None:
    name = random_id("theirs")
    theirs.samples.create(data={"id": name, "description": "made by pyopencga"}, study=scratch.fqn)
    assert scratch.samples(id=name)["description"].tolist() == ["made by pyopencga"]
    theirs.samples.update(name, study=scratch.fqn, data={"description": "字"})
    assert scratch.samples(id=name)[["description", "version"]].to_numpy().tolist() == [["字", 2]]
    theirs.samples.delete(name, study=scratch.fqn)
    with pytest.raises(NotFoundError):
        oc.samples.info(name, study=scratch.fqn)


@pytest.mark.recorded("sample-create", "sample-delete")
def test_what_is_written_here_is_read_there(
    theirs: Any, oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]
) -> None:
    name = random_id("ours")
    oc.samples.create(study=scratch.fqn, data={"id": name})
    assert theirs.samples.info(name, study=scratch.fqn).get_result(0)["id"] == name
    oc.samples.delete(name, study=scratch.fqn)
    assert theirs.samples.search(study=scratch.fqn, id=name).get_num_results() == 0


@pytest.mark.recorded("file-download", "upload-ok")
def test_the_compatible_client_is_another_way_in(server: Any, study: Study, tmp_path: Path) -> None:
    from opencga_frames.compat.pyopencga import ClientConfiguration, OpencgaClient

    known = {"rest": {"host": server.host}, "session_folder": str(tmp_path), "cache_folder": "off"}
    client = OpencgaClient(ClientConfiguration(known, environ={}))
    client.login(server.user, server.password, server.organization)
    assert client.samples.search(study=study.fqn, count=True).get_num_matches() == 5
    client.logout()
