"""Annotations of one variable set, joined as columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from opencga_frames import RestResponse, join
from opencga_frames.errors import JoinError, UnknownNameError

Frame = Callable[..., pd.DataFrame]

DOCUMENTS = [
    {
        "id": "S1",
        "annotationSets": [
            {"id": "one", "variableSetId": "clinic", "annotations": {"age": 41, "site": "north", "smoker": True}},
            {"id": "other", "variableSetId": "lab", "annotations": {"age": 7}},
        ],
    },
    {"id": "S2", "annotationSets": [{"id": "one", "variableSetId": "clinic", "annotations": {"age": 12}}]},
    {"id": "S3"},
]


@pytest.fixture
def samples(frame: Frame) -> pd.DataFrame:
    return frame("samples", *DOCUMENTS)


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow", None])
def test_a_variable_set_is_named(frame: Frame, backend: Any) -> None:
    samples = frame("samples", *DOCUMENTS, backend=backend)
    values = frame("sample_annotations", *DOCUMENTS, backend=backend)
    joined = join(samples, values, variable_set="clinic")
    assert joined["annotation_age"].fillna(-1).tolist() == [41, 12, -1]
    assert joined["annotation_site"].fillna("-").tolist() == ["north", "-", "-"]
    assert joined["annotation_set_id"].fillna("-").tolist() == ["one", "one", "-"]
    assert list(joined.columns[: len(samples.columns)]) == list(samples.columns)
    assert len(joined) == 3


def test_the_wide_frame_is_known_by_its_columns(samples: pd.DataFrame) -> None:
    answer = RestResponse.from_documents(DOCUMENTS, entity="sample", study="a")
    wide = answer.annotations("clinic")
    for joined in (join(samples, wide), join(samples, sample_annotations=wide)):
        assert joined["annotation_age"].fillna(-1).tolist() == [41, 12, -1]
    assert str(joined["annotation_age"].dtype) == "Int64"


def test_several_sets_of_one_entity_become_a_list_or_rows(samples: pd.DataFrame, frame: Frame) -> None:
    twice = [{**DOCUMENTS[0], "annotationSets": [{**DOCUMENTS[0]["annotationSets"][0], "id": i} for i in ("x", "y")]}]
    values = frame("sample_annotations", *twice)
    joined = join(samples, values, variable_set="clinic")
    assert [list(cell) for cell in joined["annotation_set_ids"]] == [["x", "y"], [], []]
    assert joined["num_sample_annotations"].tolist() == [2, 0, 0]
    rows = join(samples, values, variable_set="clinic", grain=("samples", "sample_annotations"))
    assert rows["annotation_set_id"].fillna("-").tolist() == ["x", "y", "-", "-"]
    assert rows["annotation_age"].fillna(-1).tolist() == [41, 41, -1, -1]


def test_without_a_variable_set_the_values_are_counted(samples: pd.DataFrame, frame: Frame) -> None:
    assert join(samples, frame("sample_annotations", *DOCUMENTS))["num_sample_annotations"].tolist() == [4, 1, 0]


def test_annotations_can_be_the_base(samples: pd.DataFrame, frame: Frame) -> None:
    values = frame("sample_annotations", *DOCUMENTS)
    joined = join(values, samples.assign(somatic=[True, False, True]), variable_set="clinic")
    assert joined["age"].tolist() == [41, 12]
    assert joined["sample_somatic"].tolist() == [True, False]


def test_a_variable_set_that_is_not_there_is_refused_with_those_that_are(samples: pd.DataFrame, frame: Frame) -> None:
    with pytest.raises(JoinError, match="no annotation of variable set 'clinik'; it has: clinic, lab"):
        join(samples, frame("sample_annotations", *DOCUMENTS), variable_set="clinik")
    assert len(join(samples, frame("sample_annotations"), variable_set="clinik")) == 3


def test_a_variable_set_without_a_table_of_annotations_is_refused(samples: pd.DataFrame) -> None:
    with pytest.raises(
        JoinError, match=r"none of the tables \(samples\) holds any\. Join a table such as sample_annotations"
    ):
        join(samples, variable_set="clinic")


def test_a_definition_gives_each_variable_a_column_of_its_type(samples: pd.DataFrame, frame: Frame) -> None:
    definition = {
        "id": "clinic",
        "variables": [
            {"id": "age", "type": "INTEGER"},
            {"id": "site", "type": "CATEGORICAL", "allowedValues": ["north", "south"]},
            {"id": "smoker", "type": "BOOLEAN"},
            {"id": "note", "type": "STRING"},
        ],
    }
    both = ("samples", "sample_annotations")
    some = join(samples, frame("sample_annotations", *DOCUMENTS), variable_set=definition, grain=both)
    none = join(samples, frame("sample_annotations"), variable_set=definition, grain=both)
    for rows in (some, none):
        assert rows["annotation_age"].dtype == pd.Int64Dtype()
        assert rows["annotation_site"].cat.categories.tolist() == ["north", "south"]
        assert rows["annotation_note"].isna().all()


def test_a_misspelt_option_is_told_with_the_near_ones(samples: pd.DataFrame) -> None:
    with pytest.raises(UnknownNameError, match=r"no option or table 'version' of join\. Did you mean 'versions'"):
        join(samples, version="all")
