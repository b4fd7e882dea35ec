"""``studies/{study}/permissionRules``: rules that give permissions on entries by a query; a daemon applies them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.study import RuleState
from opencga_frames.sandbox.handlers.organization.studies import check_governs
from opencga_frames.sandbox.query.filters import check_names, select
from opencga_frames.sandbox.wire.answers import Result, found
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied, missing_parameter
from opencga_frames.sandbox.write.studies import check_members, join_study

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Catalog
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["apply_rules", "search", "update"]

_JAVA = "org.opencb.opencga.core.models.study.PermissionRule"
_FIELDS = ("id", "query", "members", "permissions")
#: Words of rules for kinds whose name is another.
_KINDS = {"CLINICAL_ANALYSES": "clinical", "DISEASE_PANELS": "panels"}


def _entity(call: Call) -> str:
    entity = call.query.get("entity")
    if not entity:
        raise missing_parameter("entity")
    return entity


def search(context: Context, call: Call) -> Result:
    """Answer the permission rules of a study for one kind of entry."""
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    rules: list[Document] = study.document["permissionRules"].get(_entity(call), [])
    return found(rules, _JAVA, len(rules))


def _new_rule(study: SandboxStudy, entity: str, body: Document) -> Document:
    kind = kind_named(_KINDS.get(entity, entity.lower()))
    check_names(kind, {name: str(value) for name, value in (body.get("query") or {}).items()})
    for permission in body.get("permissions") or []:
        if permission not in kind.entry_permissions:
            message = f"The permission {permission} is not a correct permission."
            raise denied(message)
    study.rules[entity, str(body["id"])] = RuleState()
    return {name: body.get(name) or ([] if name != "query" else {}) for name in _FIELDS}


def update(context: Context, call: Call) -> Result:
    """Add a permission rule, or take one away with or without what it has given."""
    caller, entity = context.caller(), _entity(call)
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    body, known, action = call.fields, study.document["permissionRules"], call.query.get("action", "ADD")
    rules: list[Document] = known.get(entity, [])
    if not body.get("id"):
        raise missing_parameter("id")
    kept = [one for one in rules if one["id"] != body["id"]]
    if action == "ADD":
        if len(kept) < len(rules):
            raise Refusal(Java.DATABASE, f"Permission rule {body['id']} already exists.")
        check_members(caller.organization, study, body.get("members") or [])
        kept = [*kept, _new_rule(study, entity, body)]
    elif len(kept) == len(rules):
        raise Refusal(Java.CATALOG, f"Permission rule {body['id']} not found.")
    else:
        _take_back(study, entity, next(one for one in rules if one["id"] == body["id"]), action)
    study.document = {**study.document, "permissionRules": {**known, entity: kept}}
    return found(kept, _JAVA)


def _take_back(study: SandboxStudy, entity: str, rule: Document, action: str) -> None:
    """Take away what a rule gave: all it names (REMOVE), what nobody else gave (REVERT), or nothing (NONE)."""
    state = study.rules.pop((entity, rule["id"]), RuleState())
    if action == "NONE":
        return
    acl = study.entry_acl[_KINDS.get(entity, entity.lower())]
    for key, members in state.given.items():
        for member, added in members.items():
            gone = rule["permissions"] if action == "REMOVE" else added
            left = [one for one in acl.get(key, {}).get(member, []) if one not in gone]
            if left:
                acl[key][member] = left
            else:
                acl.get(key, {}).pop(member, None)


def apply_rules(catalog: Catalog) -> None:
    """Give the permissions of every rule on the entries that meet its query and were not looked at before."""
    for organization in catalog.organizations.values():
        for _, study in organization.studies():
            for entity, rules in study.document["permissionRules"].items():
                for rule in rules:
                    _apply(study, entity, rule)


def _apply(study: SandboxStudy, entity: str, rule: Document) -> None:
    collection = study.collections[_KINDS.get(entity, entity.lower())]
    state = study.rules.setdefault((entity, rule["id"]), RuleState())
    looked = (len(collection.alive), len(study.audit))
    if looked == state.looked:
        return
    state.looked = looked
    query = {name: str(value) for name, value in rule["query"].items()}
    ids, acl = collection.column("id"), study.entry_acl[collection.kind.name]
    join_study(study, rule["members"])
    for place in select(collection, query, study.uid):
        key = str(ids[place][0])
        if key not in state.given:
            state.given[key] = {member: _give(acl, key, member, rule["permissions"]) for member in rule["members"]}


def _give(acl: dict[str, dict[str, list[str]]], key: str, member: str, permissions: list[str]) -> list[str]:
    """Give a member permissions on an entry and return those that are new."""
    rules = acl.setdefault(key, {})
    old = rules.get(member, [])
    new = [one for one in permissions if one not in old]
    rules[member] = [*old, *new]
    return new
