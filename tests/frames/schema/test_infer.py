"""Saved answers whose kind nobody says: told with confidence or not at all."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.frames.schema.infer import first_documents, recognise
from opencga_frames.frames.schema.registry import entity_names

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("sample", "individual", "family", "cohort", "file", "project", "study", "user", "job")
#: Those that another entity has all fields of.
TWINS = ("knockout_by_gene",)
#: Entity of the documents of a data file, where the file is not called like it.
CALLED = {
    "audit-v3": "audit_record",
    "audit-v5": "audit_record",
    "clinical": "clinical_analysis",
    "variableset": "variable_set",
    "facets": "facet_field",
    "knockout_gene": "knockout_by_gene",
    "knockout_individual": "knockout_by_individual",
    "mutational_signature": "signature",
}


def name_of(documents: list[Any], params: dict[str, Any] | None = None, kinds: tuple[str, ...] = ()) -> str | None:
    found = recognise(kinds, params or {}, documents)
    return found.name if found else None


def test_the_class_of_the_envelope_is_believed() -> None:
    assert name_of([], kinds=("org.opencb.opencga.core.models.family.Family",)) == "family"
    assert name_of([{"id": "x"}], kinds=("", "Sample")) == "sample"
    assert name_of([{"id": "x"}], kinds=("org.opencb.opencga.core.models.NoSuchClass",)) is None


def test_ids_that_were_asked_for_tell() -> None:
    assert name_of([{"id": "S1"}, {"id": "S2"}], {"samples": "S1,S2,S3"}) == "sample"
    assert name_of([{"id": "x", "uuid": "u-1"}], {"files": ["u-1"]}) == "file"


def test_a_filter_of_the_same_name_does_not() -> None:
    cohorts = [{"id": "c1", "numSamples": 3, "samples": [{"id": "S1"}], "type": "COLLECTION"}]
    assert name_of(cohorts, {"samples": "S1"}) == "cohort"
    assert name_of([{"id": "I1"}], {"samples": "S1"}) is None


def test_fields_tell_where_they_are_enough() -> None:
    assert name_of([{"id": "a", "somatic": True, "individualId": "i", "fileIds": []}]) == "sample"
    assert name_of([{"id": "a", "karyotypicSex": "XX", "lifeStatus": "ALIVE"}]) == "individual"


@pytest.mark.parametrize(
    "documents", [[], [{}], [{"id": "a"}], ["x", 5, None], [{"id": "a", "name": "b"}], [{"zz": 1}]]
)
def test_too_little_is_too_little(documents: list[Any]) -> None:
    assert name_of(documents) is None


@pytest.mark.shared
def test_real_documents_are_never_taken_for_another_kind(shared: Path) -> None:
    told: dict[str, int] = {}
    for file in sorted(shared.glob("data/*/*.jsonl.gz")):
        kind = file.name.partition(".")[0].removesuffix("_archive")
        kind = CALLED.get(kind, kind)
        found = name_of([json.loads(line) for line in gzip.decompress(file.read_bytes()).splitlines()])
        assert found in {kind if kind in entity_names() else None, None}, file
        if found:
            told[found] = told.get(found, 0) + 1
    assert set(NAMES) <= set(told)


def test_each_real_document_alone_is_never_taken_for_another_kind(real_documents: dict[str, list[Any]]) -> None:
    for kind, documents in real_documents.items():
        found = {name_of([document]) for document in documents}
        assert found <= {kind, None}, kind
        # Two fields may be anything.
        assert kind in found or kind in TWINS or all(len(document) < 3 for document in documents), kind


# --- only the first documents are read -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([], []),
        ([b"[]", b" [ ] "], []),
        ([b'[{"id": "a"}, {"id": "b"}]', b'\xef\xbb\xbf[5,"x" , null]\n'], [{"id": "a"}, {"id": "b"}, 5, "x", None]),
        ([b'[{"id": "a"}, {"id": cut', b'[{"id": "c"}]'], [{"id": "a"}, {"id": "c"}]),
        ([b'[{"v": NaN}, {"t": "\xff", "h": "\\ud83d"}]'], [{"t": "\ufffd", "h": "\ud83d"}]),
        ([b'{"id": "a"}', b"", b"nonsense"], []),
    ],
)
def test_documents_are_read_one_by_one(pages: list[bytes], expected: list[Any]) -> None:
    found = [d for d in first_documents(pages) if not (isinstance(d, dict) and "v" in d)]
    assert found == expected


def test_what_follows_the_first_documents_is_not_read() -> None:
    sample = {"id": "a", "somatic": True, "individualId": "i", "fileIds": []}
    page = json.dumps([sample] * 60).encode()
    asked: list[int] = []

    def pages() -> Any:
        for number in range(3):
            asked.append(number)
            yield page

    found = recognise((), {}, first_documents(pages()))
    assert found is not None
    assert (found.name, asked) == ("sample", [0])
    assert recognise(("Family",), {}, first_documents(pages())) is not None
    assert asked == [0]
