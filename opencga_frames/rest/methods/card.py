"""The card of a resource: its calls and what each does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.cards import card, fold, rows_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["resource_card"]


def resource_card(name: str, endpoints: Iterable[Endpoint]) -> str:
    """Describe a resource in HTML.

    Parameters
    ----------
    name
        Its name at the client.
    endpoints
        Its calls; those that only older servers have are left out.
    """
    by_kind: dict[str, list[tuple[str, str]]] = {"GET": [], "POST": [], "DELETE": []}
    for endpoint in sorted((e for e in endpoints if e.until is None), key=lambda endpoint: endpoint.name):
        by_kind["POST" if endpoint.changes else endpoint.method].append((endpoint.name, endpoint.about))
    parts = [
        fold(f"{title} ({len(rows)})", rows_table(("call", "meaning"), rows), opened=title == "reads")
        for title, rows in (
            ("reads", by_kind["GET"]),
            ("writes and starts jobs", by_kind["POST"]),
            ("deletes", by_kind["DELETE"]),
        )
    ]
    return card(f"oc.{name}", [], *parts)
