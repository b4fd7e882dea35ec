"""The token a server grants, and what can be read in it without asking the server."""

from __future__ import annotations

import base64
import binascii
import json
import math
import re
from typing import Any, Final

from opencga_frames.errors import ConfigurationError
from opencga_frames.ground.secret import Secret

__all__ = ["Token"]

#: Audience of every token of a 2.x server; from 3.0 on the audience is the organization.
_AUDIENCE_OF_2X: Final = "OpenCGA users"
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]+")
_BEARER: Final = re.compile(r"(?i)^Bearer\s+")
_TO_STANDARD: Final = str.maketrans("-_", "+/")


class Token(Secret):
    """A session token, usually a JWT.

    Nothing is verified: the claims are only used to know whose token it is and when to renew it. A token
    that is not a JWT is as good as any other; it just has no known user, organization or expiry.

    Attributes
    ----------
    user : str or None
        User id the token was made for.
    organization : str or None
        Organization id (servers 3.0 and later).
    expires : float or None
        Expiry in seconds since 1970; None when the token does not say, or never expires.
    """

    __slots__ = ("expires", "organization", "user")

    def __init__(self, text: str) -> None:
        super().__init__(text)
        claims = _claims(self.reveal())
        audience = _text(claims.get("aud"))
        expires = claims.get("exp")
        self.user = _text(claims.get("sub"))
        self.organization = None if audience == _AUDIENCE_OF_2X else audience
        self.expires = _seconds(expires)

    @classmethod
    def from_text(cls, text: str | Secret) -> Token:
        """Read a token from what a person or a file gave.

        Parameters
        ----------
        text
            The token; surrounding white space and a leading ``Bearer`` are dropped.

        Raises
        ------
        ConfigurationError
            The string is empty or could not be sent in a header, e.g. because of a line break inside.
        """
        text = text if isinstance(text, Secret) else Secret(text)
        token = cls(_BEARER.sub("", text.reveal()))
        if not _PRINTABLE.fullmatch(token.reveal()):
            msg = (
                "The given token cannot be used: it is empty, or holds line breaks or characters that no "
                "token has. Copy it again, in one line."
            )
            raise ConfigurationError(msg)
        return token

    def expires_within(self, seconds: float, now: float) -> bool:
        """Return whether the token will have expired ``seconds`` after ``now`` (seconds since 1970)."""
        return self.expires is not None and self.expires - now <= seconds


def _claims(text: str) -> dict[str, Any]:
    parts = text.split(".")
    if len(parts) != 3:
        return {}
    # The server itself writes the standard alphabet, other issuers the one for URLs; either may lack padding.
    middle = parts[1].translate(_TO_STANDARD).rstrip("=")
    try:
        claims = json.loads(base64.b64decode(middle + "=" * (-len(middle) % 4), validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _seconds(value: Any) -> float | None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    try:
        seconds = float(value)
    except OverflowError:
        return None  # never, as far as anyone can tell
    return seconds if math.isfinite(seconds) else None


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) and value else None
