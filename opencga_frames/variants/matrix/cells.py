"""What the cells of a genotype matrix hold: the column they come from, their dtype, and their missing value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import numpy as np
import pyarrow as pa

from opencga_frames.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["MISSING", "UNSEEN", "VALUES", "CellKind", "Codes", "cell_kind"]

#: What stands in a cell without a value; genotypes, depths and qualities are never negative.
MISSING: Final = -1
#: What stands in a cell that no row has filled yet; becomes missing at the end.
UNSEEN: Final = -2

CellType: TypeAlias = Literal["integer", "float", "code"]


@dataclass(frozen=True, slots=True)
class CellKind:
    """How the cells of one choice of ``values`` are kept while the matrix grows, and given back.

    Attributes
    ----------
    name
        Column of ``variant_genotypes``.
    dtype
        numpy dtype of the cells.
    shape
        Whole numbers, fractions, or codes into one dictionary of strings.
    """

    name: str
    dtype: Any
    shape: CellType

    def empty(self, rows: int, columns: int) -> np.ndarray[Any, Any]:
        """Make cells that no row has filled."""
        return np.full((rows, columns), UNSEEN, self.dtype)


VALUES: Final = {
    kind.name: kind
    for kind in (
        CellKind("n_alt", np.int8, "integer"),
        CellKind("gt", np.int16, "code"),
        CellKind("dp", np.int32, "integer"),
        CellKind("gq", np.float32, "float"),
        CellKind("ad_ref", np.int32, "integer"),
        CellKind("ad_alt", np.int32, "integer"),
        CellKind("vaf", np.float32, "float"),
        CellKind("qual", np.float32, "float"),
        CellKind("filter", np.int16, "code"),
    )
}


def cell_kind(values: str) -> CellKind:
    """Find what the cells hold by the name of a column.

    Raises
    ------
    UnknownNameError
        When a matrix cannot be made of that column.
    """
    if values not in VALUES:
        raise UnknownNameError("value", values, VALUES, "a genotype matrix")
    return VALUES[values]


class Codes:
    """Strings of a matrix by number, in order of first appearance; all columns of the matrix share them."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}

    def of(self, strings: Any) -> np.ndarray[Any, Any]:
        """Return the codes of the strings of an Arrow array; a missing one has the missing code."""
        coded = strings if pa.types.is_dictionary(strings.type) else strings.dictionary_encode()
        known = [self._codes.setdefault(text, len(self._codes)) for text in coded.dictionary.to_pylist()]
        if len(self._codes) > np.iinfo(np.int16).max:
            msg = f"The matrix has {len(self._codes):,} different strings, more than a matrix holds. Ask for n_alt."
            raise UsageError(msg)
        places = coded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        codes: np.ndarray[Any, Any] = np.array([*known, MISSING], np.int16)[places]
        return codes

    def dtype(self) -> pd.CategoricalDtype:
        """Make the dtype that the columns share."""
        import pandas as pd

        return pd.CategoricalDtype(pd.Index(list(self._codes), dtype="str"))
