"""What a client's decoders have learnt, so that no answer has to learn it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from opencga_frames.frames.decode.field_tree import Slot, Strings, Types
    from opencga_frames.frames.decode.unknown_fields import FieldPlace
    from opencga_frames.frames.schema.paths import FieldPath

__all__ = ["DecoderMemory", "Lessons"]

#: Ways to read documents that are as described, the quickest first: the types that are checked, strings that are known.
WAYS: Final[tuple[tuple[Types, Strings], ...]] = (("exact", ()), ("usual", ()))
#: Pages from which is learnt what recurs.
_ATTEMPTS: Final = 5
#: Plans whose lessons are kept; each choice of columns is one.
_MOST_PLANS: Final = 256


@dataclass(frozen=True, slots=True)
class Lessons:
    """What one decoder knows about the documents it reads.

    Attributes
    ----------
    unmapped
        Members that no table maps.
    ways
        Ways to read documents that still fit, the quickest first.
    strings
        Recurring strings by path, None before a page was large enough to tell.
    objects
        Places of recurring objects, None before a page was large enough to tell.
    attempts
        Pages from which may still be learnt what recurs.
    searching
        True when there are too many unmapped members to learn, so that each page is searched for them.
    """

    unmapped: tuple[FieldPlace, ...] = ()
    ways: tuple[tuple[Types, Strings], ...] = WAYS
    strings: dict[FieldPath, frozenset[str]] | None = None
    objects: frozenset[FieldPath] | None = None
    attempts: int = _ATTEMPTS
    searching: bool = False


@dataclass(slots=True)
class DecoderMemory:
    """Lessons of the decoders of one client, by the fields they read.

    Decoders copy their lessons when they are made and hand them back after a page, each as a whole: threads that read
    answers of the same kind at the same time lose nothing but some learning.

    Attributes
    ----------
    attempts
        Pages from which may be learnt what recurs; 0 for a page that no other follows.

    Examples
    --------
    >>> DecoderMemory().recall(root=None)
    Lessons(unmapped=(), ways=(('exact', ()), ('usual', ())), strings=None, objects=None, attempts=5, searching=False)
    """

    attempts: int = _ATTEMPTS
    _lessons: dict[int, tuple[Slot | None, Lessons]] = field(default_factory=dict)

    def recall(self, root: Slot | None) -> Lessons:
        """Return what is known about documents read by these fields."""
        known = self._lessons.get(id(root))
        return known[1] if known else Lessons(attempts=self.attempts)

    def keep(self, root: Slot, lessons: Lessons) -> None:
        """Remember what a decoder has learnt; the fields are kept too, so that their identity stays theirs."""
        self._lessons[id(root)] = (root, lessons)
        if len(self._lessons) > _MOST_PLANS:
            self._lessons.pop(next(iter(self._lessons)), None)
