"""Files that others write: configurations, sessions, and names of downloads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import strategies as st

from opencga_frames.auth.session_file import Session, end_sessions, find_session, write_session
from opencga_frames.auth.token import Token
from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError, OpenCGAError

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = [
    "host",
    "rest",
    "hosts",
    "current",
    "token",
    "verify",
    "cookies",
    "retries",
    "connect_timeout",
    "read_timeout",
]
SETTINGS += [
    "page_size",
    "workers",
    "version",
    "version_check",
    "session_folder",
    "max_answer_bytes",
    "study",
    "organization",
]
SETTINGS += [
    "min_bytes_per_second",
    "cache_folder",
    "defaultHost",
    "url",
    "name",
    "query",
    "defaultStudy",
    "login",
    "user",
]
SCALARS = [
    "1_000",
    "0x1F",
    "0o7",
    "1e3",
    ".inf",
    ".nan",
    "~",
    "yes",
    "off",
    "2001-01-01",
    "2001-01-01 10:00:00",
    "60:30",
]
SCALARS += [
    "<<",
    "=",
    "!!binary aGk=",
    "!!set {a}",
    "!!omap [a: 1]",
    "!!timestamp 2001-01-01",
    "&a [*a]",
    "? a",
    "0b1",
    "+1",
]
SCALARS += [
    "-.INF",
    "1.",
    "null",
    "Null",
    "TRUE",
    "|",
    "> x",
    "'",
    '"\\0"',
    "@",
    "`",
    "%",
    "!x",
    "*x",
    "[",
    "{",
    "- -",
    "?",
]


def test_configuration_files(fuzz: Any, tried: Any, odd: Any, tmp_path: Path) -> None:
    names = st.sampled_from(SETTINGS)
    content = st.dictionaries(names | odd.strings, st.dictionaries(names, odd.json, max_size=2) | odd.json, max_size=4)
    lines = st.lists(st.builds("{}: {}".format, names, st.sampled_from(SCALARS)), max_size=4).map("\n".join)
    texts = (
        st.binary(max_size=60)
        | lines.map(str.encode)
        | st.builds('{{"{}": {}}}'.format, names, st.sampled_from(SCALARS)).map(str.encode)
        | st.builds("rest:\n  {}: {}".format, names, st.sampled_from(SCALARS)).map(str.encode)
        | content.map(lambda value: json.dumps(value).encode())
        | odd.strings.map(lambda text: text.encode("utf-8", "surrogatepass"))
    )

    def holds(text: bytes, suffix: str) -> None:
        path = tmp_path / f"client-configuration.{suffix}"
        path.write_bytes(b"host: http://h.example.org\n" * (suffix == "yaml") + text)
        found = tried(lambda: ClientConfiguration(path, environ={}))
        if isinstance(found, OpenCGAError):
            assert isinstance(found, ConfigurationError)
        else:
            assert found.url.startswith(("http://", "https://"))
            repr(found)

    fuzz(holds, text=texts, suffix=st.sampled_from(["yml", "yaml", "json"]))


def test_addresses(fuzz: Any, tried: Any, odd: Any) -> None:
    parts = st.sampled_from(
        ["http://", "https://", "ftp://", "//", "h.example.org", ":80", ":99999", ":x", "[::1]", "[", "@"]
    )
    parts |= st.sampled_from(
        ["u:p@", "/opencga", "/webservices/rest/v2", "?a=b", "#c", "\\", " ", "%00", "é.org", "..", "a" * 300]
    )
    addresses = st.lists(parts, min_size=1, max_size=5).map("".join) | odd.strings | odd.json | st.binary(max_size=9)

    def holds(address: Any) -> None:
        known = {"rest": {"host": address}, "session_folder": "/nowhere"}
        found = tried(lambda: ClientConfiguration(known, environ={}))
        if isinstance(found, OpenCGAError):
            assert isinstance(found, ConfigurationError)
            return
        assert found.url.startswith(("http://", "https://"))
        with OpenCGAClient(found) as oc:
            sent = tried(lambda: oc.call("GET", "meta/ping", dry_run=True))
            assert isinstance(sent, OpenCGAError) or sent.url.startswith(found.url)
            assert "u:p@" not in f"{sent!r}{found!r}{oc!r}"

    fuzz(holds, address=addresses)


def test_session_files(fuzz: Any, tried: Any, odd: Any, tmp_path: Path, wire: Any) -> None:
    path = tmp_path / "h_session.json"
    names = ["host", "user", "token", "refreshToken", "currentStudy", "attributes", "cookies", "version", "timestamp"]
    tokens = st.just(wire.token()) | odd.strings | odd.json
    content = st.dictionaries(st.sampled_from(names), tokens | st.fixed_dictionaries({"cookies": odd.json}), max_size=5)
    texts = st.binary(max_size=60) | (content | odd.json).map(lambda value: json.dumps(value).encode())
    known = {"rest": {"hosts": [{"name": "h", "url": "http://h.example.org"}]}, "session_folder": str(tmp_path)}

    def holds(text: bytes) -> None:
        path.write_bytes(text)

        def use() -> str:
            with OpenCGAClient(ClientConfiguration(known, environ={})) as oc:
                return repr(oc) + repr(oc.user)

        tried(use)
        assert path.read_bytes() == text

    fuzz(holds, text=texts)


def test_a_session_is_kept_and_ended_beside_anything(
    fuzz: Any, tried: Any, odd: Any, tmp_path: Path, wire: Any
) -> None:
    path, url = tmp_path / "h_session.json", "http://h.example.org/opencga"
    names = ["host", "user", "token", "refreshToken", "attributes", "studies", "version", "currentStudy", "x"]
    content = st.dictionaries(st.sampled_from(names), st.just(url) | odd.json, max_size=6)
    texts = st.binary(max_size=40) | (content | odd.json).map(lambda value: json.dumps(value).encode())
    token = Token(wire.token())

    def holds(text: bytes) -> None:
        path.write_bytes(text)
        kept = tried(lambda: write_session(tmp_path, "h", Session(host=url, user="nadia", token=token)))
        assert kept.stat().st_mode & 0o077 == 0
        found = find_session(tmp_path, "h", url)
        assert found is not None
        assert found.token == token
        assert kept in end_sessions(tmp_path, url)
        assert all(token.reveal() not in file.read_text("utf-8", "replace") for file in tmp_path.iterdir())
        kept.unlink()

    fuzz(holds, text=texts)


def test_names_of_downloads(fuzz: Any, tried: Any, odd: Any, tmp_path: Path, scripted: Any, connect: Any) -> None:
    parts = [
        "attachment",
        ";",
        " ",
        "filename",
        "*",
        "=",
        '"',
        "utf-8''",
        "%2F",
        "..",
        "/",
        "\\",
        ":",
        "a.vcf",
        "é",
        "\0",
        "=?x?=",
    ]
    names = st.lists(st.sampled_from(parts), max_size=8).map("".join)
    values = names | st.builds("attachment; filename={}".format, names | odd.strings)
    outside, folder = tmp_path / "outside.txt", tmp_path / "in" / "side"
    outside.write_bytes(b"mine")
    answer: list[Any] = []
    oc = connect(scripted(lambda _: answer[0]), version_check="off", retries=0)

    def holds(value: str, name: str) -> None:
        value = value.encode("utf-8", "replace").decode("latin-1")
        answer[:] = [(200, {"Content-Type": "application/octet-stream", "Content-Disposition": value}, b"bytes")]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "kept.txt").write_bytes(b"mine")
        found = tried(lambda: oc.files.download(name, study="o@p:s", to=folder, size=5))
        assert (outside.read_bytes(), (folder / "kept.txt").read_bytes()) == (b"mine", b"mine")
        left = sorted(path for path in folder.iterdir() if path.name != "kept.txt")
        assert sorted(tmp_path.iterdir()) == [tmp_path / "in", outside]
        if isinstance(found, OpenCGAError):
            assert left == []
        else:
            assert left == [found]
            assert found.read_bytes() == b"bytes"
            found.unlink()

    fuzz(holds, value=values | st.sampled_from(["attachment; filename=kept.txt"]), name=st.just("a.vcf") | odd.strings)


def test_yaml_scalars_are_in_these_cases() -> None:
    """The list above keeps what YAML reads as anything but a string."""
    kinds = set()
    for text in SCALARS:
        try:
            kinds.add(type(yaml.safe_load(text)).__name__)
        except (yaml.YAMLError, ValueError, LookupError, AttributeError):
            kinds.add("error")
    assert {"int", "float", "bool", "NoneType", "date", "datetime", "bytes", "set", "list", "error"} <= kinds


pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")
