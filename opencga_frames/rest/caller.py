"""Carries out calls: makes the requests, walks, reads, and puts the answer together."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from opencga_frames.errors import AnswerError, OpenCGAError, UnreadableAnswerError, UsageError
from opencga_frames.rest.answer import Answer
from opencga_frames.rest.batches import BatchBuilder, check_ids, check_length
from opencga_frames.rest.classify import failure
from opencga_frames.rest.content import content_page, read_content
from opencga_frames.rest.envelope import Page, read_page
from opencga_frames.rest.facts import CallFacts
from opencga_frames.rest.ids import IdWalk
from opencga_frames.rest.options import CallOptions
from opencga_frames.rest.raw import raw_request
from opencga_frames.rest.request import build_request, ids_of
from opencga_frames.rest.single import SingleCall
from opencga_frames.rest.stream import PageStream, Walk, collect, warn_caller
from opencga_frames.rest.walk import PagePlan, PageWalk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.configuration import ClientConfiguration
    from opencga_frames.rest.endpoint import Endpoint
    from opencga_frames.rest.message import Method, Reply, Request
    from opencga_frames.rest.transport import Transport

__all__ = ["Caller"]

AnswerType = TypeVar("AnswerType", bound=Answer)


class Caller(Generic[AnswerType]):
    """Carries out the calls of one client.

    Parameters
    ----------
    transport
        Sends requests.
    response_class
        Class of the answers.
    configuration
        Default study, page size and number of workers.
    """

    def __init__(
        self, transport: Transport, response_class: type[AnswerType], configuration: ClientConfiguration
    ) -> None:
        self._transport = transport
        self._response_class = response_class
        self._configuration = configuration

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
            See :mod:`opencga_frames.errors`; carries as ``response`` what did arrive.
        """
        if endpoint.answer != "envelope":
            return self._call_bare(endpoint, self._with_study(endpoint, arguments))
        stream = self.pages(endpoint, arguments, options)
        pages, error = collect(stream)
        response = self._response_class(pages, stream.facts, stream.extent)
        if error is None:
            return response
        return self._partial(response, error, stream.options)

    def pages(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions | None = None) -> PageStream:
        """Call an endpoint and give its pages one by one, so that no more than a few are in memory.

        Parameters
        ----------
        endpoint
            What to call.
        arguments, options
            As for :meth:`call`.

        Returns
        -------
        PageStream
            Iterate it for the pages.

        Raises
        ------
        UsageError
            If the call is wrong before anything is sent.
        """
        options, arguments = _paging_options(endpoint, arguments, options or CallOptions())
        arguments = self._with_study(endpoint, arguments)
        walk, path = self._walk(endpoint, arguments, options)
        return PageStream(walk, self._facts(endpoint, arguments, path), options)

    def raw(
        self,
        method: Method,
        path: str,
        params: Mapping[str, Any] | None = None,
        data: Any = None,
    ) -> AnswerType:
        """Call any path, once, as it is.

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
        facts = CallFacts(path=request.path, host=self._configuration.url, study=study)
        return self._answer(request, facts)

    def _walk(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> tuple[Walk, str]:
        ids = ids_of(endpoint, arguments)
        if ids and endpoint.method == "GET":
            batches = BatchBuilder(endpoint, arguments, ids)
            workers = options.workers or self._configuration.workers
            return IdWalk(batches, self._fetch, workers=workers), batches.path
        check_ids(ids, endpoint.label)
        request = build_request(endpoint, arguments)
        check_length(request)
        if endpoint.paged and endpoint.method == "GET":
            plan = self._plan(endpoint, arguments, options)
            return PageWalk(request, self._fetch, plan), request.path
        fetch = self._fetch if endpoint.answer == "envelope" else self._fetch_any
        return SingleCall(request, fetch), request.path

    def _plan(self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions) -> PagePlan:
        given = arguments.get("count")
        return PagePlan(
            limit=options.limit,
            skip=options.skip,
            page_size=options.page_size or self._configuration.page_size,
            workers=options.workers or self._configuration.workers,
            count=endpoint.countable if given is None else str(given).lower() == "true",
            sort_key=endpoint.sort_key,
            versions=arguments.get("version") is not None,
        )

    def _fetch(self, request: Request) -> Page:
        page, _ = self._exchange(request)
        if page is None:
            msg = f"{self._configuration.url} did not answer {request.path} with an envelope of OpenCGA."
            raise UnreadableAnswerError(msg, host=self._configuration.url, path=request.path)
        return page

    def _fetch_any(self, request: Request) -> Page:
        page, reply = self._exchange(request)
        return content_page(read_content(reply)) if page is None else page

    def _exchange(self, request: Request) -> tuple[Page | None, Reply]:
        reply = self._transport.send(request)
        page = read_page(reply.body)
        error = failure(reply, request, page)
        if error is None:
            return page, reply
        if isinstance(error, AnswerError) and error.response is None:
            error.response = page
        raise error

    def _call_bare(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> AnswerType:
        request = build_request(endpoint, arguments)
        check_length(request)
        return self._answer(request, self._facts(endpoint, arguments, request.path))

    def _answer(self, request: Request, facts: CallFacts) -> AnswerType:
        """Send one request whose answer may be of any kind."""
        try:
            page, reply = self._exchange(request)
        except OpenCGAError as error:
            self._attach(error, facts)
            raise
        if page is not None:
            return self._response_class([replace(page, body=b"")], facts)
        content = read_content(reply)
        return self._response_class([content_page(content)], facts, content=content)

    def _attach(self, error: OpenCGAError, facts: CallFacts) -> None:
        page = getattr(error, "response", None)
        if isinstance(page, Page):
            _give(error, self._response_class([replace(page, body=b"")], facts))

    def _partial(self, response: AnswerType, error: OpenCGAError, options: CallOptions) -> AnswerType:
        """Return what did arrive if that was asked for, otherwise raise with it."""
        if options.on_error == "partial" and response.pages:
            notes = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
            warn_caller(f"Partial result: {error}{notes}")
            return response
        page = getattr(error, "response", None)
        if isinstance(page, Page):
            pages = [*response.pages, replace(page, body=b"")]
            response = self._response_class(pages, response.facts, response.extent)
        _give(error, response)
        raise error

    def _with_study(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        study = self._configuration.study
        takes_study = any(p.wire == "study" and p.place != "path" for p in endpoint.parameters)
        if study is None or not takes_study or arguments.get("study") is not None:
            return arguments
        return {**arguments, "study": study}

    def _facts(self, endpoint: Endpoint, arguments: Mapping[str, Any], path: str) -> CallFacts:
        names = {name for p in endpoint.parameters for name in (p.name, p.wire)}
        shown = {name: value for name, value in arguments.items() if name in names}
        return CallFacts(
            endpoint=endpoint,
            path=path,
            host=self._configuration.url,
            study=arguments.get("study"),
            arguments=MappingProxyType(shown),
        )


def _paging_options(
    endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions
) -> tuple[CallOptions, Mapping[str, Any]]:
    """Take over ``limit`` and ``skip`` given as arguments of a paged endpoint."""
    if not endpoint.paged:
        if options.limit is not None or options.skip:
            msg = f"{endpoint.label} does not page: leave out limit and skip."
            raise UsageError(msg)
        return options, arguments
    for name in ("limit", "skip"):
        value = arguments.get(name)
        if value is not None:
            options = replace(options, **{name: value})
    return options, {name: value for name, value in arguments.items() if name not in ("limit", "skip")}


def _give(error: OpenCGAError, response: Answer) -> None:
    error.response = response  # type: ignore[attr-defined]
