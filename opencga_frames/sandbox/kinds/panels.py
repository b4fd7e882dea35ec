"""Disease panels: counts of what they hold, and fields the server fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.kinds.rules import Rules
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["RULES"]

_COUNTED = {"numberOfRegions": "regions", "numberOfVariants": "variants", "numberOfGenes": "genes"}


def _filled(document: Document) -> Document:
    """Return the fields of a panel that follow from others."""
    filled: Document = {"stats": {name: len(document[field]) for name, field in _COUNTED.items()}}
    filled["regions"] = [{"requiredOverlapPercentage": 0, **one} for one in document["regions"]]
    filled["categories"] = [
        {**one, "level": int(one["level"])} if "level" in one else {"level": 0, **one} for one in document["categories"]
    ]
    # A panel names its disorders without the fields a term has elsewhere.
    filled["disorders"] = [{key: value for key, value in one.items() if value} for one in document["disorders"]]
    return filled


class _PanelRules(Rules):
    """What panels do otherwise."""

    def check_new(self, study: SandboxStudy, key: str) -> None:
        """Refuse an id that is taken, with the message of the database."""
        if study.collections["panels"].position(key) is not None:
            raise Refusal(Java.DATABASE, f'panel {{ id : "{key}" }} already exists.')

    def prepare(self, _study: SandboxStudy, document: Document, body: Document, _now: str) -> None:
        """Fill name and counts; a panel has no annotation sets."""
        document["name"] = body.get("name") or body["id"]
        document.update(_filled(document))
        # A panel has no annotation sets.
        document.pop("annotationSets", None)

    def updating(self, _study: SandboxStudy, old: Document, values: Document, _now: str) -> None:
        """Count anew what the panel holds."""
        filled = _filled({**old, **values})
        values.update({key: value for key, value in filled.items() if key in values or key == "stats"})


RULES = _PanelRules(kind_named("panels"))
