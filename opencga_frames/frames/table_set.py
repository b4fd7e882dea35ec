"""All tables of an answer by name, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from opencga_frames.cards import card, fold, rows_table
from opencga_frames.errors import UnknownNameError
from opencga_frames.frames.to_pandas import Backend, Names, to_pandas
from opencga_frames.ground.near_attributes import NearAttributes

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["Tables"]

Maker = Callable[[Sequence[str]], Mapping[str, Any]]


class Tables(NearAttributes, Mapping[str, "pd.DataFrame"]):
    """Frames by table name, the main table first.

    A frame is made at the first access and kept. Shown in a notebook it lists names, rows and columns, for which all
    tables are made in one reading of the answer.

    Parameters
    ----------
    names
        Names of the tables.
    make
        Makes the Arrow tables of some names.
    name_style, dtype_backend
        As in :func:`~opencga_frames.frames.to_pandas.to_pandas`.

    Examples
    --------
    >>> import pyarrow as pa
    >>> tables = Tables(["samples"], lambda names: {n: pa.table({"sample_id": ["S1"]}) for n in names})
    >>> list(tables), len(tables["samples"])
    (['samples'], 1)
    """

    def __init__(
        self,
        names: Sequence[str],
        make: Maker,
        *,
        name_style: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
    ) -> None:
        self._names = tuple(names)
        self._make = make
        self._style = name_style
        self._backend = dtype_backend
        self._arrow: dict[str, Any] = {}
        self._frames: dict[str, pd.DataFrame] = {}

    def arrow(self, name: str) -> pa.Table:
        """One table as a ``pyarrow.Table``.

        Raises
        ------
        UnknownNameError
            When there is no such table; near matches are named.
        """
        if name not in self._names:
            raise UnknownNameError("table", name, self._names)
        if name not in self._arrow:
            self._arrow |= self._make([name])
        return self._arrow[name]

    def all_arrow(self) -> dict[str, pa.Table]:
        """Every table as a ``pyarrow.Table``, made in one reading of the answer."""
        lacking = [n for n in self._names if n not in self._arrow]
        if lacking:
            self._arrow |= self._make(lacking)
        return {n: self._arrow[n] for n in self._names}

    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {name: table.num_rows for name, table in self.all_arrow().items()}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._frames:
            frame = to_pandas(self.arrow(name), names=self._style, dtype_backend=self._backend)
            frame.attrs["opencga_table"] = name
            self._frames[name] = frame
        return self._frames[name]

    def _ipython_key_completions_(self) -> list[str]:
        return list(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the tables, all of them made: what makes them stays behind."""
        return _restored, (self.all_arrow(), self._style, self._backend)

    def __repr__(self) -> str:
        return f"<Tables {', '.join(self._names)}>"

    def _repr_html_(self) -> str:
        tables = self.all_arrow()
        filled = [(name, f"{t.num_rows:,}", str(t.num_columns)) for name, t in tables.items() if t.num_rows]
        empty = ", ".join(name for name, t in tables.items() if not t.num_rows)
        shown = rows_table(("table", "rows", "columns"), filled)
        return card(f"{len(tables)} tables", [("without rows", empty)], fold("tables", shown, opened=True))


def _restored(made: dict[str, pa.Table], style: Names, backend: Backend) -> Tables:
    return Tables(list(made), lambda names: {n: made[n] for n in names}, name_style=style, dtype_backend=backend)
