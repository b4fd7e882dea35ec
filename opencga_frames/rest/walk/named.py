"""Rows matched by their names: which were asked for by id, and which ids no row answers."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.rest.wire.rows import split_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.rest.wire.envelope import Page

__all__ = ["NamedRows", "plain_name"]

_UUID: Final = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\Z")


class _NamedRow(msgspec.Struct):
    id: Any = None
    uuid: Any = None
    name: Any = None
    path: Any = None
    fqn: Any = None
    alias: Any = None
    uri: Any = None

    def names(self) -> set[str]:
        """Return all that the entry may be asked for by."""
        written = (self.id, self.uuid, self.name, self.path, self.alias, self.uri)
        # The folder above all others has an empty path.
        names = {plain_name(str(name)) for name in written if name is not None}
        if self.fqn:
            # A project or study may be asked for without its organization, a study also without its project.
            whole = plain_name(str(self.fqn))
            names |= {whole, whole.partition("@")[2], whole.rpartition("/")[2]}
        return names


_ROW: Final = msgspec.json.Decoder(_NamedRow)


class NamedRows:
    """The rows of an answer to a list of ids.

    Parameters
    ----------
    page
        The answer.
    asked
        The ids asked for.

    Attributes
    ----------
    strange : list of str
        Names of the rows that were not asked for, or came more often than they were.
    unanswered : list of str
        Ids asked for that no row answers.
    """

    def __init__(self, page: Page, asked: Sequence[str]) -> None:
        self._asked = {plain_name(item): item for item in asked}
        self.strange: list[str] = []
        answered: set[str] = set()
        unsure = 0
        rows = Counter(bytes(row) for block in page.blocks for row in split_rows(block.rows))
        for content, count in rows.items():
            row = _read(content)
            found = row.names() & self._asked.keys()
            answered |= found
            unsure += not found
            if count > max(1, len(found)) or not (found or self._is_unsure(row)):
                self.strange.append(str(row.id or row.uuid or row.name))
        left = [item for name, item in self._asked.items() if name not in answered]
        self.unanswered = left if len(left) > unsure else []

    def _is_unsure(self, row: _NamedRow) -> bool:
        """Return whether a row may be one that was asked for although none of the names that came with it says so."""
        names = row.names()
        if not names or any("*" in item for item in self._asked):
            return True
        # Fields may have been left out with include or exclude.
        if row.uuid is None and any(map(_UUID.match, self._asked)):
            return True
        return row.fqn is None and row.path is None and any(item.rpartition("/")[2] in names for item in self._asked)


def plain_name(item: str) -> str:
    """Write an id in one form: the server names the file ``data:a.txt`` as ``data/a.txt``."""
    return item.replace("\\", "").replace(":", "/").strip("/")


def _read(row: bytes) -> _NamedRow:
    try:
        return _ROW.decode(row)
    except msgspec.ValidationError:
        return _NamedRow()  # not an entry
