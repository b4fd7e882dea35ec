"""``organizations``: the one the caller belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import organization_named
from opencga_frames.sandbox.entries.lists import combined
from opencga_frames.sandbox.handlers.organization.admin import check_admin
from opencga_frames.sandbox.handlers.organization.users import check_leads
from opencga_frames.sandbox.views import cut, organization_view
from opencga_frames.sandbox.wire.answers import Result, written
from opencga_frames.sandbox.wire.refusal import denied
from opencga_frames.sandbox.write.organizations import create_organization, update_organization

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Organization
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
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


def _shown(context: Context, call: Call, organization: Organization) -> list[Document]:
    """Return an organization that was written as the call wants it, none without ``includeResult``."""
    if not call.flag("includeResult"):
        return []
    return [cut(organization_view(context.caller(), organization), call.query, ("id",), {})]


def _origins(old: Document, call: Call) -> Document:
    """Return the authentication origins after an update that names some."""
    given = call.fields.get("authenticationOrigins")
    if given is None:
        return {}
    action = call.query.get("authenticationOriginsAction", "ADD")
    return {"authenticationOrigins": combined(old.get("authenticationOrigins") or [], given, action)}


def create(context: Context, call: Call) -> Result:
    """Add an organization."""
    check_admin(context)
    organization = create_organization(context.catalog, call.fields, context.now)
    result = written(inserted=1)
    result.rows = _shown(context, call, organization)
    result.events = None
    return result


def update(context: Context, call: Call) -> Result:
    """Change an organization."""
    organization = organization_named(context.catalog, call.captured["organization"])
    check_leads(context.caller(), organization)
    update_organization(organization, call.fields, call.query.get("adminsAction", "ADD"), context.now)
    result = written(updated=1)
    result.rows = _shown(context, call, organization)
    return result


def configure(context: Context, call: Call) -> Result:
    """Change the configuration of an organization."""
    organization = organization_named(context.catalog, call.captured["organization"])
    check_leads(context.caller(), organization)
    old = organization.document["configuration"]
    configuration = {**old, **call.fields, **_origins(old, call)}
    organization.document = {**organization.document, "configuration": configuration, "modificationDate": context.now}
    result = written(updated=1)
    result.rows = [cut(configuration, call.query, (), {})] if call.flag("includeResult") else []
    return result
