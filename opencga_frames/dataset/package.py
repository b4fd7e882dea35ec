"""``datapackage.json``: a dataset described for tools that know the Frictionless standard."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.dataset.layout import MANIFEST

if TYPE_CHECKING:
    from opencga_frames.dataset.manifest import Manifest, TableEntry

__all__ = ["data_package"]

#: Beginnings of Arrow's names of types, and the standard's.
_TYPES: Final = {
    "bool": "boolean",
    "int": "integer",
    "uint": "integer",
    "float": "number",
    "double": "number",
    "timestamp": "datetime",
    "date": "date",
    "list": "array",
    "struct": "object",
}


def data_package(manifest: Manifest) -> bytes:
    """Describe a dataset.

    Parameters
    ----------
    manifest
        What is in it.

    Returns
    -------
    bytes
        JSON with one resource for each table: its files, columns, key and number of rows.
    """
    call = manifest.call
    package = {
        "name": "".join(c if c.isalnum() else "-" for c in call.study.lower()).strip("-"),
        "title": f"Study {call.study} at {call.host}",
        "created": manifest.committed,
        "version": str(manifest.generation),
        "sources": [{"title": call.study, "path": call.host}],
        "opencga_frames": MANIFEST,
        "resources": [_resource(name, table) for name, table in manifest.tables.items()],
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode()


def _resource(name: str, table: TableEntry) -> dict[str, Any]:
    fields = [{"name": column, "type": _type(kind)} for column, kind in table.columns.items()]
    return {
        "name": name.replace("_", "-"),
        "path": [file.path for file in table.files],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": table.bytes,
        "schema": {"fields": fields, **({"primaryKey": list(table.key)} if table.key else {})},
    }


def _type(kind: str) -> str:
    return next((word for start, word in _TYPES.items() if kind.startswith(start)), "string")
