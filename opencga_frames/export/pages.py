"""Pages that have been read, kept until the files of their part are whole."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

__all__ = ["SavedPage", "decode_page", "encode_page"]

#: The end of every whole page: a file without it was being written when its process died.
_END: Final = b"\x00opencga_frames page\n"
#: Letters of the checksum before it: where the power failed, a file may have its length and zeros instead of its bytes.
_SUM: Final = 4
_WIDTH: Final = 8


class _PageHead(msgspec.Struct):
    entries: int
    total: int
    server_version: str | None
    sizes: dict[str, int]


class SavedPage(msgspec.Struct, frozen=True):
    """A page of rows.

    Attributes
    ----------
    entries
        Entries in it.
    total
        Entries that the server has, or -1.
    server_version
        Release of the server, where it was said.
    tables
        Rows by table.
    """

    entries: int
    total: int
    server_version: str | None
    tables: Mapping[str, pa.Table]


def encode_page(page: SavedPage) -> bytes:
    """Write a page as bytes."""
    import pyarrow as pa

    bodies = {}
    for name, table in page.tables.items():
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table.unify_dictionaries().combine_chunks())
        bodies[name] = sink.getvalue()
    sizes = {name: body.size for name, body in bodies.items()}
    head = msgspec.json.encode(_PageHead(page.entries, page.total, page.server_version, sizes))
    parts: list[bytes | memoryview] = [len(head).to_bytes(_WIDTH, "big"), head]
    parts += [memoryview(body).cast("B") for body in bodies.values()]
    return b"".join([*parts, _sum(parts), _END])


def decode_page(content: bytes) -> SavedPage | None:
    """Read a page from its bytes; None for one that is not whole."""
    import pyarrow as pa

    written = memoryview(content)[: -len(_END) - _SUM]
    if not content.endswith(_sum([written]) + _END):
        return None
    start = _WIDTH + int.from_bytes(content[:_WIDTH], "big")
    head = msgspec.json.decode(content[_WIDTH:start], type=_PageHead)
    tables, whole = {}, pa.py_buffer(content)
    for name, size in head.sizes.items():
        with pa.ipc.open_stream(whole.slice(start, size)) as reader:
            tables[name] = reader.read_all()
        start += size
    return SavedPage(head.entries, head.total, head.server_version, tables)


def _sum(parts: Iterable[bytes | memoryview]) -> bytes:
    found = 0
    for part in parts:
        found = zlib.crc32(part, found)
    return found.to_bytes(_SUM, "big")
