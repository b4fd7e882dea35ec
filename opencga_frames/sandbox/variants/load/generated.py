"""Invented variants that fit the samples, files and families of a generated study.

Half of them lie in genes of the panels, half anywhere in the genome; six in seven are substitutions, of which two in
three are transitions. Most are rare, those that lose a gene always. One call in twenty-five is of low quality. The
findings of the study's cases are among them, in the people who must have them. Every sample has a file of its own that
was called at every variant. Nothing is made before it is asked for; a study of more than 5,000 samples has no
statistics, as on a server where nobody calculated them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar, overload

from opencga_frames.sandbox.generate.consequences import LOSSES
from opencga_frames.sandbox.generate.pedigree import Pedigree, plan
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.variants.alleles import Allele, allele_of
from opencga_frames.sandbox.variants.annotation import consequence_in_gene, gene_places
from opencga_frames.sandbox.variants.calls import UNKNOWN_GENOTYPE, FileCall, VariantFile
from opencga_frames.sandbox.variants.load.inheritance import Cause, Drawn, Inheritance

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["GeneratedVariants", "generate_variants"]

_T = TypeVar("_T")
_BASES = "ACGT"
#: Lengths of the chromosomes of GRCh38, in millions of bases.
_MILLIONS = {
    "1": 248, "2": 242, "3": 198, "4": 190, "5": 181, "6": 170, "7": 159, "8": 145, "9": 138, "10": 133, "11": 135,
    "12": 133, "13": 114, "14": 107, "15": 101, "16": 90, "17": 83, "18": 80, "19": 58, "20": 64, "21": 46, "22": 50,
    "X": 156, "Y": 57,
}  # fmt: skip
#: Most samples of a study whose statistics are calculated: each row would count all of them.
_MOST_COUNTED = 5_000
#: Quality from which a call passes, and one call in how many does not.
_GOOD, _CALLS_PER_BAD = 30, 25
#: The base each becomes in a transition, twice as frequent as the others together.
_TRANSITIONS = {"A": "G", "G": "A", "C": "T", "T": "C"}
_KEYS = ("GT", "GQ", "DP", "AD")
_HEADER: tuple[tuple[str, dict[str, str] | str], ...] = (
    ("fileformat", "VCFv4.2"),
    ("source", "opencga-frames sandbox"),
    ("FILTER", {"ID": "PASS", "Description": "All filters passed"}),
    ("FILTER", {"ID": "LowQual", "Description": "Quality below 30"}),
    ("INFO", {"ID": "DP", "Number": "1", "Type": "Integer", "Description": "Total depth"}),
    ("FORMAT", {"ID": "GT", "Number": "1", "Type": "String", "Description": "Genotype"}),
    ("FORMAT", {"ID": "GQ", "Number": "1", "Type": "Integer", "Description": "Genotype quality"}),
    ("FORMAT", {"ID": "DP", "Number": "1", "Type": "Integer", "Description": "Read depth"}),
    ("FORMAT", {"ID": "AD", "Number": "R", "Type": "Integer", "Description": "Allelic depths"}),
)


class _OnDemand(Sequence[_T]):
    """A sequence whose items are made when they are asked for."""

    def __init__(self, size: int, make: Callable[[int], _T]) -> None:
        self._size = size
        self._make = make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> _T: ...
    @overload
    def __getitem__(self, place: slice) -> list[_T]: ...
    def __getitem__(self, place: int | slice) -> _T | list[_T]:
        if isinstance(place, slice):
            return [self._make(one) for one in range(*place.indices(self._size))]
        return self._make(range(self._size)[place])


class _VariantPlan(NamedTuple):
    """What is kept of a variant."""

    allele: Allele
    drawn: Drawn


def _place_of(offset: int) -> tuple[str, int]:
    """Return chromosome and position of a place of the genome, counted from its start."""
    for chromosome, millions in _MILLIONS.items():
        if offset < millions * 10**6:
            return chromosome, 1 + offset
        offset -= millions * 10**6
    raise AssertionError


class _Drawing:
    """Draws where variants are and how common they are."""

    def __init__(self, seed: int) -> None:
        self._random = RandomNumbers(seed, "variant")
        self._genes = list(gene_places().values())

    def plan(self, number: int) -> _VariantPlan:
        """Return one variant."""
        draw = self._random.integer
        if number % 2:
            gene = self._random.pick(number, 1, self._genes)
            chromosome, start = gene.chromosome, gene.start + draw(number, 2, gene.end - gene.start)
        else:
            chromosome, start = _place_of(draw(number, 2, 10**6 * sum(_MILLIONS.values())))
        allele = allele_of(chromosome, start, self._bases(number), {})
        lost = number % 2 == 1 and consequence_in_gene(allele) in LOSSES
        frequency = 0.002 if lost else 0.5 * (draw(number, 3, 1_000) / 1_000) ** 3 + 0.002
        return _VariantPlan(allele, Drawn(number, chromosome, frequency, None))

    def _bases(self, number: int) -> tuple[str, str]:
        draw = self._random.integer
        base = _BASES[draw(number, 4, 4)]
        changes = [_TRANSITIONS[base], *(one for one in _BASES if one not in {base, _TRANSITIONS[base]})]
        other = changes[(0, 0, 0, 0, 1, 2)[draw(number, 5, 6)]]
        kind = draw(number, 6, 14)
        if kind > 1:
            return base, other
        longer = base + "".join(_BASES[draw(number, 7 + n, 4)] for n in range(1 + draw(number, 20, 6)))
        return (base, longer) if kind else (longer, base)


class GeneratedVariant:
    """One invented variant."""

    def __init__(self, store: GeneratedVariants, plan_: _VariantPlan) -> None:
        self._store = store
        self._plan = plan_
        self.allele = plan_.allele
        self.names = [f"rs{90_000_000 + plan_.drawn.number}"] if plan_.drawn.frequency > 0.01 else []

    @property
    def calls(self) -> Iterator[FileCall]:
        """What each file says of it."""
        return (self._store.call(self._plan, place) for place in range(len(self._store.samples)))

    def call_of(self, sample: str) -> FileCall | None:
        """Return the call of the file of a sample."""
        place = self._store.places.get(sample)
        return None if place is None else self._store.call(self._plan, place)

    def genotype(self, sample: str) -> str:
        """Return the genotype of a sample, ``?/?`` for one of another study."""
        place = self._store.places.get(sample)
        return UNKNOWN_GENOTYPE if place is None else self._store.genotype(self._plan, place)


class GeneratedVariants:
    """The store of a generated study.

    Parameters
    ----------
    pedigree, seed
        Of the study.
    count
        How many variants there are beside those of cases.
    causes
        Alleles that explain cases.
    base
        Address of the study's folder.
    """

    def __init__(
        self, pedigree: Pedigree, seed: int, count: int, *, causes: Sequence[tuple[Allele, Cause]], base: str
    ) -> None:
        self.related = True
        self._count = count
        self._causes = causes
        self._pedigree = pedigree
        self._seed = seed
        self._base = base
        self._reads = RandomNumbers(seed, "reads")
        self._inheritance = Inheritance(pedigree, seed)
        self.cohorts = ["ALL"] if len(pedigree.owners) <= _MOST_COUNTED else []
        self._files: dict[int, VariantFile] = {}

    @cached_property
    def samples(self) -> list[str]:
        """Ids of the samples."""
        return [self._pedigree.sample_id(place) for place in range(len(self._pedigree.owners))]

    @cached_property
    def places(self) -> dict[str, int]:
        """Position of each sample."""
        return {sample: place for place, sample in enumerate(self.samples)}

    @cached_property
    def files(self) -> Sequence[VariantFile]:
        """The files, one per sample."""
        return _OnDemand(len(self.samples), self._file)

    def _file(self, place: int) -> VariantFile:
        if place not in self._files:
            sample = self.samples[place]
            path = f"data/vcf/{sample}.vcf.gz"
            self._files[place] = VariantFile(f"{sample}.vcf.gz", path, f"{self._base}/{path}", (sample,), _HEADER)
        return self._files[place]

    @cached_property
    def _plans(self) -> list[_VariantPlan]:
        drawing = _Drawing(self._seed)
        drawn = {one.allele.id: one for one in map(drawing.plan, range(self._count))}
        for number, (allele, cause) in enumerate(self._causes):
            drawn[allele.id] = _VariantPlan(allele, Drawn(self._count + number, allele.chromosome, 0.0, cause))
        return sorted(drawn.values(), key=lambda one: one.allele.place)

    @cached_property
    def _by_id(self) -> dict[str, _VariantPlan]:
        return {one.allele.id: one for one in self._plans}

    def variants(self) -> Sequence[GeneratedVariant]:
        """Return every variant, in order of position."""
        return _OnDemand(len(self._plans), lambda place: GeneratedVariant(self, self._plans[place]))

    def find(self, key: str) -> GeneratedVariant | None:
        """Return the variant of an id."""
        known = self._by_id.get(key)
        return None if known is None else GeneratedVariant(self, known)

    def recipe(self) -> Document:
        """Return what the store was made with."""
        return {
            "samples": len(self._pedigree.owners),
            "seed": self._seed,
            "count": self._count,
            "causes": self._causes,
            "base": self._base,
        }

    def genotype(self, plan_: _VariantPlan, place: int) -> str:
        """Return the genotype of a sample."""
        return _genotype(self._inheritance.alleles(plan_.drawn, self._pedigree.owners[place]))

    def call(self, plan_: _VariantPlan, place: int) -> FileCall:
        """Return what the file of a sample says of a variant."""
        depth = 12 + self._reads.integer(plan_.drawn.number, 3 * place, 48)
        bad = self._reads.integer(plan_.drawn.number, 3 * place + 2, _CALLS_PER_BAD) == 0
        quality = (10 if bad else _GOOD) + self._reads.integer(plan_.drawn.number, 3 * place + 1, 20 if bad else 70)
        data = {"DP": str(depth), "QUAL": f"{quality}.0", "FILTER": "PASS" if quality >= _GOOD else "LowQual"}
        cell = _cell(self.genotype(plan_, place), depth, quality)
        return FileCall(self.files[place], data, _KEYS, (cell,))


def _genotype(alleles: tuple[int, ...]) -> str:
    return "/".join(str(allele) for allele in sorted(alleles)) or "./."


def _cell(genotype: str, depth: int, quality: int) -> str:
    if "." in genotype:
        return f"{genotype}:.:.:."
    reads = depth * genotype.count("1") // (genotype.count("/") + 1)
    return f"{genotype}:{quality}:{depth}:{depth - reads},{reads}"


def _causes(study: SandboxStudy) -> list[tuple[Allele, Cause]]:
    """Return the primary findings of a study's cases, each with the family it is found in."""
    found: list[tuple[Allele, Cause]] = []
    collection = study.collections["interpretations"]
    for place in range(len(collection.alive)):
        document = collection.document(place)
        digits = "".join(filter(str.isdigit, document["clinicalAnalysisId"]))
        for finding in document["primaryFindings"]:
            modes = [mode for one in finding["evidences"] for mode in one["modeOfInheritances"]]
            allele = allele_of(
                finding["chromosome"], finding["start"], (finding["reference"], finding["alternate"]), {}
            )
            found.append((allele, Cause(int(digits), (modes or ["UNKNOWN"])[0])))
    return found


def generate_variants(study: SandboxStudy, count: int, samples: int, seed: int) -> None:
    """Add variants to a generated study.

    Parameters
    ----------
    study
        The study.
    count
        How many, beside the findings of its cases.
    samples, seed
        What the study was made with.
    """
    study.variants = GeneratedVariants(
        plan(samples, seed), seed, count, causes=_causes(study), base=study.document["uri"]
    )
