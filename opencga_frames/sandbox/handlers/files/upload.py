"""``files/upload``: a file sent as a form."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.handlers.entries.create import check_write
from opencga_frames.sandbox.handlers.entries.scope import EntryRequest
from opencga_frames.sandbox.kinds.files import upload_file
from opencga_frames.sandbox.wire.answers import Raw, Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["FormPart", "form_parts", "upload"]

_BOUNDARY = re.compile(r'boundary="?([^";,]+)"?')
_NAME = re.compile(r'name="([^"]*)"')
_FILENAME = re.compile(r'filename="([^"]*)"')


@dataclass(frozen=True, slots=True)
class FormPart:
    """One part of a form: its content, and the name of a file."""

    content: bytes
    filename: str = ""


def form_parts(call: Call) -> dict[str, FormPart]:
    """Return the parts of the form a call sends, by name."""
    match = _BOUNDARY.search(call.headers.get("content-type", ""))
    if match is None:
        return {}
    parts = {}
    for raw in call.body.split(b"--" + match[1].encode())[1:]:
        head, _, content = raw.partition(b"\r\n\r\n")
        # Known bug of the server (``upload-name``): it reads the names of files as ISO-8859-1.
        disposition = head.decode("iso-8859-1")
        name, filename = _NAME.search(disposition), _FILENAME.search(disposition)
        if name is not None:
            parts[name[1]] = FormPart(
                content.removesuffix(b"\r\n"), filename[1].rpartition("\\")[2] if filename else ""
            )
    return parts


def _folder(text: str) -> str:
    if text.startswith("/"):
        raise Refusal(Java.CATALOG, "The relativeFilePath cannot be absolute (it cannot start with '/')")
    if text and not text.endswith("/"):
        raise Refusal(Java.CATALOG, "The relativeFilePath should be a directory and it must end in '/'")
    return text


def upload(context: Context, call: Call) -> Result | Raw:
    """Add a file from a form; description and bioformat of the form are not kept, its format is."""
    parts = form_parts(call)
    if "file" not in parts:
        return Raw(json.dumps({"error": "No file or chunk found"}, separators=(",", ":")).encode())
    values = {name: part.content.decode("utf-8", "replace") for name, part in parts.items() if name != "file"}
    folder = _folder(values.get("relativeFilePath", ""))
    kind, caller = kind_named("files"), context.caller()
    request = EntryRequest(kind, caller, find_study(caller, values.get("study") or call.query.get("study")), call)
    check_write(request)
    file = parts["file"]
    if ";" in file.filename:
        # Known bug of the server: such a file is taken and never found again.
        return Result(matches=-1)
    checksum = hashlib.sha256(file.content).hexdigest()
    if values.get("checksum") not in {None, "", checksum}:
        raise Refusal(Java.CATALOG, f"Error uploading file {file.filename}")
    path = folder + (values.get("name") or values.get("fileName") or file.filename)
    place = upload_file(request.study, path, file.content, context.now, options=values)
    return Result(rows=request.renderer().rows(kind, [place]), kind=kind.java, matches=-1)
