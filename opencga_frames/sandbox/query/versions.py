"""Older versions and deleted entries: what a search or info sees instead of the newest documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.collection import Collection, Listed
from opencga_frames.sandbox.query.filters import select
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["archived", "check_snapshot", "read_versions"]


def read_versions(text: str) -> frozenset[int] | None:
    """Read the ``version`` parameter: a comma list of integers, or ``all`` for None."""
    if text == "all":
        return None
    try:
        return frozenset(int(part) for part in text.split(","))
    except ValueError:
        raise Refusal(Java.NUMBER, f'For input string: "{text}"') from None


def check_snapshot(query: Mapping[str, str]) -> bool:
    """Return whether the release asked for has any entries; everything belongs to release 1."""
    text = query.get("snapshot")
    if text is None:
        return True
    try:
        return int(text) >= 1
    except ValueError:
        raise Refusal(Java.QUERY, f'For input string: "{text}"', 404) from None


def archived(
    study: SandboxStudy,
    kind: Kind,
    query: dict[str, str],
    *,
    wanted: frozenset[int] | None = None,
    deleted: bool = False,
) -> list[Document]:
    """Return the deleted entries, or all versions asked for, that meet the filters.

    Parameters
    ----------
    study, kind, query
        Where to look for what.
    wanted
        Version numbers; None for all.
    deleted
        Whether the deleted entries are meant instead.
    """
    collection = study.collections[kind.name]
    if deleted:
        # Known bug of the server (``samples-deleted-several-versions``): every version of a deleted entry is found.
        pool = collection.gone_versions
    else:
        places = select(collection, query, study.uid) if "id" in query else collection.alive
        pool = [
            document
            for place in places
            for document in collection.versions(place)
            if wanted is None or document["version"] in wanted
        ]
    temporary = Collection(kind, Listed(pool), study.collections)
    others = {name: value for name, value in query.items() if name not in {"id", "uuid", "version"} or deleted}
    return temporary.documents(select(temporary, others, study.uid))
