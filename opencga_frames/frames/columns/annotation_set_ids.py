"""Identifiers of annotation sets, those of sets without one included."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, count
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["annotation_set_ids"]


def annotation_set_ids(ids: pa.Array, variable_sets: pa.Array, owners: Sequence[int]) -> pa.Array:
    """Return each annotation set an identifier that no other set of its owner has.

    A set without an id of its own goes by the name of its variable set; where its owner has a set of that name already,
    ``#2``, ``#3`` and so on follow, in the order of the document. So the values of two sets never get mixed.

    Parameters
    ----------
    ids
        Arrow array of the sets' own ids, null where a set has none.
    variable_sets
        Arrow array of the ids of their variable sets.
    owners
        Number of the document of each set.

    Examples
    --------
    >>> ids, variable_sets = pa.array(["a", None, None]), pa.array(["quality", "quality", "quality"])
    >>> annotation_set_ids(ids, variable_sets, [0, 0, 0]).to_pylist()
    ['a', 'quality', 'quality#2']
    """
    if not ids.null_count:
        return ids
    own, bases = ids.to_pylist(), pc.fill_null(variable_sets, "").to_pylist()
    taken: dict[int, set[str]] = defaultdict(set)
    for owner, name in zip(owners, own, strict=True):
        taken[owner].add(name)
    made = []
    for owner, name, base in zip(owners, own, bases, strict=True):
        made.append(_free_name(base, taken[owner]) if name is None else name)
        taken[owner].add(made[-1])
    return pa.array(made, pa.string())


def _free_name(base: str, taken: set[str]) -> str:
    numbered = (f"{base}#{number}" for number in count(2))
    return next(name for name in chain((base,), numbered) if name not in taken)
