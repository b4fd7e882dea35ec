"""What one client has learnt from its server; two clients share nothing."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from opencga_frames.errors import (
    NotAllowedError,
    NotAuthenticatedError,
    OpenCGAError,
    ServerVersionError,
    UnreadableAnswerError,
    UsageError,
)
from opencga_frames.ground.limits import RELEASES
from opencga_frames.ground.process import ProcessLock
from opencga_frames.ground.warn import warn
from opencga_frames.rest.catalogue import load_resource, resource_names, shared_words
from opencga_frames.rest.learning.description import read_categories
from opencga_frames.rest.learning.merge import Merged, Taken, merge
from opencga_frames.rest.learning.store import DescriptionStore
from opencga_frames.rest.request.versions import has, numbers
from opencga_frames.rest.wire.message import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.learning.description import Category
    from opencga_frames.rest.transport.exchange import Exchange

__all__ = ["Learner"]

_API = Request("GET", "meta/api")

ResultT = TypeVar("ResultT")


class Learner:
    """Asks a server for its description, once, and keeps what it has besides the catalogue.

    Parameters
    ----------
    exchange
        Asks the server, and knows its version.
    configuration
        Address of the server, and the folder where descriptions are kept.

    Attributes
    ----------
    learnt : Merged or None
        What was learnt so far.
    """

    def __init__(self, exchange: Exchange, configuration: ClientConfiguration) -> None:
        self._exchange = exchange
        self._configuration = configuration
        self._lock = ProcessLock(reentrant=True)
        self._tried = False
        self._newer: Mapping[tuple[str, str], Endpoint] = MappingProxyType({})
        self._taken = Taken()
        self._listener: Callable[[Merged], None] | None = None
        self.learnt: Merged | None = None

    def connect(self, listener: Callable[[Merged], None], taken: Taken) -> None:
        """Say who receives what was learnt, and which names others have."""
        self._listener, self._taken = listener, taken

    def learn(self, *, renew: bool = False) -> Merged:
        """Learn what the server describes besides the catalogue; a second time nothing is sent.

        Parameters
        ----------
        renew
            True to ask the server again.

        Raises
        ------
        ServerVersionError
            If the server is too old to describe itself.
        UnreadableAnswerError
            If what it says is no description.
        OpenCGAError
            If it cannot be asked.
        """
        with self._lock.held():
            if self.learnt is None or renew:
                merged = self._merged(self._categories(renew=renew))
                self._newer = MappingProxyType(
                    {
                        (name, endpoint.name): endpoint
                        for name, catalogue in merged.catalogues.items()
                        for endpoint in catalogue.endpoints.values()
                    }
                )
                self.learnt = merged
                if self._listener is not None:
                    self._listener(merged)
            return self.learnt

    def learn_if_newer(self) -> bool:
        """Learn where the server has said that it is newer than the catalogue; this is warned of once.

        Returns
        -------
        bool
            True when something is learnt, now or before.
        """
        with self._lock.held():
            version = self._exchange.told_version
            if self.learnt is not None or self._tried or not _is_newer(version):
                return self.learnt is not None
            self._tried = True
            try:
                merged = self.learn()
            except OpenCGAError:
                return False
        warn(
            f"{self._configuration.url} is OpenCGA {version}; this package knows servers up to {RELEASES[-1]}. Learnt "
            f"from the server's own description: {len(merged.additions)} additions. oc.learn() lists them."
        )
        return True

    @property
    def version(self) -> str:
        """Version of the server, as far as it reports one."""
        return self._exchange.version.text

    def known(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint of the catalogue as this server has it."""
        newer = self._newer.get((endpoint.resource, endpoint.name))
        return endpoint if newer is None or not _is_of_package(endpoint) else newer

    def newer(self, endpoint: Endpoint) -> Endpoint:
        """Return an endpoint as this server has it, after something was refused that a newer server may take."""
        self.learn_if_newer()
        return self.known(endpoint)

    def method(self, resource: str, name: str) -> Endpoint | None:
        """Find a call that the catalogue of the package does not have."""
        return self._newer.get((resource, name)) if self.learn_if_newer() else None

    def prepared(self, prepare: Callable[[Endpoint], ResultT], endpoint: Endpoint) -> ResultT:
        """Prepare a call; what is refused is tried as a newer server has it.

        Parameters
        ----------
        prepare
            Makes what is to be sent, and sends nothing.
        endpoint
            What is called.
        """
        endpoint = self.known(endpoint)
        try:
            return prepare(endpoint)
        except UsageError:
            newer = self.newer(endpoint)
            if newer is endpoint:
                raise
        return prepare(newer)

    def _merged(self, categories: tuple[Category, ...]) -> Merged:
        words = shared_words()
        return merge(
            {name: load_resource(name) for name in resource_names()},
            categories,
            tables=words.tables,
            sort_keys=words.sort_keys,
            server=self._exchange.version.text,
            taken=self._taken,
        )

    def _categories(self, *, renew: bool) -> tuple[Category, ...]:
        version, host = self._exchange.version.text, self._configuration.url
        api = load_resource("meta").endpoints["api"]
        if not has(api, version):
            msg = f"{host} is OpenCGA {version}; servers describe their calls from {api.since} on."
            raise ServerVersionError(msg, server_version=version, since=api.since)
        store = DescriptionStore(self._configuration.cache_folder, host)
        kept = None if renew else store.read(version)
        if kept is not None:
            try:
                return read_categories(kept)
            except UnreadableAnswerError:
                pass  # a damaged file is written anew
        rows = self._ask()
        categories = read_categories(rows, host)
        store.write(version, rows)
        return categories

    def _ask(self) -> bytes:
        """Ask without a token, as anyone may, and with one where a site wants to know the caller."""
        try:
            page = self._exchange.page(_API, openly=True)
        except (NotAuthenticatedError, NotAllowedError):
            page = self._exchange.page(_API)
        return page.blocks[0].rows if page.blocks else b"[]"


def _is_newer(version: str) -> bool:
    server, newest = numbers(version), numbers(RELEASES[-1])
    return server is not None and newest is not None and server > newest


def _is_of_package(endpoint: Endpoint) -> bool:
    """Return whether an endpoint is the one of the package, and not one that somebody changed."""
    if endpoint.resource not in resource_names():
        return False
    own = load_resource(endpoint.resource).endpoints
    return endpoint.name in own and own[endpoint.name] == endpoint
