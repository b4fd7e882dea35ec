"""A sandbox that was saved is the same sandbox when it is read back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import StorageError, UsageError
from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import requests

KINDS = ("samples", "individuals", "families", "cohorts", "files", "jobs", "panels", "analysis/clinical")
PASSWORD = "Sandbox-2026"


class Caller:
    """A session of one user of a sandbox."""

    def __init__(self, sandbox: Sandbox, user: str = "owner", password: str = PASSWORD) -> None:
        self.session: requests.Session = sandbox.session()
        self.base = sandbox.url + "/webservices/rest/v2/"
        answer = self.post("users/login", {"user": user, "password": password, "organization": "demo"})
        self.status = answer.status_code
        if self.status == 200:
            token = answer.json()["responses"][0]["results"][0]["token"]
            self.session.headers["Authorization"] = f"Bearer {token}"

    def post(self, path: str, body: Any, **params: Any) -> requests.Response:
        return self.session.post(self.base + path, json=body, params=params)

    def get(self, path: str, **params: Any) -> Any:
        response = self.session.get(self.base + path, params=params)
        if response.headers["Content-Type"] != "application/json":
            return response.status_code, response.content
        answer = response.json()
        return response.status_code, answer.get("events"), answer["responses"][0]["results"]


class Clock:
    """Time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1_750_000_000.0

    def __call__(self) -> float:
        return self.now


def changed(sandbox: Sandbox) -> Caller:
    """Write something of every kind: new, renamed, changed and deleted entries, users, permissions, files, notes."""
    owner, here = Caller(sandbox), {"study": sandbox.study}
    first = owner.get("samples/search", limit=3, include="id", **here)[2]
    for one in ("X1", "X2", "X3"):
        owner.post("samples/create", {"id": one, "description": "字"}, **here)
    owner.post("samples/X1/update", {"description": "second"}, **here)
    owner.session.delete(owner.base + "samples/X2/delete", params=here)
    owner.post("samples/X1/update", {"id": "X2"}, **here)
    owner.post(f"samples/{first[0]['id']}/update", {"description": "changed"}, **here)
    owner.post("samples/acl/stranger/update", {"sample": "X3", "permissions": "VIEW"}, action="ADD", **here)
    owner.post("files/create", {"path": "data/z.txt", "type": "FILE", "content": "z 字\n"}, parents=True, **here)
    owner.post("users/create", {"id": "new", "name": "n", "email": "n@example.org", "password": "New-user-1!"})
    owner.post("users/password", {"user": "new", "organizationId": "demo", "password": "New-user-1!",
                                  "newPassword": "New-user-2!"})  # fmt: skip
    note = {"id": "n", "type": "OTHER", "visibility": "PUBLIC", "valueType": "STRING", "value": "v"}
    owner.post(f"studies/{sandbox.study}/notes/create", note)
    owner.post("files/fetch", {"url": "http://127.0.0.1:9/x", "path": "data/"}, jobId="late", **here)
    return owner


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    made = Sandbox(samples=40, variants=60, jobs=True, clock=clock)
    changed(made)
    return made


@pytest.fixture
def loaded(sandbox: Sandbox, tmp_path: Path, clock: Clock) -> Sandbox:
    sandbox.save(tmp_path / "kept")
    return Sandbox.from_folder(tmp_path / "kept", clock=clock)


def questions(study: str) -> list[tuple[str, dict[str, Any]]]:
    here = {"study": study}
    asked = [(f"{kind}/search", {**here, "limit": 5000, "count": "true"}) for kind in KINDS]
    asked += [("samples/search", {**here, "deleted": "true"}), ("samples/X2/info", here)]
    asked += [("samples/X2/info", {**here, "version": "all"}), ("samples/X1/info", here)]
    asked += [("samples/X3/acl", here), (f"studies/{study}/info", {}), (f"studies/{study}/audit/search", {})]
    asked += [(f"studies/{study}/notes/search", {}), ("files/data:z.txt/download", here), ("users/search", {})]
    asked += [("analysis/variant/query", {**here, "includeSample": "all", "limit": 100, "study": study})]
    asked += [
        ("analysis/clinical/interpretation/search", here),
        ("organizations/demo/info", {}),
        ("projects/search", {}),
    ]
    return asked


