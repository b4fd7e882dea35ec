"""What was noticed while documents became columns: counted, never fatal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from opencga_frames.ground.warn import warn

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Problems"]

_LONGEST = 60


@dataclass
class Problems:
    """Counts of values and fields that did not fit their description, by path and kind.

    Kinds: ``unknown field`` (no table maps it; the rest of the document is complete), ``in no table`` (a known field
    that no table has), ``converted`` (another type was turned into the column's without loss), ``unknown value`` (a
    closed set does not have it; it is kept), ``damaged`` (a character that is none was replaced by U+FFFD),
    ``rewritten`` (a number that JSON does not have is a string), ``lost`` (no such value can stand in the column: it is
    null).

    Attributes
    ----------
    kept
        True when unmapped fields are kept, so that nobody needs a warning of them.
    """

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    examples: dict[tuple[str, str], str] = field(default_factory=dict)
    kept: bool = False

    def add(self, path: str, kind: str, count: int, example: object) -> None:
        """Count ``count`` more cases of one kind at one path."""
        if count <= 0:
            return
        place = (path, kind)
        self.counts[place] = self.counts.get(place, 0) + count
        self.examples.setdefault(place, _shown(example))

    def take(self, others: Problems) -> None:
        """Add what others noticed."""
        for (path, kind), count in others.counts.items():
            self.add(path, kind, count, others.examples[path, kind])

    def clear(self) -> None:
        """Forget everything."""
        self.counts.clear()
        self.examples.clear()

    def __len__(self) -> int:
        return len(self.counts)

    def of_kind(self, kind: str) -> dict[str, int]:
        """Count by path for one kind."""
        return {path: n for (path, k), n in self.counts.items() if k == kind}

    def frame(self) -> pd.DataFrame:
        """One row per path and kind: ``path``, ``kind``, ``count``, ``example``."""
        import pandas as pd

        rows = [(path, kind, n, self.examples[path, kind]) for (path, kind), n in sorted(self.counts.items())]
        table = pd.DataFrame(rows, columns=["path", "kind", "count", "example"])
        return table.astype({"path": "string", "kind": "string", "count": "Int64", "example": "string"})

    def warn(self, what: str) -> None:
        """Say once, in one warning, what was noticed; nothing when there is nothing to say."""
        quiet = {"converted", "in no table", "rewritten", "unknown value"} | ({"unknown field"} if self.kept else set())
        told = [f"{path} ({kind}, {_times(n)})" for (path, kind), n in sorted(self.counts.items()) if kind not in quiet]
        if told:
            more = f" and {len(told) - 5} more" if len(told) > 5 else ""
            message = f"{what}: {'; '.join(told[:5])}{more}. unexpected() of the answer lists them all."
            warn(message)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"


def _shown(value: object) -> str:
    string = value if isinstance(value, str) else repr(value)
    return string if len(string) <= _LONGEST else string[:_LONGEST] + "..."
