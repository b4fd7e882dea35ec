"""The 90 calls of the client of OpenCGA 1.4 against today's endpoints."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from opencga_frames.compat.v1 import OpenCGAClient, OpencgaClient, old_names
from opencga_frames.errors import OpenCGAWarning, UnknownNameError, UsageError
from opencga_frames.rest.old_calls.names import old_attributes

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from opencga_frames.compat.configuration import ClientConfiguration
    from opencga_frames.sandbox import Sandbox

CALLS = yaml.safe_load(Path(__file__).with_name("old_calls.yaml").read_text(encoding="utf-8"))
DATA = {"description": "text"}
PASSWORD = "Sandbox-2026"


@pytest.fixture
def client(settings: ClientConfiguration, recorder: Any, wire: ModuleType) -> OpenCGAClient:
    return OpenCGAClient(settings, wire.token(), session=recorder.session())


@pytest.fixture
def real(sandbox: Sandbox, clock: Any, tmp_path: Path) -> OpenCGAClient:
    """A client of the sandbox, logged in."""
    source = {"rest": {"host": sandbox.url}, "session_folder": str(tmp_path / "no-sessions")}
    made = OpenCGAClient(source, session=sandbox.session(), clock=clock, sleep=clock.sleep)
    made.login("viewer", PASSWORD)
    sandbox.requests.clear()
    return made


def make(client: Any, row: dict[str, Any], words: dict[str, Any]) -> Any:
    resource, _, name = row["call"].partition(".")
    args = [filled(value, words) for value in row.get("args", [])]
    options = {key: filled(value, words) for key, value in row.get("options", {}).items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OpenCGAWarning)
        return getattr(getattr(client, resource), name)(*args, **options)


def filled(value: Any, words: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: filled(item, words) for key, item in value.items()}
    return words.get(value, value) if isinstance(value, str) else value


def test_there_are_90_calls() -> None:
    assert len(CALLS) == 90
    assert len({row["call"] for row in CALLS}) == 90


@pytest.mark.parametrize("row", CALLS, ids=lambda row: row["call"])
def test_what_goes_out(row: dict[str, Any], client: OpenCGAClient, recorder: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(b"##fileformat=VCFv4.2\n")
    token = client.token
    make(client, row, {"DATA": DATA, "FILE": str(path)})
    expected = [row["sends"]] if isinstance(row["sends"], str) else row["sends"]
    sent = recorder.sent()
    assert [one.call for one in sent] == expected
    if not expected:
        return
    assert sent[-1].query == row.get("query", {})
    usual = DATA if "DATA" in [*row.get("args", []), *row.get("options", {}).values()] else None
    body = filled(row.get("body", usual), {"TOKEN": token})
    assert body == "ANY" or sent[-1].body == body


@pytest.mark.parametrize("call", ["scan_files", "resync_files"])
def test_what_nothing_stands_in_for(call: str, real: OpenCGAClient, sandbox: Sandbox) -> None:
    with pytest.raises(UsageError, match=r"gone since server 2\.0\.0\. Instead: use oc\.files\.refresh"):
        getattr(real.studies, call)(sandbox.study)
    assert set(sandbox.requests) <= {("GET", "meta/about")}


@pytest.mark.shared
def test_the_table_is_that_of_the_reference(shared: Path) -> None:
    """Every call of the reference is here with the arguments it has there."""
    text = (shared / "reference" / "endpoints" / "seed_names.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| \d+ \| \d+ \|[^|]*\| `oc\.(\w+)\.(\w+)\(([^)]*)\)`", text, flags=re.MULTILINE)
    places = {
        f"{resource}.{name}": [part for part in re.findall(r"(?<![*\w])\w+", arguments) if part != "self"]
        for resource, name, arguments in found
    }
    assert len(found) == 90
    assert set(places) == {row["call"] for row in CALLS}
    for call, names in places.items():
        resource, _, name = call.partition(".")
        assert list(old_names(resource)[name].takes) == names


@pytest.mark.shared
def test_calls_the_document_leaves_out_are_there_too(shared: Path) -> None:
    text = (shared / "reference" / "endpoints" / "seed_names.md").read_text(encoding="utf-8")
    section = text.partition("does not show")[2].partition("Of these")[0]
    listed = re.findall(r"^- oc\.(\w+): (.*)$", section, flags=re.MULTILINE)
    assert len(listed) == 9
    for resource, calls in listed:
        assert set(re.findall(r"(\w+)\(", calls)) <= set(old_names(resource))


def test_arguments_may_be_named_as_they_were(client: OpenCGAClient, recorder: Any) -> None:
    client.samples.info(query_id="a1", include="id")
    assert [(sent.call, sent.query) for sent in recorder.sent()] == [("GET samples/a1/info", {"include": "id"})]


def test_a_changed_name_warns_once_for_each_client(
    client: OpenCGAClient, settings: ClientConfiguration, recorder: Any
) -> None:
    message = r"write oc\.projects\.inc_release\(project\) today"
    with pytest.warns(OpenCGAWarning, match=message):
        client.projects.increment_release("rare")
    client.projects.increment_release("rare")
    other = OpenCGAClient(settings, session=recorder.session())
    with pytest.warns(OpenCGAWarning, match=message):
        other.projects.increment_release("rare")


def test_a_name_that_is_the_same_today_does_not_warn(client: OpenCGAClient) -> None:
    client.samples.info("a1")
    client.cohorts.create(DATA)


def test_a_missing_argument_is_refused(client: OpenCGAClient, recorder: Any) -> None:
    with pytest.raises(UsageError, match=r"oc\.users\.login needs pwd"):
        client.users.login("ana")
    with pytest.raises(UsageError, match="got 2 positional arguments; it takes 1"):
        client.samples.info("S1", "S2")
    assert recorder.sent() == []


def test_the_body_of_the_caller_is_left_alone(client: OpenCGAClient) -> None:
    body = {"permissions": "VIEW", "action": "ADD"}
    with pytest.warns(OpenCGAWarning, match=r"update_acl\(members, data=\.\.\., action=\.\.\.\)"):
        client.samples.update_acl("@g1", body)
    assert body == {"permissions": "VIEW", "action": "ADD"}


def test_a_filter_for_deletion_is_not_dropped(client: OpenCGAClient, recorder: Any) -> None:
    """1.4 deleted what fitted the filters; a server that ignores them would delete all of the ids."""
    with pytest.warns(OpenCGAWarning), pytest.raises(UnknownNameError, match="no parameter 'status'"):
        client.jobs.delete(id="J1,J2", status="ERROR")
    with pytest.raises(UsageError, match="needs 'jobs'"):
        client.jobs.delete()
    assert recorder.sent() == []


def test_part_of_a_content_points_to_head(client: OpenCGAClient) -> None:
    with pytest.raises(UsageError, match=r"no longer takes 'limit': use oc\.files\.head"):
        client.files.content("a.vcf", limit=10)


def test_old_names_by_old_and_new_resource() -> None:
    assert old_names("panels") == old_names("disease_panels")
    assert old_names("samples")["update_acl"].calls == "samples.update_acl"
    assert old_names("workflows") == {}
    assert old_attributes()["panels"] == "disease_panels"
    assert OpencgaClient is OpenCGAClient


def test_samples_of_a_cohort_and_their_numbers(real: OpenCGAClient, sandbox: Sandbox) -> None:
    with pytest.warns(OpenCGAWarning, match=r"oc\.samples\.search\(cohort_ids=\.\.\.\)"):
        answer = real.cohorts.samples("ALL", study=sandbox.study, include="id")
    assert (answer.num_results(), answer.num_matches()) == (30, 30)
    assert len({row["id"] for row in answer.results()}) == 30


def test_projects_of_a_user_on_a_server_without_owners(real: OpenCGAClient, sandbox: Sandbox) -> None:
    with pytest.warns(OpenCGAWarning, match="know no owner"):
        assert [row["id"] for row in real.users.projects("viewer").results()] == ["rare", "onco"]
    assert ("GET", "projects/search") in sandbox.requests


def test_counts_of_a_study_one_field_for_each_call(real: OpenCGAClient, sandbox: Sandbox) -> None:
    with pytest.warns(OpenCGAWarning, match="one row per study"):
        answer = real.studies.aggregation_stats(sandbox.study, sampleFields="somatic;status.id")
    assert list(sandbox.requests) == [("GET", "samples/aggregationStats")] * 2
    (row,) = answer.results()
    assert row["study"] == sandbox.study
    assert [(facet["name"], facet["count"]) for facet in row["samples"]] == [("somatic", 30), ("status.id", 30)]


def test_counts_of_a_project_cover_its_studies(real: OpenCGAClient, sandbox: Sandbox) -> None:
    with pytest.warns(OpenCGAWarning, match="one row per study"):
        rows = real.projects.aggregation_stats("rare").results()
    assert [row["study"] for row in rows] == [study for study in sandbox.studies if "@rare:" in study]
    assert list(rows[0]) == ["study", "files", "individuals", "families", "samples", "cohorts", "jobs"]


def test_a_new_token_is_bought_with_the_old_one(real: OpenCGAClient) -> None:
    with pytest.warns(OpenCGAWarning, match="buys a new one"):
        (row,) = real.users.refresh_token("viewer").results()
    assert row["token"].count(".") == 2


def test_logout_forgets_and_sends_nothing(real: OpenCGAClient, sandbox: Sandbox) -> None:
    with pytest.warns(OpenCGAWarning, match=r"oc\.logout\(\)"):
        assert real.users.logout() is None
    assert real.token is None
    assert list(sandbox.requests) == []


@pytest.mark.parametrize("path", ["opencga_client.OpenCGAClient", "opencga_config.ClientConfiguration"])
def test_modules_have_their_old_names(path: str, call_import: Callable[[str], Any]) -> None:
    name = path.rpartition(".")[2]
    assert call_import(f"opencga_frames.compat.v1.{path}") is call_import(f"opencga_frames.compat.v1.{name}")
