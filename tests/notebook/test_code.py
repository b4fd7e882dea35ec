"""A call as code: it makes the same call again, in each language, without a token."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opencga_frames import OpenCGAClient, RestResponse
from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

STUDY = "demo@rare:germline"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def server() -> Iterator[OpenCGAClient]:
    with serve(Sandbox(samples=20)) as running, OpenCGAClient({"rest": {"host": running.url}}) as oc:
        yield oc.login("analyst", "Sandbox-2026", organization="demo")


def calls(oc: OpenCGAClient) -> list[RestResponse]:
    return [
        oc.samples.search(study=STUDY, somatic=False, limit=3, individual_id=["F000001-C1", "it's"]),
        oc.samples.info(["F000001-C1-g", "F000001-C1-saliva"], study=STUDY),
        oc.projects.search(),
        oc.call("GET", "cohorts/search", {"study": STUDY, "limit": 2}),
    ]


def run(words: list[str] | str, oc: OpenCGAClient, tmp_path: Path, **options: object) -> str:
    token = oc.token
    assert token is not None
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "OPENCGA_TOKEN": token.reveal()}
    environ |= {"OPENCGA_HOST": oc.configuration.url}
    done = subprocess.run(words, env=environ, capture_output=True, text=True, check=True, **options)  # type: ignore[call-overload]
    return str(done.stdout)


def ids(rows: list[dict[str, object]]) -> list[object]:
    return [row["id"] for row in rows]


@pytest.mark.enable_socket
@pytest.mark.parametrize("number", range(4))
def test_python_gives_the_same_answer(server: OpenCGAClient, tmp_path: Path, number: int) -> None:
    answer = calls(server)[number]
    code = answer.code() + "import json; print(json.dumps([row['id'] for row in answer.results()]))"
    assert json.loads(run([sys.executable, "-c", code], server, tmp_path)) == ids(answer.results())


@pytest.mark.enable_socket
@pytest.mark.parametrize("number", range(4))
def test_curl_gives_the_same_answer(server: OpenCGAClient, tmp_path: Path, number: int) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    answer = calls(server)[number]
    envelope = json.loads(run(["bash", "-c", answer.code("curl")], server, tmp_path))
    assert ids([row for one in envelope["responses"] for row in one["results"]]) == ids(answer.results())


@pytest.mark.enable_socket
@pytest.mark.parametrize("number", range(4))
def test_the_shell_command_gives_the_same_answer(server: OpenCGAClient, tmp_path: Path, number: int) -> None:
    answer = calls(server)[number]
    code = answer.code("cli").replace("opencga-frames", f"{sys.executable} -m opencga_frames", 1)
    assert ids(json.loads(run(["bash", "-c", code], server, tmp_path))) == ids(answer.results())


@pytest.mark.enable_socket
@pytest.mark.parametrize("number", range(3))
def test_r_gives_the_same_answer(server: OpenCGAClient, tmp_path: Path, number: int) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    answer = calls(server)[number]
    code = answer.code("R") + 'cat(unlist(lapply(answer$responses$results, function(rows) rows$id)), sep = "\\n")'
    assert run(["Rscript", "-e", code], server, tmp_path).split() == ids(answer.results())


def test_no_token_is_in_it(server: OpenCGAClient) -> None:
    token = server.token
    assert token is not None
    for answer in calls(server):
        for language in ("python", "curl", "R", "cli"):
            assert token.reveal() not in answer.code(language)  # type: ignore[arg-type]


def test_a_call_with_many_arguments_has_one_per_line(server: OpenCGAClient) -> None:
    answer = server.samples.search(study=STUDY, limit=3, id=[f"F00000{n}-C1-g" for n in range(1, 8)])
    assert "oc.samples.search(\n    study='demo@rare:germline',\n" in answer.code()


def test_what_cannot_be_code_is_refused(server: OpenCGAClient) -> None:
    updated = server.samples.update("F000001-C1-g", {"description": "x"}, study=STUDY)
    with pytest.raises(UsageError, match="sent a body, which answers do not keep"):
        updated.code()
    with pytest.raises(UsageError, match="got 'perl'; expected one of python, curl, R, cli"):
        server.projects.search().code("perl")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="there is no call to write as code"):
        RestResponse.from_documents([{"id": "S"}], entity="sample").code()
