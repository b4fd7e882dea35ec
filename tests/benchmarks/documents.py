"""Documents to be timed on: samples and variants as a 5.0.0 server writes them, with described fields only."""

from __future__ import annotations

import random
from typing import Any, Final

import orjson

PAGE: Final = 1_000
TERMS: Final = ("HP:0001250", "HP:0001263", "HP:0000252", "HP:0001290", "HP:0002197")
POPULATIONS: Final = ("ALL", "AFR", "AMR", "EAS", "FIN", "NFE", "SAS", "OTH")
EFFECTS: Final = (
    ("SO:0001627", "intron_variant"),
    ("SO:0001583", "missense_variant"),
    ("SO:0001819", "synonymous_variant"),
)
STUDY: Final = "demo@rare:germline"


def pages_of(kind: str, documents: int) -> list[bytes]:
    """Make pages of 1,000 ``samples`` or 500 ``variants``, always the same for the same number."""
    chance = random.Random(20260101)
    made = [MAKERS[kind](number, chance) for number in range(documents)]
    page = PAGE if kind == "samples" else PAGE // 2
    return [orjson.dumps(made[at : at + page]) for at in range(0, documents, page)]


def sample(number: int, chance: random.Random) -> dict[str, Any]:
    """Make one sample as a 5.0.0 server writes it, with described fields only."""
    name = f"S{number:07d}"
    stamp = f"2024{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}{chance.randint(0, 23):02d}1530"
    product = {"id": chance.choice(["DNA", "RNA"]), "name": "", "description": "", "source": "", "url": ""}
    return {
        "id": name,
        "annotationSets": [_intake(chance), _sequencing(chance)],
        "uuid": f"{chance.getrandbits(32):08x}-018f-0004-0001-{chance.getrandbits(48):012x}",
        "source": {"id": "biobank", "name": "Hospital biobank", "description": "", "source": "own", "url": ""},
        "processing": {
            "product": {**product, "attributes": {}},
            "preparationMethod": "PCR-free",
            "extractionMethod": "column",
            "labSampleId": f"LS{number:06d}",
            "quantity": f"{chance.randint(100, 2000)} ng",
            "date": stamp[:8],
            "attributes": {"plate": chance.randint(1, 96)},
        },
        "collection": {
            "from": [_term("UBERON:0000178", "blood", "UBERON")],
            "type": "BLOOD",
            "quantity": "5 ml",
            "method": "venepuncture",
            "date": stamp[:8],
            "attributes": {},
        },
        "qualityControl": {
            "files": [],
            "comments": [],
            "variant": {"variantStats": _stats(name, chance), "signatures": [], "hrDetects": [], "files": []},
        },
        "release": 1,
        "version": chance.randint(1, 4),
        "creationDate": stamp,
        "modificationDate": stamp,
        "description": f"Second sample of the visit, taken for {name} because the first had clotted.",
        "somatic": chance.random() < 0.1,
        "phenotypes": [_phenotype(term) for term in chance.sample(TERMS, chance.randint(1, 4))],
        "individualId": f"I{number // 2:07d}",
        "fileIds": [f"data:{name}.bam", f"data:{name}.vcf.gz"],
        "cohortIds": ["ALL", f"batch-{number % 40}"],
        "status": {"id": "ARRIVED", "description": "", "date": stamp, "name": "ARRIVED"},
        "internal": {
            "status": {
                "id": "READY",
                "description": "",
                "date": stamp,
                "version": "5.0.0",
                "commit": "dd4c82e29c61418826a05f7c6344de161888e074",
                "name": "READY",
            },
            "registrationDate": stamp,
            "lastModified": stamp,
            "rga": {"status": "NOT_INDEXED", "date": stamp},
            "variant": {"index": {"status": {"id": "NONE", "description": "", "date": stamp, "name": "NONE"}}},
        },
        "attributes": {"rack": f"R{number % 9}", "box": number % 200},
    }


def _term(name: str, label: str, source: str) -> dict[str, Any]:
    return {"id": name, "name": label, "description": "", "source": source, "url": "", "attributes": {}}


def _phenotype(term: str) -> dict[str, Any]:
    return {**_term(term, f"name of {term}", "HPO"), "ageOfOnset": "-1", "status": "OBSERVED"}


def _stats(name: str, chance: random.Random) -> list[dict[str, Any]]:
    if chance.random() < 0.9:
        return []
    types = {"SNV": chance.randint(3_000_000, 5_000_000), "INDEL": chance.randint(400_000, 900_000)}
    stats = {
        "id": name,
        "variantCount": sum(types.values()),
        "chromosomeCount": {str(c): chance.randint(50_000, 400_000) for c in range(1, 23)},
        "typeCount": types,
        "genotypeCount": {"0/1": chance.randint(2_000_000, 3_000_000), "1/1": chance.randint(1_000_000, 2_000_000)},
        "indelLengthCount": {"lt5": 310_000, "lt10": 61_000, "lt15": 20_000, "lt20": 9_000, "gte20": 4_000},
        "tiTvRatio": chance.choice([2.01, 2.05]),
        "qualityAvg": 41.25,
        "qualityStdDev": 3.5,
        "heterozygosityRate": 0.61,
    }
    return [{"id": "ALL", "description": "", "query": {}, "stats": stats}]


def _intake(chance: random.Random) -> dict[str, Any]:
    values = {"smoker": chance.random() < 0.2, "site": "NORTH", "weight": 71.25, "age": chance.randint(0, 90)}
    return {"id": "intake", "variableSetId": "intake", "annotations": values}


