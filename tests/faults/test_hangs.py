"""Nothing hangs: a drip ends, and close, a first error, Ctrl-C and the end of the program are obeyed at once.

The waits are far longer than what is promised (a second), since machines that run tests are busy; without the promise
each of them would last for ever.
"""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from opencga_frames.errors import NotReachableError, OpenCGAError, ServerFaultError, TimedOutError
from opencga_frames.rest.walk.prefetch import THREAD_NAME

pytestmark = pytest.mark.enable_socket

FOR_EVER = 20.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
ROWS = [{"id": f"S{n:04}"} for n in range(400)]


def envelope(rows, matches=-1):
    return json.dumps({"responses": [{"numMatches": matches, "results": rows}]}).encode()


def skip_of(target):
    return int(parse_qs(urlsplit(target).query).get("skip", ["0"])[0])


def own_threads():
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(THREAD_NAME)]


def in_thread(run):
    """Run something beside the test; give the thread and what it raised."""
    raised = []

    def catch():
        try:
            run()
        except BaseException as error:  # noqa: BLE001 - the test looks at it
            raised.append(error)

    thread = threading.Thread(target=catch, daemon=True)
    thread.start()
    return thread, raised


def first_page_only(then):
    """Answer the first page, and treat the others as said."""

    def behave(line, target, _body):
        if skip_of(target) == 0:
            return line.answer(envelope(ROWS[:50], 400))
        return then(line, target)

    return behave


# --- a drip ----------------------------------------------------------------------------------------------------------

LONG = b" " * 2_000
DRIPS = {
    "status line": (b"", b"HTTP/1.1 200 " + LONG),
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-Padding: " + LONG),
    "continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 90),
    "body": (HEAD + b"Content-Length: 5000\r\n\r\n", LONG),
    "body without a length": (HEAD + b"Connection: close\r\n\r\n", LONG),
    "size of a chunk": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 2_000),
    "chunks": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 400),
    "packed body": (
        HEAD + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n",
        gzip.compress(os.urandom(2_000), mtime=0),
    ),
}


@pytest.mark.parametrize("stage", DRIPS)
def test_a_drip_times_out_at_every_stage(faulty, client, stage):
    at_once, slowly = DRIPS[stage]
    server = faulty(lambda line, *_: (line.send(at_once), line.drip(slowly), "close")[-1])
    oc = client(server, read_timeout=1.0)
    thread, raised = in_thread(oc.meta.ping)
    thread.join(FOR_EVER)
    assert [type(error) for error in raised] == [TimedOutError]
    assert "too slowly" in str(raised[0])


@pytest.mark.parametrize("stage", ["headers", "body", "chunks"])
def test_a_drip_times_out_on_a_session_of_the_caller_too(faulty, client, stage):
    at_once, slowly = DRIPS[stage]
    server = faulty(lambda line, *_: (line.send(at_once), line.drip(slowly), "close")[-1])
    with requests.Session() as session:
        adapter = session.get_adapter(server.url)
        thread, raised = in_thread(client(server, session=session, read_timeout=1.0).meta.ping)
        thread.join(FOR_EVER)
        assert [type(error) for error in raised] == [TimedOutError]
        assert session.get_adapter(server.url) is adapter


def test_calls_of_their_own_on_a_session_of_the_caller_wait_as_before(faulty, client):
    server = faulty(lambda line, *_: (line.send(HEAD + b"Content-Length: 2\r\n\r\n"), line.drip(b"ok")))
    with requests.Session() as session:
        client(server, session=session, read_timeout=0.1)
        assert session.get(server.url, timeout=5).text == "ok"


def test_a_drip_of_a_download_times_out_and_leaves_the_older_file(faulty, client, tmp_path):
    octets = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 9000\r\n\r\n"
    server = faulty(lambda line, *_: (line.send(octets), line.drip(LONG)))
    target = tmp_path / "reads.bam"
    target.write_bytes(b"older")
    oc = client(server, read_timeout=1.0)
    thread, raised = in_thread(lambda: oc.files.download("reads.bam", to=target, size=9_000))
    thread.join(FOR_EVER)
    assert [type(error) for error in raised] == [TimedOutError]
    assert (target.read_bytes(), len(list(tmp_path.iterdir()))) == (b"older", 1)


def test_any_pace_may_be_allowed(faulty, client):
    body = envelope([])
    cut = len(body) - 12
    at_once = HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body[:cut]
    server = faulty(lambda line, *_: (line.send(at_once), line.drip(body[cut:])))
    oc = client(server, read_timeout=1.0, min_bytes_per_second=0)
    assert oc.meta.ping().num_results() == 0


# --- the first error, close, leaving the loop ------------------------------------------------------------------------


