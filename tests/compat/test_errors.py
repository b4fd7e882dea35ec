"""Errors under compat are those of this package, and those that code for pyopencga catches."""

from __future__ import annotations

import copy
import importlib
import traceback
from typing import TYPE_CHECKING, Any

import pytest
import requests

import opencga_frames
from opencga_frames import errors
from opencga_frames.client import OpenCGAClient
from opencga_frames.compat.errors import as_pyopencga_raises
from opencga_frames.compat.pyopencga import ClientConfiguration, OpencgaClient
from opencga_frames.compat.v1 import OpenCGAClient as OldClient

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from opencga_frames.sandbox import Sandbox

CLOSED = "http://127.0.0.1:9/opencga"


@pytest.mark.parametrize(
    "source", [{}, {"rest": {}}, {"rest": {"host": ""}}, {"rest": {"host": "ftp://x"}}, "/no/such/file.yml", 7]
)
def test_a_configuration_that_cannot_be_used_is_a_value_error(source: Any) -> None:
    with pytest.raises(errors.ConfigurationError) as caught:
        ClientConfiguration(source, environ={})
    assert isinstance(caught.value, ValueError)


def test_one_that_was_spoilt_later_is_too() -> None:
    settings = ClientConfiguration({"rest": {"host": CLOSED}}, environ={})
    settings.host = "ftp://x"
    with pytest.raises(ValueError, match="expected http or https"):
        OpencgaClient(settings)


@pytest.mark.enable_socket
@pytest.mark.parametrize("client", [OpencgaClient, OldClient])
@pytest.mark.parametrize(
    "call",
    [
        lambda oc: oc.samples.search(study="s"),
        lambda oc: oc.samples.info("S1", study="s"),
        lambda oc: oc.call("GET", "meta/ping"),
        lambda oc: oc.login("nadia", "pass-word"),
    ],
    ids=["search", "info", "call", "login"],
)
def test_a_host_that_is_down_is_a_connection_error(
    client: Callable[..., Any], call: Callable[[Any], Any], clock: Any
) -> None:
    oc = client({"rest": {"host": CLOSED}, "max_attempts": 1}, clock=clock, sleep=clock.sleep)
    with pytest.raises(requests.exceptions.ConnectionError, match=r"127\.0\.0\.1") as caught:
        call(oc)
    assert isinstance(caught.value, errors.NotReachableError)
    assert isinstance(caught.value, errors.OpenCGAError)
    assert not isinstance(caught.value, ValueError)


def test_a_job_that_failed_is_a_value_error(sandbox: Sandbox, clock: Any) -> None:
    oc = OpencgaClient({"rest": {"host": sandbox.url}}, session=sandbox.session(), clock=clock, sleep=clock.sleep)
    oc.login("analyst", "Sandbox-2026", "demo")
    answer = oc.variants.run_index({"file": "nofile.vcf"}, study=sandbox.study)
    with pytest.raises(ValueError, match="ended as ERROR") as caught:
        oc.wait_for_job(response=answer.get_response())
    assert isinstance(caught.value, errors.JobError)
    assert (caught.value.status, caught.value.job.id) == ("ERROR", answer.get_result(0)["id"])


@pytest.mark.parametrize(
    ("status", "body", "kind", "theirs"),
    [
        (200, b"<html>Sign in</html>", errors.UnreadableAnswerError, ValueError),
        (504, b"<html>Gateway Time-out</html>", errors.ServerFaultError, requests.exceptions.ConnectionError),
    ],
)
def test_what_a_proxy_answers(
    scripted: Any, wire: ModuleType, clock: Any, *, status: int, body: bytes, kind: type, theirs: type
) -> None:
    server = scripted(lambda asked: (status, {"Content-Type": "text/html"}, body))
    oc = OpencgaClient({"rest": {"host": server.url}}, session=server.session(), clock=clock, sleep=clock.sleep)
    with pytest.raises(kind) as caught:
        oc.samples.search(study="s")
    assert isinstance(caught.value, theirs)
    assert caught.value.status == status


def test_everything_that_an_error_says_is_kept() -> None:
    error = errors.TimedOutError("No answer in 60 s.")
    error.response = "what arrived"  # type: ignore[attr-defined]
    error.add_note("Page 3.")
    with pytest.raises(requests.exceptions.Timeout) as caught, as_pyopencga_raises():
        raise error
    assert isinstance(caught.value, (errors.TimedOutError, requests.exceptions.ConnectionError))
    assert (str(caught.value), caught.value.response) == ("No answer in 60 s.", "what arrived")
    assert (caught.value.request, caught.value.__notes__) == (None, ["Page 3."])
    shown = "".join(traceback.format_exception(caught.value))
    assert shown.count("No answer in 60 s.") == 1
    with pytest.raises(type(caught.value)) as again, as_pyopencga_raises():
        raise caught.value
    assert again.value is caught.value


def test_other_errors_stay_what_they_are() -> None:
    for error in (errors.NotFoundError("No such study."), errors.UsageError("Wrong."), KeyError("x")):
        with pytest.raises(type(error)) as caught, as_pyopencga_raises():
            raise copy.copy(error)
        assert type(caught.value) is type(error)


def test_the_client_of_the_package_raises_plain_errors(clock: Any) -> None:
    with pytest.raises(errors.ConfigurationError) as caught:
        OpenCGAClient({})
    assert type(caught.value) is errors.ConfigurationError


@pytest.mark.parametrize("module", ["pyopencga.opencga_client", "pyopencga", "v1.opencga_client", "v1"])
def test_the_old_spelling_can_be_imported_from_the_modules_of_pyopencga(module: str) -> None:
    assert importlib.import_module(f"opencga_frames.compat.{module}").OpenCGAClient is OldClient


def test_which_class_is_the_alias_is_said() -> None:
    assert opencga_frames.OpencgaClient is OpenCGAClient
    assert opencga_frames.OpencgaClient is not OpencgaClient
    assert "``opencga_frames.OpencgaClient``, which is an alias of" in str(OpencgaClient.__doc__)
    assert "``OpencgaClient`` is another name of this class" in str(OpenCGAClient.__doc__)
