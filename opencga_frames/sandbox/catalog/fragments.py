"""Small parts many documents share: states, dates, uuids, terms."""

from __future__ import annotations

import calendar
import hashlib
import re
import time
from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DATE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "date_digits",
    "hash_ordered",
    "internal",
    "internal_status",
    "is_uuid",
    "seconds_of",
    "status",
    "term",
    "uuid_of",
]

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-00[0-9a-f]{2}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_uuid(key: str) -> bool:
    """Return whether a string is a uuid of the server's pattern."""
    return _UUID.fullmatch(key) is not None


def date_digits(seconds: float) -> str:
    """Return a time as 14 digits, UTC."""
    return time.strftime(SERVER_DATE, time.gmtime(seconds))


def seconds_of(digits: str) -> int:
    """Return 14 digits, UTC, as seconds since 1970; a ``ValueError`` for what is no date."""
    return calendar.timegm(time.strptime(digits, SERVER_DATE))


def _java_hash(text: str) -> int:
    value = 0
    for unit in memoryview(text.encode("utf-16-le")).cast("H"):
        value = (31 * value + unit) & 0xFFFFFFFF
    return value ^ (value >> 16)


def hash_ordered(strings: Iterable[str]) -> list[str]:
    """Return strings, each once, in the order in which the server's hash sets hand them out."""
    unique = list(dict.fromkeys(strings))
    size = 16
    while len(unique) > 0.75 * size:
        size *= 2
    return sorted(unique, key=lambda text: _java_hash(text) & (size - 1))


def internal_status(state: str, date: str, server: ServerVersion) -> Document:
    """Return a state of the server's own."""
    return {"id": state, "description": "", "date": date, **server.fields, "name": state}


def internal(state: str, date: str, server: ServerVersion, *, modified: str | None = None) -> Document:
    """Return the part every document has about itself."""
    return {
        "status": internal_status(state, date, server),
        "registrationDate": date,
        "lastModified": modified or date,
    }


def status(state: str, date: str, description: str = "") -> Document:
    """Return a state defined by the users."""
    return {"id": state, "description": description, "date": date if state else "", "name": state}


def term(key: str, name: str = "", source: str = "") -> Document:
    """Return a term of an ontology with all its fields."""
    return {"id": key, "name": name, "description": "", "source": source, "url": "", "attributes": {}}


def uuid_of(code: str, *names: str) -> str:
    """Return a uuid of the server's pattern that is always the same for the same names.

    Parameters
    ----------
    code
        Two hex digits of the kind of entry.
    names
        What it is the uuid of.
    """
    digest = hashlib.sha256("\x1f".join(names).encode()).hexdigest()
    return f"{digest[:8]}-01a2-00{code}-0001-{digest[8:20]}"
