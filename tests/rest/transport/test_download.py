"""Files come and go in pieces, and are whole or not there at all."""

from __future__ import annotations

import io
import tracemalloc

import pytest

from opencga_frames.errors import (
    NotAllowedError,
    NotReachableError,
    StorageError,
    UnreadableAnswerError,
    UsageError,
)
from opencga_frames.rest import caller
from opencga_frames.rest.walk import options

BYTES = {"Content-Type": "application/octet-stream"}
CONTENT = bytes(range(256)) * 40


def octets(content, **headers):
    return 200, {**BYTES, **headers}, content


def names(folder):
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def file_server(scripted):
    return scripted(lambda asked: octets(CONTENT))


# --- downloads -----------------------------------------------------------------------------------------------


def test_a_download_is_written_and_its_path_returned(file_server, connect, tmp_path):
    target = tmp_path / "a.bam"
    assert connect(file_server).files.download("data/a.bam", study="s", to=target) == target
    assert target.read_bytes() == CONTENT
    assert file_server.asked[0].path == "files/data:a.bam/download"
    assert names(tmp_path) == ["a.bam"]


def test_without_a_path_the_bytes_are_in_the_answer(file_server, connect):
    answer = connect(file_server).files.download("a.bam", study="s")
    assert (answer.kind, answer.content) == ("binary", CONTENT)


def test_text_and_lines(scripted, connect):
    server = scripted(lambda asked: octets("# á\r\nb\n".encode()))
    answer = connect(server).files.download("a.txt")
    assert (answer.text, answer.lines()) == ("# á\r\nb\n", ["# á", "b"])


