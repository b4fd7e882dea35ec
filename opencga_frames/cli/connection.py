"""Which server a command speaks to, and as whom."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from opencga_frames.auth.session_file import list_sessions
from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError, NotAuthenticatedError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["configuration_of", "connected", "server_options"]

_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
_FILE: Final = "client-configuration.yml"
_HOST: Final = (
    "Address of the server, or its name in the configuration; OPENCGA_HOST or the one logged in to if left out."
)


def server_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to a command the options that say which server is meant."""
    path = click.Path(exists=True, dir_okay=False)
    command = click.option("--config", type=path, help=f"A {_FILE}; one in ~/.opencga is found by itself.")(command)
    return click.option("--host", metavar="URL|NAME", help=_HOST)(command)


def configuration_of(host: str | None, config: str | None) -> ClientConfiguration:
    """Find the configuration that the options mean.

    Raises
    ------
    UsageError
        When no server is named anywhere, several are logged in to, or a name needs a configuration that is not there.
    """
    if host and not _is_name(host):
        return ClientConfiguration({"rest": {"host": host}})
    source = config or _usual_file()
    if host:
        if source is None:
            msg = f"{host!r} is a name, and there is no {_FILE} to look it up in. Give --config, or the address."
            raise UsageError(msg)
        return ClientConfiguration(source).with_host(host)
    if config is None and os.environ.get("OPENCGA_HOST"):
        return ClientConfiguration()
    return ClientConfiguration(source) if source else _logged_in()


@contextmanager
def connected(host: str | None, config: str | None) -> Iterator[OpenCGAClient]:
    """Open a client that is logged in; a token that was renewed meanwhile is kept in the session file.

    Raises
    ------
    NotAuthenticatedError
        When nobody is logged in; says how to.
    """
    with OpenCGAClient(configuration_of(host, config)) as oc:
        before = oc.token
        if before is None and oc.user is None and not oc.configuration.cookies:
            url = oc.configuration.url
            msg = f"Nobody is logged in at {url}: opencga-frames login USER --host {url}"
            raise NotAuthenticatedError(msg)
        yield oc
        after = oc.token
        if before is not None and after is not None and after.reveal() != before.reveal():
            oc.save_session()


def _is_name(host: str) -> bool:
    """Return whether a host is given by its name in a configuration; ``localhost`` may be one, too."""
    return _NAME.fullmatch(host) is not None and host.lower() != "localhost"


def _usual_file() -> str | None:
    """Return the configuration of the official command line, where there is one."""
    home = os.environ.get("OPENCGA_HOME")
    places = [Path(home, "conf", _FILE)] if home else []
    with suppress(RuntimeError):  # no home folder is known
        places.append(Path("~/.opencga", _FILE).expanduser())
    return next((str(place) for place in places if place.is_file()), None)


def _logged_in() -> ClientConfiguration:
    """Take the one server that somebody is logged in to."""
    folder = Path()
    with suppress(RuntimeError):
        folder = Path("~/.opencga").expanduser()
    urls = dict.fromkeys(session.host for _, session in list_sessions(folder) if session.token and session.host)
    if len(urls) == 1:
        return ClientConfiguration({"rest": {"host": next(iter(urls))}})
    if urls:
        msg = f"You are logged in to several servers; choose one with --host: {', '.join(urls)}."
        raise UsageError(msg)
    msg = "No server is named: give --host, set OPENCGA_HOST, or log in with opencga-frames login USER --host URL."
    raise ConfigurationError(msg)
