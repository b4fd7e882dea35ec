r"""The single values of annotation sets, found for all sets of a page together.

A variable inside an object or a map is named by its path. A dot or backslash that belongs to a name is written with a
backslash before it (``a\.b``), so that the variable ``b`` of the object ``a`` (``a.b``) is never taken for it.

Answers to ``flattenAnnotations=true`` have the paths joined by the server already. Every dot there joins two names (one
that belongs to a name can no longer be told), so dots stay as they are and both forms give the same variables. What the
server cannot flatten without loss stays lost: positions in lists of objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from opencga_frames.frames.layers import NO_LAYER, NULL, Paths, layers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["Leaves", "Part", "annotation_values", "leaves_of"]


class Part(NamedTuple):
    """Values that were found together, mostly those of one variable.

    Attributes
    ----------
    values
        The values.
    kinds
        The numbers of their types: ``TEXT``, ``FLAG``, ``WHOLE`` or ``FLOAT``.
    kind
        The number of all of them, ``NULL`` where they differ.
    """

    values: Sequence[Any]
    kinds: NDArray[np.int8]
    kind: int


@dataclass(frozen=True)
class Leaves:
    """Values by row.

    Attributes
    ----------
    rows
        Annotation set of each value.
    variables
        Path of its variable, as an Arrow string array.
    positions
        Its place among the values of the variable in the set.
    parts
        The values as they were found.
    order
        Number of each row's value among those of all parts.
    """

    rows: NDArray[np.int64]
    variables: Any
    positions: NDArray[np.int64]
    parts: Sequence[Part]
    order: NDArray[np.int64]


def annotation_values(annotations: Any, *, flat: bool = False) -> Iterator[tuple[str, int, Any]]:
    r"""Walk the values of one annotation set.

    Parameters
    ----------
    annotations
        The annotations as the server writes them.
    flat
        True when they were asked for with ``flattenAnnotations=true``.

    Yields
    ------
    (variable, index, value)
        The dotted path of the variable (a dot inside a name is written ``\.``), the position for variables with
        several values, and the scalar.

    Examples
    --------
    >>> list(annotation_values({"a": {"b": 1}, "c": ["x", "y"], "d.e": 2}))
    [('a.b', 0, 1), ('c', 0, 'x'), ('c', 1, 'y'), ('d\\.e', 0, 2)]
    >>> list(annotation_values({"a.b": 1}, flat=True))
    [('a.b', 0, 1)]
    """
    leaves = leaves_of([annotations], flat=flat)
    values = list(chain.from_iterable(part.values for part in leaves.parts))
    found = [values[i] for i in leaves.order.tolist()]
    yield from zip(leaves.variables.to_pylist(), leaves.positions.tolist(), found, strict=True)


def leaves_of(sets: Sequence[Any], *, flat: bool = False) -> Leaves:
    """Find the values of many annotation sets, in the order of the documents."""
    paths = Paths(flat=flat)
    objects = sets if set(map(type, sets)) <= {dict} else [_by_name(s) for s in sets]
    layers = [*layers_of(objects, paths), NO_LAYER]
    origins, codes, indexes = (
        np.concatenate([getattr(x, name) for x in layers]) for name in ("origins", "codes", "indexes")
    )
    order = np.argsort(origins, kind="stable")
    origins, codes = origins[order], codes[order]
    return Leaves(
        rows=origins,
        variables=pa.array(paths.texts, pa.string()).take(pa.array(codes)),
        positions=_positions(origins * len(paths.texts) + codes, indexes[order]),
        parts=[Part(layer.values, layer.kinds, _common(layer.kinds)) for layer in layers],
        order=order,
    )


def _common(kinds: NDArray[np.int8]) -> int:
    first = int(kinds[0]) if len(kinds) else NULL
    return first if bool((kinds == first).all()) else NULL


def _by_name(annotations: Any) -> dict[str, Any]:
    """Annotations by variable; the oldest servers write a list of name and value pairs."""
    if isinstance(annotations, dict):
        return annotations
    if isinstance(annotations, list) and all(isinstance(a, dict) for a in annotations):
        found: dict[str, Any] = {}
        for pair in annotations:
            name = str(pair.get("name") or pair.get("id") or "")
            # A name that comes twice has several values; the second must not hide the first.
            found[name] = [found[name], pair.get("value")] if name in found else pair.get("value")
        return found
    return {} if annotations is None else {"": annotations}


def _positions(groups: NDArray[np.int64], indexes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Position of each value among those of its variable and set, never one twice."""
    positions = np.maximum(indexes, 0)
    order = np.argsort(groups, kind="stable")
    same = np.diff(groups[order]) == 0
    if (np.diff(positions[order])[same] > 0).all():
        return positions
    following: dict[int, int] = {}
    for i, (group, index) in enumerate(zip(groups.tolist(), indexes.tolist(), strict=True)):
        positions[i] = max(index, following.get(group, 0))
        following[group] = int(positions[i]) + 1
    return positions
