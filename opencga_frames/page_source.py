"""What carries out the calls of a scan: the part of a client that scans need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.frames.decode.memory import DecoderMemory
    from opencga_frames.ground.row_name import DecodeRows
    from opencga_frames.response import RestResponse
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.walk.options import CallOptions
    from opencga_frames.rest.walk.stream import PageStream
    from opencga_frames.study.names import StudyNames

__all__ = ["PageSource", "PageSourceClient"]


class PageSource(Protocol):
    """What a scan needs of a client: it carries out calls, page by page or as a whole."""

    @property
    def memory(self) -> DecoderMemory:
        """What the decoders of the client have learnt."""

    @property
    def configuration(self) -> ClientConfiguration:
        """Where the server is."""

    @property
    def study_names(self) -> StudyNames:
        """Full names of the studies of the client's server."""

    def pages(
        self,
        endpoint: Endpoint,
        arguments: Mapping[str, Any],
        options: CallOptions | None = None,
        decode: DecodeRows | None = None,
    ) -> PageStream:
        """Call an endpoint and give its pages."""

    def call(
        self, endpoint: Endpoint, arguments: Mapping[str, Any], options: CallOptions | None = None
    ) -> RestResponse:
        """Call an endpoint and give the whole answer."""

    def ranges(self, endpoint: Endpoint, arguments: Mapping[str, Any], total: int, number: int) -> list[str]:
        """Find filters that cut a search into parts of about the same number of rows; none where there are none."""

    def newer(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint as a server has it that is newer than the catalogue; else the same."""


class PageSourceClient(Protocol):
    """A client that scans can be bound to."""

    @property
    def page_source(self) -> PageSource:
        """Carries out the client's calls."""
