"""Parameters that the server reads as numbers or as constants of a Java enum before any service runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from opencga_frames.sandbox import api
from opencga_frames.sandbox.catalog.entities import read_facts

if TYPE_CHECKING:
    import requests

    from tests.sandbox.conftest import Client

_UTILS = "org.opencb.opencga.catalog.utils.ParamUtils"


def _refusal(answer: requests.Response) -> tuple[int, str, str]:
    event = answer.json()["events"][0]
    return answer.status_code, event["name"], event["message"]


@pytest.mark.parametrize(
    ("path", "params", "java"),
    [
        ("samples/{id}/update", {"annotationSetsAction": "NOPE"}, f"{_UTILS}.BasicUpdateAction"),
        ("studies/{study}/groups/update", {"action": "NOPE"}, f"{_UTILS}.AddRemoveAction"),
        ("samples/acl/viewer/update", {"action": "NOPE"}, f"{_UTILS}.AclAction"),
        (
            "families/acl/viewer/update",
            {"action": "ADD", "propagate": "NOPE"},
            "org.opencb.opencga.core.models.family.FamilyAclParams.Propagate",
        ),
    ],
)
def test_a_word_that_is_no_constant(owner: Client, path: str, params: dict[str, str], java: str) -> None:
    key = owner.rows("samples/search", limit=1)[0]["id"]
    at = path.format(id=key, study=owner.sandbox.study)
    answer = owner.post(at, {}, study=owner.sandbox.study, **params)
    text = f"java.lang.IllegalArgumentException: No enum constant {java}.NOPE"
    assert _refusal(answer) == (404, "QueryParamException", text)
    assert "sample" not in answer.json()["params"]


def test_a_word_where_a_number_belongs(owner: Client) -> None:
    key = owner.rows("files/search", limit=1, type="FILE")[0]["id"]
    text = 'java.lang.NumberFormatException: For input string: "ten"'
    assert _refusal(owner.here(f"files/{key}/head", lines="ten")) == (404, "QueryParamException", text)
    assert owner.here(f"files/{key}/head", lines="").status_code != 404


def test_the_name_of_every_enum_is_known() -> None:
    known = {" ".join(words) for words in read_facts("enums.yml").values()}
    described = {words for path in _paths() for _, words in api.typed_parameters(*path) if words}
    assert described <= known


def _paths() -> list[tuple[str, tuple[str, ...]]]:
    endpoints = [one for word in api.categories() for one in api.described_category(word)["endpoints"]]
    return [(one["method"], tuple(one["path"].split("/")[2:])) for one in endpoints]
