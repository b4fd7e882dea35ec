"""Clinical analyses: a case points at a proband, a family, panels and interpretations, and keeps a list of changes."""

from __future__ import annotations

import calendar
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import hash_ordered, uuid_of
from opencga_frames.sandbox.entries.annotate import checked_sets, merged_sets
from opencga_frames.sandbox.entries.blank import check_date, check_id, new_document
from opencga_frames.sandbox.entries.links import named, places
from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.kinds.interpretations import new_interpretation
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.entries.people import Author
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES", "changed_case", "new_case"]

_NO_DISORDER = {"id": "", "name": "", "description": "", "source": "", "url": "", "attributes": {}, "evidences": []}
_PLAIN = (
    "description",
    "type",
    "panelLocked",
    "locked",
    "dueDate",
    "qualityControl",
    "request",
    "report",
    "creationDate",
)


def _configuration(study: SandboxStudy) -> Document:
    clinical: Document = study.document["internal"]["configuration"]["clinical"]
    return clinical


def _person(study: SandboxStudy, given: Document) -> Document:
    """Return the reference to an individual with the samples that count in a case: those named, or all."""
    people = study.collections["individuals"]
    document = people.document(places(study, "individuals", [given["id"]])[0])
    own = [one["id"] for one in document["samples"]]
    wanted = named(given, "samples") or own
    foreign = [key for key in wanted if key not in own]
    if foreign:
        raise Refusal(Java.CATALOG, f"Sample '{foreign[0]}' could not be found in individual '{given['id']}'")
    return {"id": given["id"], "samples": [{"id": key} for key in wanted]}


def _family(study: SandboxStudy, given: Document) -> Document:
    """Return the reference to a family with the members that count in a case."""
    families = study.collections["families"]
    document = families.document(places(study, "families", [given["id"]])[0])
    members = given.get("members") or [{"id": one["id"]} for one in document["members"]]
    return {"id": given["id"], "members": [_person(study, one) for one in members]}


def _files(study: SandboxStudy, proband: Document, family: Document | None) -> list[Document]:
    """Return the files of all samples of a case."""
    samples = study.collections["samples"]
    people = [proband, *(one for one in (family or {}).get("members", []) if one["id"] != proband["id"])]
    if family:
        people = list(family["members"])
    keys = [one["id"] for person in people for one in person["samples"]]
    files = [key for place in places(study, "samples", keys) for key in samples.document(place)["fileIds"]]
    return [{"id": key} for key in dict.fromkeys(files)]


def _disorder(study: SandboxStudy, proband: Document, given: Any) -> Document:
    """Return the disorder of a case, as the proband has it."""
    key = (given or {}).get("id")
    if not key:
        return dict(_NO_DISORDER)
    people = study.collections["individuals"]
    own = people.document(places(study, "individuals", [proband["id"]])[0])["disorders"]
    return next((one for one in own if one["id"] == key), {**_NO_DISORDER, **given})


def _priority(study: SandboxStudy, given: Any, now: str) -> Document:
    choices = _configuration(study)["priorities"]
    key = given.get("id") if isinstance(given, dict) else given
    chosen = next((one for one in choices if (one["id"] == key if key else one["defaultPriority"])), None)
    if chosen is None:
        known = ", ".join(one["id"] for one in choices)
        raise Refusal(Java.CATALOG, f"Priority '{key}' is not valid. The list of valid priorities are: '{known}'")
    return {**{name: value for name, value in chosen.items() if name != "defaultPriority"}, "date": now}


def _flags(study: SandboxStudy, given: Any, now: str) -> list[Document]:
    known = {one["id"]: one for one in _configuration(study)["flags"]}
    return [{**known.get(one["id"], one), "date": now} for one in given or []]


def _consent(study: SandboxStudy, given: Any, now: str) -> Document:
    choices = {one["id"]: one for one in _configuration(study)["consent"]["consents"]}
    values = {one["id"]: one.get("value") for one in (given or {}).get("consents") or []}
    consents = [{**choices[key], "value": values.get(key) or "UNKNOWN"} for key in hash_ordered(choices)]
    return {"consents": consents, "date": now}


def _month_later(now: str) -> str:
    """Return the time one month later, on the last day of a shorter month."""
    years, month = divmod(int(now[:4]) * 12 + int(now[4:6]), 12)
    day = min(int(now[6:8]), calendar.monthrange(years, month + 1)[1])
    return f"{years}{month + 1:02}{day:02}{now[8:]}"


