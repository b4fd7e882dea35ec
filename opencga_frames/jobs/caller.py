"""Calls whose answers know the job they submitted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.jobs.desk import Desk
from opencga_frames.response import RestResponse
from opencga_frames.rest.caller import Caller

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.configuration import ClientConfiguration
    from opencga_frames.rest.endpoint import Endpoint
    from opencga_frames.rest.message import Method
    from opencga_frames.rest.options import CallOptions
    from opencga_frames.rest.transport import Transport

__all__ = ["JobCaller"]


class JobCaller(Caller[RestResponse]):
    """Carries out the calls of one client; answers of calls that submit a job lead to its handle.

    Parameters
    ----------
    transport, configuration
        As for a caller.
    clock, sleep
        Seconds, and waiting.
    response_class
        Class of the answers.
    """

    def __init__(
        self,
        transport: Transport,
        configuration: ClientConfiguration,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        response_class: type[RestResponse] = RestResponse,
    ) -> None:
        super().__init__(transport, response_class, configuration)
        self.desk = Desk(self, study=configuration.study, clock=clock, sleep=sleep)

    def call(
        self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions | None = None
    ) -> RestResponse:
        """Call an endpoint; see :meth:`Caller.call`."""
        answer = super().call(endpoint, arguments, options)
        if endpoint.returns_job:
            answer.open_job = self.desk.job
        return answer

    def raw(self, method: Method, path: str, params: Mapping[str, Any] | None = None, data: Any = None) -> RestResponse:
        """Call any path; see :meth:`Caller.raw`."""
        answer = super().raw(method, path, params, data)
        answer.open_job = self.desk.job
        return answer
