"""A forked process has connections and locks of its own."""

from __future__ import annotations

import multiprocessing
import os
import threading
import warnings
from typing import TYPE_CHECKING, Any

import pytest
import requests

from opencga_frames import ClientConfiguration, OpenCGAClient
from opencga_frames.ground.process import ProcessLock

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
#: Seconds after which a child that hangs is given up.
PATIENCE = 20


def in_child(work: Callable[[], Any]) -> Any:
    """Fork, do the work in the child, and give what it returned."""
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send(work()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of the parent are the point here
        child.start()
    try:
        assert receiver.poll(PATIENCE), "the child hangs"
        return receiver.recv()
    finally:
        child.kill()
        child.join()


@pytest.fixture
def about_itself(wire, loopback):
    """A server whose rows say on which connection they went, and for which id."""

    def answer(asked):
        return wire.page([{"id": name, "description": str(asked.connection)} for name in asked.ids])

    return loopback(answer)


def client_of(server: Any, **values: Any) -> OpenCGAClient:
    configuration = ClientConfiguration({"rest": {"host": server.url}, "version_check": "off"}, environ={})
    return OpenCGAClient(configuration, token="a.b.c", **values)


@pytest.mark.parametrize("session", [None, requests.Session], ids=["own session", "session of the caller"])
def test_a_child_speaks_on_connections_of_its_own(about_itself, session):
    with client_of(about_itself, **({"session": session()} if session else {})) as oc:

        def connection():
            return oc.samples.info("S1", study="s").results()[0]["description"]

        first = connection()
        other = in_child(connection)
        assert other != first
        assert connection() == first
        assert about_itself.connections == 2


def test_many_children_at_once_get_their_own_rows(about_itself):
    with client_of(about_itself) as oc:
        oc.samples.info("S1", study="s")

        def wrong():
            names = [f"{os.getpid()}-{number}" for number in range(25)]
            return [name for name in names if oc.samples.info(name, study="s").results()[0]["id"] != name]

        found: list[Any] = []
        threads = [threading.Thread(target=lambda: found.append(in_child(wrong))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert found == [[], [], [], []]


def test_a_fork_during_a_login_does_not_hang_the_child(wire, loopback):
    arrived, go_on = threading.Event(), threading.Event()

    def answer(asked):
        if asked.path == "users/login":
            if not arrived.is_set():
                arrived.set()
                go_on.wait(PATIENCE)
            return wire.granted(wire.token())
        return wire.page([{"id": name} for name in asked.ids])

    server = loopback(answer)
    known = {"rest": {"host": server.url}, "version_check": "off", "user": "nadia", "password": "secret"}
    with OpenCGAClient(ClientConfiguration(known, environ={})) as oc:

        def ask():
            return [row["id"] for row in oc.samples.info("S1", study="s")]

        rows: list[Any] = []
        slow = threading.Thread(target=lambda: rows.append(ask()))
        slow.start()
        assert arrived.wait(PATIENCE)
        try:
            assert in_child(ask) == ["S1"]
        finally:
            go_on.set()
            slow.join()
        assert rows == [["S1"]]


@pytest.mark.parametrize("workers", [1, 4])
def test_a_walk_goes_on_in_a_child_and_in_its_parent(wire, loopback, workers):
    rows = [{"id": f"S{number:03}"} for number in range(300)]
    forked = multiprocessing.get_context("fork").Event()

    def answer(asked):
        if int(asked.query.get("skip", 0)) > 100 and not forked.is_set():
            forked.wait(PATIENCE)  # under way in threads of the parent, which a child does not have
        return wire.sliced(asked, rows)

    server = loopback(answer)
    with client_of(server) as oc:
        batches = oc.samples.scan(study="s@p:s", page_size=20, workers=workers).batches(rows=20)
        before = [name for _ in range(2) for name in next(batches)["sample_id"].to_pylist()]

        def rest():
            forked.set()
            return [name for batch in batches for name in batch["sample_id"].to_pylist()]

        found = in_child(rest)
        assert before + found == [row["id"] for row in rows]
        assert before + rest() == [row["id"] for row in rows]


def test_a_walk_that_a_child_drops_goes_on_in_its_parent(wire, loopback):
    rows = [{"id": f"S{number:03}"} for number in range(300)]
    server = loopback(lambda asked: wire.sliced(asked, rows))
    with client_of(server) as oc:
        batches = oc.samples.scan(study="s@p:s", page_size=20, workers=4).batches(rows=20)
        before = next(batches)["sample_id"].to_pylist()
        assert in_child(batches.close) is None
        assert before + [n for batch in batches for n in batch["sample_id"].to_pylist()] == [row["id"] for row in rows]


def test_a_lock_held_by_the_parent_is_free_in_the_child():
    lock = ProcessLock()

    def take():
        with lock.held():
            return True

    with lock.held():
        assert in_child(take) is True
