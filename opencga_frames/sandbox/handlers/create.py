"""``{kind}/create`` and ``cohorts/generate``: new entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import allowed
from opencga_frames.sandbox.answers import Result, written
from opencga_frames.sandbox.entities import kind_named
from opencga_frames.sandbox.fragments import date_text
from opencga_frames.sandbox.handlers.body import check_body
from opencga_frames.sandbox.handlers.info import missing_event
from opencga_frames.sandbox.handlers.scope import Asked, ask
from opencga_frames.sandbox.handlers.search import matching
from opencga_frames.sandbox.refusal import denied
from opencga_frames.sandbox.write.create import create as create_entry
from opencga_frames.sandbox.write.files import create_file

if TYPE_CHECKING:
    from opencga_frames.sandbox.answers import Document
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.entities import Kind
    from opencga_frames.sandbox.server import Server

__all__ = ["create", "generate"]


def _check_permission(asked: Asked) -> None:
    permission = asked.kind.permission.replace("VIEW", "WRITE")
    if not allowed(asked.caller, asked.study, permission):
        study = f"Study {{ uid: {asked.study.uid} }}"
        message = f"Permission denied. User '{asked.caller.user}' cannot {permission} {study}"
        raise denied(message)


def _create_one(asked: Asked, body: Document, now: str) -> int:
    call, kind = asked.call, asked.kind
    if kind.name == "files":
        return create_file(asked.study, body, now, parents=call.flag("parents"))
    if kind.name == "families" and call.query.get("members"):
        body = {**body, "members": call.query["members"].split(",")}
    if kind.name == "individuals" and call.query.get("samples"):
        body = {**body, "samples": [{"id": key} for key in call.query["samples"].split(",")]}
    return create_entry(asked.study, kind, body, now)


def _created(asked: Asked, place: int) -> Result:
    kind = asked.kind
    rows = asked.renderer().rows(kind, [place]) if asked.call.flag("includeResult") or kind.name == "files" else []
    if kind.name == "files":
        return Result(rows=rows, kind=kind.java, matches=-1)
    result = written(inserted=1)
    result.rows = rows
    if kind.name == "cohorts":
        result.kind = kind.java
    else:
        result.events = None
    return result


def create(kind: Kind, server: Server, call: Call) -> Result:
    """Add one entry."""
    body = check_body(kind, call.data)
    asked = ask(kind, server, call)
    _check_permission(asked)
    if kind.name == "cohorts" and asked.collection.position(body.get("id", "")) is not None:
        event = missing_event(body["id"], f'Cohort {{ id : "{body["id"]}" }} already exists.')
        return Result(kind=kind.java, events=[event])
    return _created(asked, _create_one(asked, body, date_text(server.clock())))


def generate(kind: Kind, server: Server, call: Call) -> Result:
    """Add a cohort of the samples that meet filters: as many of them as a page holds."""
    body = check_body(kind, call.data)
    asked = ask(kind, server, call)
    _check_permission(asked)
    samples = asked.about(kind_named("samples"))
    positions = matching(samples)[: call.number("limit", SERVER_DEFAULT_LIMIT)]
    ids = samples.collection.column("id")
    body = {**body, "samples": [{"id": ids[p][0]} for p in positions]}
    create_entry(asked.study, kind, body, date_text(server.clock()))
    result = written(inserted=1)
    result.events = None
    return result
