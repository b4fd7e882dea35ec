"""Genotypes as a matrix of variants by samples, filled page by page so that memory stays bounded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.errors import UsageError
from opencga_frames.variants.matrix.cells import MISSING, UNSEEN, Codes, cell_kind
from opencga_frames.variants.matrix.frame import wide_frame
from opencga_frames.variants.matrix.sparse import sparse_genotypes

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from opencga_frames.variants.matrix.sparse import SparseGenotypes

__all__ = ["GenotypeMatrixBuilder", "genotype_matrix"]

#: By how much a matrix grows that turns out larger than it was thought to be.
_GROWTH: Final = 1.5
_FIRST_ROWS: Final = 64
_FIRST_COLUMNS: Final = 64


def genotype_matrix(
    genotypes: Any, values: str = "n_alt", *, sparse: bool = False, masked: bool = False
) -> pd.DataFrame | SparseGenotypes:
    """Spread the rows of ``variant_genotypes`` over a matrix of variants by samples.

    Parameters
    ----------
    genotypes
        The table ``variant_genotypes`` as a DataFrame, as an Arrow table, or as anything that offers
        ``__arrow_c_stream__``.
    values
        What stands in the cells: ``"n_alt"`` (copies of the alternate allele), ``"gt"``, ``"dp"``, ``"gq"``,
        ``"ad_ref"``, ``"ad_alt"``, ``"vaf"``, ``"qual"`` or ``"filter"``.
    sparse
        True for a scipy matrix of ``n_alt`` in place of a frame; needs the extra ``sparse``.
    masked
        For whole numbers: False for plain ``int8`` and ``int32`` in which **-1 is missing**, as tools of the field
        keep genotypes (1 and 4 bytes a cell: 1,000 variants of 100,000 samples fit into 300 MB, all included); True for
        pandas' ``Int8`` and ``Int32`` with ``<NA>``, which statistics leave out by themselves (1 byte a cell and
        about 1.3 kB a sample more).

    Returns
    -------
    pandas.DataFrame or SparseGenotypes
        Index ``variant_id``, columns sample ids, both in order of first appearance. ``gt`` and ``filter`` are
        categoricals that share one dictionary; fractions are ``float32`` with NaN. A cell without a row is missing.

    Raises
    ------
    UsageError
        When a cell has two rows (one variant and sample in two studies), or a row has no sample id.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"variant_id": ["1:10:A:G"] * 2, "sample_id": ["S1", "S2"], "n_alt": [1, None]})
    >>> genotype_matrix(rows).loc["1:10:A:G"].tolist()
    [1, -1]
    >>> genotype_matrix(rows, masked=True).loc["1:10:A:G"].tolist()
    [1, <NA>]
    """
    table = _arrow(genotypes, ("variant_id", "sample_id", "study", cell_kind(values).name))
    builder = GenotypeMatrixBuilder(
        values, variants=_distinct(table, "variant_id"), samples=_distinct(table, "sample_id")
    )
    builder.add(table)
    return builder.sparse() if sparse else builder.frame(masked=masked)


class GenotypeMatrixBuilder:
    """A genotype matrix that takes pages of ``variant_genotypes``, in any order of variants and samples.

    Parameters
    ----------
    values
        As for :func:`genotype_matrix`.
    variants, samples
        How many there will be, as far as is known: room for them is made at once, which spares copies of the matrix.

    Examples
    --------
    >>> import pyarrow as pa
    >>> builder = GenotypeMatrixBuilder("gt")
    >>> for sample, genotype in [("S1", "0/1"), ("S2", "1/1")]:
    ...     builder.add(pa.table({"variant_id": ["1:10:A:G"], "sample_id": [sample], "gt": [genotype]}))
    >>> builder.frame().loc["1:10:A:G"].tolist()
    ['0/1', '1/1']
    """

    def __init__(self, values: str = "n_alt", *, variants: int = 0, samples: int = 0) -> None:
        self._kind = cell_kind(values)
        self._codes = Codes()
        self._rows: dict[str, int] = {}
        self._columns: dict[str, int] = {}
        self._cells = self._kind.empty(variants or _FIRST_ROWS, samples or _FIRST_COLUMNS)

    @property
    def shape(self) -> tuple[int, int]:
        """Variants and samples so far."""
        return len(self._rows), len(self._columns)

    def add(self, genotypes: Any) -> None:
        """Fill the cells of one page.

        Parameters
        ----------
        genotypes
            Rows of ``variant_genotypes``, as for :func:`genotype_matrix`.

        Raises
        ------
        UsageError
            When a cell is filled for the second time, or a row has no sample id.
        """
        table = _arrow(genotypes, ("variant_id", "sample_id", "study", self._kind.name))
        # Batches are what keeps the arrays of numbers beside the cells small.
        for batch in table.to_batches(max_chunksize=1 << 18):
            self._fill(batch)

    def frame(self, *, masked: bool = False) -> pd.DataFrame:
        """Return the matrix as a frame; the builder is empty afterwards, so that the cells need not be copied."""
        cells, variants, samples = self._finish()
        return wide_frame(cells, variants, samples, self._codes, masked=masked, shape=self._kind.shape)

    def sparse(self) -> SparseGenotypes:
        """Return the matrix as scipy's compressed rows; the builder is empty afterwards.

        Raises
        ------
        UsageError
            When the cells are not ``n_alt``.
        ConfigurationError
            When scipy is not installed.
        """
        if self._kind.name != "n_alt":
            msg = f"The sparse form holds n_alt, not {self._kind.name!r}: leave out sparse, or ask for n_alt."
            raise UsageError(msg)
        return sparse_genotypes(*self._finish())

    def _finish(self) -> tuple[np.ndarray[Any, Any], Sequence[str], Sequence[str]]:
        rows, columns = self.shape
        cells = self._cells[:rows, :columns]
        for row in cells:  # row by row: a mask of the whole matrix would be as large as the matrix
            row[row == UNSEEN] = MISSING
        variants, samples = list(self._rows), list(self._columns)
        self._cells, self._rows, self._columns = self._kind.empty(0, 0), {}, {}
        return cells, variants, samples

    def _fill(self, batch: Any) -> None:
        rows = _numbered(batch.column("variant_id"), self._rows, "variant_id")
        columns = _numbered(batch.column("sample_id"), self._columns, "sample_id")
        self._grow()
        places = rows * self._cells.shape[1] + columns
        flat = self._cells.reshape(-1)
        taken = (flat[places] != UNSEEN) | _repeated(places)
        if taken.any():
            raise self._taken(batch, int(np.flatnonzero(taken)[0]))
        flat[places] = self._values(batch.column(self._kind.name))

    def _values(self, array: Any) -> np.ndarray[Any, Any]:
        if self._kind.shape == "code":
            return self._codes.of(array)
        exact = pa.float64() if self._kind.shape == "float" else pa.int64()
        numbers = pc.fill_null(array.cast(exact), MISSING).to_numpy(zero_copy_only=False)
        cells: np.ndarray[Any, Any] = numbers.astype(self._kind.dtype)
        return cells

    def _grow(self) -> None:
        old = self._cells
        rows = _room(old.shape[0], len(self._rows))
        columns = _room(old.shape[1], len(self._columns))
        if (rows, columns) != old.shape:
            self._cells = self._kind.empty(rows, columns)
            self._cells[: old.shape[0], : old.shape[1]] = old

    def _taken(self, batch: Any, row: int) -> UsageError:
        variant, sample = (batch.column(name)[row].as_py() for name in ("variant_id", "sample_id"))
        study = batch.column("study")[row].as_py() if "study" in batch.schema.names else None
        place = f" (this row is of study {study!r})" if study else ""
        msg = (
            f"Variant {variant!r} and sample {sample!r} have more than one row{place}, and a cell holds one value. "
            'Keep the rows of one study, genotypes[genotypes["study"] == ...], and leave out repeated ones.'
        )
        return UsageError(msg)


def _room(have: int, need: int) -> int:
    return have if need <= have else max(need, int(have * _GROWTH))


def _repeated(places: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Mark the places that stood before in the same page."""
    steps = np.diff(places)
    if (steps > 0).all():  # pages come ordered by variant and sample, which is quickly seen
        return np.zeros(len(places), bool)
    order = np.argsort(places, kind="stable")
    repeated = np.zeros(len(places), bool)
    repeated[order[1:]] = np.diff(places[order]) == 0
    return repeated


