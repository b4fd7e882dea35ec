"""The content of files: the sandbox keeps none but what it can make up from the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study, visibility
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.files.basic_pattern import basic_pattern
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.wire.answers import Raw, Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["download", "file_content", "first_lines", "grep", "head", "last_lines", "tail"]

_KIND = "org.opencb.opencga.core.models.file.FileContent"
_MAX_LINES = 1000


def file_content(context: Context, call: Call, permission: str) -> tuple[Document, bytes]:
    """Return the document of the file of a call, and its content."""
    caller = context.caller()
    study = find_study(caller, call.query.get("study"))
    kind = kind_named("files")
    key = call.captured["file"]
    place = position_of(kind, study, key)
    if place is None:
        raise Refusal(Java.CATALOG, rules_of(kind).missing(study, [key], [key]))
    own = study.collections["files"].document(place)["id"]
    tests = [visibility(caller, study, kind, one) for one in ("VIEW", permission)]
    if not all(test is None or test(own) for test in tests):
        message = f"Permission denied. {caller.user} is not allowed to see some or none of the files."
        raise denied(message)
    document = study.collections["files"].document(place)
    if document["type"] == "DIRECTORY":
        path = document["uri"].removeprefix("file://").rstrip("/")
        raise Refusal(Java.FILES, f"Not a regular file: {path}")
    return document, study.contents.get(document["path"]) or _text(document).encode()


def _file_text(context: Context, call: Call) -> tuple[Document, str]:
    document, content = file_content(context, call, "VIEW_CONTENT")
    return document, content.decode("utf-8", "replace")


def _text(document: Document) -> str:
    """Make up the content of a file: a header for VCF, a line of words for others."""
    if document.get("format") in {"VCF", "GVCF"}:
        columns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", *document["sampleIds"]]
        return "##fileformat=VCFv4.2\n##source=sandbox\n" + "\t".join(columns) + "\n"
    return f"{document['name']}: content invented by the sandbox\n"


def _answer(path: str, lines: list[str], offset: int, size: int, *, eof: bool) -> Result:
    row = {
        "fileId": path,
        "eof": eof,
        "offset": offset,
        "size": size,
        "lines": len(lines),
        "content": "".join(lines),
    }
    return Result(rows=[row], kind=_KIND, matches=1)


def _path(document: Document) -> str:
    return str(document["uri"]).removeprefix("file://")


def _wanted(call: Call) -> int:
    count = call.number("lines", 20)
    if count > _MAX_LINES:
        raise Refusal(Java.PARAMETER, f"Unable to return more than {_MAX_LINES} lines")
    return count


def first_lines(path: str, text: str, call: Call) -> Result:
    """Answer the first lines of a text after an offset."""
    count, offset = _wanted(call), call.number("offset", 0)
    lines = text[offset:].splitlines(keepends=True)[:count]
    size = len("".join(lines))
    end = offset + size
    return _answer(path, lines, end, size + (1 if offset else 0), eof=end >= len(text))


def last_lines(path: str, text: str, call: Call) -> Result:
    """Answer the last lines of a text."""
    lines = text.splitlines(keepends=True)[-_wanted(call) :]
    return _answer(path, lines, len(text), len("".join(lines)), eof=True)


def head(context: Context, call: Call) -> Result:
    """Answer the first lines after an offset."""
    _wanted(call)
    document, text = _file_text(context, call)
    return first_lines(_path(document), text, call)


def tail(context: Context, call: Call) -> Result:
    """Answer the last lines."""
    _wanted(call)
    document, text = _file_text(context, call)
    return last_lines(_path(document), text, call)


def grep(context: Context, call: Call) -> Result:
    """Answer the lines that hold a pattern, each after the path of the file."""
    document, text = _file_text(context, call)
    # The server hands the pattern to a program word by word, and only the first one is taken as the pattern.
    pattern = basic_pattern((call.query.get("pattern") or "").partition(" ")[0], ignore_case=call.flag("ignoreCase"))
    limit = call.number("maxCount", 10)
    path = _path(document)
    lines = text.splitlines(keepends=True) if pattern else []
    found = [f"{path}:{line}" for line in lines if pattern and pattern.search(line.rstrip("\n"))]
    result = _answer(path, found[:limit], 0, -1, eof=False)
    result.rows[0]["lines"] = limit
    return result


def download(context: Context, call: Call) -> Raw:
    """Answer the whole file."""
    _, content = file_content(context, call, "DOWNLOAD")
    disposition = f"attachment; filename ={call.captured['file']}"
    return Raw(content, "application/octet-stream", headers={"content-disposition": disposition})
