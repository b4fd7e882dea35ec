"""Numbers the server gives to everything in an organization, shown in some messages and paths."""

from __future__ import annotations

__all__ = ["Uids"]


class Uids:
    """Hands out numbers, each once.

    Parameters
    ----------
    last
        The last number that is taken.
    """

    def __init__(self, last: int = 0) -> None:
        self.last = last

    def next(self) -> int:
        """Return a number nothing else has."""
        self.last += 1
        return self.last
