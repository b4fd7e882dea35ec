"""Interpretations of a case: numbered within it, their findings counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import uuid_of
from opencga_frames.sandbox.entries.blank import new_document
from opencga_frames.sandbox.entries.links import places
from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.entries.people import Author
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "RULES",
    "changed_interpretation",
    "cleared_interpretation",
    "finding_stats",
    "new_interpretation",
    "next_id",
]

_STATES = (
    "VALIDATED",
    "REPORTED",
    "REVIEWED",
    "ARTIFACT",
    "NOT_REVIEWED",
    "VALIDATION_REQUESTED",
    "CANDIDATE",
    "UNDER_CONSIDERATION",
    "DISCARDED",
)
_FINDINGS = ("primaryFindings", "secondaryFindings")
_FIELDS = ("name", "description", "method", "attributes", "locked")


def _evidence(given: Document) -> Document:
    review = given.get("review")
    full = {"compoundHeterozygousVariantIds": [], **given}
    if isinstance(review, dict):
        full["review"] = {"select": False, "tags": [], "score": 0.0, **review}
    return full


def _finding(given: Document) -> Document:
    evidences = [_evidence(one) for one in given.get("evidences") or []]
    return {"version": 1, "status": "NOT_REVIEWED", **given, "evidences": evidences}


def finding_stats(findings: list[Document]) -> Document:
    """Count findings by tier and by state."""
    tiers: dict[str, int] = {}
    states = dict.fromkeys(_STATES, 0)
    for finding in findings:
        states[finding["status"]] = states.get(finding["status"], 0) + 1
        named = {(one.get("classification") or {}).get("tier") for one in finding["evidences"]}
        for tier in sorted(filter(None, named)):
            tiers[tier] = tiers.get(tier, 0) + 1
    return {"numVariants": len(findings), "tierCount": tiers, "statusCount": states, "geneCount": {}}


def next_id(study: SandboxStudy, case: str) -> str:
    """Return the id of the next interpretation of a case."""
    interpretations = study.collections["interpretations"]
    known = [*interpretations.documents(interpretations.alive), *interpretations.gone]
    return f"{case}.{1 + sum(one['clinicalAnalysisId'] == case for one in known)}"


def _panels(study: SandboxStudy, body: Document) -> list[Document]:
    keys = [one["id"] for one in body.get("panels") or []]
    places(study, "panels", keys)
    return [{"id": key} for key in keys]


def _choices(study: SandboxStudy) -> list[Document]:
    clinical = study.document["internal"]["configuration"]["clinical"]
    choices: list[Document] = clinical["interpretation"]["status"]
    return choices


def new_interpretation(study: SandboxStudy, case: str, body: Document, author: Author) -> str:
    """Add an interpretation of a case and return its id."""
    kind, interpretations = kind_named("interpretations"), study.collections["interpretations"]
    key = body.get("id") or next_id(study, case)
    if interpretations.position(key) is not None:
        message = f"Cannot create interpretation. An interpretation with {{ id: '{key}'}} already exists."
        raise Refusal(Java.DATABASE, message)
    given = {name: body[name] for name in _FIELDS if body.get(name) is not None}
    uuid = uuid_of(kind.code, study.fqn, key, author.now)
    document = new_document(kind, {"name": key, **given, "id": key}, uuid, author.now, study=study)
    document["clinicalAnalysisId"] = case
    document["analyst"] = author.analyst((body.get("analyst") or {}).get("id") or author.user)
    for field in _FINDINGS:
        document[field] = [_finding(one) for one in body.get(field) or []]
    document["stats"] = {field: finding_stats(document[field]) for field in _FINDINGS}
    document["comments"] = author.comments(body.get("comments"))
    document["panels"] = _panels(study, body)
    document["status"] = author.status(body.get("status"), _choices(study), study.server.fields)
    interpretations.append(document)
    return str(key)


def changed_interpretation(
    study: SandboxStudy, old: Document, body: Document, author: Author, *, actions: Mapping[str, str]
) -> Document:
    """Return the new values of an interpretation after an update.

    Parameters
    ----------
    study, old
        Where the interpretation is, and as it was.
    body
        What was sent.
    author
        Who writes, and when.
    actions
        What happens to its lists: ``ADD`` unless named, as ``primaryFindingsAction``.
    """
    values: Document = {name: body[name] for name in _FIELDS if body.get(name) is not None}
    for field in _FINDINGS:
        if body.get(field) is not None:
            given = [_finding(one) for one in body[field]]
            values[field] = combined(old[field], given, actions.get(f"{field}Action", "ADD"))
    if body.get("comments"):
        values["comments"] = author.changed_comments(old["comments"], body["comments"], actions.get("commentsAction"))
    if body.get("panels") is not None:
        values["panels"] = combined(old["panels"], _panels(study, body), actions.get("panelsAction", "ADD"))
    if body.get("analyst"):
        values["analyst"] = author.analyst(body["analyst"]["id"])
    if body.get("status"):
        values["status"] = author.status(body["status"], _choices(study), study.server.fields)
    if not values and "setAs" not in actions:
        raise Refusal(Java.CATALOG, "Missing parameters to update")
    values["stats"] = {field: finding_stats(values[field] if field in values else old[field]) for field in _FINDINGS}
    return values


def cleared_interpretation(study: SandboxStudy, author: Author) -> Document:
    """Return the values of an interpretation that begins anew."""
    empty: Document = {field: [] for field in (*_FINDINGS, "comments", "panels")}
    blank = {
        "description": "",
        "attributes": {},
        "method": {"name": "", "version": "", "commit": "", "dependencies": []},
    }
    stats = {field: finding_stats([]) for field in _FINDINGS}
    return {**empty, **blank, "stats": stats, "status": author.status(None, _choices(study), study.server.fields)}


RULES = Rules(kind_named("interpretations"))
