"""One writer at a time, on storage that can do no more than list what was written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading

import pytest

from opencga_frames.dataset.layout import CLAIMS
from opencga_frames.dataset.lock import FolderLock
from opencga_frames.errors import StorageError
from opencga_frames.parquet.storage import location_of


@pytest.fixture
def folder(tmp_path):
    return location_of(tmp_path)


def claims(folder):
    return folder.inside(CLAIMS).names()


def test_a_lock_is_held_and_given_back(folder):
    with FolderLock(folder):
        (name,) = claims(folder)
        assert json.loads(folder.inside(CLAIMS).inside(name).read())["process"] == os.getpid()
    assert claims(folder) == []


def test_a_second_writer_is_refused_and_leaves_the_first_alone(folder):
    with FolderLock(folder):
        with pytest.raises(StorageError, match=f"being written by process {os.getpid()} on"), FolderLock(folder):
            pass
        assert len(claims(folder)) == 1
    with FolderLock(folder):
        pass


def test_of_many_that_come_at_once_one_gets_it(folder):
    """The winner holds it until all others have been refused."""
    won, refused, all_done = [], [], threading.Event()

    def write(number):
        try:
            with FolderLock(folder):
                won.append(number)
                all_done.wait(20)
        except StorageError:
            refused.append(number)
        if len(refused) == 5:
            all_done.set()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert len(refused) == 5
    assert claims(folder) == []


def test_the_lock_of_a_dead_process_is_taken_over(folder):
    code = (
        "import os, sys; from opencga_frames.dataset.lock import FolderLock; "
        "from opencga_frames.parquet.storage import location_of; "
        "FolderLock(location_of(sys.argv[1])).__enter__(); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", code, folder.path], check=False)
    assert done.returncode == 9
    assert len(claims(folder)) == 1
    with FolderLock(folder):
        assert len(claims(folder)) == 1
    assert claims(folder) == []


@pytest.mark.parametrize(("silence", "taken"), [(60, True), (3600, False)])
def test_a_writer_on_another_machine_is_dead_when_it_gives_no_sign_of_life(folder, silence, taken):
    folder.inside(CLAIMS).make_folder()
    claim = {"host": "elsewhere", "process": 1, "born": "1", "renewed": 1000.0, "held": True}
    folder.inside(CLAIMS).inside("00.json").write(json.dumps(claim).encode())
    lock = FolderLock(folder, clock=lambda: 1000.0 + silence, sleep=lambda _: None)
    if taken:
        with pytest.raises(StorageError, match="process 1 on elsewhere"), lock:
            pass
    else:
        with lock:
            assert "00.json" not in claims(folder)


def test_a_claim_that_was_cut_while_it_was_written_does_not_last(folder):
    folder.inside(CLAIMS).make_folder()
    folder.inside(CLAIMS).inside("00.json").write(b'{"host": "els')
    now = iter(range(1000))
    with FolderLock(folder, clock=lambda: float(next(now)), sleep=lambda _: None):
        assert len(claims(folder)) == 1


def test_a_process_that_slept_for_long_notices_that_others_took_over(folder):
    with FolderLock(folder) as lock:
        folder.inside(CLAIMS).inside(claims(folder)[0]).remove()
        with pytest.raises(StorageError, match="took over"):
            lock.confirm()


def test_a_sign_of_life_is_given_once_a_minute(folder):
    now = [1000.0]
    with FolderLock(folder, clock=lambda: now[0]) as lock:
        (name,) = claims(folder)
        for now[0] in (1030.0, 1061.0):
            lock.renew()
        assert json.loads(folder.inside(CLAIMS).inside(name).read())["renewed"] == 1061.0
