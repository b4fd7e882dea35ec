"""The 90 calls of the client of OpenCGA 1.4 on the ordinary client, as they were written down."""

from __future__ import annotations

import copy
import pickle
import re
import warnings
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
import yaml

import opencga_frames
from opencga_frames.errors import OpenCGAWarning, ServerVersionError, UnknownNameError, UsageError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.old_calls.names import OldCall, calls_of, old_attributes, old_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from opencga_frames import OpenCGAClient

CALLS = yaml.safe_load(Path(__file__).with_name("old_calls.yaml").read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[2]
HOST = "http://scripted.example.org/opencga"
GONE = [row for row in CALLS if "gone" in row]
#: What was given by place and is given by name on the ordinary client.
BY_NAME = {"studies.permission_rules", "samples.load"}


@pytest.fixture
def oc(recorder: Any, connect: Callable[..., OpenCGAClient], wire: ModuleType) -> OpenCGAClient:
    return connect(recorder, token=wire.token())


@pytest.fixture
def local(tmp_path: Path) -> str:
    """A file to upload."""
    path = tmp_path / "a.vcf"
    path.write_bytes(b"##fileformat=VCFv4.2\n")
    return str(path)


def sent_to(recorder: Any) -> list[Any]:
    """What the server was asked besides its version."""
    return [sent for sent in recorder.sent() if sent.call != "GET meta/about"]


def old_call(row: dict[str, Any]) -> OldCall:
    resource, _, name = row["call"].partition(".")
    return calls_of(resource)[name]


def body(old: OldCall) -> dict[str, Any]:
    """A body with one field, of those that are plain strings."""
    endpoint = old.endpoint
    fields = endpoint.body.fields if endpoint is not None and endpoint.body else ()
    strings = [part.name for part in fields if part.type == "string"]
    return {strings[0]: "text"} if strings else {part.name: ["text"] for part in fields[:1]} or {"text": "text"}


def filled(value: Any, words: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: filled(item, words) for key, item in value.items()}
    return words.get(value, value) if isinstance(value, str) else value


def make(oc: OpenCGAClient, row: dict[str, Any], words: dict[str, Any]) -> list[str]:
    """Make the call, and give the messages of the warnings about this package."""
    resource, _, name = row["call"].partition(".")
    args = [filled(value, words) for value in row.get("args", [])]
    options = {key: filled(value, words) for key, value in row.get("options", {}).items()}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        getattr(getattr(oc, resource), name)(*args, **options)
    assert all(warning.filename == __file__ for warning in caught)
    return [str(warning.message) for warning in caught if warning.category is OpenCGAWarning]


def is_todays(row: dict[str, Any]) -> bool:
    """Whether the call is written today as it was in 1.4."""
    return not old_call(row).changed and row["call"] not in BY_NAME


def test_there_are_90_calls_and_none_is_left_out() -> None:
    assert len(CALLS) == 90
    assert sum("sends" in row for row in CALLS) == 90
    assert sum(map(is_todays, CALLS)) == 46


@pytest.mark.parametrize("row", [row for row in CALLS if "gone" not in row], ids=lambda row: row["call"])
def test_what_goes_out(row: dict[str, Any], oc: OpenCGAClient, recorder: Any, local: str) -> None:
    """Verb, path, query and body; one warning that names today's call where it is another one, otherwise none."""
    token = oc.token
    old = old_call(row)
    words = {"DATA": body(old), "FILE": local, "TOKEN": token.reveal() if token else ""}
    told = make(oc, row, words)
    expected = [row["sends"]] if isinstance(row["sends"], str) else row["sends"]
    sent = sent_to(recorder)
    assert [one.call for one in sent] == expected
    if not is_todays(row):
        assert len(told) == 1
        today = f"oc.{old.calls}(" if old.calls else "oc.logout()"
        assert today in told[0]
    else:
        assert told == []
    if not expected:
        assert oc.token is None
        return
    assert sent[-1].query == row.get("newest", row.get("query", {}))
    usual = "DATA" if "DATA" in [*row.get("args", []), *row.get("options", {}).values()] else None
    wanted = filled(row.get("body", usual), words)
    assert wanted == "ANY" or sent[-1].body == wanted


@pytest.mark.parametrize("row", GONE, ids=lambda row: row["call"])
def test_what_only_old_servers_have_is_sent_to_them(
    row: dict[str, Any], recorder: Any, connect: Callable[..., OpenCGAClient]
) -> None:
    oc = connect(recorder, version_check="off")
    assert make(oc, row, {}) == []
    assert [one.call for one in sent_to(recorder)] == [row["sends"]]


@pytest.mark.parametrize("row", GONE, ids=lambda row: row["call"])
def test_a_newer_server_is_not_asked_and_the_error_names_the_call_of_today(
    row: dict[str, Any], oc: OpenCGAClient, recorder: Any
) -> None:
    message = rf"gone since server 2\.0\.0\. Instead: use oc\.{row['gone']}.*This server is 5\.0\.0"
    with pytest.raises(ServerVersionError, match=message):
        make(oc, row, {})
    assert sent_to(recorder) == []


@pytest.mark.parametrize("row", [row for row in CALLS if "was" in row], ids=lambda row: row["call"])
def test_a_server_of_the_old_line_is_asked_as_the_old_client_asked_it(
    row: dict[str, Any], scripted: Callable[..., Any], wire: ModuleType, *, connect: Callable[..., Any], local: str
) -> None:
    about = wire.page([{"Program": "OpenCGA", "Version": "1.4.2"}], version="1.4.2")
    rows = wire.page([{"id": "A1"}], version="1.4.2")
    server = scripted(lambda asked: about if asked.path == "meta/about" else rows)
    oc = connect(SimpleNamespace(url=HOST, session=server.session), token=wire.token(), version="v1")
    make(oc, row, {"DATA": body(old_call(row)), "FILE": local})
    sent = [f"{asked.method} {unquote(urlsplit(asked.target).path.partition('/v1/')[2])}" for asked in server.asked]
    assert row["was"] in sent


@pytest.mark.shared
def test_what_the_old_client_sent_is_that_of_the_reference(shared: Path) -> None:
    text = (shared / "reference" / "endpoints" / "seed_names.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| \d+ \| \d+ \|[^|]*\| `oc\.(\w+\.\w+)\([^)]*\)` \| (\w+) /([^| ]*)", text, re.MULTILINE)
    patterns = {call: f"{verb} " + re.sub(r"{.*?}", "[^/]+", path) for call, verb, path in found}
    was = {row["call"]: row["was"] for row in CALLS if "was" in row}
    # Logging out sends nothing.
    assert {row["call"] for row in CALLS} - was.keys() == {"users.logout"}
    assert [call for call, request in was.items() if not re.fullmatch(patterns[call], request)] == []


@pytest.mark.parametrize(
    "call",
    [
        lambda oc, data: oc.samples.update_acl("@g1", {**data, "action": "ADD"}),
        lambda oc, data: oc.samples.update_acl("@g1", data, "ADD"),
        lambda oc, data: oc.samples.update_acl("@g1", "ADD", data),
        lambda oc, data: oc.samples.update_acl(data, "@g1", "ADD"),
        lambda oc, data: oc.samples.update_acl("@g1", "ADD", data=data),
        lambda oc, data: oc.samples.update_acl(memberId="@g1", data=data, action="ADD"),
        lambda oc, data: oc.panels.update_acl("@g1", "ADD", data),
        lambda oc, data: oc.clinical.update_acl("@g1", "ADD", data),
    ],
)
def test_arguments_are_told_apart_by_what_they_are(call: Callable[..., Any], oc: OpenCGAClient, recorder: Any) -> None:
    data = {"permissions": "VIEW"}
    with pytest.warns(OpenCGAWarning, match=r"write oc\.\w+\.update_acl\(members, .*action=\.\.\.") as told:
        call(oc, data)
    (sent,) = sent_to(recorder)
    assert sent.call.endswith("acl/@g1/update")
    assert (sent.query, sent.body) == ({"action": "ADD"}, data)
    assert len(told) == 1
    assert data == {"permissions": "VIEW"}


def test_todays_form_of_the_same_calls_does_not_warn(oc: OpenCGAClient, recorder: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        oc.samples.update_acl("@g1", {"permissions": "VIEW"}, action="ADD")
        oc.samples.update_acl("@g1", permissions="VIEW", action="ADD")
        oc.users.login(user="ana", password="old")
        oc.samples.info("a1", include="id")
    assert [one.call for one in sent_to(recorder)][:3] == ["POST samples/acl/@g1/update"] * 2 + ["POST users/login"]


def test_required_filters_may_stand_by_place_as_in_pyopencga(oc: OpenCGAClient, recorder: Any) -> None:
    message = r"oc\.studies\.permission_rules takes its arguments in another way: write .*entity=\.\.\."
    with pytest.warns(OpenCGAWarning, match=message):
        oc.studies.permission_rules("org@rare:s1", "SAMPLES")
    assert sent_to(recorder)[-1].query == {"entity": "SAMPLES"}


def test_mistakes_are_still_todays_mistakes(oc: OpenCGAClient, recorder: Any) -> None:
    with pytest.raises(UsageError, match="takes 1 positional arguments"):
        oc.samples.info("S1", "S2")
    with pytest.raises(UnknownNameError, match="Did you mean 'include'"):
        oc.samples.info("S1", inkludde="id")
    with pytest.raises(UnknownNameError, match="descripton"):
        oc.samples.update("S1", {"descripton": "text"})
    with pytest.warns(OpenCGAWarning), pytest.raises(UsageError, match="needs 'jobs'"):
        oc.jobs.delete(id=None)
    assert sent_to(recorder) == []


def test_an_old_call_takes_the_options_of_todays(oc: OpenCGAClient, recorder: Any) -> None:
    with pytest.warns(OpenCGAWarning, match=r"write oc\.studies\.variable_sets\(study\) today"):
        prepared = oc.studies.variablesets("org@rare:s1", dry_run=True)
    assert unquote(prepared.url).endswith("/studies/org@rare:s1/variableSets")
    assert sent_to(recorder) == []


def test_rows_of_an_old_call_are_a_table_as_ever(oc: OpenCGAClient) -> None:
    with pytest.warns(OpenCGAWarning, match=r"oc\.panels is an old name: write oc\.disease_panels\.frame"):
        frame = oc.panels.frame(study="s1")
    assert frame["panel_id"].tolist() == ["a1"]
    with pytest.warns(OpenCGAWarning, match=r"write oc\.samples\.search\(cohort_ids=\.\.\.\)"):
        assert oc.cohorts.samples("ALL").frame()["sample_id"].tolist() == ["a1"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("samples.serrch", "There is no method 'serrch' of oc.samples. Did you mean 'search'"),
        ("sampels", "There is no attribute 'sampels' of the client. Did you mean 'samples'"),
        ("panels.serrch", "There is no method 'serrch' of oc.disease_panels. Did you mean 'search'"),
        ("studies.variablset", "Did you mean 'variable_sets'"),
    ],
)
def test_an_unknown_name_is_an_attribute_error_with_near_names(path: str, message: str, oc: OpenCGAClient) -> None:
    with pytest.raises(AttributeError, match=message) as caught:
        attrgetter(path)(oc)
    assert isinstance(caught.value, UnknownNameError)


def test_old_names_are_found_and_not_offered(oc: OpenCGAClient) -> None:
    assert hasattr(oc, "panels")
    assert hasattr(oc.projects, "increment_release")
    assert not hasattr(oc.samples, "increment_release")
    assert not {"panels", "alignment", "variant"} & set(dir(oc))
    assert "variablesets" not in dir(oc.studies)
    assert "variablesets" not in (Path(opencga_frames.__file__).parent / "resources.pyi").read_text(encoding="utf-8")
    assert {"increment_release"} <= set(dir(oc.projects)) | set(old_names("projects"))


def test_help_on_an_old_name_says_what_to_write(oc: OpenCGAClient) -> None:
    assert "write oc.studies.variable_sets(study) today" in str(oc.studies.variablesets.__doc__)
    assert repr(oc.panels) == "<panels: disease_panels today>"


def test_resources_can_still_be_copied_and_pickled_or_say_why_not(oc: OpenCGAClient) -> None:
    """Looking for special methods finds no old name."""
    assert copy.copy(oc.samples).info("S1").num_results() == 1
    with pytest.raises(AttributeError, match="__array__"):
        oc.samples.__array__()
    assert pickle.loads(pickle.dumps(UnknownNameError("call", "a", ["b"]))).args


def test_the_table_of_the_guide_names_calls_that_are_there(oc: OpenCGAClient) -> None:
    section = (
        (ROOT / "docs" / "guide_servers.md").read_text(encoding="utf-8").partition("written for the 1.4 client")[2]
    )
    rows = re.findall(r"^\| (`oc.*) \| (`oc.*) \|$", section.partition("\n## ")[0], flags=re.MULTILINE)
    assert len(rows) == 11
    for before, today in rows:
        (old,) = re.findall(r"`oc\.(\w+)\.(\w+)\(", before)
        assert f"{old[0]}.{old[1]}" in {row["call"] for row in CALLS}
        named = re.findall(r"`oc\.(?:(\w+)\.)?(\w+)\(", today)
        assert named
        assert all(name in dir(getattr(oc, resource) if resource else oc) for resource, name in named)


@pytest.mark.parametrize("attribute", sorted(old_attributes()))
def test_every_old_name_leads_to_a_call_of_the_catalogue(attribute: str) -> None:
    assert old_attributes()[attribute] in resource_names()
    for old in calls_of(attribute).values():
        assert old.gone or old.does or old.calls
        assert old.endpoint is None or old.gone or old.endpoint.until is None
        for resource, name in _named_in(old.instead):
            known = load_resource(resource).endpoints
            assert name in known
            assert known[name].until is None


def _named_in(text: str) -> list[tuple[str, str]]:
    return [(resource, name) for resource, name in re.findall(r"oc\.(\w+)\.(\w+)", text) if name != "frame"]
