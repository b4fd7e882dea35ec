"""A dataset in a few lines, and as the card that a notebook shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.cards import card, fold, rows_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.dataset.manifest import Changes, Manifest

__all__ = ["dataset_card", "dataset_lines"]

_SHOWN: Final = 60
#: With more tables than these their list is folded.
_OPENED: Final = 15


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
    facts = [
        ("study", manifest.call.study),
        ("server", manifest.call.host),
        ("size", f"{_megabytes(manifest)} in {len(manifest.tables)} tables"),
        ("written", f"{manifest.committed} (generation {manifest.generation})"),
    ]
    return card(f"Dataset {folder}", facts, fold("tables", rows_table(head, rows), opened=len(rows) <= _OPENED))


def _summary(manifest: Manifest) -> str:
    return (
        f"{manifest.call.study}, {len(manifest.tables)} tables, {_megabytes(manifest)}, "
        f"written {manifest.committed} (generation {manifest.generation})"
    )


def _megabytes(manifest: Manifest) -> str:
    return f"{sum(table.bytes for table in manifest.tables.values()) / 1e6:,.1f} MB"


def _changed(manifest: Manifest, name: str, before: str = "") -> str:
    changes = (manifest.changes or {}).get(name)
    return f"{before}{_words(changes)}" if changes else ""


def _words(changes: Changes) -> str:
    counts = {"added": changes.added, "changed": changes.changed, "removed": changes.removed}
    words = [f"{count:,} {word}" for word, count in counts.items() if count]
    words += [f"{changes.unlisted:,} no longer listed"] if changes.unlisted else []
    return ", ".join(words) or "unchanged"