def test_the_first_failing_page_does_not_wait_for_the_others(faulty, client):
    def others(line, target):
        if 110 < skip_of(target) < 160:  # the third page of eight
            return line.send(b"HTTP/1.1 500 Failed\r\nContent-Length: 0\r\n\r\n")
        return line.stall()

    oc = client(faulty(first_page_only(others)), page_size=50, workers=4)
    thread, raised = in_thread(lambda: oc.samples.search(study="north@rare:wgs"))
    thread.join(FOR_EVER)
    assert [type(error) for error in raised] == [ServerFaultError]
    assert own_threads() == []


@pytest.mark.parametrize("state", ["single call", "walk", "download"])
def test_close_ends_what_is_under_way(faulty, client, tmp_path, state):
    server = faulty(first_page_only(lambda line, _: line.stall()) if state == "walk" else lambda line, *_: line.stall())
    oc = client(server, page_size=50, workers=3)
    runs = {
        "single call": oc.meta.ping,
        "walk": lambda: oc.samples.search(study="north@rare:wgs"),
        "download": lambda: oc.files.download("reads.bam", to=tmp_path / "reads.bam", size=1),
    }
    thread, raised = in_thread(runs[state])
    for _ in range(3 if state == "walk" else 1):
        assert server.stalled.acquire(timeout=FOR_EVER)
    oc.close()
    thread.join(FOR_EVER)
    assert [type(error) for error in raised] == [NotReachableError]
    assert "closed" in str(raised[0])
    assert own_threads() == []


def test_close_ends_a_walk_on_a_session_of_the_caller(faulty, client):
    server = faulty(first_page_only(lambda line, _: line.stall()))
    with requests.Session() as session:
        oc = client(server, session=session, page_size=50, workers=3)
        thread, raised = in_thread(lambda: oc.samples.search(study="north@rare:wgs"))
        for _ in range(3):
            assert server.stalled.acquire(timeout=FOR_EVER)
        oc.close()
        thread.join(FOR_EVER)
    assert [type(error) for error in raised] == [NotReachableError]
    assert own_threads() == []


