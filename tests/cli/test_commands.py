"""The shell commands against a sandbox on a port: sessions, tables, files, exit codes."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner, Result

from opencga_frames import OpenCGAClient, open_dataset, read_parquet
from opencga_frames.auth.session_file import Session, write_session
from opencga_frames.auth.token import Token
from opencga_frames.cli import main
from opencga_frames.sandbox import Sandbox, serve

STUDY = "demo@rare:germline"
pytestmark = pytest.mark.enable_socket
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve(Sandbox(samples=60, jobs=True)) as server:
        yield server.url


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in [name for name in os.environ if name.startswith("OPENCGA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "keyring", None)

    def run(*words: str, **options: str) -> Result:
        return CliRunner().invoke(main, list(words), **options)

    return run


@pytest.fixture
def logged_in(run: Run, url: str) -> Run:
    done = run("login", "analyst", "--host", url, "--organization", "demo", "--password-stdin", input="Sandbox-2026\n")
    assert (done.exit_code, done.stderr) == (0, "")
    return run


def test_a_login_serves_later_commands_and_python(logged_in: Run, url: str, tmp_path: Path) -> None:
    facts = json.loads(logged_in("whoami", "--json").stdout)
    assert (facts["user"], facts["organization"], facts["host"]) == ("analyst", "demo", url)
    assert 3_000 < facts["seconds_left"] <= 3_600
    assert re.fullmatch(rf"analyst@demo at {url}, for another (?:59 min|1 h)\n", logged_in("whoami").stdout)
    with OpenCGAClient(url) as oc:
        assert oc.samples.search(study=STUDY, limit=1).num_results() == 1
    assert (tmp_path / ".opencga" / "opencga_session.json").stat().st_mode & 0o777 == 0o600


def test_after_a_logout_nobody_is_logged_in_and_no_token_is_left(logged_in: Run, url: str, tmp_path: Path) -> None:
    assert "the session of opencga_session.json is gone" in logged_in("logout").stdout
    assert "eyJ" not in (tmp_path / ".opencga" / "opencga_session.json").read_text()
    done = logged_in("whoami", "--host", url)
    assert done.exit_code == 3
    assert f"Nobody is logged in at {url}: opencga-frames login USER --host {url}" in done.stderr
    assert "Nobody was logged in" in logged_in("logout", "--host", url).stdout


def test_a_wrong_password_ends_with_its_own_code_and_keeps_nothing(run: Run, url: str, tmp_path: Path) -> None:
    done = run("login", "analyst", "--host", url, "--password-stdin", input="wrong\n")
    assert done.exit_code == 3
    assert "wrong\n" not in done.output
    assert not (tmp_path / ".opencga").exists()


def test_the_password_is_no_argument(run: Run) -> None:
    assert "--password " not in run("login", "-h").stdout
    assert run("login", "analyst", "secret").exit_code == 2


def test_without_a_keyring_a_login_says_so(run: Run, url: str) -> None:
    words = ("login", "analyst", "--host", url, "--organization", "demo", "--password-stdin", "--keyring")
    done = run(*words, input="Sandbox-2026\n")
    assert done.exit_code == 2
    assert "pip install 'opencga-frames[keyring]'" in done.stderr


def test_a_kept_password_is_used_and_goes_with_the_logout(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = FakeKeyring()
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    words = ("login", "analyst", "--host", url, "--organization", "demo")
    assert run(*words, "--password-stdin", "--keyring", input="Sandbox-2026\n").exit_code == 0
    assert keyring.kept == {(f"opencga-frames {url}", "analyst"): "Sandbox-2026"}
    assert run(*words).exit_code == 0
    assert "the password in the keyring" in run("logout").stdout
    assert keyring.kept == {}


def test_a_keyring_that_fails_is_passed_over(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring = FakeKeyring(RuntimeError("locked"))
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setenv("OPENCGA_PASSWORD", "Sandbox-2026")
    assert run("login", "analyst", "--host", url, "--organization", "demo").exit_code == 0
    done = run("login", "analyst", "--host", url, "--organization", "demo", "--keyring")
    assert done.exit_code == 2
    assert "this machine's keyring refuses (RuntimeError)" in done.stderr


class FakeKeyring:
    """A keyring in memory, or one that fails."""

    def __init__(self, error: Exception | None = None) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error = error

    def get_password(self, service: str, user: str) -> str | None:
        if self.error:
            raise self.error
        return self.kept.get((service, user))

    def set_password(self, service: str, user: str, password: str) -> None:
        if self.error:
            raise self.error
        self.kept[service, user] = password

    def delete_password(self, service: str, user: str) -> None:
        del self.kept[service, user]


def test_studies_are_listed(logged_in: Run) -> None:
    lines = logged_in("studies").stdout.splitlines()
    assert lines[0] == "study\tname\tdescription\tcreation_date"
    assert [line.split("\t")[0] for line in lines[1:]] == [STUDY, "demo@onco:tumour"]


def test_a_table_goes_into_a_pipe_as_lines_and_nothing_else(logged_in: Run) -> None:
    done = logged_in("get", "samples", "--study", STUDY, "--columns", "sample_id,somatic", "--limit", "2")
    assert done.stdout == "sample_id\tsomatic\nF000001-C1-g\tFalse\nF000001-C1-saliva\tFalse\n"
    assert done.stderr == ""


def test_json_is_one_object_per_row(logged_in: Run) -> None:
    done = logged_in("get", "samples", "--study", STUDY, "--columns", "sample_id,file_ids", "--limit", "2", "--json")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[0] == {"sample_id": "F000001-C1-g", "file_ids": ["data:vcf:F000001-C1-g.vcf.gz"]}


def test_filters_reach_the_server_and_a_wrong_one_names_the_near_one(logged_in: Run) -> None:
    one = logged_in("get", "samples", "--study", STUDY, "--where", "individual_id=F000001-C1", "--columns", "sample_id")
    assert one.stdout.splitlines()[1:] == ["F000001-C1-g", "F000001-C1-saliva"]
    wrong = logged_in("get", "samples", "--study", STUDY, "--where", "sommatic=false")
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert "Did you mean 'somatic'?" in wrong.stderr
    bare = logged_in("get", "samples", "--study", STUDY, "--where", "somatic")
    assert "expected a name, =, and a value" in bare.stderr


@pytest.mark.parametrize("kind", ["parquet", "csv", "tsv", "json", "xlsx"])
def test_a_file_has_all_columns_and_rows(logged_in: Run, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"people.{kind}"
    done = logged_in("get", "individuals", "--study", STUDY, "--out", str(out))
    assert (done.exit_code, done.stdout) == (0, "")
    readers = {
        "parquet": read_parquet,
        "csv": pd.read_csv,
        "tsv": lambda path: pd.read_csv(path, sep="\t"),
        "json": lambda path: pd.read_json(path, lines=True),
        "xlsx": pd.read_excel,
    }
    frame = readers[kind](out)
    assert done.stderr == f"Wrote {len(frame)} rows, {frame.shape[1]} columns, to {out}\n"
    with OpenCGAClient(json.loads(logged_in("whoami", "--json").stdout)["host"]) as oc:
        whole = oc.study(STUDY).individuals(core=False)
    assert list(frame["individual_id"]) == list(whole["individual_id"])
    assert list(frame.columns) == list(whole.columns)
    assert [path.name for path in tmp_path.iterdir() if path.name != ".opencga"] == [out.name]


@pytest.mark.parametrize(
    ("out", "code", "message"),
    [
        ("nowhere/x.csv", 9, "no such file or folder"),
        ("x.doc", 2, "expected one of .parquet"),
        ("x", 2, "ends in nothing"),
    ],
)
def test_an_impossible_file_is_found_before_anything_is_sent(run: Run, out: str, code: int, message: str) -> None:
    done = run("get", "samples", "--study", STUDY, "--out", out, "--host", "http://127.0.0.1:1")
    assert done.exit_code == code
    assert message in done.stderr


def test_exit_codes_say_what_went_wrong(logged_in: Run, url: str) -> None:
    codes = {
        ("get", "sample", "--study", STUDY): 2,
        ("get", "samples"): 2,
        ("get", "samples", "--study", "nope"): 5,
        ("call", "GET", "nope"): 5,
        ("get", "samples", "--study", STUDY, "--host", "name-without-file"): 2,
    }
    done = {words: logged_in(*words) for words in codes}
    assert {words: result.exit_code for words, result in done.items()} == codes
    assert not [result for result in done.values() if "Traceback" in result.output or not result.stderr]


def test_a_host_that_is_not_there_has_a_code(run: Run, tmp_path: Path) -> None:
    write_session(tmp_path / ".opencga", "opencga", Session("http://127.0.0.1:1/opencga", "nadia", Token("a.b.c")))
    done = run("studies")
    assert done.exit_code == 6
    assert "127.0.0.1:1" in done.stderr


def test_several_sessions_need_a_choice(logged_in: Run, tmp_path: Path) -> None:
    write_session(tmp_path / ".opencga", "other", Session("https://other.example.org", "nadia", Token("a.b.c")))
    done = logged_in("studies")
    assert done.exit_code == 2
    assert "choose one with --host" in done.stderr
    assert "https://other.example.org" in done.stderr


def test_a_name_of_the_configuration_is_a_host(logged_in: Run, url: str, tmp_path: Path) -> None:
    (tmp_path / ".opencga" / "client-configuration.yml").write_text(
        f"rest:\n  hosts: [{{name: other, url: 'https://other.example.org'}}, {{name: mine, url: '{url}'}}]\n"
    )
    assert json.loads(logged_in("whoami", "--host", "mine", "--json").stdout)["host"] == url


def test_any_path_can_be_called(logged_in: Run, tmp_path: Path) -> None:
    done = logged_in("call", "get", "samples/F000001-C1-g/info", "--param", f"study={STUDY}", "--param", "include=id")
    assert [row["id"] for row in json.loads(done.stdout)] == ["F000001-C1-g"]
    body = tmp_path / "body.json"
    body.write_text('{"description": "written"}')
    words = ("call", "POST", "samples/F000001-C1-g/update", "--param", f"study={STUDY}")
    assert logged_in(*words, "--data", str(body)).exit_code == 0
    body.write_text("{")
    assert "holds no JSON" in logged_in(*words, "--data", str(body)).stderr


def test_the_dictionary_needs_no_server(run: Run) -> None:
    lines = run("dictionary", "samples").stdout.splitlines()
    assert lines[0] == "column\tdtype\tunit\tmeaning"
    assert lines[2].startswith("sample_id\tstring\t\tIdentifier of the sample")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_tables(run: Run, shell: str) -> None:
    assert "opencga-frames" in run("completion", shell).stdout
    given = {
        "_OPENCGA_FRAMES_COMPLETE": "bash_complete",
        "COMP_WORDS": "opencga-frames get sample_p",
        "COMP_CWORD": "2",
    }
    done = CliRunner().invoke(main, [], prog_name="opencga-frames", env=given, complete_var="_OPENCGA_FRAMES_COMPLETE")
    assert done.stdout.split() == ["plain,sample_phenotypes"]


def test_a_renewed_token_is_kept(run: Run, tmp_path: Path) -> None:
    ahead = [0.0]
    sandbox = Sandbox(samples=5, token_seconds=30, clock=lambda: time.time() + ahead[0])
    with serve(sandbox) as server:
        words = ("login", "analyst", "--host", server.url, "--organization", "demo", "--password-stdin")
        run(*words, input="Sandbox-2026\n")
        file = tmp_path / ".opencga" / "opencga_session.json"
        before = json.loads(file.read_text())["token"]
        ahead[0] = 5.0
        assert run("studies").exit_code == 0
        assert json.loads(file.read_text())["token"] != before


def test_a_terminal_shows_what_fits(logged_in: Run, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "opencga_frames", "get", "samples", "--study", STUDY, "--limit", "3"]
    shown: list[bytes] = []

    def read(number: int) -> bytes:
        shown.append(os.read(number, 4_096))
        return shown[-1]

    environ = {**os.environ, "COLUMNS": "70", "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    code = os.waitstatus_to_exitcode(pty.spawn(["env", *(f"{k}={v}" for k, v in environ.items()), *words], read))
    lines = b"".join(shown).decode().replace("\r", "").splitlines()
    table = lines[-5:]
    assert code == 0
    assert table[0].split() == ["study", "sample_id", "individual_id", "file_ids"]
    assert max(map(len, table[:4])) <= 70
    assert table[4].startswith("3 of 3 rows, 4 of 25 columns; --columns chooses")


def test_a_reader_that_has_seen_enough_is_no_error(logged_in: Run) -> None:
    command = f"{sys.executable} -m opencga_frames dictionary | head -2; exit ${{PIPESTATUS[0]}}"
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, env=environ)
    assert (done.returncode, done.stderr, len(done.stdout.splitlines())) == (0, "", 2)


def test_a_study_becomes_a_dataset_is_kept_in_step_and_checked(logged_in: Run, url: str, tmp_path: Path) -> None:
    done = logged_in(
        "export", STUDY, "out", "--tables", "samples,sample_phenotypes", "--where", "samples.somatic=false"
    )
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("<Dataset ")
    again = logged_in("export", STUDY, "out")
    assert again.exit_code == 9
    with OpenCGAClient(url) as oc:
        oc.samples.update("F000001-C1-g", {"description": "changed later"}, study=STUDY)
    synced = logged_in("sync", "out")
    assert (synced.exit_code, synced.stderr) == (0, "")
    assert open_dataset("out").changes["samples"].changed == 1
    checked = logged_in("verify", "out")
    rows = open_dataset("out").rows
    assert checked.stdout == f"{tmp_path}/out is whole: 2 tables, {sum(rows.values()):,} rows.\n".replace(
        f"{tmp_path}/", ""
    )
    file = next((tmp_path / "out" / "samples").rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-1])
    assert logged_in("verify", "out").exit_code == 9
    assert logged_in("sync", "nowhere").exit_code == 9


def test_filters_of_an_export_name_their_table(logged_in: Run) -> None:
    done = logged_in("export", STUDY, "out", "--where", "somatic=false")
    assert done.exit_code == 2
    assert "expected such as samples.somatic=false" in done.stderr


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("verif", "No such command 'verif'. Did you mean `opencga-frames verify`?"),
        ("sample", "No such command 'sample'. Did you mean `opencga-frames get samples`?"),
        ("xyzzy", "No such command 'xyzzy'."),
    ],
)
def test_a_word_that_is_no_command_names_the_near_ones(run: Run, word: str, said: str) -> None:
    done = run(word)
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == f"Error: {said}"


def test_a_study_that_is_not_there_lists_those_one_may_see(logged_in: Run) -> None:
    done = logged_in("get", "samples", "--study", "nope")
    assert "Studies you may see: demo@rare:germline, demo@onco:tumour." in done.stderr


def test_a_filter_of_another_table_names_the_call_that_takes_it(logged_in: Run) -> None:
    done = logged_in("get", "samples", "--study", STUDY, "--where", "sex=FEMALE")
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1] == "Calls that take 'sex': individuals.search."


def test_a_folder_without_a_dataset_says_how_the_shell_writes_one(run: Run) -> None:
    done = run("verify", "nope")
    assert done.exit_code == 9
    assert "`opencga-frames export`" in done.stderr
