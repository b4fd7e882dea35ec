"""A family as a pedigree, in the symbols that geneticists use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.clinical import pedigree as ped_columns
from opencga_frames.errors import UsageError
from opencga_frames.plots.axes import check_columns, new_axes, note
from opencga_frames.plots.pedigree_layout import Couple, Layout, Member, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["pedigree"]

_MALE, _FEMALE = 1, 2
_AFFECTED: Final = 2
_HALF: Final = 0.22
#: From the middle of a symbol to the tip of a diamond, which no id may touch.
_BELOW: Final = 1.25 * _HALF
_LEVEL: Final = 1.6
_INK: Final = "#222222"


def pedigree(  # noqa: PLR0913 - one table after another, all but the first by name
    members: pd.DataFrame,
    family: str | None = None,
    *,
    disorders: pd.DataFrame | None = None,
    phenotypes: pd.DataFrame | None = None,
    terms: str | Iterable[str] | None = None,
    samples: pd.DataFrame | None = None,
    proband: str | Iterable[str] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw the pedigree of a family.

    Squares are male, circles female, diamonds of unknown sex; filled ones are affected; a stroke through a symbol
    means deceased; a double line joins parents who have an ancestor in common; an arrow points at the proband; a dot
    beside the symbol marks those with samples.

    Parameters
    ----------
    members
        Frame of ``family_members``.
    family
        Id of the family; may be left out when the frame holds one only.
    disorders, phenotypes, terms
        Who is affected; see :func:`opencga_frames.pedigree`.
    samples
        Frame of ``samples``, to mark those who have any.
    proband
        Id of the proband, or of several.
    ax
        Axes to draw on; None for a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        The drawing, one symbol per member.

    Raises
    ------
    UsageError
        When the frame lacks columns, the family is not there, several are and none was named, the proband is no
        member, or matplotlib is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> from opencga_frames import plots
    >>> rows = {"study": "demo", "family_id": "F", "individual_id": ["C", "D", "M"], "father_id": ["D", None, None],
    ...         "mother_id": ["M", None, None], "sex_id": ["FEMALE", "MALE", "FEMALE"]}
    >>> plots.pedigree(pd.DataFrame(rows), "F", proband="C").get_title(loc="left")
    'Family F'
    """
    check_columns(
        members, ["study", "family_id", "individual_id", "father_id", "mother_id"], "pedigree", "family_members"
    )
    name = _family(members, family)
    rows = members[members["family_id"] == name]
    table = ped_columns(rows, name, disorders=disorders, phenotypes=phenotypes, terms=terms)
    probands = {proband} if isinstance(proband, str) else set(proband)
    _check_probands(probands, table, name)
    layout = lay_out([_member(*parts) for parts in zip(*(table[c] for c in _LINKS), strict=True)])
    ax = new_axes(ax, 1.5 + 1.3 * (max(layout.x.values()) + 1), 1.2 + 1.5 * (max(layout.generation.values()) + 1))
    for couple, bar in zip(layout.couples, _bars(layout), strict=True):
        _draw_lines(ax, couple, layout, bar)
    deceased, sampled = _deceased(rows), _sampled(samples)
    for one, sex, phenotype in zip(table["individual_id"], table["sex"], table["phenotype"], strict=True):
        _draw_symbol(ax, layout, one, sex, affected=phenotype == _AFFECTED)
        _draw_marks(ax, layout, one, dead=one in deceased, proband=one in probands, sampled=one in sampled)
    _finish(ax, layout, f"Family {name}")
    unasked = "Who is affected is not shown: give disorders= or phenotypes=." if disorders is phenotypes is None else ""
    note(ax, "\n".join(filter(None, ("● has samples" if samples is not None else "", unasked))))
    return ax


_LINKS: Final = ("individual_id", "father_id", "mother_id")


def _family(members: pd.DataFrame, family: str | None) -> str:
    there = members["family_id"].dropna().unique()
    if family is not None:
        return family
    if len(there) != 1:
        msg = f"plots.pedigree draws one family and got {len(there)}; name one, such as {', '.join(there[:3])}."
        raise UsageError(msg)
    return str(there[0])


def _check_probands(probands: set[str], table: pd.DataFrame, family: str) -> None:
    absent = sorted(probands - set(table["individual_id"]))
    if absent:
        members = ", ".join(table["individual_id"][:10])
        msg = f"The proband {absent[0]!r} is not a member of the family {family!r}; members: {members}."
        raise UsageError(msg)


def _member(one: str, father: str, mother: str) -> Member:
    return Member(one, None if father == "0" else father, None if mother == "0" else mother)


