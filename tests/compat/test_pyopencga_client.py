"""The client, its settings and its answers as code for pyopencga meets them."""

from __future__ import annotations

import importlib
import inspect
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames import ClientConfiguration as Settings
from opencga_frames.compat.pyopencga import (
    ClientConfiguration,
    OpencgaAuthorisationError,
    OpencgaClient,
    OpencgaInvalidToken,
    RestResponse,
)
from opencga_frames.compat.pyopencga_classes import pyopencga_classes
from opencga_frames.errors import (
    AnswerError,
    ConfigurationError,
    JobError,
    NotAuthenticatedError,
    OpenCGAWarning,
    UnknownNameError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from opencga_frames.sandbox import Sandbox

PASSWORD = "Sandbox-2026"
ANSWER = (
    '{"apiVersion": "v2", "time": 4, "params": {"include": "id"}, "events": [{"type": "WARNING", "message": "slow"}],'
    ' "responses": [{"results": [{"id": "S1", "status": {"id": "READY"}}], "numResults": 1, "numMatches": 1}]}'
)


@pytest.fixture
def oc(sandbox: Sandbox, clock: Any, tmp_path: Path) -> OpencgaClient:
    """A client of the sandbox, logged in."""
    source = {"rest": {"host": sandbox.url}, "session_folder": str(tmp_path / "no-sessions")}
    made = OpencgaClient(
        ClientConfiguration(source, environ={}), session=sandbox.session(), clock=clock, sleep=clock.sleep
    )
    made.login("viewer", PASSWORD, "demo")
    sandbox.requests.clear()
    return made


@pytest.mark.parametrize(
    "path",
    [
        "opencga_client.OpencgaClient",
        "opencga_config.ClientConfiguration",
        "rest_response.RestResponse",
        "exceptions.OpencgaInvalidToken",
        "exceptions.OpencgaAuthorisationError",
        "commons.snake_to_camel_case",
    ],
)
def test_modules_have_the_names_of_pyopencga(path: str, call_import: Callable[[str], Any]) -> None:
    pytest.importorskip("pyopencga")
    assert call_import(f"pyopencga.{path}") is not None
    assert call_import(f"opencga_frames.compat.pyopencga.{path}") is not None


@pytest.mark.parametrize(
    "path", ["opencga_client.OpencgaClient", "opencga_config.ClientConfiguration", "rest_response.RestResponse"]
)
def test_classes_have_all_public_names_of_pyopencga(path: str, call_import: Callable[[str], Any]) -> None:
    pytest.importorskip("pyopencga")
    theirs, ours = call_import(f"pyopencga.{path}"), call_import(f"opencga_frames.compat.pyopencga.{path}")
    # Part of their way to read settings, of no use from outside.
    inner = {"get_sso_login_info"}
    assert {name for name in dir(theirs) if not name.startswith("_")} - inner <= set(dir(ours))


@pytest.mark.parametrize("name", ["__init__", "login", "wait_for_job", "help"])
def test_methods_of_the_client_take_the_same_values_by_place(name: str, call_import: Callable[[str], Any]) -> None:
    pytest.importorskip("pyopencga")
    theirs = getattr(call_import("pyopencga.opencga_client.OpencgaClient"), name)
    ours = [
        parameter.name
        for parameter in inspect.signature(getattr(OpencgaClient, name)).parameters.values()
        if parameter.kind is not parameter.KEYWORD_ONLY
    ]
    assert ours == list(inspect.signature(theirs).parameters)


def test_every_client_has_its_attribute_and_getter(oc: OpencgaClient) -> None:
    assert len(oc.clients) == len(pyopencga_classes()) == 21
    for row in pyopencga_classes():
        assert getattr(oc, row.getter)() is getattr(oc, row.attribute)
        assert type(getattr(oc, row.attribute)).__name__ == row.class_name
    assert oc.variant_operations is oc.operations


def test_tables_are_there_too(oc: OpencgaClient, sandbox: Sandbox) -> None:
    assert oc.samples.frame(study=sandbox.study, limit=3)["sample_id"].size == 3
    assert oc.study(sandbox.study).cohorts().shape[0] > 0


def test_names_values_and_absent_options(oc: OpencgaClient, sandbox: Sandbox) -> None:
    every = oc.samples.search(study=sandbox.study, individual_id=None, include=["id", "uuid"], somatic=False)
    assert every.get_num_results() == 30
    assert set(every.get_result(0)) >= {"id", "uuid"}
    assert oc.samples.search(study=sandbox.study, limit="4", num_threads=2, debug=True).get_num_results() == 4
    one = every.get_result(0)["id"]
    assert oc.samples.info(samples=one, study=sandbox.study).get_result(0)["id"] == one


def test_an_option_nobody_declares_is_sent_with_a_warning(settings: ClientConfiguration, recorder: Any) -> None:
    oc = OpencgaClient(settings, session=recorder.session())
    with pytest.warns(OpenCGAWarning, match="no parameter 'new_words' of cohorts.create"):
        oc.cohorts.create({"id": "C1"}, new_words=True)
    oc.projects.info("rare", limit=2)
    assert [sent.query for sent in recorder.sent()] == [{"newWords": "true"}, {}]
    assert recorder.raw[-1].query["limit"] == "2"


def test_a_filter_is_not_lost_on_the_way_to_a_deletion(settings: ClientConfiguration, recorder: Any) -> None:
    oc = OpencgaClient(settings, session=recorder.session())
    with pytest.raises(UnknownNameError, match="no parameter 'status'"):
        oc.samples.delete("S1,S2", status="OLD")
    assert recorder.sent() == []


@pytest.mark.parametrize(
    ("args", "options", "said"),
    [
        (("S1", "S2"), {}, "got 2 positional arguments; it takes 1"),
        (("S1",), {"samples": "S2"}, "as a positional and as a keyword argument"),
        ((), {}, "needs 'samples'"),
    ],
)
def test_wrong_calls_are_refused(
    args: tuple[str, ...], options: dict[str, str], said: str, settings: ClientConfiguration
) -> None:
    with pytest.raises(UsageError, match=said):
        OpencgaClient(settings).samples.info(*args, **options)
    with pytest.raises(UsageError, match="whole number"):
        OpencgaClient(settings).samples.search(limit="many")


def test_a_download_is_bytes(oc: OpencgaClient, sandbox: Sandbox) -> None:
    (row,) = oc.files.search(study=sandbox.study, type="FILE", limit=1, include="id").get_results()
    content = oc.files.download(row["id"], study=sandbox.study)
    assert isinstance(content, bytes)
    assert content


def test_token_as_text_and_logout(oc: OpencgaClient) -> None:
    first = oc.token
    assert first is not None
    assert first.count(".") == 2
    assert oc.refresh_token is not None
    oc.logout()
    assert oc.token is None
    oc.token = first
    assert oc.token == first
    oc.token = None
    assert oc.token is None
    assert first not in repr(oc) + repr(vars(oc))


def test_leaving_the_block_logs_out(oc: OpencgaClient) -> None:
    with oc:
        assert oc.token is not None
    assert oc.token is None


def test_a_refused_login_has_the_name_of_pyopencga(oc: OpencgaClient) -> None:
    assert OpencgaInvalidToken is NotAuthenticatedError
    assert issubclass(OpencgaAuthorisationError, AnswerError)
    with pytest.raises(OpencgaInvalidToken):
        oc.login("viewer", "wrong", "demo")


def test_nothing_is_sent_by_making_a_client(recorder: Any, settings: ClientConfiguration) -> None:
    with pytest.warns(OpenCGAWarning, match="on_retry"):
        OpencgaClient(settings, None, None, print, False, session=recorder.session())
    assert recorder.raw == []


def test_a_given_refresh_token_is_kept(settings: ClientConfiguration, wire: ModuleType) -> None:
    oc = OpencgaClient(settings, wire.token(), "refresh-me")
    assert oc.refresh_token == "refresh-me"


@pytest.mark.parametrize("made", ["theirs", "settings", "mapping"])
def test_what_a_client_is_made_of(made: str, settings: ClientConfiguration) -> None:
    source = {"rest": {"host": "https://ws.example.org/opencga"}}
    given: dict[str, Any] = {"theirs": settings, "settings": Settings(source, environ={}), "mapping": source}
    assert OpencgaClient(given[made]).configuration.url.endswith("/opencga")


def jobs(wire: ModuleType, *states: str) -> Callable[[Any], Any]:
    waiting = list(states)

    def answer(asked: Any) -> Any:
        if "/log/" in asked.target:
            return wire.page([{"content": "out of memory"}])
        status = {
            "id": waiting.pop(0) if len(waiting) > 1 else waiting[0],
            "date": "20260101",
            "description": "no memory",
        }
        return wire.page([{"id": "J1", "internal": {"status": status}}])

    return answer


def test_waiting_for_a_job(
    settings: ClientConfiguration, wire: ModuleType, scripted: Callable[..., Any], clock: Any
) -> None:
    server = scripted(jobs(wire, "PENDING", "RUNNING", "DONE"))
    oc = OpencgaClient(settings, session=server.session(), sleep=clock.sleep)
    oc.wait_for_job({"results": [{"id": "J1", "study": {"id": "s1"}}]}, retry_seconds=1)
    assert server.calls == ["GET jobs/J1/info"] * 3
    assert clock.pauses == [10, 10]


def test_a_failed_job_is_an_error(
    settings: ClientConfiguration, wire: ModuleType, scripted: Callable[..., Any], clock: Any
) -> None:
    oc = OpencgaClient(settings, session=scripted(jobs(wire, "ERROR")).session(), sleep=clock.sleep)
    with pytest.raises(JobError, match=r"(?s)J1.*ERROR.*no memory") as raised:
        oc.wait_for_job(study_id="s1", job_id="J1")
    assert raised.value.status == "ERROR"
    with pytest.raises(UsageError, match="needs a response"):
        oc.wait_for_job(study_id="s1")
    with pytest.raises(UsageError, match="one job"):
        oc.wait_for_job(study_id="s1", job_id="J1,J2")


def test_help(settings: ClientConfiguration, capsys: pytest.CaptureFixture[str]) -> None:
    oc = OpencgaClient(settings)
    oc.help()
    oc.help("Sample", True)
    text = capsys.readouterr().out
    assert "- VariantOperation: " in text
    assert "USAGE: opencga_client.get_sample_client()" in text
    assert "- info: Samples by id, in the order asked for. (/samples/{samples}/info)" in text
    assert "* include (string)" in text
    with pytest.raises(UnknownNameError, match="Did you mean 'Sample'"):
        oc.help("Samples")


def test_attributes_and_methods_of_an_answer() -> None:
    answer = RestResponse.from_json(ANSWER)
    assert answer.responses == answer.responses() == answer.response
    assert answer.first()["result"] == answer.get_results() == [{"id": "S1", "status": {"id": "READY"}}]
    assert (answer.apiVersion, answer.time, answer.params) == ("v2", 4, {"include": "id"})
    assert (answer.get_num_matches(0), answer.num_matches(), answer.get_num_results()) == (1, 1, 1)
    (event,) = answer.events
    assert (event.type, event["message"], "id" in event, event.get("none", 1)) == ("WARNING", "slow", True, 1)
    assert answer.warnings == [event]
    assert answer.get_response_events("WARNING")[0]["message"] == "slow"
    assert list(answer.to_data_frame(0).columns) == ["id", "status.id"]


def test_rows_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    answer = RestResponse.from_json(ANSWER)
    answer.print_results(metadata=False)
    answer.print_results("id,status.id", None, 1, metadata=False)
    assert capsys.readouterr().out.splitlines() == ["#id", "S1", "#id\tstatus.id", "S1\tREADY"]
    with pytest.raises(UsageError, match="response_pos=3"):
        answer.print_results(response_pos=3)


def test_settings_are_a_dictionary_behind_attributes() -> None:
    source = {"rest": {"host": "https://one.example.org/opencga"}, "max_attempts": 4, "version": "5.0.0"}
    settings = ClientConfiguration(source, environ={})
    assert settings.configuration == source
    assert settings.settings.retries == 3
    settings.host = "https://two.example.org/opencga"
    settings.tlsAllowInvalidCertificates = True
    settings.max_attempts = 1
    assert (settings.settings.url, settings.settings.verify, settings.settings.retries) == (
        "https://two.example.org/opencga",
        False,
        0,
    )
    assert source["rest"]["host"] == "https://one.example.org/opencga"
    assert settings.cookies is None
    assert settings.organization is None


def test_settings_from_a_file_and_its_hosts(tmp_path: Path) -> None:
    path = tmp_path / "client-configuration.yml"
    path.write_text(
        "rest:\n  hosts:\n    - {name: main, url: https://main.example.org/opencga}\n  defaultHostIndex: 0\n"
    )
    settings = ClientConfiguration(str(path), environ={})
    assert settings.host == "https://main.example.org/opencga"
    assert "main.example.org" in repr(settings)


@pytest.mark.parametrize(
    ("cookies", "found"), [({"JSESSIONID": "1"}, ({"JSESSIONID": "1"}, False)), (True, ({}, True))]
)
def test_cookies_given_or_those_of_the_session(cookies: Any, found: Any) -> None:
    source = {"rest": {"host": "https://ws.example.org/opencga"}, "cookies": cookies}
    settings = ClientConfiguration(source, environ={}).settings
    assert (dict(settings.cookies), settings.sso_login) == found


def test_settings_without_a_host_are_refused() -> None:
    with pytest.raises(ConfigurationError):
        ClientConfiguration({"rest": {}}, environ={})
    with pytest.raises(AttributeError):
        ClientConfiguration({"rest": {"host": "https://ws.example.org"}}, environ={}).nonsense  # noqa: B018


def test_names_become_those_of_the_wire_as_in_pyopencga() -> None:
    commons = pytest.importorskip("pyopencga.commons")
    ours = importlib.import_module("opencga_frames.compat.pyopencga.commons")
    for name in ("include", "individual_id", "fileIds", "tool.id", "a_b_cD", "internal.status_id"):
        assert ours.snake_to_camel_case(name) == commons.snake_to_camel_case(name)
