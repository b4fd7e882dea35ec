"""Tables: the same columns and types whatever the data, every value exact, nothing lost in silence."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from opencga_frames import RestResponse, read_parquet
from opencga_frames.errors import DecodeError, OpenCGAWarning

MAINS = ("samples", "individuals", "families", "cohorts", "files")
NASTY = ["001", "NA", "nan", "True", "1e5", "None", "null", "N/A", "-", "1.0", "é\u2028x", "a,b\"c'd", "2026-01-01"]


def answer(rows, entity="sample"):
    return RestResponse.from_documents(rows, entity=entity, study="demo@rare:germline")


def kinds(frame):
    """Columns with their dtypes; of categories only what they are made of, since their values come with the rows."""
    made = {name: getattr(dtype, "categories", None) for name, dtype in frame.dtypes.items()}
    return [
        (name, str(dtype), None if made[name] is None else made[name].dtype) for name, dtype in frame.dtypes.items()
    ]


@pytest.mark.parametrize("main", MAINS)
@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow"])
def test_b09_no_one_and_many_rows_have_the_same_columns_and_dtypes(study, main, backend):
    """Also A13: an empty result is a frame like any other."""
    none = study.tables(main, id="nobody", dtype_backend=backend, core=False)
    one = study.tables(main, limit=1, dtype_backend=backend, core=False)
    many = study.tables(main, dtype_backend=backend, core=False)
    assert list(none) == list(one) == list(many)
    for name in many:
        assert kinds(none[name]) == kinds(one[name]) == kinds(many[name])
    assert [len(none[main]), len(one[main])] == [0, 1]
    assert isinstance(none[main].index, pd.RangeIndex)


def test_a13_an_empty_answer_is_a_frame(oc, study):
    found = oc.samples.search(study=study.fqn, id="nobody")
    assert len(found.frame()) == len(found.to_data_frame()) == 0
    assert "sample_id" in found.frame().columns
    assert "internal.status.id" in found.to_data_frame().columns


@pytest.mark.parametrize("main", MAINS)
def test_a14_no_cell_holds_a_python_object_and_dates_are_dates(study, main):
    tables = study.tables(main, core=False)
    for name, frame in tables.items():
        lists = [c for c in frame if frame[c].dtype == object]
        cells = [cell for c in lists for cell in frame[c].dropna()]
        assert {type(cell) for cell in cells} <= {tuple}, name
        assert {type(item) for cell in cells for item in cell} <= {str, int, float}, name
    dates = {"creation_date", "modification_date"}
    kinds = {str(tables[main][c].dtype) for c in tables[main] if c in dates or c.endswith("_last_modified")}
    assert kinds == {"datetime64[s]"}
    assert tables[main]["creation_date"].notna().all()


def test_a12_the_number_of_frames_made_does_not_grow_with_the_rows(monkeypatch):
    made = []
    plain = pd.DataFrame.__init__

    def counting(self, *args, **kwargs):
        made.append(1)
        plain(self, *args, **kwargs)

    few, many = ([{"id": f"S{n}", "phenotypes": [{"id": "HP:1"}]} for n in range(count)] for count in (3, 3000))
    monkeypatch.setattr(pd.DataFrame, "__init__", counting)
    monkeypatch.setattr(pd, "concat", lambda *a, **k: pytest.fail("frames are not put together row by row"))
    counts = []
    for rows in (few, many):
        made.clear()
        assert len(answer(rows).to_data_frame()) == len(rows)
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_a33_a_key_that_was_renamed_keeps_its_column():
    old = answer([{"id": "S1", "internal": {"status": {"name": "READY"}}, "status": {"name": "QC_PASS"}}]).frame()
    new = answer([{"id": "S1", "internal": {"status": {"id": "READY"}}, "status": {"id": "QC_PASS"}}]).frame()
    assert old["internal_status_id"].tolist() == new["internal_status_id"].tolist() == ["READY"]
    assert old["status_id"].tolist() == new["status_id"].tolist() == ["QC_PASS"]
    assert list(old.columns) == list(new.columns)


def test_b10_whole_numbers_beside_missing_ones_stay_whole_and_exact(tmp_path):
    big = 2**53 + 1
    rows = [{"id": "a", "size": big}, {"id": "b"}, {"id": "c", "size": None}, {"id": "d", "size": 2**63 - 1}]
    found = answer(rows, "file")
    frame = found.frame(columns=["file_id", "size"])
    assert str(frame["size"].dtype) == "Int64"
    assert frame["size"][0] == big
    assert frame["size"].isna().tolist() == [False, True, True, False]
    back = read_parquet(found.to_parquet(tmp_path)["files"])
    assert (back["size"][0], back["size"][3]) == (big, 2**63 - 1)
    assert str(back["size"].dtype) == "Int64"


def test_b11_dates_far_away_are_exact_and_bad_ones_are_missing_and_counted():
    stamps = ["10000101000000", "16770920235959", "22620412000000", "99991231235959", "20260230000000", "soon", ""]
    found = answer([{"id": f"S{n}", "creationDate": stamp} for n, stamp in enumerate(stamps)])
    with pytest.warns(OpenCGAWarning, match=r"creationDate \(lost, 2 times\)"):
        frame = found.frame()
    assert str(frame["creation_date"].dtype) == "datetime64[s]"
    assert [None if pd.isna(d) else d.isoformat() for d in frame["creation_date"]] == [
        "1000-01-01T00:00:00",
        "1677-09-20T23:59:59",
        "2262-04-12T00:00:00",
        "9999-12-31T23:59:59",
        None,
        None,
        None,
    ]
    told = found.unexpected()
    assert told[["path", "kind", "count"]].to_numpy().tolist() == [["creationDate", "lost", 2]]


@pytest.mark.parametrize("backend", ["numpy_nullable", "pyarrow", None])
def test_b12_text_that_looks_like_something_else_stays_text_to_parquet_and_back(tmp_path, backend):
    rows = [{"id": text, "description": text, "phenotypes": [{"id": text, "name": text}]} for text in NASTY]
    found = answer(rows)
    written = found.to_parquet(tmp_path / str(backend))
    for frame in (found.frame(dtype_backend=backend), read_parquet(written["samples"], dtype_backend=backend)):
        assert frame["sample_id"].tolist() == NASTY
        assert frame["description"].tolist() == NASTY
    assert read_parquet(written["sample_phenotypes"])["phenotype_id"].tolist() == NASTY


@pytest.mark.parametrize("text", NASTY)
def test_b12_an_id_survives_the_whole_way_over_http(scripted, connect, wire, text):
    server = scripted(lambda asked: wire.page([{"id": text, "individualId": text}]))
    oc = connect(server)
    assert oc.samples.frame(study="o@p:s")["individual_id"].tolist() == [text]


def test_c01_columns_do_not_come_from_the_first_row():
    rows = [{"id": "S1"}, {"id": "S2", "processing": {"quantity": "510 ng"}, "somatic": True}]
    frame = answer(rows).frame()
    assert frame["processing_quantity"].fillna("none").tolist() == ["none", "510 ng"]
    bare = RestResponse.from_documents(rows)
    assert bare.frame().loc[1].notna().sum() >= 3


def test_c01_nor_do_those_of_rows_that_nobody_described():
    made = RestResponse.from_documents([{"gene": "A"}, {"gene": "B", "late": 1}]).frame()
    assert set(made.columns) == {"gene", "late"}
    assert made["late"].isna().tolist() == [True, False]
    assert str(made["late"].dtype) == "Int64"


def test_c02_fields_of_a_newer_server_are_counted_and_told():
    rows = [{"id": f"S{n}", "novelty": {"deep": n}, "source": {"colour": "red"}} for n in range(3)]
    found = answer(rows)
    with pytest.warns(OpenCGAWarning, match=r"novelty \(unknown field, 3 times\)"):
        frame = found.frame()
    assert "novelty" not in frame.columns
    told = found.unexpected()
    assert told[["path", "kind", "count"]].to_numpy().tolist() == [
        ["novelty", "unknown field", 3],
        ["source.colour", "unknown field", 3],
    ]


def test_c02_or_kept_or_refused():
    found = answer([{"id": "S1", "novelty": [1, {"x": None}]}, {"id": "S2"}])
    kept = found.frame(extra="keep")["extra_json"]  # nothing is lost, so nobody is warned
    assert json.loads(kept[0]) == {"novelty": [1, {"x": None}]}
    assert pd.isna(kept[1])
    with pytest.raises(DecodeError, match="novelty"):
        found.frame(extra="raise")


def test_c03_a_first_page_of_missing_values_decides_nothing(scripted, connect, wire, tmp_path):
    rows = [{"id": f"S{n:02}", "description": None, "somatic": None} for n in range(10)]
    rows += [{"id": f"S{n:02}", "description": "late", "somatic": True} for n in range(10, 20)]
    oc = connect(scripted(lambda asked: wire.sliced(asked, rows)), page_size=10)
    direct = oc.samples.frame(study="o@p:s", columns=["sample_id", "description", "somatic"])
    back = read_parquet(oc.samples.to_parquet(tmp_path, study="o@p:s")["samples"], columns=list(direct.columns))
    pd.testing.assert_frame_equal(direct, back)
    assert direct["description"].isna().sum() == 10
    assert [str(t) for t in direct.dtypes] == ["string", "string", "boolean"]


def test_c03_nor_does_a_null_where_an_object_or_a_list_should_be(scripted, connect, wire):
    rows = [{"id": "S1", "phenotypes": None, "source": None, "annotationSets": None}, {"id": "S2"}]
    rows += [{"id": "S3", "phenotypes": [{"id": "HP:1"}, None], "source": {"id": "x"}}]
    oc = connect(scripted(lambda asked: wire.sliced(asked, rows)), page_size=1)
    assert oc.samples.frame("sample_phenotypes", study="o@p:s")["phenotype_id"].dropna().tolist() == ["HP:1"]


def test_c04_free_objects_are_text_also_when_empty(tmp_path):
    rows = [{"id": "S1", "attributes": {}}, {"id": "S2", "attributes": {"a.b": {"c": []}, "é": None}}, {"id": "S3"}]
    found = answer(rows)
    back = read_parquet(found.to_parquet(tmp_path)["samples"])
    assert json.loads(back["attributes_json"][1]) == {"a.b": {"c": []}, "é": None}
    assert back["attributes_json"].isna().tolist()[2]
    assert back["attributes_json"].fillna("-").tolist()[0] in {"{}", "-"}


def test_c04_so_are_those_of_rows_that_nobody_described(tmp_path):
    found = RestResponse.from_documents([{"gene": "A", "extra": {}}, {"gene": "B", "extra": [{}]}])
    back = read_parquet(found.to_parquet(tmp_path)["rows"])
    assert back["gene"].tolist() == ["A", "B"]
    assert back["extra_json"].tolist() == ["{}", "[{}]"]


@pytest.mark.parametrize(
    ("value", "text"),
    [("x", "x"), (5, "5"), (1.5, "1.5"), (True, "true")],
    ids=["text", "whole number", "number", "truth value"],
)
def test_c05_another_kind_of_scalar_becomes_text_and_is_counted(value, text):
    found = answer([{"id": "S1", "description": value}, {"id": "S2", "description": "plain"}])
    assert found.frame()["description"].tolist() == [text, "plain"]
    told = found.unexpected()
    assert told["count"].tolist() == ([] if isinstance(value, str) else [1])


def test_c05_list_or_scalar_and_object_or_text_do_not_break_a_table():
    rows = [
        {"id": "S1", "fileIds": "one.vcf", "status": "READY", "phenotypes": {"id": "HP:1"}, "somatic": "yes"},
        {"id": "S2", "fileIds": ["a", "b"], "status": {"id": "READY"}, "phenotypes": [{"id": "HP:2"}], "somatic": True},
        {"id": "S3", "fileIds": [1, None], "status": 7, "phenotypes": ["HP:3"], "version": "3"},
    ]
    found = answer(rows)
    with pytest.warns(OpenCGAWarning):
        frame = found.frame()
    assert frame["sample_id"].tolist() == ["S1", "S2", "S3"]
    assert frame["status_id"].tolist()[1] == "READY"
    assert frame["somatic"].isna().tolist() == [True, False, True]
    told = found.unexpected().set_index("path")
    assert told.loc["somatic", "kind"] == "lost"
    assert told.loc["somatic", "example"] == "yes"
