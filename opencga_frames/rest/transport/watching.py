"""Exchanges shown to somebody who watches, such as a recording: what was sent, and everything that came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import requests

    from opencga_frames.rest.transport.download import Receive
    from opencga_frames.rest.wire.message import Reply, Request

__all__ = ["ExchangeWatch", "Watched"]

#: Takes what was sent, as the HTTP library sent it and as the client made it, and the whole answer.
ExchangeWatch: TypeAlias = "Callable[[requests.PreparedRequest, Request, Reply], None]"


class Watched:
    """One exchange, shown when it is over.

    Parameters
    ----------
    watch
        Who watches, or None.
    sent, request
        What was sent.
    """

    def __init__(self, watch: ExchangeWatch | None, sent: requests.PreparedRequest, request: Request) -> None:
        self._watch = watch
        self._sent = sent
        self._request = request
        self._chunks: list[bytes] = []

    def receiving(self, receive: Receive) -> Receive:
        """Return a receiver of a file that keeps its bytes for whoever watches."""
        if self._watch is None:
            return receive

        def keeping(head: Reply, chunks: Iterator[bytes]) -> None:
            self._chunks.clear()
            receive(head, self._kept(chunks))

        return keeping

    def _kept(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._chunks.append(chunk)
            yield chunk

    def over(self, reply: Reply) -> Reply:
        """Show the exchange and return the reply as it is."""
        if self._watch is not None:
            body = b"".join(self._chunks) if self._chunks else reply.body
            self._watch(self._sent, self._request, replace(reply, body=body))
        return reply
