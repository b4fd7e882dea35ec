"""One version, wherever it is written."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from click.testing import CliRunner

from opencga_frames import OpenCGAClient, __version__
from opencga_frames.cli import main
from opencga_frames.parquet import Provenance

ROOT = Path(__file__).resolve().parents[1]


def test_the_build_reads_it_from_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    source = ROOT / project["tool"]["hatch"]["version"]["path"]
    # The form that the build looks for: a plain assignment of a string.
    assert re.findall(r'(?m)^__version__ = "(.+)"$', source.read_text(encoding="utf-8")) == [__version__]
    assert project["project"]["dynamic"] == ["version"]


def test_files_carry_it():
    assert Provenance.record(clock=lambda: 0.0).client_version == __version__


def test_the_command_prints_it():
    assert CliRunner().invoke(main, ["--version"]).output == f"opencga-frames, version {__version__}\n"


def test_the_server_is_sent_it():
    client = OpenCGAClient({"rest": {"host": "https://a.example.org"}})
    prepared = client.samples.search(study="s", dry_run=True)
    assert prepared.headers["User-Agent"] == f"opencga-frames/{__version__}"
