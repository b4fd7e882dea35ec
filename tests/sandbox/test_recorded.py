"""The sandbox gives the answers a real server gave: same statuses, same events, same rows."""

from __future__ import annotations

import collections
import importlib.util
import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from opencga_frames.sandbox import Sandbox

pytestmark = [pytest.mark.shared, pytest.mark.slow]

KINDS = "samples|individuals|families|cohorts|files"
READS = re.compile(rf"(?:{KINDS})/(?:search|distinct|aggregationStats|[^/]+/(?:info|acl|head|grep))$")
WRITES = re.compile(
    rf"(?:{KINDS})/(?:create|generate|[^/]+/(?:update|delete)|acl/[^/]+/update|[^/]+/annotationSets/.*)$"
)
OTHERS = re.compile(
    r"(?:meta/(?:ping|fail|about)|users/(?:login|anonymous|search|[^/]+/info)|projects/.*(?:search|info|studies)"
    r"|studies/(?:search|[^/]+/(?:info|acl|groups|permissionRules))|organizations/[^/]+/info)$"
)


@pytest.fixture(scope="session")
def replay(shared: Path) -> ModuleType:
    """The scorer that comes with the recording."""
    spec = importlib.util.spec_from_file_location("replay", shared / "tools" / "replay.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _group(method: str, path: str) -> str | None:
    name = path.partition("?")[0].partition("/v2/")[2]
    if method == "GET" and READS.match(name):
        return "reads"
    if method in {"POST", "DELETE"} and WRITES.match(name):
        return "writes"
    return "others" if OTHERS.match(name) and method in {"GET", "POST"} else None


def _send(sandbox: Sandbox, replay: ModuleType, exchange: dict[str, Any]) -> tuple[int, str]:
    request = exchange["request"]
    body = request.get("raw_body")
    if body is None and "body" in request:
        body = json.dumps(request["body"])
    headers = {name: replay.outgoing(value) for name, value in request["headers"].items()}
    raw = None if body is None else replay.outgoing(body).encode()
    status, _, content = sandbox.answer(request["method"], replay.outgoing(request["path"]), headers, raw)
    return status, content.decode("utf-8", "replace")


def _compare(replay: ModuleType, want: dict[str, Any], status: int, text: str) -> tuple[bool, bool, list[Any]]:
    try:
        wanted, got = json.loads(want.get("body", "")), json.loads(text)
    except ValueError:
        return status == want["status"], True, []
    replay.learn(wanted, got)
    wanted, got = replay.plain(wanted, 0), replay.plain(got, 0)
    return (
        status == want["status"],
        replay.classes(wanted) == replay.classes(got),
        list(replay.differences(wanted, got)),
    )


@pytest.fixture(scope="session")
def scores(
    trace: list[dict[str, Any]], hospital: Callable[[], Sandbox], replay: ModuleType
) -> dict[str, collections.Counter[str]]:
    """Play the whole recording once and count what agrees."""
    sandbox = hospital()
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    shown = int(os.environ.get("SHOW_DIFFERENCES", "0"))
    for exchange in trace:
        group = _group(exchange["request"]["method"], exchange["request"]["path"])
        if group is None:
            continue
        status, text = _send(sandbox, replay, exchange)
        same, events, found = _compare(replay, exchange["answer"], status, text)
        if exchange["phase"] == "load":
            group = "load"
        counts[group].update(all=1, status=same, events=events, equal=same and not found)
        if shown and (not same or not events or found) and group != "load":
            shown -= 1
            print(f"- {exchange['n']} {exchange['name']} {exchange['request']['method']}", end=" ")  # noqa: T201
            print(exchange["request"]["path"][28:150], exchange["answer"]["status"], status, found[:3])  # noqa: T201
    return counts


@pytest.mark.parametrize(
    ("group", "least"),
    [
        ("load", {"status": 0.99, "events": 0.99, "equal": 0.9}),
        ("reads", {"status": 0.99, "events": 0.99, "equal": 0.9}),
        ("writes", {"status": 0.98, "events": 0.98, "equal": 0.85}),
        ("others", {"status": 0.95, "events": 0.95, "equal": 0.7}),
    ],
)
def test_agrees_with_a_real_server(
    scores: dict[str, collections.Counter[str]], group: str, least: dict[str, float]
) -> None:
    count = scores[group]
    share = {key: count[key] / count["all"] for key in least}
    print(group, count["all"], {key: round(value, 3) for key, value in share.items()})  # noqa: T201
    assert all(share[key] >= wanted for key, wanted in least.items()), share
