"""Warnings that point at the user's line."""

from __future__ import annotations

import sys
import warnings
from typing import Final

from opencga_frames.errors import OpenCGAWarning

__all__ = ["warn"]

#: Modules that call this package on the user's behalf: a warning never points at them.
_BETWEEN: Final = frozenset({"opencga_frames", "concurrent", "contextlib", "functools", "threading"})


def warn(message: str, category: type[Warning] = OpenCGAWarning) -> None:
    """Warn at the line of the first caller outside this package.

    Parameters
    ----------
    message
        What was noticed.
    category
        Class of the warning.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     warn("Two rows were left out.")
    >>> caught[0].category.__name__
    'OpenCGAWarning'
    """
    warnings.warn(message, category, stacklevel=_level_of_caller())  # noqa: TID251 - the one place


def _level_of_caller() -> int:
    """Count the frames from :func:`warn` to the first caller outside this package; 2 where there is none."""
    level, frame = 1, sys._getframe(1)  # noqa: SLF001 - inspect.currentframe() is the same, without the promise
    while frame is not None and frame.f_globals.get("__name__", "").partition(".")[0] in _BETWEEN:
        level += 1
        frame = frame.f_back  # type: ignore[assignment]
    return level if frame is not None else 2
