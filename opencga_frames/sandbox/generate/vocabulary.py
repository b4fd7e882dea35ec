"""Terms, populations and places, made into document parts once and shared by all documents."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import read_facts
from opencga_frames.sandbox.catalog.fragments import term

if TYPE_CHECKING:
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["PHENOTYPE_STATES", "Vocabulary", "vocabulary"]

#: States of a phenotype in a person.
PHENOTYPE_STATES = ("OBSERVED", "NOT_OBSERVED", "UNKNOWN")
#: Ages at which a phenotype began; -1 for an age nobody knows.
_ONSETS = (-1, 0, 1, 2, 4, 7, 11, 16)
_SOURCES = {"HP": "HPO", "OMIM": "OMIM", "ORPHA": "ORPHA", "UBERON": "UBERON", "MONDO": "MONDO"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Shared parts of documents; nobody changes them. Phenotypes come by state, and by age of onset."""

    phenotypes: tuple[dict[str, tuple[Document, ...]], ...]
    disorders: tuple[Document, ...]
    tissues: tuple[Document, ...]
    tumours: tuple[Document, ...]
    populations: tuple[Document, ...]
    ethnicities: tuple[Document, ...]
    places: tuple[Document, ...]
    sexes: dict[str, Document]
    products: dict[str, Document]


def _terms(raw: dict[str, str]) -> tuple[Document, ...]:
    return tuple(term(key, name, _SOURCES[key.partition(":")[0]]) for key, name in raw.items())


def _observed(document: Document, age: str, state: str) -> Document:
    return {**document, "ageOfOnset": age, "status": state}


@cache
def vocabulary() -> Vocabulary:
    """Return the parts, read once from ``facts/terms.yml``."""
    raw = read_facts("terms.yml")
    phenotypes = tuple(
        {state: tuple(_observed(one, str(age), state) for age in _ONSETS) for state in PHENOTYPE_STATES}
        for one in _terms(raw["phenotypes"])
    )
    return Vocabulary(
        phenotypes=phenotypes,
        disorders=_terms(raw["disorders"]),
        tissues=_terms(raw["tissues"]),
        tumours=_terms(raw["tumours"]),
        populations=tuple({"name": p, "subpopulation": s, "description": ""} for p, s, _ in raw["populations"]),
        ethnicities=tuple(term(e[:1] + str(n), e) for n, (_, _, e) in enumerate(raw["populations"])),
        places=tuple(
            {"address": f"{n + 1} High Street", "postalCode": code, "city": city, "state": state, "country": country}
            for n, (city, state, country, code) in enumerate(raw["places"])
        ),
        sexes={sex: term(sex) for sex in ("MALE", "FEMALE", "UNKNOWN", "UNDETERMINED")},
        products={product: term(product) for product in ("DNA", "RNA")},
    )
