"""What the storage knows of a study beside its variants: headers of the files, cohorts with statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["metadata_document"]

_KNOWN = ("ID", "Description", "Number", "Type")


def _complex(key: str, fields: dict[str, str]) -> Document:
    line: Document = {"key": key, "id": fields.get("ID", "")}
    for name, shown in (("Description", "description"), ("Number", "number"), ("Type", "type")):
        if name in fields:
            line[shown] = fields[name]
    line["genericFields"] = {name: value for name, value in fields.items() if name not in _KNOWN}
    return line


def _header(scope: VariantScope) -> Document:
    """Return the headers of all files as one; the first definition of an id stands."""
    lines: dict[tuple[str, str], Document] = {}
    simple: dict[str, Document] = {}
    for file in scope.store.files:
        for key, value in file.header:
            if isinstance(value, dict):
                lines.setdefault((key, value.get("ID", "")), _complex(key, value))
            elif key != "fileformat":
                simple.setdefault(key, {"key": key, "value": value})
    return {"version": "", "complexLines": list(lines.values()), "simpleLines": list(simple.values())}


def metadata_document(scope: VariantScope, now: str) -> Document:
    """Return the metadata of the variants of a study."""
    cohorts = [
        {"id": cohort, "sampleIds": scope.cohort(cohort), "sampleSetType": "UNKNOWN"} for cohort in scope.store.cohorts
    ]
    study: Document = {
        "id": scope.study.fqn,
        "description": scope.study.document.get("description", ""),
        "aggregatedHeader": _header(scope),
        "files": [],
        "individuals": [],
        "cohorts": cohorts,
        "sampleSetType": "UNKNOWN",
        "attributes": {},
    }
    return {"species": {"id": "hsapiens", "assembly": "GRCh38"}, "creationDate": now, "studies": [study]}
