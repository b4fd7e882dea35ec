"""Recognises what the documents of a saved answer are, when it is not said."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.frames.schema.registry import entity_names, load_entity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from opencga_frames.frames.schema.model import Entity

__all__ = ["first_documents", "recognise"]

_Json = dict[str, object]
_READER: Final = json.JSONDecoder()
_OPENING: Final = re.compile(r"[\s\ufeff]*\[\s*")
_BETWEEN: Final = re.compile(r"[\s,]*")

#: Documents looked at, and the share of their fields an entity must know.
_LOOKED_AT = 20
_SHARE = 0.8
#: Different fields the documents must have: an id and one more may be anything.
_FIELDS = 3
#: Fields whose value can stand in a path for the document.
_NAMES = ("id", "uuid", "fqn", "name", "path")


def recognise(result_types: Iterable[str], params: Mapping[str, Any], documents: Iterable[object]) -> Entity | None:
    """Find the entity of documents.

    Parameters
    ----------
    result_types
        Java classes the envelope names, often none.
    params
        Parameters the envelope echoes: the ids of a path stand under the entity's name (``samples``).
    documents
        The documents, of which some are looked at; the last resort is whose fields they have.

    Returns
    -------
    Entity or None
        None when it cannot be recognised with confidence.
    """
    entities = [load_entity(name) for name in entity_names()]
    named = {kind.rpartition(".")[2] for kind in result_types}
    for entity in entities:
        if entity.java_class in named:
            return entity
    some = [document for document in islice(documents, _LOOKED_AT) if isinstance(document, dict)]
    return _asked_for(entities, params, some) or _by_fields(entities, some)


def first_documents(pages: Iterable[bytes]) -> Iterator[object]:
    """Read documents one by one, from the first on: reading a few costs what these cost, however long the pages are.

    Parameters
    ----------
    pages
        Bytes of JSON arrays. What follows something unreadable is left out.

    Examples
    --------
    >>> next(first_documents([b'[{"id": "S1"}, {"id": "S2"}]']))
    {'id': 'S1'}
    """
    for rows in pages:
        yield from _documents_of(rows.decode("utf-8", "replace"))


def _documents_of(text: str) -> Iterator[object]:
    before = _OPENING.match(text)
    while before and before.end() < len(text) and text[before.end()] != "]":
        try:
            document, at = _READER.raw_decode(text, before.end())
        except (ValueError, RecursionError):
            return
        yield document
        before = _BETWEEN.match(text, at)


def _asked_for(entities: Iterable[Entity], params: Mapping[str, Any], documents: Sequence[_Json]) -> Entity | None:
    """Entity whose ids were asked for: filters have such names too, so the documents must be those of the ids."""
    for entity in entities:
        asked = params.get(entity.main, ())
        ids = {part.strip() for part in asked.split(",")} if isinstance(asked, str) else set(map(str, asked))
        if documents and all(ids & {str(d[name]) for name in _NAMES if name in d} for d in documents):
            return entity
    return None


def _by_fields(entities: Iterable[Entity], documents: Sequence[_Json]) -> Entity | None:
    found = Counter(name for document in documents for name in document)
    total = sum(found.values())
    scores = sorted(((_known(entity, found), entity.name, entity) for entity in entities), reverse=True)
    best, second = scores[0], scores[1]
    told = len(found) >= _FIELDS and best[0] >= _SHARE * total and best[0] > second[0]
    return best[2] if told else None


def _known(entity: Entity, found: Counter[str]) -> int:
    return sum(count for name, count in found.items() if name in entity.top_fields)
