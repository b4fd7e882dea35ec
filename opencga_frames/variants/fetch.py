"""Variants and genotypes of a region, fetched and converted in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError
from opencga_frames.variants.matrix.builder import GenotypeMatrixBuilder
from opencga_frames.variants.walk.walk import VariantWalk

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from opencga_frames.client import OpenCGAClient
    from opencga_frames.variants.matrix.sparse import SparseGenotypes

__all__ = ["fetch_genotype_matrix", "fetch_genotypes", "fetch_variants", "walk_variants"]

_GENOTYPES = "variant_genotypes"


def walk_variants(
    client: OpenCGAClient, study: str, region: str, *, samples: str | Sequence[str] | None = None, **options: Any
) -> VariantWalk:
    """Walk over the variants of a region, answer by answer in bounded memory.

    Parameters
    ----------
    client
        Who asks.
    study
        Study of the variants.
    region
        ``"7"``, ``"7:1000"`` or ``"7:1000-2000"``.
    samples
        Sample ids, ``"all"``, or None for variants without samples.
    **options
        ``chunk_size`` and ``workers`` of :class:`VariantWalk`, and filters of ``variants.query``.

    Returns
    -------
    VariantWalk
        Iterate it for answers, each with ``frame()`` and ``arrow()``.
    """
    query = client.variants.query
    return VariantWalk(query, region, samples=samples, study=study, **options)


def fetch_variants(
    client: OpenCGAClient,
    study: str,
    region: str,
    *,
    table: str = "variants",
    columns: Sequence[str] | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Fetch the variants of a region, however many there are.

    Parameters
    ----------
    client, study, region
        As for :func:`walk_variants`.
    table
        Any table of variants that needs no samples, such as ``"variant_consequences"``.
    columns
        As for :meth:`opencga_frames.RestResponse.frame`.
    **options
        As for :func:`walk_variants`.

    Returns
    -------
    pandas.DataFrame
        In order of position.

    Raises
    ------
    UsageError
        When samples are asked for: their parts would bring every variant several times.
    """
    if options.get("samples") is not None:
        msg = "fetch_variants gives variants without samples. Ask fetch_genotypes for them, or walk_variants for both."
        raise UsageError(msg)
    return _frame(walk_variants(client, study, region, **options), table, columns)


def fetch_genotypes(
    client: OpenCGAClient,
    study: str,
    region: str,
    samples: str | Sequence[str] = "all",
    *,
    columns: Sequence[str] | None = None,
    **options: Any,
) -> pd.DataFrame:
    """Fetch the genotypes of a region in long form, one row per variant and sample.

    Parameters
    ----------
    client, study, region
        As for :func:`walk_variants`.
    samples
        Sample ids, or ``"all"``; more than the server gives at once are fetched in parts.
    columns
        As for :meth:`opencga_frames.RestResponse.frame`.
    **options
        As for :func:`walk_variants`; annotation and statistics are left out unless ``include`` or ``exclude`` is given.
    """
    walk = walk_variants(client, study, region, samples=samples, **_slim(options, exclude="annotation,studies.stats"))
    return _frame(walk, _GENOTYPES, columns)


def fetch_genotype_matrix(
    client: OpenCGAClient,
    study: str,
    region: str,
    samples: str | Sequence[str] = "all",
    *,
    values: str = "n_alt",
    sparse: bool = False,
    masked: bool = False,
    **options: Any,
) -> pd.DataFrame | SparseGenotypes:
    """Fetch the genotypes of a region as a matrix of variants by samples, in bounded memory.

    Parameters
    ----------
    client, study, region, samples
        As for :func:`fetch_genotypes`.
    values, sparse, masked
        As for :func:`genotype_matrix`.
    **options
        As for :func:`walk_variants`.
    """
    lean = {"exclude": "annotation,studies.stats"} if values in ("qual", "filter") else {"include": "studies.samples"}
    walk = walk_variants(client, study, region, samples=samples, **_slim(options, **lean))
    columns = ["variant_id", "study", "sample_id", values]
    builder: GenotypeMatrixBuilder | None = None
    for answer in walk:
        if builder is None:
            builder = GenotypeMatrixBuilder(values, variants=walk.total, samples=max(0, walk.num_samples))
        builder.add(answer.arrow(_GENOTYPES, columns=columns))
    builder = builder or GenotypeMatrixBuilder(values)
    return builder.sparse() if sparse else builder.frame(masked=masked)


def _slim(options: dict[str, Any], **defaults: str) -> dict[str, Any]:
    """Leave out what is not needed, unless the caller says what to bring."""
    return options if options.keys() & {"include", "exclude"} else {**defaults, **options}


def _frame(walk: VariantWalk, table: str, columns: Sequence[str] | None) -> pd.DataFrame:
    import pyarrow as pa

    from opencga_frames.frames.assemble import arrow_schema
    from opencga_frames.frames.plan import choose_columns
    from opencga_frames.frames.schema.registry import find_table
    from opencga_frames.frames.to_pandas import to_pandas

    described = find_table(table)
    chosen = choose_columns(described, columns, core=True)
    made = [answer.arrow(table, columns=columns) for answer in walk]
    empty = arrow_schema(described, chosen).empty_table()
    frame = to_pandas(pa.concat_tables(made or [empty]).unify_dictionaries())
    frame.attrs["opencga_table"] = table
    return frame
