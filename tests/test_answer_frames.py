"""Answers and what they become: frames, Arrow, Parquet, other libraries, notebooks."""

from __future__ import annotations

import gzip
import json
import re

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from opencga_frames import RestResponse, read_parquet
from opencga_frames.errors import OpenCGAWarning, UnknownNameError, UsageError
from opencga_frames.parquet import read_provenance

STUDY = "demo@rare:germline"
SAMPLES = [
    {"id": "S1", "somatic": True, "version": 2, "creationDate": "20260301120000", "phenotypes": [{"id": "HP:1"}]},
    {"id": "S2", "somatic": False, "version": 1, "individualId": "I2", "fileIds": ["a.vcf", "b.vcf"]},
]


@pytest.fixture
def samples(oc, study):
    return oc.samples.search(study=study.fqn)


def documents(rows=SAMPLES, entity="sample"):
    return RestResponse.from_documents(rows, entity=entity, study=STUDY)


def test_tables_of_an_answer_are_made_when_they_are_asked_for(samples):
    tables = samples.tables()
    assert list(tables) == [
        "samples",
        "sample_phenotypes",
        "sample_annotations",
        "sample_files",
        "sample_cohorts",
        "sample_collection_from",
        "sample_qc_variant_stats",
        "sample_signatures",
        "sample_signature_counts",
        "sample_signature_fittings",
        "sample_hr_detects",
        "sample_qc_comments",
    ]
    assert "samples" in tables
    assert tables["samples"] is tables["samples"]
    assert tables.counts()["sample_files"] == sum(len(row["fileIds"]) for row in samples)
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, samples.frame(name))
    with pytest.raises(UnknownNameError, match="sample_files"):
        tables["sample_file"]


def test_columns_are_chosen_by_either_name_and_come_in_the_order_asked(samples):
    frame = samples.frame(columns=["somatic", "internal.status.id", "sample_id", "uuid"])
    assert list(frame.columns) == ["somatic", "internal_status_id", "sample_id", "uuid"]
    with pytest.raises(UnknownNameError, match="individual_id"):
        samples.frame(columns=["individual"])


def test_names_may_be_dotted_as_include_takes_them(oc, samples, study):
    frame = samples.frame(names="dotted", core=False)
    assert {"id", "internal.status.id", "processing.product.id", "creationDate"} <= set(frame.columns)
    again = oc.samples.search(study=study.fqn, include=["id", "processing.product.id"])
    assert again.frame(columns=["processing.product.id"])["processing_product_id"].tolist() == (
        frame["processing.product.id"].tolist()
    )
    pd.testing.assert_frame_equal(samples.to_data_frame(), frame)


@pytest.mark.parametrize(
    ("backend", "expected"),
    [
        ("numpy_nullable", ["string", "boolean", "Int32", "datetime64[s]", "category", "object"]),
        (
            "pyarrow",
            [
                "string[pyarrow]",
                "bool[pyarrow]",
                "int32[pyarrow]",
                "timestamp[s][pyarrow]",
                "dictionary<values=string, indices=int32, ordered=0>[pyarrow]",
                "list<item: string>[pyarrow]",
            ],
        ),
    ],
)
def test_the_backend_decides_the_dtypes(samples, backend, expected):
    columns = ["sample_id", "somatic", "version", "creation_date", "internal_status_id", "file_ids"]
    frame = samples.frame(columns=columns, dtype_backend=backend)
    assert [str(dtype) for dtype in frame.dtypes] == expected
    assert frame["somatic"].tolist() == [row["somatic"] for row in samples]
    assert list(frame["file_ids"][0]) == samples.results()[0]["fileIds"]


def test_the_plain_backend_has_the_dtypes_of_numpy(samples):
    frame = samples.frame(columns=["sample_id", "somatic", "version"], dtype_backend=None)
    assert [frame[c].dtype.kind for c in ("somatic", "version")] == ["b", "i"]
    with pytest.raises(UsageError, match="dtype_backend"):
        samples.frame(dtype_backend="arrow")
    with pytest.raises(UsageError, match="names"):
        samples.frame(names="camel")


