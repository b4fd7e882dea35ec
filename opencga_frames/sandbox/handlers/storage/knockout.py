"""``analysis/variant/knockout``: genes that nobody's copy of works, as a job of the knockout tool has found them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.entries.links import places
from opencga_frames.sandbox.variants.annotation import LOSSES, annotated, gene_places
from opencga_frames.sandbox.variants.store import store_of
from opencga_frames.sandbox.wire.answers import found
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.variants.annotation import GenePlace
    from opencga_frames.sandbox.variants.store import Variant, VariantStore
    from opencga_frames.sandbox.wire.answers import Document, Result
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["by_gene", "by_individual"]

_PACKAGE = "org.opencb.opencga.core.models.analysis.knockout."
_TOOL = "variant-knockout"
_TYPES = ("HOM_ALT", "COMP_HET", "HET_ALT", "DELETION_OVERLAP")
#: Found for a sample: gene and the variants that break both copies.
_Found = dict[str, list["Variant"]]


def _study(context: Context, call: Call) -> SandboxStudy:
    """Return the study of a call whose job is one of the knockout tool that is done."""
    study = find_study(context.caller(), call.query.get("study"))
    key = call.query.get("job")
    if not key:
        raise missing_parameter("job")
    job = study.collections["jobs"].document(places(study, kind_named("jobs").name, [key])[0])
    if job["tool"]["id"] != _TOOL:
        raise Refusal(Java.ARGUMENT, f"Input job '{key}' was not produced by Knockout Analysis Tool")
    if job["internal"]["status"]["id"] != "DONE":
        raise Refusal(Java.ARGUMENT, f"Input job '{key}' is not done")
    return study


def _broken(store: VariantStore) -> list[tuple[str, Variant]]:
    """Return the variants that break a gene, each with its gene."""
    genes = gene_places()
    lost = []
    for variant in store.variants():
        names = [name for name, gene in genes.items() if gene.holds(variant.allele)]
        if names and annotated(variant.allele)["displayConsequenceType"] in LOSSES:
            lost += [(name, variant) for name in names]
    return lost


def _knocked_out(store: VariantStore) -> Iterator[tuple[str, _Found]]:
    """Yield every sample of which both copies of a gene are broken."""
    lost = _broken(store)
    for sample in store.samples:
        own: _Found = defaultdict(list)
        for name, variant in lost:
            if set(variant.genotype(sample).replace("|", "/").split("/")) == {"1"}:
                own[name].append(variant)
        if own:
            yield sample, own


def _variant(variant: Variant, sample: str) -> Document:
    allele, call = variant.allele, variant.call_of(sample)
    note = annotated(allele)
    data = {} if call is None else call.data
    terms = [term for one in note["consequenceTypes"] for term in one["sequenceOntologyTerms"]]
    return {
        "id": allele.id,
        "dbSnp": next(iter(variant.names), ""),
        "chromosome": allele.chromosome,
        "start": allele.start,
        "end": allele.end,
        "length": max(len(allele.reference), len(allele.alternate)),
        "reference": allele.reference,
        "alternate": allele.alternate,
        "type": allele.type,
        "genotype": variant.genotype(sample),
        "depth": int(data.get("DP", 0)),
        "filter": data.get("FILTER", "."),
        "qual": data.get("QUAL", "."),
        "knockoutType": "HOM_ALT",
        "populationFrequencies": note.get("populationFrequencies", []),
        "sequenceOntologyTerms": terms,
    }


def _gene(gene: GenePlace) -> Document:
    return {
        "id": gene.ensembl,
        "name": gene.symbol,
        "chromosome": gene.chromosome,
        "start": gene.start,
        "end": gene.end,
        "strand": "+",
        "biotype": "protein_coding",
    }


def _transcripts(gene: GenePlace, variants: list[Variant], sample: str) -> list[Document]:
    transcript = {**_gene(gene), "id": gene.transcript, "variants": [_variant(one, sample) for one in variants]}
    del transcript["name"]
    return [transcript]


def _person(study: SandboxStudy, sample: str) -> Document:
    """Return whose sample it is, with parents and what the person has."""
    samples, people = study.collections["samples"], study.collections["individuals"]
    place = samples.position(sample)
    owner = people.position(samples.document(place)["individualId"]) if place is not None else None
    if owner is None:
        return {"id": "", "sampleId": sample, "phenotypes": [], "disorders": []}
    person = people.document(owner)
    shown: Document = {"id": person["id"], "sampleId": sample, "sex": person["sex"]["id"]}
    for field in ("mother", "father"):
        key = (person.get(field) or {}).get("id")
        where = people.position(key) if key else None
        own = people.document(where)["samples"] if where is not None else []
        shown[f"{field}Id"], shown[f"{field}SampleId"] = key or "", own[0]["id"] if own else ""
    return {**shown, "phenotypes": person["phenotypes"], "disorders": person["disorders"]}


def _page(call: Call, rows: list[Document], word: str) -> Result:
    skip = max(call.number("skip", 0), 0)
    page = rows[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    return found(page, _PACKAGE + word, len(rows))


def by_individual(context: Context, call: Call) -> Result:
    """Answer people with the genes they lack."""
    study, genes = _study(context, call), gene_places()
    store, rows = store_of(study), []
    for sample, own in _knocked_out(store) if store is not None else ():
        types = Counter("HOM_ALT" for variants in own.values() for _ in variants)
        rows.append(
            {
                **_person(study, sample),
                "stats": {
                    "numGenes": len(own),
                    "numTranscripts": len(own),
                    "byType": {name: types[name] for name in _TYPES},
                },
                "genes": [
                    {**_gene(genes[name]), "transcripts": _transcripts(genes[name], variants, sample)}
                    for name, variants in own.items()
                ],
            }
        )
    return _page(call, rows, "KnockoutByIndividual")


def by_gene(context: Context, call: Call) -> Result:
    """Answer genes with the people who lack them."""
    study, genes = _study(context, call), gene_places()
    store, people = store_of(study), defaultdict(list)
    for sample, own in _knocked_out(store) if store is not None else ():
        for name, variants in own.items():
            transcripts = _transcripts(genes[name], variants, sample)
            people[name].append({**_person(study, sample), "transcripts": transcripts})
    rows = [{**_gene(genes[name]), "individuals": found_} for name, found_ in people.items()]
    return _page(call, rows, "KnockoutByGene")
