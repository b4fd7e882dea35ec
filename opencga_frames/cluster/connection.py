"""How a worker reaches the server: everything but the credentials, which each worker finds by itself."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Connection"]


@dataclass(frozen=True)
class Connection:
    """How a worker reaches the server.

    It holds no secret and may stand in a graph, a plan or a log. A worker logs in as any client does: with the session
    file of ``~/.opencga``, ``OPENCGA_TOKEN``, or ``OPENCGA_USER`` and ``OPENCGA_PASSWORD`` of its own environment; or
    with what a provider returns.

    Attributes
    ----------
    url
        Address of the server.
    organization
        Organization to log in to, where that is known.
    provider
        ``"package.module:function"`` that workers can import: takes a :class:`~opencga_frames.ClientConfiguration` and
        returns a client that is logged in.
    verify
        Whether TLS certificates are checked, or the path of the CA certificates.
    """

    url: str
    organization: str | None = None
    provider: str | None = None
    verify: bool | str = True

    @classmethod
    def of(cls, configuration: ClientConfiguration, provider: str | None = None) -> Connection:
        """Take the address of a configuration, and leave its credentials.

        Raises
        ------
        ConfigurationError
            When the provider is no ``"module:function"``.
        """
        if provider is not None and len([part for part in provider.split(":") if part]) != 2:
            msg = f"provider got {provider!r}, expected 'package.module:function', which workers can import."
            raise ConfigurationError(msg)
        return cls(configuration.url, configuration.organization, provider, configuration.verify)

    def client(self) -> OpenCGAClient:
        """Return the client of this process: its threads share one, as they share its connections.

        Raises
        ------
        ConfigurationError
            When the provider cannot be imported or returns no client.
        """
        return _client(self, os.getpid())


@lru_cache(maxsize=8)
def _client(connection: Connection, _process: int) -> OpenCGAClient:
    settings: dict[str, Any] = {"rest": {"host": connection.url}}
    if connection.organization:
        settings["organization"] = connection.organization
    configuration = ClientConfiguration(settings).replace(verify=connection.verify)
    if connection.provider is None:
        return OpenCGAClient(configuration)
    made = _provided(connection.provider)(configuration)
    if not isinstance(made, OpenCGAClient):
        msg = f"The provider {connection.provider!r} returned {type(made).__name__}, expected an OpenCGAClient."
        raise ConfigurationError(msg)
    return made


def _provided(name: str) -> Callable[[ClientConfiguration], Any]:
    module, _, function = name.partition(":")
    try:
        found: Callable[[ClientConfiguration], Any] = getattr(import_module(module), function)
    except (ImportError, AttributeError) as error:
        msg = f"The provider {name!r} cannot be imported here: {error}. Install it on every worker."
        raise ConfigurationError(msg) from error
    return found
