"""What a caller may say about how a call is carried out, apart from what it asks for."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, Literal

from opencga_frames.errors import UsageError
from opencga_frames.ground.limits import MAX_PAGE_SIZE, PAGE_SIZE
from opencga_frames.ground.progress import watching
from opencga_frames.ground.shown import shown
from opencga_frames.rest.walk.plan import PagePlan
from opencga_frames.rest.wire.multipart import Form

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.walk.pages import Fetch
    from opencga_frames.rest.wire.envelope import Page
    from opencga_frames.rest.wire.message import Request

__all__ = [
    "CallOptions",
    "OnError",
    "UnknownFields",
    "option_names",
    "page_plan",
    "paging_options",
    "refuse_unsent",
    "watched",
]

OnError = Literal["raise", "partial"]
#: Options of calls that may take several requests.
_WALK_OPTIONS = ("limit", "skip", "page_size", "workers", "progress", "on_error")


UnknownFields = Literal["refuse", "allow"]


@dataclass(frozen=True, slots=True)
class CallOptions:
    """How a call is carried out: how many rows, in what pages, and what happens when part of it fails.

    Parameters
    ----------
    limit
        Maximum number of rows in all; None for every row there is. 0 asks for no rows, only for their number.
    skip
        Rows left out at the start.
    page_size
        Rows of one page, 1 to 5,000; None for the client's own size. From the second page on one or two rows more are
        asked for (never more than 5,000): those that it has in common with the pages beside it.
    workers
        Requests under way at the same time; 1 uses no thread; None for the client's own number, or where it has none
        for as many as pay: 1 where the server is near.
    progress
        True for a progress bar, False for none, None for one in notebooks only.
    on_error
        ``"raise"``: an answer that is not whole is an error, which carries what arrived.
        ``"partial"``: what arrived is returned, marked, with a warning. The same for a call that writes to
        several entries and fails for some of them.
    extra
        Fields and values of a body that the server's model does not have: ``"refuse"`` them, or ``"allow"`` them to be
        sent. Not to be confused with ``extra`` of a frame, which says what becomes of fields that arrive.
    dry_run
        True to make the request and give it back unsent.
    to
        Path of the file, or of the folder (made when it ends in ``/``), that a download is written to; None to have
        it in memory.
    size
        Bytes a download must have; None to compare with the ``size`` of the file's entry, where that is known.

    Raises
    ------
    UsageError
        If a value is out of range or of another type.

    Examples
    --------
    >>> CallOptions(limit=100).limit
    100
    """

    limit: int | None = None
    skip: int = 0
    page_size: int | None = None
    workers: int | None = None
    progress: bool | None = None
    on_error: OnError = "raise"
    extra: UnknownFields = "refuse"
    dry_run: bool = False
    to: str | os.PathLike[str] | None = None
    size: int | None = None

    def __post_init__(self) -> None:
        _check_number("limit", self.limit, 0, None)
        _check_number("skip", self.skip, 0, None, optional=False)
        _check_number("page_size", self.page_size, 1, MAX_PAGE_SIZE)
        _check_number("workers", self.workers, 1, None)
        _check_number("size", self.size, 0, None)
        _check_choice("progress", self.progress, (True, False, None), "True, False, or None for notebooks only")
        _check_choice("on_error", self.on_error, ("raise", "partial"), '"raise" or "partial"')
        _check_choice(
            "extra", self.extra, ("refuse", "allow"), '"refuse" or "allow": what becomes of unknown fields of a body'
        )
        _check_choice("dry_run", self.dry_run, (True, False), "True or False")
        if self.to is not None and (not isinstance(self.to, (str, os.PathLike)) or not os.fspath(self.to)):
            msg = f"to= got {self.to!r}; expected the path of a file or folder, or None."
            raise UsageError(msg)


#: Largest number that servers read.
_LARGEST: Final = 2**63 - 1


def option_names(endpoint: Endpoint) -> tuple[str, ...]:
    """Names of the arguments that say how a call is carried out, in order.

    Parameters
    ----------
    endpoint
        What the method calls.
    """
    bare = endpoint.answer in ("text", "binary")
    names = [*(("to", "size") if bare else ()), *(("extra",) if endpoint.fields else ())]
    # A filter of the same name keeps it: searches of jobs may ask for dry runs.
    names += () if endpoint.takes("dry_run") else ("dry_run",)
    if endpoint.walked:
        names += _WALK_OPTIONS
    elif bare or endpoint.is_form:
        names.append("progress")
    elif endpoint.ids_parameter is not None:
        names.append("on_error")
    return tuple(names)


def _check_choice(name: str, value: object, allowed: tuple[object, ...], words: str) -> None:
    if not isinstance(value, (str, bool, type(None))) or value not in allowed:
        msg = f"{name}= got {value!r}; expected {words}."
        raise UsageError(msg)


def _check_number(name: str, value: object, low: int, high: int | None, *, optional: bool = True) -> None:
    if value is None and optional:
        return
    number = isinstance(value, int) and not isinstance(value, bool)
    if number and low <= value <= (_LARGEST if high is None else high):  # type: ignore[operator]
        return
    span = f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
    msg = f"{name}= got {shown(value)}; expected a whole number, {span}{', or None' if optional else ''}."
    raise UsageError(msg)


def paging_options(
    endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions
) -> tuple[CallOptions, Mapping[str, Any]]:
    """Take over ``limit`` and ``skip`` given as arguments of a paged endpoint."""
    if not endpoint.paged:
        if options.limit is not None or options.skip:
            msg = f"{endpoint.label} is not paged: leave out limit and skip."
            raise UsageError(msg)
        return options, arguments
    for name in ("limit", "skip"):
        value = arguments.get(name)
        if value is not None:
            options = replace(options, **{name: value})
    return options, {name: value for name, value in arguments.items() if name not in ("limit", "skip")}


def refuse_unsent(endpoint: Endpoint, options: CallOptions | None) -> None:
    """Refuse options that give something other than an answer, so that nothing is sent by mistake."""
    if options is not None and options.dry_run:
        msg = f"dry_run returns a request and no rows: give it to {endpoint.label} itself."
        raise UsageError(msg)
    if options is not None and options.to is not None:
        msg = f"to= writes a file and returns no rows: give it to {endpoint.label} itself."
        raise UsageError(msg)


def watched(fetch: Fetch, options: CallOptions) -> Fetch:
    """Let a bar watch the bytes of a form while they are sent."""

    def send(request: Request) -> Page:
        if not isinstance(request.body, Form):
            return fetch(request)
        with watching(request.path, wanted=options.progress, unit="B") as observe:
            return fetch(replace(request, body=replace(request.body, observe=observe)))

    return send


def page_plan(
    endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions, *, page_size: int, workers: int | None
) -> PagePlan:
    """Plan the walk over the pages of a call.

    Parameters
    ----------
    endpoint, arguments, options
        The call.
    page_size, workers
        What the client takes unless the options say otherwise.
    """
    given = arguments.get("count")
    count = endpoint.countable if given is None else _is_true(given)
    return PagePlan(
        limit=options.limit,
        skip=options.skip,
        page_size=options.page_size or _page_size(options.limit, page_size),
        workers=options.workers or workers,
        count=count,
        sort_key=endpoint.sort_key,
        versions=arguments.get("version") is not None or _is_true(arguments.get("deleted")),
        # Only an order of the caller's own would be lost.
        cut_key=endpoint.cut_key if count and arguments.get("sort") is None else None,
    )


def _page_size(limit: int | None, usual: int) -> int:
    """Rows of a page: as many as are wanted at all, where one answer may have them and no other size was set."""
    fits = usual == PAGE_SIZE and limit is not None and usual < limit <= MAX_PAGE_SIZE
    return limit if fits and limit is not None else usual


def _is_true(value: Any) -> bool:
    return str(value).strip().lower() == "true"
