"""New entries of each kind, linked with what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.fragments import uuid_of
from opencga_frames.sandbox.entries.annotate import checked_sets
from opencga_frames.sandbox.entries.blank import check_date, check_id, new_document
from opencga_frames.sandbox.kinds.registry import rules_of

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["create"]


def create(study: SandboxStudy, kind: Kind, body: Document, now: str) -> int:
    """Add an entry and return its position.

    Parameters
    ----------
    study, kind
        Where to, and what.
    body
        What was sent.
    now
        The current time as 14 digits.
    """
    key, rules = body.get("id"), rules_of(kind)
    check_id(key)
    check_date(body)
    rules.check_new(study, str(key))
    document = new_document(kind, body, uuid_of(kind.code, study.fqn, str(key), now), now, study=study)
    document["annotationSets"] = checked_sets(study, body.get("annotationSets"))
    rules.prepare(study, document, body, now)
    place = study.collections[kind.name].append(document)
    rules.link(study, document, now)
    return place
