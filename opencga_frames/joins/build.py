"""The result of a join, assembled table by table.

Until the end only row numbers are joined: for each row of the result the row of every table whose columns it gets.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from opencga_frames.errors import JoinError
from opencga_frames.ground.warn import warn
from opencga_frames.joins import columns, lists
from opencga_frames.joins.edges import edges_between
from opencga_frames.joins.parents import Role, roles_of
from opencga_frames.joins.related import ways_between
from opencga_frames.joins.report import ATTRIBUTE, Step, lines_of
from opencga_frames.joins.routes import JoinRoute, routes_from
from opencga_frames.joins.row_counts import Growth, marked, repeats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from opencga_frames.joins.inputs import Given

__all__ = ["Options", "build"]

_THREADS: Final = 2
_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True)
class Options:
    """Options of the join; see :func:`opencga_frames.joins.join.join`."""

    grain: tuple[str, ...]
    how: str
    versions: str
    prefix: bool = field(kw_only=True)
    parents: bool = False
    max_rows: int | None = None
    via: Mapping[str, str] = field(default_factory=dict)


def build(given: dict[str, Given], options: Options) -> pd.DataFrame:
    """Join recognised frames, the first being the base."""
    base = next(iter(given))
    given = {name: _prepared(g, options.versions) for name, g in given.items()}
    routes = routes_from(base, edges_between(given, options.versions), options.via)
    work = _JoinRows(given, base, options)
    links = {table for route in routes.values() for table in route.tables[1:-1]}
    for name in _wanted(given, base, links, options):
        if name not in routes:
            raise JoinError(_no_way(given, base, name, options))
    for name, route in routes.items():
        if name in _wanted(given, base, links, options):
            work.add(name, route)
    if options.parents:
        work.add_parents()
    return work.result()


def _prepared(given: Given, versions: str) -> Given:
    if given.base or not given.main:
        return given
    given.check_unique()
    return given.newest() if versions == "latest" else given


def _wanted(given: dict[str, Given], base: str, links: set[str], options: Options) -> list[str]:
    """Tables that the result shows: not those that only lead from one to another."""
    return [n for n, g in given.items() if n != base and (g.main or n in options.grain or n not in links)]


def _no_way(given: dict[str, Given], base: str, name: str, options: Options) -> str:
    if name in options.via:
        ways = [way for _, way in ways_between(base, name)]
        known = f"the ways are {', '.join(ways)}" if ways else "there is no way"
        return f"Nothing leads from {base} to {name} by {options.via[name]}; {known}. A link table has to be given too."
    lacking = _lacking(given)
    if lacking:
        return f"Nothing leads from {base} to {name} by the columns given. Fetch {' or '.join(lacking)} too."
    relations = [r for g in given.values() for r in g.entity.relations if r.to_table in {base, name}]
    near = [f"{r.table}.{r.column}" for r in relations if r.column == r.to_column]
    text = f"Nothing leads from {base} to {name}. Give a table between them, or the key columns"
    text += f" ({', '.join(dict.fromkeys(near[:6]))})." if near else "."
    if options.versions == "match":
        text += " With versions='match' a link table must name the versions, e.g. individual_samples=frame."
    return text


def _lacking(given: dict[str, Given]) -> list[str]:
    """Columns that would lead from one of the frames to another one, had they been fetched."""
    relations = dict.fromkeys(r for g in given.values() for r in g.entity.relations)
    return [
        f"{r.table}.{r.column}"
        for r in relations
        if r.table in given and r.to_table in given and r.column not in given[r.table].frame.columns
    ]


class _JoinRows:
    """The rows of the result as they grow."""

    def __init__(self, given: dict[str, Given], base: str, options: Options) -> None:
        self._given = given
        self._base = base
        self._options = options
        #: Row number of each attached table for each row of the result.
        self._rows: dict[str, NDArray[np.int64]] = {base: np.arange(len(given[base].frame), dtype=np.int64)}
        #: Of tables that become lists: the attached table they hang on, and the pairs.
        self._lists: dict[str, tuple[str, pd.DataFrame]] = {}
        #: Parents, with the row number of each for each row of the result.
        self._roles: list[tuple[Role, NDArray[np.int64]]] = []
        self._steps: list[Step] = []
        #: Lists of the base that agree with what was joined.
        self._agreed: dict[str, pd.Series] = {}

    def add(self, name: str, route: JoinRoute) -> None:
        """Join one table, by its columns or as a list."""
        anchor = [t for t in route.tables if t in self._rows][-1]
        rest = route.after(anchor)
        pairs = rest.pairs()
        if rest.one:
            pairs = self._single(name, pairs)
        left, right = pairs["left"].to_numpy(), pairs["right"].to_numpy()
        cardinality = "M:N" if rest.one and repeats(left) else rest.cardinality
        length = len(self._given[anchor].frame)
        hit = marked(length, left)[self._rows[anchor]]
        dropped = 0
        if self._options.how == "inner" and not hit.all():
            dropped = int((~hit).sum())
            self._rows = {table: rows[hit] for table, rows in self._rows.items()}
        used = marked(length, self._rows[anchor])[left]
        if self._attaches(name, rest):
            self._attach(name, anchor, left, right)
            matched = int((self._rows[name] >= 0).sum())
        else:
            self._lists[name] = (anchor, pairs)
            matched = int(hit.sum())
        seen = int(marked(len(self._given[name].frame), right[used]).sum())
        self._note(name, cardinality, rest.roles, matched=matched, dropped=dropped, used=seen)

    def add_parents(self) -> None:
        """Join the parents of the rows that have columns in the result."""
        roles = roles_of(self._given, [name for name in self._given if name in self._rows])
        self._roles = [(role, role.rows[self._rows[role.table]]) for role in roles]
        for role, rows in self._roles:
            self._note_parent(role, rows)

    def result(self) -> pd.DataFrame:
        """Make the frame, with the report in its attrs."""
        base = self._given[self._base]
        found = [(base.frame, self._rows[self._base])]
        present = list(base.frame.columns)
        for name in self._given:
            part = self._part(name, present)
            if part is not None:
                found.append(part)
                present += list(part[0].columns)
        for role, rows in self._roles:
            listed = pd.DataFrame(self._parent_lists(role, rows))
            names = role.columns(present, without=listed.columns)
            found.append((role.parents.frame[list(names)].rename(columns=names), rows))
            found += [(listed, np.arange(len(rows)))] if len(listed.columns) else []
            present += [*names.values(), *listed.columns]
        # Arrow copies strings without holding the interpreter's lock.
        with ThreadPoolExecutor(_THREADS) as pool:
            parts = list(pool.map(lambda part: columns.taken(*part), found))
        for frame in parts:
            frame.attrs = {}
        whole = pd.concat(parts, axis=1).assign(**self._agreed)
        whole.attrs = {"opencga_table": self._base, ATTRIBUTE: lines_of(self._steps)}
        for line in lines_of(self._steps).splitlines():
            _LOGGER.info("joined: %s", line.replace("\t", " "))
        return whole

    def _single(self, name: str, pairs: pd.DataFrame) -> pd.DataFrame:
        """Where one row is expected: the newest version of those found, unless all were asked for."""
        given = self._given[name]
        if not repeats(pairs["left"].to_numpy()) or (self._options.versions == "all" and given.several):
            return pairs
        codes = pd.Series(given.owner_codes)[pairs["right"]].to_numpy()
        others = pairs.assign(code=codes).drop_duplicates(["left", "code"])["left"].duplicated()
        if others.any() or given.version_column is None:
            left = pairs["left"][pairs["left"].duplicated()].iloc[0]
            found = given.ids().take(pairs["right"][pairs["left"] == left].to_numpy()[:3])
            msg = f"Row {left} belongs to several rows of {name} ({', '.join(map(str, found))}), one is expected."
            raise JoinError(msg)
        version = given.frame[given.version_column].to_numpy(dtype="float64", na_value=-1.0)[pairs["right"]]
        ordered = pairs.assign(version=version).sort_values(["left", "version"], kind="stable")
        return ordered.drop_duplicates("left", keep="last")[["left", "right"]].reset_index(drop=True)

    def _attaches(self, name: str, rest: JoinRoute) -> bool:
        return rest.one or name in self._options.grain

    def _attach(self, name: str, anchor: str, left: NDArray[np.int64], right: NDArray[np.int64]) -> None:
        growth = Growth.of(self._rows[anchor], left, len(self._given[anchor].frame))
        growth.check(name, self._base, self._options.max_rows, asked=name in self._options.grain)
        self._rows = {table: growth.repeated(rows) for table, rows in self._rows.items()}
        self._rows[name] = growth.joined(right)

    def _part(self, name: str, present: list[str]) -> tuple[pd.DataFrame, NDArray[np.int64]] | None:
        given = self._given[name]
        if name in self._lists:
            part = self._list_part(given, present)
            return part, np.arange(len(part))
        if name == self._base or name not in self._rows:
            return None
        own = self._given[self._base].table.by_name
        names = columns.named_columns(given, present, own, prefix=self._options.prefix)
        return given.frame[list(names)].rename(columns=names), self._rows[name]

    def _list_part(self, given: Given, present: list[str]) -> pd.DataFrame:
        anchor, pairs = self._lists[given.name]
        base = self._given[self._base].frame
        rows = self._rows[anchor]
        ids, counts = lists.collapsed(given, pairs, rows, len(self._given[anchor].frame))
        made = {}
        name = lists.ids_name(given)
        if name is not None and name in base.columns:
            self._agree(given.name, name, ids)
        elif name is not None:
            made[name if name not in present else f"{name}_joined"] = lists.column_of(ids, base)
        count = f"num_{given.name}"
        made[count if count not in present else f"{count}_joined"] = lists.counts_of(counts, base)
        return pd.DataFrame(made)

    def _agree(self, name: str, column: str, ids: object) -> None:
        """Cut a list of the base to the ids that were joined, and note how many rows that changed."""
        base = self._given[self._base].frame
        own = columns.taken(base[[column]], self._rows[self._base])[column]
        self._agreed[column], odd = lists.agreed(own, ids, base)
        note = f"{odd} rows have other ids in {column}"
        self._steps = [replace(s, note=_notes(s.note, note)) if s.table == name and odd else s for s in self._steps]

    def _parent_lists(self, role: Role, rows: NDArray[np.int64]) -> dict[str, object]:
        others = [self._given[name] for name in (self._base, *self._lists) if name != role.table]
        return role.lists(others, rows, self._given[self._base].frame, self._options.versions)

    def _note_parent(self, role: Role, rows: NDArray[np.int64]) -> None:
        size = len(role.parents.frame)
        matched, used = int((rows >= 0).sum()), int(marked(size, rows).sum())
        self._step(role.parents, "N:1", matched=matched, dropped=0, used=used, note=f"as {role.name}")

    def _note(
        self, name: str, cardinality: str, roles: tuple[str, ...], *, matched: int, dropped: int, used: int
    ) -> None:
        given = self._given[name]
        rows, size = len(self._rows[self._base]) + dropped, len(given.frame)
        why = "" if matched or not size or not rows else self._why_nothing(given)
        if why:
            warn(
                f"{name} matched none of the {rows:,} rows of {self._base} ({why}). join_report(frame) has the counts."
            )
        note = _notes(f"by {', '.join(roles)}" if roles else "", why)
        self._step(given, cardinality, matched=matched, dropped=dropped, used=used, note=note)

    def _step(self, given: Given, cardinality: str, *, matched: int, dropped: int, used: int, note: str) -> None:
        rows, size = len(self._rows[self._base]), len(given.frame)
        self._steps.append(
            Step(
                step=len(self._steps) + 1,
                table=given.name,
                cardinality=cardinality,
                rows=rows,
                matched=matched,
                unmatched=rows - matched,
                dropped=dropped,
                table_rows=size,
                table_matched=used,
                table_unmatched=size - used,
                older_versions=given.older,
                note=note,
            )
        )

    def _why_nothing(self, given: Given) -> str:
        base = self._given[self._base].frame
        if "study" not in base.columns or "study" not in given.frame.columns:
            return "no key in common"
        first, second = set(base["study"].dropna().unique()), set(given.frame["study"].dropna().unique())
        if first & second:
            return "no key in common"
        return f"no study in common: {', '.join(sorted(first)[:3])} and {', '.join(sorted(second)[:3])}"


def _notes(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
