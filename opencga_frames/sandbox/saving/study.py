"""One study in the files of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from opencga_frames.sandbox.catalog.runs import Run  # noqa: TC001 - read at run time
from opencga_frames.sandbox.catalog.study import SandboxStudy
from opencga_frames.sandbox.saving.entries import KeptEntries, KeptEntry, entry_lines, restore
from opencga_frames.sandbox.variants.load.kept import kept_variants, restored_variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from opencga_frames.sandbox.catalog.catalog import Organization
    from opencga_frames.sandbox.saving.folder import SavedFolder

__all__ = ["read_study", "study_files"]


class _KeptStudy(msgspec.Struct):
    """A study without its entries."""

    document: dict[str, Any]
    uid: int
    variable_sets: list[dict[str, Any]]
    groups: dict[str, list[str]]
    acl: dict[str, list[str]]
    entry_acl: dict[str, dict[str, dict[str, list[str]]]]
    notes: list[dict[str, Any]]
    runs: dict[str, Run]
    set_uids: dict[str, int]
    size: int
    audit: list[dict[str, Any]]


class _KeptContent(msgspec.Struct):
    """The bytes of a file."""

    path: str
    content: bytes


def study_files(study: SandboxStudy, folder: str) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the files of a study: name and lines.

    Parameters
    ----------
    study
        The study.
    folder
        Where its files are, such as ``study-1``.
    """
    encode = msgspec.json.encode
    kept = _KeptStudy(
        **{name: getattr(study, name) for name in _KeptStudy.__struct_fields__ if name != "audit"},
        audit=list(study.audit),
    )
    yield f"{folder}/study.json.gz", [encode(kept)]
    for name, collection in study.collections.items():
        yield f"{folder}/{name}.jsonl.gz", entry_lines(collection)
    contents = (encode(_KeptContent(path, content)) for path, content in study.contents.items())
    yield f"{folder}/contents.jsonl.gz", contents
    if study.variants is not None:
        yield f"{folder}/variants.jsonl.gz", map(encode, kept_variants(study.variants))


def read_study(saved: SavedFolder, folder: str, organization: Organization) -> SandboxStudy:
    """Return a study as it was saved.

    Parameters
    ----------
    saved
        The files.
    folder
        Where those of the study are.
    organization
        The organization the study is in.
    """
    kept: _KeptStudy = saved.one(f"{folder}/study.json.gz", _KeptStudy)
    names = SandboxStudy(kept.document, kept.uid, {}, [], server=organization.server).collections
    entries = {name: list(saved.decoded(f"{folder}/{name}.jsonl.gz", KeptEntry)) for name in names}
    sources = {name: KeptEntries(found) for name, found in entries.items()}
    study = SandboxStudy(
        kept.document, kept.uid, sources, kept.variable_sets, server=organization.server, uids=organization.uids
    )
    for name in ("groups", "acl", "notes", "runs", "set_uids", "size"):
        setattr(study, name, getattr(kept, name))
    study.entry_acl.update(kept.entry_acl)
    study.audit.extend(kept.audit)
    for name, found in entries.items():
        restore(study.collections[name], found)
    study.contents = {one.path: one.content for one in saved.decoded(f"{folder}/contents.jsonl.gz", _KeptContent)}
    study.variants = restored_variants(list(saved.decoded(f"{folder}/variants.jsonl.gz", dict[str, Any])))
    return study