def test_arrow_says_of_each_column_where_it_comes_from(samples):
    table = samples.arrow(columns=["sample_id", "creation_date", "file_ids"])
    assert isinstance(table, pa.Table)
    assert table.schema.types == [pa.string(), pa.timestamp("s"), pa.list_(pa.string())]
    assert table.schema.field("creation_date").metadata[b"json_path"] == b"creationDate"
    assert samples.arrow("sample_files").num_rows == sum(len(row["fileIds"]) for row in samples)


def test_polars_and_duckdb_read_an_answer(samples):
    made = pl.DataFrame(samples)
    assert made.shape == samples.frame().shape
    assert made["sample_id"].to_list() == [row["id"] for row in samples]
    assert made.schema["somatic"] == pl.Boolean
    assert made.schema["file_ids"] == pl.List(pl.String)
    counted = duckdb.sql("select somatic, count(*) from samples group by somatic order by somatic").fetchall()
    somatic = sum(row["somatic"] for row in samples)
    assert counted == [(flag, n) for flag, n in ((False, 30 - somatic), (True, somatic)) if n]
    assert pa.table(samples).num_rows == 30


def test_an_answer_goes_to_parquet_and_comes_back_equal(samples, tmp_path):
    written = samples.to_parquet(tmp_path)
    assert list(written) == list(samples.tables())
    for name, path in written.items():
        pd.testing.assert_frame_equal(read_parquet(path), samples.frame(name, core=False))
    some = samples.to_parquet(tmp_path / "some", tables=["sample_files"], core=True)
    assert list(some) == ["sample_files"]
    told = read_provenance(written["samples"])
    assert (told.endpoint, told.study, told.rows, told.complete) == ("samples/search", STUDY, 30, True)
    with pytest.raises(UnknownNameError, match="sample_files"):
        samples.to_parquet(tmp_path / "none", tables=["sample_file"])
    assert not (tmp_path / "none").exists()


def test_a_resource_goes_to_parquet_page_by_page_and_equals_its_frames(oc, study, tmp_path):
    written = oc.individuals.to_parquet(tmp_path, study=study.fqn, page_size=4)
    for name, frame in oc.individuals.tables(study=study.fqn, core=False).items():
        pd.testing.assert_frame_equal(read_parquet(written[name]), frame)
    limited = oc.individuals.to_parquet(tmp_path / "few", study=study.fqn, limit=3, tables=["individuals"])
    assert len(read_parquet(limited["individuals"])) == 3
    assert read_provenance(limited["individuals"]).complete is False


@pytest.mark.parametrize("page_size", [1, 7, 1000])
@pytest.mark.parametrize("main", ["samples", "families", "files"])
def test_the_page_size_does_not_change_a_frame(oc, study, main, page_size):
    resource = getattr(oc, main)
    direct = resource.frame(study=study.fqn, page_size=page_size)
    answer = resource.search(study=study.fqn)
    pd.testing.assert_frame_equal(direct, answer.frame())
    assert direct.attrs["opencga_table"] == main


def test_annotations_without_a_definition_have_the_types_of_their_values(samples, study):
    spread = samples.annotations("intake")
    typed = study.annotations("intake")
    assert set(spread.columns) <= set(typed.columns)
    assert str(spread["age"].dtype) == "Int64"
    assert str(spread["smoker"].dtype) == "boolean"
    assert spread["age"].tolist() == typed["age"].tolist()
    assert len(samples.annotations("nonesuch")) == 0
    with pytest.raises(UnknownNameError):
        documents([{"id": "u"}], "user").annotations("intake")


