"""Tables of a study are joined by their names alone: what leads from one to another is read as well."""

from __future__ import annotations

import pandas as pd
import pytest

from opencga_frames import join, related
from opencga_frames.errors import JoinError, UnknownNameError, UsageError
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.joins import join_report

MAINS = ("samples", "individuals", "families", "cohorts", "files", "clinical_analyses", "interpretations", "panels")


def searches(sandbox):
    return [path for _, path in sandbox.requests]


def pairs(rows, name, column):
    """Ids of a column of lists, with the id of the row."""
    lists = rows[[name, column]].explode(column).dropna()
    return set(lists.itertuples(index=False, name=None))


@pytest.mark.filterwarnings("ignore:.*matched none of the .* rows:opencga_frames.errors.OpenCGAWarning")
@pytest.mark.parametrize("table", MAINS)
def test_what_is_related_can_be_joined(study, table):
    others = [o for o in related(table)["to_table"].unique() if o in {t for m in MAINS for t in entity_of(m).tables}]
    assert others
    for other in others:
        if other != table:
            joined = study.join(table, other, how="left")
            assert len(joined) == len(study.table(table))


def test_columns_beyond_the_default_view_are_read_for_the_join(study, sandbox):
    interpretations = study.table("interpretations", core=False)
    expected = pairs(interpretations, "interpretation_id", "panel_ids") - {(None, None)}
    sandbox.requests.clear()
    joined = study.join("interpretations", "panels")
    # Interpretations are not counted, so that their walk asks until a page is empty.
    assert list(dict.fromkeys(searches(sandbox))) == ["analysis/clinical/interpretation/search", "panels/search"]
    assert pairs(joined, "interpretation_id", "panel_ids") == expected
    assert expected
    assert not {"panel_ids_json", "attributes_json"} & set(joined.columns)


def test_the_samples_of_a_family_are_those_of_its_members(study, sandbox):
    family_members, samples = study.table("family_members"), study.samples()
    individual_of = dict(zip(samples["sample_id"], samples["individual_id"], strict=True))
    members = set(zip(family_members["family_id"], family_members["individual_id"], strict=True))
    expected = {(f, s) for f, i in members for s, of in individual_of.items() if of == i}
    sandbox.requests.clear()
    joined = study.join("families", "samples")
    assert sorted(searches(sandbox)) == ["families/search", "individuals/search", "samples/search"]
    assert pairs(joined, "family_id", "sample_ids") == expected
    assert len(expected) >= 10


def test_link_tables_are_read_with_the_rows_they_are_part_of(study, sandbox):
    sandbox.requests.clear()
    joined = study.join("clinical_analyses", "panels")
    assert sorted(searches(sandbox)) == ["analysis/clinical/search", "panels/search"]
    assert "panel_ids" in joined.columns
    sandbox.requests.clear()
    both = study.join("samples", "sample_phenotypes", "sample_cohorts", "cohorts")
    assert sorted(searches(sandbox)) == ["cohorts/search", "samples/search"]
    pd.testing.assert_series_equal(both["sample_id"], study.samples()["sample_id"])


def test_filters_hold_for_all_tables_of_the_same_rows(study, sandbox):
    somatic = study.samples(somatic=True)["sample_id"].tolist()
    sandbox.requests.clear()
    joined = study.join("samples", "sample_phenotypes", "individuals", where={"samples": {"somatic": True}})
    assert joined["sample_id"].tolist() == somatic
    assert sorted(searches(sandbox)) == ["individuals/search", "samples/search"]


def test_the_same_as_a_join_of_the_frames(study):
    by_name = study.join("samples", "individuals", "cohorts")
    by_hand = join(study.samples(), study.individuals(), study.cohorts())
    pd.testing.assert_frame_equal(by_name, by_hand)
    assert join_report(by_name)["matched"].tolist() == join_report(by_hand)["matched"].tolist()


def test_a_way_by_a_link_table_is_read(study, sandbox):
    sandbox.requests.clear()
    joined = study.join("individuals", "samples", via="individual_samples")
    assert sorted(searches(sandbox)) == ["individuals/search", "samples/search"]
    rows = study.table("individual_samples")
    expected = set(zip(rows["individual_id"], rows["sample_id"], strict=True))
    assert pairs(joined, "individual_id", "sample_ids") == expected


def test_unknown_tables_are_refused_before_anything_is_sent(study, sandbox):
    sandbox.requests.clear()
    with pytest.raises(UnknownNameError, match="samples"):
        study.join("samplez", "individuals")
    with pytest.raises(UnknownNameError, match="cohorts"):
        study.join("samples", "individuals", where={"cohorts": {}})
    assert not sandbox.requests


def test_annotations_are_joined_with_the_types_of_their_definition(study):
    wide = study.annotations("intake", of="individuals")
    joined = study.join("individuals", "individual_annotations", variable_set="intake")
    for name in ("smoker", "site", "age", "weight", "note"):
        assert joined[f"annotation_{name}"].dtype == wide[name].dtype
        assert joined[f"annotation_{name}"].notna().sum() == wide[name].notna().sum()


def test_a_frame_asked_for_without_its_study_can_be_joined(study, oc):
    """The key of every table begins with the study, which nobody thinks of in ``columns=``; the frame knows it."""
    samples = study.samples(columns=["sample_id", "individual_id"])
    joined = join(samples, study.individuals(columns=["individual_id", "sex_id"]))
    assert joined["study"].unique().tolist() == [study.fqn]
    assert joined["individual_sex_id"].notna().all()
    with pytest.raises(JoinError, match="has no column study"):  # other frames hold the full name of the study
        join(oc.samples.frame(study="germline", columns=["sample_id", "individual_id"]), study.individuals())
    with pytest.raises(JoinError, match="has no column study"):
        join(samples=samples, individuals=pd.DataFrame({"individual_id": ["I1"]}))


@pytest.mark.parametrize("where", [5, {"samples": 5}, ["samples"]])
def test_filters_of_a_join_are_by_table_and_name(study, where):
    with pytest.raises(UsageError, match="expected filters by table, such as"):
        study.join("samples", "individuals", where=where)
