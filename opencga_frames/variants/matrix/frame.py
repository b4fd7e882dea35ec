"""Cells of a genotype matrix as a DataFrame, without a copy where pandas allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from opencga_frames.variants.matrix.cells import MISSING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

    from opencga_frames.variants.matrix.cells import CellType, Codes

__all__ = ["wide_frame"]


def wide_frame(
    cells: np.ndarray[Any, Any],
    variants: Sequence[str],
    samples: Sequence[str],
    codes: Codes,
    *,
    masked: bool,
    shape: CellType,
) -> pd.DataFrame:
    """Make a frame of cells in which -1 is missing.

    Parameters
    ----------
    cells
        Variants by samples; given up to the frame.
    variants, samples
        Ids of rows and columns.
    codes
        The strings that the cells number, where they do.
    masked, shape
        How whole numbers are given back, and what the cells are.
    """
    import pandas as pd

    index = pd.Index(list(variants), dtype="str", name="variant_id")
    columns = pd.Index(list(samples), dtype="str", name="sample_id")
    if shape == "float":
        cells[cells == MISSING] = np.nan
    if shape == "float" or (shape == "integer" and not masked):
        return pd.DataFrame(cells, index=index, columns=columns, copy=False)
    make = _coded(codes) if shape == "code" else _masked
    arrays = {number: make(cells[:, number]) for number in range(len(columns))}
    frame = pd.DataFrame(arrays, index=index, copy=False)
    frame.columns = columns
    return frame


def _masked(column: np.ndarray[Any, Any]) -> Any:
    import pandas as pd

    return pd.arrays.IntegerArray(column, column == MISSING, copy=False)


def _coded(codes: Codes) -> Callable[[np.ndarray[Any, Any]], Any]:
    import pandas as pd

    dtype = codes.dtype()
    return lambda column: pd.Categorical.from_codes(column, dtype=dtype, validate=False)
