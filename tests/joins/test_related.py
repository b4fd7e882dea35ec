"""What can be joined to a table, against the descriptions and against the reference list of relations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from opencga_frames import related
from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.schema.registry import entity_names, find_table, load_entity, table_names


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("samples", ("individual_id", "individual_id", "individuals", "individual_id", "N:1", False)),
        ("samples", ("sample_cohorts", "sample_id", "cohorts", "cohort_id", "M:N", True)),
        ("samples", ("cohort_samples", "sample_id", "cohorts", "cohort_id", "M:N", True)),
        ("samples", ("sample_id", "sample_id", "sample_phenotypes", "sample_id", "1:N", True)),
        ("individuals", ("individual_samples", "individual_id", "samples", "sample_id", "1:N", True)),
        ("individuals", ("individual_id", "individual_id", "samples", "individual_id", "1:N", True)),
        ("individuals", ("father_id", "father_id", "individuals", "individual_id", "N:1", False)),
        ("individuals", ("mother_id", "individual_id", "individuals", "mother_id", "1:N", True)),
        ("cohort_samples", ("sample_id", "sample_id", "samples", "sample_id", "N:1", False)),
        ("cohort_samples", ("cohort_id", "cohort_id", "cohorts", "cohort_id", "N:1", False)),
        ("files", ("job_id", "job_id", "jobs", "job_id", "N:1", False)),
    ],
)
def test_ways_of_a_table(table: str, expected: tuple[object, ...]) -> None:
    columns = ["via", "from_column", "to_table", "to_column", "cardinality", "multiplies"]
    assert expected in list(related(table)[columns].itertuples(index=False, name=None))


@pytest.mark.parametrize("table", table_names())
def test_every_way_names_columns_that_exist(table: str) -> None:
    found = related(table)
    assert (found["table"] == table).all()
    assert not found.duplicated().any()
    for way in found.itertuples():
        assert way.from_column in find_table(table).by_name
        assert way.to_column in find_table(way.to_table).by_name
        assert way.multiplies == way.cardinality.endswith("N")
        assert way.meaning.endswith((".", ")"))
        assert way.via in table_names() or way.via in {way.from_column, way.to_column}


def test_every_relation_is_seen_from_both_ends() -> None:
    for name in entity_names():
        for relation in load_entity(name).relations:
            there = related(relation.table)
            back = related(relation.to_table)
            assert ((there["from_column"] == relation.column) & (there["to_table"] == relation.to_table)).any()
            assert ((back["to_column"] == relation.column) & (back["to_table"] == relation.table)).any()


def test_dtypes_are_the_same_with_no_way_at_all() -> None:
    dtypes = related("samples").dtypes
    for table in table_names():
        assert related(table).dtypes.equals(dtypes)


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="samples"):
        related("sampels")


REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "models" / "relations.json"

#: Relations of the reference list that no column of a table holds, and why.
EXPLAINED = {
    "Sample.qualityControl.files[]": "a list of the main table, told by its column only",
    "Sample.qualityControl.variant.files[]": "a list of the main table, told by its column only",
    "Individual.qualityControl.files[]": "a list of the main table, told by its column only",
    "Family.qualityControl.files[]": "a list of the main table, told by its column only",
    "ClinicalAnalysis.qualityControl.files[]": "a list of the main table, told by its column only",
    "File.internal.sampleMap{}": "kept as JSON: names in the file and their samples",
    "File.internal.missingSamples.existing[]": "samples that the file does not have",
    "File.qualityControl.coverage.geneCoverageStats[].file": "gene coverage has a service of its own",
    "Job.tool.id": "tools of the server are in no table",
    "ClinicalAnalysis.proband.samples[]": "as in individual_samples, by proband_id",
    "ClinicalAnalysis.family.members[]": "as in family_members, by family_id",
    "ClinicalVariant.evidences[].genomicFeature.transcriptId": "transcripts are no records of OpenCGA",
    "Organization.notes[]": "notes have a table of their own",
    "Project.studies[]": "organization_studies names both",
    "User.projects[]": "organization_projects lists them",
    "Study.fqn": "the project is the part of the text before the colon",
    "Study.variableSets[]": "variables are read out of the study: part and owner",
    "Study.notes[]": "notes name their study",
    "AuditRecord.studyId": "short name, unique within its project only",
    "AuditRecord.resourceId": "of any table, as the column for the resource says",
    "Variant.studies[].samples[].fileIndex": "position, used when the rows are made",
    "Variant.studies[].files[].fileId": "name of the file, not its id",
    "Variant.annotation.consequenceTypes[].geneId": "genes are no records of OpenCGA",
    "AclEntryList.id": "of any table that was asked for",
    "AclEntryList.acl[].member": "a user or a group",
}
#: Classes that are read inside of another one, and where.
INSIDE = {"ClinicalVariant": ("Interpretation", ("primaryFindings[].", "secondaryFindings[]."))}
#: Places that a table reads together with another one, as one label among several.
TOGETHER = {
    "Job.output[]": "Job.input[]",
    "Interpretation.secondaryFindings[]": "Interpretation.primaryFindings[]",
}


def described_columns(place: str) -> set[tuple[str, str]]:
    """Tables and columns that read a place of the reference list."""
    java_class, _, path = TOGETHER.get(place, place).partition(".")
    outer, starts = INSIDE.get(java_class, (java_class, ("",)))
    entities = [e for e in map(load_entity, entity_names()) if e.java_class == outer]
    wanted = {start + path for start in starts}
    wanted |= {f"{p}.{key}" for p in wanted for key in ("id", "fqn")} | {f"@key {p}" for p in wanted}
    columns = [(t.name, c) for e in entities for t in e.tables.values() for c in t.columns]
    return {(table, c.name) for table, c in columns if wanted & {c.path, *c.older, f"{c.path}[]"}}


@pytest.mark.shared
@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference material is not here")
def test_every_relation_of_the_reference_is_described_or_explained() -> None:
    places = [r["from"] for r in json.loads(REFERENCE.read_text(encoding="utf-8"))["relations"]]
    relations = {(r.table, r.column) for name in entity_names() for r in load_entity(name).relations}
    open_places = {place for place in places if not described_columns(place) & relations}
    assert open_places == set(EXPLAINED)
