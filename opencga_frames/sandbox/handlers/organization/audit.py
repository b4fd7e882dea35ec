"""``studies/{study}/audit/search``: who wrote what; and the keeping of these records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.catalog.fragments import seconds_of, uuid_of
from opencga_frames.sandbox.handlers.organization.studies import check_governs
from opencga_frames.sandbox.query.plain_lists import filtered
from opencga_frames.sandbox.views import cut
from opencga_frames.sandbox.wire.answers import Result, found

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.handlers.entries.scope import EntryRequest
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["keep_record", "search"]

_FILTERS = {
    "id": ("string", "id"),
    "operationId": ("string", "operationId"),
    "userId": ("string", "userId"),
    "action": ("string", "action"),
    "resource": ("string", "resource"),
    "resourceId": ("string", "resourceId"),
    "resourceUuid": ("string", "resourceUuid"),
    "status": ("string", "status.name"),
    "date": ("number", "date"),
}
_OPTIONS = {"metadata": True, "limit": SERVER_DEFAULT_LIMIT}


def keep_record(request: EntryRequest, action: str, place: int, given: Document, *, now: str) -> None:
    """Keep a record of one entry that was written.

    Parameters
    ----------
    request
        What the call wants.
    action
        CREATE, UPDATE or DELETE.
    place
        Position of the entry.
    given
        What the call gave: the new entry, or its new values.
    now
        The current time as 14 digits.
    """
    study, kind = request.study, request.kind
    document = request.collection.document(place)
    number = str(len(study.audit))
    own = {"uid": request.collection.uid(place), "studyUid": study.uid} if action == "CREATE" else {}
    word = kind.word if action == "CREATE" else "updateParams"
    params = {"study": request.call.query.get("study", ""), word: {**own, **given}}
    study.audit.append(
        {
            "id": uuid_of("00", study.fqn, number, now),
            "operationId": uuid_of("00", study.fqn, "operation", number, now),
            "userId": request.caller.user,
            "apiVersion": study.server.version,
            "action": action,
            "resource": kind.resource,
            "resourceId": document["id"],
            "resourceUuid": document.get("uuid", ""),
            "studyId": study.id,
            "studyUuid": study.document["uuid"],
            "params": {**params, "options": _OPTIONS, "token": request.call.token},
            "status": {"name": "SUCCESS"},
            "date": 1000 * seconds_of(now),
            "attributes": {},
        }
    )


def search(context: Context, call: Call) -> Result:
    """Answer the records of a study, oldest first, to its administrators."""
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    records = filtered(list(study.audit), call.query, _FILTERS, ignored=frozenset({"fields"}))
    skip = max(call.number("skip", 0), 0)
    page = records[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    rows = [cut(one, call.query, (), {}) for one in page]
    java = "org.opencb.opencga.core.models.audit.AuditRecord"
    result = found(rows, java, len(records) if call.flag("count") else -1)
    result.attributes = False
    return result
