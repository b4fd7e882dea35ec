"""Work ends as a whole, with its parts and its time, and nothing else ends with it."""

from __future__ import annotations

import socket
import threading

import pytest

from opencga_frames.errors import NotReachableError, TimedOutError
from opencga_frames.ground.interrupt import Work, current_work, pause


def test_the_end_of_a_whole_is_that_of_its_parts() -> None:
    whole = Work(apart=True)
    with Work(whole) as part, Work() as inner:
        whole.end()
        assert (part.ended, inner.ended) == (True, True)
        with pytest.raises(NotReachableError, match="ended before its answer came"):
            inner.check()


def test_the_end_of_a_part_leaves_the_whole() -> None:
    with Work(apart=True) as whole:
        with Work() as part:
            part.end()
        assert not whole.ended
        assert current_work() is whole
    assert current_work() is None


def test_what_joins_work_that_was_ended_is_ended() -> None:
    whole = Work(apart=True)
    whole.end()
    with Work(whole) as late:
        assert late.ended


def test_a_part_has_the_time_of_its_whole_at_most() -> None:
    with Work(seconds=5.0, apart=True), Work(seconds=100.0) as part:
        assert part.within(50.0) <= 5.0
    assert Work(apart=True).within(50.0) == 50.0


def test_time_that_is_over_is_told() -> None:
    with Work(seconds=0.0, apart=True), pytest.raises(TimedOutError, match="time given for the call is over"):
        pause(30.0)


def test_a_pause_ends_with_its_work() -> None:
    work = Work(apart=True)
    begun = threading.Event()
    raised: list[BaseException] = []

    def wait() -> None:
        with Work(work):
            begun.set()
            try:
                pause(600.0)
            except NotReachableError as error:
                raised.append(error)

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    assert begun.wait(20)
    work.end()
    thread.join(20)
    assert len(raised) == 1


@pytest.mark.enable_socket
@pytest.mark.parametrize("late", [False, True])
def test_a_socket_is_shut_down_with_the_work_that_holds_it(*, late: bool) -> None:
    near, far = socket.socketpair()
    work = Work(apart=True)
    with near, far:
        if late:
            work.end()
        work.hold(near)
        work.end()
        assert far.recv(1) == b""


@pytest.mark.enable_socket
def test_a_socket_that_was_released_stays_open() -> None:
    near, far = socket.socketpair()
    work = Work(apart=True)
    with near, far:
        work.hold(near)
        work.release(near)
        work.end()
        near.sendall(b"x")
        assert far.recv(1) == b"x"
