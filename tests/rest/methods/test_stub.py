"""The stub says what the classes are."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest

from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter
from opencga_frames.rest.methods import stub
from opencga_frames.rest.methods.classes import Resource, make_resource_class
from opencga_frames.rest.methods.signature import class_name

TEXT = stub.stub_text()
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


def test_the_checked_in_stub_is_fresh():
    path = Path(stub.__file__).parents[2] / "resources.pyi"
    assert path.read_text(encoding="utf-8") == TEXT, "write it with: python -m opencga_frames.rest.methods.stub"


@pytest.mark.parametrize("name", resource_names())
def test_every_method_of_a_class_stands_in_the_stub_with_the_same_arguments(name):
    made = make_resource_class(load_resource(name), Resource)
    stubbed = {}
    for node in CLASSES[class_name(name)].body:
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
    found = {node.target.id: node.annotation.id for node in CLASSES["Resources"].body if node.target.id != "_caller"}
    assert found == {name: class_name(name) for name in resource_names()}


def test_the_stub_in_the_package_is_fresh():
    kept = Path(stub.__file__).parents[2] / "resources.pyi"
    assert kept.read_text(encoding="utf-8") == TEXT


def test_the_header_is_the_callers_choice():
    assert stub.stub_text("class FrameResource: ...\n").startswith("class FrameResource: ...\n\nclass ")


def test_a_short_method_takes_one_line():
    endpoint = Endpoint("meta", "about", "GET", "meta/about")
    assert stub.method_stub(endpoint) == (
        "    @overload\n    def about(self, *, dry_run: Literal[False] = False) -> RestResponse: ...\n"
        "    @overload\n"
        "    def about(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...\n"
    )


def test_a_download_gives_the_path_it_wrote_to():
    text = stub.method_stub(load_resource("files").endpoints["download"])
    assert text.count("@overload") == 3
    assert "        to: None = None,\n" in text
    assert "def download(self, *args: Any, to: str | os.PathLike[str], **kwargs: Any) -> Path: ...\n" in text


def test_a_long_list_of_values_is_folded_as_the_formatter_folds_it():
    values = tuple(f"VALUE_NUMBER_{i:02}" for i in range(8))
    endpoint = Endpoint("x", "y", "GET", "x/y", (Parameter("kind", "kind", type="enum", allowed=values),))
    rows = "".join(f'            "{value}",\n' for value in values)
    assert (
        f"    def y(\n        self,\n        *,\n        kind: Literal[\n{rows}        ]\n        | None = None,\n"
        "        dry_run: Literal[False] = False,\n    ) -> RestResponse: ...\n"
    ) in stub.method_stub(endpoint)
