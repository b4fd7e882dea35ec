"""What a row of a variant shows: which samples and files, which keys, which fields."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from opencga_frames.ground.limits import MAX_SAMPLES_PER_VARIANT
from opencga_frames.sandbox.variants.filters.files import named_files, read_file_filter
from opencga_frames.sandbox.variants.filters.genotypes import read_sample_filter
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.sandbox.variants.calls import VariantFile
    from opencga_frames.sandbox.variants.scope import VariantScope

__all__ = ["Fields", "Included", "read_included"]

_ALL = frozenset({"all", "*"})
_DEFAULT_SAMPLES = 100
_STUDY = frozenset(
    {"samples", "files", "stats", "secondaryAlternates", "studyId", "sampleDataKeys", "scores", "issues"}
)
_ANNOTATION = frozenset({
    "id", "chromosome", "start", "end", "reference", "alternate", "ancestralAllele", "xrefs", "hgvs",
    "displayConsequenceType", "consequenceTypes", "populationFrequencies", "minorAllele", "minorAlleleFreq",
    "conservation", "geneExpression", "geneTraitAssociation", "geneDrugInteraction", "geneConstraints", "gwas",
    "functionalScore", "variantTraitAssociation", "traitAssociation", "cytoband", "repeat", "mirnaTargets", "drugs",
    "pharmacogenomics", "additionalAttributes",
})  # fmt: skip
_PLAIN = frozenset({
    "id", "names", "chromosome", "start", "end", "reference", "alternate", "length", "strand", "type", "sv", "studies",
    "annotation", "all",
})  # fmt: skip


@dataclass(frozen=True)
class Fields:
    """Which parts of a row are shown.

    Attributes
    ----------
    annotation
        Fields of the annotation, None for none of it.
    study
        Parts of the study's entry, None for no entry.
    """

    annotation: frozenset[str] | None
    study: frozenset[str] | None


@dataclass(frozen=True)
class Included:
    """What the rows of a call show.

    Attributes
    ----------
    fields
        Parts of a row.
    samples
        Samples of a row, in order.
    total
        How many samples were asked for.
    files
        Files that are shown; None for those of the samples.
    ids
        Whether samples come with their ids.
    keys
        Keys of sample data that were asked for; None for all.
    unknown
        Genotype of a sample whose files lack the variant.
    """

    fields: Fields
    samples: Sequence[str]
    total: int
    files: Sequence[VariantFile] | None
    ids: bool
    keys: Sequence[str] | None
    unknown: str

    @cached_property
    def paths(self) -> frozenset[str] | None:
        """Paths of the files that are shown."""
        return None if self.files is None else frozenset(file.path for file in self.files)


def _split(scope: VariantScope, name: str) -> list[str]:
    return [part for part in scope.query.get(name, "").replace(";", ",").split(",") if part]


def _check_fields(scope: VariantScope, name: str) -> list[str]:
    parts = _split(scope, name)
    below = {"annotation": _ANNOTATION, "studies": _STUDY, "sv": None}
    for part in parts:
        head, dot, rest = part.partition(".")
        known = below.get(head, frozenset()) if dot else _PLAIN
        if known is not None and (rest.partition(".")[0] if dot else head) not in known:
            raise Refusal(Java.VARIANTS, f"Found unknown variant field '{part}' in {name}")
    return parts


def _chosen(include: list[str], exclude: list[str], head: str, known: frozenset[str]) -> frozenset[str] | None:
    """Return the parts below a field that are shown, None when the field is not."""
    if include and not {head, "all"} & set(include):
        chosen = {part.partition(".")[2].partition(".")[0] for part in include if part.startswith(f"{head}.")}
        return frozenset(chosen) or None
    if head in exclude:
        return None
    return known - {part.partition(".")[2] for part in exclude if part.startswith(f"{head}.")}


def _fields(scope: VariantScope) -> Fields:
    include, exclude = _check_fields(scope, "include"), _check_fields(scope, "exclude")
    study = _chosen(include, exclude, "studies", _STUDY)
    if scope.query.get("includeStudy", "").lower() == "none":
        study = None
    if scope.flag("summary") and study is not None:
        study = study - {"samples", "files"}
    return Fields(_chosen(include, exclude, "annotation", _ANNOTATION), study)


def _samples(scope: VariantScope) -> Sequence[str]:
    """Return the samples of the rows: those named, else those of the filters, else those of the files named."""
    asked = scope.query.get("includeSample", "")
    if asked.lower() in _ALL:
        return scope.usable
    if asked:
        return [] if asked.lower() == "none" else [key for key in _split(scope, "includeSample") if key in scope.loaded]
    chosen = read_sample_filter(scope)
    if chosen is not None:
        return chosen.samples
    files = _named(scope) or []
    named = dict.fromkeys(sample for file in files for sample in file.samples)
    return [sample for sample in named if scope.may_use(sample)]


def _named(scope: VariantScope) -> list[VariantFile] | None:
    """Return the files that parameters name, None when none does."""
    asked = scope.query.get("includeFile", "")
    if asked and asked.lower() not in {*_ALL, "none"}:
        return named_files(scope, asked)
    chosen = read_file_filter(scope)
    return chosen.files if chosen is not None and not asked else None


def _files(scope: VariantScope) -> Sequence[VariantFile] | None:
    asked = scope.query.get("includeFile", "").lower()
    if asked in _ALL:
        return scope.store.files
    if asked == "none":
        return []
    named = _named(scope)
    return named if named or asked else None


def _window(scope: VariantScope) -> slice:
    def integer(name: str) -> int:
        text = scope.query.get(name, "")
        return int(text) if text.lstrip("-").isdigit() else 0

    limit = integer("sampleLimit")
    if limit > MAX_SAMPLES_PER_VARIANT:
        raise Refusal(Java.VARIANTS, f"Unable to return more than {MAX_SAMPLES_PER_VARIANT} samples")
    skip = max(integer("sampleSkip"), 0)
    return slice(skip, skip + (limit if limit > 0 else _DEFAULT_SAMPLES))


def _keys(scope: VariantScope) -> list[str] | None:
    keys = _split(scope, "includeSampleData")
    if not keys or keys[0].lower() in _ALL:
        return None
    return ["GT", *(key for key in keys if key not in {"GT", "none"})]


def _check_permissions(scope: VariantScope) -> None:
    named = [key for key in _split(scope, "includeSample") if key.lower() not in {*_ALL, "none"}]
    if named:
        scope.check_samples("includeSample", named)
    elif not scope.query.keys() & {"sample", "genotype"}:
        scope.check_aggregated()


def read_included(scope: VariantScope) -> Included:
    """Return what the rows of a call show, or refuse what may not be seen."""
    _check_permissions(scope)
    fields = _fields(scope)
    shown = fields.study is not None and "samples" in fields.study
    samples = _samples(scope) if shown else []
    return Included(
        fields=fields,
        samples=samples[_window(scope)],
        total=len(samples),
        files=_files(scope),
        ids=scope.flag("includeSampleId"),
        keys=_keys(scope),
        unknown=scope.query.get("unknownGenotype", "?/?"),
    )
