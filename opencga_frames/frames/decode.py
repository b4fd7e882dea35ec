"""Bytes of a JSON array into decoded documents, learning undescribed fields on the way.

The decoder refuses an object with a field that nobody described; the field is then added to the plan as JSON text and
the page is read again. So a new field of a newer server costs one more reading of one page, is counted in every
document, and can be kept.
"""

from __future__ import annotations

import gc
import json
import math
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.errors import DecodeError
from opencga_frames.frames.levels import Reading, Source
from opencga_frames.frames.slots import ABSENT, Shape, Slot, compile_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.frames.problems import Problems

__all__ = ["Decoder", "collector_paused"]

# msgspec leaves the place out for the outermost object only, and rows are never that.
_UNKNOWN_FIELD: Final = re.compile(r"Object contains unknown field `(.*)` - at `\$(.*)`\Z", re.DOTALL)
_STEP: Final = re.compile(r"\.([^.\[\]]+)|(\[\d+\])|(\[\.\.\.\])")
#: Undescribed fields learnt one by one; a document with more is no longer one of the described kind.
MOST_LEARNT: Final = 100


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the cyclic garbage collector: half the time of a page goes into it otherwise."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class Decoder:
    """Decodes pages of documents of one kind.

    Parameters
    ----------
    root
        Places to read.
    problems
        Where undescribed fields are counted.
    """

    def __init__(self, root: Slot, problems: Problems) -> None:
        self._root = root
        self._problems = problems
        self._extras: list[tuple[tuple[str, ...], str]] = []
        self._shape: Shape = compile_shape(root, ())
        self._open = False

    def read(self, rows: bytes) -> Source:
        """Decode one page.

        Parameters
        ----------
        rows
            Bytes of a JSON array of documents.

        Raises
        ------
        DecodeError
            When the bytes are not a JSON array.
        """
        documents = self._documents(rows)
        source = Source(documents, Reading(self._shape, self._root, self._problems))
        self._count_extras(source)
        return source

    def extra_texts(self, source: Source) -> list[bytes | None]:
        """One JSON object per document with its undescribed top-level fields and those of objects in it, or None."""
        pairs = [(_name(path, name), self._raw(source, path, name)) for path, name in self._extras if "[]" not in path]
        return [_object((name, values[i]) for name, values in pairs) for i in range(len(source.documents))]

    def _documents(self, rows: bytes) -> list[Any]:
        while True:
            try:
                return self._shape.decoder.decode(rows)
            except msgspec.ValidationError as error:
                rows = self._learn(error, rows)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                rows = _repaired(rows, error)

    def _learn(self, error: msgspec.ValidationError, rows: bytes) -> bytes:
        found = _UNKNOWN_FIELD.match(str(error))
        if found is None:
            return _repaired(rows, error)
        if len(self._extras) >= MOST_LEARNT:
            self._open_up()
        else:
            self._extras.append((_steps(found[2]), found[1]))
        self._shape = compile_shape(self._root, self._extras)
        return rows

    def _open_up(self) -> None:
        if self._open:
            msg = "These documents cannot be read as one entity: the decoder refused them even with all fields allowed."
            raise DecodeError(msg)
        self._open = True
        _open(self._root)
        self._problems.add("(more than 100 other fields)", "unknown field", 1, "")

    def _count_extras(self, source: Source) -> None:
        for path, name in self._extras:
            texts = [bytes(v) for v in self._raw(source, path, name) if v is not ABSENT]
            self._problems.add(_name(path, name), "unknown field", len(texts), texts[0].decode() if texts else "")

    def _raw(self, source: Source, path: tuple[str, ...], name: str) -> list[Any]:
        cut = max((i + 1 for i, step in enumerate(path) if step in {"[]", "{}"}), default=0)
        attribute = self._shape.structs[path].extras[name]
        nodes = source.level(path[:cut]).structs(path[cut:])
        return [getattr(node, attribute) for node in nodes]


def _steps(place: str) -> tuple[str, ...]:
    found = tuple(name or ("[]" if index else "{}") for name, index, _ in _STEP.findall(place))
    return found[1:] if found[:1] == ("[]",) else found


def _name(path: tuple[str, ...], name: str) -> str:
    return ".".join((*path, name)).replace(".[]", "[]").replace(".{}", "{}")


def _object(pairs: Any) -> bytes | None:
    texts = [msgspec.json.encode(name) + b":" + bytes(value) for name, value in pairs if value is not ABSENT]
    return b"{" + b",".join(texts) + b"}" if texts else None


def _open(slot: Slot) -> None:
    slot.open = True
    below = [*slot.fields.values(), *(s for s in (slot.items, slot.entries) if s is not None)]
    for child in below:
        _open(child)


def _repaired(rows: bytes, error: Exception) -> bytes:
    """JSON that only a lenient reader takes (NaN, 1e400, halves of surrogate pairs), written again without those."""
    try:
        value = json.loads(rows.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as worse:
        msg = f"The results are not JSON ({worse}). The answer may have been cut; ask for it again."
        raise DecodeError(msg) from None
    if not isinstance(value, list):
        msg = f"Expected a JSON array of documents, got {type(value).__name__}. Pass the rows of an answer."
        raise DecodeError(msg)
    again = msgspec.json.encode(_strict(value))
    if again == rows:
        msg = f"The documents cannot be decoded: {error}."
        raise DecodeError(msg) from None
    return again


def _strict(value: Any) -> Any:
    if isinstance(value, dict):
        return {_strict(k): _strict(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_strict(v) for v in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, int) and not -(2**63) <= value < 2**64:
        return str(value)
    return value
