"""Whose arguments these are: today's, those of an older client, or nobody's."""

from __future__ import annotations

from typing import Any

import pytest

from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.old_calls.forms import old_form

DATA = {"permissions": "VIEW"}


def form(call: str, *args: Any, **options: Any) -> Any:
    resource, _, name = call.partition(".")
    return old_form(load_resource(resource).endpoints[name], args, options, ("limit", "dry_run"))


@pytest.mark.parametrize(
    ("call", "args", "options"),
    [
        ("samples.info", ["S1"], {"include": "id"}),
        ("samples.info", [{"S1": 1}], {}),
        ("samples.search", [], {"study": "s", "limit": 1}),
        ("samples.update", ["S1", {"description": "a"}], {}),
        ("samples.update", ["S1", '{"description": "a"}'], {}),
        ("samples.update", ["S1", b"{}"], {}),
        ("samples.update_acl", ["@g1", DATA], {"action": "ADD"}),
        ("samples.update_acl", ["@g1", {**DATA, "action": "ADD"}], {"action": "ADD"}),
        ("users.login", [{"user": "ana", "password": "x"}], {}),
        ("clinical.update_acl", ["@g1"], {"permissions": "VIEW", "action": "ADD"}),
    ],
)
def test_todays_arguments(call: str, args: list[Any], options: dict[str, Any]) -> None:
    assert form(call, *args, **options) is None


@pytest.mark.parametrize(
    ("call", "args", "options"),
    [
        ("samples.info", [], {"query_id": "S1"}),
        ("samples.update_acl", ["@g1", {**DATA, "action": "ADD"}], {}),
        ("samples.update_acl", ["@g1", "ADD", DATA], {}),
        ("samples.update_acl", ["@g1", "ADD"], {"data": DATA}),
        ("samples.update", [{"description": "a"}, "S1"], {}),
        ("users.login", ["ana", "x"], {}),
        ("users.login", ["ana"], {}),
        ("jobs.delete", [], {"id": "J1"}),
        ("studies.update_groups", ["s", {"name": "readers"}, "ADD"], {}),
        ("clinical.update_acl", ["@g1", "ADD", DATA], {}),
        ("studies.permission_rules", ["s", "SAMPLES"], {}),
    ],
)
def test_arguments_of_older_clients(call: str, args: list[Any], options: dict[str, Any]) -> None:
    found = form(call, *args, **options)
    assert found is not None
    assert found.label == f"oc.{call}"


@pytest.mark.parametrize(
    ("call", "args", "options"),
    [
        ("samples.info", ["S1", "S2"], {}),
        ("samples.info", ["S1"], {"inkludde": "id"}),
        ("samples.search", ["S1"], {}),
        ("samples.update", ["S1", "no JSON"], {}),
        ("samples.update", ["S1", {"deskription": "a"}], {}),
        ("samples.update_acl", ["@g1", "ADD", DATA, "x", "y"], {}),
        ("clinical.update_acl", ["@g1", "ADD", DATA, "x"], {}),
    ],
)
def test_arguments_that_no_call_takes_are_left_to_todays(call: str, args: list[Any], options: dict[str, Any]) -> None:
    assert form(call, *args, **options) is None
