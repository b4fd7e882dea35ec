"""The tools of the sandbox: which path starts which, and what each of them does."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.entities import kind_named, read_facts
from opencga_frames.sandbox.kinds.registry import position_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["Tool", "failure_of", "idle", "input_files", "tool_named", "tool_paths", "unfit_word"]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool.

    Attributes
    ----------
    about
        Description, scope, type and resource; what a job shows once it has run.
    removes
        Parameter with the files that are gone afterwards, ``""`` for a tool that writes one.
    steps
        Steps of its run.
    words
        Parameter that takes a word of a Java enum, the enum, its words.
    writes
        Ending and content of each file that it leaves.
    reports
        Attribute of its run and parameter it repeats.
    """

    id: str
    about: Document
    removes: str = ""
    steps: tuple[str, ...] = ()
    words: Document = field(default_factory=dict)
    writes: Mapping[str, str] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)

    def form(self, body: Document) -> str:
        """Return the word that parameters say for what is written, without a mark for packing it."""
        word = str(body.get(self.words.get("parameter", "")) or "VCF")
        return word.lower().removesuffix("_gz")


@cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = read_facts("tools.yml")
    return facts


def tool_paths() -> dict[str, tuple[str, bool]]:
    """Return the tool's id by path, and whether an equal waiting job is given back there."""
    reused = _facts()["reused"]
    return {path: (tool, path.partition("/")[0] in reused) for path, tool in _facts()["paths"].items()}


def tool_named(key: str) -> Tool:
    """Return a tool; any id will do."""
    strings = _facts()["about"].get(key, ["", "STUDY", "ANALYSIS", ""])
    about = dict(zip(("description", "scope", "type", "resource"), strings, strict=True))
    facts = _facts()
    return Tool(
        key,
        about,
        facts["removes"].get(key, ""),
        tuple(facts["steps"].get(key, [key])),
        facts["words"].get(key, {}),
        facts["writes"].get(key, {".txt": f"{key}: a result invented by the sandbox\n"}),
        facts["reports"].get(key, {}),
    )


def idle(step: str) -> bool:
    """Return whether a step is named but never begun."""
    return step in _facts()["idle"]


def _files(body: Document) -> Iterator[str]:
    for name in _facts()["reads"]:
        value = body.get(name)
        strings = value if isinstance(value, list) else [value]
        for text in strings:
            if isinstance(text, str):
                yield from filter(None, text.split(","))


def input_files(study: SandboxStudy, body: Document) -> Iterator[Document]:
    """Yield the files of the study that parameters name."""
    files = kind_named("files")
    for key in _files(body):
        place = position_of(files, study, key.rstrip("/"))
        if place is not None:
            yield study.collections["files"].document(place)


def unfit_word(tool: Tool, body: Document) -> str:
    """Return why parameters do not pass the check of a tool, or nothing."""
    word = body.get(tool.words["parameter"]) if tool.words else None
    if not word or word in tool.words["words"]:
        return ""
    return f"No enum constant {tool.words['enum']}.{word}"


def failure_of(study: SandboxStudy, body: Document) -> str:
    """Return why a tool with these parameters will fail, or nothing.

    Parameters
    ----------
    study
        Where its files should be.
    body
        Its parameters; a true ``fail`` lets any tool fail.
    """
    for key in _files(body):
        if position_of(kind_named("files"), study, key.rstrip("/")) is None:
            return f"File '{key}' not found"
    return "It was asked to fail" if body.get("fail") else ""
