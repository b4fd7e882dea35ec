"""The three ways to get a token from a server, and what it grants, as plain values.

Each names the endpoint of ``users`` that grants the token.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, TypeAlias

if TYPE_CHECKING:
    from opencga_frames.auth.token import Token
    from opencga_frames.ground.secret import Secret

__all__ = ["AnonymousLogin", "Grant", "Login", "PasswordLogin", "RefreshLogin", "SignIn"]


@dataclass(frozen=True, slots=True)
class PasswordLogin:
    """A login with user and password.

    ``organization`` is left out of the call when None: servers 2.x refuse to see it at all, later ones guess
    it where only one exists.
    """

    user: str
    password: Secret
    organization: str | None = None
    endpoint: ClassVar[str] = "login"

    def arguments(self) -> dict[str, str]:
        """Return the arguments of the call."""
        given = {"organization": self.organization} if self.organization else {}
        return {**given, "user": self.user, "password": self.password.reveal()}


@dataclass(frozen=True, slots=True)
class RefreshLogin:
    """The exchange of a refresh token (for local users the token itself) for a new token."""

    refresh_token: Secret
    endpoint: ClassVar[str] = "login"

    def arguments(self) -> dict[str, str]:
        """Return the arguments of the call."""
        return {"refreshToken": self.refresh_token.reveal()}


@dataclass(frozen=True, slots=True)
class AnonymousLogin:
    """A token for the anonymous user (servers 3.0 and later); it is requested again, never refreshed."""

    organization: str
    endpoint: ClassVar[str] = "anonymous"
    user: ClassVar[str] = "*"

    def arguments(self) -> dict[str, str]:
        """Return the arguments of the call: the organization."""
        return {"organization": self.organization}


Login: TypeAlias = PasswordLogin | RefreshLogin | AnonymousLogin


@dataclass(frozen=True, slots=True)
class Grant:
    """What a server grants: a token, and possibly a refresh token and warnings for the user."""

    token: Token
    refresh_token: Secret | None = None
    warnings: tuple[str, ...] = ()


#: Sends one login and reads the grant; raises NotAuthenticatedError, NotAllowedError, NotReachableError, ...
SignIn: TypeAlias = Callable[[Login], Grant]
