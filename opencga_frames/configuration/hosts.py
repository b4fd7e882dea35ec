"""The servers a configuration names, their addresses, and which of them is meant."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

from opencga_frames.configuration.source import SCHEME, Settings
from opencga_frames.errors import ConfigurationError
from opencga_frames.ground.secret import mask_address

__all__ = ["DEFAULT_NAME", "Address", "Host", "checked_address", "read_address", "read_hosts", "same_address"]

#: Name of the only host of a configuration that gives it none: that of the official file.
DEFAULT_NAME: Final = "opencga"
_WEB_SERVICES: Final = re.compile(r"/webservices(/.*)?$")


@dataclass(frozen=True, slots=True)
class Host:
    """One server of a configuration.

    Attributes
    ----------
    name
        Name in the file; ``opencga`` where it gives none.
    url
        Address without trailing slash and without ``/webservices/rest``.
    """

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Address:
    """The parts of an address of a server.

    Attributes
    ----------
    url : str
        Scheme, host, port and path up to the web application, without trailing slash.
    user, password : str or None
        What stood before an ``@``; the address itself is kept without it.
    """

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def read_address(text: str) -> Address:
    """Read an address as people write it.

    Parameters
    ----------
    text
        With or without scheme (``https`` is assumed), trailing slashes or a pasted ``/webservices/rest/...``.

    Raises
    ------
    ValueError
        The string is no address of a web service; the message says why and shows no password.
    """
    plain = text.strip()
    parts = urlsplit(plain if SCHEME.match(plain) else f"https://{plain}")
    if parts.scheme not in {"http", "https"}:
        msg = f"has the scheme {parts.scheme}, expected http or https."
        raise ValueError(msg)
    try:
        place = _place(parts)
    except ValueError:
        msg = f"is {mask_address(plain)!r}, which has no valid port or host. Expected https://host[:port]/opencga."
        raise ValueError(msg) from None
    if "@" in parts.path or "://" in parts.path:
        msg = (
            f"is {mask_address(plain)!r}, which holds another address, or a user or password with a slash. Expected "
            "https://host[:port]/opencga; a slash in a password is written %2F."
        )
        raise ValueError(msg)
    if not parts.hostname or re.search(r"[\s\\]", plain):
        msg = f"is {mask_address(plain)!r}, which names no host. Expected https://host[:port]/opencga."
        raise ValueError(msg)
    path = _WEB_SERVICES.sub("", parts.path).rstrip("/")
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    return Address(f"{parts.scheme}://{place}{path}", user, password)


def _place(parts: SplitResult) -> str:
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name
    return name if parts.port is None else f"{name}:{parts.port}"


def same_address(one: str, other: str) -> bool:
    """Return whether two strings mean the same server; False when one is no address at all."""
    try:
        return _without_usual_port(read_address(one).url) == _without_usual_port(read_address(other).url)
    except ValueError:
        return False


def _without_usual_port(url: str) -> str:
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}[parts.scheme] == parts.port
    return parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl() if usual else url


def read_hosts(settings: Settings, environ: Mapping[str, str]) -> tuple[tuple[Host, ...], int, Settings]:
    """Return the hosts, the place of the chosen one, and user and password that stood in its address."""
    listed = settings.raw("rest.hosts")
    if listed:
        pairs = _listed_hosts(settings, listed)
        chosen = _chosen(settings, [name for name, _ in pairs])
    else:
        pairs, chosen = ([(settings.text("rest.name") or DEFAULT_NAME, _single(settings, environ))], 0)
    key = f"rest.hosts[{chosen}].url" if listed else "rest.host"
    address = checked_address(settings, key, pairs[chosen][1])
    hosts = tuple(
        Host(name, address.url if place == chosen else _plain_address(url)) for place, (name, url) in enumerate(pairs)
    )
    return hosts, chosen, Settings({"user": address.user, "password": address.password}, settings.where)


def _single(settings: Settings, environ: Mapping[str, str]) -> str:
    url = settings.text("rest.host") or (environ.get("OPENCGA_HOST") or "").strip()
    if not url:
        msg = (
            f"No server is named by {settings.where}. Set OPENCGA_HOST, or give the path of a "
            "client-configuration.yml with rest.host or rest.hosts, or an address such as "
            "https://ws.example.org/opencga."
        )
        raise ConfigurationError(msg)
    return url


def _listed_hosts(settings: Settings, listed: Any) -> list[tuple[str, str]]:
    if not isinstance(listed, list):
        raise settings.error(key="rest.hosts", problem="is not a list, expected entries with 'name' and 'url'.")
    pairs = []
    for place, entry in enumerate(listed):
        key = f"rest.hosts[{place}]"
        if not isinstance(entry, Mapping) or not isinstance(entry.get("url"), str) or not entry["url"].strip():
            raise settings.error(key, "has no 'url', expected 'name' and 'url' as strings.")
        pairs.append((settings.string(key, entry.get("name") or f"{DEFAULT_NAME}{place or ''}"), entry["url"].strip()))
    return pairs


def _chosen(settings: Settings, names: list[str]) -> int:
    wanted = settings.text("rest.defaultHost")
    if wanted is not None:
        lower = [name.lower() for name in names]
        if wanted.lower() not in lower:
            raise settings.error(key="rest.defaultHost", problem=f"is {wanted!r}; the hosts are {', '.join(names)}.")
        return lower.index(wanted.lower())
    place = settings.raw("rest.defaultHostIndex")
    if place is None:
        return 0
    if type(place) is not int or not 0 <= place < len(names):
        raise settings.error(key="rest.defaultHostIndex", problem=f"is {place!r}, expected 0 to {len(names) - 1}.")
    return place


def checked_address(settings: Settings, key: str, text: str) -> Address:
    """Read an address, or raise the ConfigurationError that names its key."""
    try:
        return read_address(settings.filled(key, text))
    except ValueError as error:
        raise settings.error(key, str(error)) from None


def _plain_address(text: str) -> str:
    # A host that is not chosen may be unfilled or wrong: an error says so when it is chosen.
    try:
        return mask_address(text) if "${" in text else read_address(text).url
    except ValueError:
        return mask_address(text)
