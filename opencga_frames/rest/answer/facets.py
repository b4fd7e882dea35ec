"""Facets that counted nothing, which servers do not distinguish from fields that do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.warn import warn

if TYPE_CHECKING:
    from opencga_frames.rest.answer.answer import Answer

__all__ = ["warn_of_empty_facets"]


def warn_of_empty_facets(answer: Answer, label: str) -> None:
    """Warn of the facets of an answer that have a count of 0 and no values.

    Parameters
    ----------
    answer
        Its rows are facets.
    label
        The call, for the message.
    """
    rows = [row for row in answer.results() if isinstance(row, dict)]
    empty = [str(row.get("name")) for row in rows if row.get("count") == 0 and not row.get("buckets")]
    if empty:
        warn(
            f"{label} counted nothing for {', '.join(map(repr, empty))}: there is no such field, or no entry that "
            "matches has a value in it. Check the name, which is that of the documents, such as 'status.id'."
        )
