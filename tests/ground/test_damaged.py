"""Characters that are none cost themselves, not the page, wherever JSON is read; a byte order mark costs nothing."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

import opencga_frames
from opencga_frames import RestResponse
from opencga_frames.errors import OpenCGAWarning
from opencga_frames.ground.damaged import readable

if TYPE_CHECKING:
    from pathlib import Path

HALF = rb'{"id": "S1", "description": "cut \ud83d"}'
CUT = "cut \ufffd"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb'"\ud83d\ude00"', "\U0001f600"),
        (rb'"\ud83d\ud83d\ude00"', "\ufffd\U0001f600"),
        (rb'"\ude00\ud83d"', "\ufffd\ufffd"),
        (rb'"\\ud83d \\\ud83d"', "\\ud83d \\\ufffd"),
        (rb'"\uD83Dx"', "\ufffdx"),
        (b'"a\xffb\xfe\xfdc"', "a\ufffdb\ufffdc"),
        (b'\xef\xbb\xbf"a"', "a"),
        ('"\u00e9\U0001f600"'.encode(), "\u00e9\U0001f600"),
    ],
)
def test_only_what_is_damaged_is_replaced(body: bytes, expected: str) -> None:
    assert json.loads(readable(body)) == expected


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_saved_answers_and_documents(tmp_path: Path, mark: bytes) -> None:
    envelope = mark + b'{"responses": [{"results": [' + HALF + b', {"id": "S2"}]}]}'
    lines = mark + HALF + b'\n{"id": "S2"}\n'
    (tmp_path / "answer.json.gz").write_bytes(gzip.compress(envelope))
    answers = [
        RestResponse.from_json(envelope, entity="sample"),
        RestResponse.from_json(tmp_path / "answer.json.gz", entity="sample"),
        RestResponse.from_documents(lines, entity="sample"),
        RestResponse.from_documents([HALF, {"id": "S2"}], entity="sample"),
        RestResponse.from_documents([json.loads(HALF), {"id": "S2"}], entity="sample"),
        RestResponse.from_documents(b"[" + HALF + b', {"id": "S2"}]', entity="sample"),
    ]
    for answer in answers:
        with pytest.warns(OpenCGAWarning, match=r"description \(damaged, once\)"):
            frame = answer.frame()
        assert frame["sample_id"].tolist() == ["S1", "S2"]
        assert frame["description"].tolist()[0] == CUT
        told = answer.unexpected().set_index("path").loc["description"]
        assert (told["kind"], told["count"], told["example"]) == ("damaged", 1, CUT)


def test_text_with_a_byte_order_mark(tmp_path: Path) -> None:
    text = '\ufeff{"responses": [{"results": [{"id": "S1"}]}]}'
    assert RestResponse.from_json(text.encode(), entity="sample").frame()["sample_id"].tolist() == ["S1"]
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    assert RestResponse.from_json(tmp_path / "a.json", entity="sample").frame()["sample_id"].tolist() == ["S1"]
    assert opencga_frames.RestResponse.from_json(text, entity="sample").frame()["sample_id"].tolist() == ["S1"]


def test_a_number_out_of_range_costs_that_number() -> None:
    answer = RestResponse.from_documents(
        b'[{"id": "a", "size": 1e400}, {"id": "b", "size": 5}]', entity="file", study="o@p:s"
    )
    with pytest.warns(OpenCGAWarning, match=r"size \(lost, once\)"):
        assert answer.frame()["size"].tolist()[1] == 5
