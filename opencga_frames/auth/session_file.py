"""The session file of the official command line: one login serves that program, this package and its commands.

The file is read whenever a client is made, and written only when asked for: ``oc.save_session()``, or
``opencga-frames login`` and ``logout``.
"""

from __future__ import annotations

import json
import logging
import os
import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.auth.token import Token
from opencga_frames.configuration.hosts import same_address
from opencga_frames.errors import ConfigurationError, StorageError
from opencga_frames.ground.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["Session", "end_sessions", "find_session", "list_sessions", "read_session", "session_path", "write_session"]

logger = logging.getLogger(__name__)

#: What stands in a file whose user logged out, or that a program filled with the word null.
_NO_TOKEN: Final = frozenset({"", "NO_TOKEN", "null", "None"})
_NO_STUDY: Final = frozenset({"", "NO_STUDY", "null", "None"})
_ENDING: Final = "_session.json"


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
    return folder / (re.sub(r"[^a-zA-Z0-9.-]+", "_", host_name) + _ENDING)


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


def list_sessions(folder: Path) -> Iterator[tuple[Path, Session]]:
    """Go through the session files of a folder, the one written last first."""
    try:
        files = sorted(folder.glob(f"*{_ENDING}"), key=lambda path: -path.stat().st_mtime)
    except OSError:
        return
    for path in files:
        session = read_session(folder, path.name.removesuffix(_ENDING))
        if session is not None:
            yield path, session


def find_session(folder: Path, host_name: str, url: str) -> Session | None:
    """Find the session of a server: in the file of its name, else in any file that holds its address.

    A program that was given an address alone does not know under which name another one logged in there.
    """
    named = read_session(folder, host_name)
    if named is not None and same_address(named.host, url):
        return named
    return next((session for _, session in list_sessions(folder) if same_address(session.host, url)), None)


def write_session(folder: Path, host_name: str, session: Session) -> Path:
    """Write a session so that the official command line reads it too; only its owner may read the file.

    Parameters
    ----------
    folder
        Usually ``~/.opencga``; made when missing.
    host_name
        Name of the host in the configuration. Where the file of that name belongs to another server, the file that
        holds this address is taken, or a new one named after it.
    session
        What to write; whatever else the file holds of this server stays.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    StorageError
        When it cannot be written.
    """
    path = _own_path(folder, host_name, session.host)
    kept = _content(path)
    attributes = kept.get("attributes")
    ends = session.token.expires if session.token else None
    content = {
        **kept,
        "host": session.host,
        "user": session.user,
        "token": session.token.reveal() if session.token else "NO_TOKEN",
        "refreshToken": session.refresh_token.reveal() if session.refresh_token else None,
        "version": kept.get("version"),
        "login": _local_time(time.time()),
        "expirationTime": _local_time(ends) if ends is not None else None,
        "studies": kept.get("studies") or [],
        "timestamp": int(time.time() * 1000),
        "currentStudy": session.study or kept.get("currentStudy") or "NO_STUDY",
        "attributes": {**(attributes if isinstance(attributes, dict) else {}), "cookies": dict(session.cookies)},
    }
    _write(path, content)
    return path


def end_sessions(folder: Path, url: str) -> list[Path]:
    """Take the tokens out of all session files of a server, as a logout of the official command line does.

    Returns
    -------
    list of pathlib.Path
        The files that held a token or cookies.
    """
    ended = []
    for path, session in list_sessions(folder):
        if same_address(session.host, url) and (session.token or session.refresh_token or session.cookies):
            left = {"user": "anonymous", "token": "NO_TOKEN", "refreshToken": "NO_TOKEN", "currentStudy": "NO_STUDY"}
            _write(path, {**_content(path), **left, "studies": [], "attributes": {}})
            ended.append(path)
    return ended


def _own_path(folder: Path, host_name: str, url: str) -> Path:
    path = session_path(folder, host_name)
    named = read_session(folder, host_name)
    if named is None or named.token is None or same_address(named.host, url):
        return path
    same = (other for other, session in list_sessions(folder) if same_address(session.host, url))
    return next(same, session_path(folder, url.partition("://")[2]))


def _content(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _write(path: Path, content: Mapping[str, Any]) -> None:
    """Write the file whole or not at all; others can never read what is in it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, pending = tempfile.mkstemp(prefix=".session", dir=path.parent)  # readable by its owner only
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump(content, file, indent=2)
            os.replace(pending, path)  # noqa: PTH105 - a name, not a path, comes from mkstemp
        except BaseException:
            with suppress(OSError):
                os.unlink(pending)  # noqa: PTH108
            raise
    except OSError as error:
        msg = f"The session file {path} cannot be written: {error.strerror or error}. Log in without keeping it."
        raise StorageError(msg) from None


def _local_time(seconds: float) -> str | None:
    try:
        return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
    except (ValueError, OverflowError, OSError):
        return None


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
