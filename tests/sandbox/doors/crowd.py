"""Many clients at once, each on a connection of its own: log in, read pages, look up, write."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlsplit

from tests.sandbox.doors.raw import Line

__all__ = ["crowd"]


class Visitor:
    """One client of many."""

    def __init__(self, url: str, study: str, number: int) -> None:
        self._line = Line(url, timeout=60)
        self._base = f"{urlsplit(url).path}/webservices/rest/v2/"
        self._study = quote(study)
        self._number = number
        self._token = ""

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Return the result of a call; any status but 200 is an error."""
        data = b"" if body is None else json.dumps(body).encode()
        head = [f"{method} {self._base}{path} HTTP/1.1", "Host: sandbox", f"Content-Length: {len(data)}"]
        head += ["Content-Type: application/json"] if data else []
        head += [f"Authorization: Bearer {self._token}"] if self._token else []
        self._line.send("\r\n".join([*head, "\r\n"]).encode() + data)
        answer = self._line.read()
        assert answer is not None, "the server closed the connection"
        assert answer.status == 200, answer
        return json.loads(answer.body)["responses"][0]

    def visit(self, ids: list[str], everybody: threading.Barrier, pages: int) -> str:
        """Do the whole round once all the others are connected too, and return the sample written to."""
        with self._line:
            everybody.wait(60)
            login = self.call("POST", "users/login", {"user": "owner", "password": "Sandbox-2026"})
            self._token = login["results"][0]["token"]
            for page in range(pages):
                skip = (self._number + page) % len(ids)
                rows = self.call("GET", f"samples/search?study={self._study}&limit=20&skip={skip}&include=id")
                assert [row["id"] for row in rows["results"]] == ids[skip : skip + 20]
            own = ids[self._number % len(ids)]
            assert self.call("GET", f"samples/{own}/info?study={self._study}")["results"][0]["id"] == own
            body = {"description": f"visited by {self._number}"}
            assert self.call("POST", f"samples/{own}/update?study={self._study}", body)["numUpdated"] == 1
            assert self.call("GET", f"samples/{own}/info?study={self._study}&include=description")["results"]
            return own


def crowd(url: str, study: str, ids: list[str], *, clients: int, pages: int) -> list[str]:
    """Let many clients in at once and return the samples they wrote to; the first failure of one is raised.

    Parameters
    ----------
    url, study, ids
        The server, the study, and the ids of its samples in their order.
    clients
        How many there are.
    pages
        How many pages each of them reads.
    """
    everybody = threading.Barrier(clients)
    visitors = [Visitor(url, study, number) for number in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(lambda visitor: visitor.visit(ids, everybody, pages), visitors))
