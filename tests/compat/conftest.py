"""A client that records what it would send, and pyopencga made to do the same."""

from __future__ import annotations

import importlib
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from opencga_frames.compat.configuration import ClientConfiguration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

HOST = "http://scripted.example.org/opencga"
#: What either client adds on its own to walk through pages.
PAGING = frozenset({"limit", "skip", "count", "sort", "order"})


class Sent(tuple[str, str, tuple[tuple[str, str], ...], Any]):
    """Verb, path below the version, query without paging, body."""

    __slots__ = ()

    @classmethod
    def of(cls, method: str, url: str, body: Any = None) -> Sent:
        parts = urlsplit(url)
        query = tuple(
            sorted((k, _truth(v)) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k not in PAGING)
        )
        return cls((method.upper(), unquote(parts.path.partition("/rest/v2/")[2]), query, body or None))

    @property
    def call(self) -> str:
        return f"{self[0]} {self[1]}"

    @property
    def query(self) -> dict[str, str]:
        return dict(self[2])

    @property
    def body(self) -> Any:
        return self[3]


def _truth(text: str) -> str:
    return text.lower() if text in ("True", "False") else text


@pytest.fixture(scope="session")
def request_of() -> Callable[..., Sent]:
    """Make what is compared of verb, address and body."""
    return Sent.of


@pytest.fixture
def settings(tmp_path: Path) -> ClientConfiguration:
    """Settings that know neither the environment nor the home folder, and send what no server knows any more."""
    source = {"rest": {"host": HOST}, "session_folder": str(tmp_path / "no-sessions"), "version_check": "off"}
    return ClientConfiguration(source, environ={})


@pytest.fixture
def recorder(scripted: Callable[..., Any], wire: ModuleType) -> Any:
    """A server 5.0.0 that answers everything with one row, and tells what it was asked."""
    about = wire.page([{"Program": "OpenCGA", "Version": "5.0.0"}])
    server = scripted(lambda asked: about if asked.path == "meta/about" else wire.page(asked.named))

    def sent() -> list[Sent]:
        return [
            Sent.of(asked.method, asked.target, _json(asked.body) if asked.body else None) for asked in server.asked
        ]

    return SimpleNamespace(url=HOST, session=server.session, sent=sent, clear=server.asked.clear, raw=server.asked)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return body


@pytest.fixture(scope="session")
def call_import() -> Callable[[str], Any]:
    """Import a name by its full path."""

    def find(path: str) -> Any:
        module, _, name = path.rpartition(".")
        return getattr(importlib.import_module(module), name)

    return find
