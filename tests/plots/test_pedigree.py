"""A pedigree: who stands where, and how each symbol looks."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, Rectangle, RegularPolygon

from opencga_frames import plots
from opencga_frames.errors import UsageError
from opencga_frames.plots.pedigree_layout import Member, lay_out

if TYPE_CHECKING:
    from opencga_frames.study import Study

THREE_GENERATIONS = (
    ("GF", None, None, "MALE", "DECEASED"),
    ("GM", None, None, "FEMALE", "ALIVE"),
    ("F", "GF", "GM", "MALE", "ALIVE"),
    ("A", "GF", "GM", "FEMALE", "ALIVE"),
    ("U", None, None, "MALE", "ALIVE"),
    ("M", None, None, "FEMALE", "ALIVE"),
    ("C1", "F", "M", "MALE", "ALIVE"),
    ("K1", "U", "A", "FEMALE", "ALIVE"),
    ("X", "C1", "K1", "UNKNOWN", "ALIVE"),
)


def members(*rows: tuple[Any, ...], family: str = "F1") -> pd.DataFrame:
    columns = ["individual_id", "father_id", "mother_id", "sex_id", "life_status"]
    return pd.DataFrame(list(rows), columns=columns).assign(study="s", family_id=family)


def disorder(*ids: str) -> pd.DataFrame:
    return pd.DataFrame({"study": "s", "individual_id": list(ids), "disorder_id": "D"})


def test_symbols_say_sex_and_affected_status() -> None:
    ax = plots.pedigree(members(*THREE_GENERATIONS), disorders=disorder("X", "GF"))
    symbols = [patch for patch in ax.patches if isinstance(patch, Rectangle | Circle | RegularPolygon)]
    shapes = [type(patch) for patch in symbols]
    assert [shapes.count(shape) for shape in (Rectangle, Circle, RegularPolygon)] == [4, 4, 1]
    filled = [type(patch) for patch in symbols if to_hex(patch.get_facecolor()) != "#ffffff"]
    assert filled == [Rectangle, RegularPolygon]


def test_cousins_are_joined_by_a_double_line_and_others_by_one() -> None:
    def level(ax: Any) -> int:
        return sum(1 for line in ax.lines if line.get_ydata()[0] == line.get_ydata()[1] and line.get_ydata()[0] % 1.6)

    related = plots.pedigree(members(*THREE_GENERATIONS))
    parents = lay_out([Member(one, father, mother) for one, father, mother, *_ in THREE_GENERATIONS]).related
    assert parents == {("C1", "K1")}
    unrelated = plots.pedigree(members(*THREE_GENERATIONS[:-1]))
    assert level(related) - level(unrelated) == 3  # two lines between the parents, one above their child


def test_marks_for_deceased_proband_and_samples() -> None:
    samples = pd.DataFrame({"individual_id": ["X", None, "other family"]})
    ax = plots.pedigree(members(*THREE_GENERATIONS), proband="X", samples=samples)
    diagonal = [line for line in ax.lines if len(set(line.get_xdata())) == 2 and len(set(line.get_ydata())) == 2]
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    arrows = [text for text in ax.texts if getattr(text, "arrow_patch", None) is not None]
    assert [len(diagonal), len(dots), len(arrows)] == [1, 1, 1]
    notes = "\n".join(text.get_text() for text in ax.texts).splitlines()
    assert "● has samples" in notes
    assert "Who is affected is not shown: give disorders= or phenotypes=." in notes


def test_every_member_is_named_once(study: Study) -> None:
    table = study.table("family_members")
    family = table["family_id"].value_counts().index[0]
    ax = plots.pedigree(table, family, disorders=study.table("individual_disorders"))
    assert sorted(text.get_text() for text in ax.texts) == sorted(
        table.loc[table["family_id"] == family, "individual_id"]
    )
    assert ax.get_title(loc="left") == f"Family {family}"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"family": "nope"}, "no member of the family 'nope'"),
        ({"proband": "nobody"}, "'nobody' is not a member of the family 'F1'; members: GF, GM"),
    ],
)
def test_mistakes_are_named(arguments: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        plots.pedigree(members(*THREE_GENERATIONS), **arguments)  # type: ignore[arg-type]


def test_one_of_several_families_must_be_named() -> None:
    two = pd.concat([members(THREE_GENERATIONS[0]), members(THREE_GENERATIONS[1], family="F2")])
    with pytest.raises(UsageError, match="draws one family and got 2; name one, such as F1, F2"):
        plots.pedigree(two)


def test_an_ancestor_of_oneself_is_refused() -> None:
    with pytest.raises(UsageError, match="Nobody is their own ancestor, but 'A' is"):
        lay_out([Member("A", "B", None), Member("B", "A", None)])


@pytest.mark.parametrize("children", [1, 2, 3])
def test_children_stand_below_the_middle_of_their_parents(children: int) -> None:
    names = [f"C{number}" for number in range(children)]
    x = lay_out([Member("F", None, None), Member("M", None, None), *(Member(one, "F", "M") for one in names)]).x
    assert sum(x[one] for one in names) / children == pytest.approx((x["F"] + x["M"]) / 2)


def test_somebody_with_two_partners_stands_between_them() -> None:
    layout = lay_out([Member("F", None, None), Member("M", None, None), Member("W", None, None),
                      Member("C", "F", "M"), Member("H", "F", "W")])  # fmt: skip
    assert layout.x["M"] < layout.x["F"] < layout.x["W"]


@st.composite
def families(draw: st.DrawFn) -> list[Member]:
    """Families in which parents come before children, with missing parents and several partners."""
    made: list[Member] = []
    for place in range(draw(st.integers(1, 14))):
        before = [None, *(member.id for member in made)]
        father, mother = draw(st.sampled_from(before)), draw(st.sampled_from(before))
        made.append(Member(f"P{place}", father, mother if mother != father else None))
    return made


@given(families())
def test_children_stand_below_their_parents_and_nobody_on_another(made: list[Member]) -> None:
    layout = lay_out(made)
    for member in made:
        for parent in (member.father, member.mother):
            assert parent is None or layout.generation[parent] < layout.generation[member.id]
    places = sorted((layout.generation[member.id], layout.x[member.id]) for member in made)
    gaps = [b[1] - a[1] for a, b in itertools.pairwise(places) if a[0] == b[0]]
    assert min(gaps, default=1) > 0.999
    assert min(layout.x.values()) == 0
