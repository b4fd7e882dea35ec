"""The rules of an ordinary kind of entry; a kind that differs overrides what it does otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Rules"]


class Rules:
    """What happens around the reads and writes of one kind of entry.

    Parameters
    ----------
    kind
        The kind.
    """

    def __init__(self, kind: Kind) -> None:
        self.kind = kind

    def identifier(self, key: str) -> str:
        """Return an id of a path as ``info`` looks it up."""
        return key

    def shown(self, key: str) -> str:
        """Return an id as an event names it."""
        return key

    def find(self, study: SandboxStudy, key: str) -> int | None:
        """Return the position of an entry by its id, or None."""
        return study.collections[self.kind.name].position(key)

    def missing(self, study: SandboxStudy, ids: list[str], missing: list[str]) -> str:  # noqa: ARG002 - others need them
        """Return the message for ids that are not there."""
        quote = "'" if study.server.since("3.0.0") else ""
        names = ", ".join(f"{quote}{key}{quote}" for key in missing)
        return f"Missing {self.kind.plural}: {names} not found."

    def completed(self, study: SandboxStudy, body: Document, query: Mapping[str, str]) -> Document:  # noqa: ARG002
        """Return the body of a create with what the query adds to it."""
        return body

    def check_new(self, study: SandboxStudy, key: str) -> None:
        """Refuse an id that is taken."""
        if study.collections[self.kind.name].position(key) is not None:
            raise Refusal(Java.CATALOG, f"{self.kind.word.title()} '{key}' already exists.")

    def prepare(self, study: SandboxStudy, document: Document, body: Document, now: str) -> None:
        """Complete the document of a new entry, or refuse it."""

    def link(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Enter a new entry in those it belongs to."""

    def check_update(self, study: SandboxStudy, body: Document) -> None:
        """Refuse an update that names entries that are not there."""

    def updating(self, study: SandboxStudy, old: Document, values: Document, now: str) -> None:
        """Complete the new values of an entry before they are written."""

    def updated(self, study: SandboxStudy, old: Document, new: Document, now: str) -> None:
        """Follow the new values of an entry to others."""

    def check_free(self, study: SandboxStudy, document: Document) -> None:
        """Refuse to delete an entry that others hold."""

    def set_free(self, study: SandboxStudy, document: Document, options: Mapping[str, str], now: str) -> None:
        """Take an entry that is deleted by force out of those that hold it."""

    def deleted(self, study: SandboxStudy, document: Document, now: str) -> None:
        """Take a deleted entry out of those it belonged to."""
