"""Settings in the form of pyopencga: a dictionary behind attributes that can be set."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencga_frames.compat.errors import as_pyopencga_raises
from opencga_frames.configuration.client_configuration import ClientConfiguration as Settings
from opencga_frames.configuration.source import read_source

if TYPE_CHECKING:
    from os import PathLike

__all__ = ["ClientConfiguration"]

#: Keys that only pyopencga reads.
_OWN = frozenset({"version", "cookies", "max_attempts", "min_retry_secs", "max_retry_secs"})
#: Keys of secrets.
_SECRETS = frozenset({"password", "token", "cookies"})


class _Setting:
    """An attribute that is one key of the dictionary; ``place`` is a section of it."""

    def __init__(self, default: Any = None, place: str | None = None) -> None:
        self._default = default
        self._place = place
        self._key = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self._key = name

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        return self._section(instance).get(self._key) or self._default if instance is not None else self

    def __set__(self, instance: Any, value: Any) -> None:
        self._section(instance)[self._key] = value

    def _section(self, instance: Any) -> dict[str, Any]:
        content: dict[str, Any] = instance.configuration
        section: dict[str, Any] = content if self._place is None else content.setdefault(self._place, {})
        return section


class ClientConfiguration:
    """Settings of a client, as pyopencga takes and shows them.

    Nothing is sent here: whether the host answers shows at the first call. Attributes this class does not have
    itself, such as ``url`` or ``organization``, are those of :class:`opencga_frames.ClientConfiguration`.

    Parameters
    ----------
    config_input
        A mapping, or the path of a YAML or JSON file.
    environ
        Environment variables; those of the process when None.

    Attributes
    ----------
    configuration : dict
        The settings; a copy of what was given.
    host : str
        Address of the server.
    version : str
        Kept without effect: calls go to v2. In the official file it is the version of the file.
    tlsAllowInvalidCertificates : bool
        Whether certificates go unchecked.
    sso_login : bool
        Whether the session file of the official command line provides the cookies.
    cookies : dict or None
        Cookies sent with every call. True reads those of the session file.
    token : str or None
        Token to begin with.
    max_attempts : int
        Attempts for a GET after a passing failure; the pauses between them are chosen by this package, so
        ``min_retry_secs`` and ``max_retry_secs`` are kept without effect.

    Raises
    ------
    ConfigurationError
        No host, an unreadable file, a value of the wrong shape; it is a ``ValueError`` too.

    Examples
    --------
    >>> settings = ClientConfiguration({"rest": {"host": "https://ws.example.org/opencga"}}, environ={})
    >>> settings.host, settings.version, settings.max_attempts
    ('https://ws.example.org/opencga', 'v2', 1)
    """

    host = _Setting(place="rest")
    tlsAllowInvalidCertificates = _Setting(False, place="rest")  # noqa: FBT003, N815 - name of the wire
    version = _Setting("v2")
    sso_login = _Setting(False)  # noqa: FBT003 - a default
    cookies = _Setting()
    token = _Setting()
    max_attempts = _Setting(1)
    min_retry_secs = _Setting(0)
    max_retry_secs = _Setting(0)

    @as_pyopencga_raises()
    def __init__(
        self, config_input: Mapping[str, Any] | str | PathLike[str], *, environ: Mapping[str, str] | None = None
    ) -> None:
        self._environ = environ
        self._content = _content(config_input)
        if not self.host:
            self.host = self.settings.url
        self.settings  # noqa: B018 - a wrong setting is refused now

    @property
    def configuration(self) -> dict[str, Any]:
        """The settings as a dictionary."""
        return self._content

    @property
    @as_pyopencga_raises()
    def settings(self) -> Settings:
        """The same settings in the form of this package."""
        content = {key: value for key, value in self.configuration.items() if key not in _OWN}
        cookies = self.cookies
        content |= (
            {"cookies": cookies} if isinstance(cookies, Mapping) else {"sso_login": bool(cookies or self.sso_login)}
        )
        made = Settings(content, environ=self._environ)
        attempts = self.configuration.get("max_attempts")
        return made.replace(retries=int(attempts) - 1) if attempts else made

    def __getstate__(self) -> dict[str, Any]:
        """Leave the secrets out of pickles, as the configuration of this package does."""
        settings = self.settings
        content = {key: value for key, value in self._content.items() if key not in _SECRETS}
        content["rest"] = {**content.get("rest", {}), "host": settings.url, "name": settings.host.name}
        content["rest"].pop("hosts", None)
        return {"_environ": {}, "_content": content}

    def __deepcopy__(self, memo: dict[int, Any]) -> ClientConfiguration:
        copied = object.__new__(type(self))
        copied.__dict__.update(_environ=self._environ, _content=copy.deepcopy(self._content, memo))
        return copied

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.settings, name)

    def __repr__(self) -> str:
        return f"<ClientConfiguration {self.settings.url}>"


def _content(source: Mapping[str, Any] | str | PathLike[str]) -> dict[str, Any]:
    return copy.deepcopy(dict(read_source(source)._content))  # noqa: SLF001 - the whole of it, not one key
