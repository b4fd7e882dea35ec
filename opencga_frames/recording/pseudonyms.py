"""Replaces ids and names by numbers, everywhere alike: in paths, filters, bodies, rows and messages."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from opencga_frames.recording.exchange import RecordedExchange, decoded_json
from opencga_frames.recording.identifiers import keyed_fields, named_values, server_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Pseudonyms"]

#: Where an id may begin: at a letter or digit after none.
_TOKEN = re.compile(r"[^\W_]+")
_SHORTEST = 3


def _unclear(value: str) -> bool:
    """Return whether a value would be found where it means something else."""
    return len(value) < _SHORTEST or value.isdigit() or value.lower() in server_words()


def _written(kind: str, number: int, value: str) -> str:
    if kind == "uuid":
        # The groups in the middle say what the entry is.
        groups = value.split("-")
        return "-".join(["0" * 8, *groups[1:-1], f"{number:012}"]) if len(groups) == 5 else f"uuid-{number:04}"
    if kind == "email":
        return f"user-{number:04}@example.org"
    ending = "".join(re.findall(r"\.[A-Za-z][A-Za-z0-9]*", value)[-2:]) if kind == "file" else ""
    return f"{kind.replace(' ', '-')}-{number:04}{ending}"


class Pseudonyms:
    """What is written for each id and name.

    Parameters
    ----------
    exchanges
        Where they are looked for.
    given
        Further strings and what to write for them.
    more
        Further ids, each with what it names.

    Attributes
    ----------
    names : dict of str to str
        What is written for each value.
    kept : list of str
        Ids that are too short, or words of the server, and stay.
    """

    def __init__(
        self, exchanges: Iterable[RecordedExchange], given: Mapping[str, str], more: Iterable[tuple[str, str]] = ()
    ) -> None:
        kinds: dict[str, str] = {}
        for kind, value in chain(more, chain.from_iterable(map(named_values, exchanges))):
            # An id counts before the name of something else that is called so.
            if value not in kinds or ("name" in kinds[value] and "name" not in kind):
                kinds[value] = kind
        self.kept = sorted(value for value in kinds if _unclear(value) and value not in given)
        self.names: dict[str, str] = {}
        self._starts: dict[str, list[tuple[str, int]]] = {}
        self.add({**_numbered({v: kind for v, kind in kinds.items() if not _unclear(v)}), **given})

    def add(self, names: Mapping[str, str]) -> None:
        """Replace further strings."""
        self.names.update(names)
        self._starts = defaultdict(list)
        for value in sorted(self.names, key=len, reverse=True):
            first = _TOKEN.search(value)
            if first is not None:
                self._starts[first[0]].append((value, first.start()))

    def string(self, text: str) -> str:
        """Return a string with everything replaced that is known and stands apart from other letters and digits."""
        done, place = [], 0
        for token in _TOKEN.finditer(text):
            value = self._at(text, token, place)
            if value is not None:
                start = token.start() - self._offset(token[0], value)
                done += [text[place:start], self.names[value]]
                place = start + len(value)
        return "".join([*done, text[place:]]) if done else text

    def _offset(self, token: str, value: str) -> int:
        return next(offset for known, offset in self._starts[token] if known == value)

    def _at(self, text: str, token: re.Match[str], place: int) -> str | None:
        for value, offset in self._starts.get(token[0], ()):
            start, end = token.start() - offset, token.start() - offset + len(value)
            if start >= place and text.startswith(value, start) and not _TOKEN.match(text[end : end + 1]):
                return value
        return None

    def content(self, raw: bytes) -> bytes:
        """Return the bytes of a body that is no text as they are: nothing can be found in them."""
        return raw

    def exchange(self, exchange: RecordedExchange) -> RecordedExchange:
        """Return an exchange with other ids and names; names of fields stay."""
        changed = exchange.mapped(self.string, self.content)
        sent, content = self._body(exchange.sent), self._body(exchange.content)
        return replace(
            changed,
            sent=changed.sent if sent is None else sent,
            content=changed.content if content is None else content,
        )

    def _body(self, text: Any) -> str | None:
        value = decoded_json(text) if isinstance(text, str) else None
        if not isinstance(value, (dict, list)):
            return None
        return json.dumps(self._value(value, keyed=False), ensure_ascii=False, separators=(",", ":"))

    def _value(self, value: Any, *, keyed: bool) -> Any:
        if isinstance(value, str):
            return self.string(value)
        if isinstance(value, list):
            return [self._value(one, keyed=keyed) for one in value]
        if not isinstance(value, dict):
            return value
        return {
            self.string(name) if keyed else name: self._value(one, keyed=keyed or name in keyed_fields())
            for name, one in value.items()
        }


def _numbered(kinds: Mapping[str, str]) -> dict[str, str]:
    """Give the values of each kind numbers in their order, so that sorted rows stay sorted."""
    groups: dict[str, list[str]] = defaultdict(list)
    for value, kind in kinds.items():
        groups[kind].append(value)
    return {
        value: _written(kind, number, value)
        for kind, values in groups.items()
        for number, value in enumerate(sorted(values), 1)
    }
