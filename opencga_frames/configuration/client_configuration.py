"""Where the server is, who the user is and how long to wait, as one frozen value.

Sources, all read the same way: the official ``client-configuration.yml`` in its three shapes
(``rest.host``; ``rest.hosts`` with ``rest.defaultHostIndex``; ``rest.hosts`` with ``rest.defaultHost``), the
files of pyopencga, a mapping ``{"rest": {"host": ...}}``, or just an address. Environment variables fill what
the source leaves open:

======================== ============================================================================
``OPENCGA_HOST``         address, used when the source names none
``OPENCGA_USER``         user id
``OPENCGA_PASSWORD``     password; not used when the source names another user, a password or a token
``OPENCGA_TOKEN``        token; not used when the source has a password or a token
``OPENCGA_ORGANIZATION`` organization id (servers 3.0 and later)
``OPENCGA_STUDY``        the study meant when none is named
``OPENCGA_FRAMES_CACHE`` folder for descriptions of servers, or ``off``
======================== ============================================================================

User, password, token and organization of the environment belong to the server of ``OPENCGA_HOST``: where the source
names another one, none of them is used. Without ``OPENCGA_HOST`` they are for the server that the source names.

What a source says always wins. Without a source the environment may be all there is; no other file is
looked for.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self

from opencga_frames.configuration.checks import (
    read_api_version,
    read_cache_folder,
    read_change,
    read_numbers,
    read_session_folder,
    read_verify,
    read_version_check,
)
from opencga_frames.configuration.hosts import Host, checked_address, read_hosts, same_address
from opencga_frames.configuration.identity import forgotten, read_identity
from opencga_frames.configuration.source import Settings, read_source
from opencga_frames.errors import UnknownNameError
from opencga_frames.ground.secret import Sealed, Secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike
    from pathlib import Path

__all__ = ["ClientConfiguration", "Host", "same_address"]


#: Settings that are secrets as a whole; cookies are left out of pickles like them.
_SECRETS: Final = frozenset({"password", "token"})


@dataclass(frozen=True, init=False, eq=True)
class ClientConfiguration:
    """Settings of a client; nothing is sent and no file but the source is read.

    Parameters
    ----------
    source
        Path of a YAML or JSON file, a mapping of the same shape, an address that starts with ``https://`` or
        ``http://``, or None to use the environment alone.
    environ
        Environment variables; those of the process when None.

    Attributes
    ----------
    hosts : tuple of Host
        All servers of the source.
    host : Host
        The chosen one.
    user, organization, study : str or None
        Defaults of the client. User ``*`` asks for an anonymous token.
    password, token : Secret or None
        Secrets; they print as stars.
    cookies : mapping
        Cookies sent with every call until ``logout``.
    verify : bool or str
        Whether TLS certificates are checked, or the path of the CA certificates to check them with.
    connect_timeout, read_timeout : float
        Seconds to wait for a connection, and for the head and then the next bytes of an answer.
    page_size, retries : int
        Rows per page, retries of a GET after a passing failure.
    workers : int or None
        Pages fetched at the same time; None to find how many pay: one where the server is near, more where it is not.
    min_bytes_per_second : int
        Slowest pace of an answer, measured over ``read_timeout`` seconds: one that comes more slowly ends as timed out.
        0 for any pace.
    max_answer_bytes : int
        Largest answer that is taken into memory, in bytes after unpacking; files written with ``to=`` have no limit.
    session_folder : pathlib.Path or None
        Where the official command line keeps its sessions; None where there is no home folder.
    cache_folder : pathlib.Path or None
        Where descriptions of servers are kept, see :meth:`opencga_frames.OpenCGAClient.learn`; ``"off"`` to keep none.
        Unless set, that of ``OPENCGA_FRAMES_CACHE`` or the user's folder for caches; None where there is none.
    api_version : str
        Version segment of the paths, from the key ``version``: ``"v2"``, or ``"v1"`` for servers of the 1.4 line.
    version_check : str
        What happens when a call asks for what the server does not have in its version: ``"raise"`` an error,
        ``"warn"`` and send it, or ``"off"`` to never check.
    sso_login : bool
        Use the cookies of the session file even when its token has expired.
    of_host : frozenset of str
        Names of settings (user, password, token, organization) that the environment or the address gave: they are
        left behind when another server is chosen.

    Raises
    ------
    ConfigurationError
        No host, an unreadable file, a value of the wrong shape, an unfilled ``${...}`` placeholder; the message
        names file and key.

    Examples
    --------
    >>> ClientConfiguration({"rest": {"host": "ws.example.org/opencga/"}}, environ={}).url
    'https://ws.example.org/opencga'
    """

    hosts: tuple[Host, ...]
    host: Host
    user: str | None
    password: Secret | None
    token: Secret | None
    organization: str | None
    study: str | None
    cookies: Mapping[str, str] = field(repr=False)
    verify: bool | str
    connect_timeout: float
    read_timeout: float
    page_size: int
    workers: int | None
    retries: int
    min_bytes_per_second: int
    max_answer_bytes: int
    session_folder: Path | None
    cache_folder: Path | None
    api_version: str
    version_check: Literal["raise", "warn", "off"]
    sso_login: bool
    of_host: frozenset[str] = field(repr=False)
    _pickles_secrets: ClassVar[bool] = False

    def __init__(
        self,
        source: str | PathLike[str] | Mapping[str, Any] | None = None,
        *,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        given = Sealed((source, os.environ if environ is None else environ))
        del source, environ
        self._fill(given.call(_read))

    def __repr__(self) -> str:
        # Also of one that is half made, which reporters of errors print.
        known = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.repr and hasattr(self, f.name))
        return f"{type(self).__name__}({', '.join(known)})"

    def _fill(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def token_from_environment(self) -> bool:
        """Whether the token came from ``OPENCGA_TOKEN``."""
        return "token" in self.of_host

    @property
    def url(self) -> str:
        """Address of the chosen server, without trailing slash."""
        return self.host.url

    def with_host(self, name: str) -> ClientConfiguration:
        """Choose another server of the same configuration.

        Token and cookies are left behind, and whatever else belongs to the server chosen so far; user and password of
        a file are for all its servers.

        Parameters
        ----------
        name
            Name of the host; case does not matter.

        Returns
        -------
        ClientConfiguration
            The same settings for the other server.

        Raises
        ------
        UnknownNameError
            There is no host of that name.
        """
        for host in self.hosts:
            if host.name.lower() == name.lower():
                checked_address(Settings({}, "the configuration"), f"the address of host {name}", host.url)
                return self._changed({"host": host})
        raise UnknownNameError(
            kind="host", name=name, known=[host.name for host in self.hosts], where="the configuration"
        )

    def replace(self, **changes: Any) -> ClientConfiguration:
        """Return a copy with some settings changed.

        Parameters
        ----------
        **changes
            Names and values of attributes; ``url`` sets the address of the only host, ``password`` and
            ``token`` may be plain strings. None leaves user, password, token, organization or study unset. A new
            address leaves the token behind unless one is given with it, as :meth:`with_host` does.

        Returns
        -------
        ClientConfiguration
            A copy; this one stays as it is.

        Raises
        ------
        UnknownNameError
            There is no such setting.
        ConfigurationError
            A value is out of range or of the wrong type.

        Examples
        --------
        >>> settings = ClientConfiguration({"rest": {"host": "ws.example.org"}}, environ={})
        >>> settings.replace(study="demo@rare:germline", page_size=500).page_size
        500
        """
        known = {f.name for f in fields(self)} - {"hosts", "host", "of_host"} | {"url"}
        for name in changes:
            if name not in known:
                raise UnknownNameError(kind="setting", name=name, known=known, where="the configuration")
        settings = Settings(changes, "the call")
        return self._changed({k: v for name in changes for k, v in read_change(settings, name).items()})

    def with_secrets(self) -> ClientConfiguration:
        """Return a copy that takes password, token and cookies along when it is pickled.

        A configuration leaves them out of every pickle, because pickles end in files and caches. What is unpickled
        has the secrets, and leaves them out again.

        Returns
        -------
        ClientConfiguration
            The copy.

        Examples
        --------
        >>> import pickle
        >>> settings = ClientConfiguration({"rest": {"host": "ws.example.org"}, "token": "a.b.c"}, environ={})
        >>> pickle.loads(pickle.dumps(settings)).token, pickle.loads(pickle.dumps(settings.with_secrets())).token
        (None, Secret('***'))
        """
        copy = self._changed({})
        object.__setattr__(copy, "_pickles_secrets", True)
        return copy

    def __getstate__(self) -> dict[str, Any]:
        state: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        if not self._pickles_secrets:
            return {**state, **dict.fromkeys(_SECRETS), "cookies": {}, "of_host": self.of_host - _SECRETS}
        revealed = {name: state[name].reveal() for name in _SECRETS if state[name] is not None}
        return {**state, **revealed, "cookies": dict(self.cookies)}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        secrets = {name: Secret(state[name]) for name in _SECRETS if state[name] is not None}
        self._fill({**state, **secrets, "cookies": MappingProxyType(dict(state["cookies"]))})

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Nothing in it can change, and a copy within the process shows a secret to nobody else.
        return self

    def _changed(self, values: Mapping[str, Any]) -> ClientConfiguration:
        host = values.get("host", self.host)
        moved = not same_address(host.url, self.url)
        lost = forgotten(self.of_host, values) if moved else {"of_host": self.of_host - values.keys()}
        copy = object.__new__(type(self))
        copy._fill({**{f.name: getattr(self, f.name) for f in fields(self)}, **lost, **values})
        return copy


def _read(source: str | PathLike[str] | Mapping[str, Any] | None, outside: Mapping[str, str]) -> dict[str, Any]:
    """Read all settings."""
    settings = read_source(source)
    hosts, chosen, inside = read_hosts(settings, outside)
    return {
        "hosts": hosts,
        "host": hosts[chosen],
        **read_identity(settings, inside, outside, hosts[chosen].url),
        "study": settings.text("study") or outside.get("OPENCGA_STUDY") or None,
        "cookies": MappingProxyType(settings.pairs("cookies") or settings.pairs("attributes.cookies")),
        "verify": read_verify(settings),
        **read_numbers(settings),
        "session_folder": read_session_folder(settings),
        "cache_folder": read_cache_folder(settings, outside),
        "api_version": read_api_version(settings, "version"),
        "version_check": read_version_check(settings),
        "sso_login": bool(settings.flag("sso_login")),
    }
