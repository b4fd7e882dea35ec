"""Passwords that were written to a file: only their hashes are."""

from __future__ import annotations

import hashlib
import hmac

__all__ = ["fits", "hashed"]

_MARK = "pbkdf2$"
_ROUNDS = 20_000


def _hash(password: str, salt: str) -> str:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS).hex()


def hashed(password: str, owner: str) -> str:
    """Return what may be written of a password; one that is a hash already stays.

    Parameters
    ----------
    password
        The password, or its hash.
    owner
        Organization and user; the same password of another user has another hash.
    """
    if password.startswith(_MARK):
        return password
    salt = hashlib.sha256(owner.encode()).hexdigest()[:32]
    return f"{_MARK}{salt}${_hash(password, salt)}"


def fits(known: str, password: object) -> bool:
    """Return whether a password is the one that is known, as it is or as its hash."""
    if not isinstance(password, str):
        return False
    if known.startswith(_MARK):
        _, salt, digest = known.split("$")
        return hmac.compare_digest(digest, _hash(password, salt))
    return hmac.compare_digest(known.encode(), password.encode())
