"""The stub says what the classes are."""

from __future__ import annotations

import ast
import inspect

import pytest

from opencga_frames.renew import stub
from opencga_frames.renew.files import ROOT
from opencga_frames.resource import FrameResource
from opencga_frames.resources import resource_class
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.catalogue.endpoint import Endpoint
from opencga_frames.rest.methods.classes import Resource, make_resource_class
from opencga_frames.rest.methods.signature import class_name

READERS = {"scan", "frame", "tables", "dask", "batches", "to_parquet"}
TEXT = (ROOT / "opencga_frames" / "resources.pyi").read_text(encoding="utf-8")
CLASSES = {node.name: node for node in ast.parse(TEXT).body if isinstance(node, ast.ClassDef)}


def arguments(function):
    """Name, annotation and default of each argument of a stub's function."""
    spec = function.args
    positional = [*spec.args]
    defaults = [None] * (len(positional) - len(spec.defaults)) + list(spec.defaults)
    found = list(zip(positional, defaults, strict=True)) + list(zip(spec.kwonlyargs, spec.kw_defaults, strict=True))
    return [(a.arg, a.annotation and ast.unparse(a.annotation), d and ast.literal_eval(d)) for a, d in found]


def usual(endpoint, parameter):
    """Type of an argument where the method gives an answer."""
    kind = {"dry_run": "Literal[False]", "to": "None"}.get(parameter.name, parameter.annotation)
    filters = {p.name for p in endpoint.parameters} | set(endpoint.fields)
    return ast.unparse(ast.parse(parameter.annotation if parameter.name in filters else kind))


@pytest.mark.parametrize("name", resource_names())
def test_every_method_of_a_class_stands_in_the_stub_with_the_same_arguments(name):
    made = make_resource_class(load_resource(name), Resource)
    stubbed = {}
    for node in CLASSES[class_name(name)].body:
        if node.name not in READERS:
            stubbed.setdefault(node.name, node)  # the first of several is the method as it is mostly called
    assert list(stubbed) == list(load_resource(name).endpoints)
    for key, node in stubbed.items():
        real = inspect.signature(getattr(made, key)).parameters.values()
        expected = [
            (
                p.name,
                None if p.name == "self" else usual(made._endpoints[key], p),
                None if p.default is inspect.Parameter.empty else p.default,
            )
            for p in real
        ]
        assert arguments(node) == expected
        submits = made._endpoints[key].returns_job
        assert ast.unparse(node.returns) == ("JobResponse" if submits else "RestResponse")


def test_the_index_has_every_resource_by_name():
    members = [node for node in CLASSES["Resources"].body if isinstance(node, ast.AnnAssign)]
    found = {node.target.id: node.annotation.id for node in members}
    own = {"configuration", "_caller"}
    assert {name: kind for name, kind in found.items() if name not in own} == {
        n: class_name(n) for n in resource_names()
    }


def test_a_method_with_a_dry_run_is_overloaded():
    endpoint = Endpoint("meta", "about", "GET", "meta/about")
    assert stub.method_stub(endpoint) == (
        "    @overload\n    def about(self, *, dry_run: Literal[False] = False) -> RestResponse: ...\n"
        "    @overload\n"
        "    def about(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...\n"
    )


def test_a_download_gives_the_path_it_wrote_to():
    text = stub.method_stub(load_resource("files").endpoints["download"])
    assert text.count("@overload") == 3
    assert "to: None = None" in text
    assert "def download(self, *args: Any, to: str | os.PathLike[str], **kwargs: Any) -> Path: ...\n" in text


def test_only_resources_with_rows_to_read_have_readers():
    for name in resource_names():
        made = resource_class(name)
        assert issubclass(made, FrameResource) == any(e.paged for e in load_resource(name).endpoints.values())
    assert not hasattr(resource_class("meta"), "frame")
