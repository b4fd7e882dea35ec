"""Network errors, described without the HTTP library's message, which may hold the URL or a token."""

from __future__ import annotations

import http.client
import socket
import ssl
from typing import TYPE_CHECKING, Final

import requests
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ReadTimeoutError

from opencga_frames.errors import NotReachableError, TimedOutError
from opencga_frames.ground.limits import SHOWN_IDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.wire.message import Request

__all__ = ["BrokenAnswerError", "network_error", "shown_path"]


class BrokenAnswerError(NotReachableError):
    """The connection was cut in the middle of an answer."""


_OTHER: Final = (
    "the connection was cut or could not be made",
    "Check the address and the network, then try again.",
)
#: Kind of failure, what it means, what to do; the first kind found along the chain of causes counts.
_KINDS: Final[tuple[tuple[tuple[type[BaseException], ...], str, str], ...]] = (
    (
        (ssl.SSLCertVerificationError,),
        "the TLS certificate was refused",
        "Set 'verify' to the file of your institution's CA certificates.",
    ),
    (
        (ssl.SSLError,),
        "no TLS connection could be made",
        "Check whether this port takes https: if it is a plain one, the address begins with http://.",
    ),
    (
        (requests.exceptions.SSLError,),
        "the TLS certificate was refused",
        "Set 'verify' to the file of your institution's CA certificates.",
    ),
    (
        (requests.exceptions.ProxyError,),
        "the proxy failed",
        "Check the proxy settings (HTTPS_PROXY, NO_PROXY).",
    ),
    (
        (socket.gaierror,),
        "no such host is known",
        "Check the spelling of the address, and the network or VPN.",
    ),
    (
        (ConnectionRefusedError,),
        "the connection was refused",
        "Check the address and port, and whether the server is running.",
    ),
    ((ConnectionResetError,), *_OTHER),
    (
        (http.client.BadStatusLine, http.client.LineTooLong, http.client.UnknownProtocol),
        "what answered does not speak HTTP",
        "Check the address and port, and what runs there.",
    ),
    (
        (ValueError,),  # of requests: bad address, scheme or header; of http.client: a line break in a header
        "the request could not be sent as it is",
        "Check the address, the token and the cookies for stray characters.",
    ),
)
_BROKEN: Final = (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)
_TIMEOUTS: Final = (requests.exceptions.Timeout, ReadTimeoutError, TimeoutError)


def network_error(error: Exception, host: str, request: Request, *, in_body: bool = False) -> NotReachableError:
    """Translate an error of the HTTP library.

    Parameters
    ----------
    error
        What was raised.
    host
        Address of the server.
    request
        What was sent.
    in_body
        True when the head of the answer had arrived.

    Returns
    -------
    NotReachableError
        A TimedOutError where time ran out. Nothing of the error's own message is in it, since that may hold the
        address with its values, or the token.
    """
    chain = list(_chain(error))
    call = f"{request.method} {shown_path(request.path)}"
    if any(_is_timeout(link) for link in chain):
        return TimedOutError(
            f"{host} did not answer {call} in time, or too slowly. Set a longer 'read_timeout' (or "
            "'connect_timeout'), ask for smaller pages, or check that the server is up."
        )
    if in_body or any(isinstance(link, _BROKEN) for link in chain):
        return BrokenAnswerError(f"The answer of {host} to {call} broke off. Try again; smaller pages may help.")
    meaning, advice = _meaning(chain)
    return NotReachableError(f"{call} did not reach {host}: {meaning}. {advice}")


def shown_path(path: str) -> str:
    """Shorten a path for a message: of a list of ids, which may be those of patients, the first few.

    Examples
    --------
    >>> shown_path("samples/S1,S2,S3,S4,S5/info")
    'samples/S1,S2,S3,...(2 more)/info'
    """
    return "/".join(_few(segment) for segment in path.split("/"))


def _few(segment: str) -> str:
    ids = segment.split(",")
    if len(ids) <= SHOWN_IDS:
        return segment
    return f"{','.join(ids[:SHOWN_IDS])},...({len(ids) - SHOWN_IDS:,} more)"


def _meaning(chain: list[BaseException]) -> tuple[str, str]:
    if type(chain[0]) is OSError:
        return "the file of CA certificates cannot be read", "Check the path given as 'verify'."
    return next(((m, a) for kinds, m, a in _KINDS if any(isinstance(link, kinds) for link in chain)), _OTHER)


def _is_timeout(error: BaseException) -> bool:
    if isinstance(error, NewConnectionError):
        return False  # an heir of the timeout by name only
    return isinstance(error, (*_TIMEOUTS, ConnectTimeoutError))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what lies beneath it, however it was attached."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        link = waiting.pop(0)
        if id(link) in seen:
            continue
        seen.add(id(link))
        yield link
        beneath = (getattr(link, "reason", None), link.__cause__, link.__context__, *link.args)
        waiting.extend(item for item in beneath if isinstance(item, BaseException))
