"""With columns= the server is asked for what these need, and they have the values they have without."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from opencga_frames import flat, read_parquet
from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.frames.include import include_for, plain_path
from opencga_frames.frames.schema.registry import entity_of, find_table

MAINS = ("samples", "individuals", "families", "cohorts", "files")
TABLES = [name for main in MAINS for name in entity_of(main).tables]


@pytest.fixture
def asked(sandbox, monkeypatch):
    """Parameters of every search, noted on the line."""
    found = []
    plain = sandbox.session

    def session():
        made = plain()
        made.hooks["response"].append(lambda answer, **_: found.append(urlsplit(answer.request.url)))
        return made

    monkeypatch.setattr(sandbox, "session", session)
    return lambda: [parse_qs(url.query) for url in found if url.path.endswith("/search")]


def include_of(asked):
    (parameters,) = asked()
    return parameters["include"][0].split(",")


@pytest.mark.parametrize("name", TABLES)
def test_all_columns_of_a_table_are_the_same_with_and_without_include(asked, study, name):
    columns = list(find_table(name).names)
    narrow = study.table(name, columns=columns)
    wide = study.table(name, core=False)
    assert [("include" in parameters) for parameters in asked()] == [True, False]
    pd.testing.assert_frame_equal(narrow, wide)


@pytest.mark.parametrize("name", TABLES)
def test_each_column_alone_is_the_same_with_and_without_include(asked, study, name):
    wide = study.table(name, core=False)
    for column in find_table(name).names:
        narrow = study.table(name, columns=[column])
        pd.testing.assert_frame_equal(narrow, wide[[column]])
    assert all("id" in parameters["include"][0].split(",") for parameters in asked()[1:])


@pytest.mark.parametrize(
    ("name", "columns", "expected"),
    [
        ("samples", ["somatic"], ["id", "somatic", "uuid"]),
        ("samples", ["study"], ["id", "uuid"]),
        ("samples", ["processing.product.id", "creation_date"], ["creationDate", "id", "processing.product", "uuid"]),
        ("samples", ["individual_id"], ["id", "individual", "individualId", "uuid"]),
        ("samples", ["internal_status_id"], ["id", "internal.status.id", "internal.status.name", "uuid"]),
        ("sample_phenotypes", ["sample_id"], ["id", "phenotypes", "uuid"]),
        ("sample_annotations", ["value"], ["annotationSets", "id", "uuid"]),
        ("individuals", ["sex_id"], ["id", "sex", "uuid"]),
        ("files", ["size"], ["id", "size", "uuid"]),
    ],
)
def test_only_what_the_columns_need_is_asked_for(asked, study, *, name, columns, expected):
    study.table(name, columns=columns)
    assert include_of(asked) == expected


@pytest.mark.parametrize(
    ("main", "filters"), [("studies", {"project": "rare"}), ("projects", {}), ("users", {"organization": "demo"})]
)
def test_lists_that_the_server_adds_itself_are_asked_for_whole(sandbox, connect, main, filters):
    """A part of such a list is refused: ``Path collision``."""
    resource = getattr(connect(sandbox).login("owner", "Sandbox-2026", organization="demo"), main)
    for name in entity_of(main).tables:
        wide = resource.frame(name, core=False, **filters)
        assert len(wide) > 0 or name in {"study_sources", "study_additional_info"}
        for column in wide.columns:
            pd.testing.assert_frame_equal(resource.frame(name, columns=[column], **filters), wide[[column]])


def test_embedded_entries_are_cut_down(asked, study):
    study.table("family_members", columns=["individual_id"])
    found = include_of(asked)
    assert {"members.id", "members.release"} <= set(found)
    assert "members" not in found
    assert not any(path.startswith(("members.samples", "members.phenotypes")) for path in found)


@pytest.mark.parametrize("own", [{"include": "id,uuid,version"}, {"exclude": "processing"}])
def test_a_projection_of_the_caller_comes_before_what_the_columns_need(asked, study, own):
    frame = study.samples(columns=["sample_id", "processing_quantity", "somatic"], **own)
    (parameters,) = asked()
    assert {word: parameters[word][0] for word in ("include", "exclude") if word in parameters} == own
    assert frame["processing_quantity"].isna().all()
    assert frame["somatic"].isna().all() == ("include" in own)


def test_without_columns_and_with_unknown_fields_everything_is_asked_for(asked, study, oc):
    study.samples()
    study.samples(columns=["sample_id"], extra="keep")
    study.samples(columns=["sample_id"], include=None)
    oc.samples.tables(study=study.fqn)
    assert ["include" in parameters for parameters in asked()] == [False, False, True, False]


def test_wrong_names_are_told_before_anything_is_sent(study, sandbox):
    sandbox.requests.clear()
    with pytest.raises(UnknownNameError, match="somatic"):
        study.samples(columns=["somatik"])
    assert not sandbox.requests


def test_annotations_ask_for_nothing_else(asked, study):
    narrow = study.annotations("intake", of="individuals")
    assert include_of(asked) == ["annotationSets", "id", "uuid", "version"]
    wide = study.annotations("intake", of="individuals", exclude="attributes")
    pd.testing.assert_frame_equal(narrow, wide)


@pytest.mark.parametrize("name", TABLES)
def test_no_path_of_an_include_lies_below_another(name):
    entity = entity_of(name)
    paths = include_for(entity, {name: entity.tables[name].columns})
    assert not [(p, q) for p in paths for q in paths if q.startswith(f"{p}.")]
    assert len(",".join(paths)) < 2500


def test_keys_of_maps_are_not_named():
    assert plain_path("a[].b{}.c") == "a.b"
    assert plain_path("a[].b.c[]") == "a.b.c"


@pytest.mark.parametrize("columns", ["sample_id", "sample_id,somatic", " somatic , sample_id ", ("sample_id",)])
def test_a_string_names_columns_as_well(oc, study, columns, tmp_path):
    names = [name.strip() for name in columns.split(",")] if isinstance(columns, str) else list(columns)
    answer = oc.samples.search(study=study.fqn)
    folder = study.to_parquet(tmp_path, tables="samples")["samples"]
    for frame in (
        oc.samples.frame(study=study.fqn, columns=columns),
        oc.samples.scan(study=study.fqn, columns=columns).frame(),
        oc.samples.scan(study=study.fqn).select(columns=columns).frame(),
        study.samples(columns=columns),
        study.table("samples", columns=columns),
        answer.frame(columns=columns),
        answer.arrow(columns=columns).to_pandas(),
        read_parquet(folder, columns=columns),
    ):
        assert frame.columns.tolist() == names
        assert len(frame) == 30


def test_a_string_names_tables_as_well(oc, study, tmp_path):
    both = {"samples", "sample_phenotypes"}
    assert study.to_parquet(tmp_path / "a", tables="samples,sample_phenotypes").keys() == both
    assert oc.samples.to_parquet(tmp_path / "b", study=study.fqn, tables="sample_phenotypes, samples").keys() == both
    assert oc.samples.search(study=study.fqn).to_parquet(tmp_path / "c", tables="samples").keys() == {"samples"}


def test_what_is_no_name_is_refused_as_such(oc, study):
    with pytest.raises(UsageError, match=r"columns got 3, expected names: a string, or a list of strings"):
        study.samples(columns=["sample_id", 3])
    with pytest.raises(UsageError, match=r"columns got 3, expected names"):
        oc.samples.search(study=study.fqn).frame(columns=3)
    with pytest.raises(UsageError, match=r"join got \['samples', 'individuals'\], expected names"):
        study.join(["samples", "individuals"])
    with pytest.raises(UsageError, match=r"variable_set got \['intake'\], expected one name"):
        study.annotations(["intake"])
    with pytest.raises(UsageError, match=r"table got \['samples'\], expected one name"):
        study.table(["samples"])
    with pytest.raises(UsageError, match=r"study got \['a'\], expected one name, as a string"):
        oc.study(["a"])
    with pytest.raises(UsageError, match=r"flat got str, expected a pandas frame"):
        flat("samples")
    with pytest.raises(UsageError, match=r"no option or table 'columns' of join\. Known: grain, how, max_rows"):
        study.join("samples", "individuals", columns="sex_id")
    with pytest.raises(UsageError, match=r"cohorts= of join is str, expected a pandas frame"):
        study.join("samples", cohorts="ALL")


def test_a_column_of_another_table_is_found_there(study):
    with pytest.raises(
        UnknownNameError, match=r"'phenotype_id' of table 'individuals'\. .* is in individual_phenotypes\."
    ):
        study.individuals(columns=["phenotype_id"])
