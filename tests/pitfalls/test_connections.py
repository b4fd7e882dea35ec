"""Connections: few, patient for a bounded time, and let go at the end."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading
from typing import NamedTuple

import pytest

from opencga_frames.client import OpenCGAClient
from opencga_frames.errors import (
    BadQueryError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    NotReachableError,
    ServerFaultError,
    TimedOutError,
)
from opencga_frames.sandbox import Sandbox, serve

pytestmark = pytest.mark.enable_socket


def test_a03_ten_calls_use_one_connection(loopback, connect, wire):
    server = loopback(lambda asked: wire.page([{"id": "S1"}]))
    oc = connect(server)
    for _ in range(10):
        oc.samples.search(study="demo@rare:s")
    assert (len(server.asked), server.connections) == (10, 1)


def test_a03_all_resources_and_the_login_share_it(loopback, connect, wire):
    server = loopback(
        lambda asked: wire.granted(wire.token()) if asked.path == "users/login" else wire.page([{"fqn": "a@b:c"}])
    )
    oc = connect(server).login("nadia", "secret-word")
    oc.study("c").info()
    for name in ("samples", "individuals", "families", "cohorts", "files", "jobs"):
        getattr(oc, name).search(study="a@b:c")
    assert (len(server.asked), server.connections) == (8, 1)


def test_a03_a_walk_opens_no_more_connections_than_it_has_workers(loopback, connect, wire):
    rows = [{"id": f"S{n:04}"} for n in range(400)]
    server = loopback(lambda asked: wire.sliced(asked, rows))
    oc = connect(server, page_size=10, workers=3)
    assert len(oc.samples.search(study="demo@rare:s")) == 400
    assert len(server.asked) == 40
    assert server.connections <= 4


def test_a03_leaving_the_client_closes_its_connections(loopback, connect, wire):
    server = loopback(lambda asked: wire.page([]))
    with connect(server) as oc:
        oc.meta.ping()
        pools = oc._transport._session.get_adapter(server.url).poolmanager.pools
        assert len(pools) == 1
    assert len(pools) == 0
    assert server.connections == 1


def test_a04_a_busy_proxy_is_asked_five_times_with_pauses_and_then_told(loopback, connect, clock):
    server = loopback(lambda asked: (504, {"Content-Type": "text/html"}, b"<html><title>504 Gateway</title></html>"))
    with pytest.raises(ServerFaultError, match="504 Gateway"):
        connect(server).samples.search(study="demo@rare:s")
    assert server.calls == ["GET samples/search"] * 5
    assert all(0 < pause <= 30 for pause in clock.pauses)
    assert len(clock.pauses) in {3, 4}  # the first repeat may come at once


def test_a04_retry_after_is_honoured_and_capped(loopback, connect, clock, wire):
    replies = iter([(429, {"Retry-After": "7"}, b""), (503, {"Retry-After": "86400"}, b""), wire.page([{"id": "S1"}])])
    server = loopback(lambda asked: next(replies))
    assert len(connect(server).samples.search(study="demo@rare:s")) == 1
    assert clock.pauses == [7, 30]


def test_a04_data_calls_have_time_limits_by_default(connect, loopback):
    configuration = connect(loopback(lambda asked: None)).configuration
    assert (configuration.connect_timeout, configuration.read_timeout) == (10.0, 120.0)


class Silent(NamedTuple):
    url: str
    listening: socket.socket


@pytest.fixture
def silent():
    """Address and socket of a server that takes the connection and never says a word."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(16)
        yield Silent(f"http://127.0.0.1:{listening.getsockname()[1]}/opencga", listening)


def connections(listening):
    """Count the connections that wait at a socket."""
    listening.setblocking(False)
    count = 0
    with contextlib.suppress(BlockingIOError):
        while True:
            listening.accept()[0].close()
            count += 1
    return count


@pytest.mark.parametrize("call", ["search", "frame", "post", "login"])
def test_b05_a_silent_server_is_given_up_in_time(silent, connect, call, wire):
    oc = connect(silent, token=None if call == "login" else wire.token(), read_timeout=0.2, workers=1)
    calls = {
        "search": lambda: oc.samples.search(study="demo@rare:s"),
        "frame": lambda: oc.samples.frame(study="demo@rare:s"),
        "post": lambda: oc.samples.create({"id": "S1"}, study="demo@rare:s"),
        "login": lambda: oc.login("nadia", "secret-word"),
    }
    with pytest.raises(TimedOutError, match="read_timeout"):
        calls[call]()
    # The time is not waited for again and again; a login is worth one retry.
    assert connections(silent.listening) == (2 if call == "login" else 1)


def test_b05_a_silent_server_does_not_stop_the_other_threads(silent, connect):
    oc = connect(silent, read_timeout=0.2)
    errors = []

    def ask():
        try:
            oc.samples.info(["S1", "S2"], study="demo@rare:s")
        except TimedOutError as error:
            errors.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(errors) == 4


