"""Cards: what a notebook shows of an object, as HTML that fits light and dark pages."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["card", "fold", "rows_table"]

#: Colours are the page's own, only more or less strong, so that a card is legible on white and on black.
_BOX: Final = (
    "border:1px solid color-mix(in srgb, currentColor 25%, transparent);border-radius:6px;padding:.5em .8em;"
    "display:inline-block;min-width:24em;max-width:100%"
)
_TITLE: Final = "font-weight:600;margin-bottom:.3em"
_NAME: Final = "text-align:left;opacity:.7;font-weight:normal;vertical-align:top;padding:.1em .8em .1em 0"
_VALUE: Final = "text-align:left;padding:.1em 0"
_CELL: Final = "text-align:left;padding:.1em .9em .1em 0"
_NUMBER: Final = "text-align:right;font-variant-numeric:tabular-nums;padding:.1em .9em .1em 0"


def card(title: str, facts: Iterable[tuple[str, str]], *folds: str) -> str:
    """Make a card.

    Parameters
    ----------
    title
        What it is, in a line.
    facts
        Name and value of each line; those without a value are left out.
    *folds
        Parts made by :func:`fold`.

    Returns
    -------
    str
        HTML; every string is escaped.
    """
    lines = "".join(
        f'<tr style="background:none"><th style="{_NAME}">{escape(name)}</th>'
        f'<td style="{_VALUE}">{escape(value)}</td></tr>'
        for name, value in facts
        if value
    )
    table = f'<table style="border:none;margin:0"><tbody>{lines}</tbody></table>' if lines else ""
    return f'<div style="{_BOX}"><div style="{_TITLE}">{escape(title)}</div>{table}{"".join(folds)}</div>'


def fold(title: str, content: str, *, opened: bool = False) -> str:
    """Make a part that can be opened and closed; ``content`` is HTML. Nothing where there is no content."""
    if not content:
        return ""
    summary = f'<summary style="cursor:pointer">{escape(title)}</summary>'
    return f'<details{" open" if opened else ""} style="margin-top:.3em">{summary}{content}</details>'


def rows_table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Make a table of strings, columns of numbers to the right; nothing where there are no rows."""
    shown = list(rows)
    if not shown:
        return ""
    styles = [_NUMBER if all(_is_number(value) for value in column) else _CELL for column in zip(*shown, strict=False)]
    body = "".join(f'<tr style="background:none">{_cells("td", row, styles)}</tr>' for row in shown)
    head = _cells("th", names, styles)
    return f'<table style="border:none;margin:0"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _is_number(value: str) -> bool:
    return value.replace(",", "").isdigit()


def _cells(tag: str, values: Sequence[str], styles: Sequence[str]) -> str:
    cells = zip(values, styles, strict=False)
    return "".join(f'<{tag} style="{style}">{escape(value)}</{tag}>' for value, style in cells)
