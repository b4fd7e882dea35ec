"""Where the server is, who we are and how patient we are, as one frozen value.

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
======================== ============================================================================

What a source says always wins. Without a source the environment may be all there is; no other file is
looked for.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

from opencga_frames import limits
from opencga_frames.configuration.hosts import DEFAULT_NAME, Host, checked_address, read_hosts, same_address
from opencga_frames.configuration.source import Settings, read_source
from opencga_frames.errors import UnknownNameError
from opencga_frames.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from os import PathLike

__all__ = ["ClientConfiguration", "Host", "same_address"]


#: Numbers a configuration may set: least and greatest value allowed.
_NUMBERS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "connect_timeout": (0.001, 86_400),
        "read_timeout": (0.001, 86_400),
        "page_size": (1, limits.MAX_PAGE_SIZE),
        "workers": (1, 64),
        "retries": (0, 100),
    }
)
_TEXTS: Final = ("user", "organization", "study")
_API_VERSION: Final = re.compile(r"v\d+")


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
        Cookies sent with every call.
    verify : bool or str
        Whether TLS certificates are checked, or the path of the CA certificates to check them with.
    connect_timeout, read_timeout : float
        Seconds to wait for a connection, and for the next bytes of an answer.
    page_size, workers, retries : int
        Rows per page, pages fetched at the same time, repeats of a GET that met a passing fault.
    session_folder : pathlib.Path
        Where the official command line keeps its sessions.
    api_version : str
        Version segment of the paths, from the key ``version``: ``"v2"``, or ``"v1"`` for servers of the 1.4 line.
    version_check : str
        What happens when a call asks for what the server does not have in its version: ``"raise"`` an error,
        ``"warn"`` and send it, or ``"off"`` to never look.
    sso_login : bool
        Use the cookies of the session file even when its token has expired.
    token_from_environment : bool
        Whether the token came from ``OPENCGA_TOKEN``.

    Raises
    ------
    ConfigurationError
        No host, an unreadable file, a value of the wrong shape, an unfilled ``${...}`` placeholder; the text
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
    workers: int
    retries: int
    session_folder: Path
    api_version: str
    version_check: Literal["raise", "warn", "off"]
    sso_login: bool
    token_from_environment: bool = field(repr=False)

    def __init__(
        self,
        source: str | PathLike[str] | Mapping[str, Any] | None = None,
        *,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        settings = read_source(source)
        outside = os.environ if environ is None else environ
        hosts, chosen, inside = read_hosts(settings, outside)
        values: dict[str, Any] = {
            "hosts": hosts,
            "host": hosts[chosen],
            **_identity(settings, inside, outside),
            "cookies": MappingProxyType(settings.pairs("cookies") or settings.pairs("attributes.cookies")),
            "verify": _verify(settings),
            **_numbers(settings),
            "session_folder": Path(settings.text("session_folder") or "~/.opencga").expanduser(),
            "api_version": _api_version(settings, "version"),
            "version_check": _version_check(settings),
            "sso_login": bool(settings.flag("sso_login")),
        }
        self._fill(values)

    def _fill(self, values: Mapping[str, Any]) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def url(self) -> str:
        """Address of the chosen server, without trailing slash."""
        return self.host.url

    def with_host(self, name: str) -> ClientConfiguration:
        """Choose another server of the same configuration.

        Parameters
        ----------
        name
            Name of the host; case does not matter.

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
            ``token`` may be plain text. None leaves user, password, token, organization or study unset.

        Raises
        ------
        UnknownNameError
            There is no such setting.
        ConfigurationError
            A value is out of range or of the wrong type.
        """
        known = {f.name for f in fields(self)} - {"hosts", "host", "token_from_environment"} | {"url"}
        for name in changes:
            if name not in known:
                raise UnknownNameError(kind="setting", name=name, known=known, where="the configuration")
        settings = Settings(changes, "the call")
        return self._changed({k: v for name in changes for k, v in _change(settings, name).items()})

    def _changed(self, values: Mapping[str, Any]) -> ClientConfiguration:
        copy = object.__new__(type(self))
        copy._fill({**{f.name: getattr(self, f.name) for f in fields(self)}, **values})
        return copy


def _identity(settings: Settings, inside: Settings, environ: Mapping[str, str]) -> dict[str, Any]:
    user = settings.text("user") or inside.text("user")
    password = settings.text("password") or inside.text("password")
    token = settings.text("token")
    own = bool(password or token)
    outer_user = (environ.get("OPENCGA_USER") or "").strip() or None
    outer_token = None if own else (environ.get("OPENCGA_TOKEN") or "").strip()
    if not own and (user is None or outer_user in {None, user}):
        password = environ.get("OPENCGA_PASSWORD")
    return {
        "user": user or outer_user,
        "password": Secret(password) if password else None,
        "token": Secret(token or outer_token or "") or None,
        "token_from_environment": bool(not token and outer_token),
        "organization": settings.text("organization") or environ.get("OPENCGA_ORGANIZATION") or None,
        "study": settings.text("study") or environ.get("OPENCGA_STUDY") or None,
    }


def _verify(settings: Settings) -> bool | str:
    value = settings.raw("verify")
    if isinstance(value, str | os.PathLike):
        path = os.fspath(value)
        return settings.filled("verify", path if isinstance(path, str) else os.fsdecode(path))
    checked = settings.flag("verify")
    if checked is not None:
        return checked
    return not settings.flag("rest.tlsAllowInvalidCertificates")


def _numbers(settings: Settings) -> dict[str, Any]:
    attempts = settings.raw("max_attempts")
    tries = limits.RETRIES if attempts is None else _number(settings, "max_attempts", (1, 101), whole=True) - 1
    defaults = {
        "connect_timeout": limits.CONNECT_TIMEOUT,
        "read_timeout": limits.READ_TIMEOUT,
        "page_size": limits.PAGE_SIZE,
        "workers": limits.WORKERS,
        "retries": tries,
    }
    return {
        name: default
        if settings.raw(name) is None
        else _number(settings, name, _NUMBERS[name], whole=isinstance(default, int))
        for name, default in defaults.items()
    }


def _number(settings: Settings, key: str, bounds: tuple[float, float], *, whole: bool) -> Any:
    value = settings.raw(key)
    least, greatest = bounds
    kinds: tuple[type, ...] = (int,) if whole else (int, float)
    if type(value) not in kinds or not least <= value <= greatest:
        kind = "a whole number" if whole else "a number of seconds"
        raise settings.error(key, f"is {value!r}, expected {kind} from {least:g} to {greatest:g}.")
    return int(value) if whole else float(value)


def _api_version(settings: Settings, key: str) -> str:
    value = settings.text(key) or limits.API_VERSION
    if not _API_VERSION.fullmatch(value):
        raise settings.error(key, f"is {value!r}, expected a version segment such as v2, or v1 for servers 1.4.")
    return value


def _version_check(settings: Settings) -> Any:
    value = settings.raw("version_check")
    # YAML reads a bare `off` as a truth value.
    word = "raise" if value is None else "off" if value is False else value
    if word not in ("raise", "warn", "off"):
        raise settings.error("version_check", f"is {value!r}, expected raise, warn or off.")
    return word


def _change(settings: Settings, name: str) -> dict[str, Any]:
    value = settings.raw(name)
    if name in _TEXTS:
        return {name: settings.text(name)}
    if name in {"password", "token"}:
        secret = value if isinstance(value, Secret) else Secret(settings.text(name) or "")
        changed: dict[str, Any] = {name: secret or None}
        return {**changed, "token_from_environment": False} if name == "token" else changed
    if name in _NUMBERS:
        whole = name not in {"connect_timeout", "read_timeout"}
        return {name: _number(settings, name, _NUMBERS[name], whole=whole)}
    return _other_change(settings, name, value)


def _other_change(settings: Settings, name: str, value: Any) -> dict[str, Any]:
    if name == "url":
        host = Host(DEFAULT_NAME, checked_address(settings, "url", str(value or "")).url)
        return {"hosts": (host,), "host": host}
    if name == "cookies":
        return {name: MappingProxyType(settings.pairs(name))}
    checks: dict[str, Callable[[Settings], Any]] = {
        "verify": _verify,
        "version_check": _version_check,
        "api_version": lambda found: _api_version(found, name),
        "sso_login": lambda found: bool(found.flag(name)),
    }
    if name in checks:
        return {name: checks[name](settings)}
    return {name: Path(value).expanduser()}
