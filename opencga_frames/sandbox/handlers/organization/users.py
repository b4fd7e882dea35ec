"""``users``: who is who in the organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import organization_named
from opencga_frames.sandbox.catalog.passwords import fits
from opencga_frames.sandbox.query.plain_lists import filtered
from opencga_frames.sandbox.views import cut, user_view
from opencga_frames.sandbox.wire.answers import Result, found, written
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied, unauthenticated
from opencga_frames.sandbox.write.users import (
    change_password,
    check_password,
    create_account,
    set_status,
    update_account,
    update_by_admin,
)

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.catalog import Account, Organization
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = [
    "administer",
    "change_filter",
    "check_leads",
    "configs",
    "create",
    "filters",
    "found_users",
    "info",
    "password",
    "search",
    "status",
    "update",
    "update_configs",
    "update_filters",
]

_JAVA = "org.opencb.opencga.core.models.user.User"
_FILTER = "org.opencb.opencga.core.models.user.UserFilter"
_FILTERS = {"id": ("string", "id"), "authenticationId": ("string", "account.authentication.id")}


def _organization(context: Context, caller: CallingUser, call: Call) -> Organization:
    name = call.query.get("organization")
    return organization_named(context.catalog, name) if name else caller.organization


def _administers(caller: CallingUser, organization: Organization) -> bool:
    return caller.organization.id == "opencga" or organization.governs(caller.user)


def info(context: Context, call: Call) -> Result:
    """Answer users by id: all of them or none."""
    caller = context.caller()
    organization = _organization(context, caller, call)
    names = call.ids("users")
    unknown = [name for name in names if name not in organization.accounts]
    if unknown:
        raise Refusal(Java.CATALOG, f"Some users were not found: {', '.join(unknown)}")
    if names != [caller.user] and not _administers(caller, organization):
        message = "Permission denied: Only the owner or administrators of the organization can perform this action"
        raise denied(message)
    accounts = [account for user, account in organization.accounts.items() if user in names]
    rows = [cut(user_view(organization, one), call.query, ("id",), {}) for one in accounts]
    return Result(rows=rows, kind=_JAVA, matches=-1, attributes=False)


def found_users(context: Context, call: Call) -> Result:
    """Return the users of the organization a call names."""
    organization = _organization(context, context.caller(), call)
    views = [user_view(organization, account) for account in organization.accounts.values()]
    views = filtered(views, call.query, _FILTERS)
    skip = max(call.number("skip", 0), 0)
    page = views[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    result = found(
        [cut(view, call.query, ("id",), {}) for view in page], _JAVA, len(views) if call.flag("count") else -1
    )
    result.attributes = False
    return result


def check_leads(caller: CallingUser, organization: Organization) -> None:
    """Refuse a caller who neither owns nor administers an organization."""
    if not _administers(caller, organization):
        message = "Permission denied: Only the owner or administrators of the organization can perform this action"
        raise denied(message)


def search(context: Context, call: Call) -> Result:
    """Answer the users of the organization, to its administrators."""
    caller = context.caller()
    check_leads(caller, _organization(context, caller, call))
    return found_users(context, call)


def _own_account(context: Context, call: Call) -> Account:
    caller = context.caller()
    user = call.captured["user"]
    if user != caller.user:
        message = f"User '{caller.user}' cannot operate on behalf of user '{user}'."
        raise denied(message)
    return caller.organization.accounts[user]


def configs(context: Context, call: Call) -> Result:
    """Answer one of the settings of a user; without a name the server answers a null."""
    account, name = _own_account(context, call), call.query.get("name")
    if name is None:
        # LIVE_CHECK D51: one null, even when there are settings.
        return Result(rows=[None], matches=1)
    if name not in account.configs:
        message = f"Error: Cannot fetch config with name {name} for user {account.user}"
        raise Refusal(Java.CATALOG, message)
    return Result(rows=[account.configs[name]], kind="java.util.LinkedHashMap", matches=1)


def filters(context: Context, call: Call) -> Result:
    """Answer the filters a user keeps."""
    wanted = call.query.get("id")
    kept = [one for one in _own_account(context, call).filters if wanted in {None, one["id"]}]
    return Result(rows=kept, kind=_FILTER if kept else "", matches=len(kept))


def update_configs(context: Context, call: Call) -> Result:
    """Keep or forget a setting of a user."""
    account, body = _own_account(context, call), call.fields
    key, settings = str(body.get("id")), body.get("configuration") or {}
    if call.query.get("action", "ADD") == "REMOVE":
        settings = account.configs.pop(key, {})
    else:
        account.configs[key] = settings
    return Result(rows=[settings], kind="java.util.LinkedHashMap", matches=1)


def update_filters(context: Context, call: Call) -> Result:
    """Keep or forget a filter of a user."""
    account, body = _own_account(context, call), call.fields
    old = [one for one in account.filters if one["id"] != body.get("id")]
    if call.query.get("action", "ADD") == "REMOVE":
        account.filters = old
        return Result(rows=[], matches=1)
    if len(old) < len(account.filters):
        raise Refusal(Java.CATALOG, f"There already exists a filter called {body.get('id')} for user {account.user}")
    shown = ("id", "description", "resource", "query", "options")
    kept: Document = {name: body[name] for name in shown if name in body}
    account.filters.append(kept)
    return Result(rows=[kept], kind=_FILTER, matches=1)


def change_filter(context: Context, call: Call) -> Result:
    """Change a filter a user keeps."""
    account, key = _own_account(context, call), call.captured["filterId"]
    for place, old in enumerate(account.filters):
        if old["id"] == key:
            account.filters[place] = {**old, **call.fields, "id": key}
            return Result(rows=[account.filters[place]], kind=_FILTER, matches=1)
    raise Refusal(Java.CATALOG, f"There is no filter called {key} for user {account.user}")


def create(context: Context, call: Call) -> Result:
    """Add a user to an organization."""
    caller, body = context.caller(), call.fields
    name = body.get("organization")
    organization = organization_named(context.catalog, name) if name else caller.organization
    if not _administers(caller, organization):
        raise Refusal(Java.CATALOG, "Please ask your administrator to create your account.")
    account = create_account(organization, body, context.now)
    return Result(rows=[user_view(organization, account)], kind=_JAVA, matches=-1, attributes=False)


def _updated(organization: Organization, account: Account, call: Call) -> Result:
    result = written(updated=1)
    result.attributes = False
    if call.flag("includeResult"):
        result.rows = [cut(user_view(organization, account), call.query, ("id",), {})]
    return result


def update(context: Context, call: Call) -> Result:
    """Change name, address or attributes of the caller."""
    account = _own_account(context, call)
    update_account(account, call.fields, context.now)
    return _updated(context.caller().organization, account, call)


def password(context: Context, call: Call) -> Result:
    """Change a password, given the old one."""
    body = call.fields
    check_password(str(body.get("newPassword") or ""))
    # The server does not guess the organization here, as it does at login.
    organization = organization_named(context.catalog, str(body.get("organizationId") or "null"))
    account = organization.accounts.get(str(body.get("user")))
    if account is None or not fits(account.password, body.get("password")):
        message = "Incorrect user or password."
        raise unauthenticated(message)
    change_password(account, str(body.get("newPassword") or ""), context.now)
    return Result()


def _other_account(context: Context, call: Call) -> Account:
    caller = context.caller()
    organization = _organization(context, caller, call)
    check_leads(caller, organization)
    user = call.captured["user"]
    if user not in organization.accounts:
        raise Refusal(Java.DATABASE, f"User id '{user}' does not exist")
    return organization.accounts[user]


def administer(context: Context, call: Call) -> Result:
    """Change the account of somebody else, as an administrator."""
    account = _other_account(context, call)
    update_by_admin(account, call.fields, context.now)
    return _updated(_organization(context, context.caller(), call), account, call)


def status(context: Context, call: Call) -> Result:
    """Suspend a user, or let them in again."""
    account = _other_account(context, call)
    set_status(account, str(call.fields.get("status")))
    return _updated(_organization(context, context.caller(), call), account, call)
