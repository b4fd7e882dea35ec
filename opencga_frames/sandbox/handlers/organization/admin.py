"""``admin``: what only the administrators of the whole server do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.catalog import ADMIN
from opencga_frames.sandbox.handlers.organization.users import create, found_users
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied
from opencga_frames.sandbox.write.installation import install as install_server

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["check_admin", "create_user", "install", "organizations", "users"]


def check_admin(context: Context) -> None:
    """Refuse a caller who is no administrator of the server."""
    if context.caller().organization.id != ADMIN:
        message = "Permission denied: Only the OPENCGA ADMINISTRATOR users can perform this action"
        raise denied(message)


def install(context: Context, call: Call) -> Result:
    """Install the catalog: from now on the administrator may log in."""
    body = call.fields
    if ADMIN in context.catalog.organizations:
        raise Refusal(Java.CATALOG, "OpenCGA already installed")
    install_server(context.catalog, body, context.now)
    return Result()


def users(context: Context, call: Call) -> Result:
    """Answer the users of an organization, to administrators of the server."""
    check_admin(context)
    return found_users(context, call)


def create_user(context: Context, call: Call) -> Result:
    """Add a user to any organization."""
    check_admin(context)
    return create(context, call)


def organizations(context: Context, _call: Call) -> Result:
    """Answer the ids of all organizations."""
    check_admin(context)
    rows = list(context.catalog.organizations)
    return Result(rows=rows, kind="java.lang.String", matches=len(rows))
