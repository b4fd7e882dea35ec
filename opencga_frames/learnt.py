"""What a client has learnt from its server, to be looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from opencga_frames.rest.learning import Addition

__all__ = ["Learnt"]

_SHOWN: Final = 10
_SHOWN_VALUES: Final = 4
#: Kinds of additions as they are counted.
_KINDS: Final = {
    "resource": ("resource", "resources"),
    "call": ("call", "calls"),
    "parameter": ("parameter", "parameters"),
    "field": ("field", "fields"),
    "values": ("set of values", "sets of values"),
}
_COLUMNS: Final = ("kind", "resource", "call", "name", "values", "about")


@dataclass(frozen=True, repr=False)
class Learnt:
    """What a server describes besides what this package knows; its length is the number of additions.

    Attributes
    ----------
    host, version
        Which server.
    additions
        What was added, each with ``kind``, ``resource``, ``call``, ``name``, ``values`` and ``about``.
    left_out
        What is described and cannot be called by a method: verb and path, and the parameter where it is one.
        ``oc.call()`` reaches it.
    """

    host: str
    version: str
    additions: tuple[Addition, ...] = ()
    left_out: tuple[str, ...] = ()

    def frame(self) -> pd.DataFrame:
        """Return one row per addition.

        Returns
        -------
        pandas.DataFrame
            ``kind`` is ``resource``, ``call``, ``parameter``, ``field`` or ``values``; ``values`` is a tuple: the new
            values, none where any will do, or of a field the new names inside.
        """
        import pandas as pd

        frame = pd.DataFrame(
            [{name: getattr(one, name) for name in _COLUMNS} for one in self.additions], columns=_COLUMNS
        )
        return frame.astype({name: "string" for name in _COLUMNS if name != "values"})

    def __len__(self) -> int:
        return len(self.additions)

    def __bool__(self) -> bool:
        return bool(self.additions)

    def __repr__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        counts: Counter[str] = Counter(one.kind for one in self.additions)
        told = ", ".join(_counted(kind, counts[kind]) for kind in _KINDS if counts[kind]) or "nothing new"
        yield f"<Learnt from {self.host}, OpenCGA {self.version or 'of unknown version'}: {told}>"
        for one in self.additions[:_SHOWN]:
            yield f"  {one.kind:<9}  oc.{one.label} {_short(one.values)}".rstrip()
        if len(self.additions) > _SHOWN:
            yield f"  ... and {len(self.additions) - _SHOWN} more: .frame() lists all."
        for path in self.left_out:
            yield f"  left out   {path}"


def _counted(kind: str, number: int) -> str:
    one, more = _KINDS[kind]
    return f"{number} {one if number == 1 else more}"


def _short(values: tuple[str, ...]) -> str:
    return ", ".join([*values[:_SHOWN_VALUES], *(["..."] if len(values) > _SHOWN_VALUES else [])])
