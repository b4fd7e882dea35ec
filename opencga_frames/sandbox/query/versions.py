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

__all__ = ["other_entries", "read_versions"]


def read_versions(text: str) -> frozenset[int] | None:
    """Read the ``version`` parameter: a comma list of integers, or ``all`` for None."""
    if text == "all":
        return None
    try:
        return frozenset(int(part) for part in text.split(","))
    except ValueError:
        raise Refusal(Java.NUMBER, f'For input string: "{text}"') from None


def _read_release(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refusal(Java.QUERY, f'For input string: "{text}"', 404) from None


def _of_release(versions: list[Document], study: SandboxStudy, release: int) -> list[Document]:
    """Return the last version of an entry that belongs to a release of the project, none when it has none."""
    if not 1 <= release <= study.release:
        return []
    ended = [*study.releases, ""][release - 1]
    return [one for one in versions if not ended or one["modificationDate"] < ended][-1:]


def other_entries(study: SandboxStudy, kind: Kind, query: Mapping[str, str], *, deleted: bool) -> Collection | None:
    """Return what a query looks at instead of the newest documents, None when it asks for those.

    Parameters
    ----------
    study, kind, query
        Where to look for what.
    deleted
        Whether the deleted entries are meant.
    """
    collection = study.collections[kind.name]
    if deleted:
        # Known bug of the server (``samples-deleted-several-versions``): every version of a deleted entry is found.
        return Collection(kind, Listed(collection.gone_versions), study.collections)
    if not kind.versioned or not query.keys() & {"version", "snapshot"}:
        return None
    wanted = read_versions(query["version"]) if "version" in query else None
    release = _read_release(query["snapshot"]) if "snapshot" in query else None
    if wanted is None and release is not None and release == study.release:
        return None
    named = {name: query[name] for name in ("id", "uuid") if name in query}
    places = select(collection, named, study.uid) if named else collection.alive
    pool: list[Document] = []
    for place in places:
        versions = [one for one in collection.versions(place) if wanted is None or one["version"] in wanted]
        pool += versions if release is None else _of_release(versions, study, release)
    return Collection(kind, Listed(pool), study.collections)
