"""A disk holds the files of a dataset, and their names, before it holds the manifest that lists them."""

from __future__ import annotations

import os

import pytest

from opencga_frames.parquet.storage import Location, location_of


@pytest.fixture
def order(monkeypatch):
    """What happened to which path, in order."""
    events = []
    keep, move, remove = Location.keep, Location.move, Location.remove

    def kept(location):
        events.append(("keep", location.path))
        keep(location)

    def moved(location, target):
        events.append(("move", location.path, target.path))
        move(location, target)

    def removed(location):
        events.append(("remove", location.path))
        remove(location)

    monkeypatch.setattr(Location, "keep", kept)
    monkeypatch.setattr(Location, "move", moved)
    monkeypatch.setattr(Location, "remove", removed)
    return events


def test_the_manifest_takes_its_place_behind_everything_it_lists(study, tmp_path, order):
    study.to_parquet(tmp_path, tables=["samples", "sample_phenotypes"], partition_by="study")
    moves = {event[2]: place for place, event in enumerate(order) if event[0] == "move"}
    manifest = moves.pop(f"{tmp_path}/_dataset.json")
    assert len(moves) == 2
    for target, place in moves.items():
        staged = order[place][1]
        assert order.index(("keep", staged)) < place < manifest
        folder = target.rpartition("/")[0]
        while len(folder) >= len(str(tmp_path)):
            assert place < order.index(("keep", folder)) < manifest
            folder = folder.rpartition("/")[0]
    pending = order[manifest][1]
    assert order.index(("keep", pending)) < manifest
    assert ("keep", str(tmp_path)) in order[manifest:]


def test_old_files_go_when_the_disk_holds_the_new_manifest(study, tmp_path, order):
    old = study.to_parquet(tmp_path, tables=["cohorts"])
    (file,) = old.files("cohorts")
    order.clear()
    study.to_parquet(tmp_path, tables=["cohorts"], mode="replace")
    moved = next(n for n, event in enumerate(order) if event[-1] == f"{tmp_path}/_dataset.json")
    kept = order.index(("keep", str(tmp_path)), moved)
    assert kept < order.index(("remove", file))


def test_local_files_and_folders_are_kept_by_the_disk(tmp_path, monkeypatch):
    kept = []
    monkeypatch.setattr(os, "fsync", lambda opened: kept.append(os.fstat(opened).st_ino))
    file = tmp_path / "a.parquet"
    file.write_bytes(b"1")
    location_of(file).keep()
    location_of(tmp_path).keep()
    location_of("memory://of-a-test/a.parquet").keep()
    assert kept == [file.stat().st_ino, tmp_path.stat().st_ino]
