"""The words of the table files, read from ``words.yaml``: what each takes and means, and the lists they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

__all__ = ["Word", "named_list", "word_lists", "words_of"]

_FILE: Final = resources.files("opencga_frames.frames.schema") / "words.yaml"
_Lists = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the files.

    Attributes
    ----------
    takes
        What stands behind it.
    about
        Meaning, one sentence.
    required
        True when it must be there.
    """

    takes: str
    about: str
    required: bool = False


@cache
def words_of(part: str) -> Mapping[str, Word]:
    """Words of a part of the files: ``file``, ``table``, ``column`` or ``relation``.

    Examples
    --------
    >>> words_of("column")["core"]
    Word(takes='boolean', about='False leaves the column out of the default view.', required=False)
    """
    found = _content()[part]
    return {name: Word(spec["is"], spec["about"], bool(spec.get("required"))) for name, spec in found.items()}


@cache
def word_lists(part: str) -> _Lists:
    """Named lists: ``sets`` of allowed values, ``secrets`` with names of members."""
    return {name: tuple(values) for name, values in _content()[part].items()}


def named_list(part: str, given: str | Sequence[str]) -> tuple[str, ...]:
    """Return a list that is given by its name, or written out.

    Examples
    --------
    >>> named_list("sets", "File.Type")
    ('FILE', 'VIRTUAL', 'DIRECTORY')
    """
    return word_lists(part)[given] if isinstance(given, str) else tuple(given)


@cache
def _content() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content
