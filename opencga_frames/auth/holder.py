"""The one holder of the token of a client.

Every call of a client asks the same holder, so that a renewed token is everybody's at once. The states of the
holder are immutable values replaced under one lock; reading the current token takes no lock.
"""

from __future__ import annotations

import copy
import logging
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from opencga_frames.auth.login import AnonymousLogin, PasswordLogin, RefreshLogin
from opencga_frames.errors import AnswerError, NotReachableError, OpenCGAError
from opencga_frames.ground import limits
from opencga_frames.ground.interrupt import current_work
from opencga_frames.ground.process import ProcessLock
from opencga_frames.ground.warn import warn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from opencga_frames.auth.login import Grant, SignIn
    from opencga_frames.auth.token import Token
    from opencga_frames.ground.secret import Secret

__all__ = ["Credentials", "TokenHolder"]

logger = logging.getLogger(__name__)

#: Seconds until a renewal is tried again that failed because the server could not be reached.
_SECOND_TRY: Final = 10.0
#: Secrets that were given up and are still masked where a server quotes them.
_REMEMBERED: Final = 32


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a client starts with.

    Attributes
    ----------
    token
        Token to be used as it is.
    refresh_token
        What a new token can be requested with instead of a password; None: the token itself.
    login
        How to log in when there is no token, or no way to refresh it.
    cookies
        Cookies of a single sign-on, sent with every call until ``logout``.
    origin
        Where the credentials were found, for people.
    """

    token: Token | None = None
    refresh_token: Secret | None = None
    login: PasswordLogin | AnonymousLogin | None = None
    cookies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    origin: str = "anonymous"


@dataclass(frozen=True, slots=True)
class _State:
    credentials: Credentials
    renew_at: float | None = None
    refusal: AnswerError | None = None


class TokenHolder:
    """Thread-safe holder of the current token and of the means to renew it.

    Parameters
    ----------
    credentials
        What to start with; nothing is sent before the first call needs it.
    clock
        Seconds since 1970.
    margin
        Seconds before its expiry at which a token is renewed.

    Notes
    -----
    Rules: a token is renewed when it is about to expire or when the server called it expired, never
    otherwise; threads that meet the same expired token cause one renewal; a refused login is not sent again,
    since five of them lock the account; after ``logout`` nothing is left to log in with.
    """

    def __init__(
        self,
        credentials: Credentials | None = None,
        *,
        clock: Callable[[], float] = time.time,
        margin: float = limits.REFRESH_MARGIN,
    ) -> None:
        self._clock = clock
        self._margin = margin
        self._lock = ProcessLock()
        self._known: tuple[Secret, ...] = ()
        self._failures: tuple[int, OpenCGAError | None] = (0, None)
        self._state = self._start(credentials or Credentials())

    def __repr__(self) -> str:
        if not hasattr(self, "_state"):
            return "TokenHolder()"
        return f"TokenHolder(user={self.user!r}, organization={self.organization!r}, origin={self.origin!r})"

    @property
    def token(self) -> Token | None:
        """The current token, which may have expired; None when there is none."""
        return self._state.credentials.token

    @property
    def secrets(self) -> Iterator[str | Secret]:
        """Everything secret that is or was held: an answer may still quote what was given up."""
        yield from self._known
        yield from _secrets(self._state.credentials)
        yield from self.cookies.values()

    @property
    def refresh_token(self) -> Secret | None:
        """What a new token can be requested with: the token itself for most users; None when there is none."""
        return self._state.credentials.refresh_token or self.token

    @property
    def cookies(self) -> Mapping[str, str]:
        """Cookies of a single sign-on."""
        return self._state.credentials.cookies

    @property
    def origin(self) -> str:
        """Where the credentials were found."""
        return self._state.credentials.origin

    def now(self) -> float:
        """Return the time by the clock of this holder, in seconds since 1970."""
        return self._clock()

    @property
    def user(self) -> str | None:
        """User id, as the token names it, else the login."""
        credentials = self._state.credentials
        if credentials.token is not None and credentials.token.user:
            return credentials.token.user
        return credentials.login.user if credentials.login else None

    @property
    def organization(self) -> str | None:
        """Organization id, as the token names it, else the login."""
        credentials = self._state.credentials
        if credentials.token is not None and credentials.token.organization:
            return credentials.token.organization
        return credentials.login.organization if credentials.login else None

    def fresh(self, sign_in: SignIn) -> Token | None:
        """Return the token to send now, renewed or obtained first where that is due.

        Parameters
        ----------
        sign_in
            Sends a login; called at most once at a time.

        Raises
        ------
        NotAuthenticatedError, NotAllowedError
            There is no token and the login is or was refused.
        NotReachableError
            There is no token and the login could not be sent.
        """
        if not self._is_due(self._state):
            return self.token
        with self._turn():
            # Another thread may have been here while this one waited.
            if self._is_due(self._state):
                self._renew(sign_in, expired=False)
            return self.token

    def renew(self, stale: Token, sign_in: SignIn) -> Token | None:
        """Return a token newer than the one the server called expired, or None when none can be had.

        Parameters
        ----------
        stale
            The token that was refused; when another thread replaced it already nothing is sent.
        sign_in
            Sends a login.
        """
        with self._turn():
            if self.token == stale:
                self._renew(sign_in, expired=True)
            return None if self.token == stale else self.token

    def login(self, login: PasswordLogin | AnonymousLogin, sign_in: SignIn) -> None:
        """Log in now and keep the means for later renewals.

        Raises
        ------
        NotAuthenticatedError
            Wrong user or password; whatever was held before is still held.
        NotAllowedError
            The account is banned, suspended or expired.
        """
        with self._lock.held():
            self._accept(sign_in(login), Credentials(login=login, cookies=self.cookies, origin="login"))

    def use(self, token: Token) -> None:
        """Take a token got elsewhere; earlier login data are forgotten."""
        with self._lock.held():
            self._replace(self._start(Credentials(token=token, cookies=self.cookies, origin="given token")))

    def logout(self) -> None:
        """Forget token, login data and cookies: later calls are sent without any."""
        with self._lock.held():
            self._replace(_State(Credentials(origin="logged out")))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the lock; a thread that waited while another one failed raises the same error."""
        number = self._failures[0]
        work = current_work()
        with self._lock.held(None if work is None else work.check):
            now, error = self._failures
            if now != number and error is not None:
                raise copy.copy(error)
            try:
                yield
            except OpenCGAError as failed:
                self._failures = (now + 1, failed)
                raise

    def _replace(self, state: _State) -> None:
        held = _secrets(self._state.credentials)
        self._known = tuple(dict.fromkeys((*held, *self._known)))[:_REMEMBERED]
        self._state = state

    def _start(self, credentials: Credentials) -> _State:
        token = credentials.token
        ends = token.expires if token is not None else None
        return _State(credentials, renew_at=None if ends is None else ends - self._margin)

    def _is_due(self, state: _State) -> bool:
        if state.credentials.token is None:
            return state.credentials.login is not None
        return state.renew_at is not None and self._clock() >= state.renew_at

    def _renew(self, sign_in: SignIn, *, expired: bool) -> None:
        """Refresh, else log in, else keep the token; ``expired`` is the server's word, not the clock's."""
        try:
            if self._refresh(sign_in, expired=expired):
                return
            self._log_in(sign_in)
        except OpenCGAError as error:
            if expired or self.token is None:
                raise
            # The old token may still be good: the server decides, the clock is asked no more.
            self._postpone(error)

    def _refresh(self, sign_in: SignIn, *, expired: bool) -> bool:
        credentials = self._state.credentials
        refresh = credentials.refresh_token or credentials.token
        if refresh is None or credentials.token is None or isinstance(credentials.login, AnonymousLogin):
            return False
        over = expired or credentials.token.expires_within(0, self._clock())
        if over and refresh.reveal() == credentials.token.reveal():
            return False  # an expired token cannot buy a new one
        try:
            grant = sign_in(RefreshLogin(refresh))
        except OpenCGAError as error:
            logger.info("the token could not be refreshed: %s", type(error).__name__)
            if credentials.login is None:
                raise
            return False
        self._accept(grant, credentials)
        return True

    def _log_in(self, sign_in: SignIn) -> None:
        state = self._state
        if state.refusal is not None:
            raise copy.copy(state.refusal)
        if state.credentials.login is None:
            self._state = replace(state, renew_at=None)
            return
        try:
            grant = sign_in(state.credentials.login)
        except AnswerError as error:
            if error.status not in limits.RETRY_STATUSES:
                self._state = replace(state, refusal=error)
            raise
        self._accept(grant, state.credentials)

    def _postpone(self, error: OpenCGAError) -> None:
        later = self._clock() + _SECOND_TRY if isinstance(error, NotReachableError) else None
        self._state = replace(self._state, renew_at=later)

    def _accept(self, grant: Grant, credentials: Credentials) -> None:
        ends, now = grant.token.expires, self._clock()
        renew_at = None
        # A token that arrives expired means that the clocks differ: then only the server's word counts.
        # One that lives shorter than the margin is not renewed at every call.
        if ends is not None and ends > now:
            renew_at = ends - min(self._margin, (ends - now) / 2)
        kept = replace(credentials, token=grant.token, refresh_token=grant.refresh_token)
        self._replace(_State(kept, renew_at=renew_at))
        logger.debug("a new token for %s is in use", kept.token.user if kept.token else None)
        for text in grant.warnings:
            warn(f"The server says at login: {text}")


def _secrets(credentials: Credentials) -> list[Secret]:
    password = getattr(credentials.login, "password", None)
    return [secret for secret in (credentials.token, credentials.refresh_token, password) if secret]
