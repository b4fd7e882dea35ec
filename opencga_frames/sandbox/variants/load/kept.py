"""The variants of a study as lines of JSON, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError
from opencga_frames.sandbox.generate.pedigree import plan
from opencga_frames.sandbox.variants.alleles import Allele
from opencga_frames.sandbox.variants.calls import FileCall, VariantFile
from opencga_frames.sandbox.variants.load.generated import GeneratedVariants
from opencga_frames.sandbox.variants.load.inheritance import Cause
from opencga_frames.sandbox.variants.store import LoadedVariants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.variants.store import VariantStore
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["kept_variants", "restored_variants"]


def kept_variants(store: VariantStore) -> Iterator[Document]:
    """Yield what makes a store again: how it was drawn, or what its files said.

    Parameters
    ----------
    store
        The variants of a study.
    """
    if isinstance(store, GeneratedVariants):
        yield {"generated": store.recipe()}
        return
    if not isinstance(store, LoadedVariants):
        message = f"The variants are {type(store).__name__}; generated or loaded ones were expected."
        raise UsageError(message)
    files = {id(file): place for place, file in enumerate(store.files)}
    yield {"cohorts": store.cohorts, "files": [_file(file) for file in store.files]}
    for variant in store.known():
        calls = [_call(call, files[id(call.file)]) for call in variant.calls]
        yield {"allele": variant.allele, "names": variant.names, "calls": calls}


def _file(file: VariantFile) -> Document:
    return {"name": file.name, "path": file.path, "uri": file.uri, "samples": file.samples, "header": file.header}


def _call(call: FileCall, place: int) -> Document:
    return {
        "file": place,
        "data": call.data,
        "keys": call.keys,
        "cells": list(call.cells),
        "order": call.order,
        "original": call.original,
        "secondary": list(call.secondary),
        "per_allele": sorted(call.per_allele),
    }


def restored_variants(lines: list[Document]) -> VariantStore | None:
    """Return the store that lines were made of, None without any."""
    if not lines:
        return None
    if "generated" in lines[0]:
        recipe = lines[0]["generated"]
        causes = [(Allele(*allele), Cause(*cause)) for allele, cause in recipe["causes"]]
        return GeneratedVariants(
            plan(recipe["samples"], recipe["seed"]),
            recipe["seed"],
            recipe["count"],
            causes=causes,
            base=recipe["base"],
        )
    return _loaded(lines)


def _loaded(lines: list[Document]) -> LoadedVariants:
    files = [_restored_file(one) for one in lines[0]["files"]]
    store = LoadedVariants(files=files, cohorts=lines[0]["cohorts"])
    for line in lines[1:]:
        calls = [_restored_call(one, files) for one in line["calls"]]
        store.restore(Allele(*line["allele"]), line["names"], calls)
    return store


def _restored_file(kept: dict[str, Any]) -> VariantFile:
    header = tuple((name, fields) for name, fields in kept["header"])
    return VariantFile(kept["name"], kept["path"], kept["uri"], tuple(kept["samples"]), header)


def _restored_call(kept: dict[str, Any], files: list[VariantFile]) -> FileCall:
    return FileCall(
        files[kept["file"]],
        kept["data"],
        tuple(kept["keys"]),
        tuple(kept["cells"]),
        tuple(kept["order"]),
        kept["original"],
        [Allele(*one) for one in kept["secondary"]],
        frozenset(kept["per_allele"]),
    )
