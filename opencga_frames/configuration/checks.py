"""Checks of single settings: numbers, switches, paths."""

from __future__ import annotations

import os
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.configuration.hosts import DEFAULT_NAME, Host, checked_address
from opencga_frames.ground import limits
from opencga_frames.ground.secret import Secret
from opencga_frames.ground.shown import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from opencga_frames.configuration.source import Settings

__all__ = [
    "read_api_version",
    "read_cache_folder",
    "read_change",
    "read_numbers",
    "read_session_folder",
    "read_verify",
    "read_version_check",
]

#: Numbers a configuration may set: least and greatest value allowed.
_NUMBERS: Final[Mapping[str, tuple[float, float]]] = MappingProxyType(
    {
        "connect_timeout": (0.001, 86_400),
        "read_timeout": (0.001, 86_400),
        "page_size": (1, limits.MAX_PAGE_SIZE),
        "workers": (1, 64),
        "retries": (0, 100),
        "min_bytes_per_second": (0, 1_000_000_000),
        "max_answer_bytes": (1_000, 1 << 50),
    }
)
_TEXTS: Final = ("user", "organization", "study")
_API_VERSION: Final = re.compile(r"v\d+")


def read_verify(settings: Settings) -> bool | str:
    """Return whether certificates are checked, or the path of those to check them with."""
    value = settings.raw("verify")
    if isinstance(value, str | os.PathLike):
        path = os.fspath(value)
        return settings.filled("verify", path if isinstance(path, str) else os.fsdecode(path))
    checked = settings.flag("verify")
    if checked is not None:
        return checked
    return not settings.flag("rest.tlsAllowInvalidCertificates")


def read_numbers(settings: Settings) -> dict[str, Any]:
    """Return the numbers, with their defaults."""
    attempts = settings.raw("max_attempts")
    tries = limits.RETRIES if attempts is None else _number(settings, "max_attempts", (1, 101), whole=True) - 1
    defaults = {
        "connect_timeout": limits.CONNECT_TIMEOUT,
        "read_timeout": limits.READ_TIMEOUT,
        "page_size": limits.PAGE_SIZE,
        "workers": None,
        "retries": tries,
        "min_bytes_per_second": limits.MIN_BYTES_PER_SECOND,
        "max_answer_bytes": limits.MAX_ANSWER_BYTES,
    }
    return {
        name: default
        if settings.raw(name) is None
        else _number(settings, name, _NUMBERS[name], whole=not isinstance(default, float))
        for name, default in defaults.items()
    }


def _number(settings: Settings, key: str, bounds: tuple[float, float], *, whole: bool) -> Any:
    value = settings.raw(key)
    least, greatest = bounds
    kinds: tuple[type, ...] = (int,) if whole else (int, float)
    if type(value) not in kinds or not least <= value <= greatest:
        kind = "a whole number" if whole else "a number of seconds"
        raise settings.error(key, f"is {shown(value)}, expected {kind} from {least:g} to {greatest:g}.")
    return int(value) if whole else float(value)


def read_api_version(settings: Settings, key: str) -> str:
    """Return the version segment of the paths."""
    value = settings.text(key) or limits.API_VERSION
    if not _API_VERSION.fullmatch(value):
        raise settings.error(key, f"is {shown(value)}, expected a version segment such as v2, or v1 for servers 1.4.")
    return value


def read_session_folder(settings: Settings) -> Path | None:
    """Return the folder of session files; None where it would be in a home folder that is not known."""
    value = settings.raw("session_folder")
    path = settings.path("session_folder", "~/.opencga" if value is None or value == "" else value)
    if path is None and value:
        raise settings.error(
            "session_folder", f"is {shown(value)}, and the home folder is not known. Give the whole path."
        )
    return path


def read_cache_folder(settings: Settings, environ: Mapping[str, str] = MappingProxyType({})) -> Path | None:
    """Return the folder of kept descriptions; None where none are to be kept, or no folder for caches is known."""
    from platformdirs import user_cache_path

    value = settings.raw("cache_folder")
    value = environ.get("OPENCGA_FRAMES_CACHE") if value is None else value
    # YAML reads a bare `off` as a boolean.
    if value is False or value == "off":
        return None
    if value:
        return settings.path("cache_folder", value)
    try:
        folder = user_cache_path("opencga_frames", appauthor=False)
    except RuntimeError:
        return None
    return folder if folder.is_absolute() else None


def read_version_check(settings: Settings) -> Any:
    """Return what happens when a call asks for what the server does not have."""
    value = settings.raw("version_check")
    # YAML reads a bare `off` as a boolean.
    word = "raise" if value is None else "off" if value is False else value
    if word not in ("raise", "warn", "off"):
        raise settings.error("version_check", f"is {shown(value)}, expected raise, warn or off.")
    return word


def read_change(settings: Settings, name: str) -> dict[str, Any]:
    """Return one changed setting; an address changes two."""
    value = settings.raw(name)
    if name in _TEXTS:
        return {name: settings.text(name)}
    if name in {"password", "token"}:
        secret = value if isinstance(value, Secret) else Secret(settings.text(name) or "")
        return {name: secret or None}
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
        "verify": read_verify,
        "version_check": read_version_check,
        "api_version": lambda found: read_api_version(found, name),
        "sso_login": lambda found: bool(found.flag(name)),
        "session_folder": read_session_folder,
        "cache_folder": read_cache_folder,
    }
    return {name: checks[name](settings)}
