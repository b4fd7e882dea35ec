"""The answer with the attributes that pyopencga's has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from opencga_frames import response
from opencga_frames.errors import UsageError
from opencga_frames.jobs import response as jobs_response
from opencga_frames.rest.wire.envelope import Event

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

    import pandas as pd

__all__ = ["JobResponse", "RestResponse"]


class _Elements(list[dict[str, Any]]):
    """The result elements: a list, as in pyopencga, that may also be called, as the method of this package."""

    def __call__(self) -> _Elements:
        return self


class _EventRow(Event, frozen=True):
    """An event whose fields can also be read as those of a dictionary."""

    def __getitem__(self, name: str) -> Any:
        return msgspec.structs.asdict(self)[name]

    def __contains__(self, name: object) -> bool:
        return name in msgspec.structs.asdict(self)

    def get(self, name: str, default: Any = None) -> Any:
        """Return one field."""
        return msgspec.structs.asdict(self).get(name, default)


class RestResponse(response.RestResponse):
    """The answer to a call, for code that was written for pyopencga or the client of 1.4.

    All attributes and methods of pyopencga's answer are here, and all of
    :class:`opencga_frames.RestResponse`. What differs, each for the better: the rows and counts are those of all
    pages; ``get_num_matches()`` is the true number also where no ``count`` was asked for; ``to_data_frame()`` of an
    answer without rows is an empty frame, not an error.

    Examples
    --------
    >>> answer = RestResponse.from_json('{"responses": [{"results": [{"id": "S1"}], "numMatches": 1}]}')
    >>> answer.responses[0]["results"], answer.first()["numResults"]
    ([{'id': 'S1'}], 1)
    """

    @property
    def responses(self) -> _Elements:
        """The result elements; ``result`` is another name for ``results``."""
        return _Elements({**element, "result": element["results"]} for element in super().responses())

    @property
    def response(self) -> _Elements:
        """The same, under its oldest name."""
        return self.responses

    @property
    def apiVersion(self) -> str:  # noqa: N802 - name of the wire
        """Version segment of the web services."""
        return self.api_version

    @property
    def events(self) -> list[Event]:
        """Messages of the server, as objects and as dictionaries."""
        return [_EventRow(**msgspec.structs.asdict(event)) for event in super().events]

    def first(self) -> dict[str, Any]:
        """Return the first result element."""
        return self.responses[0]

    def to_data_frame(self, response_pos: int | None = None) -> pd.DataFrame:
        """Flatten the rows as pyopencga does: a column per dotted name that occurs, untyped.

        See :meth:`frame` for typed columns that are always the same.

        Parameters
        ----------
        response_pos
            Number of a result element; None for the rows of all.
        """
        import pandas as pd

        return pd.json_normalize(self.results(response_pos))

    def print_results(
        self,
        fields: str | Sequence[str] | None = None,
        response_pos: int | None = None,
        limit: int | None = None,
        *,
        separator: str = "\t",
        title: str | None = None,
        metadata: bool = True,
        outfile: str | os.PathLike[str] | TextIO | None = None,
    ) -> None:
        """Write the rows as a table; ``response_pos`` may be 0 or None, the rest is as in the base class."""
        if response_pos not in (None, 0) or (response_pos == 0 and len(self.responses) > 1):
            msg = f"print_results writes all result elements at once, got response_pos={response_pos!r}: leave it out."
            raise UsageError(msg)
        fields = fields or self.params.get("include")
        super().print_results(fields, limit=limit, separator=separator, title=title, metadata=metadata, outfile=outfile)


class JobResponse(RestResponse, jobs_response.JobResponse):
    """The answer to a call that submits a job; see :class:`opencga_frames.jobs.JobResponse`."""
