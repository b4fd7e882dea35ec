"""What a client holds of secrets is shown by nothing: whoever echoes it, in whatever words, and wherever it fails."""

from __future__ import annotations

import base64
import html
import json
import logging
import traceback
from urllib.parse import quote

import pytest

from opencga_frames.client import OpenCGAClient
from opencga_frames.compat.pyopencga.opencga_client import OpencgaClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import ConfigurationError, OpenCGAError
from opencga_frames.parquet import read_provenance

#: None of them has a shape that could be known: only their values can.
TOKEN = "QmT7/opaque.token+of=nadia"
PASSWORD = 'pä"ss/w&rd<7>'
COOKIE = "crumb-5d1f0c77"
SET_COOKIE = "node-af31-sticky"
SECRETS = (TOKEN, PASSWORD, COOKIE, SET_COOKIE)
#: How proxies and servers write what they got.
WAYS = {
    "plain": str,
    "of an address": lambda text: quote(text, safe=""),
    "of JSON": lambda text: json.dumps(text)[1:-1],
    "of HTML": html.escape,
    "of a header": lambda text: base64.b64encode(text.encode()).decode(),
}


def block(**more):
    return {"numResults": 0, "numMatches": 0, "results": [], "events": [], **more}


def envelope(status=200, blocks=None, **more):
    content = {"params": {}, "events": [], "responses": blocks or [block()], **more}
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()


def error_event(said, **more):
    return {"type": "ERROR", "id": "org.opencb.opencga.CatalogException", "name": "", "message": "odd", **more}


PLACES = {
    "message of an event": lambda said: envelope(500, events=[error_event(said, message=f"odd header: {said}!")]),
    "message that is cut": lambda said: envelope(500, events=[error_event(said, message="x" * 470 + f" {said} ")]),
    "id of an event": lambda said: envelope(500, events=[error_event(said, id=said)]),
    "name of an event": lambda said: envelope(500, events=[error_event(said, name=said, message="")]),
    "event with status 200": lambda said: envelope(200, events=[error_event(said, message=f"user {said} unknown")]),
    "event of a result": lambda said: envelope(400, blocks=[block(events=[error_event(said, id="S1", message=said)])]),
    "rows of a failure": lambda said: envelope(
        500, blocks=[block(numResults=1, results=[{"header": said}])], events=[error_event(said)]
    ),
    "parameters": lambda said: envelope(500, params={"sid": said, "q": said}, events=[error_event(said)]),
    "web page": lambda said: (502, {"Content-Type": "text/html"}, f"<title>Bad {said}</title>".encode()),
    "plain text": lambda said: (500, {"Content-Type": "text/plain"}, f"Authorization {said}\n".encode()),
    "bare JSON": lambda said: (500, {"Content-Type": "application/json"}, json.dumps({"error": said}).encode()),
    "bare JSON with status 200": lambda said: (
        200,
        {"Content-Type": "application/json"},
        json.dumps({"error": said}).encode(),
    ),
    "redirect": lambda said: (302, {"Location": f"http://elsewhere.example.org/{quote(said)}/{said}"}, b""),
    "warning": lambda said: envelope(
        200, events=[{"type": "WARNING", "id": said, "name": said, "message": f"you sent {said}"}]
    ),
}


def shown_by(answer):
    events = [*answer.events, *answer.get_response_events(), *answer.get_result_events()]
    return [repr(answer), answer._repr_html_(), repr(events), repr([page.params for page in answer.pages])]


def told(error):
    """Everything an error shows, its frames and their variables as well."""
    texts = [str(error), repr(error), repr(vars(error)), repr(getattr(error, "__notes__", ""))]
    link = error
    while link is not None:
        summary = traceback.TracebackException.from_exception(link, capture_locals=True)
        texts += [f"{frame.filename} {frame.locals}" for frame in summary.stack if frame.filename != __file__]
        texts += list(summary.format_exception_only())
        link = link.__cause__ or link.__context__
    response = getattr(error, "response", None)
    if response is not None:
        texts += [*shown_by(response), repr(response.results())]
    return texts


