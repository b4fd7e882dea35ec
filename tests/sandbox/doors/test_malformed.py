"""Requests that no client should send, byte by byte: the port answers as Jetty does, and goes on answering."""

from __future__ import annotations

import json
import logging
import threading
from typing import TYPE_CHECKING

import pytest

from opencga_frames.sandbox import Sandbox, serve
from tests.sandbox.doors.raw import Line, exchange

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.sandbox.doors.http import ServedSandbox

REST = b"/opencga/webservices/rest/v2/"
PING = b"GET " + REST + b"meta/ping HTTP/1.1\r\nHost: a\r\n"
LOGIN = b"POST " + REST + b"users/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
IN_CHUNKS = LOGIN + b"Transfer-Encoding: chunked\r\n\r\n"
ENOUGH = b'{"user":"owner","password":"Sandbox-2026"}'


def sized(body: bytes, head: bytes = LOGIN) -> bytes:
    """Return a request with a body and its right length."""
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


def chunk(body: bytes) -> bytes:
    """Return a body as one chunk."""
    return b"%x\r\n%s\r\n" % (len(body), body)


def nested(levels: int) -> bytes:
    """Return a login with a field that is so deep."""
    return b'{"user":"owner","x":' + b'{"a":' * levels + b"1" + b"}" * levels + b"}"


