"""A user without a home folder, as in containers that run under any id."""

from __future__ import annotations

import pytest

from opencga_frames.auth.sources import find_credentials
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError
from opencga_frames.ground.secret import Secret

WS = "https://ws.example.org/opencga"


@pytest.fixture(autouse=True)
def homeless(monkeypatch):
    pwd = pytest.importorskip("pwd")

    def nobody(*_):
        msg = "uid not found"
        raise KeyError(msg)

    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(pwd, "getpwuid", nobody)


def test_there_is_no_session_file_then():
    read = ClientConfiguration({"rest": {"host": WS}, "token": "a.b.c"}, environ={})
    assert read.session_folder is None
    assert find_credentials(read).token == Secret("a.b.c")
    assert find_credentials(read.replace(token=None)).origin == "anonymous"


def test_no_descriptions_of_servers_are_kept_then(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    known = {"rest": {"host": WS}}
    assert ClientConfiguration(known, environ={}).cache_folder is None
    assert ClientConfiguration(known, environ={"OPENCGA_FRAMES_CACHE": "~/cache"}).cache_folder is None
    assert ClientConfiguration({**known, "cache_folder": str(tmp_path)}, environ={}).cache_folder == tmp_path


def test_a_whole_path_needs_no_home(tmp_path):
    read = ClientConfiguration({"rest": {"host": WS}, "session_folder": str(tmp_path)}, environ={})
    assert read.session_folder == tmp_path
    assert read.replace(session_folder=None).session_folder is None


@pytest.mark.parametrize(
    "use",
    [
        lambda: ClientConfiguration({"rest": {"host": WS}, "session_folder": "~/sessions"}, environ={}),
        lambda: ClientConfiguration({"rest": {"host": WS}}, environ={}).replace(session_folder="~/sessions"),
        lambda: ClientConfiguration("~/client-configuration.yml", environ={}),
    ],
)
def test_a_path_in_the_home_folder_is_refused_with_advice(use):
    with pytest.raises(ConfigurationError, match=r"the home folder is not known\. Give the whole path"):
        use()


@pytest.mark.parametrize("source", [7, ["a"], b"x", object(), "", "  "])
def test_what_is_no_source_is_a_configuration_error(source):
    with pytest.raises(ConfigurationError, match="expected a path, an address with https://, or a mapping"):
        ClientConfiguration(source, environ={})


@pytest.mark.parametrize("folder", [7, ["a"], True])
def test_what_is_no_folder_is_a_configuration_error(folder):
    with pytest.raises(ConfigurationError, match=r"session_folder in the given mapping is .* expected a path"):
        ClientConfiguration({"rest": {"host": WS}, "session_folder": folder}, environ={})
