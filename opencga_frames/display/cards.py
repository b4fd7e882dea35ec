"""An answer as a small HTML card: what was asked, how much came, what the server remarked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencga_frames.rest.answer.answer import Answer

__all__ = ["answer_card"]

_MOST_EVENTS = 5


def answer_card(answer: Answer) -> str:
    """Describe an answer in HTML.

    Parameters
    ----------
    answer
        Any answer.

    Returns
    -------
    str
        A table of two columns; every string escaped, secrets already masked by the answer.
    """
    matches = answer.num_matches()
    rows = f"{answer.num_results():,}" + (f" of {matches:,}" if matches >= 0 else "")
    marks = [mark for mark, on in (("limited", answer.truncated), ("partial", bool(answer.problems))) if on]
    lines = [
        ("rows", rows + (f" ({', '.join(marks)})" if marks else "")),
        ("study", answer.study or ""),
        ("host", answer.call_record.host),
        ("server", answer.server_version),
        ("missing ids", ", ".join(answer.missing_ids[:20])),
        *((event.type.lower(), event.message) for event in answer.events[:_MOST_EVENTS]),
    ]
    body = "".join(f"<tr><th>{escape(name)}</th><td>{escape(text)}</td></tr>" for name, text in lines if text)
    return f"<table><caption>{escape(answer.call_record.path)}</caption><tbody>{body}</tbody></table>"
