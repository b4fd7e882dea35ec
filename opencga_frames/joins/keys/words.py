"""Key columns as machine words: 8 bytes of each string, which numpy compares many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    StringWords = list[NDArray[np.uint64]]

__all__ = ["one_value", "string_words", "valid_rows", "varying"]

_BYTES: Final = 8
#: Longer strings are better numbered once than compared word by word.
_MOST: Final = 4


def varying(*sides: Sequence[Any]) -> list[int]:
    """Positions of the columns that distinguish keys: not those with one and the same value everywhere.

    Frames of one study have the study in each row, which need not be compared millions of times.
    """
    columns = list(zip(*sides, strict=True))
    kept = [i for i, parts in enumerate(columns) if not one_value(*parts)]
    return kept or [len(columns) - 1]


def one_value(*parts: Any) -> bool:
    """Return whether columns have one and the same string in each row."""
    if any(len(part) == 0 or part.null_count or not pa.types.is_large_string(part.type) for part in parts):
        return False
    first = parts[0][0]
    return all(part[0] == first and part[len(part) - 1] == first for part in parts) and all(
        pc.all(pc.equal(part, first)).as_py() for part in parts
    )


def valid_rows(arrays: Sequence[Any]) -> NDArray[np.int64] | None:
    """Rows without a missing value; None for all of them."""
    if not any(a.null_count for a in arrays):
        return None
    valid = np.ones(len(arrays[0]), dtype=bool)
    for array in arrays:
        valid &= array.is_valid().to_numpy(zero_copy_only=False)
    return np.flatnonzero(valid)


def string_words(*arrays: Any, least: int = 1) -> list[StringWords] | None:
    """Strings of one column as words, the same number on each side; None where numbering them is better."""
    parts = [_bytes_of(array) for array in arrays]
    lengths = [np.diff(starts) for starts, _ in parts]
    count = max(-(-max(int(n.max(initial=0)) for n in lengths) // _BYTES), least)
    # Words are filled up with zeros, which a NUL inside a string would be mistaken for.
    if count > _MOST or any(not data.all() for _, data in parts):
        return None
    return [_split(starts, data, n, count) for (starts, data), n in zip(parts, lengths, strict=True)]


def _bytes_of(array: Any) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Offsets of the strings, with the end of the last one, and the bytes of all."""
    _, offsets, data = array.buffers()
    if offsets is None or not len(array):
        return np.zeros(len(array) + 1, dtype=np.int64), np.empty(0, dtype=np.uint8)
    starts = np.frombuffer(offsets, dtype=np.int64, count=len(array) + 1, offset=array.offset * 8)
    size = int(starts[-1] - starts[0])
    if data is None or not size:
        return starts - starts[0], np.empty(0, dtype=np.uint8)
    return starts - starts[0], np.frombuffer(data, dtype=np.uint8, count=size, offset=int(starts[0]))


def _split(starts: NDArray[np.int64], data: NDArray[np.uint8], lengths: NDArray[np.int64], count: int) -> StringWords:
    padded = np.zeros(len(data) + count * _BYTES, dtype=np.uint8)
    padded[: len(data)] = data
    same = int(lengths[0]) if len(lengths) and (lengths == lengths[0]).all() else None
    return [_word(padded, starts[:-1], lengths if same is None else same, i * _BYTES) for i in range(count)]


def _word(
    padded: NDArray[np.uint8], starts: NDArray[np.int64], lengths: NDArray[np.int64] | int, skip: int
) -> NDArray[np.uint64]:
    """Bytes ``skip`` to ``skip + 8`` of each string as one number."""
    # Numbers that overlap, so that eight bytes are read at once wherever a string starts.
    if isinstance(lengths, int):
        regular = np.ndarray((len(starts),), dtype="<u8", buffer=padded, offset=skip, strides=(lengths,))
        whole: NDArray[np.uint64] = regular & _MASKS[min(max(lengths - skip, 0), _BYTES)]
        return whole
    numbers = np.ndarray((len(padded) - _BYTES + 1,), dtype="<u8", buffer=padded, strides=(1,))
    word: NDArray[np.uint64] = numbers[starts + skip if skip else starts]
    word &= _MASKS[np.clip(lengths - skip, 0, _BYTES)]
    return word


_MASKS: Final = np.array([(1 << (_BYTES * n)) - 1 for n in range(_BYTES + 1)], dtype=np.uint64)
