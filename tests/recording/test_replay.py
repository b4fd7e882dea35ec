"""What was recorded is answered again without the server; what was not is refused."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from opencga_frames import OpenCGAClient
from opencga_frames.errors import BadQueryError, NotFoundError, OpenCGAWarning, StorageError, UsageError
from opencga_frames.sandbox import Replay, Sandbox, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from opencga_frames import Study

PASSWORD = "Sandbox-2026"


def client(server: Any, user: str = "owner", organization: str = "demo") -> OpenCGAClient:
    known = {"rest": {"host": server.url}, "cache_folder": "off"}
    return OpenCGAClient(known, session=server.session()).login(user, PASSWORD, organization=organization)


@pytest.fixture
def server() -> Sandbox:
    return Sandbox(samples=30, jobs=True)


@pytest.fixture
def oc(server: Sandbox) -> Iterator[OpenCGAClient]:
    with client(server) as made:
        yield made


@pytest.fixture
def replayed(oc: OpenCGAClient, tmp_path: Path) -> Callable[[Callable[[OpenCGAClient], Any]], tuple[Any, Any]]:
    """Run something against the sandbox while it is recorded, and again against the recording; give both results."""

    def both(run: Callable[[OpenCGAClient], Any]) -> tuple[Any, Any]:
        with oc.record(tmp_path / "r"):
            before = run(oc)
        with client(Sandbox.replay(tmp_path / "r")) as offline:
            return before, run(offline)

    return both


STUDY = "demo@rare:germline"


@pytest.mark.parametrize(("page_size", "workers"), [(7, 1), (4, 4), (1000, 2)])
def test_a_walk_over_pages(replayed: Any, page_size: int, workers: int) -> None:
    before, after = replayed(lambda oc: oc.study(STUDY).samples(page_size=page_size, workers=workers))
    assert len(after) == 30
    pd.testing.assert_frame_equal(before, after)


def test_joins_annotations_and_batches(replayed: Any) -> None:
    def run(oc: OpenCGAClient) -> Any:
        study = oc.study(STUDY)
        ids = study.samples()["sample_id"]
        rows = oc.samples.info(ids, study=STUDY).results()
        return study.join("samples", "individuals", "families"), study.annotations("intake"), rows

    before, after = replayed(run)
    pd.testing.assert_frame_equal(before[0], after[0])
    pd.testing.assert_frame_equal(before[1], after[1])
    assert before[2] == after[2]


def test_downloads_and_uploads(replayed: Any, tmp_path: Path) -> None:
    content = bytes(range(256)) * 10
    (tmp_path / "up.bin").write_bytes(content)

    def run(oc: OpenCGAClient) -> Any:
        sent = oc.files.upload(file=tmp_path / "up.bin", study=STUDY, relative_file_path="data/").results()
        oc.files.download("data:up.bin", study=STUDY, to=tmp_path / "down.bin")
        head = oc.files.head("data:up.bin", study=STUDY, lines=1).results()
        return sent, (tmp_path / "down.bin").read_bytes(), head

    before, after = replayed(run)
    assert before == after
    assert after[1] == content


def test_bodies_tell_requests_apart(replayed: Any) -> None:
    def run(oc: OpenCGAClient) -> Any:
        for name in ("R1", "R2"):
            oc.samples.create(study=STUDY, data={"id": name, "description": f"made as {name}"})
        made = [oc.samples.create(study=STUDY, include_result=True, data={"id": x}).results() for x in ("R3", "R4")]
        return [rows[0]["id"] for rows in made]

    assert replayed(run) == (["R3", "R4"], ["R3", "R4"])


def test_answers_to_the_same_request_come_in_their_order(replayed: Any) -> None:
    """As a job is polled: what was asked several times is answered as often, then with the last answer."""

    def run(oc: OpenCGAClient) -> list[Any]:
        counts = []
        for name in ("P1", "P2"):
            counts.append(oc.samples.search(study=STUDY, count=True, limit=0).num_matches())
            oc.samples.create(study=STUDY, data={"id": name})
        return counts + [oc.samples.search(study=STUDY, count=True, limit=0).num_matches() for _ in range(2)]

    assert replayed(run) == ([30, 31, 32, 32], [30, 31, 32, 32])


def test_failures_are_replayed_as_failures(replayed: Any) -> None:
    def run(oc: OpenCGAClient) -> tuple[str, int | None]:
        with pytest.raises(NotFoundError) as caught:
            oc.samples.info(["nosuch"], study=STUDY)
        return str(caught.value.missing), caught.value.status

    before, after = replayed(run)
    assert before == after == ("['nosuch']", 400)


def test_threads_share_a_recording(oc: OpenCGAClient, tmp_path: Path) -> None:
    ids = oc.study(STUDY).samples()["sample_id"].to_list()

    def rows(one: OpenCGAClient) -> list[Any]:
        with ThreadPoolExecutor(8) as pool:
            return list(pool.map(lambda key: one.samples.info(key, study=STUDY).results()[0]["uuid"], ids))

    with oc.record(tmp_path / "r") as recording:
        before = rows(oc)
    assert len(recording) == len(ids)
    with client(Sandbox.replay(tmp_path / "r")) as offline:
        assert rows(offline) == before


def test_what_was_not_recorded_is_refused_with_the_nearest(oc: OpenCGAClient, tmp_path: Path) -> None:
    with oc.record(tmp_path / "r"):
        oc.samples.search(study=STUDY, somatic=False, limit=5)
        oc.individuals.search(study=STUDY, limit=5)
    with client(Sandbox.replay(tmp_path / "r")) as offline:
        with pytest.raises(BadQueryError, match="was not recorded") as caught:
            offline.samples.search(study=STUDY, somatic=True, limit=5)
        assert "The nearest recorded request is GET samples/search?" in str(caught.value)
        assert "somatic was 'false', is 'true'" in str(caught.value)
        assert caught.value.status == 501
        with pytest.raises(BadQueryError, match=r"GET samples/search was recorded|GET individuals/search was recorded"):
            offline.families.search(study=STUDY, limit=5)
        with pytest.raises(BadQueryError, match="was recorded"):
            offline.samples.create(study=STUDY, data={"id": "X"})


def test_nothing_is_recorded_before_and_after_the_block(oc: OpenCGAClient, tmp_path: Path) -> None:
    oc.call("GET", "meta/ping")
    with oc.record(tmp_path / "r") as recording:
        oc.call("GET", "meta/about")
    oc.call("GET", "meta/ping")
    assert len(recording) == 1
    replay = Sandbox.replay(tmp_path / "r")
    assert replay.answer("GET", f"{replay.url}/webservices/rest/v2/meta/about", {})[0] == 200
    assert replay.answer("GET", f"{replay.url}/webservices/rest/v2/meta/ping", {})[0] == 501
    assert list(replay.requests) == [("GET", "meta/about"), ("GET", "meta/ping")]


def test_a_login_in_the_block_is_replayed_for_any_password(oc: OpenCGAClient, tmp_path: Path) -> None:
    with oc.record(tmp_path / "r"):
        oc.login("viewer", PASSWORD, organization="demo")
        with pytest.raises(Exception, match="Incorrect"):
            oc.login("owner", "wrong-password", organization="demo")
    replay = Sandbox.replay(tmp_path / "r")
    with client(replay, "viewer") as offline:
        assert (offline.user, offline.organization) == ("viewer", "demo")
    with pytest.raises(Exception, match="Incorrect"):
        client(replay, "owner")


@pytest.mark.enable_socket
def test_a_port_serves_a_recording(oc: OpenCGAClient, tmp_path: Path) -> None:
    with oc.record(tmp_path / "r"):
        before = oc.study(STUDY).samples()
    with serve(Sandbox.replay(tmp_path / "r")) as served:
        offline = OpenCGAClient({"rest": {"host": served.url}, "cache_folder": "off"})
        offline.login("owner", "any", organization="demo")
        pd.testing.assert_frame_equal(offline.study(STUDY).samples(), before)
        offline.close()


def renamed(oc: OpenCGAClient, folder: Path, replace: Any, run: Callable[[Study], Any]) -> tuple[Any, Any, str]:
    """Record with other names; give names, the result by them, and everything in the folder."""
    with pytest.warns(OpenCGAWarning, match="were not replaced"), oc.record(folder, replace=replace) as recording:
        before = run(oc.study(STUDY))
    names = recording.names
    replay = Sandbox.replay(folder)
    study = f"{names['demo']}@{names['rare']}:{names['germline']}"
    with client(replay, names.get("viewer", "owner"), names["demo"]) as offline:
        after = run(offline.study(study))
    return names, (before, after), (folder / "recording.jsonl").read_text("utf-8")


def test_ids_and_names_are_replaced_everywhere_alike(server: Sandbox, tmp_path: Path) -> None:
    def run(study: Study) -> Any:
        joined = study.join("samples", "individuals", "families", "cohorts")
        people = study.table("family_members")
        return joined, study.files(limit=1000), people

    with client(server, "viewer") as oc:
        names, (before, after), text = renamed(oc, tmp_path / "r", True, run)
    joined, files, people = after
    assert joined["sample_id"].tolist() == [names[one] for one in before[0]["sample_id"]]
    known = before[0]["individual_id"].dropna()
    assert joined["individual_id"].dropna().tolist() == [names[one] for one in known]
    assert people["individual_id"].tolist() == [names[one] for one in before[2]["individual_id"]]
    assert joined["sample_id"].is_monotonic_increasing
    assert len(files) == len(before[1])
    assert files["size"].tolist() == before[1]["size"].tolist()
    for value in [
        *before[0]["sample_id"],
        *known,
        *before[2]["family_id"],
        "germline",
        "demo",
        "viewer",
        "sandbox.local",
    ]:
        assert value not in text
    assert before[0]["description"].dropna().str.startswith("Sample F").any()
    assert joined["description"].dropna().str.startswith("Sample sample-").any()


def test_further_strings_are_replaced_on_request(server: Sandbox, tmp_path: Path) -> None:
    with client(server, "viewer") as oc:
        _, (_, after), text = renamed(
            oc, tmp_path / "r", {"biobank": "store", "Demo biobank": "A store"}, lambda study: study.samples()
        )
    assert set(after["source_name"].dropna()) == {"A store"}
    assert "biobank" not in text


def test_messages_and_missing_ids_have_the_new_names(server: Sandbox, tmp_path: Path) -> None:
    with client(server, "viewer") as oc, oc.record(tmp_path / "r", replace=True), pytest.raises(NotFoundError):
        oc.samples.info(["Smith-John-1"], study="demo@rare:germline")
    text = (tmp_path / "r" / "recording.jsonl").read_text("utf-8")
    assert "Smith" not in text
    line = json.loads(text.splitlines()[-1])
    event = json.loads(line["answer"]["body"])["responses"][0]["events"][0]
    assert line["request"]["path"] == f"samples/{event['id']}/info" == "samples/sample-0001/info"


def test_the_same_recording_has_the_same_bytes(server: Sandbox, tmp_path: Path) -> None:
    for name in ("one", "two"):
        with client(server) as oc, oc.record(tmp_path / name):
            oc.call("GET", "meta/ping")
    one, two = ((tmp_path / name / "recording.jsonl").read_bytes() for name in ("one", "two"))
    assert one == two


def test_one_recording_at_a_time(oc: OpenCGAClient, tmp_path: Path) -> None:
    with oc.record(tmp_path / "r"), pytest.raises(UsageError, match="being recorded already"):
        oc.record(tmp_path / "r").__enter__()
    with oc.record(tmp_path / "r"):
        oc.call("GET", "meta/ping")
    assert [path.name for path in (tmp_path / "r").iterdir()] == ["recording.jsonl"]


def test_other_folders_are_not_touched(oc: OpenCGAClient, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="something else than a recording"):
        oc.record(tmp_path)
    with pytest.raises(UsageError, match=r"holds no recording\.jsonl"):
        Sandbox.replay(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda text: text[: len(text) // 2], "is no object of JSON|were written"),
        (lambda text: text.rsplit("\n", 2)[0] + "\n", "0 exchanges were found, 1 were written"),
        (lambda text: text.replace('"status"', '"state"'), "line 2 lacks something"),
        (lambda text: text.replace('"version": 1', '"version": 9'), "newer version"),
    ],
)
def test_a_damaged_recording_is_called_so(
    oc: OpenCGAClient, tmp_path: Path, damage: Callable[[str], str], words: str
) -> None:
    with oc.record(tmp_path / "r"):
        oc.call("GET", "meta/ping")
    path = tmp_path / "r" / "recording.jsonl"
    path.write_text(damage(path.read_text("utf-8")), "utf-8")
    with pytest.raises(StorageError, match=words):
        Replay(tmp_path / "r")


def test_answers_too_long_are_left_out_with_a_warning(
    oc: OpenCGAClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opencga_frames.ground import limits

    monkeypatch.setattr(limits, "MAX_RECORDED_BYTES", 100)
    with pytest.warns(OpenCGAWarning, match="too long to be recorded"), oc.record(tmp_path / "r"):
        oc.study(STUDY).samples()
