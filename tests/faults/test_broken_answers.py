"""Answers that are broken, endless or built to hurt end as one error of this package; a file is whole or not there."""

from __future__ import annotations

import gzip
import json
import threading
import warnings
import zlib

import pytest

from opencga_frames import RestResponse
from opencga_frames.auth.token import Token
from opencga_frames.clinical.case_review import _rank
from opencga_frames.errors import (
    BadQueryError,
    NotReachableError,
    OpenCGAError,
    OpenCGAWarning,
    StorageError,
    UnreadableAnswerError,
)
from opencga_frames.frames.schema.coerce import to_float
from opencga_frames.frames.schema.credentials import mask_members
from opencga_frames.ground.secret import Mask, mask
from opencga_frames.parquet import Provenance
from opencga_frames.rest.learning.merge import _PLACEHOLDER as IN_PATHS
from opencga_frames.rest.learning.parts import _PLACEHOLDER as IN_TEMPLATES
from opencga_frames.rest.request.versions import numbers
from opencga_frames.rest.transport.download import _told_names
from opencga_frames.rest.transport.failures import failure
from opencga_frames.rest.wire.envelope import without_secrets
from opencga_frames.rest.wire.message import Reply, Request

JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
OCTETS = b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\n"
CONTENT = bytes(range(256)) * 64


def length(number):
    return b"Content-Length: %d\r\n\r\n" % number


def envelope(rows: bytes) -> bytes:
    return b'{"responses": [{"numResults": 1, "numMatches": 1, "results": [' + rows + b"]}]}"


def whole(head, body):
    return head + length(len(body)) + body


# --- answers ---------------------------------------------------------------------------------------------------------

DEEP = b"[" * 1_500 + b"]" * 1_500
BOMB = zlib.compressobj(9, zlib.DEFLATED, 31)
BOMBED = BOMB.compress(b" " * 50_000_000) + BOMB.flush()
BROKEN = {
    "nested deeply": whole(JSON, DEEP),
    "rows nested deeply": whole(JSON, envelope(DEEP)),
    "objects nested deeply": whole(JSON, envelope(b'{"a":' * 1_500 + b"1" + b"}" * 1_500)),
    "no JSON": whole(JSON, b"{"),
    "empty": whole(JSON, b""),
    "closed inside the headers": b"HTTP/1.1 200 OK\r\nContent-Type: application/js",
    "closed after the status": b"HTTP/1.1 200 OK\r\n",
    "shorter than told": JSON + length(500) + b"{}",
    "cut inside a chunk": JSON + b"Transfer-Encoding: chunked\r\n\r\n40\r\n{}",
    "no number for a chunk": JSON + b"Transfer-Encoding: chunked\r\n\r\nmany\r\n{}",
    "packed and cut": whole(JSON + b"Content-Encoding: gzip\r\n", gzip.compress(envelope(b""))[:-9]),
    "packed and empty": whole(JSON + b"Content-Encoding: gzip\r\n", b""),
    "not packed as told": whole(JSON + b"Content-Encoding: gzip\r\n", envelope(b"")),
    "packed in an unknown way": whole(JSON + b"Content-Encoding: zz\r\n", envelope(b"")),
    "a bomb": whole(JSON + b"Content-Encoding: gzip\r\n", BOMBED),
    "a bomb in a bomb": whole(JSON + b"Content-Encoding: gzip, gzip\r\n", gzip.compress(BOMBED)),
    "larger than allowed": JSON + length(10**15) + b" " * 1_000,
    "no length that is a number": JSON + b"Content-Length: many\r\n\r\n",
    "endless headers": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5_000,
    "no HTTP": b"SSH-2.0-OpenSSH_9.0\r\n\r\n",
    "a status that is none": b"HTTP/1.1 two OK\r\n\r\n",
}


@pytest.mark.enable_socket
@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("call", ["ping", "search", "login"])
def test_a_broken_answer_is_one_error_of_ours(faulty, client, kind, call):
    server = faulty(lambda line, *_: (line.send(BROKEN[kind]), "close")[-1])
    oc = client(server, max_answer_bytes=1_000_000)
    calls = {
        "ping": oc.meta.ping,
        "search": lambda: oc.samples.search(study="s").results(),
        "login": lambda: oc.login("nadia", "secret-word"),
    }
    with pytest.raises(OpenCGAError) as caught:
        calls[call]()
    assert str(caught.value)
    assert call == "login" or "token" not in str(caught.value)


