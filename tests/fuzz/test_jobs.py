"""What a server says about jobs and pauses: understood, or one error of ours; never a wait without end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from opencga_frames.ground.limits import MAX_PAUSE, RETRIES

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = ["DONE", "ERROR", "RUNNING", "PENDING", "ABORTED", "", "done", "X"]


def test_documents_of_jobs(fuzz: Any, tried: Any, odd: Any, scripted: Any, connect: Callable[..., Any]) -> None:
    answer: list[bytes] = []
    oc = connect(
        scripted(lambda _: (200, {"Content-Type": "application/json"}, answer[0])), version_check="off", retries=0
    )
    words = st.sampled_from(WORDS) | odd.json
    status = st.fixed_dictionaries({}, optional={"id": words, "name": words, "description": odd.json}) | words
    inner = st.fixed_dictionaries({}, optional={"status": status, "x": odd.json}) | odd.json
    names = ["id", "uuid", "study", "output", "outDir", "stdout", "stderr", "dependsOn", "execution", "tool", "params"]
    jobs = st.fixed_dictionaries({}, optional={"internal": inner, **dict.fromkeys(names, odd.json)}) | odd.json
    logs = (
        st.fixed_dictionaries({}, optional=dict.fromkeys(["content", "offset", "eof", "fileId"], odd.json)) | odd.json
    )

    def holds(document: Any, named: bool) -> None:
        if named and isinstance(document, dict):
            document = {"id": "job-1", **document}
        answer[:] = [json.dumps({"responses": [{"numResults": 1, "numMatches": 1, "results": [document]}]}).encode()]
        job = oc.job("job-1", "o@p:s")
        for call in (
            lambda: job.status,
            lambda: job.wait(timeout=3, poll=1),
            job.log,
            lambda: job.tail(3),
            job.outputs,
            job.depends_on,
            lambda: oc.job(document, "o@p:s"),
            lambda: repr(job),
        ):
            tried(call)

    fuzz(holds, document=jobs | logs, named=st.booleans())


def test_pauses_asked_for(fuzz: Any, tried: Any, odd: Any, loopback: Any, connect: Any, clock: Any) -> None:
    told: list[str] = []
    server = loopback(lambda _: (429, {"Retry-After": told[0]}, b""))
    oc = connect(server, version_check="off")
    days = st.datetimes().map(lambda day: day.strftime("%a, %d %b %Y %H:%M:%S GMT"))
    values = (
        odd.strings
        | odd.numbers.map(repr)
        | days
        | st.sampled_from(["1, 2", "5s", "-5", "1e9", "nan", "inf", "0x10", "٣"])
    )
    plain = values.map(
        lambda text: "".join(text.encode("utf-8", "replace").decode("latin-1").split("\n")).replace("\r", "")
    )

    def holds(value: str) -> None:
        told[:] = [value[:3_000]]
        clock.pauses.clear()
        found = tried(oc.meta.ping)
        assert "token" not in str(found).lower()
        assert len(clock.pauses) <= RETRIES
        assert all(0 <= pause <= MAX_PAUSE for pause in clock.pauses)

    fuzz(holds, value=plain)
