"""Terms of variant filters: lists joined by ``,`` or ``;``, names with a comparison and a value."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, NamedTuple

from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["Comparison", "joined", "malformed_query", "number", "read_comparison", "unsupported"]

_COMPARISON = re.compile(r"(?P<name>[^<>=!]*)(?P<sign><<=|>>=|<<|>>|<=|>=|==|!=|!|<|>|=)(?P<value>.*)")
_SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "==": operator.eq,
    "!=": operator.ne,
    "!": operator.ne,
}


class Comparison(NamedTuple):
    """A name, a sign, a value; a doubled sign keeps what has no value."""

    name: str
    sign: str
    value: str

    def holds(self, found: float | None) -> bool:
        """Return whether a number fits; no number fits only a doubled sign."""
        doubled = self.sign[:2] in {"<<", ">>"}
        if found is None:
            return doubled
        return _SIGNS[self.sign[1:] if doubled else self.sign](found, number(self.value))

    def same(self, found: str | None) -> bool:
        """Return whether a string fits: as a number where both are numbers."""
        if found is None:
            return False
        try:
            return _SIGNS[self.sign](float(found), float(self.value))
        except ValueError:
            return (found == self.value) != self.sign.startswith("!")


def number(text: str) -> float:
    """Return a number, or refuse as Java does."""
    try:
        return float(text)
    except ValueError:
        raise Refusal(Java.NUMBER, f'For input string: "{text}"') from None


def read_comparison(text: str) -> Comparison | None:
    """Return the parts of ``name<value``, None for a text without comparison."""
    match = _COMPARISON.fullmatch(text)
    return None if match is None else Comparison(match["name"], match["sign"], match["value"])


def joined(text: str) -> tuple[list[str], Callable[[Iterable[bool]], bool]]:
    """Split a list; ``;`` means all of them, ``,`` any of them."""
    if ";" in text:
        return [part for part in text.split(";") if part], all
    return [part for part in text.split(",") if part], any


def malformed_query(name: str, value: str, why: str = "") -> Refusal:
    """Return the refusal of a value the server cannot read."""
    return Refusal(Java.VARIANTS, f'Malformed "{name}" query : "{value}".{f" {why}" if why else ""}')


def unsupported(name: str) -> Refusal:
    """Return the refusal of a filter the storage does not know."""
    return Refusal(Java.VARIANTS, f"Unsupported variant query filter '{name}' with storage engine 'mongodb'.")
