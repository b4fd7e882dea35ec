"""One study: its document, its members and what they may do, its variable sets and its entries."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.collection import Collection, Listed
from opencga_frames.sandbox.catalog.entities import kinds
from opencga_frames.sandbox.catalog.uids import Uids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from opencga_frames.sandbox.catalog.collection import DocumentSource
    from opencga_frames.sandbox.catalog.runs import Run
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["EntryAcl", "RuleState", "SandboxStudy"]

_KEPT_RECORDS = 10_000
#: Kind -> id of an entry -> member -> permissions.
EntryAcl = dict[str, dict[str, dict[str, list[str]]]]


@dataclass(slots=True)
class RuleState:
    """What a permission rule has given.

    Attributes
    ----------
    given
        Permissions that were not there before, by entry and member.
    looked
        How far the entries were looked at: how many there were, and how many changes.
    """

    given: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    looked: tuple[int, int] = (-1, -1)


class SandboxStudy:
    """A study of a project.

    Parameters
    ----------
    document
        The study as the server shows it, without groups, variable sets and entries.
    uid
        Number of the study, shown in some messages.
    sources
        Where the entries of each kind come from; kinds left out are empty.
    variable_sets
        Variable sets, in the order they were made.
    server
        The server the study is on.
    uids
        Numbers for new entries; its own when left out.

    Attributes
    ----------
    groups
        Members of each group; ``@members`` and ``@admins`` are always there.
    acl
        Permissions of users and groups in the whole study.
    entry_acl
        Permissions given for single entries.
    contents
        Contents of files that were written, by path.
    runs
        What is known of submitted jobs beside their documents, in the order they came.
    set_uids
        Numbers of the variable sets, by id.
    size
        Bytes of the files that were added.
    rules
        What each permission rule has given, by kind of entry and rule.
    templates
        Uploaded templates by id.
    releases
        When each release of the project after the first began.
    audit
        What was written lately, by whom.
    variants
        The store of its variants, None when none were loaded; the room of the variants reads it.
    """

    def __init__(
        self,
        document: Document,
        uid: int,
        sources: Mapping[str, DocumentSource],
        variable_sets: list[Document],
        *,
        server: ServerVersion,
        uids: Uids | None = None,
    ) -> None:
        self.server = server
        self.document = document
        self.uid = uid
        self.uids = uids or Uids(uid)
        self.variable_sets = variable_sets
        self.groups: dict[str, list[str]] = {"@members": [], "@admins": []}
        self.acl: dict[str, list[str]] = {}
        self.entry_acl: EntryAcl = {name: {} for name in kinds()}
        self.notes: list[Document] = []
        self.contents: dict[str, bytes] = {}
        self.runs: dict[str, Run] = {}
        self.set_uids: dict[str, int] = {}
        self.size = 0
        self.releases: list[str] = []
        self.templates: dict[str, bytes] = {}
        self.rules: dict[tuple[str, str], RuleState] = {}
        self.variants: Any = None
        self.audit: deque[Document] = deque(maxlen=_KEPT_RECORDS)
        self.collections: dict[str, Collection] = {}
        for name, kind in kinds().items():
            self.collections[name] = Collection(kind, sources.get(name, Listed([])), self.collections, self.uids)

    @property
    def id(self) -> str:
        """Id of the study in its project."""
        return str(self.document["id"])

    @property
    def fqn(self) -> str:
        """Full name: ``organization@project:study``."""
        return str(self.document["fqn"])

    @property
    def release(self) -> int:
        """Number of the current release of the project."""
        return 1 + len(self.releases)

    def groups_of(self, user: str) -> Iterator[str]:
        """Yield the groups a user is in."""
        return (group for group, members in self.groups.items() if user in members)
