"""A sync that was killed or failed goes on with what it had read, and ends with the data that are there then."""

from __future__ import annotations

import json
import shutil

import pytest
import requests

from opencga_frames import open_dataset, verify
from opencga_frames.errors import NotAuthenticatedError, NotReachableError, OpenCGAError, StorageError

TABLES = ["samples", "sample_phenotypes", "individuals", "individual_samples"]


class Failing:
    """A server that fails from a request on, until it is back."""

    def __init__(self, sandbox):
        self.asked = []
        self.failure = killed
        self._left = None
        self._answer = sandbox._server.answer
        sandbox._server.answer = self._answered

    def _answered(self, method, url, *rest):
        self.asked.append(url.partition("?")[0].rpartition("/v2/")[2])
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                return self.failure(url)
        return self._answer(method, url, *rest)

    def after(self, requests, failure=None):
        """Let it fail behind some requests; None lets it work."""
        self.asked.clear()
        self._left, self.failure = requests, failure or killed

    @property
    def samples(self):
        """Pages of samples that were asked for."""
        return self.asked.count("samples/search")


def killed(_url):
    raise KeyboardInterrupt


def gone(_url):
    raise requests.ConnectionError("connection refused")


def busy(_url):
    return 503, {}, b"<html>Service Unavailable</html>"


def revoked(url):
    """Refuse the token, and the password with which a new one is asked for."""
    told = "Incorrect user or password." if url.endswith("users/login") else "Authentication token is expired : eyJ"
    name = "CatalogAuthenticationException"
    event = {"type": "ERROR", "id": f"org.opencb.opencga.catalog.exceptions.{name}", "name": name, "message": told}
    return 401, {"Content-Type": "application/json"}, json.dumps({"events": [event], "responses": []}).encode()


@pytest.fixture
def study(connect, sandbox, study):
    """The study, one entry a page."""
    oc = connect(sandbox, page_size=1, workers=1).login("viewer", "Sandbox-2026", organization="demo")
    return oc.study(study.fqn)


@pytest.fixture
def ids(study):
    return study.samples(columns=["sample_id"])["sample_id"].tolist()


@pytest.fixture
def failing(sandbox):
    return Failing(sandbox)


@pytest.fixture
def changed(study, owner, ids, clock, tmp_path):
    """A dataset, behind which 20 samples were changed, the first one last."""
    study.to_parquet(tmp_path / "out", tables=TABLES)
    for name in reversed(ids[:20]):
        clock.now += 900
        owner.samples.update(name, study=study.fqn, description="changed")
    return tmp_path / "out"


def died(study, folder, failing, requests):
    """Let a sync die behind some requests."""
    before = open_dataset(folder)
    failing.after(requests)
    with pytest.raises(KeyboardInterrupt):
        study.sync(folder)
    failing.after(None)
    assert verify(folder) == before


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_what_was_read_is_not_read_again(study, changed, tmp_path, failing, same, *, share):
    """Individuals that show a changed sample are: other samples may have been changed since."""
    shutil.copytree(changed, tmp_path / "unbroken")
    failing.after(None)
    unbroken = study.sync(tmp_path / "unbroken")
    whole, pages = len(failing.asked), failing.samples
    died(study, changed, failing, int(whole * share))
    made = study.sync(changed)
    same(made, unbroken)
    assert made.changes == unbroken.changes
    # The ids of what was changed are listed, and the latest change is asked for once more.
    assert failing.samples <= pages * (1 - share) + 5
    assert not list((changed / "_work").iterdir())


def test_what_changed_between_is_found(study, owner, changed, tmp_path, failing, same, ids, clock):
    """Entries that were read already, one in the second it was read in, others that were not, and new ones."""
    died(study, changed, failing, 14)
    again = [ids[0], ids[1], ids[18], ids[25]]
    for name in again:
        owner.samples.update(name, study=study.fqn, description="changed again")
        clock.now += 900
    owner.samples.create(study=study.fqn, id="A-new")
    owner.samples.delete([ids[2]], study=study.fqn, force=True)
    made = study.sync(changed)
    told = made.frame("samples").set_index("sample_id")["description"]
    assert told[again].tolist() == ["changed again"] * 4
    same(made, study.to_parquet(tmp_path / "whole", tables=TABLES))


def test_work_of_a_sync_of_an_older_dataset_is_thrown_away(study, owner, changed, tmp_path, failing, same, ids):
    died(study, changed, failing, 14)
    shutil.copytree(changed / "_work", tmp_path / "_work")
    study.sync(changed)
    owner.samples.update(ids[0], study=study.fqn, description="changed later")
    shutil.rmtree(changed / "_work")
    (tmp_path / "_work").rename(changed / "_work")
    made = study.sync(changed)
    assert made.changes["samples"].changed == 1
    same(made, study.to_parquet(tmp_path / "whole", tables=TABLES))


@pytest.mark.parametrize("damage", ["cut", "zeros", "a zero"])
def test_pages_that_a_loss_of_power_has_damaged_are_read_again(study, changed, tmp_path, failing, same, *, damage):
    died(study, changed, failing, 14)
    pages = sorted((changed / "_work").rglob("page-*.arrow"))
    assert len(pages) > 5
    content = bytearray(pages[3].read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    elif damage == "zeros":
        content[:] = bytes(len(content))
    else:
        content[len(content) // 2] ^= 0xFF
    pages[3].write_bytes(content)
    same(study.sync(changed), study.to_parquet(tmp_path / "whole", tables=TABLES))


def test_entries_that_come_and_go_while_the_changed_ones_are_read_cost_no_other(
    study, owner, changed, tmp_path, sandbox, same, ids
):
    """Rows that were missed are asked for by their ids."""
    answer, asked = sandbox._server.answer, []

    def answered(method, url, *rest):
        if "samples/search" in url and "modificationDate" in url:
            asked.append(url)
            if len(asked) == 8:
                owner.samples.delete([ids[0]], study=study.fqn, force=True)
        return answer(method, url, *rest)

    sandbox._server.answer = answered
    made = study.sync(changed)
    sandbox._server.answer = answer
    same(made, study.to_parquet(tmp_path / "whole", tables=TABLES))


@pytest.mark.parametrize("what", ["export", "sync"])
@pytest.mark.parametrize(
    ("failure", "error"), [(gone, NotReachableError), (busy, OpenCGAError), (revoked, NotAuthenticatedError)]
)
@pytest.mark.parametrize("share", [0.2, 0.9])
def test_a_failure_leaves_what_there_was_and_the_next_call_goes_on(
    study, changed, tmp_path, failing, same, *, what, failure, error, share
):
    def run(folder):
        return study.sync(folder) if what == "sync" else study.to_parquet(folder, tables=TABLES)

    if what == "sync":
        shutil.copytree(changed, tmp_path / "unbroken")
    before = open_dataset(changed)
    folder = changed if what == "sync" else tmp_path / "new"
    failing.after(None)
    unbroken = run(tmp_path / "unbroken")
    whole, pages = len(failing.asked), failing.samples
    failing.after(int(whole * share), failure)
    with pytest.raises(error) as caught:
        run(folder)
    assert any("Call again: what was read is not read twice." in note for note in caught.value.__notes__)
    if what == "sync":
        assert verify(folder) == before
    else:
        with pytest.raises(StorageError, match="no dataset"):
            open_dataset(folder)
    failing.after(None)
    same(run(folder), unbroken)
    assert failing.samples <= pages * (1 - share) + 5
