"""Sends requests: host, encoding, token, timeouts, retries; knows nothing of what the answers mean.

Of the answers it looks at one thing only: whether the server called the token expired.
"""

from __future__ import annotations

import logging
import os
import time
from contextlib import closing, nullcontext
from typing import TYPE_CHECKING, Any, Self, cast

import requests
from requests.auth import AuthBase
from urllib3.exceptions import HTTPError

from opencga_frames.errors import AnswerError, NotReachableError, OpenCGAError
from opencga_frames.ground import limits
from opencga_frames.ground.interrupt import Work, current_work, pause
from opencga_frames.ground.limits import CHUNK_BYTES
from opencga_frames.ground.secret import Mask, bare
from opencga_frames.rest.request.prepared import prepared_request
from opencga_frames.rest.transport.address import encode_query, redirect_target
from opencga_frames.rest.transport.connection import hold_connections
from opencga_frames.rest.transport.cookies import UserCookies, cookie_names, forget_cookies
from opencga_frames.rest.transport.download import pour
from opencga_frames.rest.transport.failures import says_expired
from opencga_frames.rest.transport.network_errors import BrokenAnswerError, network_error
from opencga_frames.rest.transport.retries import sent_once
from opencga_frames.rest.transport.session import own_session, with_new_connections
from opencga_frames.rest.transport.sign_in import login_request, read_grant
from opencga_frames.rest.transport.unpack import (
    ENCODINGS,
    TruncatedError,
    pieces,
    reply_of,
    told_size,
    too_large,
    whole,
)
from opencga_frames.rest.transport.watching import Watched
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.auth.holder import TokenHolder
    from opencga_frames.auth.login import AnonymousLogin, Grant, Login, PasswordLogin
    from opencga_frames.auth.token import Token
    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.ground.secret import Secret
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.request.prepared import PreparedRequest
    from opencga_frames.rest.transport.download import Receive
    from opencga_frames.rest.transport.watching import ExchangeWatch
    from opencga_frames.rest.wire.message import Reply, Request

__all__ = ["Transport", "encode_query"]

logger = logging.getLogger(__name__)


