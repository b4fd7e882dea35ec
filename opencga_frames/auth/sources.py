"""Where credentials come from, in a fixed order.

The first of these that has something wins:

1. the token given in the configuration;
2. a session file of the official command line (``~/.opencga/<host name>_session.json``) that belongs
   to the configured address, to the same user and organization where these are known, and has not expired;
3. the token of the environment (``OPENCGA_TOKEN``);
4. user and password: a login at the first call;
5. cookies of a single sign-on, from the configuration or, with ``sso_login``, from the session file;
6. nothing: user ``*`` or ``anonymous`` with an organization asks servers 3.0 and later for an anonymous
   token, otherwise calls are sent without a token, which servers 2.x take as the anonymous user.

User and password are also kept beside a token of the same user, for the day it expires.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from opencga_frames.auth.holder import Credentials
from opencga_frames.auth.login import AnonymousLogin, PasswordLogin
from opencga_frames.auth.session_file import find_session
from opencga_frames.auth.token import Token

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.auth.session_file import Session
    from opencga_frames.configuration.client_configuration import ClientConfiguration

__all__ = ["find_credentials"]

_NOBODY: Final = frozenset({"*", "anonymous"})


def find_credentials(configuration: ClientConfiguration, *, clock: Callable[[], float] = time.time) -> Credentials:
    """Find what to log in with; only the session file is read, nothing is sent.

    Parameters
    ----------
    configuration
        Where the server is and what is known about the user.
    clock
        Seconds since 1970, to pass over an expired session.

    Returns
    -------
    Credentials
        To be handed to :class:`~opencga_frames.auth.holder.TokenHolder`.

    Raises
    ------
    ConfigurationError
        A given token cannot be a token.
    """
    given = Token.from_text(configuration.token) if configuration.token else None
    if given is not None and not configuration.token_from_environment:
        return Credentials(token=given, login=_login(configuration, given), origin="given token")
    session = _session(configuration, given)
    if session is not None and session.token is not None and not session.token.expires_within(0, clock()):
        return Credentials(
            token=session.token,
            refresh_token=session.refresh_token,
            login=_login(configuration, session.token),
            cookies=session.cookies,
            origin="session file",
        )
    if given is not None:
        return Credentials(token=given, login=_login(configuration, given), origin="environment")
    return _without_token(configuration, session)


def _without_token(configuration: ClientConfiguration, session: Session | None) -> Credentials:
    login = _login(configuration, None)
    if isinstance(login, PasswordLogin):
        return Credentials(login=login, origin="user and password")
    if session is not None and session.cookies and configuration.sso_login:
        return Credentials(cookies=session.cookies, origin="cookies")
    if configuration.cookies and login is None:
        return Credentials(origin="cookies")
    return Credentials(login=login)


def _session(configuration: ClientConfiguration, known: Token | None) -> Session | None:
    folder = configuration.session_folder
    session = find_session(folder, configuration.host.name, configuration.url) if folder is not None else None
    if session is None:
        return None
    token = session.token
    user = configuration.user or (known.user if known else None)
    organization = configuration.organization or (known.organization if known else None)
    if _differs(user, (token.user if token else None) or session.user):
        return None
    return None if _differs(organization, token.organization if token else None) else session


def _login(configuration: ClientConfiguration, token: Token | None) -> PasswordLogin | AnonymousLogin | None:
    user, password = configuration.user, configuration.password
    if user in _NOBODY and not password:
        organization = configuration.organization if token is None else None
        return AnonymousLogin(organization) if organization else None
    if not user or not password or (token is not None and _differs(user, token.user)):
        return None
    return PasswordLogin(user, password, configuration.organization)


def _differs(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)
