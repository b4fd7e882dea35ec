"""Where descriptions of servers are kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from opencga_frames import ClientConfiguration
from opencga_frames.errors import ConfigurationError

HOST = {"rest": {"host": "https://ws.example.org/opencga"}}


def folder(settings=None, **environ):
    return ClientConfiguration({**HOST, **(settings or {})}, environ=environ).cache_folder


@pytest.mark.skipif("sys.platform != 'linux'", reason="the folder is another one on each platform")
def test_the_users_folder_for_caches_is_the_usual_one(monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", "/scratch/nadia")
    assert folder() == Path("/scratch/nadia/opencga_frames")


def test_the_configuration_comes_before_the_environment():
    assert folder(OPENCGA_FRAMES_CACHE="/scratch/a") == Path("/scratch/a")
    assert folder({"cache_folder": "/scratch/b"}, OPENCGA_FRAMES_CACHE="/scratch/a") == Path("/scratch/b")
    assert folder({"cache_folder": "/scratch/b"}, OPENCGA_FRAMES_CACHE="off") == Path("/scratch/b")


@pytest.mark.parametrize("off", ["off", False])
def test_off_keeps_none(off):
    assert folder({"cache_folder": off}) is None
    assert folder(OPENCGA_FRAMES_CACHE="off") is None


def test_a_bare_off_in_a_file_is_off(tmp_path):
    path = tmp_path / "client-configuration.yml"
    path.write_text("rest: {host: https://ws.example.org/opencga}\ncache_folder: off\n")
    assert ClientConfiguration(path, environ={}).cache_folder is None


def test_it_can_be_changed():
    changed = ClientConfiguration({**HOST, "cache_folder": "/scratch/b"}, environ={})
    assert changed.replace(cache_folder="/scratch/c").cache_folder == Path("/scratch/c")
    assert changed.replace(cache_folder="off").cache_folder is None


def test_what_is_no_path_is_refused():
    with pytest.raises(ConfigurationError, match=r"cache_folder in the given mapping is .* expected a path"):
        folder({"cache_folder": 7})
