"""The conformance tests and their options: what is left out for whom, and what must be given together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
FOLDER = "tests/conformance"


def conformance(*options: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


@pytest.fixture
def url() -> Iterator[str]:
    with serve(Sandbox(samples=3)) as served:
        yield served.url


@pytest.mark.enable_socket
@pytest.mark.slow
def test_another_user_is_told_what_is_left_out(url: str) -> None:
    """The options are known when other tests run as well."""
    options = ("--host", url, "--organization", "demo", "--user", "analyst", "--password", "Sandbox-2026")
    some = (f"{FOLDER}/test_sign_in.py", f"{FOLDER}/test_joins.py", "tests/sandbox/load")
    code, out = conformance(*options, *some)
    assert code == 0, out
    assert "analyst may make no project and no study" in out
    assert "Sandbox-2026" not in out


@pytest.mark.slow
def test_a_host_alone_is_not_enough() -> None:
    code, out = conformance(f"{FOLDER}/test_sign_in.py", "--host", "http://127.0.0.1:9/opencga", "--user", "owner")
    assert code == 4
    assert "--host was given without --organization, --password" in out
