"""Variants and genotypes of a region, fetched and converted in one go."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Self

from opencga_frames.asked_fields import with_needs
from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.registry import find_table
from opencga_frames.ground.name_list import name_list
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.variants.matrix.builder import GenotypeMatrixBuilder
from opencga_frames.variants.walk.stream import variant_stream
from opencga_frames.variants.walk.walk import VariantWalk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.resources import Resources
    from opencga_frames.variants.matrix.sparse import SparseGenotypes

__all__ = ["TableOptions", "fetch_genotype_matrix", "fetch_genotypes", "fetch_variants", "walk_variants"]

_GENOTYPES = "variant_genotypes"
#: What a table asks for whose rows are those of samples.
_SAMPLES = "includeSample"


@dataclass(frozen=True)
class TableOptions:
    """Columns of a table, and how they become a frame; see :meth:`opencga_frames.RestResponse.frame`."""

    columns: Sequence[str] | None = None
    core: bool = True
    names: Names = "snake"
    dtype_backend: Backend = "numpy_nullable"
    extra: Extra = "warn"
    keep_empty: bool = False

    @classmethod
    def taken_from(cls, options: Mapping[str, Any]) -> tuple[Self, dict[str, Any]]:
        """Separate the options of a table from other options; return both."""
        own = {field.name for field in fields(cls)}
        rest = {name: value for name, value in options.items() if name not in own}
        return cls(**{name: value for name, value in options.items() if name in own}), rest


def walk_variants(
    client: Resources, study: str, region: str, *, samples: str | Sequence[str] | None = None, **options: Any
) -> VariantWalk:
    """Walk over the variants of a region, answer by answer in bounded memory.

    Parameters
    ----------
    client
        The client that reads.
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
    client: Resources,
    study: str,
    region: str,
    *,
    table: str = "variants",
    **options: Any,
) -> pd.DataFrame:
    """Fetch the variants of a region, however many there are.

    Parameters
    ----------
    client, study, region
        As for :func:`walk_variants`.
    table
        Any table of variants, such as ``"variant_consequences"``; what it needs of the server (files, samples) is
        asked for.
    **options
        As for :func:`walk_variants`, and those of :class:`TableOptions`.

    Returns
    -------
    pandas.DataFrame
        In order of position.

    Raises
    ------
    UsageError
        When samples are asked for with a table that has none: their parts would bring every variant several times.
    """
    described = find_table(table)
    samples = options.pop("samples", None)
    if _SAMPLES in dict(described.asks):
        return fetch_genotypes(client, study, region, "all" if samples is None else samples, **options)
    if samples is not None:
        msg = "fetch_variants gives variants without samples. Use fetch_genotypes for them, or walk_variants for both."
        raise UsageError(msg)
    how, filters = TableOptions.taken_from(options)
    filters = with_needs(load_resource("variants").endpoints["query"], [described], filters)
    return _frame(client, walk_variants(client, study, region, **filters), table, how)


def fetch_genotypes(
    client: Resources,
    study: str,
    region: str,
    samples: str | Sequence[str] = "all",
    **options: Any,
) -> pd.DataFrame:
    """Fetch the genotypes of a region in long form, one row per variant and sample.

    Parameters
    ----------
    client, study, region
        As for :func:`walk_variants`.
    samples
        Sample ids, or ``"all"``; more than the server gives at once are fetched in parts.
    **options
        As for :func:`fetch_variants`; without ``include`` or ``exclude``, annotation and statistics are left out.
    """
    how, filters = TableOptions.taken_from(options)
    walk = walk_variants(client, study, region, samples=samples, **_slim(filters, exclude="annotation,studies.stats"))
    return _frame(client, walk, _GENOTYPES, how)


def fetch_genotype_matrix(
    client: Resources,
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


def _frame(client: Resources, walk: VariantWalk, table: str, how: TableOptions) -> pd.DataFrame:
    from opencga_frames.frames.schema.registry import entity_of
    from opencga_frames.frames.to_pandas import to_pandas
    from opencga_frames.reading import Reading, Selection, conversion_of

    stream = variant_stream(walk, client.configuration.url)
    asked = stream.call_record.arguments
    conversion = conversion_of(entity_of(table), stream.call_record.study, asked, how.extra, keep_empty=how.keep_empty)
    selection = Selection((table,), None if how.columns is None else name_list("columns", how.columns), how.core)
    collector = Reading(stream, conversion, selection, client.page_source.memory).collect()
    frame = to_pandas(collector.table(table), names=how.names, dtype_backend=how.dtype_backend)
    frame.attrs["opencga_table"] = table
    return frame
