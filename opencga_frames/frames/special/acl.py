"""Permissions of users and groups: one row per permission, be it their own or that of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from opencga_frames.frames.special.rowwise import Reader, Row, read_whole, string_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ACL"]

#: Members of a document, of an entry in it, and of a group of an entry.
_DOCUMENT: Final = ("id", "acl")
_ENTRY: Final = ("member", "permissions", "groups")
_GROUP: Final = ("id", "permissions")


class _PermissionEntry(NamedTuple):
    """One permission as it stands in a document: of the member itself, or of a group."""

    member: Any
    permission: Any
    group: str | None = None


def _rows(reader: Reader, document: dict[str, object]) -> Iterator[Row]:
    """Rows of one document; a permission that a member has in several ways is one row."""
    ways: dict[tuple[str, str], list[_PermissionEntry]] = {}
    for grant in _grants(reader, document):
        if grant.permission is not None:
            ways.setdefault((string_of(grant.member), string_of(grant.permission)), []).append(grant)
    for grants in ways.values():
        groups = list(dict.fromkeys(g.group for g in grants if g.group is not None))
        own = any(g.group is None for g in grants)
        yield {
            "id": document.get("id") if document.keys() & set(_DOCUMENT) else None,
            "acl[].member": grants[0].member,
            "acl[].permissions[]": grants[0].permission,
            "@from_group": None if own else groups[0],
            "@groups": groups or None,
        }


def _grants(reader: Reader, document: dict[str, object]) -> Iterator[_PermissionEntry]:
    if not document.keys() & set(_DOCUMENT):
        yield from _older_grants(reader, document)
        return
    reader.unmapped(document, _DOCUMENT)
    for entry in reader.objects(document.get("acl"), "acl[]"):
        reader.unmapped(entry, _ENTRY, "acl[]")
        member = entry.get("member")
        for permission in reader.items(entry.get("permissions"), "acl[].permissions[]"):
            yield _PermissionEntry(member, permission)
        for group in reader.objects(entry.get("groups"), "acl[].groups[]"):
            reader.unmapped(group, _GROUP, "acl[].groups[]")
            for permission in reader.items(group.get("permissions"), "acl[].groups[].permissions[]"):
                yield _PermissionEntry(member, permission, string_of(group.get("id")))


def _older_grants(reader: Reader, document: dict[str, object]) -> Iterator[_PermissionEntry]:
    """Servers 2.0 write an object of members with their permissions, and do not say of what."""
    for member, permissions in document.items():
        if permissions is None or isinstance(permissions, list):
            yield from (_PermissionEntry(member, permission) for permission in permissions or ())
        else:
            reader.stray(member, permissions)


ACL: Final = read_whole(_rows)
