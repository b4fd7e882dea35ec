"""Two hundred clients at once: none is refused, each gets its own answers, and nothing is left of them."""

from __future__ import annotations

import threading

from opencga_frames.sandbox import Sandbox, serve
from tests.sandbox.conftest import Client
from tests.sandbox.doors.crowd import crowd


def test_two_hundred_clients_at_once() -> None:
    sandbox = Sandbox(samples=250)
    owner = Client(sandbox, "owner")
    ids = [row["id"] for row in owner.rows("samples/search", include="id", limit=1000)]
    before = set(threading.enumerate())
    with serve(sandbox) as served:
        written = crowd(served.url, sandbox.study, ids, clients=200, pages=2)
    assert written == ids[:200]
    rows = owner.rows("samples/search", include="id,description", limit=1000)
    assert [row["description"] for row in rows[:200]] == [f"visited by {number}" for number in range(200)]
    for thread in set(threading.enumerate()) - before:
        thread.join(10)
        assert not thread.is_alive()
