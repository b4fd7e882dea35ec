"""A server that answers what was recorded and nothing else."""

from __future__ import annotations

import json
import threading
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.doors.offline_server import OfflineServer
from opencga_frames.sandbox.replay.matching import asked_request, differences, nearest
from opencga_frames.sandbox.replay.recorded import RecordedAnswer, RecordedRequest, read_recording

if TYPE_CHECKING:
    from collections.abc import Mapping
    from os import PathLike

    from opencga_frames.sandbox.wire.answers import Wire

__all__ = ["Replay"]

_REMEMBERED = 10_000
_LOGINS = ("users/login", "users/anonymous")


class Replay(OfflineServer):
    """Answers requests as they were answered when they were recorded.

    A request that came several times gets its answers in their order, then the last one again. Anybody may log in.

    Parameters
    ----------
    folder
        What ``oc.record`` wrote.

    Attributes
    ----------
    url : str
        Address the server is believed to have.
    requests : collections.deque of (str, str)
        Verb and path below the version of the last 10,000 calls.

    Raises
    ------
    UsageError
        When the folder is no recording.
    StorageError
        When it is damaged.
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        self.path = "/opencga"
        self.url = f"http://recorded.local{self.path}"
        self.requests: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)
        self._folder = str(folder)
        recorded = read_recording(folder)
        self._token = recorded.token
        self._exchanges = recorded.exchanges
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, (request, _) in enumerate(recorded.exchanges):
            self._places[request.method, request.path].append(place)
        self._given: set[int] = set()
        self._lock = threading.Lock()

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Wire:
        """Answer one request.

        Parameters
        ----------
        method, url
            Verb, and path with query or whole address.
        headers, body
            As they came.
        """
        asked = asked_request(method, url, headers, body)
        self.requests.append((method, asked.path))
        found = self._found(asked)
        if found is not None:
            return found.status, found.headers, found.body
        if asked.method == "POST" and asked.path.startswith(_LOGINS):
            return self._logged_in()
        return self._refused(asked)

    def _found(self, asked: RecordedRequest) -> RecordedAnswer | None:
        with self._lock:
            last = None
            for place in self._places.get((asked.method, asked.path), ()):
                request, answer = self._exchanges[place]
                if differences(request, asked):
                    continue
                last = answer
                if place not in self._given:
                    self._given.add(place)
                    return answer
            return last

    def _logged_in(self) -> Wire:
        """Let anybody in: who recorded had logged in before."""
        row = {"token": self._token, "refreshToken": self._token}
        return self._envelope(200, [], [row])

    def _refused(self, asked: RecordedRequest) -> Wire:
        near = nearest(asked, (request for request, _ in self._exchanges))
        message = f"{asked} was not recorded in {self._folder!r}."
        if near is not None:
            message += f" The nearest recorded request is {near}: {'; '.join(differences(near, asked))}."
        message += " Record it as well, or ask what was recorded."
        event = {
            "type": "ERROR",
            "code": 0,
            "id": "opencga_frames.NotRecordedException",
            "name": "NotRecordedException",
            "message": message,
        }
        return self._envelope(501, [event], [])

    def _envelope(self, status: int, events: list[Any], rows: list[Any]) -> Wire:
        response = {"time": 0, "events": [], "numResults": len(rows), "results": rows, "resultType": ""}
        response |= {"numMatches": len(rows), **self._node()}
        body = {"apiVersion": "v2", "time": 0, "events": events, "params": {}, "responses": [response]}
        return status, {"content-type": "application/json"}, json.dumps(body).encode()

    def _node(self) -> dict[str, Any]:
        """Return the node that the recorded answers name, so that the server has the version that it had."""
        for _, answer in self._exchanges:
            if b'"federationNode"' in answer.body:
                try:
                    return {"federationNode": json.loads(answer.body)["responses"][0]["federationNode"]}
                except (ValueError, LookupError, TypeError):
                    continue
        return {}
