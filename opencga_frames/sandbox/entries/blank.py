"""New documents: a blank one of its kind, filled with what a body says."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import read_facts
from opencga_frames.sandbox.catalog.fragments import internal, internal_status, status
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["check_date", "check_id", "filled", "new_document", "settled"]

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9\-_.:]*")
_DATE = re.compile(r"\d{14}")
_TERM_FIELDS = frozenset({"phenotypes", "disorders", "sex", "ethnicity", "product", "from"})
#: Fields a body may not set: the server looks after them.
_OWN = frozenset(
    {"uuid", "release", "version", "internal", "modificationDate", "numSamples", "fileIds", "cohortIds", "familyIds"}
)


@cache
def _blanks() -> dict[str, Document]:
    blanks: dict[str, Document] = read_facts("blanks.yml")
    return blanks


def check_id(key: Any) -> None:
    """Refuse an id with signs the server does not take."""
    if not isinstance(key, str) or not _ID.fullmatch(key):
        text = "null" if key is None else key
        raise Refusal(Java.PARAMETER, f"Error in identifier: '{text}' is not a valid id.")


def check_date(body: Document) -> None:
    """Refuse a creation date that is not 14 digits."""
    date = body.get("creationDate")
    if date is not None and not _DATE.fullmatch(str(date)):
        text = "Unexpected 'creationDate' format. Expected format is 'yyyyMMddHHmmss'"
        raise Refusal(Java.PARAMETER, text)


def _as_term(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_term(one) for one in value]
    given = {key: below for key, below in value.items() if below is not None} if isinstance(value, dict) else {}
    return {**_blanks()["term"], **given}


def filled(blank: Any, given: Any, field: str = "") -> Any:
    """Return a blank with the values of a body in it; terms are completed and single values become lists.

    Parameters
    ----------
    blank
        Value of the blank document.
    given
        Value of the body.
    field
        Name of the field.
    """
    if given is None:
        return blank
    if isinstance(blank, list) and not isinstance(given, list):
        given = [given]
    if field in _TERM_FIELDS:
        return _as_term(given)
    if isinstance(blank, dict) and blank and isinstance(given, dict) and field != "attributes":
        start = blank if field == "qualityControl" else {}
        return start | {key: filled(blank.get(key), value, key) for key, value in given.items() if value is not None}
    return given


def new_document(kind: Kind, body: Document, uuid: str, now: str, *, study: SandboxStudy) -> Document:
    """Return the document of a new entry.

    Parameters
    ----------
    kind
        What it is.
    body
        What was sent.
    uuid, now
        Its uuid, and the current time as 14 digits.
    study
        The study it is in.
    """
    blank, server = _blanks()[kind.name], study.server
    document: Document = {"id": body["id"]}
    for field, value in blank.items():
        given = None if field in _OWN else body.get(field)
        document[field] = filled(value, given, field)
    document["uuid"] = uuid
    document["creationDate"] = body.get("creationDate") or now
    document["modificationDate"] = now
    document["release"] = study.release
    if "status" in blank:
        document["status"] = _user_status(body.get("status"), now)
    document["internal"] = {**internal(kind.state, now, server), **_dated(kind.internal, now, server)}
    return {key: value for key, value in document.items() if value is not None or key in kind.joins}


def _user_status(given: Any, now: str) -> Document:
    given = given if isinstance(given, dict) else {"id": given or ""}
    return status(given.get("id") or "", now, given.get("description") or "")


def _dated(part: Any, now: str, server: ServerVersion) -> Any:
    """Return a part of a blank document with the current time for ``NOW`` and a state of its own for ``STATUS``."""
    if isinstance(part, dict):
        return {key: _dated(below, now, server) for key, below in part.items()}
    if part == "STATUS":
        return internal_status("NONE", now, server)
    return now if part == "NOW" else part


def settled(kind: Kind, field: str, old: Any, given: Any, *, now: str) -> Any:
    """Return the new value of one field of an update."""
    if field == "status":
        return _user_status(given, now)
    if field in kind.joins and not kind.joins[field].many:
        return {"id": given["id"]} if isinstance(given, dict) and given.get("id") else None
    if field == "attributes" and isinstance(given, dict):
        return {**(old or {}), **given}
    return filled(_blanks()[kind.name].get(field, old), given, field)
