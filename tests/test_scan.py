"""A scan: one description of what is read, which carries itself out on any client."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
import warnings
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pytest

from opencga_frames import OpenCGAClient, read_parquet
from opencga_frames.errors import IncompleteResultError, OpenCGAWarning, UnknownNameError, UsageError
from opencga_frames.frames.decode import decoder
from opencga_frames.frames.decode.unknown_fields import unknown_members
from opencga_frames.rest.walk import range_walk
from opencga_frames.rest.walk.keys import Keys
from opencga_frames.sandbox import serve

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opencga_frames.sandbox import Sandbox
    from opencga_frames.scan import Scan


def names(scan: Scan) -> list[str]:
    return scan.frame()["sample_id"].tolist()


def test_a_scan_sends_nothing_before_rows_are_asked_for(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan(study=sandbox.study, somatic=False)
    assert not sandbox.requests
    assert scan.frame().equals(oc.samples.search(study=sandbox.study, somatic=False).frame())


def test_wrong_names_and_values_are_refused_when_it_is_made(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    with pytest.raises(UnknownNameError, match="sample_phenotypes"):
        oc.samples.scan("sample_phenotype", study=sandbox.study)
    with pytest.raises(UnknownNameError, match="somatic"):
        oc.samples.scan(columns=["somatik"], study=sandbox.study)
    with pytest.raises(UnknownNameError, match="somatic"):
        oc.samples.scan(study=sandbox.study, somatik=True)
    with pytest.raises(UsageError, match="expected 'warn', 'keep' or 'raise'"):
        oc.samples.scan(study=sandbox.study, extra="never")
    assert not sandbox.requests


def test_count_is_of_the_rows_that_the_scan_gives(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    every = oc.samples.scan(study=sandbox.study)
    assert every.count() == len(every.frame()) == len(oc.samples.search(study=sandbox.study))
    assert oc.samples.scan(study=sandbox.study, limit=7).count() == 7
    assert oc.samples.scan(study=sandbox.study, skip=5).count() == every.count() - 5


def test_batches_are_bounded_and_have_the_schema_of_the_table(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan(study=sandbox.study, page_size=10)
    batches = list(scan.batches(rows=4))
    assert {type(batch) for batch in batches} == {pa.RecordBatch}
    assert max(batch.num_rows for batch in batches) == 4
    assert [batch.schema.names for batch in batches[:1]] == [scan.schema().names]
    assert pa.Table.from_batches(batches).to_pylist() == scan.arrow().to_pylist()
    assert list(oc.samples.scan(study=sandbox.study, id="nobody").batches()) == []


def test_batches_are_bounded_by_bytes_and_no_row_is_lost(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    expected = oc.samples.scan(study=sandbox.study).arrow().to_pylist()
    whole = next(oc.samples.batches(study=sandbox.study))
    size = whole.nbytes // 5
    batches = list(oc.samples.batches(study=sandbox.study, size=size))
    assert len(batches) > 5
    assert max(batch.nbytes for batch in batches) <= size
    assert pa.Table.from_batches(batches).to_pylist() == expected
    assert [batch.num_rows for batch in oc.samples.batches(study=sandbox.study, size=1)] == [1] * 30
    assert [batch.num_rows for batch in oc.samples.batches(study=sandbox.study, rows=12, limit=30)] == [12, 12, 6]


def test_batches_of_a_resource_take_what_a_scan_takes(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    batches = list(oc.samples.batches("sample_phenotypes", study=sandbox.study, columns=["sample_id", "phenotype_id"]))
    assert {tuple(batch.schema.names) for batch in batches} == {("sample_id", "phenotype_id")}
    expected = oc.samples.frame("sample_phenotypes", study=sandbox.study, columns=["sample_id", "phenotype_id"])
    assert pa.Table.from_batches(batches)["sample_id"].to_pylist() == expected["sample_id"].tolist()


def test_frames_of_bounded_size_have_the_dtypes_of_the_whole(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan(study=sandbox.study, page_size=10, columns=["sample_id", "somatic", "creation_date"])
    frames = list(scan.frame_batches(rows=7))
    assert [len(frame) for frame in frames] == [7, 3, 7, 3, 7, 3]
    assert pd.concat(frames, ignore_index=True).equals(scan.frame())
    assert {frame.attrs["opencga_table"] for frame in frames} == {"samples"}


@pytest.mark.parametrize("bound", [{"rows": 0}, {"size": 0}, {"rows": 2.5}, {"size": True}])
def test_bounds_of_batches_must_be_whole_numbers(oc: OpenCGAClient, sandbox: Sandbox, bound: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="expected a whole number"):
        list(oc.samples.scan(study=sandbox.study).batches(**bound))
    assert not sandbox.requests


def test_one_scan_gives_several_tables(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan(study=sandbox.study).select("samples", "sample_phenotypes")
    tables = scan.tables()
    assert list(tables) == ["samples", "sample_phenotypes"]
    assert tables["sample_phenotypes"].equals(scan.frame("sample_phenotypes"))
    assert tables["samples"].attrs["opencga_table"] == "samples"


def test_columns_reach_the_request(scripted: Any, connect: Any, wire: Any) -> None:
    asked_for = []

    def answer(asked: Any) -> Any:
        asked_for.append(set(asked.query["include"].split(",")))
        return wire.sliced(asked, [{"id": "S1", "somatic": True}])

    oc = connect(scripted(answer), token=wire.token())
    frame = oc.samples.scan(study="demo@rare:s", columns=["sample_id", "somatic"]).frame()
    assert frame.dtypes.astype(str).to_dict() == {"sample_id": "string", "somatic": "boolean"}
    assert asked_for == [{"id", "somatic", "uuid"}]


def test_write_gives_the_files_of_the_frames(oc: OpenCGAClient, sandbox: Sandbox, tmp_path: Path) -> None:
    scan = oc.samples.scan(study=sandbox.study).select("samples", "sample_phenotypes")
    written = scan.write(tmp_path / "out")
    assert sorted(written) == ["sample_phenotypes", "samples"]
    assert read_parquet(written["samples"]).equals(scan.frame())


@pytest.mark.parametrize("parts", [1, 3, 30, 1000])
def test_partitions_together_give_each_row_once_in_order(oc: OpenCGAClient, sandbox: Sandbox, parts: int) -> None:
    scan = oc.samples.scan(study=sandbox.study)
    cut = scan.partitions(parts)
    assert len(cut) == min(parts, scan.count())
    assert [name for part in cut for name in names(part)] == names(scan)


def test_partitions_keep_limit_and_skip(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan(study=sandbox.study, skip=3, limit=11)
    assert [name for part in scan.partitions(4) for name in names(part)] == names(scan)


def test_partitions_of_no_rows_are_one_part_without_rows(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    (part,) = oc.samples.scan(study=sandbox.study, id="nobody").partitions(4)
    assert len(part.frame()) == 0
    assert part.frame().dtypes.equals(oc.samples.scan(study=sandbox.study).frame().dtypes)


@pytest.mark.parametrize("parts", [0, -1, 2.5])
def test_partitions_must_be_a_whole_number(oc: OpenCGAClient, sandbox: Sandbox, parts: Any) -> None:
    with pytest.raises(UsageError, match="expected a whole number"):
        oc.samples.scan(study=sandbox.study).partitions(parts)


def test_a_pickle_leaves_the_client_behind_and_bind_attaches_one(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    scan = oc.samples.scan("sample_phenotypes", study=sandbox.study, somatic=False, page_size=10)
    for twin in (pickle.loads(pickle.dumps(scan)), copy.deepcopy(scan)):
        assert twin == scan
        assert twin.endpoint == scan.endpoint
        assert twin.entity is scan.entity
        with pytest.raises(UsageError, match=r"bound to no client. Attach one: scan.bind\(oc\)"):
            twin.frame()
        assert twin.bind(oc).frame().equals(scan.frame())


def test_a_pickle_holds_no_secret(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    data = pickle.dumps(oc.samples.scan(study=sandbox.study))
    assert oc.token is not None
    assert oc.token.reveal().encode() not in data
    assert b"Sandbox-2026" not in data


def read_elsewhere(data: bytes, url: str) -> pd.DataFrame:
    """Run a pickled scan with a client of this process."""
    with OpenCGAClient({"rest": {"host": url}}) as oc:
        oc.login("viewer", "Sandbox-2026", organization="demo")
        scan: Scan = pickle.loads(data)
        return scan.bind(oc).frame()


def test_a_scan_runs_in_a_spawned_process(sandbox: Sandbox) -> None:
    with serve(sandbox) as server, OpenCGAClient({"rest": {"host": server.url}}) as oc:
        oc.login("viewer", "Sandbox-2026", organization="demo")
        scan = oc.samples.scan(study=sandbox.study, columns=["sample_id", "creation_date", "somatic"])
        parts = [(pickle.dumps(part), server.url) for part in scan.partitions(2)]
        with multiprocessing.get_context("spawn").Pool(2) as pool:
            frames = pool.starmap(read_elsewhere, parts)
        expected = scan.frame()
    together = pd.concat(frames, ignore_index=True)
    pd.testing.assert_frame_equal(together, expected)


def test_a_frame_given_as_ids_is_kept_as_its_ids(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    some = oc.samples.frame(study=sandbox.study, limit=3)
    scan = oc.samples.scan(study=sandbox.study, id=some)
    assert scan.arguments["id"] == some["sample_id"].tolist()
    assert names(pickle.loads(pickle.dumps(scan)).bind(oc)) == some["sample_id"].tolist()


def test_every_paged_call_can_be_scanned(scripted: Any, connect: Any, wire: Any) -> None:
    def answer(asked: Any) -> Any:
        audit = {"id": "A1", "userId": "ana", "date": "20260102030405"}
        return wire.sliced(asked, [audit if "audit" in asked.path else {"id": "I1"}])

    oc = connect(scripted(answer), token=wire.token())
    audit = oc.studies.scan("audit_records", study="demo@rare:s")
    assert audit.endpoint.name == "search_audit"
    assert audit.frame()["user_id"].tolist() == ["ana"]
    found = oc.clinical.frame("interpretations", study="demo@rare:s")
    assert found["interpretation_id"].tolist() == ["I1"]
    assert oc.clinical.scan(of="search_interpretation").selected == ("interpretations",)


def test_rows_that_no_table_describes_become_the_one_table_rows(scripted: Any, connect: Any, wire: Any) -> None:
    rows = [{"id": "R1", "mapq": 60}, {"id": "R2", "mapq": None}]
    oc = connect(scripted(lambda asked: wire.sliced(asked, rows)), token=wire.token())
    scan = oc.alignments.scan(file="a.bam")
    assert scan.selected == ("rows",)
    assert scan.arrow().to_pylist() == [{"id": "R1", "mapq": 60}, {"id": "R2", "mapq": None}]
    assert [batch.num_rows for batch in scan.batches(rows=1)] == [1, 1]
    with pytest.raises(UnknownNameError, match="rows"):
        oc.alignments.scan("samples", file="a.bam")


def test_partial_results_are_the_same_for_frames_and_answers(scripted: Any, connect: Any, wire: Any) -> None:
    """A count that never fits the rows: both read twice, both warn, both give what arrived."""

    def ask(read: Callable[[Any], Any]) -> tuple[Any, int, list[str]]:
        rows = [{"id": f"S{i}"} for i in range(25)]

        def answer(asked: Any) -> Any:
            start = int(asked.query["skip"])
            return wire.page(rows[start : start + int(asked.query["limit"])], matches=40)

        server = scripted(answer)
        oc = connect(server, token=wire.token(), page_size=10, workers=1)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", OpenCGAWarning)
            made = read(oc)
        return made, server.count("samples/search"), [str(warning.message) for warning in caught]

    frame, asked, told = ask(lambda oc: oc.samples.frame(study="demo@rare:s", on_error="partial"))
    answer, asked_too, told_too = ask(lambda oc: oc.samples.search(study="demo@rare:s", on_error="partial").frame())
    assert len(frame) == 25
    assert frame.equals(answer)
    assert asked == asked_too
    assert told == told_too
    assert told[0].startswith("Partial result: ")

    with pytest.raises(IncompleteResultError):
        ask(lambda oc: oc.samples.frame(study="demo@rare:s"))


def test_what_was_learnt_belongs_to_the_client(
    scripted: Any, connect: Any, wire: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first answer with a new field is searched for it; later ones are read knowing it."""
    searched = []

    def members(value: Any, root: Any) -> Any:
        searched.append(value["id"])
        return unknown_members(value, root)

    monkeypatch.setattr(decoder, "unknown_members", members)
    rows = [{"id": f"S{i}", "novelty": i} for i in range(3)]
    oc = connect(scripted(lambda asked: wire.sliced(asked, rows)), token=wire.token())
    kept = ['{"novelty":0}', '{"novelty":1}', '{"novelty":2}']
    assert oc.samples.frame(study="demo@rare:s", extra="keep")["extra_json"].tolist() == kept
    assert searched == ["S0", "S1", "S2"]
    assert oc.samples.search(study="demo@rare:s").frame(extra="keep")["extra_json"].tolist() == kept
    assert searched == ["S0", "S1", "S2"]


