"""Files and folders: content, upload, download, head, grep, and names of every kind."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from opencga_frames.errors import BadQueryError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from opencga_frames import OpenCGAClient, Study

CONTENT = "row 1\nrow 2\nrow 3\n"


@pytest.mark.recorded("file-head", "file-grep")
def test_head_and_grep(oc: OpenCGAClient, study: Study) -> None:
    head = oc.files.head("data:notes.txt", study=study.fqn, lines=2).results()[0]
    assert (head["content"], head["lines"]) == ("row 1\nrow 2\n", 2)
    rest = oc.files.head("data:notes.txt", study=study.fqn, offset=head["offset"]).results()[0]
    assert rest["content"] == "row 3\n"
    found = oc.files.grep("data:notes.txt", study=study.fqn, pattern="3").results()[0]
    assert found["content"].endswith("row 3\n")


@pytest.mark.recorded("file-download", "file-info-path")
def test_a_download_is_the_content(oc: OpenCGAClient, study: Study, tmp_path: Path) -> None:
    assert oc.files.download("data:notes.txt", study=study.fqn).content == CONTENT.encode()
    assert oc.files.info("data/notes.txt", study=study.fqn).results()[0]["id"] == "data:notes.txt"
    oc.files.download("data/notes.txt", study=study.fqn, to=tmp_path / "notes.txt")
    assert (tmp_path / "notes.txt").read_text("utf-8") == CONTENT
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.recorded("upload-ok", "upload-again", "upload-no-slash")
def test_an_upload_is_downloaded_as_it_was(oc: OpenCGAClient, scratch: Study, tmp_path: Path) -> None:
    (tmp_path / "up.bin").write_bytes(bytes(range(256)) * 40)
    answer = oc.files.upload(file=tmp_path / "up.bin", study=scratch.fqn, relative_file_path="data/up/")
    assert answer.results()[0]["path"] == "data/up/up.bin"
    content = oc.files.download("data:up:up.bin", study=scratch.fqn).content
    assert hashlib.sha256(content).digest() == hashlib.sha256((tmp_path / "up.bin").read_bytes()).digest()
    assert scratch.files(path="data/up/up.bin")["size"].tolist() == [10240]
    with pytest.raises(BadQueryError, match="already exists"):
        oc.files.upload(file=tmp_path / "up.bin", study=scratch.fqn, relative_file_path="data/up/")
    with pytest.raises(BadQueryError, match="must end in '/'"):
        oc.files.upload(file=b"x", name="x.txt", study=scratch.fqn, relative_file_path="data/up")


@pytest.mark.recorded("file-info-space", "file-info-plus")
@pytest.mark.parametrize("name", ["report 3.txt", "plus+and&hash#pct%.txt"])
def test_names_of_every_kind(oc: OpenCGAClient, scratch: Study, name: str) -> None:
    path = f"data/names/{name}"
    oc.files.create(study=scratch.fqn, parents=True, data={"path": path, "type": "FILE", "content": "x\n"})
    key = f"data:names:{name}"
    assert oc.files.info(key, study=scratch.fqn).results()[0]["path"] == path
    assert scratch.files(path=path)["name"].tolist() == [name]


@pytest.mark.recorded("file-create", "file-create-dir", "file-list", "file-update", "file-move", "file-content-update")
def test_folders_moves_and_new_content(oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str]) -> None:
    folder = random_id("folder")
    oc.files.create(study=scratch.fqn, parents=True, data={"path": f"data/{folder}/", "type": "DIRECTORY"})
    first = {"path": f"data/{folder}/a.txt", "type": "FILE", "content": CONTENT}
    oc.files.create(study=scratch.fqn, data=first)
    oc.files.update(f"data:{folder}:a.txt", study=scratch.fqn, data={"description": "d", "tags": ["x"]})
    oc.files.move(f"data:{folder}:a.txt", study=scratch.fqn, data={"path": f"data/{folder}/b.txt"})
    oc.files.update_content(f"data:{folder}:b.txt", study=scratch.fqn, data={"content": "new\n"})
    rows = oc.files.list(f"data:{folder}:", study=scratch.fqn).results()
    assert [(row["path"], row["description"], row["tags"]) for row in rows] == [(f"data/{folder}/b.txt", "d", ["x"])]
    assert oc.files.download(f"data:{folder}:b.txt", study=scratch.fqn).content == b"new\n"


@pytest.mark.recorded("file-create-again", "file-create-no-parents", "file-create-no-content")
@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"path": "data/notes.txt", "content": "x\n"}, "already exists a file"),
        ({"path": "nodir/x.txt", "content": "x\n"}, "parents"),
        ({"path": "data/empty.txt"}, "content"),
    ],
)
def test_files_that_cannot_be_made(oc: OpenCGAClient, study: Study, body: dict[str, str], message: str) -> None:
    with pytest.raises(BadQueryError, match=message):
        oc.files.create(study=study.fqn, data={"type": "FILE", **body})


@pytest.mark.recorded("file-head-unknown", "file-download-unknown")
def test_files_that_are_not_there(oc: OpenCGAClient, study: Study, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="not found"):
        oc.files.head("nosuch.txt", study=study.fqn)
    with pytest.raises(NotFoundError, match="not found"):
        oc.files.download("nosuch.txt", study=study.fqn, to=tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.recorded("file-delete")
def test_a_delete_of_files_is_a_job(oc: OpenCGAClient, scratch: Study) -> None:
    """A job is always entered; whether and when it runs is up to the installation."""
    path = {"path": "data/delete/gone.txt", "type": "FILE", "content": "x\n"}
    oc.files.create(study=scratch.fqn, parents=True, data=path)
    row = oc.files.delete("data:delete:gone.txt", study=scratch.fqn).results()[0]
    assert row["tool"]["id"] == "files-delete"
    job = oc.job(row["id"], scratch.fqn)
    assert job.status in {"PENDING", "QUEUED", "RUNNING", "DONE", "ERROR", "ABORTED"}
    assert row["id"] in oc.jobs.search(study=scratch.fqn).frame()["job_id"].tolist()
