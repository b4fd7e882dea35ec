"""The width of a window follows from how long requests wait and how long a result takes to read; no clock is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opencga_frames.ground.limits import MAX_WORKERS
from opencga_frames.rest.walk.prefetch import run_ahead
from opencga_frames.rest.walk.width import Width

if TYPE_CHECKING:
    from collections.abc import Iterator


class Time:
    """Time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def after(width: Width, *, latency: float, work: float, results: int) -> list[int]:
    """Read results one by one, and give the width behind each."""
    found = []
    for _ in range(results):
        width.asked(latency + 0.001, 0.001)
        width.read(work, latency if width.now == 1 else max(0.0, latency - (width.now - 1) * work))
        found.append(width.now)
    return found


@pytest.mark.parametrize(
    ("latency", "work", "expected"),
    [(0.0, 0.010, 1), (0.001, 0.010, 1), (0.010, 0.009, 2), (0.050, 0.011, 5), (0.100, 0.010, MAX_WORKERS)],
)
def test_as_many_requests_as_keep_the_reader_at_work(latency: float, work: float, expected: int) -> None:
    assert after(Width(), latency=latency, work=work, results=1) == [expected]


def test_a_near_server_gets_one_request_at_a_time() -> None:
    assert set(after(Width(), latency=0.0005, work=0.010, results=50)) == {1}


def test_a_request_that_took_long_once_changes_nothing_for_long() -> None:
    width = Width()
    after(width, latency=0.0, work=0.010, results=5)
    assert after(width, latency=0.5, work=0.010, results=1) == [1]


def test_a_first_result_that_took_long_to_read_is_corrected_by_the_next() -> None:
    width = Width()
    assert after(width, latency=0.100, work=0.400, results=1) == [2]
    assert after(width, latency=0.100, work=0.020, results=1) == [6]


def test_the_window_becomes_narrower_when_the_reader_never_waits() -> None:
    width = Width()
    after(width, latency=0.100, work=0.010, results=1)
    assert after(width, latency=0.0, work=0.010, results=100)[-1] == 1


def test_large_answers_have_a_bound_together() -> None:
    width = Width()
    width.weigh(20 << 20)
    assert after(width, latency=1.0, work=0.010, results=3) == [3, 3, 3]
    width.weigh(1 << 30)
    assert width.now == 1


def test_a_given_width_stays() -> None:
    width = Width(3)
    width.weigh(1 << 30)
    assert after(width, latency=1.0, work=0.010, results=3) == [3, 3, 3]


def test_a_walk_begins_alone_and_goes_on_with_as_many_as_pay() -> None:
    clock = Time()
    width = Width(clock=clock, processor=lambda: 0.0)
    started: list[int] = []

    def run(item: int) -> int:
        started.append(item)
        clock.now += 1.0
        return item

    def read() -> Iterator[int]:
        for result in run_ahead(run, range(40), width):
            clock.now += 0.5
            yield result

    results = read()
    assert next(results) == 0
    assert started == [0]
    assert next(results) == 1
    assert width.now == 3
    assert list(results) == list(range(2, 40))
    assert sorted(started) == list(range(40))
