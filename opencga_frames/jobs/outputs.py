"""Files a job made, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.response import RestResponse

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from opencga_frames.jobs.job import Job

__all__ = ["output_files"]

#: Fields of a job with one file each that is no output of its tool.
_OTHERS: Final = ("stdout", "stderr", "outDir")


def output_files(job: Job, *, logs: bool) -> pd.DataFrame:
    """Make the table of the files of a job.

    Parameters
    ----------
    job
        The job.
    logs
        True to add its logs and its folder.
    """
    answer = job.info(include=["id", "study", "output", *_OTHERS])
    files = [{**file, "jobId": job.id} for document in answer.results() for file in _files(document, logs=logs)]
    return RestResponse.from_documents(files, entity="file", study=job.study).frame()


def _files(document: Mapping[str, Any], *, logs: bool) -> Iterator[Mapping[str, Any]]:
    found = [*(document.get("output") or ())]
    found += [document.get(name) or {} for name in _OTHERS] if logs else []
    # A file that is not known yet stands there with sizes and flags, but without an id.
    return (file for file in found if file.get("id") or file.get("path"))
