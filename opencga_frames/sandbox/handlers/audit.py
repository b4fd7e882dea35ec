"""``studies/{study}/audit/search``: who wrote what; and the keeping of these records."""

from __future__ import annotations

import calendar
import time
from typing import TYPE_CHECKING

from opencga_frames.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.answers import Result, found
from opencga_frames.sandbox.fragments import uuid_of
from opencga_frames.sandbox.handlers.studies import check_governs
from opencga_frames.sandbox.query.plain_lists import filtered
from opencga_frames.sandbox.views import cut

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.handlers.scope import Asked

__all__ = ["keep_record", "search"]

_FILTERS = {
    "id": ("text", "id"),
    "operationId": ("text", "operationId"),
    "userId": ("text", "userId"),
    "action": ("text", "action"),
    "resource": ("text", "resource"),
    "resourceId": ("text", "resourceId"),
    "resourceUuid": ("text", "resourceUuid"),
    "status": ("text", "status.name"),
    "date": ("number", "date"),
}
_OPTIONS = {"metadata": True, "limit": SERVER_DEFAULT_LIMIT}


def keep_record(asked: Asked, action: str, place: int, given: Document, *, now: str) -> None:
    """Keep a record of one entry that was written.

    Parameters
    ----------
    asked
        What the call asks for.
    action
        CREATE, UPDATE or DELETE.
    place
        Position of the entry.
    given
        What the call gave: the new entry, or its new values.
    now
        The moment as 14 digits.
    """
    study, kind = asked.study, asked.kind
    document = asked.collection.document(place)
    number = str(len(study.audit))
    own = {"uid": asked.collection.uid(place), "studyUid": study.uid} if action == "CREATE" else {}
    word = kind.word if action == "CREATE" else "updateParams"
    params = {"study": asked.call.query.get("study", ""), word: {**own, **given}}
    study.audit.append(
        {
            "id": uuid_of("00", study.fqn, number, now),
            "operationId": uuid_of("00", study.fqn, "operation", number, now),
            "userId": asked.caller.user,
            "apiVersion": study.server.version,
            "action": action,
            "resource": kind.resource,
            "resourceId": document["id"],
            "resourceUuid": document.get("uuid", ""),
            "studyId": study.id,
            "studyUuid": study.document["uuid"],
            "params": {**params, "options": _OPTIONS, "token": asked.call.token},
            "status": {"name": "SUCCESS"},
            "date": 1000 * calendar.timegm(time.strptime(now, "%Y%m%d%H%M%S")),
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