@pytest.mark.enable_socket
def test_an_endless_body_ends_at_the_size_allowed(faulty, client):
    def behave(line, *_):
        line.send(JSON + b"Connection: close\r\n\r\n")
        while True:
            line.send(b" " * 65_536)

    with pytest.raises(UnreadableAnswerError, match=r"more than 3,000,000 bytes.*'max_answer_bytes'"):
        client(faulty(behave), max_answer_bytes=3_000_000).meta.ping()


@pytest.mark.enable_socket
def test_what_is_within_the_size_allowed_arrives(faulty, client):
    rows = b",".join(b'{"id": "S%d"}' % number for number in range(2_000))
    packed = gzip.compress(envelope(rows)[:20_000]) + gzip.compress(envelope(rows)[20_000:]) + b"\0" * 8
    server = faulty(lambda line, *_: line.send(whole(JSON + b"Content-Encoding: gzip\r\n", packed)))
    answer = client(server, max_answer_bytes=len(envelope(rows))).call("GET", "samples/search")
    assert len(answer.results()) == 2_000


@pytest.mark.parametrize("raw", [False, True])
def test_deflate_in_either_format(scripted, connect, wire, *, raw):
    packer = zlib.compressobj(wbits=-15 if raw else 15)
    body = packer.compress(envelope(b'{"id": "S1"}')) + packer.flush()
    server = scripted(lambda _: (200, {"Content-Type": "application/json", "Content-Encoding": "deflate"}, body))
    assert connect(server).call("GET", "samples/search").results() == [{"id": "S1"}]


NUMBERS = {
    "5,000 digits": b"9" * 5_000,
    "5,000 digits and a fraction": b"9" * 5_000 + b".5",
    "beyond any double": b"1e400",
}


@pytest.mark.filterwarnings("ignore::opencga_frames.errors.OpenCGAWarning")
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("place", ["results", "frame", "numMatches", "time", "code"])
def test_a_number_of_any_length_is_read_or_our_error(scripted, connect, place, number):
    content = {
        "numMatches": b'{"responses": [{"numMatches": %b, "results": []}]}',
        "time": b'{"time": %b, "responses": [{"results": []}]}',
        "code": b'{"events": [{"type": "ERROR", "code": %b}], "responses": []}',
    }.get(place, b'{"responses": [{"numMatches": 1, "results": [{"id": "S1", "version": %b}]}]}')
    server = scripted(lambda _: (200, {"Content-Type": "application/json"}, content % NUMBERS[number]))
    oc = connect(server, version_check="off")
    try:
        answer = oc.samples.search(study="s")
        answer.frame() if place == "frame" else answer.results()
    except OpenCGAError:
        answer = None  # either is right; anything else fails
    assert answer is None or answer.num_results() in {0, 1}


@pytest.mark.parametrize("claim", ["9" * 400, "1e999", "-1", '"soon"', "[1]", "null", "true"])
def test_an_expiry_of_any_shape_is_a_token(claim):
    import base64

    claims = base64.urlsafe_b64encode(f'{{"sub": "nadia", "exp": {claim}}}'.encode()).decode().rstrip("=")
    token = Token.from_text(f"eyJhbGciOiJIUzI1NiJ9.{claims}.c2ln")
    assert token.user == "nadia"
    assert isinstance(token.expires_within(60, 0), bool)


# --- retries ---------------------------------------------------------------------------------------------------------


def test_a_body_that_is_too_large_is_not_sent_again(scripted, connect):
    server = scripted(lambda _: (413, {"Retry-After": "1"}, b""))
    with pytest.raises(BadQueryError):
        connect(server).meta.ping()
    assert len(server.asked) == 1


@pytest.mark.enable_socket
def test_neither_over_a_socket(loopback, connect):
    server = loopback(lambda _: (413, {"Retry-After": "0"}, b""))
    with pytest.raises(BadQueryError):
        connect(server).meta.ping()
    assert len(server.asked) == 1


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("3600", 30.0),
        ("9" * 400, 30.0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 30.0),
        ("Wed, 21 Oct 2099 07:28:00 -0000", 30.0),
        ("Wednesday, 21-Oct-99 07:28:00 GMT", None),
        ("Wed, 21 Oct 1999 07:28:00 GMT", None),
        ("Wed, 99 Oct 99999 07:28:00 GMT", None),
        ("-5", None),
        ("nan", None),
        ("inf", None),
        ("soon", None),
        ("\xb2", None),
        ("", None),
    ],
)
def test_a_pause_that_is_asked_for_in_any_form(loopback, connect, clock, *, told, seconds):
    replies = iter([(503, {"Retry-After": told}, b"")])
    server = loopback(lambda _: next(replies, (200, {"Content-Type": "application/json"}, envelope(b""))))
    assert connect(server, version_check="off").meta.ping().num_results() == 0
    paused = [pause for pause in clock.pauses if pause >= 1.0]
    assert paused == ([] if seconds is None else [pytest.approx(seconds)])


