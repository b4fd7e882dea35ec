"""Jobs at the server: their state, logs and files; waiting for them, stopping and resubmitting them."""

from __future__ import annotations

from opencga_frames.jobs.job import Job
from opencga_frames.jobs.response import JobResponse
from opencga_frames.jobs.status import JobState, JobStatus
from opencga_frames.jobs.wait import wait_all

__all__ = ["Job", "JobResponse", "JobState", "JobStatus", "wait_all"]
