"""A dataset brought up to date: what was changed since is read, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from opencga_frames.dataset.manifest import Changes
from opencga_frames.errors import IncompleteResultError
from opencga_frames.export.asking import by_id, changed_since, listed_ids, why_gone
from opencga_frames.export.difference import Difference
from opencga_frames.export.embedded import holders, links, points_to
from opencga_frames.export.latest import latest_change
from opencga_frames.export.source import CREATED
from opencga_frames.ground.limits import SERVER_DATE
from opencga_frames.reading import PageTables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import pyarrow as pa

    from opencga_frames.export.asking import Fresh
    from opencga_frames.export.holding import Holding
    from opencga_frames.export.source import ExportSource

__all__ = ["Synced", "changes_of", "sync_dependent", "sync_walk"]

#: Entries whose ids a server can surely give in one list: such a list has 16 MB at most.
_LISTED: Final = 200_000
#: Times that the entries are compared with those of the server.
_ATTEMPTS: Final = 3
#: How far the clock of a server may be ahead: where it is, and an hour.
_AHEAD: Final = timedelta(hours=15)


@dataclass
class Synced:
    """A walk that was brought up to date.

    Attributes
    ----------
    source, holding
        The call, and the parts.
    mark
        Latest modification date seen.
    differences
        How each table differs from what it was.
    seen
        Ids of the entries that were read.
    unlisted
        Number of entries that the server lists no more, without saying that they are gone.
    total
        Entries that the server lists.
    """

    source: ExportSource
    holding: Holding
    mark: str
    differences: dict[str, Difference] = field(default_factory=dict)
    seen: list[pa.Array] = field(default_factory=list)
    unlisted: int = 0
    total: int = -1
    server_version: str | None = None

    def put(self, fresh: Iterable[Fresh], sign: Callable[[], None]) -> None:
        """Put entries in their places."""
        for some in fresh:
            self.server_version = self.server_version or some.server_version
            told = self.source.provenance(PageTables({}, self.total, some.server_version))
            self._count(self.holding.put(some.ids, some.tables, told))
            if some.is_new:
                self.seen.append(some.ids)
            self.mark = max(self.mark, min(latest_change(some.main), _latest_possible()))
            sign()

    def put_again(self, ids: pa.Array, sign: Callable[[], None]) -> None:
        """Read entries that are there already, but those that were read in this run."""
        import pyarrow as pa

        known = [keys for _, keys in self.holding.key_arrays()]
        there = pa.concat_arrays([keys.filter(_is_in(keys, ids)) for keys in known])
        # These may hold whole entries of others, of which a few fields are shown.
        self.put(by_id(self.source.lean(), _but(there, self.seen)), sign)

    def remove(self, ids: pa.Array) -> None:
        """Take entries out."""
        if len(ids):
            nothing = {name: form.schema.empty_table() for name, form in self.source.forms().items()}
            self._count(self.holding.put(ids, nothing, self.source.provenance()))

    def changes(self) -> dict[str, Changes]:
        """Say what became of each table."""
        found = {name: self.differences.get(name, Difference()) for name in self.source.tables}
        return {name: changes_of(difference, self.unlisted) for name, difference in found.items()}

    @property
    def touched(self) -> frozenset[str]:
        """Ids of the entries that differ in some table."""
        return frozenset().union(*(difference.keys for difference in self.differences.values()))

    def _count(self, differences: dict[str, Difference]) -> None:
        for name, difference in differences.items():
            self.differences[name] = self.differences.get(name, Difference()) | difference


def changes_of(difference: Difference, unlisted: int = 0) -> Changes:
    """Count the entries that differ."""
    return Changes(
        added=len(difference.added),
        changed=len(difference.changed),
        removed=len(difference.removed),
        unlisted=unlisted,
    )


def sync_walk(
    synced: Synced,
    overlap: timedelta,
    sign: Callable[[], None],
    *,
    whole: bool = True,
    remove_unlisted: bool = False,
) -> None:
    """Bring the parts of a walk up to date.

    Parameters
    ----------
    synced
        The walk.
    overlap
        How far before the latest change that was seen to look once more: for entries that were committed late, or by a
        machine whose clock is behind.
    sign
        Called now and then, to show that the run is alive.
    whole
        False to compare the entries one by one only where their number is not that of the server.
    remove_unlisted
        True to remove entries that the server lists no more, whatever the reason.

    Raises
    ------
    IncompleteResultError
        When entries come and go faster than they can be read.
    """
    source, holding = synced.source, synced.holding
    since = (datetime.strptime(synced.mark, SERVER_DATE).replace(tzinfo=UTC) - overlap).strftime(SERVER_DATE)
    synced.put(changed_since(source, since, holding.work, overlap), sign)
    if not whole and source.scan.count() == holding.entries:
        return
    for _ in range(_ATTEMPTS):
        _compare_entries(synced, sign, remove_unlisted=remove_unlisted)
        if source.main not in source.tables or holding.entries == synced.total + synced.unlisted:
            return
    msg = (
        f"{source.main} has {holding.entries:,} entries, the server lists {synced.total:,}: they come and go while "
        "they are read. Call again later."
    )
    raise IncompleteResultError(msg)


def _compare_entries(synced: Synced, sign: Callable[[], None], *, remove_unlisted: bool) -> None:
    """Take out entries that are gone, and read those that are missing."""
    source, holding = synced.source, synced.holding
    known = holding.entries
    listed = listed_ids(source, _cuts(holding, known), known=known)
    sign()
    synced.total = len(listed)
    gone = holding.without(listed)
    if len(gone):
        reasons = why_gone(source, gone)
        synced.remove(gone if remove_unlisted else reasons.removed)
        synced.unlisted = 0 if remove_unlisted else len(reasons.unlisted)
    if source.main in source.tables:
        # Entries with an older date than any change since: whoever loads data may set it.
        synced.put(by_id(source, holding.lacking(listed)), sign)


def sync_dependent(walks: Sequence[Synced], sign: Callable[[], None]) -> None:
    """Read entries again whose rows depend on others, though they were not changed themselves.

    These are entries that show fields of others which were changed, and the other ends of links that came or went.

    Parameters
    ----------
    walks
        All walks of the dataset, each up to date in itself.
    sign
        Called now and then, to show that the run is alive.
    """
    import pyarrow as pa

    by_main = {walk.source.main: walk for walk in walks}
    for synced in walks:
        for table, column, other in holders(synced.source):
            changed = sorted(by_main[other].touched) if other in by_main else []
            if changed:
                synced.put_again(synced.holding.entries_with(table, column, pa.array(changed, pa.string())), sign)
    ends = [
        (by_main[other], synced.holding.links.get((table, column))) for synced, table, column, other in _links(walks)
    ]
    for walk, ids in ends:
        if ids is not None:
            walk.put_again(ids, sign)


def _links(walks: Sequence[Synced]) -> Iterator[tuple[Synced, str, str, str]]:
    """Find the links that both of their ends list."""
    pointing = {walk.source.main: points_to(walk.source) for walk in walks}
    for walk in walks:
        for table, column, other in links(walk.source):
            if walk.source.main in pointing.get(other, ()):
                yield walk, table, column, other


def _but(ids: pa.Array, others: Sequence[pa.Array]) -> pa.Array:
    import pyarrow.compute as pc

    for some in others:
        ids = ids.filter(pc.invert(_is_in(ids, some)))
    return ids


def _is_in(ids: pa.Array, others: pa.Array) -> pa.Array:
    import pyarrow.compute as pc

    return pc.is_in(ids, value_set=others)


def _cuts(holding: Holding, entries: int) -> list[str]:
    """Give creation dates that cut the entries into lists which a server can give."""
    if entries <= _LISTED:
        return []
    dates = holding.dates(CREATED)
    step = _LISTED // 2
    return sorted({dates[place].as_py().strftime(SERVER_DATE) for place in range(step, len(dates), step)})


def _latest_possible() -> str:
    """Give the latest date that the clock of a server can show: later ones were set by hand."""
    return (datetime.now(UTC) + _AHEAD).strftime(SERVER_DATE)
