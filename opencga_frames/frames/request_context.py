"""What include= and exclude= of a request mean for the columns of a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


__all__ = ["EVERYTHING", "AskedPaths", "RequestContext"]


@dataclass(frozen=True)
class AskedPaths:
    """Paths asked for or left out.

    The server writes Java primitives at 0 or false even when they were not asked for; only this
    distinguishes those from real values. When both lists are given the server follows ``include`` alone.

    Attributes
    ----------
    include, exclude
        Dotted paths as they were sent.
    flat_annotations
        True when ``flattenAnnotations=true`` was sent: the dots in the names of annotations are those of paths.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    flat_annotations: bool = False

    def asks(self, path: str) -> bool:
        """Return whether the value at a JSON path was asked for."""
        plain = path.replace("[]", "").replace("{}", "")
        if self.include:
            return any(_covers(asked, plain) for asked in self.include)
        return not any(_covers(left_out, plain) for left_out in self.exclude)

    def names(self, path: str) -> bool:
        """Return whether ``include`` names the very path, not only something above it."""
        return path.replace("[]", "").replace("{}", "") in self.include


#: Nothing was left out.
EVERYTHING = AskedPaths()


def _covers(asked: str, path: str) -> bool:
    return path == asked or path.startswith(f"{asked}.")


@dataclass(frozen=True)
class RequestContext:
    """What the request says about every document of a page.

    Attributes
    ----------
    study
        Study of the request, for the ``study`` column.
    projection
        What was asked for with include= or exclude=.
    keep_empty
        Keep empty strings instead of making them null.
    file
        File of the request, for responses that do not name it.
    """

    study: str | None
    projection: AskedPaths
    keep_empty: bool = False
    file: str | None = None
    samples: Mapping[str, Sequence[str]] = field(default_factory=dict)