def _sequencing(chance: random.Random) -> dict[str, Any]:
    values = {
        "lab": {"name": "lab3", "panel": {"code": f"P{chance.randint(0, 9)}", "level": 2, "ok": True}},
        "tags": ["first", "urgent"],
        "remark": "steady",
    }
    return {"id": "run1", "variableSetId": "sequencing", "annotations": values}


def variant(number: int, chance: random.Random) -> dict[str, Any]:
    """Make one variant with four samples and the whole annotation."""
    chromosome, start = str(number % 22 + 1), 1_000_000 + 137 * number
    gene = f"GENE{number // 7}"
    return {
        "id": f"{chromosome}:{start}:A:G",
        "names": [f"rs{number}"],
        "chromosome": chromosome,
        "start": start,
        "end": start,
        "reference": "A",
        "alternate": "G",
        "strand": "+",
        "length": 1,
        "type": "SNV",
        "studies": [_entry(chance)],
        "annotation": {
            "chromosome": chromosome,
            "start": start,
            "end": start,
            "reference": "A",
            "alternate": "G",
            "id": f"rs{number}",
            "xrefs": [{"id": f"rs{number}", "source": "dbSNP"}],
            "hgvs": [f"ENST{n:011d}.3:c.{number}A>G" for n in range(3)],
            "displayConsequenceType": "missense_variant",
            "consequenceTypes": [_consequence(gene, n, chance) for n in range(chance.randint(4, 12))],
            "populationFrequencies": [
                _frequency(study, p, chance) for study in ("1000G", "GNOMAD_GENOMES") for p in POPULATIONS
            ],
            "conservation": [
                {"score": chance.uniform(-3, 5), "source": s, "description": ""}
                for s in ("gerp", "phastCons", "phylop")
            ],
            "functionalScore": [
                {"score": chance.uniform(0, 30), "source": s, "description": ""} for s in ("cadd_raw", "cadd_scaled")
            ],
            "cytoband": [{"chromosome": chromosome, "stain": "gneg", "name": "q21.1", "start": 1, "end": 50_000_000}],
            "traitAssociation": [],
        },
    }


def _score(source: str, chance: random.Random) -> dict[str, Any]:
    return {"score": chance.uniform(-3, 30), "source": source, "description": ""}


def _entry(chance: random.Random) -> dict[str, Any]:
    samples = [{"sampleId": f"S{n}", "fileIndex": 0, "data": _call(chance)} for n in range(4)]
    stats = {"cohortId": "ALL", "sampleCount": 4, "fileCount": 1, "alleleCount": 8}
    alleles = {"refAlleleCount": 5, "altAlleleCount": 3}
    data = {"FILTER": "PASS", "QUAL": "50.0", "AC": "3", "AN": "8", "DP": "120"}
    rates = {"refAlleleFreq": 0.625, "altAlleleFreq": 0.375, "maf": 0.375, "mgf": 0.0, "qualityAvg": 50.0}
    counts = {"missingAlleleCount": 0, "missingGenotypeCount": 0, "genotypeCount": {"0/0": 2, "0/1": 1, "1/1": 1}}
    return {
        "studyId": STUDY,
        "files": [{"fileId": "family.vcf.gz", "data": data}],
        "secondaryAlternates": [],
        "sampleDataKeys": ["GT", "AD", "DP", "GQ"],
        "samples": samples,
        "issues": [],
        "stats": [{**stats, **alleles, **rates, **counts, "mafAllele": "G", "mgfGenotype": "1/1"}],
        "scores": [],
    }


def _call(chance: random.Random) -> list[str]:
    depth = chance.randint(8, 60)
    alternate = chance.randint(0, depth)
    return [
        chance.choice(["0/0", "0/1", "1/1", "./."]),
        f"{depth - alternate},{alternate}",
        str(depth),
        str(chance.randint(1, 99)),
    ]


def _consequence(gene: str, number: int, chance: random.Random) -> dict[str, Any]:
    accession, term = chance.choice(EFFECTS)
    return {
        "geneId": f"ENSG{number:011d}",
        "geneName": gene,
        "ensemblGeneId": f"ENSG{number:011d}",
        "ensemblTranscriptId": f"ENST{number:011d}",
        "transcriptId": f"ENST{number:011d}",
        "strand": "+",
        "biotype": "protein_coding",
        "source": "ensembl",
        "transcriptFlags": ["basic", "CCDS"],
        "cdnaPosition": chance.randint(1, 5_000),
        "cdsPosition": chance.randint(1, 4_000),
        "codon": "aAg/aGg",
        "proteinVariantAnnotation": _protein(number, chance),
        "sequenceOntologyTerms": [{"accession": accession, "name": term}],
    }


def _protein(number: int, chance: random.Random) -> dict[str, Any]:
    scores = [{"score": chance.random(), "source": s, "description": "tolerated"} for s in ("sift", "polyphen")]
    return {
        "uniprotAccession": f"P{number:05d}",
        "position": chance.randint(1, 900),
        "reference": "LYS",
        "alternate": "ARG",
        "substitutionScores": scores,
        "keywords": ["Disease variant", "Reference proteome"],
        "features": [{"id": f"PRO_{number}", "start": 1, "end": 900, "type": "chain", "description": "protein"}],
    }


def _frequency(study: str, population: str, chance: random.Random) -> dict[str, Any]:
    frequency = chance.random()
    return {
        "study": study,
        "population": population,
        "refAllele": "A",
        "altAllele": "G",
        "refAlleleFreq": 1 - frequency,
        "altAlleleFreq": frequency,
        "refHomGenotypeFreq": 0.5,
        "hetGenotypeFreq": 0.25,
        "altHomGenotypeFreq": 0.25,
    }


MAKERS: Final = {"samples": sample, "variants": variant}
