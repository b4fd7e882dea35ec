"""What became of each id, when a call that writes to several entries failed for some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.errors import BadQueryError, NotFoundError, ServerFaultError
from opencga_frames.rest.walk.batches import some_of
from opencga_frames.rest.wire.envelope import Page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.errors import AnswerError
    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["DONE", "UNKNOWN_OUTCOME", "with_outcomes"]

DONE: Final = "done"
UNKNOWN_OUTCOME: Final = "unknown"
_WRITTEN: Final = ("numInserted", "numUpdated", "numDeleted")
#: A server that fails in one of these ways may have written before.
_DURING: Final = (ServerFaultError, BadQueryError, NotFoundError)


def with_outcomes(error: AnswerError, endpoint: Endpoint, ids: Sequence[str]) -> AnswerError:
    """Say in an error of a write what became of each id.

    Parameters
    ----------
    error
        The failure, with the page as its ``response`` where there was one.
    endpoint
        What was called.
    ids
        The ids named in the path.

    Returns
    -------
    AnswerError
        Of the same class, with ``outcomes`` and a message that lists them; the same error where nothing was written,
        and for a single id, whose failure says it all.
    """
    if len(ids) < 2:
        return error
    page = error.response if isinstance(error.response, Page) else None
    outcomes = _outcomes(error, page, ids)
    if not outcomes:
        return error
    told = type(error)(
        f"{error}{_told(outcomes, endpoint)}",
        status=error.status,
        host=error.host,
        path=error.path,
        events=error.events,
        response=error.response,
        missing=error.missing,
    )
    told.outcomes = outcomes
    for note in getattr(error, "__notes__", ()):
        told.add_note(note)
    return told


def _outcomes(error: AnswerError, page: Page | None, ids: Sequence[str]) -> dict[str, str]:
    failed = _failed(page, ids)
    if not failed:
        # Cohorts and jobs with one unknown id: a bare 500 without counts, although the other ids were written.
        unsure = error.status >= 500 and isinstance(error, _DURING)
        return dict.fromkeys(ids, UNKNOWN_OUTCOME) if unsure else {}
    rest = DONE if _written(page) == len(ids) - len(failed) else UNKNOWN_OUTCOME
    return {item: failed.get(item, rest) for item in ids}


def _failed(page: Page | None, ids: Sequence[str]) -> dict[str, str]:
    """Find the reason for each id that has an event of its own."""
    events = [event for block in page.blocks for event in block.events if event.type == "ERROR"] if page else []
    return {event.id: event.message or "no reason given" for event in events if event.id in ids}


def _written(page: Page | None) -> int:
    return sum(block.counts.get(name, 0) for block in page.blocks for name in _WRITTEN) if page else 0


def _told(outcomes: Mapping[str, str], endpoint: Endpoint) -> str:
    names = {word: [item for item, said in outcomes.items() if said == word] for word in (DONE, UNKNOWN_OUTCOME)}
    if len(names[UNKNOWN_OUTCOME]) == len(outcomes):
        return (
            f" What became of each of the {len(outcomes)} ids is unknown: some may have been changed. Look with "
            f"{endpoint.resource}.info before the call is made again."
        )
    bad = [f"{item} ({said})" for item, said in outcomes.items() if said not in names]
    parts = [f"failed: {some_of(bad)}"]
    parts += [f"done and staying so: {some_of(names[DONE])}"] if names[DONE] else []
    parts += [f"unknown: {some_of(names[UNKNOWN_OUTCOME])}"] if names[UNKNOWN_OUTCOME] else []
    return f" Of {len(outcomes)} ids {'; '.join(parts)}."
