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
