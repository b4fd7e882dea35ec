"""The columns of a review of cases, from ``case_review.yaml``."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import msgspec
import yaml

from opencga_frames.frames.schema.kinds import arrow_type

if TYPE_CHECKING:
    import pyarrow as pa


__all__ = ["ReviewColumn", "review_columns"]

_DATA: Final = resources.files("opencga_frames.clinical") / "case_review.yaml"
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class ReviewColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"origin": "from", "kind": "type"}):
    """A column of a review.

    Attributes
    ----------
    about
        Meaning.
    origin
        Table and column that it shows, with a dot between; empty for what is read from the variant or the case.
    kind
        Kind of the column.
    """

    about: str
    origin: str = ""
    kind: str = "string"

    @property
    def arrow(self) -> pa.DataType:
        """Arrow type of the column."""
        return arrow_type(self.kind)


@cache
def review_columns() -> dict[str, ReviewColumn]:
    """Columns of a review by name, in order."""
    content = yaml.load(_DATA.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506 - a safe loader, our own file
    return msgspec.convert(content, dict[str, ReviewColumn])
