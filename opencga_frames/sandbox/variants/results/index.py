"""When the search index of the server takes part in an answer, and what the attributes then say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencga_frames.sandbox.variants.results.included import Included
    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["collection_name", "index_attributes"]

#: Filters the index answers when the caller counts, and the one it always answers.
_INDEXED = frozenset({"gene", "ct", "biotype", "conservation", "functionalScore", "populationFrequencyAlt", "clinical"})
_ALWAYS = "trait"
#: So many indexed filters the database still answers alone.
_FEW = 2


def collection_name(scope: VariantScope) -> str:
    """Return the name of the collection of a project in the index."""
    organization, _, project = scope.study.fqn.partition(":")[0].partition("@")
    return f"opencga_{organization}_{project}"


def index_attributes(scope: VariantScope, included: Included) -> Document | None:
    """Return what the attributes say of the index, None when the database answers alone.

    The index alone answers rows without annotation and study; with the database, rows that were counted by filters of
    the annotation. Where it takes part, ``numMatches`` is there even if nobody asked.
    """
    query, fields = scope.query, included.fields
    counted, filters = scope.flag("count"), len(query.keys() & _INDEXED)
    bare = fields.annotation is None and fields.study is None and not query.keys() & {"sample", "genotype", "family"}
    bare = bare and (counted or "region" not in query)
    counting = (counted and filters > 0) or filters > _FEW
    if not bare and not counting and _ALWAYS not in query:
        return None
    shown: Document = {} if bare else {"approximateCount": False}
    return {
        **shown,
        "source": "solr" if bare else "solr+mongodb",
        "searchIndexMetadataVersion": 1,
        "searchIndexCollection": collection_name(scope),
        "searchIndexStatus": "ACTIVE",
    }
