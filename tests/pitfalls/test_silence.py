"""Importing, making and using a client: no side effects, no chatter."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from opencga_frames import OpenCGAClient
from opencga_frames.errors import ConfigurationError

FILES = Path(__file__).resolve().parents[1] / "data" / "client-configuration"


def test_b23_import_and_a_client_with_resources_do_no_io(tmp_path):
    code = """
import socket, sys
def refuse(*a, **k): raise SystemExit("somebody was called")
socket.socket.connect = socket.socket.sendto = socket.getaddrinfo = refuse
import opencga_frames
oc = opencga_frames.OpenCGAClient({"rest": {"host": "https://ws.example.org/opencga"}})
for name in dir(oc): getattr(oc, name)
oc.study("demo@rare:germline")
repr(oc)
assert not {"pandas", "pyarrow"} & set(sys.modules)
"""
    environ = {"HOME": str(tmp_path), "OPENCGA_TOKEN": "kept-as-it-was", "PATH": ""}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environ)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_b24_nothing_is_printed(sandbox, connect, capfd, tmp_path):
    oc = connect(sandbox).login("viewer", "Sandbox-2026", organization="demo")
    study = oc.study(sandbox.study)
    study.tables("samples").counts()
    study.to_parquet(tmp_path, tables=["samples"])
    oc.samples.search(study=sandbox.study, limit=3).frame()
    oc.logout()
    assert capfd.readouterr() == ("", "")


def test_b24_the_logger_leaves_the_output_to_the_program():
    handlers = logging.getLogger("opencga_frames").handlers
    assert [type(handler) for handler in handlers] == [logging.NullHandler]
    assert logging.getLogger("opencga_frames").level == logging.NOTSET


def test_a16_a_server_of_version_ten_is_just_a_server(scripted, connect, wire, capfd):
    server = scripted(lambda asked: wire.page([{"id": "S1"}], version="10.0.0"))
    oc = connect(server)
    assert not server.asked
    found = oc.samples.search(study="demo@rare:s")
    assert found.server_version == "10.0.0"
    assert len(found.frame()) == 1
    assert server.calls == ["GET samples/search"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("file", "host", "url"),
    [
        ("one-host.yml", None, "https://old.example.org/opencga-1"),
        ("hosts-by-index.yml", None, "https://south.example.org/opencga"),
        ("hosts-by-index.yml", "North", "https://north.example.org/opencga"),
        ("hosts-by-name.yml", None, "https://ws.example.org/opencga-prod"),
        ("pyopencga.yml", None, "https://ws.example.org/opencga-prod"),
    ],
)
def test_a15_the_files_of_every_release_are_read(monkeypatch, tmp_path, *, file, host, url):
    from opencga_frames import ClientConfiguration

    monkeypatch.setenv("HOME", str(tmp_path))
    configuration = ClientConfiguration(FILES / file)
    client = OpenCGAClient(configuration if host is None else configuration.with_host(host))
    assert client.configuration.url == url
    assert repr(client) == f"<OpenCGAClient {url} as anonymous>"
    client.close()


def test_a15_an_unfilled_file_says_which_value_is_missing(tmp_path):
    file = tmp_path / "client-configuration.yml"
    file.write_text(
        'rest:\n  hosts:\n    - name: "opencga"\n      url: "${OPENCGA.CLIENT.REST.HOST}"\n  defaultHostIndex: 0\n'
    )
    with pytest.raises(ConfigurationError, match=r"rest\.hosts\[0\]\.url .*\$\{OPENCGA\.CLIENT\.REST\.HOST\}"):
        OpenCGAClient(file)
