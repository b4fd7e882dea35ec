"""One line that tells how waiting goes."""

from __future__ import annotations

import importlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from opencga_frames.rest.progress import in_notebook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["status_line"]


@contextmanager
def status_line(*, wanted: bool | None) -> Iterator[Callable[[str], None]]:
    """Open a line that is written over and over, or nothing.

    Parameters
    ----------
    wanted
        True for a line, False for none, None for one in a notebook only.

    Yields
    ------
    callable
        Takes the text to show.
    """
    if not (in_notebook() if wanted is None else wanted):
        yield _ignore
        return
    # Its plain form: a line of text needs no widget.
    tqdm = importlib.import_module("tqdm.std").tqdm
    with tqdm(bar_format="{desc}") as bar:
        yield bar.set_description_str


def _ignore(text: str) -> None:  # noqa: ARG001 - the shape of what shows a text
    return
