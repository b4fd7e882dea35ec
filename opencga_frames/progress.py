"""A progress bar for calls that take several requests; they are the same with and without it."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Observer", "in_notebook", "status_line", "watching"]

#: Receives the rows received so far and the rows expected in all (-1 when unknown).
Observer: TypeAlias = "Callable[[int, int], None]"


#: Seconds before a bar that nobody asked for appears: most calls are over by then.
_PATIENCE: Final = 1.0


@contextmanager
def watching(title: str, *, wanted: bool | None, unit: str = " rows") -> Iterator[Observer]:
    """Open a progress bar, or nothing.

    Parameters
    ----------
    title
        Label of the bar.
    wanted
        True for a bar, False for none, None for one in a notebook only.
    unit
        What is counted.

    Yields
    ------
    callable
        Receives the rows (or bytes) received so far and those expected in all.
    """
    if not (in_notebook() if wanted is None else wanted):
        yield _ignore
        return
    delay = _PATIENCE if wanted is None else 0.0
    with _bar_class()(desc=title, unit=unit, unit_scale=True, delay=delay) as bar:

        def show(received: int, expected: int) -> None:
            bar.total = expected if expected >= 0 else None
            bar.update(received - bar.n)

        yield show


def in_notebook() -> bool:
    """Return whether this runs in the kernel of a notebook, without importing IPython."""
    ipython = sys.modules.get("IPython")
    # None also while another thread is importing it.
    get_shell = getattr(ipython, "get_ipython", None)
    shell = get_shell() if get_shell is not None else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"


def _bar_class() -> Any:
    """Class of the bar; the one for notebooks only where its widgets are installed, else it would warn."""
    if importlib.util.find_spec("ipywidgets") is None:
        return importlib.import_module("tqdm.std").tqdm
    return importlib.import_module("tqdm.auto").tqdm


def _ignore(*_shown: object) -> None:
    """Show nothing."""


@contextmanager
def status_line(*, wanted: bool | None) -> Iterator[Callable[[str], None]]:
    """Open a status line that is rewritten in place, or nothing.

    Parameters
    ----------
    wanted
        True for a line, False for none, None for one in a notebook only.

    Yields
    ------
    callable
        Takes the string to show.
    """
    if not (in_notebook() if wanted is None else wanted):
        yield _ignore
        return
    # Its plain form: one line needs no widget.
    tqdm = importlib.import_module("tqdm.std").tqdm
    with tqdm(bar_format="{desc}") as bar:
        yield bar.set_description_str
