"""The cost of skipped rows: what a page far behind takes, and that ranges of dates have none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import UsageError
from opencga_frames.sandbox import Sandbox
from tests.sandbox.conftest import Client

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def waits() -> list[float]:
    """Return where the seconds are written down that answers would have taken."""
    return []


@pytest.fixture
def slow(waits: list[float]) -> Callable[..., Client]:
    def make(**options: Any) -> Client:
        sandbox = Sandbox(samples=60, **options)
        sandbox._server.pause = waits.append
        return Client(sandbox, "owner")

    return make


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (("samples/search", {}), 0),
        (("samples/search", {"skip": 0}), 0),
        (("samples/search", {"skip": 30}), 30),
        (("samples/search", {"skip": 59}), 59),
        (("samples/search", {"skip": 10**9}), 60),
        (("samples/search", {"skip": -5}), 0),
        (("samples/search", {"skip": 30, "sort": "creationDate"}), 30),
        (("samples/search", {"skip": 30, "id": "nobody"}), 0),
        (("samples/search", {"limit": 0, "count": True}), 0),
        (("samples/search", {"creationDate": ">=2022", "limit": 1000, "count": True}), 0),
        (("individuals/search", {"skip": 7}), 7),
        (("analysis/variant/query", {"skip": 5, "limit": 2}), 5),
    ],
)
def test_each_row_that_is_passed_over_costs(
    slow: Callable[..., Client], waits: list[float], query: tuple[str, dict[str, Any]], rows: int
) -> None:
    client, (path, filters) = slow(skip_cost=250, variants=20), query
    assert client.here(path, **filters).status_code == 200
    assert waits == ([pytest.approx(rows * 250e-6)] if rows else [])


def test_nothing_costs_anything_unless_asked_for(slow: Callable[..., Client], waits: list[float]) -> None:
    assert len(slow().rows("samples/search", skip=30, limit=100)) == 30
    assert waits == []


def test_a_cost_below_zero_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^skip_cost is -1; 0 or more was expected\.$"):
        Sandbox(skip_cost=-1)
