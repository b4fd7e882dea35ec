"""The same seed gives the same study: in every process, whatever its hash seed, locale and time zone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from opencga_frames.sandbox import Sandbox
from tests.sandbox.generate.digest import RECORDED, digests

ROOT = Path(__file__).parents[3]


def recorded() -> dict[str, str]:
    found: dict[str, str] = json.loads(RECORDED.read_text(encoding="utf-8"))
    return found


def test_the_study_is_the_recorded_one() -> None:
    """After a change of the generator on purpose: ``python -m tests.sandbox.generate.digest --write``."""
    assert digests() == recorded()


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
        {"PYTHONHASHSEED": "4294967295", "LC_ALL": "tr_TR.UTF-8", "TZ": "Asia/Tokyo"},
        {"PYTHONHASHSEED": "random", "LC_ALL": "C.UTF-8", "TZ": "America/St_Johns", "PYTHONOPTIMIZE": "0"},
    ],
    ids=["C", "Turkish in Tokyo", "Newfoundland"],
)
def test_another_process_makes_the_same_study(surroundings: dict[str, str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **surroundings}
    command = [sys.executable, "-m", "tests.sandbox.generate.digest"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == recorded()


def test_another_seed_gives_another_study() -> None:
    studies = [Sandbox(samples=20, seed=seed)._main().collections["samples"] for seed in (1, 2)]
    dates = [[values[0] for values in samples.column("creationDate")] for samples in studies]
    assert dates[0] != dates[1]
