"""How many bytes a file has by its entry, for downloads whose own answer cannot tell whether they are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from opencga_frames.errors import NotReachableError, OpenCGAError
from opencga_frames.rest.wire.message import Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.rest.wire.envelope import Page

__all__ = ["recorded_size"]


def recorded_size(page_of: Callable[[Request], Page], download: Request, record: str | None) -> int | None:
    """Ask for the size that stands in the entry of a file.

    Parameters
    ----------
    page_of
        Carries out a request.
    download
        The request for the bytes.
    record
        Last segment of the path that gives the entry, or None when there is none.

    Returns
    -------
    int or None
        None where it is not recorded: servers know no size of files that are being written.
    """
    if record is None:
        return None
    study = tuple(pair for pair in download.query if pair[0] == "study")
    path = f"{download.path.rpartition('/')[0]}/{record}"
    try:
        page = _asked(page_of, Request("GET", path, (*study, ("include", "id,size"))))
        rows = msgspec.json.decode(page.blocks[0].rows) if page.blocks else []
    except (OpenCGAError, msgspec.MsgspecError, ValueError, RecursionError):
        return None  # the file may be readable where its entry is not
    first = rows[0] if len(rows) == 1 and isinstance(rows[0], dict) else {}
    size = first.get("size")
    return size if isinstance(size, int) and not isinstance(size, bool) and size > 0 else None


def _asked(page_of: Callable[[Request], Page], request: Request) -> Page:
    try:
        return page_of(request)
    except NotReachableError:
        # The server may have closed the connection behind the file, which shows when it is used again.
        return page_of(request)
