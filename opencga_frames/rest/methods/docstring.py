"""Docstrings for a resource's methods, made from the catalogue."""

from __future__ import annotations

import textwrap
from functools import cache
from typing import TYPE_CHECKING

from opencga_frames.rest.methods.signature import NO_DEFAULT, arguments_of
from opencga_frames.rest.request.build import BODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Body, BodyField, Endpoint, Parameter
    from opencga_frames.rest.methods.signature import Argument

__all__ = ["docstring"]

_WIDTH = 100
_ANSWERS = {
    "envelope": "The answer of the server, with its events and counts.",
    "json": "The JSON as the server sent it.",
    "text": "The text as the server sent it.",
    "binary": "The bytes as the server sent them.",
}
_KINDS = {
    "Value": "str, number, date, or iterable of these",
    "BodyData": "mapping, list, or JSON as str or bytes",
    "FileSource": "path, open binary file, or bytes",
    "BodyObject": "mapping, or instance of a dataclass",
    "Iterable[BodyObject]": "list of mappings",
    "Mapping[str, Any]": "mapping",
    "Iterable[str]": "list of str",
    'Literal["raise", "partial"]': '{"raise", "partial"}',
    'Literal["refuse", "allow"]': '{"refuse", "allow"}',
}
_SHORT = 6
_OPTIONS = {
    "to": "File or folder to write to; the answer is then the path. None to have the bytes in the answer.",
    "size": "Bytes there must be, such as the size of the file's entry; None to rely on what the server says.",
    "extra": 'What to do with fields and values that the model of the body lacks: ``"refuse"`` or ``"allow"`` them.',
    "dry_run": "True to get the request as it would be sent, and send nothing.",
    "limit": "Maximum number of rows in all; None for every row there is.",
    "skip": "Rows left out at the start.",
    "page_size": "Rows per request; None for the client's own size.",
    "workers": "Requests under way at the same time; None for the client's own number.",
    "progress": "True for a progress bar, False for none, None for one in notebooks only.",
    "on_error": '``"raise"``, or ``"partial"`` to get what arrived.',
}


def docstring(endpoint: Endpoint) -> str:
    """Help for the method of an endpoint, in numpydoc form.

    Parameters
    ----------
    endpoint
        What the method calls.
    """
    return "\n".join(_lines(endpoint)).rstrip() + "\n"


def _lines(endpoint: Endpoint) -> Iterator[str]:
    gone = f" (servers until {endpoint.until})" if endpoint.until else ""
    yield f"{endpoint.about.removesuffix('.')}{gone}."
    yield ""
    yield f"``{endpoint.method} {endpoint.path}``{_lifetime(endpoint)}"
    yield ""
    yield from _parameters(endpoint)
    yield from ("Returns", "-------", "RestResponse")
    yield from _indented(f"{_ANSWERS[endpoint.answer]}{_rows(endpoint)}")
    yield from _raises(endpoint)


def _lifetime(endpoint: Endpoint) -> str:
    parts = [f" Servers from {endpoint.since} on." if endpoint.since else ""]
    if endpoint.absent:
        parts.append(f" Missing in {', '.join(endpoint.absent)}.")
    if endpoint.deprecated:
        parts.append(" Deprecated.")
    return "".join(parts)


def _parameters(endpoint: Endpoint) -> Iterator[str]:
    arguments = arguments_of(endpoint)
    if not arguments:
        return
    yield from ("Parameters", "----------")
    for argument in arguments:
        optional = "" if argument.default is NO_DEFAULT else ", optional"
        yield f"{argument.name} : {_kind(argument)}{optional}"
        yield from _indented(_about(endpoint, argument))
    yield ""


def _kind(argument: Argument) -> str:
    parameter = argument.parameter
    allowed = parameter.allowed if parameter is not None else argument.field and argument.field.allowed
    if allowed:
        one = "{" + ", ".join(f'"{value}"' for value in allowed) + "}"
        return one if len(allowed) <= _SHORT else "str"
    kind = argument.annotation.removesuffix(" | None")
    return _KINDS.get(kind, kind)


def _about(endpoint: Endpoint, argument: Argument) -> str:
    if argument.parameter is not None:
        return _parameter_about(argument.parameter)
    if argument.field is not None:
        return _field_about(argument.field)
    if argument.name == BODY and endpoint.body is not None:
        return _body_about(endpoint.body)
    return _OPTIONS[argument.name]


def _parameter_about(parameter: Parameter) -> str:
    notes = [parameter.about]
    if parameter.name != parameter.wire:
        notes.append(f"On the wire: ``{parameter.wire}``.")
    if len(parameter.allowed or ()) > _SHORT:
        notes.append(f"One of {', '.join(parameter.allowed or ())}.")
    if parameter.default is not None:
        notes.append(f"The server assumes {parameter.default!r}.")
    return " ".join([*notes, *_times(parameter)])


def _field_about(part: BodyField) -> str:
    notes = [f"Field ``{part.name}`` of the body."]
    if len(part.allowed or ()) > _SHORT:
        notes.append(f"One of {', '.join(part.allowed or ())}.")
    if part.required:
        notes.append("The server declares it as required.")
    if part.default is not None:
        notes.append(f"The server assumes {part.default!r}.")
    return " ".join([*notes, *_times(part)])


def _times(part: Parameter | BodyField) -> Iterator[str]:
    start, end = part.since, part.until
    if start or end:
        yield "Servers" + (f" from {start}" if start else "") + (f" until {end}" if end else " on") + "."
    if part.deprecated:
        yield "Deprecated."


def _body_about(body: Body) -> str:
    names = [part.name for part in body.fields if part.until is None]
    if not names:
        return "Body: a mapping with names of your own, or its JSON."
    return (
        f"Body as a whole, to which the fields given by name are added: a mapping or its JSON, of {', '.join(names)}."
    )


def _rows(endpoint: Endpoint) -> str:
    rows = f" Rows are of the server's class ``{endpoint.rows}``." if endpoint.rows else ""
    return f"{rows} Their table is ``{endpoint.table}``." if endpoint.table else rows


def _raises(endpoint: Endpoint) -> Iterator[str]:
    yield from ("", "Raises", "------", "UsageError")
    yield from _indented(f"If {'an argument' if endpoint.parameters else 'the call'} is wrong; nothing is sent then.")
    yield "AnswerError"
    yield from _indented("If the server refuses or fails.")


@cache
def _indented(text: str) -> tuple[str, ...]:
    # Most sentences of the catalogue stand under many methods, and wrapping them is what takes the time.
    return tuple(textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="    "))
