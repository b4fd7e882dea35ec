"""The session file of the official command line: read for its token, never written."""

from __future__ import annotations

import json
import logging
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.auth.token import Token
from opencga_frames.errors import ConfigurationError
from opencga_frames.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Session", "read_session", "session_path"]

logger = logging.getLogger(__name__)

#: What stands in a file whose user logged out, or that a program filled with the word null.
_NO_TOKEN: Final = frozenset({"", "NO_TOKEN", "null", "None"})
_NO_STUDY: Final = frozenset({"", "NO_STUDY", "null", "None"})


@dataclass(frozen=True, slots=True)
class Session:
    """What a session file holds.

    Attributes
    ----------
    host
        Address the session belongs to, as written.
    user
        User id; None in a logged-out file.
    token
        The token, expired or not; None in a logged-out file.
    refresh_token
        What the token can be refreshed with.
    study
        The study last worked with.
    cookies
        Cookies of a single sign-on.
    """

    host: str
    user: str | None = None
    token: Token | None = None
    refresh_token: Secret | None = None
    study: str | None = None
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)


def session_path(folder: Path, host_name: str) -> Path:
    """Return the path of the session file of a host.

    Parameters
    ----------
    folder
        Usually ``~/.opencga``.
    host_name
        Name of the host in the configuration; each run of characters other than letters, digits, dot and
        hyphen is one underscore in the file's name.
    """
    return folder / (re.sub(r"[^a-zA-Z0-9.-]+", "_", host_name) + "_session.json")


def read_session(folder: Path, host_name: str) -> Session | None:
    """Read the session file of a host.

    Returns
    -------
    Session or None
        None when there is no such file or it cannot be read; a broken file of another program is no reason
        to fail, the next source of credentials is tried.
    """
    path = session_path(folder, host_name)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        logger.warning("the session file %s was passed over: %s", path, type(error).__name__)
        return None
    return _session(content) if isinstance(content, dict) else None


def _session(content: dict[str, Any]) -> Session:
    attributes = content.get("attributes")
    token = _secret(content.get("token"))
    return Session(
        host=str(content.get("host") or ""),
        user=_text(content.get("user"), frozenset({"", "anonymous"})),
        token=_token(token),
        refresh_token=_secret(content.get("refreshToken")),
        study=_text(content.get("currentStudy"), _NO_STUDY),
        cookies=_cookies(attributes.get("cookies") if isinstance(attributes, dict) else None),
    )


def _text(value: Any, nothing: frozenset[str]) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() not in nothing else None


def _secret(value: Any) -> Secret | None:
    text = _text(value, _NO_TOKEN)
    return Secret(text) if text else None


def _token(secret: Secret | None) -> Token | None:
    try:
        return Token.from_text(secret) if secret else None
    except ConfigurationError:
        return None


def _cookies(value: Any) -> dict[str, str]:
    if not isinstance(value, dict):
        return {}
    return {str(name): str(text) for name, text in value.items() if isinstance(text, str | int)}
