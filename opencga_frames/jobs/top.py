"""What runs and waits now, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import NotFoundError, UsageError
from opencga_frames.frames.catalogue import entity_names
from opencga_frames.response import RestResponse
from opencga_frames.rest.stream import warn_caller

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from opencga_frames.jobs.desk import Desk

__all__ = ["top_frame"]

#: How servers 4 and 5 refuse a study where they wrongly look for an organization.
_TAKEN_WRONGLY: Final = "Could not find database for organization"


def top_frame(
    desk: Desk, study: str | None, *, organization: str | None = None, home: str | None = None, limit: int = 20
) -> pd.DataFrame:
    """Make the table of what runs and waits now, and what ended last.

    Servers 4 and 5 take the parameter ``study`` of ``jobs/top`` for an organization and refuse every study. When a
    server does so it is asked again for the whole organization, and the jobs of other studies are left out here.

    Parameters
    ----------
    desk
        Where to ask.
    study
        Study of the jobs; None for all.
    organization
        Organization to ask for at once, for servers that are known to want it.
    home
        Organization to fall back to when the study does not name one.
    limit
        Most jobs; where the server counts them over the organization, fewer may be left of one study.

    Returns
    -------
    pandas.DataFrame
        One row per job. ``attrs["opencga_top"]`` holds the counts by state, the moment (milliseconds since 1970), and
        in ``scope`` whether both are those of the study or of the organization.

    Raises
    ------
    UsageError
        When the server wants an organization and none is known.
    """
    if organization is None:
        try:
            return _frame(_ask(desk, study, limit), None, f"study {study}" if study else "server")
        except NotFoundError as error:
            if not any(event.message.startswith(_TAKEN_WRONGLY) for event in error.events):
                raise
    owner = organization or (study.partition("@")[0] if study and "@" in study else home)
    if not owner:
        msg = "This server wants the id of the organization to list its jobs: give organization=..."
        raise UsageError(msg)
    top = _ask(desk, owner, limit)
    if study and len(top.get("jobs") or ()) >= limit:
        warn_caller(f"The {limit} jobs are those of organization {owner}; there may be more of {study}: raise limit.")
    return _frame(top, study, f"organization {owner}")


def _ask(desk: Desk, study: str | None, limit: int) -> Mapping[str, Any]:
    rows = desk.jobs.top(study=study, limit=limit).results()
    top: Mapping[str, Any] = rows[0] if rows else {}
    return top


def _frame(top: Mapping[str, Any], study: str | None, scope: str) -> pd.DataFrame:
    rows = [job for job in top.get("jobs") or () if study is None or _is_of(job, study)]
    known = "job" if "job" in entity_names() else None
    frame = RestResponse.from_documents(rows, entity=known).frame()
    frame.attrs["opencga_top"] = {"stats": dict(top.get("stats") or {}), "date": top.get("date"), "scope": scope}
    return frame


def _is_of(job: Mapping[str, Any], study: str) -> bool:
    """Tell whether a job belongs to a study, given by its full name or by its last parts."""
    full = str((job.get("study") or {}).get("id") or "")
    return full == study or full.endswith((f"@{study}", f":{study}"))
