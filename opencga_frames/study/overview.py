"""What is in a study: how many rows its main tables have, its variable sets, when it last changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from opencga_frames.cards import card, fold, rows_table
from opencga_frames.errors import NotReachableError, OpenCGAError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.response import RestResponse
    from opencga_frames.scan import Scan

__all__ = ["StudyOverview", "look_at"]

#: Tables that are counted, in the order they are shown.
_COUNTED: Final = (
    "samples",
    "individuals",
    "families",
    "cohorts",
    "files",
    "clinical_analyses",
    "panels",
    "jobs",
)


#: Columns of what the study says of itself.
_SAID: Final = ("name", "description", "modification_date")


@dataclass(frozen=True)
class StudyOverview:
    """What is in a study.

    Attributes
    ----------
    fqn
        Full name, ``organization@project:study``.
    name, description
        As the study says.
    changed
        When the study itself was last modified; its entries have dates of their own.
    counts
        Rows by table.
    variable_sets
        Ids of the variable sets and how many variables each has, those inside others not counted.
    uncounted
        Reason by table that could not be counted, such as a missing permission.
    """

    fqn: str
    name: str = ""
    description: str = ""
    changed: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    variable_sets: Mapping[str, int] = field(default_factory=dict)
    uncounted: Mapping[str, str] = field(default_factory=dict)

    def _repr_html_(self) -> str:
        counts = [(table, f"{rows:,}") for table, rows in self.counts.items()]
        sets = [(name, f"{variables:,}") for name, variables in self.variable_sets.items()]
        facts = [("name", self.name), ("description", self.description), ("last change", self.changed)]
        return card(
            f"Study {self.fqn}",
            facts,
            fold("tables", rows_table(("table", "rows"), counts), opened=True),
            fold("variable sets", rows_table(("variable set", "variables"), sets)),
            fold("not counted", rows_table(("table", "reason"), list(self.uncounted.items()))),
        )


def look_at(fqn: str, info: RestResponse, scan: Callable[[str], Scan]) -> StudyOverview:
    """Count the main tables of a study.

    Parameters
    ----------
    fqn
        Full name.
    info
        The study itself.
    scan
        Makes the scan of a table.

    Raises
    ------
    NotReachableError
        When the server cannot be reached; other failures of a count stand in ``uncounted``.
    """
    counts: dict[str, int] = {}
    uncounted: dict[str, str] = {}
    for table in _COUNTED:
        try:
            counts[table] = scan(table).count()
        except NotReachableError:
            raise
        except OpenCGAError as error:
            uncounted[table] = str(error)
    document, said = info.results()[0], info.frame(columns=list(_SAID)).head(1).astype("string").fillna("")
    sets = {str(one.get("id")): len(one.get("variables") or ()) for one in document.get("variableSets") or ()}
    name, description, changed = (str(said[column].iloc[0]) for column in _SAID)
    return StudyOverview(fqn, name, description, changed, counts, sets, uncounted)
