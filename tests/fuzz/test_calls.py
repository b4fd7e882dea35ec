"""What users give to calls: it arrives as it was given, in its place, or is refused before anything is sent."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import numpy as np
import pandas as pd
import pytest
from hypothesis import strategies as st

from opencga_frames.errors import OpenCGAError
from opencga_frames.ground.limits import MAX_IDS

if TYPE_CHECKING:
    from pathlib import Path

FILTERS = [
    "id",
    "individualId",
    "somatic",
    "creationDate",
    "phenotypes",
    "annotation",
    "limit",
    "skip",
    "include",
    "acl",
    "x",
]


def ids_of(asked: Any) -> list[str]:
    """Ids of a path such as ``samples/S1,S2/info``, whatever is in them; none of any other path."""
    segments = urlsplit(asked.target).path.split("/")
    return [unquote(name) for name in segments[6].split("%2C")] if segments[-1] == "info" else []


@pytest.fixture
def asked(scripted: Any, connect: Any, wire: Any) -> tuple[Any, Any]:
    server = scripted(lambda asked: wire.page([{"id": name} for name in ids_of(asked)]))
    return connect(server, version_check="off", retries=0), server


def test_values_of_filters(fuzz: Any, tried: Any, odd: Any, asked: Any) -> None:
    oc, server = asked
    others = st.sampled_from(
        [
            b"x",
            object(),
            dt.date(2020, 1, 1),
            np.int64(3),
            np.nan,
            10**5_000,
            [pd.NaT],
            pd.NA,
            pd.NaT,
            {1, 2},
            range(3),
            1j,
        ]
    )
    others |= st.sampled_from([pd.Series(["a"]), np.array(["a", None]), dt.datetime(1, 1, 1), lambda: 1, ..., type])
    values = odd.strings | odd.json | others | st.lists(odd.strings | others, max_size=3)

    def holds(name: str, value: Any) -> None:
        server.asked.clear()
        found = tried(lambda: oc.samples.search(study="o@p:s", **{name: value}))
        if name == "limit" and not isinstance(found, OpenCGAError):
            return
        assert {one.path for one in server.asked} <= {"samples/search"}
        for one in server.asked:
            names = [key for key, _ in one.pairs]
            assert len(names) == len(set(names))
            assert set(names) <= {*FILTERS, "study", "count", "sort", "order", "exclude"}
            assert one.query["study"] == "o@p:s"
            if name == "individualId" and isinstance(value, str) and value and "," not in value:
                assert one.query[name] == value

    fuzz(holds, name=st.sampled_from(FILTERS), value=values)


def test_ids_in_paths(fuzz: Any, tried: Any, odd: Any, asked: Any) -> None:
    oc, server = asked
    ids = st.lists(odd.strings | st.text(min_size=1, max_size=3), min_size=1, max_size=4)
    kinds = st.sampled_from(["samples", "files", "individuals"])

    def holds(names: list[Any], kind: str) -> None:
        server.asked.clear()
        found = tried(lambda: getattr(oc, kind).info(names, study="o@p:s"))
        for one in server.asked:
            segments = urlsplit(one.target).path.split("/")
            assert segments[5:6] + segments[-1:] == [kind, "info"]
            assert len(segments) == 8
            assert len(ids_of(one)) <= MAX_IDS
        if not isinstance(found, OpenCGAError):
            sent = {name for one in server.asked for name in ids_of(one)}
            # The server takes the path of a file with colons.
            texts = [name.replace("/", ":") if kind == "files" else name for name in names if isinstance(name, str)]
            assert len(texts) < len(names) or sent <= {*texts, *map(str.strip, texts)}
            assert found.num_results() >= len(sent)

    fuzz(holds, names=ids | st.lists(odd.json, min_size=1, max_size=2), kind=kinds)


def test_paths_of_files(fuzz: Any, tried: Any, odd: Any, asked: Any, tmp_path: Path, monkeypatch: Any) -> None:
    oc, _ = asked
    answer = oc.samples.info(["a"], study="o@p:s")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "folder").mkdir()
    (inside / "file").write_bytes(b"mine")
    monkeypatch.chdir(inside)
    names = odd.strings.filter(lambda text: ".." not in text and not text.startswith(("/", "~/")) and text != "~")
    others = st.sampled_from(
        [7, 1.5, None, b"x", b"\xff", ["a"], True, "folder", "folder/", "file", "file/x", "no/such/x"]
    )

    def holds(path: Any) -> None:
        tried(lambda: answer.to_parquet(path, tables=["samples"]))
        tried(lambda: oc.files.download("a.vcf", study="o@p:s", to=path))
        assert (inside / "file").is_file()
        assert [entry.name for entry in tmp_path.iterdir()] == ["inside"]

    fuzz(holds, path=names | others)
