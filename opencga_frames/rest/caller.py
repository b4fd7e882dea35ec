"""Carries out calls: makes the requests, walks, reads, and assembles the answer."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from opencga_frames.errors import AnswerError, OpenCGAError
from opencga_frames.ground.progress import watching
from opencga_frames.ground.secret import SECRET_NAME
from opencga_frames.ground.warn import warn
from opencga_frames.rest.answer.answer import Answer
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.answer.extent import Extent
from opencga_frames.rest.answer.facets import warn_of_unknown_facets
from opencga_frames.rest.answer.saved import read_documents
from opencga_frames.rest.learning import Learner
from opencga_frames.rest.outcomes import DONE, with_outcomes
from opencga_frames.rest.request.build import build_request, ids_of
from opencga_frames.rest.request.defaults import with_defaults
from opencga_frames.rest.request.older import FIRST_LINE, older_form, varies_within_v2
from opencga_frames.rest.request.raw import raw_request
from opencga_frames.rest.transport.download import save
from opencga_frames.rest.transport.exchange import Exchange
from opencga_frames.rest.transport.recorded import recorded_size
from opencga_frames.rest.walk.batches import BatchBuilder, check_ids, no_ids
from opencga_frames.rest.walk.date_ranges import shared_out
from opencga_frames.rest.walk.ids import IdWalk
from opencga_frames.rest.walk.lengths import Parts, check_length, split_filter
from opencga_frames.rest.walk.options import CallOptions, page_plan, paging_options, refuse_unsent, watched
from opencga_frames.rest.walk.pages import PageWalk
from opencga_frames.rest.walk.parts import PartWalk
from opencga_frames.rest.walk.range_walk import RangeWalk, find_ranges
from opencga_frames.rest.walk.single import SingleCall
from opencga_frames.rest.walk.stream import PageStream, collect
from opencga_frames.rest.walk.union import UnionWalk
from opencga_frames.rest.walk.windows import WindowWalk
from opencga_frames.rest.wire.content import content_page, read_content
from opencga_frames.rest.wire.envelope import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.ground.row_name import DecodeRows
    from opencga_frames.ground.secret import Mask, Secret
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.request.prepared import PreparedRequest
    from opencga_frames.rest.transport.transport import Transport
    from opencga_frames.rest.walk.pages import Fetch
    from opencga_frames.rest.walk.walk import Walk
    from opencga_frames.rest.wire.message import Method, Request

__all__ = ["Caller"]

#: Ranges of dates that are counted for each part of a search, so that the parts have about the same number of rows.
_FINENESS: Final = 4

AnswerType = TypeVar("AnswerType", bound=Answer)


class Caller(Generic[AnswerType]):
    """Carries out the calls of one client.

    Parameters
    ----------
    transport
        Sends requests.
    response_class
        Class of the answers, or what makes them.
    configuration
        Default study, page size and number of workers.
    """

    def __init__(
        self, transport: Transport, response_class: Callable[..., AnswerType], configuration: ClientConfiguration
    ) -> None:
        self._transport = transport
        self._response_class = response_class
        self._configuration = configuration
        self._exchange = Exchange(transport, configuration.url, configuration.version_check)
        self.learner = Learner(self._exchange, configuration)

    @property
    def configuration(self) -> ClientConfiguration:
        """Where the server is, and the settings of the client."""
        return self._configuration

    @property
    def mask(self) -> Mask:
        """Masks the secrets of the client in what the server says."""
        return self._transport.mask

    def call(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions | None = None) -> AnswerType:
        """Call an endpoint and give the whole answer.

        Searches are walked page by page, lists of ids batch by batch; anything that writes is sent once.

        Parameters
        ----------
        endpoint
            What to call.
        arguments
            Values by the Python or wire names of the parameters; None is as good as absent.
        options
            How to carry it out.

        Returns
        -------
        Answer
            Of the class the caller was made with.

        Raises
        ------
        OpenCGAError
            See :mod:`opencga_frames.errors`; carries as ``response`` what arrived.
        """
        endpoint, arguments = self._as_sent(endpoint, arguments)
        if endpoint.answer != "envelope":
            return self._call_bare(endpoint, arguments, options)
        stream = self.pages(endpoint, arguments, options)
        pages, error = collect(stream)
        response = self._response_class(pages, stream.call_record, stream.extent)
        if error is None:
            if endpoint.table == "facets":
                warn_of_unknown_facets(response, endpoint)
            return response
        if isinstance(error, AnswerError) and endpoint.writes:
            error = with_outcomes(error, endpoint, ids_of(endpoint, arguments))
        return self._partial(response, error, stream.options)

    def prepare(
        self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions | None = None
    ) -> PreparedRequest:
        """Make the request of a call, the first one where there are several, and send nothing.

        Parameters
        ----------
        endpoint, arguments, options
            As for :meth:`call`.

        Raises
        ------
        UsageError
            If the call is wrong.
        """
        chosen = options or CallOptions()
        return self.learner.prepared(lambda known: self._prepare(known, arguments, chosen), endpoint)

    def _prepare(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> PreparedRequest:
        endpoint, arguments = self._as_sent(endpoint, arguments)
        options, arguments = paging_options(endpoint, arguments, options)
        arguments = self._with_defaults(endpoint, arguments)
        made: list[Request] = []

        def fetch(request: Request) -> Page:
            made.append(request)
            return Page()

        walk, _ = self._walk(endpoint, arguments, replace(options, workers=1, dry_run=True), fetch)
        for _ in walk:
            break
        return self._transport.describe(made[0], endpoint)

    def download(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Path:
        """Write the bytes of an answer to a file, piece by piece.

        Parameters
        ----------
        endpoint, arguments
            As for :meth:`call`.
        options
            Path, size and progress.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        StorageError
            If it cannot be written; nothing half-written is left behind.
        OpenCGAError
            See :mod:`opencga_frames.errors`.
        """
        arguments = self._with_defaults(endpoint, arguments)
        request = self._request(endpoint, arguments, options)
        with watching(request.path, wanted=options.progress, unit="B") as observe:
            return save(
                lambda receive: self._exchange.pour(request, receive),
                request,
                options.to or ".",
                size=options.size,
                recorded=lambda: recorded_size(self._exchange.page, request, endpoint.record),
                observe=observe,
            )

    def pages(
        self,
        endpoint: Endpoint,
        arguments: Mapping[str, Any],
        options: CallOptions | None = None,
        decode: DecodeRows | None = None,
    ) -> PageStream:
        """Call an endpoint and give its pages one by one, so that no more than a few are in memory.

        Parameters
        ----------
        endpoint
            What to call.
        arguments, options
            As for :meth:`call`.
        decode
            Decodes rows while their names are read, for a reader that decodes them anyway.

        Returns
        -------
        PageStream
            Iterate it for the pages.

        Raises
        ------
        UsageError
            If the call is wrong before anything is sent.
        """
        return self.learner.prepared(lambda known: self._pages(known, arguments, options, decode), endpoint)

    def _pages(
        self,
        endpoint: Endpoint,
        arguments: Mapping[str, Any],
        options: CallOptions | None,
        decode: DecodeRows | None,
    ) -> PageStream:
        refuse_unsent(endpoint, options)
        endpoint, arguments = self._as_sent(endpoint, arguments)
        options, arguments = paging_options(endpoint, arguments, options or CallOptions())
        arguments = self._with_defaults(endpoint, arguments)
        envelope = partial(self._exchange.page, decode=decode)
        fetch = envelope if endpoint.answer == "envelope" else self._exchange.any_page
        walk, path = self._walk(endpoint, arguments, options, fetch)
        self._exchange.version.check(endpoint, arguments)
        if endpoint.is_form:
            options = replace(options, progress=False)  # the bytes sent are what is watched, not the rows
        rows = {"limit": options.limit, "skip": options.skip or None}
        record = CallRecord.of(endpoint, arguments, path, self._configuration.url, **rows)
        return PageStream(walk, record, options)

    def ranges(self, endpoint: Endpoint, arguments: Mapping[str, Any], total: int, number: int) -> list[str]:
        """Find filters of dates that cut a search into parts of about the same number of rows.

        Parameters
        ----------
        endpoint, arguments
            The search.
        total
            Rows of it.
        number
            Most parts.

        Returns
        -------
        list of str
            Values of the filter ``endpoint.cut_key``, in order; empty where the search cannot be cut so.
        """
        endpoint, arguments = self._as_sent(endpoint, arguments)
        key = page_plan(endpoint, arguments, CallOptions(), page_size=1, workers=1).cut_key
        requests = self._parts(endpoint, self._with_defaults(endpoint, arguments), CallOptions()).requests
        if len(requests) > 1 or key is None:
            return []
        most = max(1, total // (_FINENESS * number))
        found = find_ranges(requests[0], self._exchange.page, key, total, most=most)
        return [part.filter for part in shared_out(found, number)] if len(found) > 1 else []

    def newer(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint as a server has it that is newer than the catalogue; else the same."""
        return self.learner.newer(endpoint)

    def learnt_method(self, resource: str, name: str) -> Endpoint | None:
        """Find a call that such a server has besides the catalogue."""
        return self.learner.method(resource, name)

    def raw(
        self,
        method: Method,
        path: str,
        params: Mapping[str, Any] | None = None,
        data: Any = None,
    ) -> AnswerType:
        """Call any path, once, without paging or checks.

        Parameters
        ----------
        method
            ``"GET"``, ``"POST"`` or ``"DELETE"``.
        path
            Path below the version segment, unencoded, e.g. ``"samples/S1/info"``.
        params
            Query parameters by their wire names; lists are joined with commas, None is left out.
        data
            Body: bytes as they are, anything else as JSON.

        Returns
        -------
        Answer
            Of the class the caller was made with.

        Raises
        ------
        OpenCGAError
            See :mod:`opencga_frames.errors`.
        """
        request = raw_request(method, path, params or {}, data)
        study = (params or {}).get("study")
        shown = {name: value for name, value in (params or {}).items() if not SECRET_NAME.search(name)}
        call_record = CallRecord(None, path, self._configuration.url, study, shown, method)
        return self._answer(request, call_record)

    def prepare_raw(
        self, method: Method, path: str, params: Mapping[str, Any] | None = None, data: Any = None
    ) -> PreparedRequest:
        """Make the request of :meth:`raw` and send nothing; a body is not shown, since it may hold a password."""
        return self._transport.describe(raw_request(method, path, params or {}, data))

    def from_documents(self, documents: Iterable[Any]) -> AnswerType:
        """Make an answer of documents that were assembled here, of the class of all answers."""
        return self._response_class(read_documents(documents), CallRecord(path="documents"), Extent(kind="saved"))

    def logout(self) -> None:
        """Forget the token and all means to get another one."""
        self._transport.logout()

    @property
    def api_version(self) -> str:
        """Version segment of the paths: ``v1`` for servers of the 1.4 line."""
        return self._configuration.api_version

    @property
    def refresh_token(self) -> Secret | None:
        """What a new token can be requested with."""
        return self._transport.tokens.refresh_token

    def _walk(
        self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions, fetch: Fetch
    ) -> tuple[Walk, str]:
        reads = endpoint.method == "GET"
        nothing = reads and no_ids(endpoint, arguments)
        ids = () if nothing else ids_of(endpoint, arguments)
        if reads and (ids or nothing):
            batches = BatchBuilder(endpoint, arguments, ids)
            workers = options.workers or self._configuration.workers
            return IdWalk(batches, fetch, workers=workers), batches.path
        check_ids(ids, endpoint.label)
        parts = self._parts(endpoint, arguments, options)
        request = parts.requests[0]
        if endpoint.paged and reads:
            known = self._configuration
            plan = page_plan(endpoint, arguments, options, page_size=known.page_size, workers=known.workers)
            if len(parts.requests) > 1:
                walk_parts = UnionWalk if parts.overlap else PartWalk
                return walk_parts(parts.requests, fetch, plan), request.path
            if endpoint.counts_hidden:
                return WindowWalk(request, fetch, plan), request.path
            walk = PageWalk if plan.cut_key is None else RangeWalk
            return walk(request, fetch, plan), request.path
        return SingleCall(request, watched(fetch, options)), request.path

    def _request(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Request:
        def checked(known: Endpoint) -> Request:
            request = self._build(known, arguments, options)
            self._exchange.version.check(known, arguments)
            return request

        return self.learner.prepared(checked, endpoint)

    def _parts(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> Parts:
        """Make the request of a call, or those of its parts where a list of ids is too long for one."""
        request = self._build(endpoint, arguments, options, check=False)
        splits = endpoint.paged and endpoint.method == "GET" and not endpoint.counts_hidden
        parts = split_filter(endpoint, request) if splits else Parts([request])
        check_length(endpoint, parts.requests[0])
        return parts

    def _build(
        self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions, *, check: bool = True
    ) -> Request:
        version = self._exchange.version
        server = version.noted if options.dry_run else version.numbers
        request = build_request(endpoint, arguments, free=options.extra == "allow", server=server)
        if check:
            check_length(endpoint, request)
        return request

    def _call_bare(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions | None) -> AnswerType:
        refuse_unsent(endpoint, options)
        arguments = self._with_defaults(endpoint, arguments)
        request = self._request(endpoint, arguments, options or CallOptions())
        record = CallRecord.of(endpoint, arguments, request.path, self._configuration.url)
        return self._answer(request, record)

    def _answer(self, request: Request, call_record: CallRecord) -> AnswerType:
        """Send one request whose answer may be of any kind."""
        try:
            page, reply = self._exchange.answer(request)
        except OpenCGAError as error:
            self._attach(error, call_record)
            raise
        if page is not None:
            return self._response_class([replace(page, body=b"")], call_record)
        content = read_content(reply, json=call_record.endpoint is not None and call_record.endpoint.answer == "json")
        return self._response_class([content_page(content)], call_record, content=content)

    def _attach(self, error: OpenCGAError, call_record: CallRecord) -> None:
        page = getattr(error, "response", None)
        if isinstance(page, Page):
            _give(error, self._response_class([replace(page, body=b"")], call_record))

    def _partial(self, response: AnswerType, error: OpenCGAError, options: CallOptions) -> AnswerType:
        """Return what arrived if that was asked for, otherwise raise with it."""
        page = getattr(error, "response", None)
        arrived = bool(response.pages) or DONE in getattr(error, "outcomes", {}).values()
        if isinstance(page, Page) and (options.on_error == "raise" or not response.pages):
            pages = [*response.pages, replace(page, body=b"")]
            response = self._response_class(pages, response.call_record, response.extent)
        if options.on_error == "partial" and arrived:
            notes = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
            warn(f"Partial result: {error}{notes}")
            return response
        _give(error, response)
        raise error

    def in_full(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """Write what a call names as servers know it, and add what goes with it; here it is left as it is.

        Parameters
        ----------
        endpoint, arguments
            The call.
        """
        return arguments

    def _as_sent(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> tuple[Endpoint, Mapping[str, Any]]:
        endpoint, arguments = self._known_there(endpoint, arguments)
        return endpoint, self.in_full(endpoint, arguments)

    def _known_there(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> tuple[Endpoint, Mapping[str, Any]]:
        """Put a call as the server knows it; the server is asked for its version only where that matters."""
        if not endpoint.older:
            return endpoint, arguments
        if self._configuration.api_version == "v1":
            return older_form(endpoint, arguments, FIRST_LINE)
        if self._configuration.version_check == "off" or not varies_within_v2(endpoint):
            return endpoint, arguments
        return older_form(endpoint, arguments, self._exchange.version.text)

    def _with_defaults(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        known = self._configuration
        organization = self._transport.tokens.organization or known.organization
        return with_defaults(endpoint, arguments, study=known.study, organization=organization)


def _give(error: OpenCGAError, response: Answer) -> None:
    error.response = response  # type: ignore[attr-defined]
