"""The ways of others from the same pages to one wide frame."""

from __future__ import annotations

import atexit
import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def kept(pages: Sequence[bytes]) -> list[Any]:
    """Parse into dictionaries, all in memory: the unit."""
    return [orjson.loads(page) for page in pages]


def dropped(pages: Sequence[bytes]) -> None:
    """Parse into dictionaries, one page in memory."""
    for page in pages:
        orjson.loads(page)


def normalised(pages: Sequence[bytes]) -> pd.DataFrame:
    """One ``json_normalize`` of all documents."""
    return pd.json_normalize([document for page in pages for document in orjson.loads(page)])


def pyopencga(pages: Sequence[bytes]) -> Any:
    """What the official client does with an answer it has parsed."""
    from pyopencga.rest_response import RestResponse  # type: ignore[import-untyped]

    return RestResponse({"responses": [{"results": orjson.loads(page)} for page in pages]}).to_data_frame()


def lines_of(pages: Sequence[bytes]) -> bytes:
    """One document a line, as polars and duckdb read fastest."""
    return b"\n".join(orjson.dumps(document) for page in pages for document in orjson.loads(page))


def polars_way(pages: Sequence[bytes]) -> Callable[[], Any]:
    """Read with a known schema, structs spread over columns; neither lines nor schema are timed."""
    import polars as pl

    lines = lines_of(pages)
    schema = pl.read_ndjson(io.BytesIO(lines), infer_schema_length=None).schema

    def read() -> Any:
        frame = pl.read_ndjson(io.BytesIO(lines), schema=schema)
        while structs := [name for name, kind in frame.schema.items() if isinstance(kind, pl.Struct)]:
            frame = frame.with_columns(
                pl.col(name).struct.rename_fields([f"{name}.{f.name}" for f in frame.schema[name].fields])
                for name in structs
            ).unnest(structs)
        return frame

    return read


def duckdb_way(pages: Sequence[bytes]) -> Callable[[], Any]:
    """Read a file with known types, structs spread over columns; neither file nor types are timed."""
    import duckdb

    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    file = Path(folder) / "documents.json"
    file.write_bytes(lines_of(pages))
    source = f"read_json('{file}', format='newline_delimited', sample_size=-1)"
    described = duckdb.sql(f"DESCRIBE SELECT * FROM {source}").fetchall()
    types = ", ".join(f"'{name}': '{kind}'" for name, kind, *_ in described)
    schema = duckdb.sql(f"SELECT * FROM {source} LIMIT 0").to_arrow_table().schema
    chosen = ", ".join(f'{path} AS "{name}"' for field in schema for path, name in _leaves(field, "", ""))
    query = f"SELECT {chosen} FROM read_json('{file}', format='newline_delimited', columns={{{types}}})"

    return lambda: duckdb.sql(query)


def duckdb_frame(pages: Sequence[bytes]) -> Callable[[], Any]:
    """Duckdb's way as far as a pandas frame."""
    read = duckdb_way(pages)
    return lambda: read().df()


def duckdb_arrow(pages: Sequence[bytes]) -> Callable[[], Any]:
    """Duckdb's way as far as an Arrow table, lists and free-form objects left nested."""
    read = duckdb_way(pages)
    return lambda: read().to_arrow_table()


def _leaves(field: Any, path: str, name: str) -> Iterator[tuple[str, str]]:
    import pyarrow as pa

    path, name = f'{path}."{field.name}"'.lstrip("."), f"{name}.{field.name}".lstrip(".")
    if pa.types.is_struct(field.type):
        for inner in field.type:
            yield from _leaves(inner, path, name)
    else:
        yield path, name
