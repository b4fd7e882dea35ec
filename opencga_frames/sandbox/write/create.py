"""New entries of each kind, linked with what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.fragments import uuid_of
from opencga_frames.sandbox.refusal import Java, Refusal
from opencga_frames.sandbox.write.annotate import checked_sets
from opencga_frames.sandbox.write.blank import check_date, check_id, new_document
from opencga_frames.sandbox.write.family_roles import gathered, roles_of
from opencga_frames.sandbox.write.links import change, places

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.entities import Kind
    from opencga_frames.sandbox.study import Study

__all__ = ["create"]


def _named(body: Document, field: str) -> list[str]:
    raw = body.get(field) or []
    items = raw if isinstance(raw, list) else [raw]
    return [one["id"] if isinstance(one, dict) else one for one in items]


def _check_new(study: Study, kind: Kind, key: str) -> None:
    if study.collections[kind.name].position(key) is not None:
        raise Refusal(Java.CATALOG, f"{kind.word.title()} '{key}' already exists.")


def _link_sample(study: Study, document: Document, now: str) -> None:
    key = document["individualId"]
    if key:
        people = study.collections["individuals"]
        place = places(study, "individuals", [key])[0]
        samples = [*people.document(place)["samples"], {"id": document["id"]}]
        change(study, "individuals", place, {"samples": samples}, now=now)


def _prepare_individual(study: Study, document: Document, body: Document, now: str) -> None:
    from opencga_frames.sandbox.entities import kind_named

    document["name"] = body.get("name") or body["id"]
    for field in ("father", "mother"):
        keys = _named(body, field)
        places(study, "individuals", keys)
        document[field] = {"id": keys[0]} if keys else None
    samples = study.collections["samples"]
    for one in body.get("samples") or []:
        if samples.position(one["id"]) is None:
            kind = kind_named("samples")
            uuid = uuid_of(kind.code, study.fqn, one["id"], now)
            samples.append(new_document(kind, {**one, "individualId": body["id"]}, uuid, now))
    document["samples"] = [{"id": key} for key in _named(body, "samples")]


def _prepare_family(study: Study, document: Document, body: Document) -> None:
    keys = _named(body, "members")
    people = study.collections["individuals"]
    members = people.documents(places(study, "individuals", keys))
    document["members"] = [{"id": key} for key in keys]
    document["roles"] = roles_of(members)
    document["phenotypes"] = gathered(members, "phenotypes")
    document["disorders"] = gathered(members, "disorders")
    document["expectedSize"] = body.get("expectedSize", -1)


def _link_family(study: Study, document: Document, now: str) -> None:
    people = study.collections["individuals"]
    for member in document["members"]:
        place = people.position(member["id"])
        if place is not None:
            families = [*people.document(place)["familyIds"], document["id"]]
            change(study, "individuals", place, {"familyIds": families}, now=now, reach=False)


def _prepare_cohort(study: Study, document: Document, body: Document) -> None:
    keys = _named(body, "samples")
    places(study, "samples", keys)
    document["samples"] = [{"id": key} for key in keys]
    document["numSamples"] = len(keys)


def _link_cohort(study: Study, document: Document) -> None:
    samples = study.collections["samples"]
    for one in document["samples"]:
        place = samples.position(one["id"])
        if place is not None:
            old = samples.document(place)
            samples.replace(place, {**old, "cohortIds": [*old["cohortIds"], document["id"]]}, keep=False)


def create(study: Study, kind: Kind, body: Document, now: str) -> int:
    """Add an entry and return its position.

    Parameters
    ----------
    study, kind
        Where to, and what.
    body
        What was sent.
    now
        The moment as 14 digits.
    """
    key = body.get("id")
    check_id(key)
    check_date(body)
    _check_new(study, kind, str(key))
    document = new_document(kind, body, uuid_of(kind.code, study.fqn, str(key), now), now)
    document["annotationSets"] = checked_sets(study.variable_sets, body.get("annotationSets"))
    if kind.name == "samples" and document["individualId"]:
        places(study, "individuals", [document["individualId"]])
    elif kind.name == "individuals":
        _prepare_individual(study, document, body, now)
    elif kind.name == "families":
        _prepare_family(study, document, body)
    elif kind.name == "cohorts":
        _prepare_cohort(study, document, body)
    place = study.collections[kind.name].append(document)
    study.written()
    _link(study, kind, document, now)
    return place


def _link(study: Study, kind: Kind, document: Document, now: str) -> None:
    if kind.name == "samples":
        _link_sample(study, document, now)
    elif kind.name == "families":
        _link_family(study, document, now)
    elif kind.name == "cohorts":
        _link_cohort(study, document)
