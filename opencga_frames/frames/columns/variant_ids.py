"""Names of variants that the server sent without one: the pseudo path ``@variant_id``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow as pa

if TYPE_CHECKING:
    from opencga_frames.frames.decode.levels import Level

__all__ = ["PATHS", "WORD", "variant_ids"]

WORD: Final = "@variant_id"
_BOUNDS: Final = ("ciStartLeft", "ciStartRight", "ciEndLeft", "ciEndRight")
#: What the name of a variant is made of.
PATHS: Final = (
    *((name,) for name in ("chromosome", "start", "end", "reference", "alternate")),
    *(("sv", name) for name in _BOUNDS),
)


def variant_ids(documents: Level) -> pa.StringArray:
    """Name each variant without an identifier by its place and alleles, null where one of them is unknown.

    Returns
    -------
    pyarrow.StringArray
        Such as ``1:100:A:-``, or ``7:90<100<110-500:-:<DEL>`` with what is known of a structural variant's ends.
    """
    parts = zip(*(documents.values(path) for path in PATHS), strict=True)
    known = documents.values(("id",))
    return pa.array(
        [i if i and isinstance(i, str) else _name(*part) for i, part in zip(known, parts, strict=True)], pa.string()
    )


def _name(*part: object) -> str | None:
    chromosome, start, end, reference, alternate, *bounds = part
    if chromosome is None or start is None or reference is None or alternate is None:
        return None
    place = _position(start, *bounds[:2])
    if str(alternate).startswith("<") and end is not None:
        place = f"{place}-{_position(end, *bounds[2:])}"
    return f"{chromosome}:{place}:{reference or '-'}:{alternate or '-'}"


def _position(position: object, left: object, right: object) -> str:
    return str(position) if left is None or right is None else f"{left}<{position}<{right}"
