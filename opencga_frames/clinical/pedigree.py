"""Families as pedigrees: PED columns, PED text, and a graph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import StorageError, UsageError
from opencga_frames.ground.paths import local_path
from opencga_frames.ground.warn import warn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    import pandas as pd

__all__ = ["pedigree", "pedigree_graph", "to_ped"]

COLUMNS: Final = ("family_id", "individual_id", "father_id", "mother_id", "sex", "phenotype")
_SEXES: Final = {"MALE": 1, "FEMALE": 2}
_UNAFFECTED, _AFFECTED, _UNKNOWN = 1, 2, 0
#: Status of a phenotype that was looked for and not seen.
_ABSENT: Final = "NOT_OBSERVED"


def pedigree(
    members: pd.DataFrame,
    family: str | Iterable[str] | None = None,
    *,
    disorders: pd.DataFrame | None = None,
    phenotypes: pd.DataFrame | None = None,
    terms: str | Iterable[str] | None = None,
) -> pd.DataFrame:
    """Make the six columns of a PED file out of the members of families.

    Parameters
    ----------
    members
        Frame of the table ``family_members``.
    family
        Id of one family, or of several; None for all.
    disorders, phenotypes
        Frames of ``individual_disorders`` and ``individual_phenotypes``. With either, a member with a row is affected
        and one without is not; a phenotype that was looked for and not seen counts as none. Without both,
        nothing is known.
    terms
        Id of the disorder or phenotype that counts, or of several; None for all.

    Returns
    -------
    pandas.DataFrame
        One row per member: family_id, individual_id, father_id, mother_id (``"0"`` for none), sex (1 male, 2 female,
        0 unknown) and phenotype (1 unaffected, 2 affected, 0 unknown), in the order of the members. With members of
        several studies a column ``study`` comes first.

    Raises
    ------
    UsageError
        When columns are missing, a family is not there, or a member comes twice in a family.

    Warns
    -----
    OpenCGAWarning
        When a parent is not a member of the family, which PED has no place for: 0 is written.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"study": "demo", "family_id": "F", "individual_id": ["C", "D"], "father_id": ["D", None],
    ...         "mother_id": [None, None], "sex_id": ["FEMALE", "MALE"]}
    >>> pedigree(pd.DataFrame(rows)).values.tolist()
    [['F', 'C', 'D', '0', 2, 0], ['F', 'D', '0', '0', 1, 0]]
    """
    import pandas as pd

    rows = _members(members, _ids(family, "family"))
    made = rows[["study", *COLUMNS[:2]]].astype("string")
    for parent in ("father_id", "mother_id"):
        made[parent] = _within(rows, parent)
    made["sex"] = rows["sex_id"].astype("string").map(_SEXES).fillna(0).astype("Int8")
    made["phenotype"] = _phenotype(made, disorders, phenotypes, _ids(terms, "terms"))
    several = len(made["study"].unique()) > 1
    result = made if several else made.drop(columns="study")
    result.attrs = {}
    return pd.DataFrame(result).reset_index(drop=True)


def to_ped(frame: pd.DataFrame, path: str | PathLike[str] | None = None) -> str:
    """Write a pedigree as PED (FAM) text: six columns separated by tabs, no header.

    Parameters
    ----------
    frame
        Result of :func:`pedigree`.
    path
        File to write; None to get the string only.

    Returns
    -------
    str
        The text.

    Raises
    ------
    UsageError
        When the frame is no pedigree, or an id holds white space, which separates columns in a PED file.
    StorageError
        When the file cannot be written.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"study": "demo", "family_id": "F", "individual_id": ["C", "D"], "father_id": ["D", None],
    ...         "mother_id": [None, None], "sex_id": ["FEMALE", "MALE"]}
    >>> to_ped(pedigree(pd.DataFrame(rows))).splitlines()[1].split()
    ['F', 'D', '0', '0', '1', '0']
    """
    _check(frame, COLUMNS, "to_ped")
    odd = [value for name in COLUMNS[:4] for value in frame[name].unique() if _unwritable(value)]
    if odd:
        msg = f"A PED file cannot hold an id that is empty or has white space: {odd[0]!r}. Rename it first."
        raise UsageError(msg)
    text = "".join("\t".join(map(str, row)) + "\n" for row in frame[list(COLUMNS)].itertuples(index=False))
    if path is not None:
        _write(text, path)
    return text


def pedigree_graph(frame: pd.DataFrame) -> Any:
    """Make a graph of a pedigree, from parents to children.

    Parameters
    ----------
    frame
        Result of :func:`pedigree`, of one family or several.

    Returns
    -------
    networkx.DiGraph
        Nodes are the individuals with ``sex``, ``phenotype`` and ``families``, a list; edges have ``parent``,
        ``father`` or ``mother``.

    Raises
    ------
    UsageError
        When networkx is not installed, the frame is no pedigree, or it holds several studies.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"study": "demo", "family_id": "F", "individual_id": ["C", "D"], "father_id": ["D", None],
    ...         "mother_id": [None, None], "sex_id": ["FEMALE", "MALE"]}
    >>> pedigree_graph(pedigree(pd.DataFrame(rows))).edges(data="parent")
    OutEdgeDataView([('D', 'C', 'father')])
    """
    try:
        import networkx as nx
    except ImportError as error:
        msg = "A graph needs networkx, which is not installed: pip install 'opencga-frames[graph]'."
        raise UsageError(msg) from error
    _check(frame, COLUMNS, "pedigree_graph")
    if "study" in frame.columns:
        msg = "The pedigree holds several studies, whose ids mean different individuals. Select one study first."
        raise UsageError(msg)
    graph = nx.DiGraph()
    columns = (frame[name].tolist() for name in ("individual_id", "family_id", "sex", "phenotype"))
    for individual, family, sex, phenotype in zip(*columns, strict=True):
        families = [*graph.nodes.get(individual, {}).get("families", []), family]
        graph.add_node(individual, sex=sex, phenotype=phenotype, families=families)
    for parent in ("father", "mother"):
        known = frame[frame[f"{parent}_id"] != "0"]
        graph.add_edges_from(zip(known[f"{parent}_id"], known["individual_id"], strict=True), parent=parent)
    return graph


def _ids(given: Any, name: str) -> list[str] | None:
    """Read one id or several."""
    if given is None:
        return None
    ids = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else [given]
    if not all(isinstance(one, str) for one in ids):
        msg = f"pedigree got {given!r} for {name}; expected an id or a list of ids, which are strings."
        raise UsageError(msg)
    return ids


def _members(members: pd.DataFrame, families: list[str] | None) -> pd.DataFrame:
    _check(members, ("study", *COLUMNS[:4], "sex_id"), "pedigree")
    present = members["family_id"].dropna().unique()
    absent = [name for name in families or () if name not in present]
    if absent:
        known = ", ".join(map(str, present[:5])) or "none"
        msg = f"There is no member of the family {absent[0]!r} among the rows; families there: {known}."
        raise UsageError(msg)
    rows = members if families is None else members[members["family_id"].isin(families)]
    rows = rows.reset_index(drop=True)
    twice = rows[rows.duplicated(["study", "family_id", "individual_id"])]
    if len(twice):
        msg = (
            f"{twice['individual_id'].iloc[0]!r} is a member of {twice['family_id'].iloc[0]!r} twice. Keep one version "
            "of each family (family_version)."
        )
        raise UsageError(msg)
    return rows


def _check(frame: Any, columns: Sequence[str], what: str) -> None:
    missing = [name for name in columns if name not in getattr(frame, "columns", ())]
    if missing:
        msg = f"{what} needs the columns {', '.join(columns)}; missing: {', '.join(missing)}."
        raise UsageError(msg)


def _within(rows: pd.DataFrame, parent: str) -> pd.Series:
    """Ids of the parents that are members too, ``"0"`` for the others."""
    key = ["study", "family_id"]
    members = rows.set_index([*key, "individual_id"]).index
    ids = rows[parent].astype("string")
    there = rows.set_index([*key, parent]).index.isin(members)
    outside = ids[ids.notna().to_numpy() & ~there]
    if len(outside):
        text = (
            f"{len(outside)} members have a {parent.removesuffix('_id')} outside of their family "
            f"({', '.join(outside.unique()[:3])}); 0 is written."
        )
        warn(text)
    return ids.where(ids.notna().to_numpy() & there, "0")


def _phenotype(
    made: pd.DataFrame, disorders: pd.DataFrame | None, phenotypes: pd.DataFrame | None, terms: list[str] | None
) -> pd.Series:
    import numpy as np
    import pandas as pd

    affected = np.zeros(len(made), dtype=bool)
    own = made.set_index(["study", "individual_id"]).index
    for frame, column in ((disorders, "disorder_id"), (phenotypes, "phenotype_id")):
        if frame is not None:
            _check(frame, ("study", "individual_id", column), "pedigree")
            affected |= own.isin(_having(frame, column, terms).set_index(["study", "individual_id"]).index)
    known = disorders is not None or phenotypes is not None
    codes = np.where(affected, _AFFECTED, _UNAFFECTED if known else _UNKNOWN)
    return pd.Series(codes, index=made.index, dtype="Int8")


def _having(frame: pd.DataFrame, column: str, terms: list[str] | None) -> pd.DataFrame:
    rows = frame if terms is None else frame[frame[column].isin(terms)]
    if "status" not in rows.columns:
        return rows
    return rows[~rows["status"].astype("string").eq(_ABSENT).fillna(value=False)]


def _unwritable(value: object) -> bool:
    return not isinstance(value, str) or len(value.split()) != 1 or value != value.strip()


def _write(text: str, path: str | PathLike[str]) -> None:
    file = local_path(path)
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        msg = f"{path} cannot be written: {error.strerror or error}."
        raise StorageError(msg) from error
