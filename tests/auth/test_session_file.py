from __future__ import annotations

import json
import stat

import pytest

from opencga_frames.auth.session_file import (
    Session,
    end_sessions,
    find_session,
    read_session,
    session_path,
    write_session,
)
from opencga_frames.auth.token import Token
from opencga_frames.errors import StorageError
from opencga_frames.ground.secret import Secret


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


TOKEN = Token("a.b.c")
URL = "https://ws.example.org/opencga"


def test_what_is_written_is_read_again_and_is_what_the_official_command_line_writes(tmp_path):
    path = write_session(tmp_path / ".opencga", "prod", Session(URL, "nadia", TOKEN, Secret("r"), "o@p:s", {"J": "1"}))
    assert path == tmp_path / ".opencga" / "prod_session.json"
    assert read_session(path.parent, "prod") == Session(URL, "nadia", TOKEN, Secret("r"), "o@p:s", {"J": "1"})
    names = "host user token refreshToken version login expirationTime studies timestamp currentStudy attributes"
    assert list(json.loads(path.read_text())) == names.split()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["prod_session.json"]


def test_writing_keeps_what_another_program_wrote(tmp_path):
    write(tmp_path, version="5.0.0", studies=["a@b:c"])
    write_session(tmp_path, "prod", Session(URL, "omar", TOKEN))
    content = json.loads((tmp_path / "prod_session.json").read_text())
    assert (content["user"], content["version"], content["studies"]) == ("omar", "5.0.0", ["a@b:c"])
    assert content["currentStudy"] == "northlake@rare:paeds"


def test_two_servers_of_one_name_have_files_of_their_own(tmp_path):
    write_session(tmp_path, "opencga", Session(URL, "nadia", TOKEN))
    other = write_session(tmp_path, "opencga", Session("http://localhost:9090/opencga", "omar", TOKEN))
    assert other.name == "localhost_9090_opencga_session.json"
    assert find_session(tmp_path, "opencga", URL).user == "nadia"
    assert find_session(tmp_path, "opencga", "http://localhost:9090/opencga/").user == "omar"
    assert find_session(tmp_path, "opencga", "https://elsewhere.example.org") is None


def test_a_session_is_found_by_its_address_whatever_the_name(tmp_path):
    write(tmp_path)
    assert find_session(tmp_path, "opencga", URL).user == "nadia"


def test_ending_takes_every_secret_out_and_leaves_other_servers_alone(tmp_path):
    write(tmp_path)
    write_session(tmp_path, "other", Session("https://other.example.org", "omar", Token("x.y.z")))
    assert [path.name for path in end_sessions(tmp_path, URL)] == ["prod_session.json"]
    text = (tmp_path / "prod_session.json").read_text()
    assert "a.b.c" not in text
    assert "node01" not in text
    assert read_session(tmp_path, "prod").token is None
    assert read_session(tmp_path, "other").token == Token("x.y.z")
    assert end_sessions(tmp_path, URL) == []


def test_a_folder_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"cannot be written: .*exists. Log in without keeping it"):
        write_session(tmp_path / "file", "prod", Session(URL, "nadia", TOKEN))
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
