"""``users``: who is who in the organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import organization_named
from opencga_frames.sandbox.answers import Result, found
from opencga_frames.sandbox.query.plain_lists import filtered
from opencga_frames.sandbox.refusal import Java, Refusal, denied
from opencga_frames.sandbox.views import cut, user_view

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import Caller
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.catalog import Organization
    from opencga_frames.sandbox.context import Context

__all__ = ["configs", "filters", "info", "search"]

_JAVA = "org.opencb.opencga.core.models.user.User"
_FILTERS = {"id": ("text", "id"), "authenticationId": ("text", "account.authentication.id")}


def _organization(context: Context, caller: Caller, call: Call) -> Organization:
    name = call.query.get("organization")
    return organization_named(context.catalog, name) if name else caller.organization


def _administers(caller: Caller, organization: Organization) -> bool:
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


def search(context: Context, call: Call) -> Result:
    """Answer the users of the organization, to its administrators."""
    caller = context.caller()
    organization = _organization(context, caller, call)
    if not _administers(caller, organization):
        message = "Permission denied: Only the owner or administrators of the organization can perform this action"
        raise denied(message)
    views = [user_view(organization, account) for account in organization.accounts.values()]
    views = filtered(views, call.query, _FILTERS)
    skip = max(call.number("skip", 0), 0)
    page = views[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    result = found(
        [cut(view, call.query, ("id",), {}) for view in page], _JAVA, len(views) if call.flag("count") else -1
    )
    result.attributes = False
    return result


def _check_self(context: Context, call: Call) -> None:
    caller = context.caller()
    if call.captured["user"] != caller.user:
        message = f"User '{caller.user}' can not read the configuration of '{call.captured['user']}'"
        raise denied(message)


def configs(context: Context, call: Call) -> Result:
    """Answer the settings of a user, of which there are none; without a name the server answers a null."""
    _check_self(context, call)
    if "name" in call.query:
        message = f"Error: Cannot fetch config with name {call.query['name']} for user {call.captured['user']}"
        raise Refusal(Java.CATALOG, message)
    return Result(rows=[None], matches=1)


def filters(context: Context, call: Call) -> Result:
    """Answer the filters a user keeps, of which there are none."""
    _check_self(context, call)
    return Result()
