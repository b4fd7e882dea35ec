"""Paths as users give them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opencga_frames import ClientConfiguration, RestResponse, read_parquet, read_provenance, read_tables
from opencga_frames.errors import ConfigurationError, StorageError, UsageError
from opencga_frames.ground.paths import local_path, path_string


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert local_path("~/x") == local_path(tmp_path / "x") == tmp_path / "x"
    assert path_string(Path("x")) == "x"


@pytest.mark.parametrize("path", ["a\0b", 7, None, b"x", "", ["a"], 1.5])
def test_what_is_no_path(path: Any) -> None:
    with pytest.raises(StorageError, match="Expected a path, got"):
        local_path(path)


def test_a_home_folder_that_is_not_known() -> None:
    with pytest.raises(StorageError, match=r"The home folder in '~nobody-of-this-name/x' is not known.* without ~"):
        local_path("~nobody-of-this-name/x")


NO_PATHS = ["~nobody-of-this-name/x", "a\0b", "\ud800", ""]
TAKES_PATH = {
    "print_results": lambda oc, path: oc.samples.search(study="o@p:s").print_results(outfile=path),
    "upload": lambda oc, path: oc.files.upload(file=path, study="o@p:s"),
    "download": lambda oc, path: oc.files.download("a.bam", study="o@p:s", to=path),
    "to_parquet": lambda oc, path: oc.samples.search(study="o@p:s").to_parquet(path),
    "scan": lambda oc, path: oc.samples.scan(study="o@p:s").write(path),
    "from_json": lambda _oc, path: RestResponse.from_json(path),
    "read_parquet": lambda _oc, path: read_parquet(path),
    "read_tables": lambda _oc, path: read_tables(path),
    "read_provenance": lambda _oc, path: read_provenance(path),
    "configuration": lambda _oc, path: ClientConfiguration(path, environ={}),
}


@pytest.mark.parametrize("path", NO_PATHS)
@pytest.mark.parametrize("call", TAKES_PATH)
def test_what_is_no_path_is_our_error_wherever_it_is_given(scripted, connect, wire, call, path):
    oc = connect(scripted(lambda _: wire.page([{"id": "a"}])), version_check="off")
    with pytest.raises((StorageError, ConfigurationError, UsageError)) as caught:
        TAKES_PATH[call](oc, path)
    str(caught.value).encode()


@pytest.mark.parametrize("outfile", [7, b"x", ["a"]])
def test_what_is_neither_a_path_nor_a_stream(scripted, connect, wire, outfile):
    oc = connect(scripted(lambda _: wire.page([{"id": "a"}])), version_check="off")
    with pytest.raises(StorageError, match="Expected a path or an open text file as outfile"):
        oc.samples.search(study="o@p:s").print_results(outfile=outfile)


def test_rows_that_cannot_be_written_whole_leave_the_older_file(scripted, connect, wire, tmp_path):
    resource = pytest.importorskip("resource")
    rows = [{"id": "a", "description": "x" * 50_000}]
    answer = connect(scripted(lambda _: wire.page(rows)), version_check="off").samples.search(study="o@p:s")
    target = tmp_path / "rows.txt"
    answer.print_results("id", metadata=False, outfile=target)
    assert target.read_text() == "#id\na\n"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, hard))
    try:
        with pytest.raises(StorageError, match="File too large"):
            answer.print_results(outfile=target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_text() == "#id\na\n"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_device_is_written_to_as_it_is(scripted, connect, wire):
    answer = connect(scripted(lambda _: wire.page([{"id": "a"}])), version_check="off").samples.search(study="o@p:s")
    with pytest.raises(StorageError, match="No space left on device"):
        answer.print_results(outfile="/dev/full")
    assert not Path("/dev/full").is_file()
