"""Bodies of creates and updates: the types the server insists on before anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.refusal import unreadable_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.entities import Kind

__all__ = ["check_body"]

_BOOLEANS = ("somatic", "parentalConsanguinity", "external", "resource")
_ENUMS: dict[str, Sequence[str]] = {
    "karyotypicSex": ["UNKNOWN", "XX", "XY", "XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY", "OTHER"],
    "lifeStatus": ["ALIVE", "ABORTED", "DECEASED", "UNBORN", "STILLBORN", "MISCARRIAGE", "UNKNOWN"],
}


def _check_booleans(body: Document) -> None:
    for name in _BOOLEANS:
        value = body.get(name)
        if isinstance(value, str) and value.lower() not in {"true", "false", ""}:
            text = (
                f'Cannot deserialize value of type `java.lang.Boolean` from String "{value}": '
                'only "true" or "false" recognized'
            )
            raise unreadable_body(text)


def _check_enums(kind: Kind, body: Document) -> None:
    for name, allowed in {**_ENUMS, **kind.enums}.items():
        value = body.get(name)
        if value is not None and value not in allowed:
            text = f'Cannot deserialize value of `{name}` from String "{value}": not an accepted value of the Enum'
            raise unreadable_body(text)
    if isinstance(body.get("sex"), str):
        text = "Cannot construct instance of `SexOntologyTermAnnotation`: no String-argument constructor"
        raise unreadable_body(text)


def check_body(kind: Kind, data: Any) -> Document:
    """Return a body as an object; a missing one is empty, a list or a wrong type is refused in plain text."""
    if data is None:
        return {}
    if not isinstance(data, dict):
        text = f"Cannot deserialize value of type `{kind.word.title()}CreateParams` from Array value"
        raise unreadable_body(text)
    _check_booleans(data)
    _check_enums(kind, data)
    return data
