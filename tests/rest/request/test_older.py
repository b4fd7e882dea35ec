"""A call goes out in the form that the server knows: path, verb and body of its own line."""

from __future__ import annotations

import pytest

from opencga_frames.errors import ServerVersionError, UsageError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.request.older import FIRST_LINE, older_form, varies_within_v2


def endpoint(name: str):
    resource, _, call = name.partition(".")
    return load_resource(resource).endpoints[call]


def every_older_form() -> list[tuple[str, str]]:
    return [
        (f"{resource}.{name}", older.name)
        for resource in resource_names()
        for name, found in load_resource(resource).endpoints.items()
        for older in found.older
    ]


@pytest.mark.parametrize(("name", "older"), every_older_form())
def test_older_forms_lead_to_endpoints_that_end_before_todays_begins(name, older):
    now, then = endpoint(name), endpoint(f"{name.partition('.')[0]}.{older}")
    assert then.until is not None
    assert now.since is not None
    assert tuple(map(int, then.until.split("."))) < tuple(map(int, now.since.split(".")))
    form = next(o for o in now.older if o.name == older)
    ours = {p.wire for p in now.parameters} | {f.name for f in (now.body.fields if now.body else ())}
    theirs = {p.wire for p in then.parameters} | {f.name for f in (then.body.fields if then.body else ())}
    assert set(form.names) <= ours
    assert set(form.names.values()) <= theirs


FILTER = "users/{user}/configs/filters"
PASSWORD = {"user": "ana", "password": "p"}


@pytest.mark.parametrize(
    ("name", "arguments", "line", "sent"),
    [
        ("samples.delete", {"samples": ["S1", "S2"], "force": 1}, "DELETE samples/delete", {"id": "S1,S2", "force": 1}),
        ("cohorts.delete", {"cohorts": "C1"}, "DELETE cohorts/delete", {"id": "C1"}),
        ("users.login", PASSWORD, "POST users/{user}/login", PASSWORD),
        ("users.login", {"data": PASSWORD}, "POST users/{user}/login", PASSWORD),
        ("users.filters", {"user": "ana", "id": "mine"}, f"GET {FILTER}", {"user": "ana", "name": "mine"}),
        (
            "users.update_filter",
            {"user": "ana", "filter_id": "f", "resource": "VARIANT"},
            f"POST {FILTER}/{{name}}/update",
            {"user": "ana", "name": "f", "bioformat": "VARIANT"},
        ),
        ("alignments.run_index", {"data": {"file": "a.bam"}}, "GET analysis/alignment/index", {"file": "a.bam"}),
        (
            "variants.run_index",
            {"outdir": "x", "file": "a"},
            "GET analysis/variant/index",
            {"outDir": "x", "file": "a"},
        ),
        ("variants.genotypes_family", {"family": "F"}, "GET analysis/variant/familyGenotypes", {"family": "F"}),
    ],
)
def test_calls_of_servers_1_4_have_their_old_form(name, arguments, line, sent):
    found, renamed = older_form(endpoint(name), arguments, FIRST_LINE)
    assert f"{found.method} {found.path}" == line
    assert renamed == sent


def test_calls_of_servers_2_0_have_their_old_path():
    call = endpoint("operations.index_variant_family")
    assert older_form(call, {"study": "s"}, "2.0.5")[0].path == "operation/variant/family/genotype/index"
    assert older_form(call, {"study": "s"}, "2.4.15")[0] is call
    assert older_form(call, {"study": "s"}, "")[0] is call
    assert varies_within_v2(call)
    assert not varies_within_v2(endpoint("samples.delete"))


def test_what_the_old_form_cannot_say_is_refused():
    with pytest.raises(ServerVersionError, match=r"'jobPriority' of variants\.run_index has no counterpart"):
        older_form(endpoint("variants.run_index"), {"jobPriority": "HIGH"}, FIRST_LINE)


def test_a_delete_without_ids_never_becomes_a_filter_that_finds_everything(connect, scripted):
    server = scripted(lambda asked: pytest.fail(f"{asked.target} was asked"))
    with pytest.raises(UsageError):
        connect(server, version="v1").samples.delete([], study="s", dry_run=True)


def test_the_setting_of_the_line_decides_and_nothing_is_asked(connect, scripted):
    server = scripted(lambda asked: pytest.fail(f"{asked.target} was asked"))
    prepared = connect(server, version="v1").samples.delete(["S1"], study="s", dry_run=True)
    assert prepared.method == "DELETE"
    assert prepared.url == f"{server.url}/webservices/rest/v1/samples/delete?study=s&id=S1"
    today = connect(server).samples.delete(["S1"], study="s", dry_run=True)
    assert today.url == f"{server.url}/webservices/rest/v2/samples/S1/delete?study=s"


def test_login_and_call_of_a_server_1_4_go_out_as_it_knows_them(connect, scripted, wire):
    def answer(asked):
        if "/login" in asked.target:
            return wire.page([{"token": wire.token()}], version="1.4.2")
        return wire.page([{"id": "f"}])

    server = scripted(answer)
    oc = connect(server, version="v1").login("ana@north", "secret")
    oc.users.filters("ana", id="f")
    sent = [(a.method, a.target.partition("/rest/")[2], a.body) for a in server.asked]
    assert sent == [
        ("POST", "v1/users/ana%40north/login", b'{"password":"secret"}'),
        ("GET", "v1/users/ana/configs/filters?name=f", b""),
    ]


def test_a_server_2_0_gets_the_path_it_knows(connect, scripted, wire):
    def answer(asked):
        about = {"Version": "2.0.5", "Program": "OpenCGA"}
        return wire.page([about] if asked.path == "meta/about" else [{"id": "job"}])

    server = scripted(answer)
    connect(server, token=wire.token()).operations.index_variant_family(study="s", family=["F"])
    assert [a.path for a in server.asked] == ["meta/about", "operation/variant/family/genotype/index"]
