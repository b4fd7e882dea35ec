"""Invented annotation of variants: the genes of the sandbox's panels at their places, the rest drawn from the id.

The same variant has the same annotation in every sandbox. Outside these genes it is intergenic.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from opencga_frames.sandbox.generate.consequences import LOSSES, substitution_in_gene
from opencga_frames.sandbox.generate.panels import panel_facts

if TYPE_CHECKING:
    from opencga_frames.sandbox.variants.alleles import Allele
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["ACCESSIONS", "LOSSES", "GenePlace", "annotated", "consequence_in_gene", "gene_places"]

#: Names of the Sequence Ontology and their accessions.
ACCESSIONS = {
    "missense_variant": "SO:0001583",
    "synonymous_variant": "SO:0001819",
    "intron_variant": "SO:0001627",
    "stop_gained": "SO:0001587",
    "splice_donor_variant": "SO:0001575",
    "frameshift_variant": "SO:0001589",
    "inframe_deletion": "SO:0001822",
    "inframe_insertion": "SO:0001821",
    "structural_variant": "SO:0001537",
    "intergenic_variant": "SO:0001628",
}
_CODON = 3
_SIGNIFICANCES = ("benign", "likely_benign", "uncertain_significance", "likely_pathogenic", "pathogenic")
#: How frequent alleles may be in a population at most, by consequence; the others may have any frequency.
_MOST_FREQUENT = {"missense_variant": 0.02, **dict.fromkeys(LOSSES, 1e-5)}
_POPULATIONS = (("1000G", "ALL"), ("1000G", "EUR"), ("GNOMAD_GENOMES", "ALL"), ("GNOMAD_GENOMES", "NFE"))


@dataclass(frozen=True, slots=True)
class GenePlace:
    """A gene and where it is."""

    symbol: str
    ensembl: str
    chromosome: str
    start: int
    end: int

    @property
    def transcript(self) -> str:
        """Id of its one transcript."""
        return self.ensembl.replace("ENSG", "ENST")

    def holds(self, allele: Allele) -> bool:
        """Return whether an allele is in the gene."""
        return self.chromosome == allele.chromosome and allele.start <= self.end and allele.end >= self.start - 1


@cache
def gene_places() -> dict[str, GenePlace]:
    """Return the known genes by symbol."""
    places = {}
    for gene in (gene for panel in panel_facts() for gene in panel.genes):
        chromosome, _, span = gene.location.partition(":")
        start, _, end = span.partition("-")
        places[gene.symbol] = GenePlace(gene.symbol, gene.ensembl, chromosome, int(start), int(end))
    return places


def _draw(allele: Allele, purpose: str, sides: int) -> int:
    return crc32(f"{purpose} {allele.id}".encode()) % sides


def consequence_in_gene(allele: Allele) -> str:
    """Return what an allele in a gene does."""
    if allele.structure is not None:
        return "structural_variant"
    if len(allele.reference) == len(allele.alternate):
        return substitution_in_gene(allele.id)
    change = len(allele.alternate) - len(allele.reference)
    if change % _CODON:
        return "frameshift_variant"
    return "inframe_insertion" if change > 0 else "inframe_deletion"


#: Classes a protein may be of, and drugs that act on genes; all invented.
_KEYWORDS = ("Membrane", "Ion channel", "Cytoskeleton", "Transport")
_DRUGS = ("EXAMPLINE", "SAMPLEX", "TRIALOL")


def _protein(allele: Allele, gene: GenePlace) -> Document:
    """Return what a changed amino acid does, by two programs, and what the protein is."""
    sift, polyphen = (_draw(allele, name, 1000) / 1000 for name in ("sift", "polyphen"))
    harmful = "probably damaging" if polyphen > 0.908 else "possibly damaging" if polyphen > 0.446 else "benign"
    return {
        "position": 1 + _draw(allele, "position", 900),
        "substitutionScores": [
            {"score": sift, "source": "sift", "description": "deleterious" if sift < 0.05 else "tolerated"},
            {"score": polyphen, "source": "polyphen", "description": harmful},
        ],
        "keywords": [_KEYWORDS[crc32(gene.symbol.encode()) % len(_KEYWORDS)]],
    }


def _of_genes(genes: list[GenePlace]) -> Document:
    """Return the drugs and traits of genes: one gene in three has a drug, every gene a trait."""
    drugs = [
        {"geneName": gene.symbol, "drugName": _DRUGS[crc32(gene.symbol.encode()) % len(_DRUGS)], "source": "dgidb"}
        for gene in genes
        if crc32(gene.ensembl.encode()) % 3 == 0
    ]
    traits = [
        {"id": f"umls:C{crc32(gene.symbol.encode()) % 10**7:07}", "name": f"Invented syndrome of {gene.symbol}"}
        for gene in genes
    ]
    return {"geneDrugInteraction": drugs, "geneTraitAssociation": traits}


def _transcript(allele: Allele, gene: GenePlace, consequence: str) -> Document:
    protein = {"proteinVariantAnnotation": _protein(allele, gene)} if consequence == "missense_variant" else {}
    return {**_plain_transcript(gene, consequence), **protein}


def _plain_transcript(gene: GenePlace, consequence: str) -> Document:
    return {
        "geneId": gene.ensembl,
        "geneName": gene.symbol,
        "ensemblGeneId": gene.ensembl,
        "ensemblTranscriptId": gene.transcript,
        "transcriptId": gene.transcript,
        "strand": "+",
        "biotype": "protein_coding",
        "source": "ensembl",
        "transcriptFlags": ["CCDS", "basic", "canonical"],
        "sequenceOntologyTerms": [{"accession": ACCESSIONS[consequence], "name": consequence}],
    }


def _populations(allele: Allele, consequence: str) -> list[Document]:
    """Return how frequent an allele is elsewhere: seldom where it changes a protein, hardly ever where it loses one."""
    if _draw(allele, "known", 10) < 4:
        return []
    most = _MOST_FREQUENT.get(consequence, 1.0)
    common = round(most * (_draw(allele, "frequency", 1000) / 1000) ** 4, 6)
    return [
        {
            "study": study,
            "population": population,
            "refAllele": allele.reference,
            "altAllele": allele.alternate,
            "refAlleleFreq": round(1 - common, 6),
            "altAlleleFreq": common,
        }
        for study, population in _POPULATIONS
    ]


def _scores(allele: Allele) -> Document:
    gerp, phylop = (_draw(allele, name, 12_000) / 1000 - 6 for name in ("gerp", "phylop"))
    conservation = {"gerp": gerp, "phastCons": _draw(allele, "phastCons", 1000) / 1000, "phylop": phylop}
    cadd = {"cadd_raw": _draw(allele, "raw", 1000) / 100 - 2, "cadd_scaled": _draw(allele, "scaled", 4000) / 100}
    return {
        "conservation": [{"score": round(score, 3), "source": name} for name, score in conservation.items()],
        "functionalScore": [{"score": round(score, 2), "source": name} for name, score in cadd.items()],
    }


def _traits(allele: Allele, genes: list[GenePlace]) -> list[Document]:
    if not genes or _draw(allele, "trait", 8):
        return []
    significance = _SIGNIFICANCES[_draw(allele, "significance", len(_SIGNIFICANCES))]
    return [
        {
            "source": {"name": "clinvar", "version": "2026.01"},
            "id": f"RCV{_draw(allele, 'record', 10**9):09}",
            "assembly": "GRCh38",
            "heritableTraits": [{"trait": f"Invented syndrome of {genes[0].symbol}"}],
            "variantClassification": {"clinicalSignificance": significance},
            "consistencyStatus": "conflict" if _draw(allele, "reviews", 3) == 0 else "congruent",
        }
    ]


def annotated(allele: Allele) -> Document:
    """Return the annotation of an allele."""
    genes = [gene for gene in gene_places().values() if gene.holds(allele)]
    consequence = consequence_in_gene(allele) if genes else "intergenic_variant"
    intergenic = {"sequenceOntologyTerms": [{"accession": ACCESSIONS[consequence], "name": consequence}]}
    annotation: Document = {
        "chromosome": allele.chromosome,
        "start": allele.start,
        "end": allele.end,
        "reference": allele.reference,
        "alternate": allele.alternate,
        "xrefs": [{"id": gene.symbol, "source": "HGNC"} for gene in genes],
        "hgvs": [],
        "displayConsequenceType": consequence,
        "consequenceTypes": [_transcript(allele, gene, consequence) for gene in genes] or [intergenic],
        "populationFrequencies": _populations(allele, consequence),
        **_scores(allele),
        "traitAssociation": _traits(allele, genes),
        **_of_genes(genes),
        "additionalAttributes": {"opencga": {"attribute": {"release": "1", "annotationId": "CURRENT"}}},
    }
    return {
        name: value for name, value in annotation.items() if value or name in {"xrefs", "hgvs", "end"} or value == ""
    }