def test_b34_a_closed_port_is_told_with_host_path_and_advice(connect):
    class Nobody:
        url = "http://127.0.0.1:9/opencga"

    with pytest.raises(NotReachableError) as caught:
        connect(Nobody, retries=0).samples.search(study="demo@rare:s")
    assert not isinstance(caught.value, TimedOutError)
    text = str(caught.value)
    assert "http://127.0.0.1:9/opencga" in text
    assert "samples/search" in text
    assert "Check the address and port" in text


@pytest.mark.parametrize(
    ("user", "call", "error", "status"),
    [
        ("nobody-yet", lambda oc, s: oc.samples.search(study=s), NotAuthenticatedError, 401),
        ("stranger", lambda oc, s: oc.samples.search(study=s), NotAllowedError, 403),
        ("viewer", lambda oc, s: oc.samples.search(study="demo@rare:nonesuch"), NotFoundError, 500),
        ("viewer", lambda oc, s: oc.samples.info("nonesuch", study=s), NotFoundError, 400),
        ("viewer", lambda oc, s: oc.call("GET", "nonesuch/search"), NotFoundError, 404),
        ("viewer", lambda oc, s: oc.call("GET", "samples/search", {"study": s, "limit": 9000}), BadQueryError, 404),
        ("viewer", lambda oc, s: oc.call("GET", "samples/search", {"study": s, "nonesuch": 1}), BadQueryError, 500),
        ("viewer", lambda oc, s: oc.meta.fail(), ServerFaultError, 500),
    ],
)
def test_b34_every_failure_has_its_class_and_names_host_path_and_advice(sandbox, connect, *, user, call, error, status):
    oc = connect(sandbox)
    if user == "nobody-yet":
        with pytest.raises(error) as caught:
            oc.login("viewer", "wrong", organization="demo")
    else:
        oc.login(user, "Sandbox-2026", organization="demo")
        with pytest.raises(error) as caught:
            call(oc, sandbox.study)
    found = caught.value
    assert type(found) is error
    assert found.status == status
    assert found.host == sandbox.url
    assert f" {found.path} at {sandbox.url}, status {status}]" in str(found) or found.missing == ["nonesuch"]
    assert found.path.split("/")[0] in {"users", "samples", "nonesuch", "meta"}


def test_b34_reading_timeouts_are_not_a_kind_of_server_fault():
    assert not issubclass(TimedOutError, ServerFaultError)
    assert issubclass(TimedOutError, NotReachableError)


def test_a22_an_upload_sends_the_base_name_over_the_same_connection(loopback, connect, wire, tmp_path):
    folder = tmp_path / "patients of dr who"
    folder.mkdir()
    file = folder / "calls.vcf"
    file.write_bytes(b"##fileformat=VCFv4.2\n")
    server = loopback(lambda asked: wire.page([{"id": "calls.vcf"}]))
    oc = connect(server, token=wire.token(), cookies={"SSO": "crumb"})
    oc.samples.search(study="demo@rare:s")
    oc.files.upload(file=file, study="demo@rare:s")
    upload = server.asked[-1]
    assert (upload.method, upload.path, server.connections) == ("POST", "files/upload", 1)
    assert b'filename="calls.vcf"' in upload.body
    assert b"patients of dr who" not in upload.body + upload.target.encode()
    assert b"##fileformat=VCFv4.2\n" in upload.body
    assert upload.bearer == wire.token()
    assert "SSO=crumb" in upload.headers["cookie"]


def test_d01_the_sandbox_writes_an_answer_in_one_piece():
    """Header and body in separate writes would make every kept-alive call wait for a delayed acknowledgement."""
    with serve(Sandbox(samples=3)) as server:
        port = int(server.url.split(":")[2].partition("/")[0])
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            for _ in range(3):
                connection.sendall(b"GET /opencga/webservices/rest/v2/meta/ping HTTP/1.1\r\nHost: x\r\n\r\n")
                first = connection.recv(65536)
                head, _, body = first.partition(b"\r\n\r\n")
                assert f"Content-Length: {len(body)}".encode() in head
                assert b"pong" in body


def test_d01_no_small_packet_waits_for_an_acknowledgement(monkeypatch):
    """With Nagle's algorithm at either end a kept-alive call takes 40 ms, however small it is."""
    ends = []
    accept = socketserver.TCPServer.get_request

    def noted(port):
        connection, address = accept(port)
        ends.append(connection)
        return connection, address

    monkeypatch.setattr(socketserver.TCPServer, "get_request", noted)
    with serve(Sandbox(samples=3)) as server, OpenCGAClient({"rest": {"host": server.url}}) as oc:
        for _ in range(3):
            oc.meta.ping()
        pools = oc._transport._session.get_adapter(server.url).poolmanager.pools
        (key,) = pools.keys()
        kept = pools[key].pool.get_nowait()
        pools[key].pool.put(kept)
        assert len(ends) == 1
        assert [end.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) > 0 for end in (kept.sock, *ends)] == [True] * 2
