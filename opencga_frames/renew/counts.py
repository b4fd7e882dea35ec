"""Counts in prose: how many endpoints and tables there are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from opencga_frames.frames.schema.registry import table_names
from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["files"]

_PAGES: Final = ("README.md", "CHANGELOG.md", "docs/guide.md", "docs/architecture.md")


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Return the pages with today's counts in them.

    Parameters
    ----------
    root
        Folder of the checkout.
    """
    endpoints = sum(len(load_resource(name).endpoints) for name in resource_names())
    for page in _PAGES:
        text = (root / page).read_text(encoding="utf-8")
        text = re.sub(r"\b\d{3}(?= endpoints\b)", str(endpoints), text)
        yield page, re.sub(r"(?<=Typed tables, )\d+|\b\d{3}(?= tables\b)", str(len(table_names())), text)
