"""A dataset in a few lines, and as a small HTML card."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.dataset.manifest import Changes, Manifest

__all__ = ["dataset_card", "dataset_lines"]

_SHOWN: Final = 60


def dataset_lines(folder: str, manifest: Manifest) -> Iterator[str]:
    """Describe a dataset in lines of text: folder, study, and a line for each table."""
    yield f"<Dataset {folder}: {_summary(manifest)}>"
    for name, table in list(manifest.tables.items())[:_SHOWN]:
        yield f"  {name:36}{table.rows:>13,} rows{table.bytes / 1e3:>13,.0f} kB{_changed(manifest, name, '  ')}"


def dataset_card(folder: str, manifest: Manifest) -> str:
    """Describe a dataset in HTML; every string is escaped."""
    head = ("table", "rows", "kB", *(("last sync",) if manifest.changes else ()))
    rows = [
        (name, f"{table.rows:,}", f"{table.bytes / 1e3:,.0f}", _changed(manifest, name))[: len(head)]
        for name, table in manifest.tables.items()
    ]
    top = "".join(f"<th>{escape(word)}</th>" for word in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    caption = f"{escape(folder)}: {escape(_summary(manifest))}"
    return f"<table><caption>{caption}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


def _summary(manifest: Manifest) -> str:
    size = sum(table.bytes for table in manifest.tables.values())
    return (
        f"{manifest.call.study}, {len(manifest.tables)} tables, {size / 1e6:,.1f} MB, "
        f"written {manifest.committed} (generation {manifest.generation})"
    )


def _changed(manifest: Manifest, name: str, before: str = "") -> str:
    changes = (manifest.changes or {}).get(name)
    return f"{before}{_words(changes)}" if changes else ""


def _words(changes: Changes) -> str:
    counts = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    words = [f"{count:,} {word}" for word, count in counts.items() if count]
    words += [f"{changes.unlisted:,} no longer listed"] if changes.unlisted else []
    return ", ".join(words) or "unchanged"
