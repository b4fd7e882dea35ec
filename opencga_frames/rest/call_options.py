"""Options of a call as its carrying out needs them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError
from opencga_frames.rest.form import Form
from opencga_frames.rest.progress import watching

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.endpoint import Endpoint
    from opencga_frames.rest.envelope import Page
    from opencga_frames.rest.message import Request
    from opencga_frames.rest.options import CallOptions
    from opencga_frames.rest.walk import Fetch

__all__ = ["paging_options", "refuse_unsent", "watched"]


def paging_options(
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


def refuse_unsent(endpoint: Endpoint, options: CallOptions | None) -> None:
    """Refuse options that lead to something else than an answer, so that nothing is sent by mistake."""
    if options is not None and options.dry_run:
        msg = f"dry_run gives a request and no rows: call {endpoint.label} itself with it."
        raise UsageError(msg)
    if options is not None and options.to is not None:
        msg = f"to= writes a file: call {endpoint.label} itself with it."
        raise UsageError(msg)


def watched(fetch: Fetch, options: CallOptions) -> Fetch:
    """Let a bar watch the bytes of a form while they are sent."""

    def send(request: Request) -> Page:
        if not isinstance(request.body, Form):
            return fetch(request)
        with watching(request.path, wanted=options.progress, unit="B") as observe:
            return fetch(replace(request, body=replace(request.body, observe=observe)))

    return send