def test_every_question_has_the_same_answer(sandbox: Sandbox, loaded: Sandbox) -> None:
    before, after = Caller(sandbox), Caller(loaded)
    for path, params in questions(sandbox.study):
        expected = before.get(path, **params)
        assert expected[0] == (400 if path == "samples/X1/info" else 200), path
        assert after.get(path, **params) == expected, path
    assert (loaded.study, loaded.studies, loaded.users) == (sandbox.study, sandbox.studies, sandbox.users)


def test_renamed_and_deleted_entries_stay_apart(loaded: Sandbox) -> None:
    """The name of a deleted sample was given to another one."""
    caller = Caller(loaded)
    assert [row["description"] for row in caller.get("samples/X2/info", study=loaded.study)[2]] == ["second"]
    gone = caller.get("samples/search", study=loaded.study, deleted="true")[2]
    assert [(row["id"], row["internal"]["status"]["id"]) for row in gone] == [("X2", "DELETED")]


def test_tokens_and_passwords_stay_good(sandbox: Sandbox, loaded: Sandbox) -> None:
    before = Caller(sandbox)
    after = loaded.session()
    after.headers["Authorization"] = before.session.headers["Authorization"]
    url = f"{loaded.url}/webservices/rest/v2/samples/search"
    assert after.get(url, params={"study": loaded.study}).status_code == 200
    assert Caller(loaded, "new", "New-user-2!").status == 200
    assert Caller(loaded, "new", "New-user-1!").status == 401
    again = {"user": "new", "organizationId": "demo", "password": "New-user-2!", "newPassword": "New-user-1!"}
    refused = Caller(loaded).post("users/password", again)
    assert "already been used" in refused.json()["events"][0]["message"]


def test_jobs_go_on(sandbox: Sandbox, loaded: Sandbox, clock: Clock) -> None:
    caller = Caller(loaded)

    def state() -> str:
        row: dict[str, Any] = caller.get("jobs/late/info", study=loaded.study)[2][0]
        return str(row["internal"]["status"]["id"])

    assert state() == "PENDING"
    clock.now += 60
    assert state() in {"DONE", "ERROR"}


def test_numbers_go_on_where_they_were(sandbox: Sandbox, loaded: Sandbox) -> None:
    """New entries get the numbers, and so the messages, that they would have had."""
    messages = []
    for one in (sandbox, loaded):
        caller = Caller(one)
        caller.post("samples/create", {"id": "Y1"}, study=one.study)
        caller.post("cohorts/create", {"id": "YC", "type": "CASE_SET", "samples": [{"id": "Y1"}]}, study=one.study)
        refused = caller.session.delete(caller.base + "samples/Y1/delete", params={"study": one.study})
        messages.append(refused.json()["responses"][0]["events"][0]["message"])
    assert messages[0] == messages[1]
    assert "YC(" in messages[0]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_state_gives_the_same_bytes(sandbox: Sandbox, loaded: Sandbox, tmp_path: Path) -> None:
    sandbox.save(tmp_path / "again")
    loaded.save(tmp_path / "third")
    assert contents(tmp_path / "again") == contents(tmp_path / "kept") == contents(tmp_path / "third")


def test_no_password_is_written(sandbox: Sandbox, tmp_path: Path) -> None:
    import gzip

    sandbox.save(tmp_path / "kept")
    raw = b"".join(
        gzip.decompress(content) if name.endswith(".gz") else content
        for name, content in contents(tmp_path / "kept").items()
    )
    assert b'"new"' in raw
    for password in (PASSWORD, "New-user-1!", "New-user-2!"):
        assert password.encode() not in raw


