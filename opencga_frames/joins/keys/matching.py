"""Rows of two tables with equal keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa

from opencga_frames.errors import JoinError
from opencga_frames.joins.keys.codes import codes_of, encoded, repeated
from opencga_frames.joins.keys.hash_index import Lookup
from opencga_frames.joins.keys.words import string_words, valid_rows, varying

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["KeyIndex", "in_order", "matches"]

Cardinality = Literal["many_to_many", "many_to_one"]


def matches(
    left: Sequence[Any],
    right: Sequence[Any],
    *,
    validate: Cardinality = "many_to_many",
    index: KeyIndex | None = None,
) -> pd.DataFrame:
    """Row numbers of equal keys.

    Parameters
    ----------
    left, right
        Arrow arrays of the key's columns.
    validate
        Cardinality that pandas is to check.
    index
        The rows of the right side by the same columns, when they were looked at before.

    Returns
    -------
    pandas.DataFrame
        Columns ``left`` and ``right``, in the order of the left rows.

    Raises
    ------
    JoinError
        When the cardinality does not hold; keys are named.
    """
    kept = varying(left, right)
    left, right = [left[i] for i in kept], [right[i] for i in kept]
    quick = _looked_up(left, right, index if index is not None and index.kept == kept else None)
    if quick is not None:
        return quick
    left_codes, right_codes = codes_of(left, right)
    try:
        found = _numbered(left_codes, "left").merge(_numbered(right_codes, "right"), on="key", validate=validate)
    except pd.errors.MergeError as error:
        msg = f"The keys are not {validate.replace('_', ' ')}: {'; '.join(repeated(right))}. Drop the repeated rows."
        raise JoinError(msg) from error
    return found[["left", "right"]]


def in_order(left: NDArray[Any], right: NDArray[Any]) -> pd.DataFrame:
    """Pairs of row numbers, sorted by left, then right."""
    # One number per pair sorts many times faster than two columns; no table has 2**31 rows.
    whole = (left.astype(np.int64) << 32) | right
    if (whole[1:] <= whole[:-1]).any():
        whole.sort()
    return pd.DataFrame({"left": whole >> 32, "right": whole & 0xFFFFFFFF}, copy=False)


@dataclass(frozen=True)
class KeyIndex:
    """The rows of a table by its key, made once to see that keys are unique and to find them.

    Attributes
    ----------
    arrays
        All columns of the key.
    kept
        Positions of those that distinguish rows.
    counts
        Words that each of these has, 0 where it is not compared as strings.
    rows
        Rows with a key, None for all.
    lookup
        Finds them.
    """

    arrays: Sequence[Any]
    kept: list[int]
    counts: list[int]
    rows: NDArray[np.int64] | None
    lookup: Lookup

    @classmethod
    def of(cls, arrays: Sequence[Any]) -> KeyIndex:
        """Place the rows."""
        kept = varying(arrays)
        columns = [_column_words(arrays[i]) for i in kept]
        counts = [len(sides[0]) if text else 0 for sides, text in columns]
        rows = valid_rows([arrays[i] for i in kept])
        return cls(arrays, kept, counts, rows, _placed([w for sides, _ in columns for w in sides[0]], rows))

    @property
    def unique(self) -> bool:
        """True when no two rows have the same key; those with a missing part do not count."""
        if self.lookup.unique:
            return True
        codes = pd.Series(codes_of(self.arrays)[0])
        return not codes[codes >= 0].duplicated().any()

    def words(self, arrays: Sequence[Any]) -> list[NDArray[np.uint64]] | None:
        """Return keys of another table as words that can be looked up; None when they are of another kind."""
        words: list[NDArray[np.uint64]] = []
        for array, count in zip(arrays, self.counts, strict=True):
            plain = count and pa.types.is_large_string(array.type)
            more = string_words(array, least=count) if plain else None
            if more is None or len(more[0]) != count:
                return None
            words += more[0]
        return words


def _looked_up(left: Sequence[Any], right: Sequence[Any], index: KeyIndex | None) -> pd.DataFrame | None:
    """Pairs where each key of the right side is there once, else None."""
    words = index.words(left) if index is not None else None
    if index is not None and words is not None:
        lookup, rows = index.lookup, index.rows
    else:
        words, right_words = _words(left, right)
        rows = valid_rows(right)
        lookup = _placed(right_words, rows)
    if not lookup.unique:
        return None
    found = lookup.find(words)
    whole = valid_rows(left)
    if whole is not None:
        valid = np.zeros(len(found), dtype=bool)
        valid[whole] = True
        found[~valid] = -1
    lefts = np.flatnonzero(found >= 0)
    rights = found[lefts]
    return pd.DataFrame({"left": lefts, "right": rights.astype(np.int64) if rows is None else rows[rights]}, copy=False)


def _placed(words: list[NDArray[np.uint64]], rows: NDArray[np.int64] | None) -> Lookup:
    return Lookup(words if rows is None else [w[rows] for w in words])


def _words(*sides: Sequence[Any]) -> list[list[NDArray[np.uint64]]]:
    """Keys as words, alike on each side."""
    words: list[list[NDArray[np.uint64]]] = [[] for _ in sides]
    for parts in zip(*sides, strict=True):
        for side, more in zip(words, _column_words(*parts)[0], strict=True):
            side.extend(more)
    return words


def _column_words(*parts: Any) -> tuple[list[list[NDArray[np.uint64]]], bool]:
    """One column of each side as words, and whether these are its bytes."""
    text = string_words(*parts) if all(pa.types.is_large_string(part.type) for part in parts) else None
    if text is not None:
        return text, True
    codes = encoded(parts)[0].view(np.uint64)
    return [[c] for c in np.split(codes, np.cumsum([len(part) for part in parts])[:-1])], False


def _numbered(codes: NDArray[np.int64], name: str) -> pd.DataFrame:
    rows = np.flatnonzero(codes >= 0)
    return pd.DataFrame({"key": codes[rows], name: rows.astype(np.int64)})
