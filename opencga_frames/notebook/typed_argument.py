"""The argument that is being typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

__all__ = ["TypedArgument", "typed_argument"]

_CALLED: Final = re.compile(r"[A-Za-z_][\w.]*$")
_KEYWORD: Final = re.compile(r"(\w+)\s*=\s*(?:[\[(]\s*(?:(['\"]).*?\2\s*,\s*)*)?$", re.DOTALL)


@dataclass(frozen=True)
class TypedArgument:
    """A string that is being typed as an argument of a call.

    Attributes
    ----------
    called
        What is called, e.g. ``"oc.samples.frame"``.
    keyword
        Name of the argument; empty for one without a name.
    typed
        The string so far.
    before
        The arguments before it, as they were typed.
    """

    called: str
    keyword: str
    typed: str
    before: str

    def given(self, keyword: str) -> str | None:
        """Return the string that was typed for another argument."""
        found = re.search(rf"\b{keyword}\s*=\s*(['\"])([^'\"]*)\1", self.before)
        return found[2] if found else None


@dataclass
class _OpenBrackets:
    """Brackets and quotes that are open where a text ends."""

    text: str
    brackets: list[int] = field(default_factory=list)
    quote: str = ""
    start: int = 0

    def read(self) -> None:
        """Go through the text."""
        place = 0
        while place < len(self.text):
            place += self._in_string(place) if self.quote else self._outside(place)

    def _in_string(self, place: int) -> int:
        if self.text[place] == "\\":
            return 2
        if self.text.startswith(self.quote, place):
            width, self.quote = len(self.quote), ""
            return width
        return 1

    def _outside(self, place: int) -> int:
        letter = self.text[place]
        if letter == "#":
            return len(self.text[place:].partition("\n")[0])
        if letter in "'\"":
            self.quote = letter * 3 if self.text.startswith(letter * 3, place) else letter
            self.start = place + len(self.quote)
            return len(self.quote)
        if letter in "([{":
            self.brackets.append(place)
        elif letter in ")]}" and self.brackets:
            self.brackets.pop()
        return 1


def typed_argument(text: str) -> TypedArgument | None:
    """Find the argument that is being typed at the end of a text.

    Parameters
    ----------
    text
        Code up to the cursor.

    Returns
    -------
    TypedArgument or None
        None where no string of a call is being typed.

    Examples
    --------
    >>> typed_argument('oc.samples.frame(cohort_ids=["ALL", "c')
    TypedArgument(called='oc.samples.frame', keyword='cohort_ids', typed='c', before='cohort_ids=["ALL", ')
    """
    found = _OpenBrackets(text)
    found.read()
    if not found.quote:
        return None
    opened, end = list(found.brackets), found.start - len(found.quote)
    # A list or tuple of values; an index, such as oc["demo, follows a name.
    if opened and _is_list(text, opened[-1]):
        opened.pop()
    called = _CALLED.search(text[: opened[-1]]) if opened and text[opened[-1]] == "(" else None
    if called is None:
        return None
    before = text[opened[-1] + 1 : end]
    keyword = _KEYWORD.search(before)
    return TypedArgument(called[0], keyword[1] if keyword else "", text[found.start :], before)


def _is_list(text: str, place: int) -> bool:
    return text[place] in "([" and re.search(r"=\s*$", text[:place]) is not None