#: Name, bytes, and the statuses of the answers.
CASES: list[tuple[str, bytes, list[int]]] = [
    ("length that is a word", LOGIN + b"Content-Length: abc\r\n\r\n", [400]),
    ("length with a fraction", LOGIN + b"Content-Length: 4.5\r\n\r\n1234", [400]),
    ("length in hex", LOGIN + b"Content-Length: 0x10\r\n\r\n", [400]),
    ("length with a comma", LOGIN + b"Content-Length: 4, 4\r\n\r\n1234", [400]),
    ("length with a blank inside", LOGIN + b"Content-Length: 1 0\r\n\r\n", [400]),
    ("empty length", LOGIN + b"Content-Length:\r\n\r\n", [400]),
    ("length below zero counts as none", PING + b"Content-Length: -5\r\n\r\n", [200]),
    ("length above a long", LOGIN + b"Content-Length: 9223372036854775808\r\n\r\n", [400]),
    ("length of 5,000 digits", LOGIN + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", [400]),
    ("length with a plus", sized(ENOUGH, LOGIN).replace(b"Length: ", b"Length: +"), [200]),
    ("length in Arabic digits", LOGIN + "Content-Length: ٣\r\n\r\n".encode(), [400]),
    ("two lengths", LOGIN + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\n12345", [400]),
    ("the same length twice", LOGIN + b"Content-Length: 4\r\nContent-Length: 4\r\n\r\n1234", [400]),
    ("a terabyte announced and closed", LOGIN + b"Content-Length: 1000000000000\r\n\r\n1234", []),
    ("length too long by one and closed", LOGIN + b"Content-Length: 5\r\n\r\n1234", []),
    ("no length at all: an empty body", LOGIN + b"\r\n", [500]),
    ("length too short: the rest is no request", LOGIN + b"Content-Length: 2\r\n\r\n{}rest\r\n\r\n", [500, 400]),
    ("length and chunks", LOGIN + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [400]),
    ("chunks", IN_CHUNKS + chunk(ENOUGH) + b"0\r\n\r\n", [200]),
    ("chunks with extension and trailer", IN_CHUNKS + b"2;a=b\r\n{}\r\n0\r\nX: y\r\n\r\n", [500]),
    ("chunk size that is a word", IN_CHUNKS + b"zz\r\n{}\r\n0\r\n\r\n", [400]),
    ("chunk size below zero", IN_CHUNKS + b"-2\r\n{}\r\n0\r\n\r\n", [400]),
    ("chunk size with a prefix", IN_CHUNKS + b"0x2\r\n{}\r\n0\r\n\r\n", [500]),
    ("chunk size of 2^60", IN_CHUNKS + b"1000000000000000\r\n{}", [413]),
    ("chunk size line without end", IN_CHUNKS + b"1" * 9000, [400]),
    ("chunk longer than announced", IN_CHUNKS + b"1\r\n{}\r\n0\r\n\r\n", [400]),
    ("chunks that stop", IN_CHUNKS + b"5\r\n{}", []),
    ("chunks without last one", IN_CHUNKS + chunk(b"{}"), []),
    ("endless trailer", IN_CHUNKS + b"0\r\n" + b"X: y\r\n" * 3000 + b"\r\n", [413]),
    ("unknown coding", LOGIN + b"Transfer-Encoding: gzip\r\n\r\n", [400]),
    ("chunked not last", LOGIN + b"Transfer-Encoding: chunked, gzip\r\n\r\n", [400]),
    ("chunked twice", LOGIN + b"Transfer-Encoding: chunked, chunked\r\n\r\n", [400]),
    ("body of 1,500 lists", sized(b"[" * 1500 + b"]" * 1500), [400]),
    ("body of 100,000 lists", sized(b"[" * 100_000 + b"]" * 100_000), [400]),
    ("body of 100,000 lists never closed", sized(b"[" * 100_000), [400]),
    ("body of 1,500 objects", sized(nested(1500)), [500]),
    ("body of 100,000 objects", sized(nested(100_000)), [500]),
    ("body of 100,000 objects never closed", sized(nested(100_000)[:-70_000]), [400]),
    ("body of brackets in a string", sized(b'{"user":"' + b"[" * 100_000 + b'","password":"x"}'), [401]),
    ("body that is no UTF-8", sized(b'{"user":"\xff\xfe"}'), [400]),
    ("body of NUL bytes", sized(b"\0" * 100), [400]),
    ("body with a NUL in a string", sized(b'{"user":"a\0b"}'), [400]),
    ("body with a number of 5,000 digits", sized(b'{"user":' + b"9" * 5000 + b"}"), [400]),
    ("body with half a surrogate", sized(b'{"user":"\\ud800"}'), [400]),
    ("body with a byte order mark", sized(b"\xef\xbb\xbf{}"), [400]),
    ("body in UTF-16", sized("{}".encode("utf-16")), [400]),
    ("NUL in the request line", b"GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("NUL in a field", PING + b"X: a\0b\r\n\r\n", [400]),
    ("NUL in a field's name", PING + b"X\0: a\r\n\r\n", [400]),
    ("only NUL bytes", b"\0" * 50, [400]),
    ("NUL, encoded, in the path", b"GET " + REST + b"samples/%00/info HTTP/1.1\r\nHost: a\r\n\r\n", [500]),
    ("request line of 9,000 bytes", b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", [414]),
    ("request line without end", b"GET /" + b"a" * 200_000, [414]),
    ("field of 9,000 bytes", PING + b"X: " + b"a" * 9000 + b"\r\n\r\n", [431]),
    ("1,000 fields", PING + b"".join(b"X-%d: abcde\r\n" % n for n in range(1000)) + b"\r\n", [431]),
    ("a field without colon", PING + b"nonsense\r\n\r\n", [400]),
    ("a field without name", PING + b": x\r\n\r\n", [400]),
    ("a blank before the colon", PING + b"X : y\r\n\r\n", [400]),
    ("a folded field", PING + b"X: a\r\n b\r\n\r\n", [400]),
    ("a lone carriage return", PING + b"X: a\rb\r\n\r\n", [400]),
    ("line feeds only", PING.replace(b"\r", b"") + b"\n", [200]),
    ("blank lines before", b"\r\n\r\n" + PING + b"\r\n", [200]),
    ("a field that is no UTF-8", PING + b"X: \xff\xfe\r\n\r\n", [200]),
    ("no host", b"GET / HTTP/1.1\r\n\r\n", [400]),
    ("HTTP/0.9", b"GET /\r\n", [505]),
    ("HTTP/0.9 by name", b"GET / HTTP/0.9\r\n\r\n", [505]),
    ("HTTP/1.0", b"GET " + REST + b"meta/ping HTTP/1.0\r\n\r\n", [200]),
    ("HTTP/2.0", b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", [426]),
    ("HTTP/9.9", b"GET / HTTP/9.9\r\nHost: a\r\n\r\n", [505]),
    ("another protocol", b"GET / FTP\r\nHost: a\r\n\r\n", [505]),
    ("three blanks and a verb", b"   GET / HTTP/1.1\r\n\r\n", [400]),
    ("a verb alone", b"GET\r\n\r\n", [400]),
    ("a verb and a blank", b"GET \r\n\r\n", [400]),
    ("an unknown verb", PING.replace(b"GET", b"BREW") + b"\r\n", [405]),
    ("a verb in small letters", PING.replace(b"GET", b"get") + b"\r\n", [405]),
    ("a verb with a bracket", PING.replace(b"GET", b"G{T") + b"\r\n", [400]),
    ("TRACE", PING.replace(b"GET", b"TRACE") + b"\r\n", [405]),
    ("CONNECT", b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("a path without slash", b"GET opencga HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("a whole address", PING.replace(REST, b"http://elsewhere" + REST) + b"\r\n", [200]),
    ("bad escape in the path", b"GET " + REST + b"samples/%zz/info HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("half an escape in the path", b"GET " + REST + b"samples/a%2 HTTP/1.1\r\nHost: a\r\n\r\n", [400]),
    ("bad escape in the query", PING.replace(b"ping ", b"ping?a=%zz ") + b"\r\n", [200]),
    ("escapes that are no UTF-8", PING.replace(b"ping ", b"ping?a=%ff%fe ") + b"\r\n", [200]),
    ("bytes that are no UTF-8 in the path", PING.replace(b"ping ", b"ping\xff ") + b"\r\n", [404]),
    ("an address in the query", PING.replace(b"ping ", b"ping?a=http://b/c ") + b"\r\n", [200]),
    ("TLS on a port without", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 40, [400]),
    ("an unknown expectation", PING + b"Expect: tea\r\n\r\n", [417]),
    ("two requests at once", (PING + b"\r\n") * 2, [200, 200]),
    ("fifty requests at once", (PING + b"\r\n") * 50, [200] * 50),
    ("a good and a bad request", PING + b"\r\n" + b"G{T / HTTP/1.1\r\n\r\n", [200, 400]),
    ("a request after one that closes", PING + b"Connection: close\r\n\r\n" + PING + b"\r\n", [200]),
    ("nothing", b"", []),
    ("half a request line", b"GET /open", [400]),
    ("half a head", PING, [400]),
]


@pytest.fixture(scope="module")
def served() -> Iterator[ServedSandbox]:
    with serve(Sandbox(samples=5), idle_seconds=5) as server:
        yield server


@pytest.fixture(autouse=True)
def nothing_printed(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Hold that no traceback reaches the terminal or the log."""
    caplog.set_level(logging.ERROR)
    yield
    assert (capfd.readouterr().err, caplog.records) == ("", [])


def still_answers(served: ServedSandbox) -> bool:
    answer = exchange(served.url, PING + b"\r\n")[0]
    return bool(json.loads(answer.body)["responses"][0]["results"] == ["pong"])


@pytest.mark.parametrize(("data", "statuses"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_answers_as_jetty_and_goes_on(served: ServedSandbox, data: bytes, statuses: list[int]) -> None:
    assert [answer.status for answer in exchange(served.url, data)] == statuses
    assert still_answers(served)


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b"GET /\r\n", b"<h1>Bad Message 505</h1><pre>reason: HTTP/0.9 not supported</pre>"),
        (PING + b"X\0: a\r\n\r\n", b"<h1>Bad Message 400</h1><pre>reason: Illegal character CNTL=0x0</pre>"),
        (PING + b"X : a\r\n\r\n", b"<h1>Bad Message 400</h1><pre>reason: Illegal character SPACE=' '</pre>"),
        (
            LOGIN + b"Content-Length: x\r\n\r\n",
            b"<h1>Bad Message 400</h1><pre>reason: Invalid Content-Length Value</pre>",
        ),
        (
            PING + b"X: " + b"a" * 9000 + b"\r\n\r\n",
            b"<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>",
        ),
    ],
)
def test_says_what_is_wrong_in_the_words_of_jetty(served: ServedSandbox, data: bytes, body: bytes) -> None:
    answer = exchange(served.url, data)[0]
    assert answer.body == body
    assert (answer.headers["Connection"], answer.headers["Server"]) == ("close", "Jetty(9.4.53.v20231009)")


def test_a_client_that_waits_for_a_word_gets_it(served: ServedSandbox) -> None:
    with Line(served.url) as line:
        line.send(LOGIN + b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(ENOUGH))
        word = line.read()
        assert word is not None
        assert word.status == 100
        line.send(ENOUGH)
        answer = line.read()
        assert answer is not None
        assert answer.status == 200


@pytest.mark.parametrize(
    "data",
    [b"", b"GET /op", PING, LOGIN + b"Content-Length: 10\r\n\r\n{", IN_CHUNKS, IN_CHUNKS + b"5\r\n{", PING + b"\r\n"],
    ids=["nothing", "half a line", "half a head", "half a body", "no chunk", "half a chunk", "a whole request"],
)
def test_a_silent_connection_is_closed_and_its_thread_ends(data: bytes) -> None:
    before = set(threading.enumerate())
    with serve(Sandbox(samples=1), idle_seconds=0.2) as served:
        answers = exchange(served.url, data, end=False)
        assert [answer.status for answer in answers] == ([200] if data == PING + b"\r\n" else [])
        assert still_answers(served)
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()


def test_closing_the_server_ends_its_connections() -> None:
    before = set(threading.enumerate())
    served = serve(Sandbox(samples=1))
    with Line(served.url) as line:
        line.send(PING + b"\r\n")
        assert line.read() is not None
        served.close()
        assert line.read() is None
    for thread in set(threading.enumerate()) - before:
        thread.join(5)
        assert not thread.is_alive()
