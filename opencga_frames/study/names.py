"""Full names of studies that were named in short or by their UUID."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import NotFoundError, OpenCGAError
from opencga_frames.ground.warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["StudyNames", "is_full"]


def is_full(name: str) -> bool:
    """Return whether a name is one that is the same for everybody: ``organization@project:study``."""
    return "@" in name and ":" in name


class StudyNames:
    """The full names of studies, each asked for once.

    Tables are joined by the full name: rows of a study that was asked for by a short name would match no others.

    Parameters
    ----------
    ask
        Gives the documents of a study.
    """

    def __init__(self, ask: Callable[[str], list[Any]]) -> None:
        self._ask = ask
        self._found: dict[str, str] = {}
        self._lock = threading.Lock()

    def find(self, name: str) -> str:
        """Find the full name of a study.

        Parameters
        ----------
        name
            Any form that the server takes.

        Raises
        ------
        NotFoundError, NotAllowedError
            When there is no such study, or none this user may see.
        """
        if is_full(name):
            return name
        with self._lock:
            if name not in self._found:
                self._found[name] = self._asked(name)
        return self._found[name]

    def best(self, name: str, spare: type[OpenCGAError] = OpenCGAError) -> str:
        """Find the full name of a study; where it cannot be had, warn and keep the name.

        Parameters
        ----------
        name
            As for :meth:`find`.
        spare
            Errors that become a warning: all where the rows are there already, else those in which the server
            answered.
        """
        try:
            return self.find(name)
        except spare as error:
            warn(f"The full name of study {name!r} could not be read, so that frames have this one: {error}")
            self._found[name] = name
            return name

    def _asked(self, name: str) -> str:
        rows = self._ask(name)
        if not rows or not isinstance(rows[0], dict):
            msg = f"The server returned nothing for study {name!r}; check the name with oc.studies.search()."
            raise NotFoundError(msg, path="studies/info")
        return str(rows[0].get("fqn") or name)
