"""A dataset on storage without names that can be changed, and on a real S3-compatible server."""

from __future__ import annotations

import subprocess
import sys

import pandas as pd
import pytest

from opencga_frames import open_dataset, read_parquet, read_tables, verify
from opencga_frames.errors import StorageError

TABLES = ["samples", "sample_phenotypes"]

pytest.importorskip("fsspec")


@pytest.fixture(scope="module")
def s3():
    """An S3-compatible server on loopback, in a process of its own."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    assert moto
    code = (
        "import sys; from moto.server import ThreadedMotoServer; "
        "s = ThreadedMotoServer('127.0.0.1', 0, verbose=False); s.start(); "
        "print(s.get_host_and_port()[1], flush=True); sys.stdin.read(); s.stop()"
    )
    command = [sys.executable, "-W", "ignore", "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        process.communicate(timeout=20)


@pytest.fixture
def bucket(s3, monkeypatch):
    """Address of a folder in a bucket of the server; its credentials come from the environment."""
    import fsspec
    import s3fs

    known = {"AWS_ENDPOINT_URL": s3, "AWS_ACCESS_KEY_ID": "test-id", "AWS_SECRET_ACCESS_KEY": "test-key-0815"}
    for name, value in {**known, "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    files = fsspec.filesystem("s3")
    files.mkdirs("studies", exist_ok=True)
    yield "s3://studies/germline"
    files.rm("studies/germline", recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


def round_trip(study, owner, folder):
    """Export, read, sync, replace and verify."""
    made = study.to_parquet(folder, tables=TABLES)
    pd.testing.assert_frame_equal(made.frame("samples"), study.samples(core=False))
    pd.testing.assert_frame_equal(read_parquet(f"{folder}/samples"), study.samples(core=False))
    assert set(read_tables(folder)) == set(TABLES)
    owner.samples.create(study=study.fqn, id="Z-new")
    synced = study.sync(folder)
    assert (synced.rows["samples"], synced.changes["samples"].added) == (31, 1)
    assert verify(folder) == synced
    with pytest.raises(StorageError, match="holds a dataset of"):
        study.to_parquet(folder, tables=TABLES)
    replaced = study.to_parquet(folder, tables=TABLES, mode="replace")
    assert open_dataset(folder).manifest.generation == replaced.manifest.generation == 3
    with pytest.raises(StorageError, match="written anew"):
        synced.frame("samples")


def test_a_dataset_in_memory(study, owner):
    import fsspec

    round_trip(study, owner, "memory://dataset-test/germline")
    left = fsspec.filesystem("memory").find("/dataset-test/germline")
    assert sorted(path.rpartition("/")[2] for path in left if ".parquet" not in path) == [
        "_dataset.json",
        "datapackage.json",
    ]


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_dataset_on_an_s3_compatible_server(study, owner, bucket):
    import fsspec

    round_trip(study, owner, bucket)
    files = fsspec.filesystem("s3")
    left = files.find("studies/germline")
    assert len([path for path in left if path.endswith(".parquet")]) == 2
    for path in left:
        assert b"test-key-0815" not in files.cat_file(path)


@pytest.mark.enable_socket
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_an_export_that_failed_on_an_s3_compatible_server_goes_on(study, bucket, monkeypatch, parts_of, sandbox):
    from opencga_frames.export.work import RunFolder

    parts_of(7)
    whole = RunFolder.save_part
    saved = []

    def failing(*given):
        if len(saved) == 2:
            raise StorageError("the line is down")
        saved.append(given)
        return whole(*given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RunFolder, "save_part", failing)
        with pytest.raises(StorageError, match="the line is down"):
            study.to_parquet(bucket, tables=TABLES)
    with pytest.raises(StorageError, match="no dataset"):
        open_dataset(bucket)
    made = study.to_parquet(bucket, tables=TABLES)
    pd.testing.assert_frame_equal(made.frame("samples"), study.samples(core=False))
    assert verify(bucket) == made
