"""Long calls say how far they have come: with a bar, or with a line in the log every minute."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.ground.progress import watching

if TYPE_CHECKING:
    from opencga_frames import OpenCGAClient
    from opencga_frames.sandbox import Sandbox


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "opencga_frames.ground.progress"]


def test_without_a_terminal_a_line_a_minute_tells_rows_pace_bytes_and_time_left(
    clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with watching("samples/search", wanted=None, clock=clock) as observe:
        for minute in range(3):
            for step in range(6):
                clock.now += 10
                rows = 6_000 * (6 * minute + step + 1)
                observe(rows, 1_000_000, 2_400 * rows)
    assert lines(caplog) == [
        "samples/search: 36,000 of 1,000,000 rows (4%), 600 rows/s, 86.4 MB, 26 min 47 s left",
        "samples/search: 72,000 of 1,000,000 rows (7%), 600 rows/s, 172.8 MB, 25 min 47 s left",
        "samples/search: 108,000 of 1,000,000 rows (11%), 600 rows/s, 259.2 MB, 24 min 47 s left",
        "samples/search: 108,000 rows, 259.2 MB in 3 min 0 s",
    ]
    assert {record.levelname for record in caplog.records} == {"INFO"}


def test_a_number_of_rows_that_is_not_known_leaves_out_the_time_left(
    clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with watching("files/a/download", wanted=None, unit="B", clock=clock) as observe:
        clock.now += 7_200
        observe(3_600_000, -1)
    assert lines(caplog) == [
        "files/a/download: 3,600,000 B, 500 B/s",
        "files/a/download: 3,600,000 B in 2 h 0 min",
    ]


@pytest.mark.parametrize(("wanted", "seconds"), [(None, 59), (False, 600)])
def test_short_calls_and_those_that_shall_be_quiet_say_nothing(
    clock: Any, caplog: pytest.LogCaptureFixture, wanted: bool | None, seconds: int
) -> None:
    caplog.set_level(logging.INFO)
    with watching("samples/search", wanted=wanted, clock=clock) as observe:
        clock.now += seconds
        observe(10, 20)
    assert lines(caplog) == []


def test_the_bar_shows_rows_and_bytes(oc: OpenCGAClient, sandbox: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    oc.samples.frame(study=sandbox.study, page_size=10, progress=True)
    shown = capsys.readouterr().err
    assert "30.0/30.0" in shown
    assert "rows/s" in shown
    assert " MB]" in shown
