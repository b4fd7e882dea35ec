"""The card of a client: where it is, who it is, how long its token is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.cards import card, fold, rows_table
from opencga_frames.ground.shown import hours_and_minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["client_card"]


def client_card(
    url: str,
    user: str | None,
    organization: str | None,
    *,
    seconds_left: float | None,
    version: str,
    resources: Sequence[tuple[str, str]],
) -> str:
    """Describe a client in HTML.

    Parameters
    ----------
    url
        Address of the server.
    user, organization
        By the token; None when nobody is logged in.
    seconds_left
        How long the token is good; None where there is none, or it does not say.
    version
        Of the server, as far as it is known.
    resources
        Name and meaning of each resource.
    """
    facts = [
        ("host", url),
        ("server", version),
        ("user", user or "nobody is logged in: oc.login(...)"),
        ("organization", organization or ""),
        ("token", _time_left(seconds_left) if user else ""),
    ]
    return card("OpenCGAClient", facts, fold("resources", rows_table(("resource", "calls"), resources)))


def _time_left(seconds: float | None) -> str:
    """Write how long a token is good."""
    if seconds is None:
        return "does not say when it ends"
    if seconds <= 0:
        return "has expired"
    return f"good for another {hours_and_minutes(seconds)}"
