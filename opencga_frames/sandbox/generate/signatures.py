"""Mutational signatures in the quality control of the invented tumours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import read_facts

if TYPE_CHECKING:
    from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["tumour_quality"]

_BASES = "ACGT"
_SUBSTITUTIONS = ("C>A", "C>G", "C>T", "T>A", "T>C", "T>G")
_CONTEXTS = tuple(f"{before}[{change}]{after}" for change in _SUBSTITUTIONS for before in _BASES for after in _BASES)


@cache
def _facts() -> Any:
    return read_facts("signatures.yml")


@cache
def _profile(signature: str) -> tuple[float, ...]:
    """Return the share of the substitutions of a signature in each of the 96 contexts."""
    found = dict.fromkeys(_CONTEXTS, 0.0)
    for change, before, after, share in _facts()["profiles"][signature]:
        places = [f"{b}[{change}]{a}" for b in before.replace("*", _BASES) for a in after.replace("*", _BASES)]
        for place in places:
            found[place] += share / len(places)
    return tuple(found.values())


def _shares(tumour: str, random: RandomNumbers, position: int) -> dict[str, float]:
    """Return what share each signature has in one tumour: about that of its kind, and 1 in all."""
    drawn = {
        name: share * random.real(position, 90 + n, 0.5, 1.5)
        for n, (name, share) in enumerate(_facts()["tumours"][tumour]["shares"].items())
    }
    total = sum(drawn.values())
    return {name: round(share / total, 4) for name, share in drawn.items()}


def _counts(shares: dict[str, float], total: int, random: RandomNumbers, position: int) -> list[Document]:
    expected = [sum(share * _profile(name)[n] for name, share in shares.items()) for n in range(len(_CONTEXTS))]
    return [
        {"context": context, "total": round(total * share * (85 + random.integer(position, 100 + n, 31)) / 100)}
        for n, (context, share) in enumerate(zip(_CONTEXTS, expected, strict=True))
    ]


def tumour_quality(tumour: str, random: RandomNumbers, position: int) -> Document:
    """Return the quality control of a tumour sample: its substitutions by context, and the signatures fitted to them.

    Parameters
    ----------
    tumour
        Id of the kind of tumour.
    random
        Random numbers of the study.
    position
        Number of the patient.
    """
    least, most = _facts()["tumours"][tumour]["substitutions"]
    shares = _shares(tumour, random, position)
    fitting = {
        "id": "FitMS",
        "method": "FitMS",
        "signatureSource": "COSMIC",
        "signatureVersion": "3.2",
        "scores": [{"signatureId": name, "value": share} for name, share in shares.items()],
        "coeff": 0.0,
        "files": [],
        "params": {},
    }
    signature = {
        "id": "SNV",
        "description": "Substitutions that passed the filters",
        "query": {"filter": "PASS"},
        "type": "SNV",
        "counts": _counts(shares, least + random.integer(position, 89, most - least), random, position),
        "files": [],
        "fittings": [fitting],
    }
    variant = {"variantStats": [], "signatures": [signature], "hrDetects": [], "files": []}
    return {"files": [], "comments": [], "variant": variant}
