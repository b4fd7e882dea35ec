"""A study's own variables: their dictionary, and their values as typed columns."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pandas as pd
import pytest

from opencga_frames.errors import UnknownNameError

STUDY = "demo@rare:germline"
DOTTED = {
    "id": "private",
    "variables": [
        {"id": "a.b", "type": "INTEGER", "rank": 1, "required": True},
        {"id": "a", "type": "OBJECT", "rank": 2, "variables": [{"id": "b", "type": "STRING", "allowedValues": ["x"]}]},
        {"id": "sizes", "type": "MAP_DOUBLE", "rank": 3},
        {"id": "tags", "type": "STRING", "multiValue": True, "rank": 4},
    ],
}
ANNOTATED = {
    "id": "S1",
    "uuid": "u1",
    "version": 1,
    "annotationSets": [
        {
            "id": "one",
            "variableSetId": "private",
            "annotations": {"a.b": 7, "a": {"b": "x"}, "sizes": {"k.1": 2}, "tags": ["p", "q"]},
        }
    ],
}


@pytest.fixture
def private(scripted, connect, wire):
    """A study of a server whose variables have dots in their names."""

    def answer(asked):
        at_study = urlsplit(asked.target).path.endswith("/info")
        return wire.page([{"id": "germline", "fqn": STUDY, "variableSets": [DOTTED]}] if at_study else [ANNOTATED])

    return connect(scripted(answer)).study(STUDY)


def by_hand(variables, above=""):
    for one in variables:
        path = f"{above}.{one['id']}" if above else one["id"]
        yield path, one
        yield from by_hand(one.get("variables", ()), path)


def test_the_dictionary_has_every_variable_with_its_dotted_id(study):
    frame = study.variables()
    assert list(frame.columns) == [
        "variable_set_id",
        "variable_id",
        "type",
        "required",
        "multi_value",
        "allowed_values",
        "description",
    ]
    sets = study.info().results()[0]["variableSets"]
    expected = [(one["id"], path, v) for one in sets for path, v in by_hand(one["variables"])]
    assert len(frame) == len(expected) > 30
    for row, (name, path, v) in zip(frame.to_dict("records"), expected, strict=True):
        assert (row["variable_set_id"], row["variable_id"], row["type"]) == (name, path, v["type"])
        assert (row["required"], row["multi_value"]) == (v["required"], v["multiValue"])
        assert list(row["allowed_values"]) == v["allowedValues"]
        assert row["description"] == v["description"]


def test_the_dictionary_of_one_variable_set(study):
    frame = study.variables("intake")
    assert frame["variable_id"].tolist() == ["smoker", "site", "age", "weight", "note"]
    assert frame.index.tolist() == [0, 1, 2, 3, 4]
    with pytest.raises(UnknownNameError, match="intake"):
        study.variables("intakes")


def test_every_column_of_the_values_is_in_the_dictionary(study):
    kinds = {"BOOLEAN": "boolean", "INTEGER": "Int64", "DOUBLE": "Float64", "CATEGORICAL": "category"}
    for name, of in (("intake", "individuals"), ("every_type", "families"), ("sequencing", "files")):
        told = study.variables(name).set_index("variable_id")
        values = study.annotations(name, of=of)
        columns = [c for c in values.columns[values.columns.get_loc("annotation_set_id") + 1 :] if c in told.index]
        plain = told.index[~told["type"].astype(str).str.match("OBJECT|MAP")]
        assert columns == plain.tolist()
        for column in columns:
            several = told.loc[column, "multi_value"] or column.startswith("events.")
            expected = "object" if several else kinds.get(told.loc[column, "type"], "string")
            assert str(values[column].dtype) == expected, column
            if expected == "category":
                allowed = list(told.loc[column, "allowed_values"])
                assert values[column].cat.categories.tolist() == allowed, column


@pytest.mark.parametrize("of", ["samples", "individuals", "families", "cohorts"])
def test_nested_mapped_and_repeated_values_are_those_of_the_documents(oc, study, of):
    frame = study.annotations("every_type", of=of)
    documents = getattr(oc, of).search(study=study.fqn).results()
    sets = [
        one["annotations"]
        for row in documents
        for one in row["annotationSets"]
        if one["variableSetId"] == "every_type" and one["annotations"]
    ]
    assert len(frame) == len(sets) > 0
    for found, values in zip(frame.to_dict("records"), sets, strict=True):
        for path in ("consented", "lab.name", "lab.panel.level", "extra_text.colour", "extra_int.beds"):
            expected = values
            for step in path.split("."):
                expected = expected.get(step) if isinstance(expected, dict) else None
            got = found.get(path)
            assert (None if got is None or pd.isna(got) else got) == expected, path
        for path in ("tags", "counts"):
            got = found[path]
            assert (list(got) if got is not None else []) == values.get(path, [])


def test_a_dot_in_a_name_is_no_path(private):
    assert private.variables("private")["variable_id"].tolist() == ["a\\.b", "a", "a.b", "sizes", "tags"]
    values = private.annotations("private")
    assert list(values.columns)[4:] == ["a\\.b", "a.b", "sizes.k\\.1", "tags"]
    row = values.to_dict("records")[0]
    assert (row["a\\.b"], row["a.b"], row["sizes.k\\.1"], list(row["tags"])) == (7, "x", 2.0, ["p", "q"])
    assert [str(values[c].dtype) for c in ("a\\.b", "a.b", "sizes.k\\.1")] == ["Int64", "string", "Float64"]
    assert json.dumps(values.attrs)


def test_tables_without_annotations_and_unknown_ones_are_told(study):
    with pytest.raises(UnknownNameError, match="job_annotations"):
        study.annotations("intake", of="jobs")
    with pytest.raises(UnknownNameError, match="individuals"):
        study.annotations("intake", of="individual")