@pytest.fixture
def slow_names(monkeypatch):
    """Names of hosts that are looked up until the test is over."""
    asked, over = threading.Event(), threading.Event()
    find = socket.getaddrinfo

    def look_up(*arguments, **options):
        asked.set()
        over.wait(FOR_EVER)
        return find(*arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield asked
    over.set()


def test_close_ends_the_look_up_of_a_host(faulty, client, slow_names):
    oc = client(faulty(lambda line, *_: line.answer(envelope([]))))
    thread, raised = in_thread(oc.meta.ping)
    assert slow_names.wait(FOR_EVER)
    oc.close()
    thread.join(FOR_EVER / 2)
    assert [type(error) for error in raised] == [NotReachableError]


def test_the_look_up_of_a_host_takes_no_longer_than_a_connection_may(faulty, client, slow_names):
    oc = client(faulty(lambda line, *_: line.answer(envelope([]))), connect_timeout=0.2)
    thread, raised = in_thread(oc.meta.ping)
    thread.join(FOR_EVER / 2)
    assert [type(error) for error in raised] == [TimedOutError]


def test_close_ends_the_pause_before_a_retry(faulty, client):
    busy = b"HTTP/1.1 503 Busy\r\nRetry-After: 25\r\nContent-Length: 0\r\n\r\n"
    asked = threading.Event()
    server = faulty(lambda line, *_: (line.send(busy), asked.set()))
    oc = client(server, retries=4)
    thread, raised = in_thread(oc.meta.ping)
    assert asked.wait(FOR_EVER)
    oc.close()
    thread.join(FOR_EVER)
    assert [type(error) for error in raised] == [NotReachableError]


def test_leaving_a_walk_early_leaves_no_thread(faulty, client):
    server = faulty(first_page_only(lambda line, _: line.stall()))
    oc = client(server, page_size=50, workers=4)
    for _ in oc.samples.scan(study="north@rare:wgs").batches():
        break
    assert own_threads() == []


def test_one_attempt_to_log_in_serves_all_threads(faulty, client):
    gate = threading.Event()

    def behave(line, target, _body):
        if "users/login" in target:
            assert gate.wait(FOR_EVER)
        return "close"

    server = faulty(behave)
    oc = client(server, user="nadia", password="quite-secret", organization="north")
    calls = [in_thread(oc.meta.ping) for _ in range(8)]
    threading.Event().wait(0.5)  # most of them wait for the lock by now; one that does not is served as well
    gate.set()
    for thread, raised in calls:
        thread.join(FOR_EVER)
        assert [type(error) for error in raised] == [NotReachableError]
    assert sum("users/login" in target for target in server.asked) <= 4


# --- Ctrl-C and the end of the program, in processes of their own ----------------------------------------------------

PROGRAM = """
import sys, threading
from opencga_frames.client import OpenCGAClient
oc = OpenCGAClient({"rest": {"host": sys.argv[1]}, "version_check": "off", "page_size": 50, "workers": 4,
                    "session_folder": "/no", "token": "a-token-of-mine", "retries": 4})
def walk():
    return oc.samples.search(study="north@rare:wgs")
def login():
    oc.login("nadia", "quite-secret-word")
def scan():
    for batch in oc.samples.scan(study="north@rare:wgs").batches():
        pass
def job():
    oc.job("j1", study="north@rare:wgs").wait(timeout=600)
def download():
    oc.files.download("x.bam", to=sys.argv[3], size=1)
def look_up():
    import socket, time
    def find(*_, **__):
        # Looks a name up for ever, and tells the server of the test.
        plain = socket.socket()
        plain.connect(place)
        plain.sendall(b"GET /x HTTP/1.1\\r\\n\\r\\n")
        time.sleep(600)
    place = (sys.argv[1].split("/")[2].split(":")[0], int(sys.argv[1].split(":")[2].split("/")[0]))
    socket.getaddrinfo = find
    oc.meta.ping()
run = globals()[sys.argv[2]]
"""
INTERRUPTED = (
    PROGRAM
    + """
import traceback
try:
    run()
except KeyboardInterrupt as error:
    link, shown = error, ""
    while link is not None:
        told = traceback.TracebackException.from_exception(link, capture_locals=True)
        shown += "".join(f"{frame.locals}" for frame in told.stack if frame.filename != "<string>")
        link = link.__cause__ or link.__context__
    # A look-up that is under way cannot be ended: it is left behind, alone.
    others = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
    left = [thread.name for thread in others if run is not globals()["look_up"] or thread.name != "connecting"]
    print("interrupted", left, "secret-word" in shown or "token-of-mine" in shown)
"""
)


def run_program(text, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", text, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def drip_body(line, _target):
    line.send(HEAD + b"Content-Length: 90000\r\n\r\n")
    line.count()
    line.drip(LONG)


def busy(line, _target):
    line.send(b"HTTP/1.1 503 Busy\r\nRetry-After: 25\r\nContent-Length: 0\r\n\r\n")
    line.count()


STATES = {
    "stalled walk": ("walk", first_page_only(lambda line, _: line.stall()), 4),
    "dripping walk": ("walk", first_page_only(drip_body), 4),
    "walk that waits to retry": ("walk", first_page_only(busy), 4),
    "stalled scan": ("scan", first_page_only(lambda line, _: line.stall()), 4),
    "stalled first page": ("walk", lambda line, *_: line.stall(), 1),
    "stalled login": ("login", lambda line, *_: line.stall(), 1),
    "stalled wait for a job": ("job", lambda line, *_: line.stall(), 1),
    "look-up of a host": ("look_up", lambda line, *_: line.stall(), 1),
    "stalled download": ("download", lambda line, *_: line.stall(), 1),
}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize("state", STATES)
def test_ctrl_c_is_obeyed(faulty, tmp_path, state):
    run, behave, stalled = STATES[state]
    server = faulty(behave)
    process = run_program(INTERRUPTED, server.url, run, str(tmp_path / "x.bam"))
    for _ in range(stalled):
        assert server.stalled.acquire(timeout=60)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=FOR_EVER)
    assert (out.strip(), process.returncode) == ("interrupted [] False", 0), err
    assert list(tmp_path.iterdir()) == []


def test_a_program_ends_although_a_walk_goes_on_in_a_daemon_thread(faulty):
    server = faulty(first_page_only(lambda line, _: line.stall()))
    text = PROGRAM + "threading.Thread(target=run, daemon=True).start()\ninput()\nprint('over')"
    process = subprocess.Popen(
        [sys.executable, "-c", text, server.url, "walk"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _ in range(4):
        assert server.stalled.acquire(timeout=60)
    out, err = process.communicate("\n", timeout=FOR_EVER)
    assert (out.strip(), process.returncode) == ("over", 0), err


# --- jobs ------------------------------------------------------------------------------------------------------------


def test_the_time_given_to_wait_for_a_job_bounds_each_question(faulty, client):
    oc = client(faulty(lambda line, *_: line.stall()))
    thread, raised = in_thread(lambda: oc.job("j1", study="north@rare:wgs").wait(timeout=1.5))
    thread.join(FOR_EVER)
    assert [type(error) for error in raised] == [TimedOutError]
    assert "Not ended after 1.5 s: 'j1'" in str(raised[0])


@pytest.mark.parametrize(
    "document",
    [
        {"id": "j1", "internal": "DONE"},
        {"id": "j1", "internal": {"status": ["ERROR"]}, "status": 3},
        {"id": "other"},
        "j1",
    ],
    ids=["internal is text", "status is a list", "another job", "no object"],
)
def test_documents_of_another_shape_are_our_error(faulty, client, document):
    oc = client(faulty(lambda line, *_: line.answer(envelope([document]))))
    with pytest.raises(OpenCGAError):
        oc.job("j1", study="north@rare:wgs").wait(timeout=0, poll=0.05)