@pytest.mark.parametrize(
    "told",
    [
        ("attachment; filename =data:reports:report_1.txt", "report_1.txt"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ("attachment; filename=..", "b.vcf"),
        ("attachment; filename =data:gr\u00f6\u00dfe;1.txt".encode().decode("latin-1"), "gr\u00f6\u00dfe;1.txt"),
        ("attachment; filename=b.txt; filename*=UTF-8''gr%C3%B6%C3%9Fe.txt", "gr\u00f6\u00dfe.txt"),
        ("attachment; filename=b.txt; size=3", "b.txt"),
        ("attachment; filename=gr\u00f6.txt", "gr\u00f6.txt"),
        ("", "b.vcf"),
    ],
)
def test_in_a_folder_the_file_has_its_last_name(scripted, connect, tmp_path, told):
    disposition, name = told
    server = scripted(lambda asked: octets(CONTENT, **{"Content-Disposition": disposition}))
    assert connect(server).files.download("data/b.vcf", to=tmp_path) == tmp_path / name
    assert names(tmp_path) == [name]


def test_in_a_folder_no_file_is_replaced(scripted, connect, tmp_path):
    server = scripted(
        lambda asked: octets(asked.path[6:12].encode(), **{"Content-Disposition": "filename=calls.vcf.gz"})
    )
    oc = connect(server)
    target = oc.files.download("batch1/calls.vcf.gz", to=tmp_path)
    with pytest.raises(StorageError, match=r"calls\.vcf\.gz' exists, and a download into a folder replaces nothing"):
        oc.files.download("batch2/calls.vcf.gz", to=tmp_path)
    assert names(tmp_path) == ["calls.vcf.gz"]
    assert target.read_bytes() == b"batch1"


def test_a_path_that_ends_in_a_separator_is_a_folder_and_made(file_server, connect, tmp_path):
    target = connect(file_server).files.download("data/a.bam", to=f"{tmp_path}/down/today/")
    assert target == tmp_path / "down" / "today" / "a.bam"
    assert target.read_bytes() == CONTENT


def test_an_older_file_is_replaced_only_by_a_whole_one(scripted, connect, tmp_path, wire):
    target = tmp_path / "a"
    target.write_bytes(b"old")
    refusal = wire.refusal(403, "CatalogAuthorizationException", "Permission denied. User 'x' cannot DOWNLOAD.")
    with pytest.raises(NotAllowedError):
        connect(scripted(lambda asked: refusal)).files.download("a", to=target)
    assert target.read_bytes() == b"old"
    connect(scripted(lambda asked: octets(b"new"))).files.download("a", to=target)
    assert target.read_bytes() == b"new"


def test_an_error_with_status_200_is_no_file(scripted, connect, tmp_path, wire):
    event = {"type": "ERROR", "id": "org.opencb.CatalogException", "message": "No study found"}
    server = scripted(lambda asked: wire.page([], events=[event]))
    with pytest.raises(Exception, match="No study found"):
        connect(server).files.download("a", to=tmp_path / "a")
    page = scripted(lambda asked: (200, {"Content-Type": "text/html"}, b"<html>sign in</html>"))
    with pytest.raises(UnreadableAnswerError):
        connect(page).files.download("a", to=tmp_path / "a")
    assert names(tmp_path) == []


def test_a_size_that_is_not_the_expected_one_leaves_nothing(file_server, connect, tmp_path):
    with pytest.raises(UnreadableAnswerError, match=r"has 10,240 bytes; expected 10,241"):
        connect(file_server).files.download("a", to=tmp_path / "a", size=len(CONTENT) + 1)
    assert names(tmp_path) == []
    connect(file_server).files.download("a", to=tmp_path / "a", size=len(CONTENT))


@pytest.mark.enable_socket
def test_a_broken_answer_is_asked_for_once_more_from_its_start(loopback, connect, tmp_path):
    parts = [CONTENT[:700], CONTENT]
    server = loopback(
        lambda asked: octets(parts.pop(0), **{"Content-Length": str(len(CONTENT)), "Connection": "close"})
    )
    assert connect(server).files.download("a", to=tmp_path / "a").read_bytes() == CONTENT
    assert server.count("files/a/download") == 2


@pytest.mark.enable_socket
def test_an_answer_that_stays_broken_leaves_nothing(loopback, connect, tmp_path):
    cut = octets(CONTENT[:700], **{"Content-Length": str(len(CONTENT)), "Connection": "close"})
    server = loopback(lambda asked: cut)
    with pytest.raises(NotReachableError, match="broke off"):
        connect(server).files.download("a", to=tmp_path / "a")
    assert names(tmp_path) == []
    assert server.count("files/a/download") == 2


@pytest.mark.enable_socket
def test_a_large_file_is_never_in_memory_as_a_whole(loopback, connect, tmp_path):
    content = bytes(12_000_000)
    server = loopback(lambda asked: octets(content))
    oc = connect(server)
    tracemalloc.start()
    path = oc.files.download("a", to=tmp_path / "a", size=len(content))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert path.stat().st_size == len(content)
    assert peak < 4_000_000


def test_an_expired_token_is_renewed_before_anything_is_written(scripted, connect, tmp_path, wire):
    old, new = wire.token(1), wire.token(2)

    def answer(asked):
        if asked.path == "users/login":
            return wire.granted(new if server.count("users/login") > 1 else old)
        return wire.expired(old) if asked.bearer == old else octets(CONTENT)

    server = scripted(answer)
    oc = connect(server).login("nadia", "x", organization="o")
    assert oc.files.download("a", to=tmp_path / "a").read_bytes() == CONTENT


def test_a_folder_that_is_not_there_is_an_error_of_storage(file_server, connect, tmp_path):
    with pytest.raises(StorageError, match="cannot be written"):
        connect(file_server).files.download("a", to=tmp_path / "no" / "a")


@pytest.mark.parametrize("to", ["", 3])
def test_a_path_is_a_path(file_server, connect, to):
    with pytest.raises(UsageError, match=f"to= got {to!r}"):
        connect(file_server).files.download("a", to=to)


def test_only_files_are_downloaded(file_server, connect):
    with pytest.raises(UsageError, match="'to' of samples"):
        connect(file_server).samples.search(to="a")


def test_whoever_watches_sees_the_bytes(file_server, connect, tmp_path, monkeypatch):
    seen = watch(monkeypatch)
    connect(file_server).files.download("a", to=tmp_path / "a", size=len(CONTENT), progress=True)
    assert seen == [("files/a/download", "B"), (len(CONTENT), len(CONTENT))]


def watch(monkeypatch):
    from contextlib import contextmanager

    seen = []

    @contextmanager
    def watching(title, *, wanted, unit=" rows"):
        if wanted:
            seen.append((title, unit))
        yield lambda *told: seen.append(told)

    for module in (caller, options):
        monkeypatch.setattr(module, "watching", watching)
    return seen


# --- content inside an envelope ------------------------------------------------------------------------------


def test_lines_of_a_file_are_the_text_of_the_answer(scripted, connect, wire):
    rows = [{"fileId": "/data/a.vcf", "lines": 2, "content": "##x\n#CHROM\n"}]
    answer = connect(scripted(lambda asked: wire.page(rows))).files.head("a.vcf", study="s")
    assert (answer.text, answer.lines()) == ("##x\n#CHROM\n", ["##x", "#CHROM"])
    assert answer.results()[0]["lines"] == 2


def test_a_picture_is_the_content_of_the_answer(scripted, connect, wire):
    rows = [{"content": "iVBORw0KGgo="}]
    answer = connect(scripted(lambda asked: wire.page(rows))).files.image("a.png", study="s")
    assert answer.content == b"\x89PNG\r\n\x1a\n"


def test_other_answers_have_no_content(scripted, connect, wire):
    answer = connect(scripted(lambda asked: wire.page([{"content": "x"}], matches=1))).samples.search(study="s")
    assert (answer.content, answer.lines()) == (b"", [])


# --- uploads -------------------------------------------------------------------------------------------------


def test_an_upload_sends_the_form_and_the_base_name_only(scripted, connect, wire, tmp_path):
    server = scripted(lambda asked: wire.page([{"id": "up.txt"}]))
    path = tmp_path / "private" / "up.txt"
    path.parent.mkdir()
    path.write_bytes(b"abc")
    answer = connect(server).files.upload(file=path, study="s", relative_file_path="data/", checksum="ba78")
    assert answer.results() == [{"id": "up.txt"}]
    asked = server.asked[-1]
    assert int(asked.headers["content-length"]) == len(asked.body)
    assert b'filename="up.txt"' in asked.body
    assert b"\r\n\r\nabc\r\n" in asked.body
    assert b'name="checksum"\r\n\r\nba78\r\n' in asked.body
    assert b"private" not in asked.body


@pytest.mark.enable_socket
def test_an_upload_streams_from_the_disk(loopback, connect, wire, tmp_path):
    path = tmp_path / "a.bam"
    with path.open("wb") as stream:
        stream.truncate(8_000_000)
    sizes = []

    def answer(asked):
        sizes.append((len(asked.body), asked.headers.get("content-length"), asked.headers.get("transfer-encoding")))
        return wire.page([{"id": "a.bam"}])

    connect(loopback(answer)).files.upload(file=path, study="s")
    [(length, told, encoding)] = sizes
    assert (int(told), encoding) == (length, None)
    assert length > 8_000_000


def test_whoever_watches_an_upload_sees_the_bytes(scripted, connect, wire, monkeypatch):
    seen = watch(monkeypatch)
    connect(scripted(lambda asked: wire.page([]))).files.upload(file=b"abc", study="s", progress=True)
    assert seen[0] == ("files/upload", "B")
    assert seen[-1][0] == seen[-1][1] > 3


def test_an_upload_is_sent_again_whole_after_its_token_expired(scripted, connect, wire):
    old, new = wire.token(1), wire.token(2)

    def answer(asked):
        if asked.path == "users/login":
            return wire.granted(new if server.count("users/login") > 1 else old)
        return wire.expired(old) if asked.bearer == old else wire.page([{"id": "a"}])

    server = scripted(answer)
    connect(server).login("nadia", "x", organization="o").files.upload(file=b"abc", study="s")
    bodies = [asked.body for asked in server.asked if asked.path == "files/upload"]
    assert len(bodies) == 2
    assert bodies[0] == bodies[1]


def test_a_file_that_shrinks_on_the_way_is_named(scripted, connect, wire, tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"abcdef")
    server = scripted(lambda asked: wire.page([]))
    with pytest.raises(UsageError, match=r"a\.txt.*became shorter"):
        connect(server).files.upload(file=Shrinking(path), study="s")
    assert server.asked == []


class Shrinking(io.BytesIO):
    """A file that says it is longer than what can be read of it."""

    def __init__(self, path):
        super().__init__(path.read_bytes())
        self.name = str(path)

    def seek(self, offset, whence=0):
        end = super().seek(offset, whence)
        return end + 10 if whence == 2 else end


def test_a_name_on_disk_that_is_no_text_is_sent_as_far_as_it_is(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([]))
    connect(server).files.upload(file=("a\udcff.txt", b"abc"), study="s")
    assert b'filename="a_.txt"' in server.asked[-1].body
    assert b'name="name"\r\n\r\na?.txt\r\n' in server.asked[-1].body


@pytest.mark.parametrize(
    "odd",
    [
        ("gr\u00f6\u00dfe.txt", "gr__e.txt"),
        ("semi;colon.txt", "semi_colon.txt"),
        ("\u65e5\u672c.txt", "__.txt"),
        ('a"b.txt', "a_b.txt"),
    ],
)
def test_an_upload_arrives_under_its_name(scripted, connect, wire, odd):
    name, header = odd
    server = scripted(lambda asked: wire.page([]))
    connect(server).files.upload(file=(name, b"abc"), study="s")
    sent = server.asked[-1].body
    assert f'name="file"; filename="{header}"'.encode() in sent
    kind = "" if name.isascii() else "Content-Type: text/plain; charset=utf-8\r\n"
    assert f'name="name"\r\n{kind}\r\n{name}\r\n--'.encode() in sent


def test_a_backslash_in_the_name_of_a_file_here_is_part_of_it(scripted, connect, wire, tmp_path):
    server = scripted(lambda asked: wire.page([]))
    path = tmp_path / "back\\slash.txt"
    path.write_bytes(b"abc")
    connect(server).files.upload(file=path, study="s")
    assert b'name="name"\r\n\r\nback\\slash.txt\r\n' in server.asked[-1].body


def test_a_name_given_with_the_upload_is_the_one_that_counts(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([]))
    connect(server).files.upload(file=("gr\u00f6\u00dfe.txt", b"abc"), name="size.txt", study="s")
    assert b'name="name"\r\n\r\nsize.txt\r\n' in server.asked[-1].body
    connect(server).files.upload(file=("plain.txt", b"abc"), study="s")
    assert b'name="name"' not in server.asked[-1].body