@pytest.mark.parametrize("form", ["text", "bytes", "path", "gzip", "mapping"])
def test_a_saved_answer_is_as_good_as_a_fresh_one(scripted, connect, wire, *, tmp_path, form):
    body = wire.page(SAMPLES)[2]
    file = tmp_path / "answer.json"
    file.write_bytes(body)
    packed = tmp_path / "answer.json.gz"
    packed.write_bytes(gzip.compress(body))
    source = {"text": body.decode(), "bytes": body, "path": file, "gzip": packed, "mapping": json.loads(body)}[form]
    saved = RestResponse.from_json(source, study=STUDY, entity="sample")
    fresh = connect(scripted(lambda asked: (200, wire.JSON, body))).samples.search(study=STUDY)
    pd.testing.assert_frame_equal(saved.frame(), fresh.frame())
    assert saved.tables().counts() == fresh.tables().counts()
    assert saved.server_version == "5.0.0"


def test_saved_documents_are_recognised_by_their_fields(oc, study):
    for main in ("samples", "individuals", "families", "cohorts", "files"):
        answer = getattr(oc, main).search(study=study.fqn)
        assert RestResponse.from_documents(answer.results()).main_table == main
    assert RestResponse.from_documents([{"gene": "BRCA1"}]).main_table == "rows"


def test_documents_nobody_described_are_one_table():
    made = RestResponse.from_documents([{"gene": "BRCA1", "n": {"x": 1}}, {"gene": "TP53", "tags": ["a"]}])
    frame = made.frame()
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "gene": "string",
        "n_x": "Int64",
        "tags": "object",
    }
    assert list(made.tables()) == ["rows"]
    assert made.frame("rows", columns=["n_x"])["n_x"].isna().tolist() == [False, True]
    assert len(made.unexpected()) == 0
    with pytest.raises(UnknownNameError, match="rows"):
        made.frame("samples")


def test_answers_of_any_endpoint_become_a_frame(oc, study, sandbox):
    about = oc.meta.about().frame()
    assert len(about) == 1
    values = oc.samples.distinct(study=study.fqn, field="internal.status.id").frame()
    assert values.iloc[:, 0].tolist() == ["READY"]
    assert oc.meta.ping().frame()["value"].tolist() == ["pong"]
    assert len(oc.studies.search(project="rare").frame()) == 1
    assert len(oc.projects.search().frame()) == len(sandbox.studies)


def test_include_leaves_what_was_not_asked_for_missing(oc, study):
    """The server writes 0 and false where a primitive was not asked for: those are no values."""
    answer = oc.samples.search(study=study.fqn, include=["id", "processing"])
    assert {row["somatic"] for row in answer} == {False}
    frame = answer.frame(core=False)
    assert frame["sample_id"].notna().all()
    assert frame["processing_quantity"].notna().all()
    for name in ("somatic", "release", "creation_date", "internal_status_id", "individual_id"):
        assert frame[name].isna().all(), name
    assert (frame["version"] > 0).all(), "servers add the version of a sample to any include"
    assert str(frame["somatic"].dtype) == "boolean"
    walked = oc.samples.frame(study=study.fqn, include="id,processing", core=False)
    pd.testing.assert_frame_equal(walked, frame)


def test_include_of_a_primitive_keeps_it(oc, study):
    frame = oc.samples.frame(study=study.fqn, include="id,somatic,version")
    whole = oc.samples.frame(study=study.fqn)
    assert frame["somatic"].tolist() == whole["somatic"].tolist()
    assert frame["version"].tolist() == whole["version"].tolist()
    assert frame["creation_date"].isna().all()


def test_exclude_leaves_out_only_what_it_names(oc, study):
    frame = oc.samples.frame(study=study.fqn, exclude="somatic,processing")
    assert frame["somatic"].isna().all()
    assert frame["processing_quantity"].isna().all()
    assert frame["version"].notna().all()


def test_a_limit_shows_in_every_face_of_the_answer(oc, study, tmp_path):
    answer = oc.samples.search(study=study.fqn, limit=5)
    assert (len(answer), answer.truncated, answer.is_complete) == (5, True, False)
    assert repr(answer) == "<RestResponse samples/search: 5 of 30 rows (limited)>"
    assert "5 of 30 (limited)" in answer._repr_html_()
    told = read_provenance(answer.to_parquet(tmp_path)["samples"])
    assert (told.complete, told.num_matches, told.rows) == (False, 30, 5)


