"""Filters by how variants run in a family: ``familySegregation``, and what samples have that their parents lack."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.annotation import gene_places
from opencga_frames.sandbox.variants.filters.pedigrees import MODES, FamilyMember, genotypes_of
from opencga_frames.sandbox.variants.filters.terms import malformed_query
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "compound_heterozygous",
    "de_novo",
    "family_members",
    "mendelian_error",
    "parents_of",
    "segregation_mode",
    "segregation_test",
]

_WORDS = {
    **{re.sub("_", "", mode): mode for mode in MODES},
    "MONOALLELIC": "AUTOSOMAL_DOMINANT",
    "BIALLELIC": "AUTOSOMAL_RECESSIVE",
    "XLINKEDMONOALLELIC": "X_LINKED_DOMINANT",
    "XLINKEDBIALLELIC": "X_LINKED_RECESSIVE",
    "DENOVO": "DE_NOVO",
    "DENOVOSTRICT": "DE_NOVO_STRICT",
    "MENDELIANERROR": "MENDELIAN_ERROR",
    "COMPOUNDHETEROZYGOUS": "COMPOUND_HETEROZYGOUS",
}
_OWN = frozenset({"X", "Y", "MT", "M"})


def segregation_mode(text: str) -> str:
    """Return the mode a word means, or refuse one the server does not know."""
    mode = _WORDS.get(re.sub(r"[^A-Za-z]", "", text).upper())
    if mode is None:
        raise malformed_query("familySegregation", text, "Unknown segregation mode")
    return mode


def _sick(person: Document, disorder: str) -> bool:
    own = {one["id"] for one in person["disorders"]} | {one["name"] for one in person["disorders"]}
    return disorder in own if disorder else bool(own)


def family_members(study: SandboxStudy, family: str, disorder: str) -> list[FamilyMember]:
    """Return the members of a family, who is affected by a disorder, or by any.

    Parameters
    ----------
    study, family, disorder
        Whom to look at, and for what.
    """
    families, people = study.collections["families"], study.collections["individuals"]
    place = families.position(family)
    if place is None:
        raise Refusal(Java.CATALOG, f"Missing families: '{family}' not found.")
    ids = [one["id"] for one in families.document(place)["members"]]
    documents = people.documents(where for key in ids if (where := people.position(key)) is not None)
    return [_member(one, ids, disorder) for one in documents]


def _member(person: Document, ids: list[str], disorder: str) -> FamilyMember:
    father, mother = ((person.get(field) or {}).get("id") for field in ("father", "mother"))
    return FamilyMember(
        person["id"],
        father if father in ids else "",
        mother if mother in ids else "",
        male=person["sex"]["id"] == "MALE",
        affected=_sick(person, disorder),
    )


def _sample_of(scope: VariantScope, person: str) -> str | None:
    """Return the first loaded sample of a person."""
    people = scope.study.collections["individuals"]
    place = people.position(person)
    own = people.document(place)["samples"] if place is not None else []
    return next((one["id"] for one in own if one["id"] in scope.loaded), None)


def parents_of(scope: VariantScope, sample: str) -> tuple[str | None, str | None]:
    """Return the samples of father and mother of the person a sample is of."""
    samples, people = scope.study.collections["samples"], scope.study.collections["individuals"]
    place = samples.position(sample)
    owner = people.position(samples.document(place)["individualId"]) if place is not None else None
    if owner is None:
        return None, None
    person = people.document(owner)
    keys = [(person.get(field) or {}).get("id") for field in ("father", "mother")]
    father, mother = (_sample_of(scope, key) if key else None for key in keys)
    return father, mother


def _alternates(genotype: str) -> list[int]:
    """Return which alleles of a genotype are the alternate; none when it was not called."""
    parts = re.split(r"[/|]", genotype)
    return [int(part != "0") for part in parts] if all(part.isdigit() for part in parts) else []


def de_novo(scope: VariantScope, sample: str) -> Callable[[Variant], bool]:
    """Return a test for variants of a sample that neither parent has."""
    father, mother = parents_of(scope, sample)
    known = [one for one in (father, mother) if one is not None]

    def fits(variant: Variant) -> bool:
        own = _alternates(variant.genotype(sample))
        return any(own) and len(known) == 2 and not any(any(_alternates(variant.genotype(one))) for one in known)

    return fits


def mendelian_error(scope: VariantScope, sample: str) -> Callable[[Variant], bool]:
    """Return a test for variants a sample cannot have from its parents."""
    father, mother = parents_of(scope, sample)

    def fits(variant: Variant) -> bool:
        own = _alternates(variant.genotype(sample))
        if not own:
            return False
        given = [set(_alternates(variant.genotype(one))) or {0, 1} if one else {0, 1} for one in (father, mother)]
        if len(own) == 1:
            return own[0] not in (given[0] if variant.allele.chromosome == "Y" else given[1])
        possible = {(one, other) for one in given[0] for other in given[1]}
        return (own[0], own[1]) not in possible and (own[1], own[0]) not in possible

    return fits


def _side(variant: Variant, sample: str, father: str, mother: str) -> str:
    """Return which parent alone has a variant that a child has once."""
    own, paternal, maternal = (_alternates(variant.genotype(one)) for one in (sample, father, mother))
    if sorted(own) != [0, 1] or not paternal or not maternal or any(paternal) == any(maternal):
        return ""
    return "father" if any(paternal) else "mother"


def _compound_ids(scope: VariantScope, sample: str) -> frozenset[str]:
    """Return the variants of genes that have one from the father and one from the mother."""
    father, mother = parents_of(scope, sample)
    if father is None or mother is None:
        return frozenset()
    sides: defaultdict[str, dict[str, str]] = defaultdict(dict)
    genes = gene_places()
    for variant in scope.store.variants():
        own = [name for name, gene in genes.items() if gene.holds(variant.allele)]
        side = _side(variant, sample, father, mother) if own else ""
        for name in own if side else ():
            sides[name][variant.allele.id] = side
    return frozenset(key for found in sides.values() if len(set(found.values())) > 1 for key in found)


def compound_heterozygous(scope: VariantScope, sample: str) -> Callable[[Variant], bool]:
    """Return a test for variants of a gene that has one from the father and one from the mother."""
    ids = cache(lambda: _compound_ids(scope, sample))
    return lambda variant: variant.allele.id in ids()


def _proband(scope: VariantScope, members: Sequence[FamilyMember]) -> str:
    """Return the sample from whose side inheritance is judged: that of the proband, or of the one child."""
    named = scope.query.get("familyProband")
    children = [one.id for one in members if one.father and one.mother and named in {None, one.id}]
    if len(children) != 1:
        why = "Require a child of both parents" if named else "Unable to find the proband of the family"
        raise malformed_query("familyProband", named or "", why)
    sample = _sample_of(scope, children[0])
    if sample is None:
        raise Refusal(Java.VARIANTS, f"Sample of '{children[0]}' not found in study '{scope.study.fqn}'")
    return sample


def segregation_test(scope: VariantScope) -> Callable[[Variant], bool]:
    """Return the test of ``familySegregation``."""
    query = scope.query
    family, mode = query["family"], segregation_mode(query["familySegregation"])
    members = family_members(scope.study, family, query.get("familyDisorder", ""))
    chosen = [key for key in query.get("familyMembers", "").split(",") if key]
    members = [one for one in members if not chosen or one.id in chosen]
    if mode in {"DE_NOVO", "DE_NOVO_STRICT", "MENDELIAN_ERROR", "COMPOUND_HETEROZYGOUS"}:
        own = {"MENDELIAN_ERROR": mendelian_error, "COMPOUND_HETEROZYGOUS": compound_heterozygous}
        return own.get(mode, de_novo)(scope, _proband(scope, members))
    wanted = genotypes_of(members, mode)
    if not any(wanted.values()):
        raise malformed_query("familySegregation", mode, f"Invalid segregation mode for the family '{family}'")
    samples = {sample: set(wanted[one.id]) for one in members if (sample := _sample_of(scope, one.id)) is not None}
    places = MODES[mode].chromosomes

    def fits(variant: Variant) -> bool:
        chromosome = variant.allele.chromosome
        if chromosome not in places if places else chromosome in _OWN:
            return False
        return all(_doubled(variant.genotype(sample)) in own for sample, own in samples.items())

    return fits


def _doubled(genotype: str) -> str:
    """Return a genotype without phase, that of a single chromosome as if there were two."""
    parts = sorted(re.split(r"[/|]", genotype))
    return "/".join(parts * 2 if len(parts) == 1 else parts)
