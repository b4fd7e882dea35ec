"""An empty sandbox, filled and asked by the recorded calls, answers as the real server did."""

from __future__ import annotations

import collections
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from types import ModuleType

pytestmark = pytest.mark.slow

TRACES = Path(__file__).parent / "traces"
#: Key the recorded organization signs its tokens with; the trace makes some by hand.
SECRET = "secret-key-of-northlake-0123456789"


@pytest.fixture(scope="module")
def verdicts(scorer: ModuleType, trace: list[dict[str, Any]]) -> list[Any]:
    """Compare every answer of the recording, in order."""
    return list(scorer.Replay(Sandbox(empty=True), SECRET).verdicts(trace))


@pytest.mark.parametrize("part", ["load", "reads", "writes"])
def test_scores(verdicts: list[Any], part: str) -> None:
    """The least share of a part that has the same status, the same classes of events, the same body."""
    own = [verdict for verdict in verdicts if verdict.part == part]
    counts = collections.Counter[str]()
    for verdict in own:
        counts.update(status=verdict.status, events=verdict.events, equal=verdict.equal)
    shares = {name: count / len(own) for name, count in counts.items()}
    least = yaml.safe_load((TRACES / "scores.yml").read_text("utf-8"))[part]
    assert {name: share for name, share in shares.items() if share < least[name]} == {}


def test_every_difference_has_a_reason(verdicts: list[Any]) -> None:
    """The file lists each exchange whose answer differs, and none that does not."""
    groups = yaml.safe_load((TRACES / "differences.yml").read_text("utf-8"))
    listed = [n for group in groups for n in group["exchanges"]]
    differing = {verdict.n: f"{verdict.name}: {verdict.differences[:3]}" for verdict in verdicts if not verdict.equal}
    assert {n: text for n, text in differing.items() if n not in listed} == {}
    assert [n for n in listed if n not in differing] == []
    assert all(group["reason"] for group in groups)
