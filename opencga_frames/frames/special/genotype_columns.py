"""Columns of a genotype, made of the values of its sample."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.frames.schema.coerce import json_string
from opencga_frames.frames.schema.kinds import arrow_type
from opencga_frames.frames.schema.model import Column
from opencga_frames.frames.special.genotype_values import known, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.frames.special.genotype_values import Group, SampleValues

__all__ = ["OF_SAMPLE", "count_alternates", "is_phased"]


def count_alternates(genotype: str) -> int | None:
    """Count the alleles of a genotype that are the alternate of its variant, None where one is missing.

    Examples
    --------
    >>> [count_alternates(gt) for gt in ("0/1", "1|1", "1", "1/2", "0/2", "./1", "?/?", "NA")]
    [1, 2, 1, 1, 0, None, None, None]
    """
    alleles = genotype.replace("|", "/").split("/")
    return alleles.count("1") if all(a.isdecimal() for a in alleles) else None


def is_phased(genotype: str) -> bool | None:
    """Return whether a genotype is phased, None where it has one allele or none.

    Examples
    --------
    >>> [is_phased(gt) for gt in ("0|1", "0/1", "1")]
    [True, False, None]
    """
    return "/" not in genotype if "|" in genotype or "/" in genotype else None


def _genotype(entries: SampleValues, _column: Column) -> pa.Array:
    return entries.once("@gt", lambda: entries.strings("GT").dictionary_encode())


def _looked_up(rule: Callable[[str], object]) -> Callable[[SampleValues, Column], pa.Array]:
    """Column made of the genotype: each distinct one is looked at once."""

    def made(entries: SampleValues, column: Column) -> pa.Array:
        genotypes = _genotype(entries, column)
        return pa.array(map(rule, genotypes.dictionary.to_pylist()), arrow_type(column.kind)).take(genotypes.indices)

    return made


def _value(name: str) -> Callable[[SampleValues, Column], pa.Array]:
    return lambda entries, column: number(entries.strings(name), column, entries.problems)


def _depth(at: int) -> Callable[[SampleValues, Column], pa.Array]:
    """Column of one of the numbers of AD, which are those of the reference, of this alternate, and of the others."""

    def made(entries: SampleValues, column: Column) -> pa.Array:
        lists = entries.once("@ad", lambda: pc.split_pattern(entries.strings("AD"), ",", max_splits=2))
        offsets = lists.offsets.to_numpy()
        items = lists.values.take(pa.array(offsets[:-1] + at, mask=np.diff(offsets) <= at))
        return entries.once(f"@ad{at}", lambda: number(known(items), column, entries.problems))

    return made


def _allele_fraction(entries: SampleValues, column: Column) -> pa.Array:
    depth = Column(name=column.name, path="@ad", kind="int32")
    reference, alternate = (_depth(at)(entries, depth).cast(pa.float64()) for at in (0, 1))
    total = pc.add(reference, alternate)
    return pc.divide(alternate, pc.if_else(pc.greater(total, 0), total, None))


def _all_values(entries: SampleValues, _column: Column) -> pa.Array:
    return entries.in_order([_objects(group) for group in entries.groups])


def _objects(group: Group) -> pa.Array:
    """JSON object of each sample, null for one without values; assembled in Arrow where no string needs care."""
    lengths = np.fromiter(map(len, group.rows), np.int64, len(group.rows))
    width, strings = len(group.names), list(group.columns.values())
    plain = len(set(group.names)) == width == len(strings) > 0 and (lengths == width).all()
    if not plain or any(string.null_count or _needs_care(string) for string in strings):
        return pc.if_else(pa.array(lengths > 0), _objects_one_by_one(group), None)
    parts: list[Any] = []
    for name, string in zip(group.names, strings, strict=True):
        parts += [('",' if parts else "{") + json_string(name) + ':"', string]
    return pc.binary_join_element_wise(*parts, '"}', "")


def _needs_care(strings: pa.StringArray) -> bool:
    """Return whether JSON does not take the characters of some string as they are."""
    codes = np.frombuffer(strings.buffers()[2] or b"", np.uint8)
    return bool(((codes < ord(" ")) | (codes == ord('"')) | (codes == ord("\\"))).any())


def _objects_one_by_one(group: Group) -> pa.Array:
    width = len(group.names)
    objects = [dict(zip_longest(group.names, row[:width])) for row in group.rows]
    return pa.array(map(json_string, objects), pa.string())


OF_SAMPLE: Final[Mapping[str, Callable[[SampleValues, Column], Any]]] = {
    "@gt": _genotype,
    "@n_alt": _looked_up(count_alternates),
    "@phased": _looked_up(is_phased),
    "@dp": _value("DP"),
    "@gq": _value("GQ"),
    "@ad_ref": _depth(0),
    "@ad_alt": _depth(1),
    "@vaf": _allele_fraction,
    "@data_json": _all_values,
}