def raised_by(run):
    try:
        run()
    except (OpenCGAError, TypeError) as error:
        return error
    return None


def seen(texts, said=()):
    return [secret for secret in (*SECRETS, *said) for text in texts if secret in text]


@pytest.fixture
def signed_in(scripted, connect, wire):
    def make(answer):
        def all_answers(asked):
            if asked.path == "users/login":
                status, headers, body = wire.granted(TOKEN)
                return status, {**headers, "Set-Cookie": f"LB={SET_COOKIE}; Path=/"}, body
            return answer(asked)

        server = scripted(all_answers)
        oc = connect(server, cookies={"SSO": COOKIE}, version_check="off", retries=0)
        return oc.login("nadia", PASSWORD), server

    return make


@pytest.mark.filterwarnings("ignore::opencga_frames.errors.OpenCGAWarning")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", PLACES)
def test_an_echo_is_masked_by_value(signed_in, caplog, recwarn, *, place, way):
    caplog.set_level(logging.DEBUG)
    for secret in SECRETS:
        said = WAYS[way](secret)
        oc, _ = signed_in(lambda _, said=said: PLACES[place](said))
        texts = []
        for call in (oc.samples.search, oc.cohorts.info, oc.meta.ping):
            try:
                texts += shown_by(call("S1", study="north@rare:wgs") if call == oc.cohorts.info else call())
            except OpenCGAError as error:
                texts += told(error)
        texts += [caplog.text, *(str(warning.message) for warning in recwarn), repr(oc), repr(oc.configuration)]
        assert seen(texts, (said,)) == []


def test_what_was_given_up_is_masked_as_well(signed_in):
    oc, _ = signed_in(lambda _: envelope(500, events=[error_event("", message=f"old {TOKEN} and {PASSWORD}")]))
    oc.logout()
    with pytest.raises(OpenCGAError) as caught:
        oc.samples.search(study="north@rare:wgs")
    assert seen(told(caught.value)) == []
    assert "old *** and ***" in str(caught.value)


def test_data_are_never_masked(signed_in):
    rows = [{"id": "S1", "description": f"Basic metabolic panel, broken eyJhbGciOi token={PASSWORD}"}]
    oc, _ = signed_in(lambda _: envelope(blocks=[block(numResults=1, numMatches=1, results=rows)]))
    assert oc.samples.search(study="north@rare:wgs").results() == rows
    assert oc.samples.frame(study="north@rare:wgs")["description"].to_list() == [rows[0]["description"]]


