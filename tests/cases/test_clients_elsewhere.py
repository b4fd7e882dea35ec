"""What users of other clients, older servers and unusual machines ran into."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import requests

from opencga_frames import ClientConfiguration, RestResponse
from opencga_frames.compat import pyopencga
from opencga_frames.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *[("password", word) for word in ("0123456", "12:34:56", "1_000", "1.10", "0x1F", "no")],
        *[("user", "007"), ("study", "012")],
    ],
)
def test_03_numbers_of_a_yaml_configuration_are_taken_as_written(tmp_path: Path, key: str, value: str) -> None:
    path = tmp_path / "client-configuration.yml"
    path.write_text(f"rest:\n  host: https://h.example.org/opencga\n{key}: {value}\n", encoding="utf-8")
    found = getattr(ClientConfiguration(path, environ={}), key)
    assert (found.reveal() if key == "password" else found) == value


@pytest.mark.parametrize("extra", [{}, {"extra": "allow"}])
@pytest.mark.parametrize(
    ("call", "body"),
    [
        (lambda oc, **body: oc.individuals.create(study="u@p:s", **body), {"id": "I1", "sex": "MALE"}),
        (lambda oc, **body: oc.individuals.update("I1", study="u@p:s", **body), {"samples": ["S1"]}),
        (
            lambda oc, **body: oc.studies.update_variable_sets("u@p:s", action="ADD", **body),
            {"id": "v", "variables": [{"id": "x", "type": "TEXT"}]},
        ),
    ],
    ids=["sex", "samples", "type"],
)
def test_07_a_body_is_checked_against_the_model_of_the_server_asked(
    scripted: Any, connect: Any, *, call: Any, body: dict[str, Any], extra: dict[str, Any]
) -> None:
    rows = [{"id": "I1", "Version": "2.0.2"}]
    text = json.dumps({"version": "2.0.2", "responses": [{"numResults": 1, "numMatches": 1, "results": rows}]})
    server = scripted(lambda asked: (200, JSON, text.encode()))
    call(connect(server), data=body, **extra)
    assert json.loads(server.asked[-1].body) == body


def run(code: str) -> str:
    """Run Python without a terminal and return what it prints."""
    own = [sys.executable, "-W", "error", "-c", code]
    return subprocess.run(
        own, stdin=subprocess.DEVNULL, capture_output=True, text=True, start_new_session=True, check=True
    ).stdout


def test_12_a_client_needs_no_home_folder() -> None:
    code = """
import os, pwd
os.environ.pop("HOME", None)
def nobody(*args): raise KeyError("uid not found")
pwd.getpwuid = nobody
from opencga_frames import ClientConfiguration, OpenCGAClient
oc = OpenCGAClient(ClientConfiguration({"rest": {"host": "http://h.example.org/o"}}, environ={}), token="a.b.c")
print(oc.samples.search(study="s", dry_run=True).url)
"""
    assert run(code).startswith("http://h.example.org/o/webservices/rest/v2/samples/search?study=s")


def test_14_without_a_terminal_the_missing_password_is_named() -> None:
    code = """
from opencga_frames import ClientConfiguration, OpenCGAClient, errors
oc = OpenCGAClient(ClientConfiguration({"rest": {"host": "http://127.0.0.1:9/o"}}, environ={}))
try:
    oc.login("owner")
except errors.OpenCGAError as error:
    print(type(error).__name__, error)
"""
    assert "OPENCGA_PASSWORD" in run(code)


def test_18_downloads_of_one_name_do_not_replace_each_other(scripted: Any, connect: Any, tmp_path: Path) -> None:
    disposition = {
        "Content-Disposition": 'attachment; filename="calls.vcf.gz"',
        "Content-Type": "application/octet-stream",
    }
    server = scripted(lambda asked: (200, disposition, asked.ids[0].encode()))
    oc = connect(server, version_check="off")
    oc.files.download("batch1:calls.vcf.gz", study="a@b:c", to=tmp_path)
    with pytest.raises(StorageError, match="a download into a folder replaces nothing"):
        oc.files.download("batch2:calls.vcf.gz", study="a@b:c", to=tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("calls.vcf.gz", "batch1:calls.vcf.gz")]
    oc.files.download("batch2:calls.vcf.gz", study="a@b:c", to=tmp_path / "second.vcf.gz")
    assert (tmp_path / "second.vcf.gz").read_text() == "batch2:calls.vcf.gz"


def test_19_answers_and_configurations_can_be_pickled_and_copied() -> None:
    answer = RestResponse.from_documents([{"id": "S1"}], entity="sample", study="o@p:s")
    for again in (pickle.loads(pickle.dumps(answer)), copy.deepcopy(answer)):
        assert again.frame().equals(answer.frame())
        assert again.frame().dtypes.equals(answer.frame().dtypes)
    configuration = ClientConfiguration({"rest": {"host": "http://h.example.org/o"}}, environ={})
    assert pickle.loads(pickle.dumps(configuration)) == configuration


def test_21_errors_under_compat_are_those_that_scripts_for_pyopencga_catch(connect: Any) -> None:
    with pytest.raises(ValueError, match="rest"):
        pyopencga.ClientConfiguration({})
    session = requests.Session()
    session.mount("http://", Unreachable())
    settings = pyopencga.ClientConfiguration({"rest": {"host": "http://down.example.org/opencga"}, "retries": 0})
    with pytest.raises(requests.exceptions.ConnectionError, match=r"down\.example\.org"):
        pyopencga.OpencgaClient(settings, token="a.b.c", session=session).samples.search(study="a")


class Unreachable(requests.adapters.BaseAdapter):
    def send(self, *args: Any, **options: Any) -> requests.Response:
        raise requests.exceptions.ConnectionError("connection refused")

    def close(self) -> None:
        pass
