"""One script, two packages: only the import differs."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytest.importorskip("pyopencga")

SCRIPT = """
from {package}.opencga_config import ClientConfiguration
from {package}.opencga_client import OpencgaClient

found = {{}}
oc = OpencgaClient(ClientConfiguration({{"rest": {{"host": host}}}}))
oc.login("viewer", "Sandbox-2026", "demo")

found["studies"] = [s["fqn"] for s in oc.studies.search("rare", include="fqn").get_results()]
study = found["studies"][0]

samples = oc.samples.search(study=study, include="id,individualId", count=True)
found["sample ids"] = sorted(row["id"] for row in samples.get_results())
found["counts"] = samples.get_num_results(), samples.get_num_matches()
found["frame ids"] = sorted(samples.to_data_frame()["id"])
found["elements"] = len(samples.responses), samples.get_response()["numResults"], samples.responses[0]["numResults"]

some = found["sample ids"][:5]
infos = oc.get_sample_client().info(some, study=study)
found["infos"] = [row["id"] for row in infos.result_iterator()]
found["first"] = infos.get_result(0)["id"], infos.get_responses()[0]["results"][0]["id"]
found["limited"] = oc.samples.search(study=study, limit=7).get_num_results()
found["filtered"] = sorted(
    row["id"] for row in oc.samples.search(study=study, individual_id=infos.get_result(0)["individualId"]).get_results()
)

cohorts = oc.cohorts.search(study=study, include="id")
found["cohorts"] = sorted(row["id"] for row in cohorts.get_results())
found["events"] = cohorts.get_response_events("ERROR"), cohorts.get_result_events("ERROR")
found["version"] = cohorts.apiVersion
found["token"] = isinstance(oc.token, str) and isinstance(oc.refresh_token, str)
oc.logout()
found["logged out"] = oc.token is None and oc.refresh_token is None
"""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    with serve(Sandbox(samples=300)) as served:
        yield served.url


def run(package: str, host: str) -> dict[str, Any]:
    names: dict[str, Any] = {"host": host}
    with redirect_stdout(io.StringIO()):
        exec(compile(SCRIPT.format(package=package), package, "exec"), names)
    return dict(names["found"])


@pytest.mark.enable_socket
def test_the_same_script_gives_the_same_results(host: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("OPENCGA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    theirs = run("pyopencga", host)
    ours = run("opencga_frames.compat.pyopencga", host)
    assert ours == theirs
    assert theirs["counts"] == (300, 300)
    assert len(set(theirs["sample ids"])) == 300
    assert theirs["limited"] == 7
