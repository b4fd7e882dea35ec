"""Loads VCF files into a study, with the entries of the catalog that indexing leaves on a real server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError
from opencga_frames.sandbox.catalog.documents import file_document
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.catalog.fragments import internal_status
from opencga_frames.sandbox.kinds.files import add_file, link_samples
from opencga_frames.sandbox.variants.calls import VariantFile
from opencga_frames.sandbox.variants.load.vcf import VcfLines, read_vcf
from opencga_frames.sandbox.variants.store import LoadedVariants
from opencga_frames.sandbox.write.create import create
from opencga_frames.sandbox.write.update import update

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["import_vcf"]

_FOLDER = "data/variants/"
#: Cohort of all samples with variants.
_EVERYBODY = "ALL"


def _add_samples(study: SandboxStudy, samples: Sequence[str], now: str) -> None:
    kind = kind_named("samples")
    for key in samples:
        if study.collections["samples"].position(key) is None:
            create(study, kind, {"id": key}, now)


def _mark_samples(study: SandboxStudy, samples: Sequence[str], now: str) -> None:
    """Note in the samples that their variants are loaded."""
    collection = study.collections["samples"]
    status = internal_status("READY", now, study.server)
    for key in samples:
        place = collection.position(key)
        if place is not None:
            old = collection.document(place)
            variant = {**old["internal"].get("variant", {})}
            files = variant.get("index", {}).get("numFiles", 0) + 1
            variant["index"] = {"status": status, "numFiles": files, "multiFile": files > 1}
            collection.replace(place, {**old, "internal": {**old["internal"], "variant": variant}}, keep=False)


def _add_file(study: SandboxStudy, lines: VcfLines, now: str) -> Document:
    path = _FOLDER + lines.path.name
    if study.collections["files"].position(path.replace("/", ":")) is not None:
        message = f"{path} is in {study.fqn} already; a file of another name was expected."
        raise UsageError(message)
    fields: Document = {"format": "VCF", "bioformat": "VARIANT", "external": True, "size": lines.size}
    fields |= {"description": f"Linked {lines.path.name}", "sampleIds": list(lines.samples)}
    blank = file_document(path, "", now, base="", fields={}, server=study.server, indexed=True)
    place = add_file(study, path, now, {**fields, "internal": blank["internal"]})
    return study.collections["files"].document(place)


def _add_cohort(study: SandboxStudy, samples: Sequence[str], now: str) -> None:
    """Make the cohort of all samples, or let it have the new ones."""
    kind, keys = kind_named("cohorts"), [{"id": key} for key in samples]
    place = study.collections["cohorts"].position(_EVERYBODY)
    if place is None:
        words = "Default cohort with almost all indexed samples"
        create(study, kind, {"id": _EVERYBODY, "type": "COLLECTION", "description": words, "samples": keys}, now)
        return
    members = {one["id"] for one in study.collections["cohorts"].document(place)["samples"]}
    new = [key for key in keys if key["id"] not in members]
    if new:
        update(study, kind, place, {"samples": new}, options={}, now=now)


def import_vcf(study: SandboxStudy, path: Path, now: str, cohorts: Sequence[str] = ()) -> None:
    """Load the variants of a VCF file.

    Parameters
    ----------
    study
        Where to.
    path
        The file.
    now
        The current time as 14 digits.
    cohorts
        Cohorts whose statistics are calculated, besides that of all samples.
    """
    lines = read_vcf(path)
    document = _add_file(study, lines, now)
    _add_samples(study, lines.samples, now)
    link_samples(study, document["id"], list(lines.samples), now)
    _mark_samples(study, lines.samples, now)
    store = _store(study)
    file = VariantFile(document["name"], document["path"], document["uri"], lines.samples, lines.header)
    store.load(file, lines.variants(file))
    store.cohorts += [cohort for cohort in cohorts if cohort not in store.cohorts]
    _add_cohort(study, store.samples, now)


def _store(study: SandboxStudy) -> LoadedVariants:
    if study.variants is None:
        study.variants = LoadedVariants(cohorts=[_EVERYBODY])
    store: Any = study.variants
    if not isinstance(store, LoadedVariants):
        message = f"{study.fqn} has generated variants; a study without them was expected."
        raise UsageError(message)
    return store
