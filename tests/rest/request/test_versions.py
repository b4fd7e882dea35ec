"""What a server lacks is said before it is asked for; most calls never look."""

from __future__ import annotations

import json

import pytest

from opencga_frames.errors import OpenCGAWarning, ServerVersionError, UsageError
from opencga_frames.rest.catalogue.endpoint import Body, BodyField, Endpoint, Parameter
from opencga_frames.rest.request.versions import ReportedVersion, numbers

PLAIN = Parameter("study", "study")
NEW = Parameter("uuid", "uuid", since="2.4.15")
OLD = Parameter("source", "source", until="2.12.9")
CALL = Endpoint("samples", "search", "GET", "samples/search", (PLAIN, NEW, OLD))


def version(text, check="raise"):
    asked = []

    def ask():
        asked.append(1)
        return text

    return ReportedVersion(ask, check), asked


def refused(text, endpoint=CALL, **arguments):
    try:
        version(text)[0].check(endpoint, arguments)
    except ServerVersionError:
        return True
    return False


@pytest.mark.parametrize(
    ("text", "read"),
    [("10.0.0", (10, 0, 0)), ("2.12.9-SNAPSHOT", (2, 12, 9)), ("v4.1", (4, 1)), ("", None), ("unknown", None)],
)
def test_versions_are_numbers(text, read):
    assert numbers(text) == read


def test_ten_is_newer_than_five():
    assert not refused("10.0.0", uuid="x")
    assert refused("10.0.0", source="x")


@pytest.mark.parametrize(
    ("server", "lacks"), [("1.4.2", True), ("2.0.5", True), ("2.3.0", False), ("2.4.15", False), ("5.0.0", False)]
)
def test_what_came_with_a_release_is_refused_only_where_it_is_certainly_missing(server, lacks):
    assert refused(server, uuid="x") is lacks


@pytest.mark.parametrize(("server", "lacks"), [("2.12.9", False), ("3.0.0", False), ("3.2.3", True), ("5.0.0", True)])
def test_what_went_is_refused_from_the_next_known_release_on(server, lacks):
    assert refused(server, source="x") is lacks


def test_whole_endpoints_come_and_go_and_have_gaps():
    new = Endpoint("x", "y", "GET", "x/y", since="5.0.0")
    gap = Endpoint("x", "y", "GET", "x/y", since="2.0.5", absent=("3.2.3", "3.6.0"))
    assert (refused("4.1.2", new), refused("5.0.0", new)) == (True, False)
    assert [refused(v, gap) for v in ("2.12.9", "3.2.3", "3.4.0", "3.6.0", "4.1.2")] == [False, True, True, True, False]


def test_fields_of_a_body_count_too():
    fields = (BodyField("newField", since="4.1.2"), BodyField("id"))
    call = Endpoint("x", "create", "POST", "x/create", body=Body("B", fields))
    assert refused("3.6.0", call, new_field="a")
    assert refused("3.6.0", call, data={"newField": "a"})
    assert not refused("3.6.0", call, id="a", new_field=None)


def test_calls_that_every_server_knows_never_ask():
    made, asked = version("2.0.5")
    made.check(CALL, {"study": "s", "uuid": None})
    assert asked == []


def test_the_server_is_asked_once():
    made, asked = version("5.0.0")
    for _ in range(3):
        made.check(CALL, {"uuid": "x"})
    assert asked == [1]


def test_a_server_that_does_not_tell_is_asked_once_and_trusted():
    made, asked = version(None)
    made.check(CALL, {"uuid": "x", "source": "x"})
    made.check(CALL, {"uuid": "x"})
    assert asked == [1]


def test_an_answer_that_told_the_version_saves_the_question():
    made, asked = version("1.0.0")
    made.note("")
    made.note("odd")
    made.note("5.0.0")
    made.check(CALL, {"uuid": "x"})
    assert (asked, made.text) == ([], "5.0.0")


def test_the_error_names_what_is_missing_and_the_releases_that_have_it():
    made, _ = version("2.0.5")
    with pytest.raises(
        ServerVersionError, match=r"'uuid' of samples\.search is known to servers from 2\.4\.15 on"
    ) as e:
        made.check(CALL, {"uuid": "x"})
    assert (e.value.server_version, e.value.since, e.value.until) == ("2.0.5", "2.4.15", None)
    assert isinstance(e.value, UsageError)


def test_it_can_be_a_warning_or_off():
    with pytest.warns(OpenCGAWarning, match="'uuid'") as caught:
        version("2.0.5", "warn")[0].check(CALL, {"uuid": "x"})
    assert caught[0].filename == __file__
    made, asked = version("2.0.5", "off")
    made.check(CALL, {"uuid": "x"})
    assert asked == []


# --- through a client ----------------------------------------------------------------------------------------


def about(wire, text):
    return wire.page([{"Program": "OpenCGA", "Version": text}], version="")


def test_a_client_asks_meta_about_without_a_token_and_sends_nothing_else(scripted, connect, wire):
    server = scripted(lambda asked: about(wire, "2.0.5"))
    oc = connect(server, token=wire.token())
    with pytest.raises(ServerVersionError, match=r"This server is 2\.0\.5"):
        oc.samples.search(study="s", uuid="x")
    assert server.calls == ["GET meta/about"]
    assert server.asked[0].bearer == ""


@pytest.mark.parametrize("answer", [(403, {}, b""), (200, {"Content-Type": "text/html"}, b"<html>sign in"), None])
def test_a_site_that_blocks_the_question_loses_nothing(scripted, connect, wire, answer):
    server = scripted(lambda asked: answer if asked.path == "meta/about" else wire.page([{"id": "S1"}]))
    assert len(connect(server, retries=0).samples.search(study="s", uuid="x")) == 1


def test_ordinary_calls_cost_one_request(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([{"id": "S1"}], matches=1))
    connect(server).samples.search(study="s", somatic=True)
    assert server.calls == ["GET samples/search"]


def test_an_earlier_answer_tells_the_version_for_free(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([{"id": "S1"}], matches=1, version="2.0.5"))
    oc = connect(server)
    oc.samples.search(study="s")
    with pytest.raises(ServerVersionError):
        oc.samples.search(study="s", uuid="x")
    assert server.calls == ["GET samples/search"]


def test_a_login_tells_the_version_for_free(scripted, connect, wire):
    def answer(asked):
        return wire.granted(wire.token()) if asked.path == "users/login" else wire.page([], matches=0)

    server = scripted(answer)
    connect(server).login("nadia", "x", organization="o").samples.search(study="s", uuid="x")
    assert server.calls == ["POST users/login", "GET samples/search"]


def test_the_check_is_a_setting(scripted, connect, wire):
    server = scripted(lambda asked: about(wire, "2.0.5") if asked.path == "meta/about" else wire.page([], matches=0))
    with pytest.warns(OpenCGAWarning, match="known to servers from"):
        connect(server, version_check="warn").samples.search(study="s", uuid="x")
    connect(server, version_check="off").samples.search(study="s", uuid="x")
    assert server.calls == ["GET meta/about", "GET samples/search", "GET samples/search"]


def test_writes_are_checked_before_they_are_sent(scripted, connect, wire):
    server = scripted(lambda asked: about(wire, "5.0.0"))
    with pytest.raises(ServerVersionError, match=r"'stats' of samples\.update is known to servers until 1\.4\.2\.1"):
        connect(server).samples.update("S1", data=json.loads('{"stats": {}}'))
    assert server.calls == ["GET meta/about"]
