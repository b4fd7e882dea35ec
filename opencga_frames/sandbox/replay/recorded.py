"""A recording as it was written: requests and answers, in order."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import StorageError, UsageError

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["Recorded", "RecordedAnswer", "RecordedRequest", "json_value", "read_recording"]

FILE = "recording.jsonl"
_FORMAT = "opencga-frames recording"
_VERSION = 1


@dataclass(frozen=True)
class RecordedRequest:
    """What was asked: verb, path below the version, filters, and the body or the parts of a form."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: Any = None
    form: dict[str, str] | None = None

    def __str__(self) -> str:
        query = "&".join(f"{name}={value}" for name, value in self.query)
        return f"{self.method} {self.path}{'?' if query else ''}{query}"


@dataclass(frozen=True)
class RecordedAnswer:
    """What came."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Recorded:
    """Everything in a folder, and the token that its user is given."""

    exchanges: list[tuple[RecordedRequest, RecordedAnswer]]
    token: str


def read_recording(folder: str | PathLike[str]) -> Recorded:
    """Return what was recorded.

    Raises
    ------
    UsageError
        When the folder is no recording.
    StorageError
        When it is damaged, or of a newer version.
    """
    path = Path(folder) / FILE
    if not path.is_file():
        message = f"{str(folder)!r} holds no {FILE}; give a folder that oc.record wrote."
        raise UsageError(message)
    lines = path.read_text("utf-8").splitlines()
    head = _read(path, 1, lines[0] if lines else "")
    if head.get("format") != _FORMAT:
        message = f"{str(path)!r} is no recording; give a folder that oc.record wrote."
        raise UsageError(message)
    if head.get("version", 0) > _VERSION:
        message = f"{str(path)!r} was written by a newer version of opencga_frames; replay it with that one."
        raise StorageError(message)
    if head.get("exchanges") != len(lines) - 1:
        raise _damaged(path, f"{len(lines) - 1} exchanges were found, {head.get('exchanges')} were written")
    exchanges = [_exchange(path, number, _read(path, number, line)) for number, line in enumerate(lines[1:], 2)]
    return Recorded(exchanges, str(head.get("token", "")))


def _damaged(path: Path, words: str) -> StorageError:
    return StorageError(f"The recording {str(path)!r} is damaged: {words}. Record it again.")


def _read(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise _damaged(path, f"line {number} is no object of JSON")
    return found


def _exchange(path: Path, number: int, line: dict[str, Any]) -> tuple[RecordedRequest, RecordedAnswer]:
    try:
        asked, answer = line["request"], line["answer"]
        query = tuple((name, value) for name, value in asked["query"])
        request = RecordedRequest(
            asked["method"], asked["path"], query, json_value(asked.get("body")), asked.get("form")
        )
        raw = answer.get("body_base64")
        body = answer["body"].encode() if raw is None else base64.b64decode(raw)
        return request, RecordedAnswer(answer["status"], answer["headers"], body)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _damaged(path, f"line {number} lacks something ({type(error).__name__}: {error})") from None


def json_value(text: str | None) -> Any:
    """Return the value of a body of JSON, and any other body as it is."""
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text