class Transport:
    """The connection of a client to its server; may be used by several threads at once.

    Parameters
    ----------
    configuration
        Address, timeouts, TLS, cookies, retries.
    session
        A session of the caller's own: its adapters, proxies, headers and certificates are kept, and it is not
        closed. When None one is made, with as many pooled connections as workers.
    tokens
        Holder of the token; every call asks it.
    sleep
        Waits so many seconds before a retry.

    Attributes
    ----------
    server_version : str
        Version of the server as it said at the last login, or an empty string.
    watch : callable or None
        Is shown every exchange.
    """

    def __init__(
        self,
        configuration: ClientConfiguration,
        *,
        session: requests.Session | None = None,
        tokens: TokenHolder,
        sleep: Callable[[float], None] = pause,
    ) -> None:
        self._configuration = configuration
        self._tokens = tokens
        self._sleep = sleep
        self.server_version = ""
        self.watch: ExchangeWatch | None = None
        self._owns_session = session is None
        self._session = own_session(configuration, sleep) if session is None else session
        if not self._owns_session:
            hold_connections(self._session)
        self._process = os.getpid()
        self._left_to_parent: list[object] = []
        self._cookies = UserCookies(configuration.cookies)
        self._calls = Work(apart=True)
        self._preset = frozenset() if self._owns_session else cookie_names(self._session)
        self._agent = f"opencga-frames/{__version__}"

    def __repr__(self) -> str:
        if not hasattr(self, "_tokens"):
            return "Transport()"
        return f"Transport({self.host!r}, user={self._tokens.user!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    @property
    def host(self) -> str:
        """Address of the server."""
        return self._configuration.url

    @property
    def mask(self) -> Mask:
        """Masks what looks like a secret, and by value those that this client holds or held."""
        return Mask(self.secrets())

    def secrets(self) -> tuple[str | Secret, ...]:
        """Return every secret that this client holds or held: tokens, passwords, values of cookies."""
        return (*self._tokens.secrets, *self._cookies.values())

    @property
    def tokens(self) -> TokenHolder:
        """The holder of the token."""
        return self._tokens

    def send(self, request: Request, receive: Receive | None = None) -> Reply:
        """Send a request and return whatever came back, good or bad.

        Parameters
        ----------
        request
            What to send.
        receive
            Takes the body of a file in pieces, so that it is never in memory as a whole; the reply is then empty.

        Returns
        -------
        Reply
            Status, headers and the whole body. When the server called the token expired, that of the one
            retry made with a new token, provided a new one could be had.

        Raises
        ------
        NotReachableError
            No answer came: wrong name, refused connection, refused certificate, cut answer.
        TimedOutError
            No answer came in time.
        NotAuthenticatedError, NotAllowedError
            A login was due and was refused.
        """
        before = self._tokens.token
        with self._work():
            token = self._tokens.fresh(self._sign_in)
            reply = self._exchange(request, token, receive)
            if token is None or token is not before or not says_expired(reply):
                return reply
            renewed = self._tokens.renew(token, self._sign_in)
            return reply if renewed is None else self._exchange(request, renewed, receive)

    def send_openly(self, request: Request) -> Reply:
        """Send a request without a token and without a login, as the few calls allow that anyone may make.

        Raises
        ------
        NotReachableError
            No answer came.
        """
        with self._work():
            return self._exchange(request, None)

    def describe(self, request: Request, endpoint: Endpoint | None = None) -> PreparedRequest:
        """Describe how a request would be sent, and send nothing.

        Parameters
        ----------
        request
            What would be sent.
        endpoint
            What is called; says which fields of the body are secret.
        """
        shown = {"Authorization": "Bearer ***"} if self._tokens.token else {}
        return prepared_request(request, self._address(request), {**self._headers(request), **shown}, endpoint)

    def login(self, login: PasswordLogin | AnonymousLogin) -> None:
        """Log in now; later calls use the new token, and the login again when it has expired.

        Raises
        ------
        NotAuthenticatedError
            Wrong user or password.
        NotAllowedError
            The account is banned, suspended or expired.
        """
        self._forget_cookies()
        with self._work():
            self._tokens.login(login, self._sign_in)

    def logout(self) -> None:
        """Forget the token, the cookies and all means to get another one; the server itself knows no logout."""
        self._tokens.logout()
        self._forget_cookies(given=True)

    def close(self) -> None:
        """End what is under way, and close the connections unless the session belongs to the caller."""
        self._notice_fork()
        calls, self._calls = self._calls, Work(apart=True)
        calls.end()
        if self._owns_session:
            self._session.close()

    def _work(self) -> Work:
        self._notice_fork()
        return Work(self._calls, slowest=self._configuration.min_bytes_per_second)

    def _notice_fork(self) -> None:
        """Leave connections and calls to the parent process: to end them would end them there."""
        process = os.getpid()
        if process != self._process:
            self._left_to_parent += [self._calls, self._cookies, *with_new_connections(self._session)]
            self._calls, self._cookies = Work(apart=True), self._cookies.copy()
            self._process = process

    def _forget_cookies(self, *, given: bool = False) -> None:
        self._cookies = UserCookies({}) if given else self._cookies.without_those_set()
        if not self._owns_session:
            forget_cookies(self._session, self._preset)

    def _sign_in(self, login: Login) -> Grant:
        """Send a login; a network error is worth one retry, an answer of the server never is."""
        request = login_request(login, self._configuration.api_version)
        try:
            reply = self._exchange(request, None)
        except NotReachableError:
            reply = None
        if reply is None or reply.status in limits.RETRY_STATUSES:
            self._sleep(1.0)
            reply = self._exchange(request, None)
        page = read_page(reply.body)
        self.server_version = page.server_version if page is not None else ""
        grant = read_grant(reply, request, self.mask)
        if isinstance(grant, AnswerError):
            raise grant
        return grant

    def _exchange(self, request: Request, token: Token | None, receive: Receive | None = None) -> Reply:
        """Send a request with a token and follow redirects that stay on the server."""
        url = self._address(request)
        reply = self._send_whole(request, url, token, receive)
        for _ in range(limits.MAX_REDIRECTS):
            target = redirect_target(request, url, reply)
            if target is None:
                break
            url = target
            reply = self._send_whole(request, url, token, receive)
        return reply

    def _send_whole(self, request: Request, url: str, token: Token | None, receive: Receive | None) -> Reply:
        """Send once; a GET whose answer broke off in the middle is sent a second time."""
        try:
            return self._send_once(request, url, token, receive)
        except BrokenAnswerError:
            if request.writes:
                raise
        self._sleep(1.0)
        return self._send_once(request, url, token, receive)

    def _send_once(self, request: Request, url: str, token: Token | None, receive: Receive | None) -> Reply:
        started = time.perf_counter()
        response = self._ask(request, url, token)
        took = 1000 * (time.perf_counter() - started)
        if isinstance(response, BaseException):
            self._log("%s %s -> no answer after %.0f ms", request, url, took)
            self._check_work()
            # Raised here and not where it was caught: the library's own error, whose request holds the token,
            # would stay attached to it as its context, and the library's frames hold the token as well.
            raise response
        self._log("%s %s -> %d in %.0f ms", request, url, response.status_code, took)
        watched = Watched(self.watch, response.request, request)
        with closing(response) if response.raw is not None else nullcontext():
            if receive is not None:
                kept = watched.receiving(receive)
                return watched.over(pour(response, url, self.host, request, receive=kept, most=self._most))
            body = self._read(response, request)
            if isinstance(body, BaseException):
                self._check_work()
                raise body
            return watched.over(reply_of(response, url, body))

    def _ask(self, request: Request, url: str, token: Token | None) -> requests.Response | BaseException:
        """Send a request and wait for the head of the answer; what goes wrong is returned without its frames."""
        cookies = self._cookies
        self._check_work()
        try:
            with sent_once() if request.changes else nullcontext():
                response = self._session.request(
                    request.method,
                    url,
                    # A form is iterated, so that its files need not be in memory.
                    data=cast("Any", request.body),
                    stream=True,
                    headers={"Accept-Encoding": ENCODINGS, **self._headers(request)},
                    allow_redirects=False,
                    **self._options(token, cookies),
                )
            cookies.keep(response)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            # A form's own error has its file as its cause.
            return bare(error) if isinstance(error, OpenCGAError) else network_error(error, self.host, request)
        except BaseException as error:  # noqa: BLE001 - also Ctrl-C: it is raised by the caller
            return bare(error)
        return response

    def _read(self, response: requests.Response, request: Request) -> bytes | BaseException:
        """Read a body; what goes wrong is returned, since the frames of the reading hold the bytes of a login."""
        most = self._most
        try:
            told = told_size(response.headers)
            if told > most:
                return too_large(request.path, most)
            # A body whose size is known is read into one piece of memory, and need not be put together.
            return whole(pieces(response, most=max(told, CHUNK_BYTES)), most, path=request.path)
        except (requests.RequestException, HTTPError, OSError, TruncatedError) as error:
            return network_error(error, self.host, request, in_body=True)
        except BaseException as error:  # noqa: BLE001 - also Ctrl-C: it is raised by the caller
            return bare(error)

    @property
    def _most(self) -> int:
        return self._configuration.max_answer_bytes

    def _check_work(self) -> None:
        work = current_work()
        if work is not None:
            work.check()

    def _log(self, words: str, request: Request, url: str, *values: object) -> None:
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug(words, request.method, self.mask(url), *values)

    def _address(self, request: Request) -> str:
        path = request.path.strip("/")
        address = f"{self.host}/webservices/rest/{self._configuration.api_version}/{path}"
        return f"{address}?{encode_query(request.query)}" if request.query else address

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {"Accept": request.accept, "User-Agent": self._agent}
        return {**headers, "Content-Type": request.content_type} if request.content_type else headers

    def _options(self, token: Token | None, cookies: UserCookies) -> dict[str, Any]:
        configuration, work = self._configuration, current_work()
        within = (lambda seconds: seconds) if work is None else work.within
        verify = configuration.verify
        return {
            "auth": self._session.auth if token is None and self._session.auth else _Bearer(token),
            "cookies": cookies.to_send(self._tokens.cookies),
            "timeout": (within(configuration.connect_timeout), within(configuration.read_timeout)),
            # Given with the call: a session's own value would lose against REQUESTS_CA_BUNDLE.
            "verify": self._session.verify if verify is True else verify,
        }


class _Bearer(AuthBase):
    """Puts the token into the one header it may be in; also keeps a netrc entry of the host out of it."""

    def __init__(self, token: Token | None) -> None:
        self._token = token

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            prepared.headers["Authorization"] = f"Bearer {self._token.reveal()}"
        return prepared