def _deceased(rows: pd.DataFrame) -> set[str]:
    if "life_status" not in rows.columns:
        return set()
    return set(rows.loc[(rows["life_status"] == "DECEASED").fillna(value=False), "individual_id"])


def _sampled(samples: pd.DataFrame | None) -> set[str]:
    if samples is None:
        return set()
    check_columns(samples, ["individual_id"], "pedigree", "samples")
    return set(samples["individual_id"].dropna())


def _level(couple: Couple, layout: Layout) -> int:
    """Return the generation below which the children hang; parents may stand in different ones."""
    return max(layout.generation[one] for one in couple.parents)


def _bars(layout: Layout) -> list[float]:
    """Return the height of the line above the children of each couple; lines that would overlap get their own."""
    taken: list[tuple[int, int, float, float]] = []
    heights = []
    for couple in layout.couples:
        places = [layout.x[one] for one in (*couple.parents, *couple.children)]
        level, first, last = _level(couple, layout), min(places), max(places)
        beside = {lane for row, lane, start, end in taken if row == level and first <= end and start <= last}
        lane = next(number for number in range(len(beside) + 1) if number not in beside)
        taken.append((level, lane, first, last))
        heights.append(-_LEVEL * (level + 0.5 + 0.09 * lane))
    return heights


def _draw_lines(ax: Axes, couple: Couple, layout: Layout, bar: float) -> None:
    """Draw the line between the parents, and the one from it to the children."""
    ends = [_place(one, layout) for one in couple.parents]
    middle = (sum(x for x, _ in ends) / len(ends), sum(y for _, y in ends) / len(ends))
    if len(ends) > 1:
        for shift in (-0.035, 0.035) if couple.parents in layout.related else (0.0,):
            _line(ax, *((x, y + shift) for x, y in ends))
    children = [_place(one, layout) for one in couple.children]
    across = [x for x, _ in children] + [middle[0]]
    _line(ax, middle, (middle[0], bar))
    _line(ax, (min(across), bar), (max(across), bar))
    for x, y in children:
        _line(ax, (x, bar), (x, y))


def _place(one: str, layout: Layout) -> tuple[float, float]:
    return layout.x[one], -_LEVEL * layout.generation[one]


def _line(ax: Axes, *points: tuple[float, float]) -> None:
    ax.plot([x for x, _ in points], [y for _, y in points], color=_INK, linewidth=1.2, zorder=1)


def _draw_symbol(ax: Axes, layout: Layout, one: str, sex: int, *, affected: bool) -> None:
    x, y = _place(one, layout)
    ax.add_patch(_shape(x, y, sex, facecolor=_INK if affected else "white", edgecolor=_INK, linewidth=1.4, zorder=2))
    ax.annotate(
        one, (x, y - _BELOW), xytext=(0, -4), textcoords="offset points", ha="center", va="top", fontsize=8,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6}, zorder=4,
    )  # fmt: skip


def _shape(x: float, y: float, sex: int, **style: Any) -> Any:
    from matplotlib.patches import Circle, Rectangle, RegularPolygon

    if sex == _MALE:
        return Rectangle((x - _HALF, y - _HALF), 2 * _HALF, 2 * _HALF, **style)
    if sex == _FEMALE:
        return Circle((x, y), _HALF, **style)
    return RegularPolygon((x, y), 4, radius=_BELOW, **style)


def _draw_marks(ax: Axes, layout: Layout, one: str, *, dead: bool, proband: bool, sampled: bool) -> None:
    x, y = _place(one, layout)
    if dead:
        reach = 1.3 * _HALF
        ax.plot([x - reach, x + reach], [y - reach, y + reach], color=_INK, linewidth=1.4, zorder=3)
    if proband:
        arrow = {"arrowstyle": "-|>", "color": _INK, "linewidth": 1.4}
        corner = (x - 0.8 * _HALF, y - 0.8 * _HALF)
        ax.annotate("", corner, xytext=(-22, -7), textcoords="offset points", arrowprops=arrow, zorder=5)
    if sampled:
        ax.plot([x + 1.35 * _HALF], [y - _HALF], marker="o", markersize=4.5, color="#0072b2", zorder=3)


def _finish(ax: Axes, layout: Layout, title: str) -> None:
    ax.set_xlim(-0.8, max(layout.x.values()) + 0.8)
    ax.set_ylim(-_LEVEL * max(layout.generation.values()) - 0.75, 0.55)
    ax.set_aspect("equal")
    ax.set_axis_off()
    ax.set_title(title, loc="left")
