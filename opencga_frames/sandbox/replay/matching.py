"""Which recorded request is the one that is asked, and which is nearest to it."""

from __future__ import annotations

import difflib
import email
import re
from email.policy import HTTP
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from opencga_frames.sandbox.replay.recorded import RecordedRequest, json_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["asked_request", "differences", "nearest", "same"]

#: What stands for a secret in a recording: it is as good as anything.
STARS = "***"


def asked_request(method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> RecordedRequest:
    """Return a request in the form of a recorded one.

    Parameters
    ----------
    method, url
        Verb, and path with query or whole address.
    headers, body
        As they came.
    """
    parts = urlsplit(url)
    path = unquote(parts.path.partition("/webservices/rest/")[2].partition("/")[2].strip("/"))
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    if body and kind.startswith("multipart/"):
        return RecordedRequest(method, path, query, form=_form(kind, body))
    return RecordedRequest(method, path, query, json_value(body.decode("utf-8", "replace")) if body else None)


def _form(kind: str, body: bytes) -> dict[str, str]:
    """Return the strings and names of files of a form by part."""
    message = email.message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
    found = {}
    for part in message.iter_parts():
        name = str(part.get_param("name", header="content-disposition"))
        file = part.get_filename()
        payload = part.get_payload(decode=True)
        content = payload if isinstance(payload, bytes) else b""
        # A file stands in a recording with its name and size.
        found[name] = content.decode("utf-8", "replace") if file is None else f"{file} ({len(content):,} bytes)"
    return found


def same(recorded: Any, asked: Any) -> bool:
    """Return whether a value is the recorded one; what was masked may be anything."""
    if isinstance(recorded, str) and STARS in recorded:
        pattern = ".*".join(map(re.escape, recorded.split(STARS)))
        return isinstance(asked, str) and re.fullmatch(pattern, asked, re.DOTALL) is not None
    if isinstance(recorded, dict) and isinstance(asked, dict):
        return recorded.keys() == asked.keys() and all(same(value, asked[name]) for name, value in recorded.items())
    if isinstance(recorded, (list, tuple)) and isinstance(asked, (list, tuple)):
        return len(recorded) == len(asked) and all(map(same, recorded, asked))
    return bool(recorded == asked)


def differences(recorded: RecordedRequest, asked: RecordedRequest) -> list[str]:
    """Return in what a request differs from a recorded one, nothing for the same."""
    found = []
    if (recorded.method, recorded.path) != (asked.method, asked.path):
        found.append(f"{recorded.method} {recorded.path} was recorded")
    before, now = dict(recorded.query), dict(asked.query)
    changed = [name for name in sorted(before.keys() | now.keys()) if not same(before.get(name), now.get(name))]
    found += [f"{name} was {_shown(before, name)}, is {_shown(now, name)}" for name in changed]
    if not same(recorded.body, asked.body):
        found.append("the body is another one")
    if not same(recorded.form, asked.form):
        found.append("the form is another one")
    return found


def _shown(query: Mapping[str, str], name: str) -> str:
    return repr(query[name]) if name in query else "left out"


def nearest(asked: RecordedRequest, recorded: Iterable[RecordedRequest]) -> RecordedRequest | None:
    """Return the recorded request that is most like one, None without any."""
    wanted = str(asked)

    def likeness(one: RecordedRequest) -> tuple[bool, float]:
        same_call = (one.method, one.path) == (asked.method, asked.path)
        return same_call, difflib.SequenceMatcher(None, str(one), wanted).ratio()

    return max(recorded, key=likeness, default=None)
