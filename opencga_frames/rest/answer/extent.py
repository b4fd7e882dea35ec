"""How much of what was asked for did arrive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["UNKNOWN", "Extent", "WalkKind"]

#: Number of matches that the server did not give.
UNKNOWN = -1

WalkKind = Literal["single", "pages", "parts", "ids", "saved"]


@dataclass(frozen=True, slots=True)
class Extent:
    """What a walk covered.

    Attributes
    ----------
    kind
        ``"single"`` (one answer), ``"pages"``, ``"parts"`` (pages of several searches, each of which counts its own
        rows only), ``"ids"`` (batches of ids), or ``"saved"`` (read from a file).
    skip
        Rows left out at the start because the caller said so.
    total
        Rows the server has for the query, counted when the walk began, or at its end where rows came or went behind
        those that were read; -1 when it did not say.
    truncated
        True when the caller's own ``limit`` left rows behind, or may have where the total is unknown.
    missing_ids
        Ids that were asked for and not found, in the order asked.
    stable_order
        False when several pages were read that the server gives in no stable order: a row that changes its place
        between two pages may then be missing although everything else fits. True for answers that came in one piece.
    problems
        One sentence for each reason why the rows are not whole.
    modified
        Rows that were modified while they were read, as far as that was asked (in walks over more than 10,000 rows):
        each is as it was when its page was read.
    """

    kind: WalkKind = "single"
    skip: int = 0
    total: int = UNKNOWN
    truncated: bool = False
    stable_order: bool = True
    missing_ids: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    modified: int = 0

    @property
    def is_complete(self) -> bool:
        """True when nothing that was asked for is missing and no limit cut the rows."""
        return not (self.truncated or self.missing_ids or self.problems)

    @property
    def flags(self) -> str:
        """What is to be said of it beside the number of rows, in parentheses; empty when it is complete."""
        marks = ["limited"] if self.truncated else []
        if self.missing_ids:
            marks.append(f"{len(self.missing_ids):,} ids missing")
        if self.problems:
            marks.append("partial")
        if self.modified:
            marks.append(f"{self.modified:,} modified meanwhile")
        return f" ({', '.join(marks)})" if marks else ""