def test_data_are_written_as_they_are(signed_in, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    text = "Basic metabolic panel"
    rows = [{"id": "S1", "description": text}]
    oc, _ = signed_in(lambda _: envelope(blocks=[block(numResults=1, numMatches=1, results=rows)]))
    answer = oc.samples.search(study="north@rare:wgs", phenotypes=text)
    path = answer.to_parquet(tmp_path)["samples"]
    assert pq.read_table(path)["description"].to_pylist() == [text]
    assert read_provenance(path).parameters["phenotypes"] == text


# --- tracebacks ------------------------------------------------------------------------------------------------------

REFUSALS = {
    "wrong password": lambda: envelope(401, events=[error_event("", message="Incorrect user or password.")]),
    "no answer": lambda: None,
    "web page": lambda: (200, {"Content-Type": "text/html"}, b"<html>sign in</html>"),
    "empty": lambda: (200, {}, b""),
    "no token": envelope,
    "token with a line break": lambda: envelope(blocks=[block(results=[{"token": f"{TOKEN}\n{PASSWORD}"}])]),
    "token that is no string": lambda: envelope(blocks=[block(results=[{"token": 7}])]),
    "deep": lambda: (200, {"Content-Type": "application/json"}, b"[" * 5_000),
    "redirect": lambda: (302, {"Location": "http://elsewhere.example.org/"}, b""),
    "busy": lambda: (503, {}, b""),
}
LOGINS = {
    "oc.login": lambda oc: oc.login("nadia", PASSWORD),
    "without a user": lambda oc: oc.login(None, PASSWORD),
    "users.login": lambda oc: oc.users.login({"user": "nadia", "password": PASSWORD}),
    "users.login by name": lambda oc: oc.users.login(user="nadia", password=PASSWORD),
    "users.login of another kind": lambda oc: oc.users.login(user=object(), password=PASSWORD),
    "users.password": lambda oc: oc.users.password(user="nadia", password=PASSWORD, new_password=TOKEN),
    "a wrong name": lambda oc: oc.users.login(user="nadia", passwort=PASSWORD, password=TOKEN),
    "call": lambda oc: oc.call("POST", "users/login", data={"user": "nadia", "password": PASSWORD}),
}


@pytest.mark.filterwarnings("ignore::opencga_frames.errors.OpenCGAWarning")
@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("kind", [OpenCGAClient, OpencgaClient])
def test_no_frame_of_a_failed_login_shows_the_password(scripted, kind, login, refusal):
    server = scripted(lambda _: REFUSALS[refusal]())
    settings = ClientConfiguration({"rest": {"host": server.url}, "version_check": "off", "retries": 0}, environ={})
    oc = kind(settings, session=server.session(), sleep=lambda _: None)
    error = raised_by(lambda: LOGINS[login](oc))
    assert seen(told(error) if error else []) == []
    assert seen([repr(oc), repr(oc._transport), repr(oc._transport.tokens)]) == []


@pytest.mark.parametrize(
    "source",
    [
        {"rest": {"host": "ftp://nowhere"}, "password": PASSWORD, "token": TOKEN, "cookies": {"a": COOKIE}},
        {"rest": {"host": f"http://nadia:{PASSWORD}@proxy.example.org:port"}},
        {"rest": {"host": "http://nadia:pa/ss-5d1f@proxy.example.org"}},
        {"rest": {"host": "http://h.example.org"}, "password": PASSWORD, "workers": "many"},
    ],
)
@pytest.mark.parametrize("kind", [OpenCGAClient, OpencgaClient, ClientConfiguration])
def test_no_frame_of_a_wrong_configuration_shows_its_secrets(kind, source):
    error = raised_by(lambda: kind(source, **({"environ": {}} if kind is ClientConfiguration else {})))
    assert isinstance(error, ConfigurationError)
    assert seen(told(error), ("pa/ss-5d1f",)) == []


def test_a_token_that_cannot_be_one_is_not_shown():
    with pytest.raises(ConfigurationError) as caught:
        OpenCGAClient({"rest": {"host": "http://h.example.org"}}, f"{TOKEN}\n{PASSWORD}")
    assert seen(told(caught.value)) == []


@pytest.mark.parametrize("kind", [OpenCGAClient, OpencgaClient, ClientConfiguration])
def test_the_repr_of_what_is_half_made(kind):
    assert kind.__name__.lower() in repr(kind.__new__(kind)).lower()


# --- cookies ---------------------------------------------------------------------------------------------------------


def test_the_next_user_inherits_no_cookies(signed_in, wire):
    oc, server = signed_in(lambda _: envelope())
    oc.meta.ping()
    assert server.asked[-1].headers["cookie"].split("; ") == [f"LB={SET_COOKIE}", f"SSO={COOKIE}"]
    oc.logout()
    oc.meta.ping()
    oc.login("omar", "another-word")
    assert ["cookie" in asked.headers for asked in server.asked[-2:]] == [False, False]
    oc.meta.ping()
    assert server.asked[-1].headers["cookie"] == f"LB={SET_COOKIE}"


def test_a_second_login_leaves_the_cookies_behind_that_the_server_set_for_the_first(signed_in):
    oc, server = signed_in(lambda _: envelope())
    oc.login("omar", "another-word")
    assert server.asked[-1].headers["cookie"] == f"SSO={COOKIE}"


def test_a_network_error_names_a_few_of_the_ids(scripted, connect):
    oc = connect(scripted(lambda _: None), version_check="off", retries=0)
    ids = [f"PAT-{number:03}" for number in range(100)]
    with pytest.raises(OpenCGAError) as caught:
        oc.samples.info(ids, study="north@rare:wgs")
    told_ids = [one for one in ids if one in str(caught.value)]
    assert told_ids == ids[:3]
    assert "97 more" in str(caught.value)
