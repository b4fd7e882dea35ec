"""Pedigrees: the six columns of PED, its text, and the graph."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

import opencga_frames
from opencga_frames.clinical import pedigree, pedigree_graph, to_ped
from opencga_frames.errors import OpenCGAWarning, StorageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Frame = Callable[..., pd.DataFrame]

TRIO = {
    "id": "F1",
    "version": 1,
    "members": [
        {"id": "C", "father": {"id": "D"}, "mother": {"id": "M"}, "sex": {"id": "FEMALE"}, "version": 1},
        {"id": "D", "father": {"release": 0, "version": 0}, "sex": {"id": "MALE"}, "version": 1},
        {"id": "M", "sex": {"id": "UNDETERMINED"}, "version": 1},
    ],
}
OUTSIDE = {"id": "F2", "version": 1, "members": [{"id": "C", "father": {"id": "X"}, "mother": {"id": "M"}}]}


@pytest.fixture
def members(frame: Frame) -> pd.DataFrame:
    return frame("family_members", TRIO)


def test_a_trio(members: pd.DataFrame) -> None:
    made = pedigree(members)
    assert made.to_numpy().tolist() == [
        ["F1", "C", "D", "M", 2, 0],
        ["F1", "D", "0", "0", 1, 0],
        ["F1", "M", "0", "0", 0, 0],
    ]


def test_dtypes_are_the_same_for_no_and_for_many_rows(members: pd.DataFrame) -> None:
    expected = {"family_id": "string", "individual_id": "string", "father_id": "string", "mother_id": "string"}
    for rows in (members, members.iloc[:1].assign(father_id=pd.NA, mother_id=pd.NA), members.iloc[:0]):
        dtypes = {name: str(dtype) for name, dtype in pedigree(rows).dtypes.items()}
        assert dtypes == {**expected, "sex": "Int8", "phenotype": "Int8"}


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow", None])
def test_frames_of_every_backend_give_the_same(frame: Frame, members: pd.DataFrame, backend: Any) -> None:
    pd.testing.assert_frame_equal(pedigree(frame("family_members", TRIO, backend=backend)), pedigree(members))


def test_parents_outside_of_the_family_are_written_as_0_and_told(frame: Frame) -> None:
    both = frame("family_members", TRIO, OUTSIDE)
    with pytest.warns(OpenCGAWarning) as caught:
        made = pedigree(both, "F2")
    assert [str(w.message) for w in caught] == [
        "1 members have a father outside of their family (X); 0 is written.",
        "1 members have a mother outside of their family (M); 0 is written.",
    ]
    assert made[["father_id", "mother_id"]].to_numpy().tolist() == [["0", "0"]]


def test_affected_are_those_with_a_disorder_or_a_phenotype_that_was_seen(frame: Frame, members: pd.DataFrame) -> None:
    disorders = frame("individual_disorders", {"id": "C", "disorders": [{"id": "OMIM:1"}]})
    seen = {"id": "HP:1", "status": "OBSERVED"}
    phenotypes = frame(
        "individual_phenotypes",
        {"id": "D", "phenotypes": [seen]},
        {"id": "M", "phenotypes": [{"id": "HP:1", "status": "NOT_OBSERVED"}]},
    )
    assert pedigree(members, disorders=disorders)["phenotype"].tolist() == [2, 1, 1]
    assert pedigree(members, phenotypes=phenotypes)["phenotype"].tolist() == [1, 2, 1]
    assert pedigree(members, disorders=disorders, phenotypes=phenotypes)["phenotype"].tolist() == [2, 2, 1]
    only = pedigree(members, disorders=disorders, phenotypes=phenotypes, terms=["HP:1"])
    assert only["phenotype"].tolist() == [1, 2, 1]


def test_disorders_of_another_study_are_of_other_people(frame: Frame, members: pd.DataFrame) -> None:
    disorders = frame("individual_disorders", {"id": "C", "disorders": [{"id": "OMIM:1"}]}, study="b")
    assert pedigree(members, disorders=disorders)["phenotype"].tolist() == [1, 1, 1]


def test_several_studies_keep_the_study(frame: Frame, members: pd.DataFrame) -> None:
    both = pd.concat([members, frame("family_members", TRIO, study="b")])
    made = pedigree(both)
    assert made["study"].tolist() == ["a"] * 3 + ["b"] * 3
    with pytest.raises(UsageError, match="several studies"):
        pedigree_graph(made)


def test_unknown_families_missing_columns_and_repeated_members_are_refused(members: pd.DataFrame) -> None:
    with pytest.raises(UsageError, match="no member of the family 'F9' among the rows; families there: F1"):
        pedigree(members, "F9")
    with pytest.raises(UsageError, match="missing: mother_id"):
        pedigree(members.drop(columns="mother_id"))
    with pytest.raises(UsageError, match="'C' is a member of 'F1' twice"):
        pedigree(pd.concat([members, members.iloc[:1]]))


@pytest.mark.parametrize("families", [["F1", "F2"], ("F2", "F1"), pd.Series(["F1", "F2"])])
def test_several_families(frame: Frame, families: Any) -> None:
    both = frame("family_members", TRIO, {**TRIO, "id": "F2"}, {**TRIO, "id": "F3"})
    assert pedigree(both, families)["family_id"].tolist() == ["F1"] * 3 + ["F2"] * 3
    assert pedigree(both, "F3").equals(pedigree(both, ["F3"]))
    with pytest.raises(UsageError, match="no member of the family 'F9' among the rows; families there: F1, F2, F3"):
        pedigree(both, ["F1", "F9"])


def test_one_term_is_one_and_not_its_letters(frame: Frame, members: pd.DataFrame) -> None:
    disorders = frame("individual_disorders", {"id": "C", "disorders": [{"id": "OMIM:1"}]})
    assert pedigree(members, disorders=disorders, terms="OMIM:1")["phenotype"].tolist() == [2, 1, 1]
    assert pedigree(members, disorders=disorders, terms=["OMIM:2"])["phenotype"].tolist() == [1, 1, 1]


@pytest.mark.parametrize("wrong", [{"family": 1}, {"family": ["F1", None]}, {"terms": 7}])
def test_ids_that_are_no_strings_are_refused(members: pd.DataFrame, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match=r"expected an id or a list of ids, which are strings"):
        pedigree(members, **wrong)


@pytest.mark.parametrize("path", ["~nobody-of-this-name/x.ped", "a\0b", 7, ""])
def test_what_is_no_path_is_refused(members: pd.DataFrame, path: Any) -> None:
    with pytest.raises(StorageError, match=r"Expected a path|Give the path without ~"):
        to_ped(pedigree(members), path)


def test_the_text_has_six_columns_apart_by_tabs(members: pd.DataFrame, tmp_path: Path) -> None:
    text = to_ped(pedigree(members), tmp_path / "trio.ped")
    assert text == "F1\tC\tD\tM\t2\t0\nF1\tD\t0\t0\t1\t0\nF1\tM\t0\t0\t0\t0\n"
    assert (tmp_path / "trio.ped").read_bytes() == text.encode()
    with pytest.raises(StorageError, match="cannot be written"):
        to_ped(pedigree(members), tmp_path / "none" / "trio.ped")


@pytest.mark.parametrize("name", ["John Smith", "", " x"])
def test_ids_that_would_break_the_columns_are_refused(members: pd.DataFrame, name: str) -> None:
    made = pedigree(members)
    made.loc[0, "individual_id"] = name
    with pytest.raises(UsageError, match="cannot hold an id that is empty or has white space"):
        to_ped(made)


def test_the_graph_goes_from_parents_to_children(members: pd.DataFrame) -> None:
    graph = pedigree_graph(pedigree(members))
    assert sorted(graph.edges(data="parent")) == [("D", "C", "father"), ("M", "C", "mother")]
    assert graph.nodes["C"] == {"sex": 2, "phenotype": 0, "families": ["F1"]}


def test_someone_in_two_families_is_one_node(frame: Frame) -> None:
    with pytest.warns(OpenCGAWarning):
        made = pedigree(frame("family_members", TRIO, OUTSIDE))
    assert pedigree_graph(made).nodes["C"]["families"] == ["F1", "F2"]


def test_without_networkx_the_error_says_what_to_get(members: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    with pytest.raises(UsageError, match=r"pip install 'opencga-frames\[graph\]'"):
        pedigree_graph(pedigree(members))


def test_the_names_of_the_package_stay_functions() -> None:
    for _ in range(2):
        assert opencga_frames.pedigree is pedigree
        assert opencga_frames.to_ped is to_ped
        assert opencga_frames.pedigree_graph is pedigree_graph
