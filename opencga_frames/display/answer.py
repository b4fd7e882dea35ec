"""The card of an answer: what was asked, how much came, what the server remarked, which tables there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.cards import card, fold, rows_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.rest.answer.answer import Answer

__all__ = ["answer_card"]

_MOST_EVENTS: Final = 5
_MOST_IDS: Final = 20


def answer_card(answer: Answer, tables: Sequence[str] = ()) -> str:
    """Describe an answer in HTML.

    Parameters
    ----------
    answer
        Any answer.
    tables
        Names of the tables that it can become.

    Returns
    -------
    str
        A card; secrets were masked by the answer.
    """
    record, changes = answer.call_record, _changes(answer)
    facts = [
        ("entries", changes) if changes else ("rows", _rows(answer)),
        ("study", answer.study or ""),
        ("host", record.host),
        ("server", answer.server_version),
        ("missing ids", ", ".join(answer.missing_ids[:_MOST_IDS])),
    ]
    query = [(name, _written(value)) for name, value in record.arguments.items() if name != "study"]
    shown = [(event.type.lower(), event.message) for event in answer.events]
    parts = [
        fold("query", rows_table(("parameter", "value"), query)),
        fold("tables", rows_table(("table",), [(name,) for name in tables])),
        fold("more remarks of the server", rows_table(("kind", "message"), shown[_MOST_EVENTS:])),
    ]
    return card(record.path, [*facts, *shown[:_MOST_EVENTS]], *parts)


def _changes(answer: Answer) -> str:
    """Say how many entries a call wrote; nothing for one that wrote none."""
    counts = {
        "inserted": answer.get_num_inserted(),
        "updated": answer.get_num_updated(),
        "deleted": answer.get_num_deleted(),
    }
    words = [f"{count:,} {word}" for word, count in counts.items() if count > 0]
    return " ".join([", ".join(words), *(f"({mark})" for mark in _marks(answer))]) if words else ""


def _rows(answer: Answer) -> str:
    matches = answer.num_matches()
    rows = f"{answer.num_results():,}" + (f" of {matches:,}" if matches >= 0 else "")
    return " ".join([rows, *(f"({mark})" for mark in _marks(answer))])


def _marks(answer: Answer) -> Iterator[str]:
    if answer.truncated:
        yield "limited"
    if answer.problems:
        yield "partial"


def _written(value: object) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        some = [str(item) for item in list(value)[:_MOST_IDS]]
        return ", ".join(some) + (f" and {len(value) - _MOST_IDS:,} more" if len(value) > _MOST_IDS else "")
    return str(value)
