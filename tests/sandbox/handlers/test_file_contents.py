"""Contents of files: bytes that come back as they went, and lines that are searched as ``grep`` does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = "row 1\na+b\nROW (3)\n"


@pytest.fixture
def file(owner: Any) -> str:
    """A text file of three lines."""
    body = {"path": "data/x.txt", "type": "FILE", "content": LINES}
    assert owner.post("files/create", body, study=owner.sandbox.study, parents=True).status_code == 200
    return "data:x.txt"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("row", ["row 1"]),
        ("row 9", ["row 1"]),  # only the first word is looked for
        ("row[[:space:]]1", ["row 1"]),
        ("^a", ["a+b"]),
        ("a+b", ["a+b"]),
        (r"o\?w", ["row 1"]),
        (r"(3)", ["ROW (3)"]),
        ("[0-9]", ["row 1", "ROW (3)"]),
        ("row[", []),
        ("", []),
    ],
)
def test_grep_reads_basic_expressions(owner: Any, file: str, pattern: str, found: list[str]) -> None:
    row = owner.rows(f"files/{file}/grep", pattern=pattern)[0]
    assert [line.partition("x.txt:")[2] for line in row["content"].splitlines()] == found


def test_grep_ignores_case_on_request(owner: Any, file: str) -> None:
    row = owner.rows(f"files/{file}/grep", pattern="row", ignoreCase="true")[0]
    assert len(row["content"].splitlines()) == 2


def test_bytes_come_back_as_they_were_sent(owner: Any, client: Callable[[str], Any]) -> None:
    content = bytes(range(256))
    form = {"study": (None, owner.sandbox.study), "relativeFilePath": (None, "data/"), "file": ("b.bin", content)}
    assert owner.session.post(owner.base + "files/upload", files=form).status_code == 200
    assert owner.here("files/data:b.bin/download").content == content
    part = owner.session.get(
        owner.base + "utils/ranges/data:b.bin",
        params={"study": owner.sandbox.study},
        headers={"Range": "bytes=200-210"},
    )
    assert (part.status_code, part.content) == (206, content[200:211])
    assert owner.rows("files/data:b.bin/head")[0]["content"].startswith("\x00\x01")