def new_case(study: SandboxStudy, body: Document, author: Author, *, bare: bool = False) -> int:
    """Add a case with its first interpretation and return its position.

    Parameters
    ----------
    study, body
        Where to, and what was sent.
    author
        Who writes, and when.
    bare
        Whether the case begins without an interpretation.
    """
    if not (body.get("proband") or {}).get("id"):
        raise missing_parameter("proband")
    check_id(body.get("id"))
    check_date(body)
    kind, key, now = kind_named("clinical"), str(body["id"]), author.now
    proband = _person(study, body["proband"])
    family = _family(study, body["family"]) if (body.get("family") or {}).get("id") else None
    panels = [{"id": one["id"]} for one in body.get("panels") or []]
    places(study, "panels", [one["id"] for one in panels])
    interpretation = None if bare else new_interpretation(study, key, {"id": f"{key}.1", "panels": panels}, author)
    if study.collections["clinical"].position(key) is not None:
        raise Refusal(Java.DATABASE, f"Clinical analysis {{ id: '{key}'}} already exists.")
    given = {name: body[name] for name in (*_PLAIN, "attributes") if body.get(name) is not None}
    blank = {"dueDate": _month_later(now)}
    document = new_document(
        kind, {**blank, **given, "id": key}, uuid_of(kind.code, study.fqn, key, now), now, study=study
    )
    document.update(
        annotationSets=checked_sets(study, body.get("annotationSets")),
        disorder=_disorder(study, proband, body.get("disorder")),
        files=[{"id": one["id"]} for one in body.get("files") or []] or _files(study, proband, family),
        proband=proband,
        family=family,
        panels=panels,
        interpretation={"id": interpretation} if interpretation else None,
        consent=_consent(study, body.get("consent"), now),
        analysts=[author.analyst(one["id"]) for one in body.get("analysts") or [{"id": author.user}]],
        responsible=author.person((body.get("responsible") or {}).get("id") or author.user),
        priority=_priority(study, body.get("priority"), now),
        flags=_flags(study, body.get("flags"), now),
        comments=author.comments(body.get("comments")),
        status=author.status(body.get("status"), _configuration(study)["status"], study.server.fields),
        audit=[author.audit("CREATE_CLINICAL_ANALYSIS", f"Create ClinicalAnalysis '{key}'")],
    )
    if interpretation:
        document["audit"].insert(0, author.audit("CREATE_INTERPRETATION", f"Create interpretation '{interpretation}'"))
    return study.collections["clinical"].append(document)


def changed_case(
    study: SandboxStudy, old: Document, body: Document, author: Author, *, actions: Mapping[str, str]
) -> Document:
    """Return the new values of a case after an update.

    Parameters
    ----------
    study, old
        Where the case is, and as it was.
    body
        What was sent.
    author
        Who writes, and when.
    actions
        What happens to the lists of the case: ``ADD`` unless named, as ``flagsAction``.
    """
    values: Document = {name: body[name] for name in _PLAIN if body.get(name) is not None}
    proband = old["proband"]
    if (body.get("proband") or {}).get("id"):
        proband = values["proband"] = _person(study, body["proband"])
    if (body.get("family") or {}).get("id"):
        values["family"] = _family(study, body["family"])
    values.update(_changed_lists(study, old, body, author, actions=actions))
    readers: dict[str, Callable[[Any], Any]] = {
        "disorder": lambda given: _disorder(study, proband, given),
        "priority": lambda given: _priority(study, given, author.now),
        "consent": lambda given: _consent(study, given, author.now),
        "responsible": lambda given: author.person(given["id"]),
        "status": lambda given: author.status(given, _configuration(study)["status"], study.server.fields),
        "attributes": lambda given: {**old["attributes"], **given},
        "annotationSets": lambda given: merged_sets(
            study, old["annotationSets"], given, actions.get("annotationSetsAction", "ADD")
        ),
    }
    values.update({name: read(body[name]) for name, read in readers.items() if body.get(name) is not None})
    if not values:
        raise Refusal(Java.CATALOG, "Missing parameters to update")
    message = f"Update ClinicalAnalysis '{old['id']}'"
    return {**values, "audit": [*old["audit"], author.audit("UPDATE_CLINICAL_ANALYSIS", message)]}


def _changed_lists(
    study: SandboxStudy, old: Document, body: Document, author: Author, *, actions: Mapping[str, str]
) -> Document:
    """Return the new lists of a case."""
    makers: dict[str, Callable[[list[Any]], list[Document]]] = {
        "analysts": lambda given: [author.analyst(one["id"]) for one in given],
        "flags": lambda given: _flags(study, given, author.now),
        "panels": lambda given: [{"id": one["id"]} for one in given],
        "files": lambda given: [{"id": one["id"]} for one in given],
        "reportedFiles": lambda given: [{"id": one["id"]} for one in given],
    }
    places(study, "panels", named(body, "panels"))
    changed: Document = {}
    for field, make in makers.items():
        action = actions.get(f"{field}Action", "ADD")
        if body.get(field) or (body.get(field) == [] and action == "SET"):
            changed[field] = combined(old.get(field) or [], make(body[field]), action)
    if body.get("comments"):
        changed["comments"] = author.changed_comments(old["comments"], body["comments"], actions.get("commentsAction"))
    return changed


class _ClinicalRules(Rules):
    """What cases do otherwise."""

    def check_free(self, _study: SandboxStudy, document: Document) -> None:
        """Refuse to delete an entry that others hold."""
        if document["locked"]:
            raise Refusal(Java.CATALOG, f"Could not delete clinical analysis '{document['id']}'. It is locked.")
        held = [one for one in (document["interpretation"], *document["secondaryInterpretations"]) if one]
        if held:
            names = ", ".join(one["id"] for one in held)
            text = f"Could not delete clinical analysis '{document['id']}'. It has the interpretations: {names}"
            raise Refusal(Java.CATALOG, text)

    def deleted(self, study: SandboxStudy, document: Document, _now: str) -> None:
        """Take a deleted entry out of those it belonged to."""
        interpretations = study.collections["interpretations"]
        for place in interpretations.positions(document["id"], "clinicalAnalysisId"):
            interpretations.remove(place, interpretations.document(place))


RULES = _ClinicalRules(kind_named("clinical"))
