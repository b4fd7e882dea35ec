"""Pages that are converted in other processes become the same tables, in the same order, and nothing stays behind."""

from __future__ import annotations

import json
import multiprocessing
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import DecodeError, OpenCGAWarning, UsageError
from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.processes import DecoderProcesses
from opencga_frames.frames.schema.registry import entity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames import OpenCGAClient
    from opencga_frames.sandbox import Sandbox


def processes(number: int) -> DecoderProcesses:
    conversion = Conversion(entity_of("samples"), study="demo@rare:s")
    return DecoderProcesses(conversion, ("samples",), ("sample_id",), core=True, number=number)


@pytest.fixture
def _nothing_stays() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("_nothing_stays")
def test_frames_and_batches_are_those_of_one_process(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan(study=sandbox.study, page_size=4).select("samples", "sample_phenotypes")
    tables, expected = scan.in_processes(2).tables(), scan.tables()
    assert list(tables) == list(expected)
    assert all(tables[name].equals(expected[name]) for name in expected)


@pytest.mark.usefixtures("_nothing_stays")
def test_what_does_not_fit_is_told_once(scripted: Any, connect: Any, wire: Any) -> None:
    rows = [{"id": f"S{n}", "novelty": n} for n in range(12)]
    oc = connect(scripted(lambda asked: wire.sliced(asked, rows)), token=wire.token(), page_size=4)
    with pytest.warns(OpenCGAWarning, match=r"novelty \(unknown field, 12 times\)"):
        frame = oc.samples.scan(study="demo@rare:s").in_processes(2).frame()
    assert frame["sample_id"].tolist() == [row["id"] for row in rows]


@pytest.mark.usefixtures("_nothing_stays")
def test_errors_of_a_page_come_in_its_place_and_a_killed_process_is_no_hang() -> None:
    with processes(2) as some:
        assert [*some.add(b'[{"id": "S1"}]'), *some.add(b"no JSON")] == []
        results = some.rest()
        assert next(results)["samples"].to_pylist() == [{"sample_id": "S1"}]
        with pytest.raises(DecodeError, match="not JSON"):
            next(results)
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        with pytest.raises(DecodeError, match="has ended"):
            [*some.add(json.dumps([{"id": "S2"}]).encode()), *some.rest()]


@pytest.mark.usefixtures("_nothing_stays")
def test_leaving_early_ends_the_processes(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan(study=sandbox.study, page_size=4)
    batches = scan.in_processes(2).batches()
    assert next(batches).to_pylist() == next(scan.batches()).to_pylist()
    batches.close()


@pytest.mark.parametrize("number", [0, 1.5, True])
def test_their_number_is_a_whole_one(oc: OpenCGAClient, sandbox: Sandbox, number: Any) -> None:
    with pytest.raises(UsageError, match="expected a whole number"):
        oc.samples.scan(study=sandbox.study).in_processes(number)
