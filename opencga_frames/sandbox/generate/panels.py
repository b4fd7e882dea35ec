"""Invented disease panels over real genes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import read_facts
from opencga_frames.sandbox.catalog.fragments import internal, status, uuid_of

if TYPE_CHECKING:
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Gene", "PanelFacts", "generated_panels", "panel_facts"]

_BORN = "20190121100000"


@dataclass(frozen=True, slots=True)
class Gene:
    """One gene of a panel."""

    symbol: str
    ensembl: str
    location: str
    inheritance: str
    confidence: str


@dataclass(frozen=True, slots=True)
class PanelFacts:
    """What a panel is about."""

    id: str
    name: str
    category: str
    disorders: tuple[str, ...]
    genes: tuple[Gene, ...]


@cache
def panel_facts() -> tuple[PanelFacts, ...]:
    """Return the panels, read once from ``facts/panels.yml``."""
    return tuple(_facts(raw) for raw in read_facts("panels.yml"))


def _facts(raw: dict[str, Any]) -> PanelFacts:
    genes = tuple(Gene(*gene) for gene in raw["genes"])
    return PanelFacts(raw["id"], raw["name"], raw["category"], tuple(raw["disorders"]), genes)


def _gene(gene: Gene) -> Document:
    return {
        "id": gene.ensembl,
        "modesOfInheritance": [gene.inheritance],
        "confidence": gene.confidence,
        "coordinates": [{"assembly": "GRCh38", "location": gene.location, "source": "Ensembl"}],
        "name": gene.symbol,
    }


def _panel(facts: PanelFacts, names: dict[str, str], seed: int, server: ServerVersion) -> Document:
    return {
        "id": facts.id,
        "name": facts.name,
        "categories": [{"name": facts.category, "level": 1}],
        "disorders": [{"id": key, "name": names[key], "source": key.partition(":")[0]} for key in facts.disorders],
        "tags": ["germline"],
        "variants": [],
        "genes": [_gene(gene) for gene in facts.genes],
        "regions": [],
        "stats": {"numberOfRegions": 0, "numberOfVariants": 0, "numberOfGenes": len(facts.genes)},
        "source": {"id": facts.id, "name": facts.name, "version": "1.2", "author": "genetics board", "project": "demo"},
        "creationDate": _BORN,
        "modificationDate": _BORN,
        "description": f"Genes reported in {facts.name.lower()}",
        "attributes": {},
        "uuid": uuid_of("0a", str(seed), facts.id),
        "release": 1,
        "version": 1,
        "author": "genetics board",
        "status": status("", ""),
        "internal": internal("READY", _BORN, server),
    }


def generated_panels(seed: int, server: ServerVersion) -> list[Document]:
    """Return all panels of a study."""
    names: dict[str, str] = read_facts("terms.yml")["disorders"]
    return [_panel(facts, names, seed, server) for facts in panel_facts()]
