"""Digests of everything a generated study answers; ``--write`` records them anew after a change of the generator."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from opencga_frames.sandbox import Sandbox

RECORDED = Path(__file__).with_name("digests.json")
#: 2025-06-01 in epoch seconds: what jobs and cases know of the present.
_NOW = 1_748_736_000.0
_KINDS = ("samples", "individuals", "families", "files", "cohorts", "panels", "jobs", "analysis/clinical")
_PATHS = (
    *(f"{kind}/search" for kind in _KINDS),
    *(f"{kind}/distinct?field=id" for kind in _KINDS),
    "samples/aggregationStats?field=phenotypes.id;creationDate[year]",
    "analysis/variant/query",
)


def digests(**options: Any) -> dict[str, str]:
    """Return the digest of the rows of each call, in the main study of a sandbox."""
    sandbox = Sandbox(samples=200, seed=7, variants=50, jobs=True, clock=lambda: _NOW, **options)
    session, base = sandbox.session(), f"{sandbox.url}/webservices/rest/v2/"
    login = session.post(f"{base}users/login", json={"user": "owner", "password": "Sandbox-2026"})
    session.headers["Authorization"] = f"Bearer {login.json()['responses'][0]['results'][0]['token']}"
    found = {}
    for path in _PATHS:
        params: dict[str, str | int] = {"study": sandbox.study, "limit": 5000}
        rows = session.get(base + path, params=params).json()["responses"][0]["results"]
        assert rows, path
        found[path] = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    return found


if __name__ == "__main__":
    text = json.dumps(digests(), indent=1)
    if sys.argv[1:] == ["--write"]:
        RECORDED.write_text(f"{text}\n", encoding="utf-8")
    else:
        sys.stdout.write(text)
