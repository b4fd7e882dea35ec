"""Asks for a password at the terminal."""

from __future__ import annotations

import getpass

from opencga_frames.errors import UsageError
from opencga_frames.ground.secret import Secret

__all__ = ["ask_password"]


def ask_password(user: str, url: str) -> Secret:
    """Ask for a password, which is not shown while it is typed.

    Parameters
    ----------
    user, url
        Whose password, and of which server.

    Raises
    ------
    UsageError
        When there is no terminal to ask at (a scheduled job, a notebook that is run by a program), or nothing was
        typed: an empty password would count as a failed login.
    """
    try:
        typed = Secret(getpass.getpass(f"Password of {user} at {url}: "))
    except (EOFError, OSError, NotImplementedError, getpass.GetPassWarning):
        # A kernel without input raises its own kind of NotImplementedError.
        reason = "there is no terminal to ask for it at"
    else:
        if typed:
            return typed
        reason = "none was typed"
    msg = f"login needs the password of {user} at {url}, and {reason}: give one, or set OPENCGA_PASSWORD."
    raise UsageError(msg) from None