def _numbered(array: Any, known: dict[str, int], name: str) -> np.ndarray[Any, Any]:
    if array.null_count:
        msg = f"There are genotypes without {name}. Ask the server with includeSampleId=True, or name the samples."
        raise UsageError(msg)
    coded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    # A dictionary may hold strings that no row of this page has: only those of rows are numbered, as they appear.
    used = pc.unique(coded.indices).to_pylist()
    strings = coded.dictionary.to_pylist()
    numbers = np.zeros(len(strings) + 1, np.int64)
    for place in used:
        numbers[place] = known.setdefault(strings[place], len(known))
    places: np.ndarray[Any, Any] = numbers[coded.indices.to_numpy(zero_copy_only=False)]
    return places


def _distinct(table: Any, name: str) -> int:
    return len(pc.unique(table.column(name)))


def _arrow(genotypes: Any, names: Sequence[str]) -> Any:
    """Return the columns that are needed as an Arrow table; the study only says more in an error."""
    if not hasattr(genotypes, "__arrow_c_stream__"):
        msg = f"Genotypes are the table variant_genotypes, a DataFrame or Arrow table; got {type(genotypes).__name__}."
        raise UsageError(msg)
    if hasattr(genotypes, "loc"):  # of a frame only what is needed is converted
        genotypes = genotypes[[name for name in names if name in genotypes.columns]]
    table = pa.table(genotypes)
    lacking = [name for name in names if name != "study" and name not in table.column_names]
    if lacking:
        msg = f"The genotypes have no column {', '.join(lacking)}. They need variant_id, sample_id and {names[-1]}."
        raise UsageError(msg)
    return table.select([name for name in names if name in table.column_names]).unify_dictionaries()
