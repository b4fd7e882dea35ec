"""The shell commands: the demonstration writes what it says, the sandbox serves until it is stopped."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from opencga_frames import OpenCGAClient, read_parquet
from opencga_frames.cli import main
from opencga_frames.parquet import read_tables
from opencga_frames.sandbox import Sandbox

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "120")
    return lambda *words: CliRunner().invoke(main, list(words))


@pytest.mark.enable_socket
def test_the_demonstration_does_the_whole_job(run, tmp_path):
    out = tmp_path / "out"
    done = run("demo", "--samples", "60", "--out", str(out))
    assert (done.exit_code, done.exception) == (0, None)
    tables = read_tables(out)
    lines = done.stdout.splitlines()
    for main_table in ("samples", "individuals", "families", "cohorts"):
        row = next(line for line in lines if line.startswith(f"{main_table} "))
        assert int(row.split()[1].replace(",", "")) == len(tables[main_table])
    assert len(tables["samples"]) == 60
    assert "with 60 samples" in done.stdout
    assert f"Wrote {len(tables)} tables" in done.stdout
    assert "Logged in as analyst@demo" in done.stdout
    assert "Read back samples: 60 rows" in done.stdout
    assert max(len(line.replace(str(out), "out")) for line in lines) < 120
    assert next(line for line in lines if line.startswith("Case ")) == "Case CA-000001: Marfan syndrome in F000001-C1"
    assert [line.split()[1] for line in lines if line.strip().startswith("F000001-")] == ["0/1", "0/1", "0/0", "0/0"]
    assert done.stderr == ""
    joined = next(line for line in lines if line.startswith("Joined "))
    assert ": 60 rows, " in joined
    assert str(read_parquet(out / "samples")["somatic"].dtype) == "boolean"


@pytest.mark.enable_socket
def test_the_demonstration_tells_what_was_joined_line_by_line(run, tmp_path):
    done = run("demo", "--samples", "12", "--out", str(tmp_path / "out"))
    lines = done.stdout.splitlines()
    assert not [line for line in lines if re.fullmatch(r"\s+\S", line)], "texts are not shown letter by letter"
    after = lines[next(n for n, line in enumerate(lines) if line.startswith("Joined ")) + 1 :][:8]
    assert all(any(name in line for line in after) for name in ("individuals", "families", "cohorts"))


@pytest.mark.enable_socket
def test_the_code_that_the_demonstration_shows_runs(run, tmp_path, monkeypatch):
    done = run("demo", "--samples", "12", "--out", str(tmp_path / "out"))
    code = done.stdout.partition("The same by hand:")[2]
    names = {}
    exec(compile(code, "by hand", "exec"), names)
    assert len(names["samples"]) == 12
    assert len(names["joined"]) == 12


@pytest.mark.enable_socket
def test_a_folder_that_cannot_be_written_is_told_in_one_line(run, tmp_path):
    file = tmp_path / "taken"
    file.write_text("a file stands here")
    done = run("demo", "--samples", "5", "--out", str(file / "below"))
    assert done.exit_code != 0
    assert "taken" in done.stderr
    assert "Traceback" not in done.output


def test_help_tells_the_commands_and_their_options(run):
    overview = run("--help")
    assert overview.exit_code == 0
    assert {"demo", "sandbox"} <= set(overview.stdout.split())
    told = run("sandbox", "--help")
    assert told.exit_code == 0
    assert {"--port", "--samples", "--seed", "--data", "--vcf", "--variants"} <= set(told.stdout.split())
    assert "--out" in run("demo", "--help").stdout
    assert run("--version").stdout.startswith("opencga-frames")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["sandbox", "--data", "no-such-folder"], "no-such-folder"),
        (["sandbox", "--port", "70000"], "70000"),
        (["sandbox", "--samples", "0"], "0"),
        (["sandbox", "--vcf", "no-such-file.vcf"], "no-such-file.vcf"),
        (["sandbox", "--variants", "-1"], "-1"),
        (["nonsense"], "nonsense"),
        (["demo", "--samples", "many"], "many"),
    ],
)
def test_what_cannot_be_is_told_without_a_traceback(run, words, said):
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_a_folder_without_data_is_told(run, tmp_path):
    (tmp_path / "empty").mkdir()
    done = run("sandbox", "--data", str(tmp_path / "empty"))
    assert done.exit_code == 1
    assert "empty" in done.stderr
    assert "sample" in done.stderr


def test_a_file_that_is_no_vcf_is_told(run, tmp_path):
    path = tmp_path / "notes.vcf"
    path.write_text("nothing", "utf-8")
    done = run("sandbox", "--samples", "1", "--vcf", str(path))
    assert done.exit_code == 1
    assert "has no line #CHROM" in done.stderr


@pytest.mark.enable_socket
def test_the_sandbox_serves_until_it_is_interrupted():
    command = [sys.executable, "-u", "-m", "opencga_frames", "sandbox", "--samples", "5"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            greeting = process.stdout.readline()
            url = re.search(r"http://127\.0\.0\.1:\d+/opencga", greeting).group()
            with urllib.request.urlopen(f"{url}/webservices/rest/v2/meta/ping", timeout=10) as answer:
                assert b"pong" in answer.read()
        finally:
            process.send_signal(signal.SIGINT)
            out, err = process.stdout.read(), process.stderr.read()
            process.wait(timeout=20)
    assert process.returncode == 0
    assert err == ""
    assert Sandbox(samples=5).study in out
    assert "Sandbox-2026" in out
    assert "Stopped." in out


@pytest.mark.enable_socket
@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("last", [signal.SIGINT, signal.SIGTERM])
def test_the_sandbox_saves_on_request_and_at_the_end(tmp_path, last):
    """What was written through REST is there again in a sandbox that is given the folder."""
    folder = tmp_path / "kept"
    command = [sys.executable, "-u", "-m", "opencga_frames", "sandbox", "--samples", "3", "--save", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            url = re.search(r"http://127\.0\.0\.1:\d+/opencga", process.stdout.readline()).group()
            oc = OpenCGAClient({"rest": {"host": url}, "cache_folder": "off"})
            oc.login("owner", "Sandbox-2026", organization="demo")
            oc.samples.create(study="demo@rare:germline", data={"id": "first"})
            process.send_signal(signal.SIGUSR1)
            while "Saved in" not in process.stdout.readline():
                pass
            assert Sandbox.from_folder(folder).study == "demo@rare:germline"
            oc.samples.create(study="demo@rare:germline", data={"id": "second"})
            oc.close()
        finally:
            process.send_signal(last)
            out, err = process.stdout.read(), process.stderr.read()
            process.wait(timeout=20)
    assert (process.returncode, err) == (0, "")
    assert f"Saved in {folder}." in out
    kept = Sandbox.from_folder(folder)
    with OpenCGAClient({"rest": {"host": kept.url}, "cache_folder": "off"}, session=kept.session()) as oc:
        oc.login("viewer", "Sandbox-2026", organization="demo")
        assert set(oc.study(kept.study).samples()["sample_id"]) >= {"first", "second"}


def test_a_folder_of_something_else_is_refused_at_the_start(run, tmp_path):
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("sandbox", "--samples", "3", "--save", str(tmp_path))
    assert (done.exit_code, [path.name for path in tmp_path.iterdir()]) == (1, ["mine.txt"])
    assert "something else than a saved sandbox" in done.stderr


@pytest.mark.parametrize("out", ["taken", "taken/inside"])
def test_a_folder_that_cannot_be_written_is_found_before_anything_is_fetched(run, tmp_path, out):
    (tmp_path / "taken").write_text("a file")
    done = run("demo", "--samples", "3", "--out", str(tmp_path / out))
    assert done.exit_code != 0
    assert "listening" not in done.output
    assert "taken" in done.output


@pytest.mark.enable_socket
@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    command = [sys.executable, "-m", "opencga_frames", "demo", "--samples", "3", "--out", str(tmp_path / "out")]
    demo = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert "An offline OpenCGA server" in demo.stdout.readline()
    demo.stdout.close()
    assert "Broken pipe" not in demo.stderr.read()
    demo.stderr.close()
    assert demo.wait() == 0
