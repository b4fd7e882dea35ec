"""The page of older names in the docs: what code for pyopencga and the client of 1.4 says, and what to write today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.compat.pyopencga_classes import pyopencga_classes
from opencga_frames.rest.old_calls.names import calls_of, old_attributes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.old_calls.names import OldCall

__all__ = ["files"]

_HEADER: Final = """\
# Older names

Code that was written for pyopencga or for the client of OpenCGA 1.4 runs as it is (see [moving](moving.md)). This page
says what each name is today, for those who move the code itself.

## Clients of pyopencga

The methods below these have the same names and arguments today; options are named in snake case (`creation_date` for
`creationDate`), and both spellings are understood.

| pyopencga | its class | today |
|---|---|---|
"""
_OLD: Final = """\
## Calls of the client of OpenCGA 1.4

Arguments are in the order in which that client took them. Each of these calls still works on `oc`, with a warning that
says what this table says.
"""


def files() -> Iterator[tuple[str, str]]:
    """Make the page: its path below the checkout, and its text."""
    rows = [
        f"| `client.{known.attribute}`, `client.{known.getter}()` | `{known.class_name}` | "
        f"`oc.{known.same_as or known.attribute}` |"
        for known in pyopencga_classes()
    ]
    yield "docs/old_names.md", _HEADER + "\n".join(rows) + "\n\n" + "\n\n".join([_OLD.strip(), *_sections()]) + "\n"


def _sections() -> Iterator[str]:
    for old, today in old_attributes().items():
        calls = calls_of(old)
        if calls:
            name = f"`oc.{old}`" + (f", today `oc.{today}`" if today != old else "")
            head = [f"### {name}", "", "| call | today |", "|---|---|"]
            yield "\n".join([*head, *(_row(old, call) for call in calls.values())])


def _row(attribute: str, call: OldCall) -> str:
    return f"| `{attribute}.{call.name}({', '.join(call.takes)})` | {_today(call)} |".replace("{}", "")


def _today(call: OldCall) -> str:
    if not call.changed and not call.gone:
        return "the same"
    if call.gone:
        return _cell(f"gone since {call.gone}: {call.instead}")
    text = call.advice.partition(": ")[2].removeprefix("write ").replace(" today", "").removesuffix(".")
    code, blank, note = text.partition(" (")
    return _cell(f"`{code}`{blank}{note}" if code.startswith("oc.") else text)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
