"""Web tokens signed with HS256, as the server issues and checks them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any

from opencga_frames.sandbox.wire.refusal import Java, Refusal, unauthenticated

__all__ = ["Claims", "check_token", "issue_token", "read_claims"]


@dataclass(frozen=True, slots=True)
class Claims:
    """Who a token says its bearer is, before anybody checked it."""

    user: str
    organization: str
    expires: float | None


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _sign(text: str, secret: str) -> str:
    return _encode(hmac.new(secret.encode(), text.encode(), hashlib.sha256).digest())


def issue_token(user: str, organization: str, secret: str, *, now: float, seconds: int) -> str:
    """Return a signed token of a user.

    Parameters
    ----------
    user, organization
        Whom it is for; written to ``sub`` and ``aud``.
    secret
        Key of the organization.
    now
        Epoch seconds.
    seconds
        How long it is good.
    """
    issued = int(now)
    claims = {
        "authOrigin": "OPENCGA",
        "sub": user,
        "aud": organization,
        "iss": "OpenCGA",
        "iat": issued,
        "exp": issued + seconds,
    }
    text = f"{_encode(json.dumps({'alg': 'HS256'}).encode())}.{_encode(json.dumps(claims).encode())}"
    return f"{text}.{_sign(text, secret)}"


def read_claims(token: str | None) -> Claims:
    """Read a token without checking it, or refuse it as the server does."""
    if token is None:
        raise Refusal(Java.CATALOG, "Missing token parameter")
    if token.strip() in {"", "null"}:
        raise Refusal(Java.ARGUMENT, "Missing token")
    parts = token.split(".")
    if len(parts) != 3:
        raise Refusal(Java.ARGUMENT, "Invalid JWT token")
    if len(parts[1]) == 1:
        raise Refusal(Java.ARGUMENT, "Input byte[] should at least have 2 bytes for base64 bytes")
    try:
        payload: Any = json.loads(_decode(parts[1]))
        claims = Claims(str(payload["sub"]), str(payload["aud"]), payload.get("exp"))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal(Java.ARGUMENT, "Invalid JWT token. Token could not be parsed.") from None
    return claims


def check_token(token: str, claims: Claims, secret: str, *, now: float) -> None:
    """Check signature, then expiry."""
    text, _, signature = token.rpartition(".")
    if not hmac.compare_digest(signature.encode(), _sign(text, secret).encode()):
        message = f"Invalid authentication token : {token}"
        raise unauthenticated(message)
    if claims.expires is not None and claims.expires <= now:
        message = f"Authentication token is expired : {token}"
        raise unauthenticated(message)
