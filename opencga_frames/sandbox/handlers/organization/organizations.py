"""``organizations``: the one the caller belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import organization_named
from opencga_frames.sandbox.handlers.organization.admin import check_admin
from opencga_frames.sandbox.handlers.organization.users import check_leads
from opencga_frames.sandbox.views import cut, organization_view
from opencga_frames.sandbox.wire.answers import Result, written
from opencga_frames.sandbox.wire.refusal import denied
from opencga_frames.sandbox.write.organizations import create_organization, update_organization

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["configure", "create", "info", "update"]


def info(context: Context, call: Call) -> Result:
    """Answer an organization."""
    caller = context.caller()
    name = call.captured["organization"]
    if caller.organization.id not in {name, "opencga"}:
        message = f"User '{caller.organization.id}:{caller.user}' not authorized to see Org '{name}'."
        raise denied(message)
    organization = organization_named(context.catalog, name)
    row = cut(organization_view(caller, organization), call.query, ("id",), {})
    return Result(rows=[row], kind="org.opencb.opencga.core.models.organizations.Organization", matches=-1)


def create(context: Context, call: Call) -> Result:
    """Add an organization."""
    check_admin(context)
    create_organization(context.catalog, call.fields, context.now)
    result = written(inserted=1)
    result.events = None
    return result


def update(context: Context, call: Call) -> Result:
    """Change an organization."""
    organization = organization_named(context.catalog, call.captured["organization"])
    check_leads(context.caller(), organization)
    update_organization(organization, call.fields, call.query.get("adminsAction", "ADD"), context.now)
    return written(updated=1)


def configure(context: Context, call: Call) -> Result:
    """Change the configuration of an organization."""
    organization = organization_named(context.catalog, call.captured["organization"])
    check_leads(context.caller(), organization)
    configuration = {**organization.document["configuration"], **call.fields}
    organization.document = {**organization.document, "configuration": configuration, "modificationDate": context.now}
    result = written(updated=1)
    result.rows = [configuration] if call.flag("includeResult") else []
    return result
