from __future__ import annotations

import json

import pytest

from opencga_frames.auth.session_file import read_session, session_path
from opencga_frames.secret import Secret


def write(folder, **changes):
    content = {
        "host": "https://ws.example.org/opencga",
        "user": "nadia",
        "token": "a.b.c",
        "refreshToken": "r",
        "version": None,
        "currentStudy": "northlake@rare:paeds",
        "attributes": {"cookies": {"JSESSIONID": "node01"}},
    }
    (folder / "prod_session.json").write_text(json.dumps({**content, **changes}))


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("prod", "prod_session.json"),
        ("my host / 1", "my_host_1_session.json"),
        ("a__b", "a_b_session.json"),
        ("ws.example-1.org", "ws.example-1.org_session.json"),
    ],
)
def test_file_names(tmp_path, name, file):
    assert session_path(tmp_path, name) == tmp_path / file


def test_what_a_session_tells(tmp_path):
    write(tmp_path)
    session = read_session(tmp_path, "prod")
    assert (session.host, session.user) == ("https://ws.example.org/opencga", "nadia")
    assert (session.token.reveal(), session.refresh_token) == ("a.b.c", Secret("r"))
    assert session.study == "northlake@rare:paeds"
    assert session.cookies == {"JSESSIONID": "node01"}
    assert "a.b.c" not in repr(session)
    assert "node01" not in repr(session)


def test_a_session_that_was_left(tmp_path):
    write(tmp_path, user="anonymous", token="NO_TOKEN", refreshToken="NO_TOKEN", currentStudy="NO_STUDY")
    session = read_session(tmp_path, "prod")
    assert (session.user, session.token, session.refresh_token, session.study) == (None, None, None, None)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"attributes": 3, "token": {}, "host": null}'])
def test_broken_files_are_no_reason_to_fail(tmp_path, text):
    (tmp_path / "prod_session.json").write_text(text)
    session = read_session(tmp_path, "prod")
    assert session is None or session.token is None


def test_no_file_no_session(tmp_path):
    assert read_session(tmp_path, "prod") is None
