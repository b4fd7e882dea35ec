"""Classes made from the catalogue: real methods with true signatures, texts and early errors."""

from __future__ import annotations

import inspect

import pytest

from opencga_frames.errors import UnknownAttributeError, UnknownNameError, UsageError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.catalogue.endpoint import Endpoint, ResourceCatalogue
from opencga_frames.rest.methods.classes import Resource, make_resource_class
from opencga_frames.rest.walk.options import CallOptions

OPTIONS = ["limit", "skip", "page_size", "workers", "progress", "on_error"]


class Recorder:
    """Stands for the client: keeps what it was asked to call."""

    def __init__(self):
        self.calls = []

    def call(self, endpoint, arguments, options):
        self.calls.append((endpoint.label, dict(arguments), options))
        return "answer"

    def newer(self, endpoint):
        return endpoint

    def learnt_method(self, resource, name):
        return None


@pytest.fixture
def recorder():
    return Recorder()


@pytest.fixture
def samples(recorder):
    return make_resource_class(load_resource("samples"), Resource)(recorder)


def parameters(method):
    return inspect.signature(method).parameters


@pytest.mark.parametrize("name", resource_names())
def test_every_endpoint_is_a_method_with_a_true_signature_and_help(name):
    catalogue = load_resource(name)
    made = make_resource_class(catalogue, Resource)
    assert set(catalogue.endpoints) <= set(dir(made))
    for key, endpoint in catalogue.endpoints.items():
        method = getattr(made, key)
        assert (method.__name__, method.__qualname__) == (key, f"{made.__name__}.{key}")
        names = list(parameters(method))
        assert names[0] == "self"
        assert {p.name for p in endpoint.parameters} <= set(names)
        assert method.__doc__.startswith(endpoint.about.removesuffix("."))
        assert all(f"\n{n} : " in method.__doc__ for n in names[1:])


def test_a_class_is_named_for_its_resource_and_described(samples):
    assert type(samples).__name__ == "Samples"
    assert type(samples).__doc__ == load_resource("samples").about
    assert repr(samples) == "<Samples>"


def test_order_of_the_arguments(samples):
    found = parameters(samples.update)
    assert list(found)[:3] == ["samples", "data", "id"]
    assert list(found)[-6:-3] == ["phenotypes_action", "include_result", "inc_version"]
    assert found["samples"].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert found["samples"].default is inspect.Parameter.empty
    assert (found["data"].default, found["include"].default) == (None, None)
    assert found["include"].kind is inspect.Parameter.KEYWORD_ONLY


def test_walked_calls_end_with_the_options_of_a_call(samples):
    assert list(parameters(samples.search))[-6:] == OPTIONS
    assert list(parameters(samples.info))[-6:] == OPTIONS
    assert list(parameters(samples.update))[-3:] == ["extra", "dry_run", "on_error"]
    assert list(parameters(samples.create))[-2:] == ["extra", "dry_run"]


def test_annotations_name_allowed_values(samples):
    found = parameters(samples.update_acl)
    assert found["action"].annotation == 'Literal["SET", "ADD", "REMOVE", "RESET"]'
    assert found["action"].default is inspect.Parameter.empty
    assert parameters(samples.search)["somatic"].annotation == "bool | None"
    assert inspect.signature(samples.search).return_annotation == "RestResponse"


def test_a_call_goes_on_with_arguments_and_options_apart(samples, recorder):
    assert samples.search(study="s", somatic=True, limit=5, workers=1) == "answer"
    assert recorder.calls == [("samples.search", {"study": "s", "somatic": True}, CallOptions(limit=5, workers=1))]


def test_places_are_those_of_path_and_body(samples, recorder):
    samples.update("a", {"somatic": True}, study="s")
    assert recorder.calls == [
        ("samples.update", {"samples": "a", "data": {"somatic": True}, "study": "s"}, CallOptions())
    ]


def test_a_limit_that_is_no_option_stays_a_parameter(recorder):
    jobs = make_resource_class(load_resource("jobs"), Resource)(recorder)
    jobs.top(limit=3)
    assert recorder.calls == [("jobs.top", {"limit": 3}, CallOptions())]


def test_names_of_the_wire_are_taken_too(samples, recorder):
    samples.search(**{"individualId": "I1", "stats.id": "x"})
    assert recorder.calls[0][1] == {"individualId": "I1", "stats.id": "x"}


@pytest.mark.parametrize(
    ("given", "near"), [("phenotype", "phenotypes"), ("page_sise", "page_size"), ("indvidualId", "individual_id")]
)
def test_a_misspelt_argument_is_refused_before_anything_is_called(samples, recorder, given, near):
    with pytest.raises(UnknownNameError, match=f"'{given}' of samples.search.*'{near}'"):
        samples.search(**{given: "x"})
    assert recorder.calls == []


@pytest.mark.parametrize(
    ("args", "kwargs", "text"),
    [
        (("a", {}, "s"), {}, r"takes 2 positional arguments \(samples, data\), got 3"),
        (("a",), {"samples": "b"}, "got samples both as a positional and as a keyword argument"),
        (("a",), {"workers": 2}, "'workers' of samples.update"),
    ],
)
def test_arguments_that_do_not_fit_are_refused(samples, args, kwargs, text):
    with pytest.raises(UsageError, match=text):
        samples.update(*args, **kwargs)


def test_options_out_of_range_are_refused(samples):
    with pytest.raises(UsageError, match="page_size"):
        samples.search(page_size=0)


def test_a_call_of_older_servers_says_so_in_its_first_line(samples):
    assert samples.delete_v1.__doc__.splitlines()[0].endswith("(servers until 1.4.2.1).")
    assert "Missing in 3.2.3, 3.6.0." in samples.aggregation_stats.__doc__


def test_a_base_may_add_methods_and_keeps_them():
    class Base(Resource):
        def frame(self):
            return self._endpoints["search"].table

    made = make_resource_class(load_resource("cohorts"), Base)
    assert made(Recorder()).frame() == "cohorts"
    assert issubclass(made, Base)


def test_an_endpoint_may_not_hide_a_method_of_the_base():
    class Base(Resource):
        def search(self):
            """Something else."""

    catalogue = ResourceCatalogue("things", "Things.", {"search": Endpoint("things", "search", "GET", "things/search")})
    with pytest.raises(UsageError, match="Things: Base already defines search"):
        make_resource_class(catalogue, Base)


def test_a_misspelt_method_names_the_near_ones(samples):
    with pytest.raises(UnknownAttributeError, match=r"no method 'serrch' of oc\.samples\. Did you mean 'search'\?"):
        samples.serrch(study="s")
    assert not hasattr(samples, "anything")
    assert not hasattr(samples, "_repr_svg_")
