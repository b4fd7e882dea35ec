"""What a sandbox prints when it starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.demo_users import PASSWORD

if TYPE_CHECKING:
    from opencga_frames.sandbox.sandbox import Sandbox

__all__ = ["banner"]


def banner(sandbox: Sandbox, url: str) -> str:
    """Return address, users and studies of a sandbox, to print on a terminal.

    Parameters
    ----------
    sandbox
        The sandbox.
    url
        Address it can be reached at.

    Returns
    -------
    str
        Several lines, without a line break at the end.
    """
    if not sandbox.users:
        return f"Empty OpenCGA sandbox at {url}\n\nNothing is installed: begin with POST admin/catalog/install."
    width = max(len(user) for user in sandbox.users)
    lines = [f"OpenCGA sandbox at {url}", "", f"Users, all with the password {PASSWORD}:"]
    lines += [f"  {user:<{width}}  {role}" for user, role in sandbox.users.items()]
    lines += ["", "Studies:", *(f"  {study}" for study in sandbox.studies)]
    return "\n".join(lines)
