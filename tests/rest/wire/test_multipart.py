"""Forms with parts: the same bytes for the same input, and nothing of the sender's folders."""

from __future__ import annotations

import io
import tracemalloc
from dataclasses import replace

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.rest.wire.multipart import encode_form


def test_the_same_input_gives_the_same_bytes():
    first = encode_form({"study": "s"}, {"file": ("a.txt", b"abc")}, "mark")
    again = encode_form({"study": "s"}, {"file": ("a.txt", b"abc")}, "mark")
    assert b"".join(first) == b"".join(first) == b"".join(again)
    assert len(first) == len(b"".join(first))


def test_a_form_as_it_goes_over_the_wire():
    form = encode_form({"study": "org@p:s"}, {"file": ("a.txt", b"abc")}, "mark")
    assert form.content_type == "multipart/form-data; boundary=mark"
    assert b"".join(form) == (
        b'--mark\r\nContent-Disposition: form-data; name="study"\r\n\r\norg@p:s\r\n'
        b'--mark\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\nabc\r\n--mark--\r\n"
    )


def test_every_form_has_a_separator_of_its_own():
    marks = {encode_form({}, {"file": b"abc"}).boundary for _ in range(5)}
    assert len(marks) == 5


def test_a_large_file_is_never_in_memory_as_a_whole(tmp_path):
    path = tmp_path / "a.bam"
    with path.open("wb") as stream:
        stream.truncate(30_000_000)
    form = encode_form({}, {"file": path})
    tracemalloc.start()
    sent = sum(map(len, form))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent == len(form) > 30_000_000
    assert peak < 2_000_000


def test_whoever_watches_is_told_what_was_sent(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 600_000)
    seen = []
    form = replace(encode_form({}, {"file": path}), observe=lambda *told: seen.append(told))
    for _ in form:
        pass
    assert seen[-1] == (len(form), len(form))
    assert [sent for sent, _ in seen] == sorted(sent for sent, _ in seen)


def test_an_open_file_is_sent_from_where_it_stands_each_time():
    stream = io.BytesIO(b"skipped,sent")
    stream.seek(8)
    form = encode_form({}, {"file": stream})
    assert b"".join(form) == b"".join(form)
    assert b"\r\n\r\nsent\r\n" in b"".join(form)


def test_a_file_that_shrinks_while_it_is_sent_is_an_error(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"abcdef")
    form = encode_form({}, {"file": path})
    path.write_bytes(b"abc")
    with pytest.raises(UsageError, match="became shorter"):
        b"".join(form)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (("dir/a.txt", b"abc"), "a.txt"),
        (("C:\\dir\\a.txt", b"abc"), "a.txt"),
        (b"abc", "file"),
        (io.BytesIO(b"abc"), "file"),
    ],
)
def test_what_a_file_may_be_given_as(value, name):
    body = b"".join(encode_form({}, {"file": value}))
    assert f'name="file"; filename="{name}"'.encode() in body
    assert b"\r\n\r\nabc\r\n" in body


def test_an_open_file_keeps_its_base_name(tmp_path):
    path = tmp_path / "b.vcf"
    path.write_bytes(b"x")
    with path.open("rb") as stream:
        body = b"".join(encode_form({}, {"file": stream}))
    assert b'filename="b.vcf"' in body


@pytest.mark.parametrize("value", [3, io.StringIO("text"), ("a.txt", "text")])
def test_anything_else_is_refused(value):
    with pytest.raises(UsageError, match="expected a path, an open binary file or bytes"):
        encode_form({}, {"file": value})


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"missing\.vcf.*cannot be read"):
        encode_form({}, {"file": tmp_path / "missing.vcf"})


def test_a_name_that_no_part_can_hold_stays_in_the_header():
    sent = b"".join(encode_form({}, {"file": ("gr\u00f6\u00dfe.txt", b"x")}, "mark"))
    assert 'filename="gr\u00f6\u00dfe.txt"'.encode() in sent
    sent = b"".join(encode_form({}, {"file": ("gr\u00f6\u00dfe.txt", b"x")}, "mark", name_part="name"))
    assert b'filename="gr__e.txt"' in sent
