"""``utils/ranges``: parts of files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from opencga_frames.sandbox.handlers.files.content import file_content
from opencga_frames.sandbox.wire.answers import Raw
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["ranges"]

_RANGE = re.compile(r"bytes=(\d+)-(\d*)")


def ranges(context: Context, call: Call) -> Raw:
    """Answer the bytes a Range header names; past the end of the file they are zeros."""
    document, content = file_content(context, call, "DOWNLOAD")
    match = _RANGE.fullmatch(call.headers.get("range", ""))
    if match is None:
        disposition = {"content-disposition": f"attachment; filename ={document['name']}"}
        return Raw(content, "application/octet-stream", headers=disposition)
    if not match[2]:
        raise Refusal(Java.BOUNDS, "Index 1 out of bounds for length 1")
    first, last = int(match[1]), int(match[2])
    part = content[first : last + 1].ljust(last + 1 - first, b"\0")
    return Raw(part, "application/octet-stream", 206, {"Content-Range": f"bytes {first}-{last}/{len(content)}"})
