"""Passwords in the keyring of the operating system, for those who want no password typed: extra ``keyring``."""

from __future__ import annotations

import importlib
import logging
from typing import Any, Final

from opencga_frames.errors import UsageError
from opencga_frames.ground.secret import Secret

__all__ = ["forget_password", "keep_password", "kept_password"]

logger = logging.getLogger(__name__)

_SERVICE: Final = "opencga-frames"


def kept_password(user: str, url: str) -> Secret | None:
    """Return the password of a user at a server; None where none is kept, or there is no keyring at all."""
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        found = keyring.get_password(_service(url), user)
    except Exception as error:  # noqa: BLE001 - backends raise errors of their own kinds; without one we ask
        logger.warning("the keyring was passed over: %s", type(error).__name__)
        return None
    return Secret(found) if found else None


def keep_password(user: str, url: str, password: Secret) -> None:
    """Keep a password.

    Raises
    ------
    UsageError
        When there is no keyring, or it is locked.
    """
    keyring = _keyring()
    reason = "the package keyring is not installed (pip install 'opencga-frames[keyring]')"
    if keyring is not None:
        try:
            keyring.set_password(_service(url), user, password.reveal())
        except Exception as error:  # noqa: BLE001 - as above
            reason = f"this machine's keyring refuses ({type(error).__name__})"
        else:
            return
    msg = f"The password cannot be kept: {reason}. Without it you are asked again when the session ends."
    raise UsageError(msg)


def forget_password(user: str, url: str) -> bool:
    """Remove a kept password; False when there was none."""
    if kept_password(user, url) is None:
        return False
    keyring = _keyring()
    if keyring is not None:
        keyring.delete_password(_service(url), user)
    return True


def _service(url: str) -> str:
    """Name the service: a password belongs to one server."""
    return f"{_SERVICE} {url}"


def _keyring() -> Any:
    try:
        return importlib.import_module("keyring")
    except ImportError:
        return None
