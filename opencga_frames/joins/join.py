"""The one function that joins frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from opencga_frames.errors import JoinError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

__all__ = ["How", "Versions", "join"]

How = Literal["left", "inner"]
Versions = Literal["latest", "match", "all"]

_CHOICES: Final = {"how": get_args(How), "versions": get_args(Versions)}


def join(  # noqa: PLR0913 - each is of its own kind
    *frames: pd.DataFrame,
    grain: str | tuple[str, ...] | None = None,
    how: How = "left",
    versions: Versions = "latest",
    prefix: bool = True,
    parents: bool = False,
    max_rows: int | None = None,
    via: str | Mapping[str, str] | None = None,
    variable_set: str | Mapping[str, Any] | None = None,
    **named_frames: pd.DataFrame,
) -> pd.DataFrame:
    """Join frames of tables by the keys they share; the first frame is the base.

    The result has one row per row of the base. A table with at most one row for each of them (the individual of a
    sample) adds its columns; one that may have several (the cohorts of a sample) adds a list of ids,
    ``cohort_ids``, and a count, ``num_cohorts``. Keys are always study and id together, and a missing key matches
    nothing. Tables that are related only through a third one are joined when that is given too. A list of ids that
    the base has already is cut to the ids that were joined, so that it agrees with the count.

    Parameters
    ----------
    *frames
        Frames of this package, the base first. Their tables are known by ``attrs["opencga_table"]``, else by their
        columns.
    grain
        Two names, the base and another table: one row per pair, with the columns of both.
    how
        ``"left"`` keeps rows of the base without a match, ``"inner"`` keeps only those matched in every table.
    versions
        What is done where a joined table has several versions of an id. ``"latest"``: the newest counts.
        ``"match"``: the version that the referring record or a link table (``individual_samples``) names.
        ``"all"``: every version, so that rows of the base may be repeated. The base is never thinned out.
    prefix
        Put the entity's name before the columns of joined tables (``individual_sex_id``); with False only where
        a name is taken already.
    parents
        Add the columns of the father and of the mother of each individual, found by ``father_id`` and ``mother_id``
        among the individuals given, as ``father_sex_id``, ``mother_sex_id`` and so on. Rows are neither added nor
        dropped: a parent who is not given leaves missing values, and of a parent in several versions the newest is
        taken. The parents' ids and counts in the other tables come along, such as ``father_sample_ids`` and
        ``father_num_samples``. Of jobs it is the job that was retried, as ``parent_tool_id``.
    max_rows
        Maximum number of rows of the result where rows of the base are repeated (by ``grain`` or
        ``versions="all"``). They are counted before they are made.
    via
        The column or link table by which a table is reached where there are several ways, by name of the table, as in
        the column ``via`` of :func:`related`: ``via={"individuals": "proband_id"}``. With one table beside the base
        its name can be left out. Unless given, the key of the table comes before lists of ids, and these before
        columns that name a record in another role.
    variable_set
        Variable set whose annotations become columns (``annotation_age``), for a frame of annotation values such as
        ``sample_annotations``. Given as its definition, such as an entry of ``variableSets`` of a study, each variable
        has a column of its type, whatever occurs. A frame of ``study.annotations(variable_set)`` needs no name.
    **named_frames
        Frames by name of their table; link tables (``sample_cohorts``) serve as the way between two others.

    Returns
    -------
    pandas.DataFrame
        Columns of the base, then those of the other tables in the order given, with the dtypes they had.
        :func:`join_report` says what matched.

    Raises
    ------
    JoinError
        When a frame is not recognised, a key column is missing, no relation leads to a table, or several rows have
        the key of which one is expected, or there would be more rows than ``max_rows``.

    Warns
    -----
    OpenCGAWarning
        When rows of the base are repeated, neither ``grain`` nor ``max_rows`` being given; when nothing matched.

    Examples
    --------
    >>> import pandas as pd
    >>> samples = pd.DataFrame({"study": ["demo"] * 2, "sample_id": ["S1", "S2"], "individual_id": ["I1", None]})
    >>> individuals = pd.DataFrame({"study": ["demo"], "individual_id": ["I1"], "sex_id": ["FEMALE"]})
    >>> join(samples=samples, individuals=individuals)["individual_sex_id"].fillna("?").tolist()
    ['FEMALE', '?']

    The parents of individuals are individuals too.

    >>> trio = pd.DataFrame(
    ...     {
    ...         "study": ["demo"] * 3,
    ...         "individual_id": ["child", "dad", "mum"],
    ...         "father_id": ["dad", None, None],
    ...         "mother_id": ["mum", None, None],
    ...         "name": ["Ann", "Bob", "Cleo"],
    ...     }
    ... )
    >>> join(individuals=trio, parents=True)[["father_name", "mother_name"]].iloc[0].tolist()
    ['Bob', 'Cleo']
    """
    for name, value in {"how": how, "versions": versions}.items():
        if value not in _CHOICES[name]:
            msg = f"{name} must be one of {', '.join(map(repr, _CHOICES[name]))}, got {value!r}."
            raise JoinError(msg)
    from opencga_frames.joins.build import Options, build
    from opencga_frames.joins.inputs import recognise

    given = recognise(frames, named_frames, variable_set)
    tables = list(given)
    options = Options(
        _grain(grain, tables),
        how,
        versions,
        prefix=prefix,
        parents=parents,
        max_rows=max_rows,
        via=_via(via, tables),
    )
    return build(given, options)


def _via(via: str | Mapping[str, str] | None, tables: list[str]) -> Mapping[str, str]:
    others = tables[1:]
    if isinstance(via, str) and len(others) == 1:
        return {others[0]: via}
    if isinstance(via, str) or not set(via or ()) <= set(others):
        msg = (
            f"via must name a column or a link table for one of the other tables ({', '.join(others) or 'none'}), got "
            f"{via!r}. Write via={{'table': 'column'}}; related({tables[0]!r}) lists the ways."
        )
        raise JoinError(msg)
    return dict(via or {})


def _grain(grain: str | tuple[str, ...] | None, tables: list[str]) -> tuple[str, ...]:
    names = (grain,) if isinstance(grain, str) else tuple(grain or tables[:1])
    if names[:1] != tuple(tables[:1]) or len(names) > 2 or not set(names) <= set(tables):
        msg = (
            f"grain must be the base ({tables[0]!r}) alone or with one of the other tables "
            f"({', '.join(tables[1:]) or 'none given'}), got {names!r}. The first frame is the base."
        )
        raise JoinError(msg)
    return names
