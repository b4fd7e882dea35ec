"""What a join matched, kept with the result as a few lines of text."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final

from opencga_frames.errors import JoinError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["ATTRIBUTE", "Step", "join_report", "lines_of"]

#: Name in ``DataFrame.attrs``: strings only, because pandas copies attrs with each operation and Parquet wants JSON.
ATTRIBUTE: Final = "opencga_join"
_TEXTS: Final = ("table", "cardinality", "note")


@dataclass(frozen=True)
class Step:
    """What joining one table did.

    Attributes
    ----------
    step
        Position, counted from 1.
    table
        Table joined.
    cardinality
        Rows of the result to rows of the table: ``N:1``, ``1:N``, ``M:N`` or ``1:1``.
    rows
        Rows of the result after the step.
    matched, unmatched
        Rows of the result with and without a match.
    dropped
        Rows of the result taken out because they had none.
    table_rows, table_matched, table_unmatched
        Rows of the table, those that some row of the result has, and the others.
    older_versions
        Rows of the table left out because a newer version is there.
    note
        What else was noticed.
    """

    step: int
    table: str
    cardinality: str
    rows: int
    matched: int
    unmatched: int
    dropped: int
    table_rows: int
    table_matched: int
    table_unmatched: int
    older_versions: int
    note: str = ""


def lines_of(steps: Sequence[Step]) -> str:
    """One line per step, values apart by tabs."""
    return "\n".join("\t".join(map(str, astuple(step))) for step in steps)


def join_report(frame: pd.DataFrame) -> pd.DataFrame:
    """Report what a join matched.

    Parameters
    ----------
    frame
        Result of :func:`opencga_frames.join`.

    Returns
    -------
    pandas.DataFrame
        One row per joined table: step, table, cardinality, rows, matched, unmatched and dropped rows of the result,
        table_rows, table_matched, table_unmatched and older_versions of the table, and a note.

    Raises
    ------
    JoinError
        When the frame carries no report.

    Examples
    --------
    >>> import pandas as pd
    >>> from opencga_frames import join
    >>> samples = pd.DataFrame({"study": "s", "sample_id": ["S1", "S2"], "individual_id": ["I1", None]})
    >>> individuals = pd.DataFrame({"study": "s", "individual_id": ["I1", "I2"]})
    >>> joined = join(samples=samples, individuals=individuals)
    >>> join_report(joined)[["rows", "matched", "unmatched", "table_unmatched"]].to_numpy().tolist()
    [[2, 1, 1, 1]]
    """
    import pandas as pd

    text = frame.attrs.get(ATTRIBUTE)
    if not isinstance(text, str):
        msg = "This frame carries no report of a join; pass the result of join itself, before merging it further."
        raise JoinError(msg)
    names = [f.name for f in fields(Step)]
    rows = [line.split("\t") for line in text.split("\n") if line]
    table = pd.DataFrame(rows, columns=names, dtype="string")
    return table.astype({name: "Int64" for name in names if name not in _TEXTS})
