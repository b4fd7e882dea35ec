"""Messages of the server's JSON parser: what is wrong with a body, and where."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.wire.refusal import unreadable_body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.wire.refusal import Refusal

__all__ = ["malformed", "nesting", "unfinished", "unfit", "unknown_field"]

_SOURCE = "(org.glassfish.jersey.message.internal.ReaderInterceptorExecutor$UnCloseableInputStream)"
_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()
#: A string, closed or not, or a bracket outside strings.
_STRUCTURE = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[{]|[\]}]', re.DOTALL)
_STEPS = {b"[": 1, b"{": 1, b"]": -1, b"}": -1}


def _at(text: str, index: int, chain: str = "") -> str:
    line, start = text.count("\n", 0, index) + 1, text.rfind("\n", 0, index) + 1
    through = f" (through reference chain: {chain})" if chain else ""
    return f"\n at [Source: {_SOURCE}; line: {line}, column: {index - start + 1}]{through}"


def nesting(body: bytes) -> tuple[int, int]:
    """Return how many lists and objects of a body lie in each other at its deepest place, and at its end."""
    if body.count(b"[") + body.count(b"{") < 2:
        return 1, 0
    depth = deepest = 0
    for match in _STRUCTURE.finditer(body):
        depth += _STEPS.get(match[0], 0)
        deepest = max(deepest, depth)
    return deepest, depth


def unfinished(body: bytes) -> Refusal:
    """Return the refusal of a body that ends in the middle."""
    text = body.decode("utf-8", "replace")
    return unreadable_body("Unexpected end-of-input within/between Object entries" + _at(text, len(text)))


def malformed(body: bytes) -> Refusal:
    """Return the refusal of a body that is no JSON."""
    text = body.decode("utf-8", "replace")
    place = len(text)
    try:
        json.loads(text)
    except ValueError as error:
        # Of a number with more digits than Python reads nobody knows where it went wrong.
        place = getattr(error, "pos", place)
    while place < len(text) and text[place] in " \t\r\n":
        place += 1
    if place >= len(text) or ('"' in text[place : place + 1] and text.count('"') % 2):
        return unfinished(body)
    sign = text[place]
    wanted = (
        "was expecting double-quote to start field name" if text[:place].rstrip()[-1:] in "{," else "expected a value"
    )
    message = f"Unexpected character ('{sign}' (code {ord(sign)})): {wanted}"
    return unreadable_body(message + _at(text, place + 1))


def _skip(text: str, index: int) -> int:
    match = _BLANK.match(text, index)
    return index if match is None else match.end()


def _member(text: str, index: int, step: str | int) -> int:
    """Return where one member of the object or list at an index begins."""
    index, number = _skip(text, index + 1), 0
    while index < len(text) and text[index] not in "}]":
        if isinstance(step, str):
            key, index = _DECODER.raw_decode(text, index)
            index = _skip(text, _skip(text, index) + 1)
            if key == step:
                return index
        elif number == step:
            return index
        _, index = _DECODER.raw_decode(text, index)
        number += 1
        index = _skip(text, index)
        if text[index : index + 1] == ",":
            index = _skip(text, index + 1)
    return index


def unknown_field(name: str, body: bytes, java: str, known: Sequence[str]) -> Refusal:
    """Return the refusal of a field the class of the body does not have."""
    listed = ", ".join(f'"{one}"' for one in known)
    message = (
        f'Unrecognized field "{name}" (class {java}), not marked as ignorable '
        f"({len(known)} known properties: {listed}])"
    )
    text = body.decode("utf-8", "replace")
    index = _member(text, _skip(text, 0), name)
    return unreadable_body(message + _at(text, index + 1, f'{java}["{name}"]'))


def unfit(
    message: str, body: bytes, java: str, path: Sequence[str | int] = (), *, classes: Sequence[str] = ()
) -> Refusal:
    """Return the refusal of a value that does not fit the class of the body.

    Parameters
    ----------
    message
        What is wrong.
    body
        The whole body.
    java
        Class of the body.
    path
        Names and numbers that lead to the value; empty for the body itself.
    classes
        Classes of the values on the way.
    """
    text = body.decode("utf-8", "replace")
    index, chain, owners = _skip(text, 0), [], [java, *classes]
    for step, owner in zip(path, owners, strict=False):
        chain.append(f'{owner}["{step}"]' if isinstance(step, str) else f"{owner}[{step}]")
        index = _member(text, index, step)
    return unreadable_body(message + _at(text, index, "->".join(chain)))
