"""The filter by disease panels: their genes, regions and variants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.filters.places import place_test
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["panel_test"]

_NO_PLACES = (
    'Cannot invoke "java.util.List.iterator()" because the return value of '
    '"org.opencb.biodata.models.clinical.interpretation.DiseasePanel$RegionPanel.getCoordinates()" is null'
)


def _words(text: str) -> set[str]:
    return {re.sub(r"[^a-z]", "", part.lower()) for part in text.split(",")}


def _chosen(scope: VariantScope, entry: Document) -> bool:
    """Return whether an entry of a panel is of the modes, confidences and roles that are asked for."""
    fields = {
        "panelModeOfInheritance": entry.get("modesOfInheritance") or [],
        "panelConfidence": [entry.get("confidence") or ""],
        "panelRoleInCancer": (entry.get("cancer") or {}).get("roles") or [],
    }
    return all(
        not _words(scope.query[name]).isdisjoint(_words(",".join(values)))
        for name, values in fields.items()
        if name in scope.query
    )


def _spans(entries: list[Document]) -> list[str]:
    """Return where regions are; known bug of the server: one without places makes it stumble."""
    for entry in entries:
        if entry.get("coordinates") is None:
            raise Refusal(Java.NULL, _NO_PLACES)
    return [str(place["location"]) for entry in entries for place in entry["coordinates"]]


def panel_test(scope: VariantScope) -> Callable[[Variant], bool]:
    """Return the test of ``panel``; with other places either suffices, unless both are wanted."""
    panels, query = scope.study.collections["panels"], scope.query
    places: dict[str, list[str]] = {"gene": [], "region": [], "id": []}
    kinds = _words(query["panelFeatureType"]) if "panelFeatureType" in query else {"gene", "region", "variant", "str"}
    for key in query["panel"].split(","):
        where = panels.position(key)
        if where is None:
            raise Refusal(Java.CATALOG, f"Panel '{key}' not found")
        panel = panels.document(where)
        chosen = {name: [one for one in panel.get(name) or [] if _chosen(scope, one)] for name in ("genes", "regions")}
        places["gene"] += [one["name"] for one in chosen["genes"] if "gene" in kinds]
        places["region"] += _spans(chosen["regions"]) if "region" in kinds else []
        places["id"] += [one["id"] for one in panel.get("variants") or [] if "variant" in kinds]
    inside = place_test({name: ",".join(values) for name, values in places.items()})
    return inside if inside is not None else lambda _: False
