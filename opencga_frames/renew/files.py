"""The generated files, and which of them are out of date."""

from __future__ import annotations

import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from opencga_frames.renew import (
    api_pages,
    counts,
    endpoint_pages,
    error_pages,
    filters,
    old_name_pages,
    public_names,
    server_pages,
    shell_page,
    stub,
    table_pages,
    typed_calls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ROOT", "formatted", "generated_files", "stale_files"]

#: Folder of the checkout.
ROOT: Final = Path(__file__).resolve().parents[2]


def generated_files() -> Iterator[tuple[str, str]]:
    """Make every generated file anew.

    Yields
    ------
    tuple
        Path below the checkout, and the text that should stand there.
    """
    for path, text in chain(stub.files(), filters.files(), typed_calls.files()):
        yield path, formatted(text, path)
    for pages in (api_pages, endpoint_pages, error_pages, old_name_pages, public_names, shell_page):
        yield from pages.files()
    for pages_with_words in (table_pages, server_pages):
        yield from pages_with_words.files(ROOT)
    yield from counts.files(ROOT)


def stale_files() -> dict[str, str]:
    """Find the generated files that are missing or differ from what the catalogues give, with their right text."""
    return {path: text for path, text in generated_files() if _kept(path) != text}


def formatted(text: str, path: str) -> str:
    """Format Python source as the rest of the repository is formatted."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(ROOT / path), "-"]
    done = subprocess.run(command, input=text, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


def _kept(path: str) -> str | None:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else None
