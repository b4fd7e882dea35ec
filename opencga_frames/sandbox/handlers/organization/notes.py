"""Notes of an organization and of its studies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import find_study, governs
from opencga_frames.sandbox.catalog.fragments import uuid_of
from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.handlers.organization.studies import check_governs
from opencga_frames.sandbox.handlers.organization.users import check_leads
from opencga_frames.sandbox.query.plain_lists import filtered
from opencga_frames.sandbox.views import cut, notes_for
from opencga_frames.sandbox.wire.answers import Result, found, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = [
    "create_organization",
    "create_study",
    "delete_organization",
    "delete_study",
    "search_organization",
    "search_study",
    "update_organization",
    "update_study",
]

_JAVA = "org.opencb.opencga.core.models.notes.Note"
_PRIMITIVES = {"uid": 0, "studyUid": 0, "version": 0}
_FILTERS = {
    "id": ("string", "id"),
    "uuid": ("string", "uuid"),
    "type": ("string", "type"),
    "scope": ("string", "scope"),
    "visibility": ("string", "visibility"),
    "userId": ("string", "userId"),
    "tags": ("string", "tags"),
    "version": ("number", "version"),
    "creationDate": ("date", "creationDate"),
    "modificationDate": ("date", "modificationDate"),
}
_FIELDS = ("type", "tags", "visibility", "valueType", "value")


def _answer(call: Call, notes: list[Document]) -> Result:
    notes = filtered(notes, call.query, _FILTERS)
    skip = max(call.number("skip", 0), 0)
    page = notes[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    rows = [cut(one, call.query, ("id",), _PRIMITIVES) for one in page]
    return found(rows, _JAVA, len(notes) if call.flag("count") else -1)


def search_study(context: Context, call: Call) -> Result:
    """Answer the notes of a study, the private ones to its administrators."""
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    return _answer(call, notes_for(study.notes, private=governs(caller, study)))


def search_organization(context: Context, call: Call) -> Result:
    """Answer the notes of the organization; its administrators see those of all studies too, in the order they came."""
    caller = context.caller()
    organization = caller.organization
    if not organization.governs(caller.user):
        return _answer(call, notes_for(organization.notes, private=False))
    notes = [*organization.notes, *(note for _, study in organization.studies() for note in study.notes)]
    return _answer(call, sorted(notes, key=lambda note: note["uid"]))


def _note(caller: CallingUser, study: SandboxStudy | None, body: Document, now: str) -> Document:
    key = body.get("id")
    scope: Document = {"scope": "ORGANIZATION"} if study is None else {"scope": "STUDY", "study": study.fqn}
    return {
        "uid": caller.organization.uids.next(),
        "id": key,
        "studyUid": -1 if study is None else study.uid,
        "uuid": uuid_of("0d", caller.organization.id, str(key), now),
        **scope,
        "type": body.get("type") or "OTHER",
        "tags": body.get("tags") or [],
        "userId": caller.user,
        "visibility": body.get("visibility") or "PUBLIC",
        "version": 1,
        "creationDate": now,
        "modificationDate": now,
        "valueType": body.get("valueType") or "STRING",
        "value": body.get("value"),
    }


def _place(notes: list[Document], key: str) -> int:
    for place, note in enumerate(notes):
        if key in {note["id"], note["uuid"]}:
            return place
    raise Refusal(Java.CATALOG, f"Could not find note with id '{key}'.")


def _shown(call: Call, note: Document) -> list[Document]:
    """Return a note that was written as the call wants it, none without ``includeResult``."""
    return [cut(note, call.query, ("id",), _PRIMITIVES)] if call.flag("includeResult") else []


def _created(call: Call, notes: list[Document], note: Document) -> Result:
    if any(one["id"] == note["id"] for one in notes):
        raise Refusal(Java.DATABASE, f"Note {{id:'{note['id']}'}} already exists.")
    notes.append(note)
    result = written(inserted=1)
    result.rows = _shown(call, note)
    result.events = None
    return result


def _updated(call: Call, notes: list[Document], now: str) -> Result:
    place, body = _place(notes, call.captured["id"]), call.fields
    given = {name: body[name] for name in _FIELDS if body.get(name) is not None}
    if "tags" in given:
        given["tags"] = combined(notes[place]["tags"], given["tags"], call.query.get("tagsAction", "ADD"))
    notes[place] = {**notes[place], **given, "version": notes[place]["version"] + 1, "modificationDate": now}
    result = written(updated=1)
    result.rows = _shown(call, notes[place])
    return result


def _deleted(call: Call, notes: list[Document]) -> Result:
    note = notes.pop(_place(notes, call.captured["id"]))
    return Result(rows=_shown(call, note), matches=1, deleted=1)


def _study(context: Context, call: Call) -> tuple[CallingUser, SandboxStudy]:
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    return caller, study


def _leader(context: Context) -> CallingUser:
    caller = context.caller()
    check_leads(caller, caller.organization)
    return caller


def create_study(context: Context, call: Call) -> Result:
    """Add a note to a study."""
    caller, study = _study(context, call)
    return _created(call, study.notes, _note(caller, study, call.fields, context.now))


def update_study(context: Context, call: Call) -> Result:
    """Change a note of a study."""
    _, study = _study(context, call)
    return _updated(call, study.notes, context.now)


def delete_study(context: Context, call: Call) -> Result:
    """Take a note of a study away."""
    _, study = _study(context, call)
    return _deleted(call, study.notes)


def create_organization(context: Context, call: Call) -> Result:
    """Add a note to the organization."""
    caller = _leader(context)
    return _created(call, caller.organization.notes, _note(caller, None, call.fields, context.now))


def update_organization(context: Context, call: Call) -> Result:
    """Change a note of the organization."""
    return _updated(call, _leader(context).organization.notes, context.now)


def delete_organization(context: Context, call: Call) -> Result:
    """Take a note of the organization away."""
    return _deleted(call, _leader(context).organization.notes)
