"""Paths as users give them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opencga_frames.errors import StorageError
from opencga_frames.paths import local_path, path_string


def test_a_tilde_is_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert local_path("~/x") == local_path(tmp_path / "x") == tmp_path / "x"
    assert path_string(Path("x")) == "x"


@pytest.mark.parametrize("path", ["a\0b", 7, None, b"x", "", ["a"], 1.5])
def test_what_is_no_path(path: Any) -> None:
    with pytest.raises(StorageError, match="Expected a path, got"):
        local_path(path)


def test_a_home_folder_that_is_not_known() -> None:
    with pytest.raises(StorageError, match=r"The home folder in '~nobody-of-this-name/x' is not known.* without ~"):
        local_path("~nobody-of-this-name/x")
