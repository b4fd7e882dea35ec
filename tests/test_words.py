"""Docstrings and messages use the words of the field: one word for one thing, and none of our own making."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[1] / "opencga_frames"
#: Patterns of words that are not written, and what stands in their place.
INSTEAD = {
    r"texts|text value|empty text|JSON text|bytes or text": "string (text is prose, or the content of a file)",
    r"moments?": "datetime, timestamp",
    r"husks?": "unloaded reference",
    r"undescribed|nobody described": "unmapped",
    r"told|tells": "reported, returned, warned of",
    r"truth values?": "boolean",
    r"stamps?": "timestamp",
    r"hopeless": "permanent, not worth retrying",
    r"faults? of the way": "network error",
    r"by place": "positional",
    r"put together": "assembled, concatenated",
    r"who asks": "client",
    r"he|his|him": "they, their",
    r"wanted is|wanted are": "expected ..., got ...",
    r"could not be asked": "did not reach the server",
}
#: What these words mean elsewhere: telling apart.
ALLOWED = re.compile(r"told apart|tells? apart")
UNWANTED = re.compile(rf"\b(?:{'|'.join(INSTEAD)})\b", re.IGNORECASE)


def written(path: Path) -> Iterator[tuple[int, str]]:
    """Docstrings of public objects, and messages: strings with a blank in them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) or ast.get_docstring(node) is None:
            continue
        docstrings.add(id(node.body[0].value))  # type: ignore[attr-defined]
        if not getattr(node, "name", "").startswith("_"):
            yield node.body[0].lineno, ast.get_docstring(node) or ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from [(node.lineno, node.value)] if " " in node.value.strip() else []


def described(value: object) -> Iterator[str]:
    """Every description under ``about`` in a file of data."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [inner] if name == "about" and isinstance(inner, str) else described(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from described(inner)


def found(text: str) -> list[str]:
    return UNWANTED.findall(ALLOWED.sub("", text))


@pytest.mark.parametrize("word", ["the stamp", "a moment ago", "it is told once", "empty texts", "his study"])
def test_the_words_are_found(word: str) -> None:
    assert found(word)


def test_words_like_them_are_no_matter() -> None:
    assert found("timestamps of this history, a momentary retelling; rows cannot be told apart") == []


def test_docstrings_and_messages_use_the_words_of_the_field() -> None:
    places = [(path, line, text) for path in PACKAGE.rglob("*.py") for line, text in written(path)]
    assert len(places) > 3_000
    wrong = [f"{path.relative_to(PACKAGE)}:{line}: {words}" for path, line, text in places if (words := found(text))]
    assert wrong == []


def test_what_returns_nothing_does_not_say_that_it_returns() -> None:
    functions = (n for path in PACKAGE.rglob("*.py") for n in ast.walk(ast.parse(path.read_text("utf-8"))))
    silent = [n for n in functions if isinstance(n, ast.FunctionDef) and n.returns and ast.unparse(n.returns) == "None"]
    assert len(silent) > 300
    assert [n.name for n in silent if (ast.get_docstring(n) or "").startswith(("Return", "Tell", "Yield"))] == []


def test_no_name_says_texts_where_strings_are_meant() -> None:
    nodes = ((path, node) for path in PACKAGE.rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    names = [(path.stem, getattr(node, "id", getattr(node, "arg", None))) for path, node in nodes]
    assert ("build", "strings") in names
    assert [(module, name) for module, name in names if name and re.search(r"(^|_)texts(_|$)", name)] == []


def test_descriptions_in_data_use_them_as_well() -> None:
    files = sorted(PACKAGE.rglob("*.yaml"))
    texts = [(path, text) for path in files for text in described(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))]
    assert len(texts) > 2_000
    assert [f"{path.name}: {text}" for path, text in texts if found(text)] == []
