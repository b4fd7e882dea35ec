"""What is shown of calls that take several requests: a bar, or a line in the log now and then."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Observer", "in_notebook", "status_line", "watching"]

logger = logging.getLogger(__name__)

#: Seconds before a bar that nobody asked for appears: most calls are over by then.
_PATIENCE: Final = 1.0
#: Seconds between two lines in the log.
_EVERY: Final = 60.0


class Observer(Protocol):
    """Follows how far a call has come."""

    def __call__(self, received: int, expected: int, size: int = 0, /) -> None:
        """Take the rows (or bytes) received, those expected in all (-1 when unknown), and the bytes of the rows."""


@contextmanager
def watching(
    title: str, *, wanted: bool | None, unit: str = " rows", clock: Callable[[], float] = time.monotonic
) -> Iterator[Observer]:
    """Open a progress bar, or write a line of level INFO to the log once a minute, or nothing.

    Parameters
    ----------
    title
        Label of the bar.
    wanted
        True for a bar, False for nothing, None for a bar in a notebook and lines in the log elsewhere.
    unit
        What is counted.
    clock
        Gives seconds gone by, for the lines.

    Yields
    ------
    Observer
        Takes the rows (or bytes) received so far and those expected in all, and the bytes that the rows have.
    """
    if wanted is False:
        yield _ignore
        return
    if not (in_notebook() if wanted is None else wanted):
        lines = _Lines(title, unit, clock)
        yield lines.told
        lines.end()
        return
    delay = _PATIENCE if wanted is None else 0.0
    with _bar_class()(desc=title, unit=unit, unit_scale=True, delay=delay) as bar:

        def show(received: int, expected: int, size: int = 0, /) -> None:
            bar.total = expected if expected >= 0 else None
            if size:
                bar.set_postfix_str(_bytes(size), refresh=False)
            bar.update(received - bar.n)

        yield show


class _Lines:
    """Lines in the log about one call; none where it is over within a minute."""

    def __init__(self, title: str, unit: str, clock: Callable[[], float]) -> None:
        self._title = title
        self._unit = unit.strip()
        self._clock = clock
        self._began = clock()
        self._due = self._began + _EVERY
        self._last = (0, -1, 0)

    def told(self, received: int, expected: int, size: int = 0, /) -> None:
        """Note how far the call has come, and write a line when one is due."""
        self._last = (received, expected, size)
        now = self._clock()
        if now >= self._due:
            self._due = now + _EVERY
            logger.info("%s: %s", self._title, self._text(now - self._began))

    def end(self) -> None:
        """Write the last line of a long call."""
        seconds = self._clock() - self._began
        if seconds >= _EVERY:
            received, _, size = self._last
            weight = f", {_bytes(size)}" if size else ""
            logger.info("%s: %s %s%s in %s", self._title, f"{received:,}", self._unit, weight, _duration(seconds))

    def _text(self, seconds: float) -> str:
        received, expected, size = self._last
        pace = received / seconds
        parts = [f"{received:,} {self._unit}", f"{pace:,.0f} {self._unit}/s"]
        if expected > 0:
            parts[0] = f"{received:,} of {expected:,} {self._unit} ({received / expected:.0%})"
        if size:
            parts.append(_bytes(size))
        if expected > received and pace:
            parts.append(f"{_duration((expected - received) / pace)} left")
        return ", ".join(parts)


def _bytes(size: int) -> str:
    return f"{size / 1e9:,.1f} GB" if size >= 1e9 else f"{size / 1e6:,.1f} MB"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s" if minutes else f"{rest} s"


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
