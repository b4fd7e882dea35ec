"""Fixtures of the sandbox's tests: sandboxes, logged-in sessions, and the recorded hospital."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    import requests

PASSWORD = "Sandbox-2026"


class Client:
    """A session of one user, with short paths."""

    def __init__(self, sandbox: Sandbox, user: str | None) -> None:
        self.sandbox = sandbox
        self.base = sandbox.url + "/webservices/rest/v2/"
        self.session = sandbox.session()
        if user is not None:
            answer = self.post("users/login", {"user": user, "password": PASSWORD})
            self.token = answer.json()["responses"][0]["results"][0]["token"]
            self.session.headers["Authorization"] = f"Bearer {self.token}"

    def get(self, path: str, **params: Any) -> requests.Response:
        return self.session.get(self.base + path, params=params)

    def here(self, path: str, **params: Any) -> requests.Response:
        """GET in the main study."""
        return self.get(path, study=self.sandbox.study, **params)

    def post(self, path: str, body: Any, **params: Any) -> requests.Response:
        return self.session.post(self.base + path, json=body, params=params)

    def rows(self, path: str, **params: Any) -> list[Any]:
        answer = self.here(path, **params)
        assert answer.status_code == 200, answer.text
        return answer.json()["responses"][0]["results"]


@pytest.fixture
def sandbox() -> Sandbox:
    return Sandbox(samples=60)


@pytest.fixture
def client(sandbox: Sandbox) -> Callable[[str | None], Client]:
    return lambda user: Client(sandbox, user)


@pytest.fixture
def owner(client: Callable[[str | None], Client]) -> Client:
    return client("owner")


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    """The module ``scorer.py`` beside this file."""
    path = Path(__file__).parent / "scorer.py"
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def trace(scorer: ModuleType, traces: Path) -> list[dict[str, Any]]:
    """Every recorded exchange with a real server, in order."""
    exchanges: list[dict[str, Any]] = scorer.read_trace(traces / "server-5.0.0.jsonl.gz")
    return exchanges
