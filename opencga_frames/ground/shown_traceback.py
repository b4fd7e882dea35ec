"""How an error looks in a notebook: the message first, then the lines of the user, not those of this package."""

from __future__ import annotations

import linecache
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

__all__ = ["notebook_lines"]

_PACKAGE: Final = str(Path(__file__).resolve().parents[1])
#: Folders whose frames run the user's code and are not part of it.
_SHELLS: Final = ("IPython", "ipykernel", "traitlets", "runpy")
#: Python's own modules; installed packages stand in a folder below that of Python's.
_PYTHON: Final = str(Path(sysconfig.get_path("stdlib")).resolve())
_INSTALLED: Final = ("site-packages", "dist-packages")
_AROUND: Final = 2


def notebook_lines(error: BaseException) -> list[str]:
    """Return the lines that IPython shows for an error.

    Parameters
    ----------
    error
        The error, with its traceback.

    Returns
    -------
    list of str
        Class and message, its notes, and each frame that is the user's, with the lines around.
    """
    message = f"{type(error).__name__}: {error}"
    notes = [str(note) for note in getattr(error, "__notes__", ())]
    return [message, *notes, *(line for frame in _frames(error.__traceback__) for line in frame)]


def _frames(traceback: TracebackType | None) -> Iterator[list[str]]:
    while traceback is not None:
        file, number = traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        if not _is_foreign(file, traceback.tb_frame.f_globals):
            yield ["", f"{_place(file)}, line {number}", *_source(file, number, traceback.tb_frame.f_globals)]
        traceback = traceback.tb_next


def _is_foreign(file: str, names: dict[str, object]) -> bool:
    if str(names.get("__name__", "")).startswith("opencga_frames"):  # code that the package has made has no file
        return True
    parts = Path(file).parts
    is_python = file.startswith(_PYTHON) and not any(name in parts for name in _INSTALLED)
    return file.startswith(_PACKAGE) or is_python or any(name in parts for name in _SHELLS)


def _place(file: str) -> str:
    """Name the file; a cell has a file of its own, with a number for a name."""
    return "In a cell" if "ipykernel" in file or file.startswith("<") else file


def _source(file: str, number: int, names: dict[str, object]) -> Iterator[str]:
    for line in range(max(1, number - _AROUND), number + _AROUND + 1):
        text = linecache.getline(file, line, names).rstrip()
        if text:
            yield f"{'---> ' if line == number else '     '}{line} {text}"
