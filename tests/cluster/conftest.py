"""A server on a port that worker processes reach, and where they find their credentials."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opencga_frames import OpenCGAClient
from opencga_frames.sandbox import Sandbox, ServedSandbox, serve

if TYPE_CHECKING:
    from collections.abc import Iterator

STUDY = "demo@rare:germline"


@pytest.fixture(scope="package")
def server() -> Iterator[ServedSandbox]:
    with serve(Sandbox(samples=250)) as running:
        yield running


@pytest.fixture(scope="package")
def home(server: ServedSandbox, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a home folder with a session file: all that workers get."""
    folder = tmp_path_factory.mktemp("home")
    before = {name: os.environ.get(name) for name in ("HOME", "PYTHONPATH")}
    os.environ |= {"HOME": str(folder), "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    with OpenCGAClient(server.url) as oc:
        oc.login("analyst", "Sandbox-2026", organization="demo").save_session()
    yield folder
    for name, value in before.items():
        if value is None:
            os.environ.pop(name)
        else:
            os.environ[name] = value


@pytest.fixture
def oc(server: ServedSandbox, home: Path) -> Iterator[OpenCGAClient]:
    with OpenCGAClient(server.url) as client:
        yield client
