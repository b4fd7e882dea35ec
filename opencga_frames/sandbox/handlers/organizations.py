"""``organizations``: the one the caller belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import organization_named
from opencga_frames.sandbox.answers import Result
from opencga_frames.sandbox.refusal import denied
from opencga_frames.sandbox.views import cut, organization_view

if TYPE_CHECKING:
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.context import Context

__all__ = ["info"]


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
