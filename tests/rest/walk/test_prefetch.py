"""Fetches run ahead of the reader, in order, within bounds, and end when nobody reads on."""

from __future__ import annotations

import threading

import pytest

from opencga_frames.rest.walk.prefetch import THREAD_NAME, run_ahead, run_beside


def own_threads() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith(THREAD_NAME)]


@pytest.mark.parametrize("workers", [1, 2, 4, 9])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    assert list(run_ahead(lambda n: n * n, range(20), workers)) == [n * n for n in range(20)]


def test_results_come_in_order_although_later_ones_are_ready_first() -> None:
    second_is_ready = threading.Event()

    def run(item: int) -> int:
        if item == 0:
            second_is_ready.wait(5)
        else:
            second_is_ready.set()
        return item

    assert list(run_ahead(run, [0, 1], 2)) == [0, 1]


def test_one_worker_uses_the_callers_own_thread() -> None:
    names = set(run_ahead(lambda _: threading.current_thread().name, range(5), 1))
    assert names == {threading.current_thread().name}


def test_one_worker_runs_nothing_ahead() -> None:
    started: list[int] = []
    results = run_ahead(lambda n: started.append(n) or n, range(5), 1)
    assert next(results) == 0
    assert started == [0]


def test_no_more_than_workers_results_are_under_way_or_waiting() -> None:
    asked: list[int] = []

    def items():
        for n in range(100):
            asked.append(n)
            yield n

    results = run_ahead(lambda n: n, items(), 3)
    for taken in range(1, 6):
        next(results)
        assert len(asked) == taken + 3
    results.close()


def test_threads_end_with_the_last_result() -> None:
    assert len(list(run_ahead(str, range(10), 4))) == 10
    assert own_threads() == []


def test_closing_early_ends_the_threads() -> None:
    results = run_ahead(str, range(1000), 4)
    assert next(results) == "0"
    assert own_threads() != []
    results.close()
    assert own_threads() == []


def test_leaving_the_loop_early_ends_the_threads() -> None:
    for result in run_ahead(str, range(1000), 4):
        if result == "5":
            break
    assert own_threads() == []


def test_an_error_is_raised_where_its_result_would_have_come() -> None:
    def run(item: int) -> int:
        if item == 3:
            raise ValueError("third")
        return item

    seen: list[int] = []
    with pytest.raises(ValueError, match="third"):
        seen.extend(run_ahead(run, range(1000), 4))
    assert own_threads() == []


def test_an_error_starts_nothing_more() -> None:
    started: list[int] = []

    def run(item: int) -> int:
        started.append(item)
        if item == 0:
            raise ValueError("first")
        return item

    with pytest.raises(ValueError, match="first"):
        list(run_ahead(run, range(1000), 3))
    assert len(started) <= 3


def test_no_items_no_threads() -> None:
    assert list(run_ahead(str, [], 4)) == []
    assert own_threads() == []


def test_a_function_runs_beside_its_caller() -> None:
    asked = threading.Event()
    with run_beside(lambda: asked.wait(5)) as result:
        asked.set()
        assert result() is True
    assert own_threads() == []


def test_what_fails_beside_its_caller_is_raised_where_the_result_is_asked_for() -> None:
    def run() -> None:
        raise KeyError("S1")

    with run_beside(run) as result, pytest.raises(KeyError, match="S1"):
        result()
    with run_beside(run):
        pass
    assert own_threads() == []
