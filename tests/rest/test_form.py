"""Forms with parts: the same bytes for the same input, and nothing of the sender's folders."""

from __future__ import annotations

import io

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.rest.form import encode_form


def test_the_same_input_gives_the_same_bytes():
    first = encode_form({"study": "s"}, {"file": ("a.txt", b"abc")})
    assert encode_form({"study": "s"}, {"file": ("a.txt", b"abc")}) == first


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
    body, _ = encode_form({}, {"file": value})
    assert f'name="file"; filename="{name}"'.encode() in body
    assert b"\r\n\r\nabc\r\n" in body


def test_an_open_file_keeps_its_base_name(tmp_path):
    path = tmp_path / "b.vcf"
    path.write_bytes(b"x")
    with path.open("rb") as stream:
        body, _ = encode_form({}, {"file": stream})
    assert b'filename="b.vcf"' in body


@pytest.mark.parametrize("value", [3, io.StringIO("text"), ("a.txt", "text")])
def test_anything_else_is_refused(value):
    with pytest.raises(UsageError, match="expected a path, an open binary file or bytes"):
        encode_form({}, {"file": value})


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"missing\.vcf.*cannot be read"):
        encode_form({}, {"file": tmp_path / "missing.vcf"})
