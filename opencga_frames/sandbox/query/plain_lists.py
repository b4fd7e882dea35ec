"""Filters over short lists of documents that are no entries of a study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.catalog.entities import OPTIONS
from opencga_frames.sandbox.catalog.values import flat_values
from opencga_frames.sandbox.query.grammar import GRAMMARS
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["filtered"]


def filtered(
    documents: list[Document],
    query: Mapping[str, str],
    filters: Mapping[str, tuple[str, str]],
    *,
    ignored: frozenset[str] = frozenset(),
) -> list[Document]:
    """Return the documents that meet every filter of a query.

    Parameters
    ----------
    documents
        What there is.
    query
        Parameters of the call.
    filters
        Grammar and path per parameter.
    ignored
        Parameters dealt with elsewhere.
    """
    for name, value in query.items():
        if name in OPTIONS or name in ignored:
            continue
        if name == "attributes":
            raise Refusal(Java.DATABASE, f"Cannot query by parameter {name}")
        if name not in filters:
            message = f"Unexpected parameter {name}. The parameter does not exist or cannot be queried for."
            raise Refusal(Java.DATABASE, message)
        grammar, path = filters[name]
        test, keys = GRAMMARS[grammar](value), path.split(".")
        documents = [document for document in documents if test(flat_values(document, keys))]
    return documents
