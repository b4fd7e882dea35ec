"""Descriptions on disk: one per server and version; a disk that fails is as good as none."""

from __future__ import annotations

import gzip

import pytest

from opencga_frames.rest.learning import DescriptionStore

URL = "https://ws.example.org/opencga"
ROWS = b'[[{"name": "Samples"}]]'
PACKED = gzip.compress(ROWS)


@pytest.fixture
def store(tmp_path):
    return DescriptionStore(tmp_path / "cache", URL)


def test_what_was_written_is_read_by_server_and_version(store, tmp_path):
    store.write("6.1.0", ROWS)
    assert store.read("6.1.0") == ROWS
    assert store.read("6.2.0") is None
    assert DescriptionStore(tmp_path / "cache", "https://other.example.org/opencga").read("6.1.0") is None


def test_a_second_writing_replaces_the_first_and_leaves_nothing_else(store, tmp_path):
    store.write("6.1.0", ROWS)
    store.write("6.1.0", b"[]")
    assert store.read("6.1.0") == b"[]"
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"not gzip", PACKED[:-9], PACKED[:20] + b"\0" * 20],
    ids=["empty", "another file", "cut", "overwritten"],
)
def test_a_damaged_file_is_as_good_as_none(store, tmp_path, content):
    store.write("6.1.0", ROWS)
    (path,) = (tmp_path / "cache").iterdir()
    path.write_bytes(content)
    assert store.read("6.1.0") is None


def test_a_folder_that_cannot_be_made_keeps_nothing(tmp_path):
    (tmp_path / "cache").write_text("a file")
    store = DescriptionStore(tmp_path / "cache", URL)
    store.write("6.1.0", ROWS)
    assert store.read("6.1.0") is None


@pytest.mark.parametrize("version", ["", "6.0.0-SNAPSHOT", "6.0.0-rc1"])
def test_nothing_is_kept_of_a_version_that_is_unknown_or_will_pass(store, tmp_path, version):
    store.write(version, ROWS)
    assert store.read(version) is None
    assert not (tmp_path / "cache").exists()


def test_nothing_is_kept_without_a_folder():
    store = DescriptionStore(None, URL)
    store.write("6.1.0", ROWS)
    assert store.read("6.1.0") is None


def test_a_version_cannot_lead_out_of_the_folder(store, tmp_path):
    store.write("6/../../x", ROWS)
    assert [path.parent for path in tmp_path.rglob("*.gz")] == [tmp_path / "cache"]
