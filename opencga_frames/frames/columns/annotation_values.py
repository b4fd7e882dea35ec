r"""The single values of annotation sets, found for all sets of a page together.

A variable inside an object or a map is named by its path. A dot or backslash that belongs to a name is written with a
backslash before it (``a\.b``), so that the variable ``b`` of the object ``a`` (``a.b``) is never taken for it.

Answers to ``flattenAnnotations=true`` have the paths joined by the server already. Every dot there joins two names (one
that belongs to a name can no longer be recognised), so dots stay as they are and both forms give the same variables.
What the server cannot flatten without loss stays lost: positions in lists of objects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import chain
from operator import iconcat, itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray


__all__ = [
    "FLAG",
    "FLOAT",
    "NO_LAYER",
    "NULL",
    "TEXT",
    "WHOLE",
    "Layer",
    "Leaves",
    "Part",
    "Paths",
    "annotation_values",
    "layers_of",
    "leaves_of",
]


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


def annotation_values(annotations: object, *, flat: bool = False) -> Iterator[tuple[str, int, object]]:
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
        variables=pa.array(paths.strings, pa.string()).take(pa.array(codes)),
        positions=_positions(origins * len(paths.strings) + codes, indexes[order]),
        parts=[Part(layer.values, layer.kinds, _common(layer.kinds)) for layer in layers],
        order=order,
    )


def _common(kinds: NDArray[np.int8]) -> int:
    first = int(kinds[0]) if len(kinds) else NULL
    return first if bool((kinds == first).all()) else NULL


def _by_name(annotations: object) -> dict[str, object]:
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


_ROOT: Final = 0


_NO_INDEX: Final = -1


#: Numbers of the types of values; what has others inside comes after those that have none.
NULL, TEXT, FLAG, WHOLE, FLOAT, _MAP, _LIST = range(7)


_SINGLE: Final = frozenset((str, bool, int, float))


_KINDS: Final = {type(None): NULL, str: TEXT, bool: FLAG, int: WHOLE, float: FLOAT, dict: _MAP, list: _LIST}


class Paths:
    """Numbers for the paths of variables, and the paths as strings."""

    def __init__(self, *, flat: bool) -> None:
        self.strings = [""]
        self._flat = flat
        self._codes: dict[tuple[int, str], int] = {}
        self._known: dict[tuple[int, tuple[str, ...]], list[int]] = {}

    def code(self, above: int, name: str) -> int:
        """Return the number of a name below a path."""
        found = self._codes.get((above, name))
        if found is None:
            found = self._codes[above, name] = len(self.strings)
            step = name.replace("\\", "\\\\")
            step = step if self._flat else step.replace(".", "\\.")
            self.strings.append(f"{self.strings[above]}.{step}" if self.strings[above] else step)
        return found

    def codes(self, above: int, names: Iterable[str]) -> list[int]:
        """Return the numbers of names below a path; most objects have the same names as one before."""
        key = (above, tuple(names))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = [self.code(above, name) for name in key[1]]
        return found


@dataclass(frozen=True)
class Layer:
    """Values with the number of their variable, their place in the layer above, and their index in a list."""

    origins: NDArray[np.int64]
    codes: NDArray[np.int64]
    indexes: NDArray[np.int64]
    values: Any
    kinds: NDArray[np.int8]

    def boxed(self) -> Layer:
        """With the values as an array, of which some can be taken."""
        return replace(self, values=np.fromiter(self.values, object, len(self.values)))

    def taken(self, rows: NDArray[np.int64]) -> Layer:
        """Only some values, in the order of ``rows``."""
        return Layer(*(array[rows] for array in self.arrays()))

    def arrays(self) -> tuple[NDArray[Any], ...]:
        """Every part, in the order of the fields."""
        return self.origins, self.codes, self.indexes, self.values, self.kinds


def _layer(origins: NDArray[np.int64], *, codes: list[int], indexes: list[int], values: list[object]) -> Layer:
    count = len(values)
    return Layer(
        origins=origins,
        codes=np.array(codes, np.int64),
        indexes=np.array(indexes, np.int64),
        values=np.fromiter(values, object, count),
        kinds=np.fromiter(map(_KINDS.__getitem__, map(type, values)), np.int8, count),
    )


NO_LAYER: Final = _layer(np.arange(0), codes=[], indexes=[], values=[])


def layers_of(objects: Sequence[dict[str, object]], paths: Paths) -> Iterator[Layer]:
    """Find the values of objects, those of one variable together, in the order they have within each object."""
    yield from _columns(objects, np.arange(len(objects)), _ROOT, paths)


def _columns(
    objects: Sequence[dict[str, object]], origins: NDArray[np.int64], above: int, paths: Paths
) -> Iterator[Layer]:
    """Values variable by variable: objects with the same names in the same order are read as columns.

    The layers come in the order that the values have within each object.
    """
    for names, rows in _alike(objects):
        some = objects if rows is None else [objects[row] for row in rows.tolist()]
        own = origins if rows is None else origins[rows]
        # Values looked up by their names come faster than those of each dict's own view.
        taken = map(itemgetter(*names), some) if len(names) > 1 else map(dict.values, some)
        values: list[Any] = reduce(iconcat, taken, [])
        for i, code in enumerate(paths.codes(above, names)):
            yield from _column(values[i :: len(names)], own, code, paths)


def _alike(objects: Sequence[dict[str, object]]) -> Iterator[tuple[tuple[str, ...], NDArray[np.int64] | None]]:
    """Rows of the objects with the same names in the same order; None for all rows."""
    names = list(map(tuple, objects))
    known = {own: code for code, own in enumerate(dict.fromkeys(names))}
    if len(known) <= 1:
        yield from ((own, None) for own in known)
        return
    codes = np.fromiter(map(known.__getitem__, names), np.int64, len(names))
    order = np.argsort(codes, kind="stable")
    ends = np.cumsum(np.bincount(codes, minlength=len(known)))
    yield from zip(known, np.split(order, ends[:-1]), strict=True)


def _column(values: Sequence[Any], origins: NDArray[np.int64], code: int, paths: Paths) -> Iterator[Layer]:
    types = set(map(type, values))
    if types == {dict}:
        yield from _columns(values, origins, code, paths)
        return
    if types == {list}:
        inner: list[Any] = reduce(iconcat, values, [])
        if _SINGLE.issuperset(inner_types := set(map(type, inner))):
            lengths = np.fromiter(map(len, values), np.int64, len(values))
            indexes = np.arange(len(inner)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
            codes = np.full(len(inner), code)
            yield Layer(np.repeat(origins, lengths), codes, indexes, inner, _kinds_of(inner, inner_types))
            return
    codes, indexes = np.full(len(values), code), np.full(len(values), _NO_INDEX)
    layer = Layer(origins, codes, indexes, values, _kinds_of(values, types))
    yield layer if types <= _SINGLE else _expanded(layer.boxed(), paths)


def _kinds_of(values: Sequence[object], types: set[type]) -> NDArray[np.int8]:
    if len(types) == 1:
        return np.full(len(values), _KINDS[next(iter(types))], np.int8)
    return np.fromiter(map(_KINDS.__getitem__, map(type, values)), np.int8, len(values))


def _together(layers: Sequence[Layer]) -> Layer:
    """Return the values of all layers in the order of their origins; those of one origin stay as they come."""
    whole = Layer(*map(np.concatenate, zip(*(layer.arrays() for layer in layers), strict=True)))
    return whole.taken(np.argsort(whole.origins, kind="stable"))


def _expanded(layer: Layer, paths: Paths) -> Layer:
    """Replace objects and lists by what is in them, down to single values; nulls go."""
    boxes = np.flatnonzero(layer.kinds >= _MAP)
    single = np.flatnonzero((layer.kinds < _MAP) & (layer.kinds != NULL))
    if len(single) == len(layer.kinds):
        return layer
    # Below, the place in this layer is the origin; it is turned into this layer's own origin at the end.
    kept = replace(layer.taken(single), origins=single)
    whole = _together([kept, _expanded(_inside(layer, boxes, paths), paths)]) if len(boxes) else kept
    return replace(whole, origins=layer.origins[whole.origins])


def _inside(layer: Layer, boxes: NDArray[np.int64], paths: Paths) -> Layer:
    codes: list[int] = []
    indexes: list[int] = []
    values: list[Any] = []
    lengths: list[int] = []
    found = layer.taken(boxes)
    for box, above, index in zip(found.values, found.codes.tolist(), found.indexes.tolist(), strict=True):
        length = len(box)
        lengths.append(length)
        if type(box) is dict:
            codes += paths.codes(above, box)
            indexes += [index] * length
            values += box.values()
        else:
            codes += [above] * length
            # Only the outermost list counts: what lies in lists below it is numbered as it comes.
            indexes += range(length) if index == _NO_INDEX else [_NO_INDEX] * length
            values += box
    return _layer(np.repeat(boxes, lengths), codes=codes, indexes=indexes, values=values)
