"""The question for a password, and what happens where nobody can answer it."""

from __future__ import annotations

import getpass
import subprocess
import sys

import pytest

from opencga_frames.auth.prompt import ask_password
from opencga_frames.errors import UsageError
from opencga_frames.ground.secret import Secret


def refuse(error):
    def ask(prompt):
        raise error

    return ask


def test_what_is_typed_is_a_secret(monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "typed\n" if prompt == "Password of nadia at u: " else "")
    assert ask_password("nadia", "u") == Secret("typed")


# What Python raises without a terminal, and the kernel of a notebook that is run by a program.
@pytest.mark.parametrize(
    "error", [EOFError(), OSError("no tty"), NotImplementedError(), getpass.GetPassWarning("echo")]
)
def test_without_a_terminal_it_says_what_to_set(monkeypatch, error):
    monkeypatch.setattr(getpass, "getpass", refuse(error))
    with pytest.raises(UsageError, match=r"no terminal to ask for it at: give one, or set OPENCGA_PASSWORD") as caught:
        ask_password("nadia", "u")
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("typed", ["", "  \n"])
def test_an_empty_password_is_not_sent(monkeypatch, typed):
    monkeypatch.setattr(getpass, "getpass", lambda prompt: typed)
    with pytest.raises(UsageError, match="none was typed"):
        ask_password("nadia", "u")


def test_in_a_process_that_has_none():
    code = """
from opencga_frames import OpenCGAClient, errors
try:
    OpenCGAClient({"rest": {"host": "http://127.0.0.1:9/opencga"}}).login("nadia")
except errors.UsageError as error:
    print(error)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.stdout.startswith("login needs the password of nadia at http://127.0.0.1:9/opencga"), done.stderr
