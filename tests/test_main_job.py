"""The main job on documents of real installations, over HTTP: log in, pull, join, write Parquet, read back."""

from __future__ import annotations

import gzip
import json
from contextlib import nullcontext

import pandas as pd
import pytest

from opencga_frames import join
from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import OpenCGAWarning
from opencga_frames.parquet import read_provenance, read_tables
from opencga_frames.sandbox import Sandbox, serve

pytestmark = [pytest.mark.shared, pytest.mark.enable_socket]

FILES = {"samples": "sample", "individuals": "individual", "families": "family", "cohorts": "cohort"}
SOURCES = {
    "iva-clinical-AN12-corpasome": {"samples": 4, "individuals": 4, "families": 1, "cohorts": 0},
    "mongo-dump-v5.0.0-task-7645": {"samples": 10, "individuals": 3, "families": 0, "cohorts": 1},
    "mongo-dump-v3.2.1": {"samples": 9, "individuals": 2, "families": 0, "cohorts": 1},
    "manifest-corpasome": {"samples": 4, "individuals": 4, "families": 1, "cohorts": 0},
}


def ids_in_files(folder, table):
    """Ids of the documents of a folder, each once: a nested document may be in it several times."""
    for name in (f"{FILES[table]}.jsonl.gz", f"{FILES[table]}.nested.jsonl.gz"):
        if (folder / name).is_file():
            with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
                return sorted({json.loads(line)["id"] for line in lines})
    return []


#: Files in which no individual names its families, although these name their members.
INDIVIDUALS_WITHOUT_FAMILIES = ("iva-clinical-AN12-corpasome", "manifest-corpasome")


@pytest.mark.parametrize("source", SOURCES)
def test_pull_join_write_and_read_back(shared, source, tmp_path):
    folder = shared / "data" / source
    expected = {table: ids_in_files(folder, table) for table in FILES}
    assert {table: len(ids) for table, ids in expected.items()} == SOURCES[source]
    sandbox = Sandbox(data=folder)
    unlinked = source in INDIVIDUALS_WITHOUT_FAMILIES

    def joining():
        return pytest.warns(OpenCGAWarning, match="families matched none") if unlinked else nullcontext()

    with serve(sandbox) as port:
        configuration = ClientConfiguration({"rest": {"host": port.url}, "session_folder": str(tmp_path)}, environ={})
        with OpenCGAClient(configuration) as oc:
            study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
            frames = {table: study.table(table) for table in FILES}
            answers = {table: getattr(oc, table).search(study=study.fqn) for table in FILES}
            with joining():
                joined = study.join(*FILES)
            written = study.to_parquet(tmp_path / "out", tables=[n for t in FILES for n in study.tables(t)])
    for table, ids in expected.items():
        key = f"{FILES[table]}_id"
        assert sorted(frames[table][key]) == ids
        assert len(answers[table]) == answers[table].num_matches() == len(ids)
        assert not set(answers[table].unexpected()["kind"]) & {"lost", "unknown field"}
        assert read_provenance(written[table]).rows == len(ids)
    back = read_tables(tmp_path / "out")
    for answer in answers.values():
        for name, frame in answer.tables(core=False).items():
            pd.testing.assert_frame_equal(back[name], frame)
    assert joined["sample_id"].tolist() == frames["samples"]["sample_id"].tolist()
    assert {"individual_sex_id", "family_ids", "num_cohorts"} <= set(joined.columns)
    with joining():
        pd.testing.assert_frame_equal(join(**frames), joined)
    with joining():
        again = join(**{table: back[table] for table in FILES})
    assert again["sample_id"].tolist() == joined["sample_id"].tolist()
    assert again["num_cohorts"].tolist() == joined["num_cohorts"].tolist()


def test_samples_find_their_individuals_and_cohorts(shared):
    """In the dump of 5.0.0 one cohort holds samples, and three individuals own some."""
    sandbox = Sandbox(data=shared / "data" / "mongo-dump-v5.0.0-task-7645")
    session = sandbox.session()
    oc = OpenCGAClient(ClientConfiguration({"rest": {"host": sandbox.url}}, environ={}), session=session)
    study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    joined = study.join("samples", "individuals", "cohorts")
    owners = {s["id"]: row["id"] for row in oc.individuals.search(study=study.fqn) for s in row["samples"]}
    members = [s["id"] for row in oc.cohorts.search(study=study.fqn) for s in row["samples"]]
    assert joined["num_cohorts"].tolist() == [members.count(name) for name in joined["sample_id"]]
    matched = joined.dropna(subset=["individual_version"])
    assert dict(zip(matched["sample_id"], matched["individual_id"], strict=True)) == {
        name: owner for name, owner in owners.items() if name in set(joined["sample_id"])
    }
