"""An export or a sync that is killed at any instant is continued, and ends with the data of one that was not."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from opencga_frames import open_dataset, read_parquet, verify
from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.dataset.layout import MANIFEST, WORK
from opencga_frames.sandbox import Sandbox, serve

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are made by fork"),
]
SAMPLES = 130
TABLES = ["samples", "sample_phenotypes", "sample_annotations", "individuals", "individual_samples", "cohort_samples"]
PASSWORD = "Sandbox-2026"


class Runs:
    """Exports and syncs of one study, each in a process of its own."""

    def __init__(self, url: str, study: str, place: Path) -> None:
        self.place = place
        self._counted = place / "steps.txt"
        common = {"url": url, "study": study, "tables": TABLES, "part": 60, "page": 20}
        self._common = {**common, "counted": str(self._counted)}
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("killed.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, what: str, folder: Path, kill_at: int = -1) -> bool:
        """Run to the end, or until it kills itself; tells whether it did."""
        job = {**self._common, "what": what, "folder": str(folder), "kill_at": kill_at}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        done = json.loads(self._process.stdout.readline())
        assert done["killed"] or done["code"] == 0
        return bool(done["killed"])

    def steps(self, what: str, folder: Path) -> int:
        """Run to the end and count the steps."""
        assert not self.run(what, folder)
        return int(self._counted.read_text())

    def close(self) -> None:
        self._process.communicate(timeout=10)


@pytest.fixture(scope="module")
def sandbox():
    made = Sandbox(samples=SAMPLES)
    client(made).samples.create(study=made.study, id="A-will-be-deleted")
    return made


def client(sandbox, user="owner"):
    oc = OpenCGAClient(ClientConfiguration({"rest": {"host": sandbox.url}}, environ={}), session=sandbox.session())
    return oc.login(user, PASSWORD, organization="demo")


@pytest.fixture(scope="module")
def runs(sandbox, tmp_path_factory, request):
    socket = pytest.importorskip("pytest_socket")
    socket.enable_socket()
    with serve(sandbox) as server:
        made = Runs(server.url, sandbox.study, tmp_path_factory.mktemp("kill"))
        yield made
        made.close()


@pytest.fixture(scope="module")
def states(sandbox, runs):
    """Give a dataset, the same study exported after entries were written and deleted, and the steps of both runs."""
    before, after, synced = runs.place / "before", runs.place / "after", runs.place / "synced"
    exported = runs.steps("export", before)
    change(sandbox)
    assert not runs.run("export", after)
    shutil.copytree(before, synced)
    return before, after, {"export": exported, "sync": runs.steps("sync", synced)}


def change(sandbox):
    """Write and delete entries of every kind of change."""
    oc = client(sandbox)
    ids = oc.samples.frame(study=sandbox.study)["sample_id"].tolist()
    for number in range(0, len(ids), 40):
        oc.samples.update(ids[number], study=sandbox.study, description=f"changed {number}")
    oc.samples.update(ids[7], study=sandbox.study, phenotypes=[{"id": "HP:0000118", "name": "abnormality"}])
    oc.samples.create(study=sandbox.study, id="M-new")
    oc.samples.create(study=sandbox.study, id="Z-new")
    oc.samples.delete(["A-will-be-deleted"], study=sandbox.study)
    oc.cohorts.create(study=sandbox.study, id="new", samples=[{"id": ids[3]}, {"id": ids[90]}])


def assert_same(folder, expected):
    """All tables hold the same rows, the files are whole, and nothing of a dead run is left."""
    found, wanted = verify(folder), open_dataset(expected)
    assert list(found) == list(wanted)
    for name in wanted:
        pd.testing.assert_frame_equal(found.frame(name), wanted.frame(name))
        files = {path.name for path in (folder / name).iterdir()}
        assert files == {Path(path).name for path in found.files(name)}
    assert not list((folder / WORK).iterdir())


def kill_and_continue(runs, states, what, trial):
    """Kill one run at a random step, perhaps the next one as well, and let another end."""
    before, after, steps = states
    chance = random.Random(f"{what} {trial}")
    folder = runs.place / f"{what}-{trial}"
    if what == "sync":
        shutil.copytree(before, folder)
    kills = int(runs.run(what, folder, chance.randint(1, steps[what])))
    assert_old_or_new(folder, {0: None, 1: before if what == "sync" else after, 2: after})
    if chance.random() < 0.3 and not is_done(folder, what):
        kills += runs.run(what, folder, chance.randint(1, steps[what] // 2))
    # An export that died behind its commit left nothing to do but to clean up, which any run does.
    assert not runs.run("sync" if is_done(folder, what) else what, folder)
    assert_same(folder, after)
    shutil.rmtree(folder)
    return kills


def generation(folder):
    return open_dataset(folder).manifest.generation if (folder / MANIFEST).exists() else 0


def is_done(folder, what):
    return generation(folder) == {"export": 1, "sync": 2}[what]


def assert_old_or_new(folder, expected):
    """Readers see the dataset of before or the new one, never something between."""
    wanted = expected[generation(folder)]
    if wanted is not None:
        for name, path in open_dataset(wanted).items():
            pd.testing.assert_frame_equal(open_dataset(folder).frame(name), read_parquet(path))


@pytest.mark.parametrize("trial", range(4))
@pytest.mark.parametrize("what", ["export", "sync"])
def test_a_killed_run_is_continued_and_ends_with_the_same_data(runs, states, what, trial):
    assert kill_and_continue(runs, states, what, trial)


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize("what", ["export", "sync"])
def test_200_killed_runs_are_continued_and_end_with_the_same_data(runs, states, what):
    kills = sum(kill_and_continue(runs, states, what, n) for n in range(100, 200))
    assert kills >= 100
