"""A call as code to paste: Python, curl, R, or the shell command. Never with a token in it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, Final, Literal, get_args
from urllib.parse import quote, urlencode

from opencga_frames.errors import UsageError
from opencga_frames.ground import limits
from opencga_frames.rest.request.build import build_request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.rest.answer.call_record import CallRecord

__all__ = ["Language", "code_of"]

Language = Literal["python", "curl", "R", "cli"]
_LINE: Final = 100


def code_of(record: CallRecord, language: Language, version: str = "v2") -> str:
    """Write a call as code.

    Parameters
    ----------
    record
        What was called.
    language
        ``"python"``, ``"curl"``, ``"R"`` (base R and jsonlite) or ``"cli"`` (``opencga-frames call``).
    version
        Version segment of the paths.

    Returns
    -------
    str
        Code that makes the call again. Python reads every page, as the call did; the others ask for the first one.

    Raises
    ------
    UsageError
        For another language, and for calls that sent a body, which is not kept.
    """
    if language not in _WRITERS:
        msg = f"code got {language!r}; expected one of {', '.join(get_args(Language))}."
        raise UsageError(msg)
    if record.endpoint is None and not record.host:
        msg = "This answer was read from a file or made here: there is no call to write as code."
        raise UsageError(msg)
    if record.method == "POST":
        msg = f"{record.path} sent a body, which answers do not keep, so that the call cannot be written as code."
        raise UsageError(msg)
    return _WRITERS[language](record, version)


def _python(record: CallRecord, _version: str) -> str:
    if record.endpoint is None:
        call = f"oc.call({record.method!r}, {record.path!r}, {dict(record.arguments)!r})"
    else:
        values = [f"{name}={_value(value)}" for name, value in _named(record).items()]
        one_line = f"oc.{record.endpoint.label}({', '.join(values)})"
        lines = "".join(f"    {value},\n" for value in values)
        call = one_line if len(one_line) <= _LINE else f"oc.{record.endpoint.label}(\n{lines})"
    return (
        "from opencga_frames import OpenCGAClient\n\n"
        f"oc = OpenCGAClient({record.host!r})  # oc.login(...) where no session is kept\n"
        f"answer = {call}\n"
    )


def _curl(record: CallRecord, version: str) -> str:
    path, query = _request(record)
    method = [] if record.method == "GET" else ["-X", record.method]
    parts = ["curl", "--fail", "--silent", "-G", *method]
    lines = [" ".join(parts), '-H "Authorization: Bearer $OPENCGA_TOKEN"']
    lines += [f"--data-urlencode {shlex.quote(f'{name}={value}')}" for name, value in query]
    return " \\\n  ".join([*lines, shlex.quote(_address(record, version, path))]) + "\n"


def _r(record: CallRecord, version: str) -> str:
    path, query = _request(record)
    if record.method != "GET":
        msg = f"{record.path} is no call that reads; base R has only those. Take curl."
        raise UsageError(msg)
    address = f"{_address(record, version, path)}?{urlencode(query, quote_via=quote)}"
    return (
        "library(jsonlite)\n\n"
        'headers <- c(Authorization = paste("Bearer", Sys.getenv("OPENCGA_TOKEN")))\n'
        f"answer <- fromJSON(url({_r_string(address)}, headers = headers))\n"
        "rows <- answer$responses$results[[1]]\n"
    )


def _cli(record: CallRecord, _version: str) -> str:
    path, query = _request(record)
    words = ["opencga-frames", "call", record.method, path, "--host", record.host]
    words += [word for name, value in query for word in ("--param", f"{name}={value}")]
    return shlex.join(words) + "\n"


_WRITERS: Final[Mapping[str, Callable[[CallRecord, str], str]]] = {
    "python": _python,
    "curl": _curl,
    "R": _r,
    "cli": _cli,
}


def _named(record: CallRecord) -> dict[str, Any]:
    """Return the arguments by their Python names."""
    names = {p.wire: p.name for p in record.endpoint.parameters} if record.endpoint else {}
    return {names.get(name, name): value for name, value in record.arguments.items() if value is not None}


def _value(value: Any) -> str:
    return repr(list(value) if isinstance(value, tuple | set | frozenset) else value)


def _request(record: CallRecord) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return path and query of the first request."""
    arguments = dict(record.arguments)
    if record.endpoint is None:
        return record.path, tuple((name, str(value)) for name, value in arguments.items() if value is not None)
    request = build_request(record.endpoint, arguments)
    first = () if not record.endpoint.paged or "limit" in arguments else (("limit", str(limits.MAX_PAGE_SIZE)),)
    return request.path, (*request.query, *first)


def _address(record: CallRecord, version: str, path: str) -> str:
    return f"{record.host}/webservices/rest/{version}/{path}"


def _r_string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