# --- downloads -------------------------------------------------------------------------------------------------------

PAGE = b"\n<!DOCTYPE html><html><title>Sign in</title></html>"
NO_FILE = {
    "closed inside the headers": OCTETS[:-20],
    "closed before the length": OCTETS,
    "shorter than told": OCTETS + length(len(CONTENT)) + CONTENT[:500],
    "told shorter than it is": OCTETS + length(500) + CONTENT,
    "without a length and cut": OCTETS + b"Connection: close\r\n\r\n" + CONTENT[:500],
    "cut inside a chunk": OCTETS + b"Transfer-Encoding: chunked\r\n\r\n4000\r\n" + CONTENT[:500],
    "chunks that end early": OCTETS + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "packed and cut": whole(OCTETS + b"Content-Encoding: gzip\r\n", gzip.compress(CONTENT)[:-12]),
    "packed and empty": whole(OCTETS + b"Content-Encoding: gzip\r\n", b""),
    "packed in an unknown way": whole(OCTETS + b"Content-Encoding: zz\r\n", CONTENT),
    "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "reset content": b"HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n",
    "accepted": b"HTTP/1.1 202 Accepted\r\nContent-Type: text/plain\r\n" + length(2) + b"ok",
    "part of it": b"HTTP/1.1 206 Partial Content\r\n" + length(500) + CONTENT[:500],
    "a page": whole(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", PAGE),
    "a page under another name": whole(OCTETS, PAGE),
    "a page as text": whole(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n", PAGE),
    "a page without a type": whole(b"HTTP/1.1 200 OK\r\n", PAGE),
    "empty": OCTETS + length(0),
}


def record(size):
    return envelope(b'{"id": "a.bam", "size": %d}' % size)


@pytest.mark.enable_socket
@pytest.mark.parametrize("fault", NO_FILE)
def test_what_is_no_whole_file_leaves_the_older_one(faulty, client, tmp_path, fault):
    def behave(line, target, _body):
        line.send(NO_FILE[fault] if "/download" in target else whole(JSON, record(len(CONTENT))))
        return "close"

    target = tmp_path / "a.bam"
    target.write_bytes(b"older")
    with pytest.raises(OpenCGAError) as caught:
        client(faulty(behave)).files.download("data/a.bam", study="s", to=target)
    assert isinstance(caught.value, (NotReachableError, UnreadableAnswerError))
    assert [path.name for path in tmp_path.iterdir()] == ["a.bam"]
    assert target.read_bytes() == b"older"


@pytest.mark.parametrize("size", [len(CONTENT), 0, len(CONTENT) - 10])
def test_a_whole_file_is_kept_whether_its_entry_knows_the_size_or_not(scripted, connect, tmp_path, size):
    headers = {"Content-Type": "application/octet-stream", "Content-Length": str(len(CONTENT))}
    server = scripted(
        lambda asked: (
            (200, headers, CONTENT)
            if asked.path.endswith("download")
            else (200, {"Content-Type": "application/json"}, record(size))
        )
    )
    path = connect(server, version_check="off").files.download("data/a.bam", study="s", to=tmp_path / "b.bam")
    assert path.read_bytes() == CONTENT
    assert server.calls == ["GET files/data:a.bam/download", "GET files/data:a.bam/info"]
    assert server.asked[1].query == {"study": "s", "include": "id,size"}


def test_a_page_that_is_asked_for_is_a_file(scripted, connect, tmp_path):
    server = scripted(lambda _: (200, {"Content-Type": "application/octet-stream"}, PAGE))
    assert connect(server).files.download("report.html", to=tmp_path / "r").read_bytes() == PAGE


@pytest.mark.parametrize("path", ["~nobody-of-this-name/x", "a\0b", 7, 1.5, object()])
def test_a_path_that_is_none_is_our_error(scripted, connect, path):
    server = scripted(lambda _: (200, {"Content-Type": "application/octet-stream"}, CONTENT))
    with pytest.raises((StorageError, ValueError)) as caught:
        connect(server).files.download("a.bam", to=path)
    assert isinstance(caught.value, OpenCGAError)


def test_a_name_the_server_gives_may_hold_anything(scripted, connect, tmp_path):
    headers = {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment; filename=a\0b\x01.txt"}
    server = scripted(lambda _: (200, headers, CONTENT))
    path = connect(server).files.download("x", to=tmp_path)
    assert path.name == "ab.txt"


# --- patterns --------------------------------------------------------------------------------------------------------

SLOW = {
    "dots": "a." * 30_000,
    "addresses": "http://a:" * 8_000,
    "schemes": "a+b-c.d" * 10_000,
    "bearers": "Bearer " * 10_000,
    "spaces": "token is expired" + " " * 60_000,
    "quotes": '"token":"\\"' * 8_000,
    "tokens": "eyJ-" * 15_000,
    "missing": "Unable Missing a: " * 4_000,
    "missing lines": "Missing a: x\n" * 5_000,
    "titles": "<title>" * 9_000,
    "reasons": "<reason:" + " " * 60_000,
    "log files": "Log file " * 7_000,
    "class": "DEPRECATED: " + "a.b_" * 15_000,
    "names": "x" * 60_000,
}


SPACES = "filename=" + " " * 60_000 + "\n"


@pytest.mark.parametrize(
    ("search", "text"),
    [
        (_rank, "1" * 60_000 + "a1"),
        (numbers, "9" * 60_000 + ".1"),
        (IN_TEMPLATES.findall, "{" * 60_000),
        (IN_PATHS.findall, "{a" * 30_000),
        (lambda text: Provenance(parameters={"id": text}), "-eyJaaaaaaaa" * 6_000),
        (
            lambda text: list(_told_names(Reply(200, {"content-disposition": text}, b""))),
            SPACES,
        ),
        (lambda text: without_secrets(text.encode()), '"token":"\\"' * 9_000),
        (to_float, "1" * 60_000 + "x"),
        (lambda text: mask_members(text.encode(), ("token",)), '"token" ' * 9_000),
    ],
)
def test_no_pattern_freezes_the_process(search, text):
    done = threading.Event()
    threading.Thread(target=lambda: (search(text), done.set()), daemon=True).start()
    assert done.wait(20)


def test_a_version_of_any_length_is_read_or_unknown():
    assert numbers("9" * 5_000 + ".1") is None
    assert numbers("v5.0.0-SNAPSHOT") == (5, 0, 0)


@pytest.mark.parametrize("text", SLOW)
def test_no_text_of_a_server_freezes_the_process(text):
    said = SLOW[text]
    page = {"events": [{"type": "ERROR", "id": said, "name": said, "message": said}], "responses": []}
    done = threading.Event()

    def judge():
        from opencga_frames.rest.wire.envelope import read_page

        hide = Mask(["a-secret-of-mine"])
        mask(said)
        hide(said)
        request = Request("GET", "samples/search")
        for body, kind in ((json.dumps(page).encode(), "application/json"), (said.encode(), "text/html")):
            assert failure(Reply(500, {"content-type": kind}, body), request, read_page(body), hide) is not None
        done.set()

    threading.Thread(target=judge, daemon=True).start()
    assert done.wait(20)


@pytest.mark.parametrize(
    "member", [b'"a\\"b\x80": 1', b'"a\\"b": "\x80"', b'"\\u0001\xff": {"c": 1e400}', b'"a\\"": "\\ud83d"']
)
def test_damaged_members_that_no_table_has_cost_no_row(scripted, connect, member):
    rows = b'{"id": "S1", "version": 1}, {"id": "S2", "version": 1, ' + member + b"}"
    body = b'{"responses": [{"numResults": 2, "numMatches": 2, "results": [' + rows + b"]}]}"
    answer = connect(scripted(lambda _: (200, {"Content-Type": "application/json"}, body)), version_check="off")
    for extra in ("warn", "keep"):
        found = answer.samples.search(study="o@p:s")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", OpenCGAWarning)
            assert found.frame(extra=extra)["sample_id"].tolist() == ["S1", "S2"]


@pytest.mark.parametrize("name", [[None], {"a": 1}, [], 0])
def test_a_variant_whose_name_is_no_string_is_a_row(name):
    answer = RestResponse.from_documents([{"id": name, "alternate": None}], entity="variant", study="s")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OpenCGAWarning)
        assert len(answer.frame("variants")) == 1
