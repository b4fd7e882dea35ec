"""The answer to a call that submits a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.errors import UsageError
from opencga_frames.response import RestResponse

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.jobs.job import Job

__all__ = ["JobResponse"]


class JobResponse(RestResponse):
    """The answer to a call that submits a job: a :class:`opencga_frames.RestResponse` with the job's handle.

    Examples
    --------
    ``oc.variants.run_export(body, study=study).job.wait(timeout=3600).outputs()``
    """

    #: Makes the handle; set by the client the answer came through.
    open_job: Callable[[RestResponse], Job] | None = None

    @property
    def job(self) -> Job:
        """Handle of the submitted job: its state, log and files, and waiting for it.

        Raises
        ------
        UsageError
            When the answer did not come through a client, or was pickled since.
        """
        if self.open_job is None:
            msg = f"The answer to {self.call_record.path} belongs to no client: get the handle with oc.job(answer)."
            raise UsageError(msg)
        return self.open_job(self)
