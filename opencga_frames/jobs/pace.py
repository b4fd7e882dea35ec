"""How often to ask, and how many faults of the way to bear."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Final

from opencga_frames.errors import NotReachableError, ServerFaultError, UnreadableAnswerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

__all__ = ["Patience", "pauses"]

#: Seconds of the first pause, its growth, and the longest pause. The server's own daemon looks every four seconds.
_FIRST: Final = 1.0
_GROWTH: Final = 1.5
_LONGEST: Final = 30.0
#: Faults in a row that are borne while waiting: a server that is restarted is away for minutes at most.
_FAULTS: Final = 8


def pauses(poll: float | None = None) -> Iterator[float]:
    """Give the seconds to wait between two questions, without end.

    Parameters
    ----------
    poll
        The same pause always; unless given pauses grow from 1 to 30 seconds.

    Raises
    ------
    UsageError
        If the pause is not above 0.

    Examples
    --------
    >>> from itertools import islice
    >>> [round(s, 1) for s in islice(pauses(), 9)]
    [1.0, 1.5, 2.2, 3.4, 5.1, 7.6, 11.4, 17.1, 25.6]
    """
    if poll is None:
        return _growing()
    if not poll > 0:
        msg = f"poll is {poll!r}: give seconds above 0, or None for pauses that grow from 1 to 30 seconds."
        raise UsageError(msg)
    return repeat(float(poll))


def _growing() -> Iterator[float]:
    pause = _FIRST
    while True:
        yield pause
        pause = min(pause * _GROWTH, _LONGEST)


class Patience:
    """Bears faults of server and network while waiting, up to seven in a row.

    A context manager around one question; ``answered`` tells whether it was answered.
    """

    def __init__(self) -> None:
        self.answered = False
        self._faults = 0

    def __enter__(self) -> None:
        self.answered = False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if error is None:
            self.answered, self._faults = True, 0
            return False
        if not isinstance(error, (NotReachableError, ServerFaultError, UnreadableAnswerError)):
            return False
        self._faults += 1
        return self._faults < _FAULTS