def test_a_save_replaces_the_last_one_and_leaves_nothing(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.save(tmp_path / "kept")
    before = contents(tmp_path / "kept").keys()
    Caller(sandbox).post("samples/create", {"id": "more"}, study=sandbox.study)
    sandbox.save(tmp_path / "kept")
    after = contents(tmp_path / "kept").keys()
    assert len(after) == len(before)
    assert len([path for path in (tmp_path / "kept").iterdir() if path.is_dir()]) == 1
    assert Caller(Sandbox(data=tmp_path / "kept")).get("samples/more/info", study=sandbox.study)[0] == 200


def test_a_save_that_breaks_off_leaves_what_was_there(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opencga_frames.sandbox.saving import folder

    sandbox.save(tmp_path / "kept")
    before = contents(tmp_path / "kept")
    Caller(sandbox).post("samples/create", {"id": "more"}, study=sandbox.study)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for step in ("_write_at_once", "_write_all"):
        with monkeypatch.context() as patch:
            patch.setattr(folder, step, full)
            with pytest.raises(StorageError, match=r"No space left on device\. What was there is kept"):
                sandbox.save(tmp_path / "kept")
        listed = json.loads((tmp_path / "kept" / "sandbox.json").read_bytes())["folder"]
        kept = contents(tmp_path / "kept")
        assert {name: kept[name] for name in before} == before, listed
    assert Caller(Sandbox(data=tmp_path / "kept")).get("samples/more/info", study=sandbox.study)[0] == 400


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (cut, "sandbox.json cannot be read"),
        (cut, "samples.jsonl.gz is not as it was written"),
        (lambda path: path.unlink(), "samples.jsonl.gz cannot be read"),
        (lambda path: path.write_bytes(b""), "catalog.json.gz is not as it was written"),
    ],
)
def test_a_damaged_folder_is_called_so(
    sandbox: Sandbox, tmp_path: Path, damage: Callable[[Path], Any], words: str
) -> None:
    sandbox.save(tmp_path / "kept")
    damage(next((tmp_path / "kept").rglob(words.partition(" ")[0])))
    with pytest.raises(StorageError, match=words) as caught:
        Sandbox.from_folder(tmp_path / "kept")
    assert "damaged" in str(caught.value)


def test_a_folder_of_a_newer_version_is_left_alone(sandbox: Sandbox, tmp_path: Path) -> None:
    sandbox.save(tmp_path / "kept")
    path = tmp_path / "kept" / "sandbox.json"
    path.write_text(path.read_text().replace('"version": 1', '"version": 9'))
    with pytest.raises(StorageError, match="newer version"):
        Sandbox.from_folder(tmp_path / "kept")
    with pytest.raises(StorageError, match="newer version"):
        sandbox.save(tmp_path / "kept")


def test_other_folders_are_not_touched(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(UsageError, match="something else than a saved sandbox"):
        sandbox.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(UsageError, match="holds none of"):
        Sandbox.from_folder(tmp_path)


def test_a_folder_of_json_lines_is_read_as_before(tmp_path: Path) -> None:
    (tmp_path / "sample.jsonl").write_text('{"id": "S1"}\n')
    made = Sandbox.from_folder(tmp_path)
    made.save(tmp_path / "kept")
    for one in (made, Sandbox.from_folder(tmp_path / "kept")):
        assert [row["id"] for row in Caller(one).get("samples/search", study=one.study)[2]] == ["S1"]


def test_an_empty_sandbox_is_saved_with_what_was_installed(tmp_path: Path) -> None:
    made = Sandbox(empty=True, server_version="4.0.0")
    body = {"secretKey": "k" * 32, "password": "Admin-password-1!", "email": "a@example.org"}
    url = made.url + "/webservices/rest/v2/"
    assert made.session().post(url + "admin/catalog/install", json=body).status_code == 200
    made.save(tmp_path / "kept")
    read = Sandbox.from_folder(tmp_path / "kept")
    login = {"user": "opencga", "password": "Admin-password-1!", "organization": "opencga"}
    answer = read.session().post(url + "users/login", json=login)
    assert answer.status_code == 200
    assert answer.json()["responses"][0]["federationNode"]["version"] == "4.0.0"


def test_loaded_vcf_files_give_the_same_rows(tmp_path: Path) -> None:
    from pathlib import Path

    vcf = next(Path(__file__).parents[1].rglob("trio.vcf"))
    made = Sandbox(samples=5, vcf=[vcf])
    made.save(tmp_path / "kept")
    read = Sandbox.from_folder(tmp_path / "kept")
    rows = [
        Caller(one).get("analysis/variant/query", study=one.study, includeSample="all", limit=1000)[2]
        for one in (made, read)
    ]
    assert len(rows[0]) > 3
    assert rows[0] == rows[1]
