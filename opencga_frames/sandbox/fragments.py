"""Small parts many documents share: states, dates, uuids, husks."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from opencga_frames.sandbox.answers import COMMIT, VERSION

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document

__all__ = ["date_text", "internal", "internal_status", "status", "term", "uuid_of"]


def date_text(seconds: float) -> str:
    """Return a moment as 14 digits, UTC."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(seconds))


def internal_status(state: str, date: str) -> Document:
    """Return a state of the server's own."""
    return {"id": state, "description": "", "date": date, "version": VERSION, "commit": COMMIT, "name": state}


def internal(state: str, date: str, modified: str | None = None) -> Document:
    """Return the part every document has about itself."""
    return {
        "status": internal_status(state, date),
        "registrationDate": date,
        "lastModified": modified or date,
    }


def status(state: str, date: str, description: str = "") -> Document:
    """Return a state defined by the users."""
    return {"id": state, "description": description, "date": date if state else "", "name": state}


def term(key: str, name: str = "", source: str = "") -> Document:
    """Return a term of an ontology with all its texts."""
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
