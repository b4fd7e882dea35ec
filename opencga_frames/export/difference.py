"""How the rows of some entries differ from what they were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

__all__ = ["Difference", "find_differences"]


@dataclass(frozen=True)
class Difference:
    """Keys of the entries whose rows in a table were added, changed or removed."""

    added: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def __or__(self, other: Difference) -> Difference:
        return Difference(self.added | other.added, self.changed | other.changed, self.removed | other.removed)

    def __bool__(self) -> bool:
        return bool(self.keys)

    @property
    def keys(self) -> frozenset[str]:
        """All of them."""
        return self.added | self.changed | self.removed


def find_differences(key: Sequence[str], old: pa.Table, new: pa.Table) -> Difference:
    """Compare the rows of some entries.

    Parameters
    ----------
    key
        Columns that identify the entry.
    old, new
        Tables with the same columns.

    Examples
    --------
    >>> import pyarrow as pa
    >>> old = pa.table({"id": ["a", "b", "b"], "x": [1, 2, 3]})
    >>> found = find_differences(["id"], old, pa.table({"id": ["b", "c"], "x": [2, 4]}))
    >>> sorted(found.added), sorted(found.changed), sorted(found.removed)
    (['c'], ['b'], ['a'])
    """
    before, after = _by_entry(key, old), _by_entry(key, new)
    both = before.keys() & after.keys()
    return Difference(
        added=frozenset(after.keys() - both),
        changed=frozenset(entry for entry in both if before[entry] != after[entry]),
        removed=frozenset(before.keys() - both),
    )


def _by_entry(key: Sequence[str], table: pa.Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in table.to_pylist():
        entry = "\t".join("" if row[name] is None else str(row[name]) for name in key)
        # As strings: a value that is not a number is then equal to itself.
        found.setdefault(entry, []).append(repr(row))
    return found
