"""The variants of one study, and which of its samples and files they come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from opencga_frames.sandbox.variants.calls import UNKNOWN_GENOTYPE, FileCall

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.variants.alleles import Allele
    from opencga_frames.sandbox.variants.calls import VariantFile

__all__ = ["CalledVariant", "LoadedVariants", "Variant", "VariantStore", "store_of"]


class Variant(Protocol):
    """A variant of a study."""

    @property
    def allele(self) -> Allele:
        """Where and what it is."""
        ...

    @property
    def names(self) -> Sequence[str]:
        """Ids the files give it."""
        ...

    @property
    def calls(self) -> Iterable[FileCall]:
        """What each file says of it, in the order of loading."""
        ...

    def call_of(self, sample: str) -> FileCall | None:
        """Return the first call of a file that has a sample, None when no such file has the variant."""
        ...

    def genotype(self, sample: str) -> str:
        """Return the genotype of a sample, ``?/?`` when its files lack the variant."""
        ...


class VariantStore(Protocol):
    """The variants of a study, in order of position, with the samples and files that were loaded."""

    def variants(self) -> Sequence[Variant]:
        """Return every variant, in order of position."""
        ...

    def find(self, key: str) -> Variant | None:
        """Return the variant of an id."""
        ...

    @property
    def related(self) -> bool:
        """Whether it is known what children have that their parents lack, as once the server has worked it out."""
        ...

    @property
    def samples(self) -> Sequence[str]:
        """Ids of the samples, in the order of loading."""
        ...

    @property
    def files(self) -> Sequence[VariantFile]:
        """The files, in the order of loading."""
        ...

    @property
    def cohorts(self) -> list[str]:
        """Cohorts whose statistics were calculated; the first has every sample."""
        ...


@dataclass(slots=True)
class CalledVariant:
    """A variant that was read from files."""

    allele: Allele
    names: list[str] = field(default_factory=list)
    calls: list[FileCall] = field(default_factory=list)

    def call_of(self, sample: str) -> FileCall | None:
        """Return the first call of a file that has a sample."""
        return next((call for call in self.calls if sample in call.file.columns), None)

    def genotype(self, sample: str) -> str:
        """Return the genotype of a sample, ``?/?`` when its files lack the variant."""
        call = self.call_of(sample)
        return UNKNOWN_GENOTYPE if call is None else call.genotype(call.file.columns[sample])


@dataclass
class LoadedVariants:
    """A store filled from files."""

    files: list[VariantFile] = field(default_factory=list)
    cohorts: list[str] = field(default_factory=list)
    related: bool = False
    _known: dict[str, CalledVariant] = field(default_factory=dict)

    def load(self, file: VariantFile, found: Iterable[tuple[Allele, list[str], FileCall]]) -> None:
        """Add the variants of a file."""
        self.files.append(file)
        for allele, names, call in found:
            variant = self._known.setdefault(allele.id, CalledVariant(allele))
            variant.names.extend(name for name in names if name not in variant.names)
            variant.calls.append(call)
        self._forget()

    def restore(self, allele: Allele, names: list[str], calls: list[FileCall]) -> None:
        """Add a variant with everything that is known of it."""
        self._known[allele.id] = CalledVariant(allele, names, calls)
        self._forget()

    def known(self) -> Sequence[CalledVariant]:
        """Return every variant, in the order of loading."""
        return list(self._known.values())

    def _forget(self) -> None:
        for name in ("samples", "_sorted"):
            self.__dict__.pop(name, None)

    @cached_property
    def samples(self) -> list[str]:
        """Ids of the samples, in the order of loading."""
        return list(dict.fromkeys(sample for file in self.files for sample in file.samples))

    @cached_property
    def _sorted(self) -> list[CalledVariant]:
        return sorted(self._known.values(), key=lambda variant: variant.allele.place)

    def variants(self) -> Sequence[Variant]:
        """Return every variant, in order of position."""
        return self._sorted

    def find(self, key: str) -> Variant | None:
        """Return the variant of an id."""
        return self._known.get(key)


def store_of(study: SandboxStudy) -> VariantStore | None:
    """Return the variants of a study, None when none were loaded."""
    store: VariantStore | None = study.variants
    return store
