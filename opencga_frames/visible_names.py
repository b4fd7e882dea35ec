"""Names that a notebook completes: the studies a user may see, and the cohorts of each, asked for when first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.errors import OpenCGAError
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.walk.options import CallOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.page_source import PageSource

__all__ = ["VisibleNames"]

#: Names that are offered at most; nobody reads more.
_MOST = 1_000


class VisibleNames:
    """Names for completion, each list asked for once per user.

    Nothing here fails: a list that cannot be had is empty, since nobody asked for it by a call.

    Parameters
    ----------
    source
        Carries out the calls.
    user
        Gives the user, whose lists they are.
    """

    def __init__(self, source: PageSource, user: Callable[[], str | None]) -> None:
        self._source = source
        self._user = user
        self._known: dict[tuple[str | None, str, str], list[str]] = {}

    def studies(self) -> list[str]:
        """Return the full names of the studies that the user may see."""
        return self._names("studies", "fqn", "")

    def cohorts(self, study: str) -> list[str]:
        """Return the ids of the cohorts of a study."""
        return self._names("cohorts", "id", study)

    def _names(self, resource: str, field: str, study: str) -> list[str]:
        key = (self._user(), resource, study)
        if key not in self._known:
            try:
                self._known[key] = self._asked(resource, field, study)
            except OpenCGAError:
                return []
        return self._known[key]

    def _asked(self, resource: str, field: str, study: str) -> list[str]:
        endpoint = load_resource(resource).endpoints["search"]
        arguments = {"include": field, **({"study": study} if study else {})}
        answer = self._source.call(endpoint, arguments, CallOptions(limit=_MOST, progress=False))
        return [str(row[field]) for row in answer.results() if row.get(field)]
