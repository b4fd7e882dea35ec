"""Every public name of the released versions of pyopencga is known, under compat and on the ordinary client."""

from __future__ import annotations

import warnings
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from opencga_frames.compat.pyopencga import OpencgaClient
from opencga_frames.compat.pyopencga.opencga_client import OpenCGAClient as OldName
from opencga_frames.compat.v1 import OpenCGAClient
from opencga_frames.errors import OpenCGAWarning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from opencga_frames.compat.configuration import ClientConfiguration

DATA = yaml.safe_load(Path(__file__).with_name("released_names.yaml").read_text(encoding="utf-8"))
RELEASES: list[str] = DATA["releases"]


@pytest.fixture
def token(wire: ModuleType) -> str:
    return str(wire.token())


def within(spans: str, release: str) -> bool:
    at = RELEASES.index(release)
    ends = [span.split(" to ") for span in spans.split(", ")]
    return any(RELEASES.index(span[0]) <= at <= RELEASES.index(span[-1]) for span in ends)


def names_of(release: str) -> Iterator[str]:
    """Names as they are written after ``oc.``."""
    for attribute, spans in DATA["names"].items():
        for span, names in spans.items():
            if within(span, release):
                yield from (name if attribute == "client" else f"{attribute}.{name}" for name in names)


def missing(client: Any, names: Iterator[str]) -> list[str]:
    found = []
    for name in names:
        try:
            if not callable(attrgetter(name)(client)):
                found.append(name)
        except AttributeError:
            found.append(name)
    return found


def test_the_data_are_those_of_the_releases() -> None:
    assert len(RELEASES) == 31
    counts = {release: len([n for n in names_of(release) if "." in n]) for release in ("1.4.2.1", "2.0.0", "5.0.0")}
    assert counts == {"1.4.2.1": 157, "2.0.0": 231, "5.0.0": 310}


@pytest.mark.parametrize("release", RELEASES)
def test_every_name_is_known_under_compat(
    release: str, settings: ClientConfiguration, recorder: Any, token: str
) -> None:
    client = OpenCGAClient if release.startswith("1.4") else OpencgaClient
    assert missing(client(settings, token, session=recorder.session()), names_of(release)) == []


@pytest.mark.parametrize("release", RELEASES)
def test_every_name_of_a_resource_is_known_on_the_ordinary_client(
    release: str, recorder: Any, connect: Callable[..., Any]
) -> None:
    assert missing(connect(recorder), (name for name in names_of(release) if "." in name)) == []


@pytest.mark.parametrize(
    ("call", "args", "sent"),
    [
        ("cohorts.update_annotations", ["C1", "set1"], "POST cohorts/C1/annotationSets/set1/annotations/update"),
        ("families.update_annotations", ["F1", "set1"], "POST families/F1/annotationSets/set1/annotations/update"),
        ("files.update_annotations", ["a.vcf", "set1"], "POST files/a.vcf/annotationSets/set1/annotations/update"),
        (
            "individuals.update_annotations",
            ["I1", "set1"],
            "POST individuals/I1/annotationSets/set1/annotations/update",
        ),
        ("samples.update_annotations", ["S1", "set1"], "POST samples/S1/annotationSets/set1/annotations/update"),
        ("studies.update_users", ["s1", "readers"], "POST studies/s1/groups/readers/users/update"),
        ("studies.update_variables", ["s1", "vs1"], "POST studies/s1/variableSets/vs1/variables/update"),
    ],
)
def test_names_of_2_0_that_were_given_up_soon(
    call: str, args: list[str], sent: str, settings: ClientConfiguration, *, recorder: Any, token: str
) -> None:
    oc = OpencgaClient(settings, token, session=recorder.session())
    with pytest.warns(OpenCGAWarning, match=rf"oc\.{call} is a name of .*: write oc\."):
        answer = attrgetter(call)(oc)(*args, {"users": ["ana"]}, action="ADD")
    assert answer.get_num_results() == 1
    (request,) = recorder.sent()
    assert (request.call, request.query, request.body) == (sent, {"action": "ADD"}, {"users": ["ana"]})


def test_they_take_the_keywords_of_2_0(settings: ClientConfiguration, recorder: Any, token: str) -> None:
    oc = OpencgaClient(settings, token, session=recorder.session())
    with pytest.warns(OpenCGAWarning):
        oc.samples.update_annotations(sample="S1", annotation_set="set1", data={"a": 1})
    assert recorder.sent()[0].call == "POST samples/S1/annotationSets/set1/annotations/update"


@pytest.mark.parametrize(
    ("call", "args", "sent"),
    [
        ("variant.query_variant_annotations", [], "GET analysis/variant/annotation/query"),
        ("variant.variant_annotations_metadata", [], "GET analysis/variant/annotation/metadata"),
        ("admin.create_user", [{"id": "ana"}], "POST admin/users/create"),
        ("admin.group_by", [], "GET admin/audit/groupBy"),
        ("admin.install_opencga_database", [{"secretKey": "x"}], "POST admin/catalog/install"),
        ("admin.sync_catalog", [{"collection": "sample"}], "POST admin/catalog/indexStats"),
        ("admin.update_jwt", [{"secretKey": "x"}], "POST admin/catalog/jwt"),
        ("tool.execute", [{"a": "b"}], "POST analysis/tool/execute"),
        ("clinical.interpretations.tool_tiering", [], "GET analysis/clinical/interpretation/tools/tiering"),
        ("clinical.interpretations.tool_team", [], "GET analysis/clinical/interpretation/tools/team"),
        ("clinical.interpretations.tool_custom", [], "GET analysis/clinical/interpretation/tools/custom"),
        ("clinical.interpretations.stats", [], "GET analysis/clinical/interpretation/stats"),
        ("clinical.interpretations.query", [], "GET analysis/clinical/interpretation/query"),
        ("clinical.interpretations.index", [], "GET analysis/clinical/interpretation/index"),
        ("clinical.interpretations.update", ["A1", {}, "ADD"], "POST analysis/clinical/A1/interpretations/update"),
        (
            "clinical.interpretations.update_interpretation",
            ["A1", "I1", {}],
            "POST analysis/clinical/A1/interpretation/I1/update",
        ),
        (
            "clinical.interpretations.update_comments",
            ["A1", "I1", {}, "ADD"],
            "POST analysis/clinical/A1/interpretations/I1/comments/update",
        ),
    ],
)
def test_calls_of_1_4_that_the_document_leaves_out(
    call: str, args: list[Any], sent: str, settings: ClientConfiguration, *, recorder: Any, token: str
) -> None:
    oc = OpenCGAClient(settings, token, session=recorder.session())
    options = {"fields": "action", "entity": "SAMPLE"} if call == "admin.group_by" else {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OpenCGAWarning)
        attrgetter(call)(oc)(*args, **options)
    assert [request.call for request in recorder.sent()] == [sent]


def test_the_old_class_name_is_found_in_the_module_of_pyopencga() -> None:
    assert OldName is OpenCGAClient
