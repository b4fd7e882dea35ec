"""Who the user is, and which of it belongs to one server alone."""

from __future__ import annotations

import logging
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.configuration.hosts import same_address
from opencga_frames.ground.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.configuration.source import Settings

__all__ = ["forgotten", "read_identity"]

logger = logging.getLogger(__name__)

_VARIABLES: Final = {
    "user": "OPENCGA_USER",
    "password": "OPENCGA_PASSWORD",
    "token": "OPENCGA_TOKEN",
    "organization": "OPENCGA_ORGANIZATION",
}
#: What one server hands out and no other takes.
_OF_A_SERVER: Final[Mapping[str, Any]] = {"token": None, "cookies": MappingProxyType({})}


def read_identity(settings: Settings, inside: Settings, environ: Mapping[str, str], url: str) -> dict[str, Any]:
    """Read user, password, token and organization.

    Parameters
    ----------
    settings
        The source.
    inside
        User and password that stood in the address.
    environ
        Environment variables.
    url
        Address of the chosen server.

    Returns
    -------
    dict
        The values, and in ``of_host`` the names of those that the environment or the address gave.
    """
    own = {name: settings.text(name) for name in _VARIABLES}
    address = {"user": inside.text("user"), "password": inside.text("password")}
    outer = _outer(own, address, _environment(environ, url))
    values = {name: own[name] or address.get(name) or outer[name] for name in _VARIABLES}
    return {
        **values,
        "password": Secret(values["password"]) if values["password"] else None,
        "token": (Secret(values["token"]) or None) if values["token"] else None,
        "of_host": frozenset(name for name in _VARIABLES if values[name] and not own[name]),
    }


def _environment(environ: Mapping[str, str], url: str) -> dict[str, str | None]:
    """Read the variables that may be sent to a server: all or none of them."""
    host = (environ.get("OPENCGA_HOST") or "").strip()
    found = {name: environ.get(variable) for name, variable in _VARIABLES.items()}
    if not host or same_address(host, url):
        plain = {name: (value or "").strip() or None for name, value in found.items()}
        return {**plain, "password": found["password"]}
    for name in ("user", "password", "token"):
        if found[name]:
            logger.info("%s is not used: it belongs to the server of OPENCGA_HOST", _VARIABLES[name])
    return dict.fromkeys(_VARIABLES)


def _outer(
    own: Mapping[str, str | None], address: Mapping[str, str | None], found: dict[str, str | None]
) -> dict[str, str | None]:
    """Leave out of the environment what contradicts the source."""
    user = own["user"] or address["user"]
    if own["token"] or own["password"] or address["password"]:
        return {**found, "token": None, "password": None}
    return found if user is None or found["user"] in {None, user} else {**found, "password": None}


def forgotten(of_host: frozenset[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Name what must not be sent to another server, with the values it gets instead.

    Parameters
    ----------
    of_host
        Names of what belongs to the server so far.
    given
        What is given for the new server in the same call.
    """
    lost = {**dict.fromkeys(of_host), **_OF_A_SERVER}
    return {name: value for name, value in lost.items() if name not in given} | {"of_host": frozenset()}
