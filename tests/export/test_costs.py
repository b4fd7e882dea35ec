"""What a sync asks for, beside what an export asks for."""

from __future__ import annotations

import pytest

from opencga_frames.sandbox import Sandbox

#: Pages are small, so that few entries make as many pages as a large study.
PAGE = 20
SAMPLES = 3_000
TABLES = ["samples", "sample_phenotypes", "sample_annotations", "sample_files"]


class Line:
    """Counts requests, and bytes of answers."""

    def __init__(self, sandbox, monkeypatch):
        self.requests = self.bytes = 0
        answer = sandbox._server.answer

        def counted(*given):
            status, headers, body = answer(*given)
            self.requests += 1
            self.bytes += len(body)
            return status, headers, body

        monkeypatch.setattr(sandbox._server, "answer", counted)

    def take(self):
        found = self.requests, self.bytes
        self.requests = self.bytes = 0
        return found


@pytest.mark.slow
def test_a_sync_of_one_percent_changed_costs_at_most_five_percent(clock, connect, tmp_path, monkeypatch):
    sandbox = Sandbox(samples=SAMPLES, clock=clock)
    oc = connect(sandbox, page_size=PAGE).login("viewer", "Sandbox-2026", organization="demo")
    owner = connect(sandbox).login("owner", "Sandbox-2026", organization="demo")
    study = oc.study(sandbox.study)
    line = Line(sandbox, monkeypatch)
    study.to_parquet(tmp_path, tables=TABLES)
    requests, size = line.take()
    ids = study.samples(columns=["sample_id"])["sample_id"].tolist()
    for number in range(0, SAMPLES, 100):
        owner.samples.update(ids[number], study=study.fqn, description="changed")
    line.take()
    made = study.sync(tmp_path)
    asked, received = line.take()
    assert made.changes["samples"].changed == SAMPLES // 100
    assert asked <= requests * 0.05
    assert received <= size * 0.05
