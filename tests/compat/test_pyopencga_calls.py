"""Every public method of pyopencga 5.0.0: same arguments by place, same request."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from opencga_frames.compat.client import OpencgaClient
from opencga_frames.compat.parameters import find_parameter, snake_to_camel_case
from opencga_frames.compat.pyopencga_classes import pyopencga_classes
from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from opencga_frames.compat.configuration import ClientConfiguration
    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter

pyopencga = pytest.importorskip("pyopencga")
rest_clients = importlib.import_module("pyopencga.rest_clients")
parent = importlib.import_module("pyopencga.rest_clients._parent_rest_clients")
commons = importlib.import_module("pyopencga.commons")

#: Clients of pyopencga for which the catalogue has no file; must be empty.
RESOURCES_STILL_MISSING = sorted({row.same_as or row.attribute for row in pyopencga_classes()} - set(resource_names()))
#: Calls that pyopencga itself cannot make: its helper misses an argument; only one upload is sent as a form.
BROKEN_THERE = {("ga4gh", "fetch_reads"), ("studies", "upload_templates")}
#: The one call that pyopencga sends in a way of its own; see the test below.
UPLOAD = ("files", "upload")
#: Arguments that are required by the server and that pyopencga cannot pass.
MORE_BY_PLACE = {
    ("admin", "group_by_audit"): ["resource"],
    ("ga4gh", "search_reads"): ["data"],
    ("ga4gh", "search_variants"): ["data"],
}
#: Documented names that pyopencga turns into a name no server knows; here they mean what they say.
MISSPELT_THERE = re.compile(r".*\..*_|.*_.*\.|reads_")
#: Keywords that collide with arguments of pyopencga's own helpers.
COLLIDING = {"resource", "category"}


def _clients() -> Iterator[type[Any]]:
    for module in pkgutil.iter_modules(rest_clients.__path__):
        for found in vars(importlib.import_module(f"pyopencga.rest_clients.{module.name}")).values():
            if inspect.isclass(found) and issubclass(found, parent._ParentRestClient):
                yield found


CLASSES = {cls.__name__: cls for cls in _clients() if cls is not parent._ParentRestClient}
ATTRIBUTES = {row.class_name: row.attribute for row in pyopencga_classes() if not row.same_as}


class Case(NamedTuple):
    attribute: str
    cls: type[Any]
    method: str

    @property
    def key(self) -> tuple[str, str]:
        return self.attribute, self.method


METHODS = [
    Case(ATTRIBUTES[name], cls, method)
    for name, cls in sorted(CLASSES.items())
    if ATTRIBUTES[name] in resource_names()
    for method in vars(cls)
    if not method.startswith("_")
]
every_method = pytest.mark.parametrize("case", METHODS, ids=[".".join(case.key) for case in METHODS])


def places(function: Any) -> list[str]:
    return [name for name in inspect.signature(function).parameters if name not in ("self", "options")]


def documented(function: Any) -> list[str]:
    return re.findall(r":param \w+ ([\w.]+):", function.__doc__)


def value(parameter: Parameter | None) -> Any:
    """A value the parameter takes; several where it takes several."""
    if parameter is None:
        return "x"
    if parameter.allowed or parameter.words:
        return (parameter.allowed or parameter.words)[0]
    if parameter.dates:
        return "20240131"
    one = {"boolean": True, "integer": 3, "number": 0.5}.get(parameter.type, "a1")
    several = parameter.multiple and parameter.separator == "," and parameter.place == "query"
    return [one, "b2" if one == "a1" else one] if several else one


def body(endpoint: Endpoint) -> dict[str, Any]:
    """A body with one field, of those that are plain text."""
    fields = endpoint.body.fields if endpoint.body else ()
    names = [part.name for part in fields if part.type == "string" and not part.deprecated]
    return {names[0]: "text"} if names else {}


def given(endpoint: Endpoint, case: Case) -> tuple[list[Any], dict[str, Any]]:
    """Arguments by place, and every documented option the call can take together."""
    function = getattr(case.cls, case.method)
    names = places(function)
    args = [body(endpoint) if name == "data" else value(find_parameter(endpoint, name)) for name in names]
    options = {
        name: value(parameter)
        for name in documented(function)
        if name not in names
        and name not in COLLIDING | {"data", "limit", "skip", "count", "sort", "order"}
        and not MISSPELT_THERE.match(name)
        and (parameter := find_parameter(endpoint, name)) is not None
        and not parameter.deprecated
        and parameter.not_with is None
        and parameter.place != "form"
    }
    return args, options


@pytest.fixture
def theirs(
    monkeypatch: pytest.MonkeyPatch, settings: ClientConfiguration, request_of: Callable[..., Any]
) -> Callable[..., Any]:
    """Call a method of pyopencga and give the request it would send."""
    sent: list[Any] = []

    class Answer:
        status_code = 200
        headers = {"Content-Type": "application/json"}  # noqa: RUF012

        def json(self) -> dict[str, Any]:
            return {"responses": [{"results": [], "numResults": 0}]}

    def note(method: str) -> Any:
        def send(url: str, json: Any = None, **_: Any) -> Answer:
            sent.append(request_of(method, url, json))
            return Answer()

        return send

    class Http:
        get, post, delete = (staticmethod(note(method)) for method in ("GET", "POST", "DELETE"))
        exceptions = commons.requests.exceptions

    monkeypatch.setattr(commons, "requests", Http)

    def call(case: Case, *args: Any, **options: Any) -> Any:
        getattr(case.cls(settings), case.method)(*args, **options)
        return sent.pop()

    return call


def test_every_client_of_pyopencga_has_its_resource() -> None:
    assert RESOURCES_STILL_MISSING == []
    assert len(CLASSES) == 20
    assert set(CLASSES) == set(ATTRIBUTES)


def test_all_328_methods_are_looked_at() -> None:
    assert len(METHODS) == 328


@every_method
def test_same_arguments_by_place(case: Case, settings: ClientConfiguration) -> None:
    ours = getattr(getattr(OpencgaClient(settings), case.attribute), case.method)
    assert places(ours) == places(getattr(case.cls, case.method)) + MORE_BY_PLACE.get(case.key, [])


@every_method
def test_same_request(case: Case, settings: ClientConfiguration, recorder: Any, theirs: Callable[..., Any]) -> None:
    if case.key in BROKEN_THERE | {UPLOAD}:
        return
    endpoint = load_resource(case.attribute).endpoints[case.method]
    args, options = given(endpoint, case)
    oc = OpencgaClient(settings, session=recorder.session())
    getattr(getattr(oc, case.attribute), case.method)(*args, **options)
    (sent,) = recorder.sent()
    assert sent == theirs(case, *args, **options)


@every_method
def test_every_documented_option_has_its_name_on_the_wire(case: Case) -> None:
    endpoint = load_resource(case.attribute).endpoints[case.method]
    for name in documented(getattr(case.cls, case.method)):
        if name == "data":
            continue
        parameter = find_parameter(endpoint, name)
        assert parameter is not None, name
        if parameter.place != "path" and not MISSPELT_THERE.match(name):
            assert parameter.wire == snake_to_camel_case(name)


def test_what_pyopencga_cannot_send_is_sent_here(settings: ClientConfiguration, recorder: Any) -> None:
    oc = OpencgaClient(settings, session=recorder.session())
    oc.ga4gh.fetch_reads("northlake@rare:paeds", "reads.bam")
    oc.studies.upload_templates("northlake@rare:paeds", file=("report.json", b"{}"))
    assert [sent.call for sent in recorder.sent()] == [
        "GET ga4gh/reads/northlake@rare:paeds/reads.bam",
        "POST studies/northlake@rare:paeds/templates/upload",
    ]


def test_upload_sends_the_file_and_the_fields_of_the_form(
    settings: ClientConfiguration, recorder: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("two words")
    forms: list[dict[str, Any]] = []

    class Http:
        @staticmethod
        def post(url: str, headers: Any, files: Any, data: Any) -> Any:
            forms.append({"url": url.partition("?")[0].partition("/rest/v2/")[2], **data})
            return SimpleNamespace(status_code=200, json=lambda: {"responses": []})

    monkeypatch.setattr(parent, "requests", Http)
    options = {"study": "northlake@rare:paeds", "relative_file_path": "data/", "parents": True}
    CLASSES["File"](settings).upload(file=str(path), **options)
    OpencgaClient(settings, session=recorder.session()).files.upload(file=str(path), **options)

    (sent,) = recorder.sent()
    (form,) = forms
    assert sent.call == f"POST {form.pop('url')}"
    for name, text in form.items():
        assert f'name="{name}"\r\n\r\n{str(text).replace("True", "true")}\r\n' in sent.body.decode()
    assert 'filename="notes.txt"' in sent.body.decode()
    assert "two words" in sent.body.decode()
