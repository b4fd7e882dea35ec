"""The sparse form of a genotype matrix: rare alternates in few bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from opencga_frames.errors import ConfigurationError
from opencga_frames.variants.matrix.cells import MISSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["SparseGenotypes", "sparse_genotypes"]

#: Rows made sparse at a time; what is needed beside the matrix grows with it.
_ROWS: Final = 256


@dataclass(frozen=True, slots=True)
class SparseGenotypes:
    """Copies of the alternate allele, as compressed rows.

    Attributes
    ----------
    n_alt
        ``scipy.sparse.csr_array`` of ``int8``, variants by samples; 0 where the sample has no alternate allele and
        where it is not known.
    missing
        ``scipy.sparse.csr_array`` of ``bool`` of the same shape, True where the genotype is not known.
    variants, samples
        Ids of the rows and of the columns.
    """

    n_alt: Any
    missing: Any
    variants: pd.Index[str]
    samples: pd.Index[str]


def sparse_genotypes(cells: np.ndarray[Any, Any], variants: Sequence[str], samples: Sequence[str]) -> SparseGenotypes:
    """Make the sparse form of cells in which -1 is missing.

    Raises
    ------
    ConfigurationError
        When scipy is not installed.
    """
    import pandas as pd

    sparse = _scipy()
    parts = [cells[start : start + _ROWS] for start in range(0, len(cells), _ROWS)] or [cells]
    return SparseGenotypes(
        n_alt=sparse.vstack([sparse.csr_array(np.maximum(part, 0)) for part in parts], format="csr"),
        missing=sparse.vstack([sparse.csr_array(part == MISSING) for part in parts], format="csr"),
        variants=pd.Index(list(variants), dtype="str", name="variant_id"),
        samples=pd.Index(list(samples), dtype="str", name="sample_id"),
    )


def _scipy() -> Any:
    try:
        from scipy import sparse
    except ImportError as error:
        msg = 'The sparse form of genotypes needs scipy: pip install "opencga-frames[sparse]", or leave out sparse.'
        raise ConfigurationError(msg) from error
    return sparse
