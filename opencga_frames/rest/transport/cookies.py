"""The cookies of whoever is signed in: those given, and those the server set; the next user inherits none."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from requests.cookies import RequestsCookieJar, extract_cookies_to_jar

from opencga_frames.ground.process import ProcessLock

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import requests

__all__ = ["UserCookies", "cookie_names", "forget_cookies"]

_SHORTEST: Final = 6


class UserCookies:
    """The cookies of one signed-in user; may be used by several threads at once.

    Parameters
    ----------
    given
        Cookies of the configuration, sent with every call.
    """

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given
        self._jar = RequestsCookieJar()
        self._lock = ProcessLock()

    def __repr__(self) -> str:
        return f"<UserCookies: {len(self._given)} given>"

    def to_send(self, more: Mapping[str, str]) -> RequestsCookieJar:
        """Return what goes out with a call: those of the server, those given, and more."""
        with self._lock.held():
            jar = self._jar.copy()
        jar.update({**self._given, **more})
        return jar

    def keep(self, response: requests.Response) -> None:
        """Keep what an answer sets."""
        if getattr(response.raw, "_original_response", None) is not None:
            with self._lock.held():
                extract_cookies_to_jar(self._jar, response.request, response.raw)  # type: ignore[no-untyped-call]

    def without_those_set(self) -> UserCookies:
        """Return the same without what the server set: for another user."""
        return UserCookies(self._given)

    def copy(self) -> UserCookies:
        """Return the same with a lock of its own; this one may be held by a thread that is gone."""
        copied = UserCookies(self._given)
        copied._jar = self._jar.copy()
        return copied

    def values(self) -> Iterator[str]:
        """Return the values, to mask them; short ones are words such as the name of a node."""
        with self._lock.held():
            values = [*self._given.values(), *(cookie.value or "" for cookie in self._jar)]
        return (value for value in values if len(value) >= _SHORTEST)


def cookie_names(session: requests.Session) -> frozenset[tuple[str, str, str]]:
    """Name the cookies of a session."""
    return frozenset((cookie.domain, cookie.path, cookie.name) for cookie in session.cookies)


def forget_cookies(session: requests.Session, preset: frozenset[tuple[str, str, str]]) -> None:
    """Take the cookies out of a session that a server set; those it had before stay."""
    for name in cookie_names(session) - preset:
        with suppress(KeyError):
            session.cookies.clear(*name)
