"""Type checkers know every method of every resource, its arguments and what it returns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def mypy(*arguments):
    command = [sys.executable, "-m", "mypy", "--strict", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.newest
def test_every_call_passes_the_type_checker():
    done = mypy(HERE / "every_call.py")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.newest
def test_wrong_calls_do_not_pass(tmp_path):
    path = tmp_path / "wrong.py"
    path.write_text(
        "from opencga_frames import OpenCGAClient\n"
        "def calls(oc: OpenCGAClient) -> None:\n"
        "    oc.samples.search(phenotipes='x')\n"
        "    oc.samples.search(somatic='x')\n"
        "    oc.samples.update_acl('@a', action='PUT')\n"
        "    oc.samples.update('S1', somatik=True)\n",
        encoding="utf-8",
    )
    done = mypy(path)
    assert [line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line] == ["3", "4", "5", "6"]


@pytest.mark.newest
def test_filters_are_known_where_analysts_type(tmp_path):
    path = tmp_path / "filters.py"
    path.write_text(
        "from typing import Any, Unpack, reveal_type\n"
        "import pandas as pd\n"
        "from opencga_frames import OpenCGAClient, Study\n"
        "from opencga_frames.errors import AnswerError\n"
        "from opencga_frames.filters import SamplesSearch\n"
        "def right(oc: OpenCGAClient, one: Study, frame: pd.DataFrame, **more: Unpack[SamplesSearch]) -> None:\n"
        "    one.samples(somatic=True, columns=['sample_id'], limit=3)\n"
        "    oc.samples.frame(**more)\n"
        "    oc.samples.search(id=frame)\n"
        "    oc.samples.info(frame['sample_id'])\n"
        "    oc.clinical.frame(of='search_interpretation', methods='x')\n"
        "def wrong(oc: OpenCGAClient, study: Study) -> None:\n"
        "    study.samples(somatik=True)\n"
        "    study.samples(somatic='x')\n"
        "    oc.samples.frame(somatik=True)\n"
        "    oc.samples.tables(creation='x')\n"
        "    oc.samples.to_parquet('x', somatik=True)\n"
        "    oc.samples.scan(limit='x')\n"
        "    oc.meta.frame()\n"
        "def types(oc: OpenCGAClient, error: AnswerError) -> None:\n"
        "    rows: list[str] = oc.samples.search().results()\n"
        "    number: int = error.response\n",
        encoding="utf-8",
    )
    done = mypy(path)
    wrong = [int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line]
    assert wrong == [13, 14, 15, 16, 17, 18, 19, 21, 22], done.stdout
