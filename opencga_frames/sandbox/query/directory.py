"""The filter on the folder a file lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["directory_test"]


def directory_test(value: str) -> Callable[[Sequence[Any]], bool]:
    """Return a test for paths directly in one of the folders, each given with its closing slash."""
    folders = {folder if folder.endswith("/") or not folder else folder + "/" for folder in value.split(",")}

    def inside(paths: Sequence[Any]) -> bool:
        return any(path.rstrip("/").rpartition("/")[0] + "/" in folders for path in paths if path)

    return inside
