"""A sandbox with the variants of one trio, and short ways to ask it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    import requests

TRIO = Path(__file__).with_name("trio.vcf")


class Asker:
    """Asks the variant services of the main study as one user."""

    def __init__(self, sandbox: Sandbox, user: str = "owner") -> None:
        self.sandbox = sandbox
        self.base = sandbox.url + "/webservices/rest/v2/"
        self.session = sandbox.session()
        login = self.session.post(self.base + "users/login", json={"user": user, "password": "Sandbox-2026"})
        token = login.json()["responses"][0]["results"][0]["token"]
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **params: Any) -> requests.Response:
        return self.session.get(self.base + path, params={"study": self.sandbox.study, **params})

    def block(self, path: str = "analysis/variant/query", **params: Any) -> dict[str, Any]:
        answer = self.get(path, **params)
        assert answer.status_code == 200, answer.text
        block: dict[str, Any] = answer.json()["responses"][0]
        return block

    def rows(self, **params: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.block(**params)["results"]
        return rows

    def ids(self, **params: Any) -> list[str]:
        return [row["id"] for row in self.rows(**params)]

    def refusal(self, path: str = "analysis/variant/query", **params: Any) -> tuple[int, str, str]:
        answer = self.get(path, **params)
        event = answer.json()["events"][0]
        return answer.status_code, event["name"], event["message"]


@pytest.fixture(scope="module")
def trio() -> Asker:
    """The study of a trio, read from a VCF file."""
    return Asker(Sandbox(samples=0, vcf=[TRIO]))


@pytest.fixture(scope="session")
def asker() -> type[Asker]:
    """What asks a sandbox."""
    return Asker