def test_a_field_learnt_before_is_not_reported_where_it_is_missing(scripted: Any, connect: Any, wire: Any) -> None:
    rows = [[{"id": "S1", "novelty": 1}], [{"id": "S2"}]]
    oc = connect(scripted(lambda asked: wire.sliced(asked, rows[asked.query["somatic"] == "true"])), token=wire.token())
    with pytest.warns(OpenCGAWarning, match="novelty"):
        oc.samples.frame(study="demo@rare:s", somatic=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert oc.samples.frame(study="demo@rare:s", somatic=True)["sample_id"].tolist() == ["S2"]


def test_what_is_read_can_be_pickled_and_what_reads_says_what_to_send(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    study = oc.study(sandbox.study)
    for copied in (pickle.loads(pickle.dumps(study)), copy.deepcopy(study)):
        with pytest.raises(UsageError, match=r"bound to no client. Attach one: study.bind\(oc\)"):
            copied.samples()
        assert copied.bind(oc).samples().equals(study.samples())
    tables = oc.samples.search(study=sandbox.study).tables()
    for twin in (pickle.loads(pickle.dumps(tables)), copy.deepcopy(tables)):
        assert list(twin) == list(tables)
        assert twin["sample_phenotypes"].equals(tables["sample_phenotypes"])
    for cannot in (oc, oc.samples):
        with pytest.raises(UsageError, match=r"holds connections. Send a scan"):
            pickle.dumps(cannot)


def test_what_is_done_for_a_page_does_not_grow_with_the_pages_before_it(
    sandbox: Sandbox, oc: OpenCGAClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The keys of all rows are compared behind the last page, in walks by ranges of dates as well."""
    monkeypatch.setattr(range_walk, "MOST_BY_SKIP", 10)
    monkeypatch.setattr(range_walk, "RANGE_ROWS", 5)
    compared: list[int] = []
    repeated = Keys.repeated

    def counted(keys: Keys) -> int:
        compared.append(1)
        return repeated(keys)

    monkeypatch.setattr(Keys, "repeated", counted)
    pages = list(oc.samples.scan(study=sandbox.study, page_size=2).reading().parts())
    assert sum(page.tables["samples"].num_rows for page in pages) == 30
    assert len(pages) > 15
    assert pages[-1].total == 30
    assert len(compared) < 5
