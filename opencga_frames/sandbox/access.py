"""Who calls, which studies they see, and what they may do there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied, unauthenticated
from opencga_frames.sandbox.wire.tokens import check_token, read_claims

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.catalog.catalog import Account, Catalog, Organization
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy

__all__ = [
    "CallingUser",
    "allowed",
    "check_account",
    "entry_permissions",
    "find_study",
    "governs",
    "identify",
    "sees_study",
    "visibility",
]

_FQN = re.compile(r"(?:(?P<organization>[A-Za-z][-_.A-Za-z0-9]*)@)?(?:(?P<project>[^:@]+):)?(?P<study>[^:@]+)")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_PATTERN = "Please, be more specific. The accepted pattern is [organizationId@projectId:studyId]"


@dataclass(frozen=True, slots=True)
class CallingUser:
    """A user whose token was checked."""

    user: str
    organization: Organization


def check_account(account: Account) -> None:
    """Refuse a banned or suspended account."""
    contact = "Please, talk to your organization owner/administrator."
    if account.status == "BANNED":
        message = f"Too many login attempts. The account for user '{account.user}' is banned. {contact}"
        raise denied(message)
    if account.status == "SUSPENDED":
        message = f"The account for user '{account.user}' is suspended. {contact}"
        raise denied(message)


def organization_named(catalog: Catalog, name: str) -> Organization:
    """Return an organization, or refuse as the server does when its database is missing."""
    organization = catalog.organizations.get(name)
    if organization is None:
        raise Refusal(Java.DATABASE, f"Could not find database for organization '{name}'")
    return organization


def identify(catalog: Catalog, token: str | None, now: float) -> CallingUser:
    """Return who a token belongs to, after all checks of the server in its order."""
    if not catalog.server.since("3.0.0"):
        return _identify_before_organizations(catalog, token, now)
    claims = read_claims(token)
    organization = organization_named(catalog, claims.organization)
    if claims.user != "*":
        account = organization.accounts.get(claims.user)
        if account is None:
            raise Refusal(Java.CATALOG, f"User '{claims.user}' could not be found.")
        check_account(account)
    check_token(token or "", claims, organization.secret, now=now)
    return CallingUser(claims.user, organization)


def _identify_before_organizations(catalog: Catalog, token: str | None, now: float) -> CallingUser:
    """Return who a token belongs to on a server before 3.0: nobody's is that of ``*``."""
    organization = organization_named(catalog, catalog.only)
    if token is None or token.strip() in {"", "null"}:
        return CallingUser("*", organization)
    try:
        claims = read_claims(token)
        account = organization.accounts[claims.user]
        check_token(token, claims, organization.secret, now=now)
    except (Refusal, KeyError):
        message = f"Invalid authentication token : {token}"
        raise unauthenticated(message) from None
    check_account(account)
    return CallingUser(claims.user, organization)


def governs(caller: CallingUser, study: SandboxStudy) -> bool:
    """Return whether the caller is an administrator of a study."""
    return caller.organization.governs(caller.user) or caller.user in study.groups["@admins"]


def sees_study(caller: CallingUser, study: SandboxStudy) -> bool:
    """Return whether the caller may see that a study is there."""
    return (
        caller.organization.governs(caller.user)
        or any(caller.user in members for members in study.groups.values())
        or "*" in study.groups["@members"]
    )


def _candidates(caller: CallingUser, text: str) -> list[SandboxStudy]:
    studies = [(project, study) for project, study in caller.organization.studies()]
    if _UUID.fullmatch(text):
        return [study for _, study in studies if study.document.get("uuid") == text]
    match = _FQN.fullmatch(text)
    if match is None:
        return []
    project, name = match["project"], match["study"]
    return [
        study for owner, study in studies if name in {"*", study.id} and project in {None, "*", owner.document["id"]}
    ]


def find_study(caller: CallingUser, text: str | None) -> SandboxStudy:
    """Return the one study a parameter means, or refuse: none, hidden, or several."""
    given = f" given '{text}'" if text else ""
    candidates = _candidates(caller, text or "*")
    if not candidates:
        raise Refusal(Java.CATALOG, f"No study found{given}.")
    organization, at, _ = (text or "").partition("@")
    foreign = bool(at) and organization != caller.organization.id
    if foreign and not caller.organization.server.since("3.0.0"):
        raise Refusal(Java.CATALOG, f"No study found{given}.")
    visible = [] if foreign else [study for study in candidates if sees_study(caller, study)]
    if not visible:
        user = f"{caller.organization.id}:{caller.user}" if foreign else caller.user
        message = f"Permission denied. User '{user}' cannot view any study."
        raise denied(message)
    if len(visible) > 1:
        raise Refusal(Java.CATALOG, f"More than one study found{given}. {_PATTERN}")
    return visible[0]


def _granted(caller: CallingUser, study: SandboxStudy) -> set[str]:
    """Permissions in the whole study: those of the user, else those of their groups, else those of everybody."""
    if caller.user in study.acl:
        return set(study.acl[caller.user])
    groups = [group for group in study.groups_of(caller.user) if group in study.acl]
    if groups:
        return {permission for group in groups for permission in study.acl[group]}
    return set(study.acl.get("*", ()))


def allowed(caller: CallingUser, study: SandboxStudy, permission: str) -> bool:
    """Return whether the caller has a permission of the whole study."""
    return governs(caller, study) or permission in _granted(caller, study)


def entry_permissions(caller: CallingUser, study: SandboxStudy, rules: dict[str, list[str]]) -> list[str] | None:
    """Return the permissions an entry's own rules give the caller, None when they do not mention them."""
    if caller.user in rules:
        return rules[caller.user]
    groups = [group for group in study.groups_of(caller.user) if group in rules and group != "@members"]
    if groups:
        return [permission for group in groups for permission in rules[group]]
    if "@members" in rules and caller.user in study.groups["@members"]:
        return rules["@members"]
    return rules.get("*")


def _study_permission(kind: Kind, permission: str) -> str:
    """Return the permission on a study that stands for one on each of its entries."""
    verb, _, what = permission.partition("_")
    if not what:
        return kind.permission.replace("VIEW", verb, 1)
    stem = kind.annotations.removeprefix("VIEW").removesuffix("_ANNOTATIONS")
    return f"{verb}{stem}_{what}"


def visibility(
    caller: CallingUser, study: SandboxStudy, kind: Kind, permission: str = "VIEW"
) -> Callable[[str], bool] | None:
    """Return a test over entry ids, or None when the caller may see every entry of a kind.

    Parameters
    ----------
    caller, study, kind
        The caller, and what they want.
    permission
        Permission of the entry's own rules that counts.
    """
    if governs(caller, study):
        return None
    general = allowed(caller, study, _study_permission(kind, permission))
    rules = study.entry_acl[kind.name]
    if general and not rules:
        return None
    decided = {
        key: permission in given or (permission == "VIEW" and any(p != "NONE" for p in given))
        for key, members in rules.items()
        if (given := entry_permissions(caller, study, members)) is not None
    }
    return lambda key: decided.get(key, general)
