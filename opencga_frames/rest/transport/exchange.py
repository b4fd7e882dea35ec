"""One request and its answer, judged: the step that every walk repeats."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from opencga_frames.errors import AnswerError, NotReachableError, OpenCGAError, UnreadableAnswerError
from opencga_frames.rest.request.versions import ReportedVersion
from opencga_frames.rest.transport.failure_rules import NO_STUDY
from opencga_frames.rest.transport.failures import failure
from opencga_frames.rest.transport.masking import masked_page
from opencga_frames.rest.transport.network_errors import shown_path
from opencga_frames.rest.wire.content import content_page, read_content
from opencga_frames.rest.wire.envelope import Page, read_page
from opencga_frames.rest.wire.message import Request

if TYPE_CHECKING:
    from opencga_frames.ground.row_name import DecodeRows
    from opencga_frames.rest.request.versions import VersionCheck
    from opencga_frames.rest.transport.download import Receive
    from opencga_frames.rest.transport.transport import Transport
    from opencga_frames.rest.wire.message import Reply

__all__ = ["Exchange"]

_ABOUT = Request("GET", "meta/about")
_STUDIES = Request("GET", "studies/search", (("include", "fqn"), ("limit", "10")))
_UNKNOWN_OUTCOME = "The server may have carried it out all the same: look before it is sent again."


class Exchange:
    """Sends requests and turns failures into errors; keeps the version that answers give.

    Parameters
    ----------
    transport
        Sends requests.
    host
        Address of the server, for errors.
    check
        What happens when a call asks for what the server does not have.
    """

    def __init__(self, transport: Transport, host: str, check: VersionCheck) -> None:
        self._transport = transport
        self._host = host
        self.version = ReportedVersion(self._about, check)

    @property
    def told_version(self) -> str:
        """Version of the server as far as an answer or the login has reported it; sends nothing."""
        return self.version.told or self._transport.server_version

    def page(self, request: Request, *, openly: bool = False, decode: DecodeRows | None = None) -> Page:
        """Get an answer that must be an envelope.

        Parameters
        ----------
        request
            What to send.
        openly
            Send neither token nor login.
        decode
            As for :func:`~opencga_frames.rest.wire.envelope.read_page`.
        """
        if openly:
            page = self._judged(self._transport.send_openly(request), request, decode)
        else:
            page, _ = self.answer(request, decode)
        if page is None:
            msg = f"{self._host} did not answer {shown_path(request.path)} with an envelope of OpenCGA."
            raise UnreadableAnswerError(msg, host=self._host, path=request.path)
        return page

    def any_page(self, request: Request) -> Page:
        """Get an answer that may be bare JSON."""
        page, reply = self.answer(request)
        return content_page(read_content(reply)) if page is None else page

    def _sound(self, page: Page, request: Request) -> Page:
        """Refuse an envelope without the list of rows that every one has; after a write it is worth nothing more."""
        if page.fault and not request.writes:
            msg = (
                f"{self._host} answered {shown_path(request.path)} with an envelope that is broken: {page.fault}. "
                "Expected a list of rows. Repeat the call; a proxy or the server may have damaged it."
            )
            raise UnreadableAnswerError(msg, host=self._host, path=request.path)
        return page

    def answer(self, request: Request, decode: DecodeRows | None = None) -> tuple[Page | None, Reply]:
        """Get an answer of any kind.

        Parameters
        ----------
        request, decode
            As for :meth:`page`.

        Raises
        ------
        OpenCGAError
            If there is none or it reports a failure; carries the envelope as ``response``.
        """
        try:
            reply = self._transport.send(request)
        except NotReachableError as error:
            if request.writes:
                error.add_note(_UNKNOWN_OUTCOME)
            raise
        page = self._judged(reply, request, decode)
        return None if page is None else self._sound(page, request), reply

    def pour(self, request: Request, receive: Receive) -> Reply:
        """Get an answer whose body goes to a receiver piece by piece."""
        reply = self._transport.send(request, receive)
        self._judged(reply, request)
        return reply

    def _judged(self, reply: Reply, request: Request, decode: DecodeRows | None = None) -> Page | None:
        page, hide = read_page(reply.body, decode) if reply.body else None, self._transport.mask
        if page is not None:
            self.version.note(page.server_version)
            page = masked_page(page, hide)
        error = failure(reply, request, page, hide)
        if error is None:
            return page
        if page is not None and error.response is None:
            error.response = masked_page(page, hide, rows=True)  # type: ignore[assignment]
        if request is not _STUDIES:
            self._name_studies(error)
        raise error

    def _name_studies(self, error: AnswerError) -> None:
        """Add the studies that this user may see to the error of one that is not there."""
        if not any(re.search(NO_STUDY, event.message) for event in error.events):
            return
        try:
            page = self.answer(_STUDIES)[0]
        except OpenCGAError:
            return  # the error that is told is the first one
        rows = msgspec.json.decode(page.blocks[0].rows) if page is not None and page.blocks else []
        error.studies = tuple(str(row["fqn"]) for row in rows if isinstance(row, dict) and row.get("fqn"))
        error.args = (f"{error.args[0]} {error.seen_studies()}",)

    def _about(self) -> str | None:
        """Ask for the version; None where the site refuses or answers with a page of its own."""
        if self._transport.server_version:
            return self._transport.server_version
        try:
            page = read_page(self._transport.send_openly(_ABOUT).body)
            rows = msgspec.json.decode(page.blocks[0].rows) if page is not None and page.blocks else []
        except (OpenCGAError, msgspec.MsgspecError, ValueError, RecursionError):
            return None
        first = rows[0] if isinstance(rows, list) and rows else None
        told = first.get("Version") if isinstance(first, dict) else None
        return told if isinstance(told, str) else (page.server_version if page is not None else None)
