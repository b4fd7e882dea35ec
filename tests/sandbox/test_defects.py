"""Each recorded exchange in which the server did what nobody expects goes the same way with the sandbox."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from types import ModuleType

SECRET = "secret-key-of-northlake-0123456789"
WORK = "northlake@rare:w1795647574"
ANSWERS = "/opencga/webservices/rest/v2/"
#: What the recorded server held beside, which its answers show: number of the exchange -> paths that may differ.
HELD = yaml.safe_load((Path(__file__).parent / "traces" / "defects.yml").read_text("utf-8"))


class Hospital:
    """The recorded hospital, once it is filled, with the study the defects were found in."""

    def __init__(self, scorer: ModuleType, trace: list[dict[str, Any]]) -> None:
        self.sandbox = Sandbox(empty=True)
        self.replay = scorer.Replay(self.sandbox, SECRET)
        list(self.replay.verdicts([one for one in trace if one["phase"] == "load"]))
        self.tokens: dict[str, str] = {}
        self.post("studies/create?project=rare", {"id": WORK.rpartition(":")[2]})
        self.post(f"studies/{WORK}/groups/@members/users/update?action=ADD", {"users": ["ines"]})
        for key in ("S2", "S3"):
            self.post(f"samples/create?study={WORK}", {"id": key})
        for text in ("one", "two"):
            self.post(f"samples/S2/update?study={WORK}", {"description": text})
        self.ask("DELETE", f"samples/S2,S3/delete?study={WORK}")
        lines = "".join(f"line {number} été\n" for number in range(3_000))
        self.post(
            f"files/create?study={WORK}&parents=true", {"path": "data/up/a.txt", "type": "FILE", "content": lines}
        )
        self.post(f"files/fetch?study={WORK}&jobId=fetched", {"url": "http://files.example.org/a.txt"})

    def token(self, user: str) -> str:
        if user not in self.tokens:
            body = {"organization": "northlake", "user": user, "password": f"Password-1-of-{user}!"}
            _, _, raw = self.sandbox.answer(
                "POST", f"{ANSWERS}users/login", {"Content-Type": "application/json"}, json.dumps(body).encode()
            )
            self.tokens[user] = json.loads(raw)["responses"][0]["results"][0]["token"]
        return self.tokens[user]

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "application/json") -> Any:
        headers = {"Authorization": f"Bearer {self.token('nadia')}", "Content-Type": kind}
        status, _, raw = self.sandbox.answer(method, ANSWERS + path, headers, body)
        assert status == 200, raw
        return json.loads(raw)

    def post(self, path: str, body: Any) -> Any:
        return self.ask("POST", path, json.dumps(body).encode())

    def verdict(self, exchange: dict[str, Any]) -> Any:
        """Ask again, as the user who asked."""
        headers = dict(exchange["request"]["headers"])
        user = re.search(r"permissions-(\w+)$", exchange["name"])
        if headers.get("Authorization") == "Bearer <token>":
            headers["Authorization"] = f"Bearer {self.token(user[1] if user else 'nadia')}"
        asked = {**exchange, "phase": "ask", "request": {**exchange["request"], "headers": headers}}
        (verdict,) = self.replay.verdicts([asked])
        return verdict


@pytest.fixture(scope="module")
def hospital(scorer: ModuleType, trace: list[dict[str, Any]]) -> Hospital:
    return Hospital(scorer, trace)


@pytest.fixture(scope="module")
def defects(scorer: ModuleType, traces: Path) -> dict[int, dict[str, Any]]:
    return {one["n"]: one for one in scorer.read_trace(traces / "defects-5.0.0.jsonl.gz")}


UPLOADS, VARIANTS = range(6, 10), 42


@pytest.mark.parametrize("number", [n for n in range(1, VARIANTS) if n not in UPLOADS])
def test_the_sandbox_does_the_same(hospital: Hospital, defects: dict[int, dict[str, Any]], number: int) -> None:
    verdict = hospital.verdict(defects[number])
    assert (verdict.status, verdict.events) == (True, True), verdict.differences[:3]
    held = tuple(HELD.get(number, ()))
    assert [one for one in verdict.differences if not one[0].startswith(held)] == []


def test_what_may_differ_does(hospital: Hospital, defects: dict[int, dict[str, Any]]) -> None:
    """The list of what the recorded server held beside names nothing that is the same."""
    for number, paths in HELD.items():
        found = [path for path, _, _ in hospital.verdict(defects[number]).differences]
        assert [one for one in paths if not any(path.startswith(one) for path in found)] == [], number


@pytest.mark.parametrize(
    ("number", "name"), [(6, "größe.txt"), (7, "semi;colon.txt"), (8, "日本.txt"), (9, "back\\slash.txt")]
)
def test_names_of_uploads_arrive_otherwise(
    hospital: Hospital, defects: dict[int, dict[str, Any]], number: int, name: str
) -> None:
    """Names are read as ISO-8859-1, cut at a backslash, and lost with a semicolon."""
    fields = {"study": WORK, "relativeFilePath": "data/odd/", "parents": "true"}
    parts = [f'--B\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
    head = f'--B\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\nx\n\r\n--B--'
    form = "".join([*parts, head]).encode()
    answer = hospital.ask("POST", "files/upload", form, "multipart/form-data; boundary=B")
    recorded = json.loads(defects[number]["answer"]["body"])
    theirs, ours = (
        [re.sub(r"\d{10}", "", row["name"]) for row in one["responses"][0]["results"]] for one in (recorded, answer)
    )
    assert ours == theirs
    assert answer["responses"][0]["numMatches"] == recorded["responses"][0]["numMatches"]


def test_samples_left_out_leave_their_files_out(defects: dict[int, dict[str, Any]], tmp_path: Path) -> None:
    """Without samples a row of variants names no file either."""
    sandbox, recorded = Sandbox(samples=0), json.loads(defects[VARIANTS]["answer"]["body"])
    path = tmp_path / "one.vcf"
    path.write_text(
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\n"
        "1\t1000\t.\tA\tG\t50\tPASS\t.\tGT\t0/1\n"
    )
    sandbox.load_vcf(path)
    session = sandbox.session()
    base = f"{sandbox.url}/webservices/rest/v2/"
    login = session.post(base + "users/login", json={"user": "owner", "password": "Sandbox-2026"}).json()
    session.headers["Authorization"] = f"Bearer {login['responses'][0]['results'][0]['token']}"
    asked = {"study": sandbox.study, "includeSample": "none", "region": "1:900-6000"}
    ours = session.get(base + "analysis/variant/query", params=asked).json()
    for body in (recorded, ours):
        (study,) = body["responses"][0]["results"][0]["studies"]
        assert (study["files"], study["samples"]) == ([], [])