def test_a_count_costs_no_rows(oc, study):
    answer = oc.samples.search(study=study.fqn, limit=0)
    assert (len(answer), answer.num_matches(), len(answer.frame())) == (0, 30, 0)
    assert str(answer.frame()["somatic"].dtype) == "boolean"


def without_style(card):
    return re.sub(r' style="[^"]*"', "", card)


def test_a_card_says_what_was_written(sandbox, connect):
    owner = connect(sandbox).login("owner", "Sandbox-2026", organization="demo")
    (sample,) = owner.samples.search(study=sandbox.study, limit=1).results()
    answer = owner.samples.update(sample["id"], study=sandbox.study, description="x")
    assert "<th>entries</th><td>1 updated</td>" in without_style(answer._repr_html_())
    assert repr(answer).endswith(": 1 updated>")


def test_html_is_escaped(scripted, connect, wire):
    event = {"type": "WARNING", "id": "x", "message": "<script>alert(1)</script> Bearer abc.def"}
    answer = connect(scripted(lambda asked: wire.page([{"id": "<b>"}], events=[event]))).samples.search(
        study="o@p:<i>s</i>"
    )
    card = answer._repr_html_()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; Bearer ***" in card
    assert "o@p:&lt;i&gt;s&lt;/i&gt;" in card
    assert "<script>" not in card
    assert "<i>" not in card
    shown = answer.tables()._repr_html_()
    assert "<td>samples</td><td>1</td>" in without_style(shown)


def test_progress_writes_to_standard_error_only(oc, study, capsys):
    answer = oc.samples.search(study=study.fqn, progress=True, page_size=10)
    printed = capsys.readouterr()
    assert len(answer) == 30
    assert printed.out == ""
    assert "samples/search" in printed.err
    oc.samples.search(study=study.fqn)
    assert capsys.readouterr() == ("", "")


def test_empty_texts_are_missing_unless_they_are_wanted():
    answer = documents([{"id": "S1", "description": "", "status": {"id": ""}}])
    assert answer.frame()[["description", "status_id"]].isna().all(axis=None)
    assert answer.frame(keep_empty=True)["description"].tolist() == [""]


def test_a_warning_points_at_the_line_of_the_caller(scripted, connect, wire, tmp_path):
    oc = connect(scripted(lambda asked: wire.page([{"id": "S1", "novelty": 1}])))
    answer = oc.samples.search(study=STUDY)
    for make in (
        answer.frame,
        answer.arrow,
        lambda: answer.tables()["samples"],
        lambda: answer.to_parquet(tmp_path),
        lambda: oc.samples.frame(study=STUDY),
        lambda: oc.samples.tables(study=STUDY),
        lambda: oc.samples.to_parquet(tmp_path, study=STUDY),
        lambda: oc.study(STUDY).samples(),
        lambda: oc.study(STUDY).to_parquet(tmp_path / "dataset", tables=["samples"]),
        lambda: oc.samples.search(study=STUDY).frame(columns=["sample_id"]),
    ):
        with pytest.warns(OpenCGAWarning, match="novelty") as caught:
            make()
        assert [warning.filename for warning in caught] == [__file__]


def test_a_file_tells_the_parameters_by_their_wire_names(oc, study, tmp_path):
    answer = oc.samples.search(study=study.fqn, individual_id=["F000001-C1", "F000001-MO"], somatic=False)
    told = read_provenance(answer.to_parquet(tmp_path)["samples"])
    assert told.parameters == {"study": STUDY, "individualId": "F000001-C1,F000001-MO", "somatic": "false"}


def test_an_answer_behaves_like_its_rows(samples):
    assert len(samples) == 30
    assert bool(samples) is True
    assert [row["id"] for row in samples] == samples.frame()["sample_id"].tolist()
    assert samples.get_results() == samples.results()
    assert samples.get_result(3) == samples.results()[3]
    assert samples.num_matches() == 30
    assert samples.events == []
