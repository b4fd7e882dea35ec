"""Paths as users give them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from opencga_frames.errors import StorageError

__all__ = ["local_path", "path_string"]


def path_string(path: Any, *, expected: str = "a path") -> str:
    """Return a path as a string.

    Parameters
    ----------
    path
        What a user gave.
    expected
        What may be given, for the error.

    Raises
    ------
    StorageError
        When it is neither a string nor a path, empty, or holds what no name of a file may hold: a NUL, or half a
        character.
    """
    text = os.fspath(path) if isinstance(path, (str, os.PathLike)) else None
    if not isinstance(text, str) or not text or "\0" in text or not _is_writable(text):
        msg = f"Expected {expected}, got {path!r}."
        raise StorageError(msg)
    return text


def _is_writable(text: str) -> bool:
    try:
        os.fsencode(text)
    except UnicodeError:
        return False
    return True


def local_path(path: Any) -> Path:
    """Return a local path; ``~`` is the home folder.

    Parameters
    ----------
    path
        What a user gave.

    Raises
    ------
    StorageError
        When it is no path, or in a home folder that is not known.

    Examples
    --------
    >>> local_path("data/samples.parquet").name
    'samples.parquet'
    """
    text = path_string(path)
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        msg = f"The home folder in {text!r} is not known: {error} Give the path without ~."
        raise StorageError(msg) from error
