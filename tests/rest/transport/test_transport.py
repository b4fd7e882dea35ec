"""The transport against servers of our own on the loopback interface."""

from __future__ import annotations

import base64
import contextlib
import json
import logging
import os
import socket
import ssl
import threading
import time
import traceback
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import parse_qsl

import pytest
import requests

from opencga_frames.auth.holder import Credentials, TokenHolder
from opencga_frames.auth.login import PasswordLogin
from opencga_frames.auth.token import Token
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import (
    NotAuthenticatedError,
    NotReachableError,
    TimedOutError,
    TokenExpiredError,
    UnreadableAnswerError,
)
from opencga_frames.ground.secret import Secret
from opencga_frames.rest.transport.failures import failure
from opencga_frames.rest.transport.network_errors import network_error
from opencga_frames.rest.transport.transport import Transport, encode_query
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Request

pytestmark = pytest.mark.enable_socket

BASE = "/opencga/webservices/rest/v2/"
SEARCH = Request("GET", "samples/search", (("study", "northlake@rare:paeds"),))
NADIA = PasswordLogin("nadia", Secret("Password-1!"), "northlake")
EXPIRED = "Authentication token is expired : "


def jwt(number, ends=9e9):
    claims = json.dumps({"sub": "nadia", "aud": "northlake", "exp": ends, "n": number}).encode()
    return f"eyJhbGciOiJIUzI1NiJ9.{base64.urlsafe_b64encode(claims).decode()}.c2lnbmF0dXJl"


def envelope(*results, error=None, entry=""):
    event = {"type": "ERROR", "id": entry or "org.opencb.CatalogAuthenticationException", "message": error}
    events = [event] if error else []
    block = {"events": events if entry else [], "numResults": len(results), "results": list(results)}
    return json.dumps({"events": [] if entry else events, "responses": [block]}).encode()


class Server:
    """Answers by a function of the handler; remembers what it was asked."""

    def __init__(self, answer):
        self.asked = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                asked = SimpleNamespace(
                    command=self.command,
                    path=self.path,
                    headers=self.headers,
                    body=self.rfile.read(length),
                    client_address=self.client_address,
                )
                outer.asked.append(asked)
                status, headers, body = answer(self)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_DELETE = answer  # noqa: N815 - names of the base class

            def log_message(self, *args):
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.http.server_port}/opencga"

    def calls(self):
        return [f"{handler.command} {handler.path.partition('?')[0].removeprefix(BASE)}" for handler in self.asked]

    def close(self):
        self.http.shutdown()
        self.http.server_close()
        self.thread.join()


@pytest.fixture
def serve():
    servers = []

    def serve(answer):
        servers.append(Server(answer))
        return servers[-1]

    yield serve
    for server in servers:
        server.close()


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def connect(pauses):
    made = []

    def connect(url, session=None, tokens=None, **settings):
        configuration = ClientConfiguration({"rest": {"host": url}, **settings}, environ={})
        holder = TokenHolder(tokens)
        made.append(Transport(configuration, session=session, tokens=holder, sleep=pauses.append))
        return made[-1]

    yield connect
    for transport in made:
        transport.close()


def ok(handler):
    return 200, {"Content-Type": "application/json"}, envelope({"id": "S1"})


# What is sent


def test_a_call_as_it_goes_over_the_wire(serve, connect):
    server = serve(ok)
    transport = connect(server.url, tokens=Credentials(token=Token("a.b.c")), cookies={"LB": "node7"})
    body = b'{"id":"S1"}'
    reply = transport.send(Request("POST", "samples/create", (("study", "a@b:c"),), body, "application/json"))
    assert reply.status == 200
    assert reply.media_type == "application/json"
    assert reply.body == envelope({"id": "S1"})
    assert reply.url == f"{server.url}/webservices/rest/v2/samples/create"
    (asked,) = server.asked
    assert asked.path == f"{BASE}samples/create?study=a%40b%3Ac"
    assert asked.body == body
    headers = asked.headers
    assert headers["Authorization"] == "Bearer a.b.c"
    assert headers["Content-Type"] == headers["Accept"] == "application/json"
    assert headers["Cookie"] == "LB=node7"
    assert headers["User-Agent"].startswith("opencga-frames/")


@pytest.mark.parametrize("text", ["a&b=c", "a+b", "a b", "a%20b", "#1", "~/re/i", ">=1;<2", '"x,y"', "ñ", "a/b?c"])
def test_nothing_in_a_value_is_taken_for_something_else(serve, connect, text):
    server = serve(ok)
    connect(server.url).send(Request("GET", "samples/search", (("phenotypes", text), ("limit", "1"))))
    query = server.asked[0].path.partition("?")[2]
    assert "+" not in query
    assert parse_qsl(query, keep_blank_values=True) == [("phenotypes", text), ("limit", "1")]


def test_encoded_paths_arrive_as_they_are(serve, connect):
    server = serve(ok)
    connect(server.url).send(Request("GET", "samples/a%20b%2Cc%3B%2F/info"))
    assert server.asked[0].path == f"{BASE}samples/a%20b%2Cc%3B%2F/info"


def test_names_and_blanks_are_encoded():
    assert encode_query((("a b", "c d"), ("x", ""))) == "a%20b=c%20d&x="


def test_without_a_token_no_header_is_sent_not_even_from_netrc(serve, connect, tmp_path, monkeypatch):
    server = serve(ok)
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login nadia password hush\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    connect(server.url).send(SEARCH)
    connect(server.url, tokens=Credentials(token=Token("a.b.c"))).send(SEARCH)
    assert [asked.headers["Authorization"] for asked in server.asked] == [None, "Bearer a.b.c"]


def test_connections_and_the_servers_session_cookie_are_reused(serve, connect):
    def answer(handler):
        return 200, {"Set-Cookie": "JSESSIONID=node0; Path=/opencga"}, envelope()

    server = serve(answer)
    transport = connect(server.url)
    for _ in range(5):
        transport.send(SEARCH)
    assert len({asked.client_address for asked in server.asked}) == 1
    assert [asked.headers["Cookie"] for asked in server.asked] == [None] + ["JSESSIONID=node0"] * 4


# Sessions of the caller's own, TLS


def test_a_given_session_keeps_its_adapters_and_is_not_closed(serve, connect):
    closed = []
    session = requests.Session()
    session.close = lambda: closed.append(1)
    session.headers["X-Site"] = "north"
    adapters = dict(session.adapters)
    server = serve(ok)
    transport = connect(server.url, session=session)
    transport.send(SEARCH)
    transport.close()
    assert dict(session.adapters) == adapters
    assert closed == []
    assert server.asked[0].headers["X-Site"] == "north"
    requests.Session.close(session)


def test_an_own_session_has_as_many_connections_as_workers(connect):
    transport = connect("https://ws.example.org", workers=7)
    assert transport._session.get_adapter("https://ws.example.org")._pool_maxsize >= 7


class Recorder(requests.Session):
    def __init__(self):
        super().__init__()
        self.settings = []

    def send(self, request, **settings):
        self.settings.append(settings)
        response = requests.Response()
        response.status_code, response._content, response.url = 200, b"{}", request.url
        return response


@pytest.mark.parametrize(
    ("settings", "verify"),
    [
        ({}, "/env.pem"),
        ({"verify": False}, False),
        ({"verify": "/ours.pem"}, "/ours.pem"),
        ({"verify": True}, "/env.pem"),
    ],
)
def test_tls_settings_hold_on_every_call_whatever_the_environment_says(connect, monkeypatch, settings, verify):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/env.pem")
    session = Recorder()
    transport = connect("https://ws.example.org", session=session, read_timeout=7, **settings)
    transport.send(SEARCH)
    transport.send(Request("POST", "files/upload"))
    assert [used["verify"] for used in session.settings] == [verify, verify]
    assert [used["timeout"] for used in session.settings] == [(10.0, 7.0)] * 2


def test_the_certificates_of_a_given_session_are_kept(connect, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/env.pem")
    session = Recorder()
    session.verify = "/session.pem"
    connect("https://ws.example.org", session=session).send(SEARCH)
    assert session.settings[0]["verify"] == "/session.pem"


def test_a_missing_ca_file_is_named_as_the_reason(connect):
    with pytest.raises(NotReachableError, match="Check the path given as 'verify'"):
        connect("https://127.0.0.1:9", verify="/nowhere/ca.pem", retries=0).send(SEARCH)


# No answer


@pytest.fixture
def silent():
    """A port that takes connections and never says a word."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/opencga"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_server_that_never_answers_is_asked_once_and_given_the_time_of_the_configuration(silent, connect, method):
    given = []

    class Noted(requests.Session):
        def send(self, prepared, **options):
            given.append(options["timeout"])
            return super().send(prepared, **options)

    transport = connect(silent, session=Noted(), connect_timeout=7, read_timeout=0.2)
    with pytest.raises(TimedOutError) as caught:
        transport.send(Request(method, "samples/search"))
    assert given == [(7, 0.2)]
    assert silent in str(caught.value)
    assert f"{method} samples/search" in str(caught.value)
    assert "read_timeout" in str(caught.value)


def test_a_refused_connection_is_tried_again_and_then_told(connect, pauses):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}/opencga"
    with pytest.raises(NotReachableError, match="the connection was refused") as caught:
        connect(url, retries=3).send(SEARCH)
    assert not isinstance(caught.value, TimedOutError)
    assert len(pauses) == 1  # two retries, the first of them at once
    assert pauses[0] < 2


def test_an_unknown_name_is_told_at_once(connect, pauses, monkeypatch):
    def unknown(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(NotReachableError, match=r"https://nowhere\.example\.org: no such host is known"):
        connect("https://nowhere.example.org").send(SEARCH)
    assert pauses == []


def test_a_port_without_tls_is_told_as_such(serve, connect, pauses):
    server = serve(ok)
    with pytest.raises(
        NotReachableError, match=r"no TLS connection could be made\. Check whether this port takes https"
    ):
        connect(server.url.replace("http:", "https:")).send(SEARCH)
    assert pauses == []


def test_a_certificate_that_is_refused_is_told_as_such():
    refused = requests.exceptions.SSLError(ssl.SSLCertVerificationError(1, "self-signed certificate"))
    assert "the TLS certificate was refused. Set 'verify'" in str(network_error(refused, "https://h", SEARCH))


# Another try


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_passing_faults_of_a_get_are_tried_again(serve, connect, pauses, status):
    answers = iter([status, status, 200])
    server = serve(lambda handler: (next(answers), {}, b"{}"))
    assert connect(server.url).send(SEARCH).status == 200
    assert len(server.asked) == 3
    assert len(pauses) == 1


def test_the_last_answer_is_returned_when_nothing_helped(serve, connect):
    server = serve(lambda handler: (503, {}, b"<html>busy</html>"))
    reply = connect(server.url, retries=2).send(SEARCH)
    assert (reply.status, reply.body, len(server.asked)) == (503, b"<html>busy</html>", 3)


@pytest.mark.parametrize(("method", "status"), [("GET", 500), ("POST", 503), ("DELETE", 503), ("GET", 404)])
def test_other_answers_and_other_verbs_are_sent_once(serve, connect, method, status):
    server = serve(lambda handler: (status, {"Retry-After": "1"}, b"{}"))
    assert connect(server.url).send(Request(method, "samples/search")).status == status
    assert len(server.asked) == 1


@pytest.mark.parametrize(("asked", "waited"), [("7", 7), ("86400", 30.0)])
def test_retry_after_is_honoured_up_to_a_cap(serve, connect, pauses, *, asked, waited):
    answers = iter([503, 200])
    server = serve(lambda handler: (next(answers), {"Retry-After": asked}, b"{}"))
    connect(server.url).send(SEARCH)
    assert pauses == [waited]


def cut(handler):
    handler.close_connection = True
    return 200, {"Content-Length": "1000"}, b'{"responses": ['


def test_a_get_whose_answer_broke_off_is_sent_a_second_time(serve, connect):
    answers = iter([cut, ok])

    def answer(handler):
        return next(answers)(handler)

    server = serve(answer)
    assert connect(server.url).send(SEARCH).body == envelope({"id": "S1"})


@pytest.mark.parametrize(("method", "sent"), [("GET", 2), ("POST", 1)])
def test_an_answer_that_keeps_breaking_off_is_told(serve, connect, method, sent):
    server = serve(cut)
    with pytest.raises(NotReachableError, match="broke off"):
        connect(server.url).send(Request(method, "samples/search"))
    assert len(server.asked) == sent


def dropped(handler):
    """Close the connection without an answer."""
    handler.close_connection = True
    raise ConnectionResetError


@pytest.mark.parametrize("failure", [lambda handler: (503, {}, b"{}"), cut, dropped])
@pytest.mark.parametrize(("changes", "sent"), [(False, 2), (True, 1)])
def test_a_get_that_changes_something_is_sent_once(serve, connect, failure, changes, sent):
    """As samples/load does: the server may have carried it out when the answer is lost."""
    server = serve(failure)
    request = Request("GET", "samples/load", changes=changes)
    with contextlib.suppress(NotReachableError):
        connect(server.url, retries=1).send(request)
    assert len(server.asked) == (sent if failure is not cut or changes else 2)


# The token


class Catalog:
    """Grants a new token at each login and says of every token but the good ones that it expired."""

    def __init__(self, good=(), refused=(401, None)):
        self.good, self.refused, self.logins = set(good), refused, 0

    def __call__(self, handler):
        if handler.path.endswith("users/login"):
            self.logins += 1
            granted = jwt(self.logins)
            return 200, {}, envelope({"token": granted, "refreshToken": granted})
        token = (handler.headers["Authorization"] or "").removeprefix("Bearer ")
        if token in self.good:
            return ok(handler)
        status, entry = self.refused
        return status, {}, envelope(error=EXPIRED + token, entry=entry or "")


def test_the_first_call_logs_in(serve, connect):
    server = serve(Catalog(good=[jwt(1)]))
    transport = connect(server.url, tokens=Credentials(login=NADIA))
    assert [transport.send(SEARCH).status for _ in range(2)] == [200, 200]
    assert server.calls() == ["POST users/login", "GET samples/search", "GET samples/search"]
    login = server.asked[0]
    assert json.loads(login.body) == {"organization": "northlake", "user": "nadia", "password": "Password-1!"}
    assert login.headers["Authorization"] is None


@pytest.mark.parametrize("refused", [(401, None), (400, "northlake@rare:paeds"), (200, "northlake@rare:paeds")])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_expired_token_is_renewed_once_and_the_call_repeated_once(serve, connect, refused, method):
    server = serve(Catalog(good=[jwt(1)], refused=refused))
    transport = connect(server.url, tokens=Credentials(token=Token(jwt(0)), login=NADIA))
    assert transport.send(Request(method, "studies/paeds/info")).body == envelope({"id": "S1"})
    call = f"{method} studies/paeds/info"
    assert server.calls() == [call, "POST users/login", call]


def test_expired_twice_gives_one_renewal_and_then_the_error(serve, connect):
    server = serve(Catalog())
    transport = connect(server.url, tokens=Credentials(token=Token(jwt(0)), login=NADIA))
    reply = transport.send(SEARCH)
    assert type(failure(reply, SEARCH, read_page(reply.body))) is TokenExpiredError
    assert server.calls() == ["GET samples/search", "POST users/login", "GET samples/search"]


def test_a_token_got_for_this_very_call_is_not_renewed_in_it(serve, connect):
    server = serve(Catalog())
    assert connect(server.url, tokens=Credentials(login=NADIA)).send(SEARCH).status == 401
    assert server.calls() == ["POST users/login", "GET samples/search"]


def test_an_expired_token_without_a_password_is_just_told(serve, connect):
    server = serve(Catalog())
    assert connect(server.url, tokens=Credentials(token=Token(jwt(0)))).send(SEARCH).status == 401
    assert server.calls() == ["GET samples/search"]


@pytest.mark.parametrize("status", [401, 403])
def test_a_missing_permission_never_causes_a_login(serve, connect, status):
    text = "Permission denied. User 'vera' cannot WRITE Sample { uid: 102 }"
    server = serve(lambda handler: (status, {}, envelope(error=text, entry="S1")))
    tokens = Credentials(token=Token(jwt(0)), login=NADIA)
    assert connect(server.url, tokens=tokens).send(Request("POST", "samples/S1/update")).status == status
    assert server.calls() == ["POST samples/S1/update"]


def test_a_token_about_to_expire_is_refreshed_before_the_call(serve, connect):
    server = serve(Catalog(good=[jwt(1)]))
    old = jwt(0, time.time() + 30)
    transport = connect(server.url, tokens=Credentials(token=Token(old)))
    assert [transport.send(SEARCH).status for _ in range(3)] == [200] * 3
    assert server.calls() == ["POST users/login"] + ["GET samples/search"] * 3
    assert json.loads(server.asked[0].body) == {"refreshToken": old}


def test_a_wrong_password_is_sent_once_however_often_one_calls(serve, connect):
    server = serve(lambda handler: (401, {}, envelope(error="OPENCGA: Incorrect user or password.")))
    transport = connect(server.url, tokens=Credentials(login=NADIA))
    for _ in range(3):
        with pytest.raises(NotAuthenticatedError, match="Incorrect user or password"):
            transport.send(SEARCH)
    assert server.calls() == ["POST users/login"]


def test_a_login_that_met_a_busy_proxy_is_sent_a_second_time(serve, connect, pauses):
    catalog, busy = Catalog(good=[jwt(1)]), iter([True])
    server = serve(lambda handler: (503, {}, b"") if next(busy, False) else catalog(handler))
    assert connect(server.url, tokens=Credentials(login=NADIA)).send(SEARCH).status == 200
    assert server.calls() == ["POST users/login", "POST users/login", "GET samples/search"]
    assert pauses == [1.0]


def test_login_and_logout(serve, connect):
    server = serve(Catalog(good=[jwt(1), ""]))
    transport = connect(server.url)
    transport.login(NADIA)
    assert transport.tokens.user == "nadia"
    transport.send(SEARCH)
    transport.logout()
    transport.send(SEARCH)
    assert server.calls() == ["POST users/login", "GET samples/search", "GET samples/search"]
    assert [asked.headers["Authorization"] for asked in server.asked] == [None, f"Bearer {jwt(1)}", None]


def test_many_threads_cause_one_login(serve, connect):
    server = serve(Catalog(good=[jwt(1)]))
    transport = connect(server.url, tokens=Credentials(token=Token(jwt(0)), login=NADIA))
    statuses = []
    threads = [threading.Thread(target=lambda: statuses.append(transport.send(SEARCH).status)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 6
    assert server.calls().count("POST users/login") == 1


# Redirects


def to(place):
    return lambda handler: (302, {"Location": place}, b"")


def test_a_redirect_to_another_server_is_not_followed(serve, connect):
    other = serve(ok)
    server = serve(to(f"{other.url}/webservices/rest/v2/samples/search"))
    reply = connect(server.url, tokens=Credentials(token=Token("a.b.c"))).send(SEARCH)
    assert reply.status == 302
    assert other.asked == []


def test_a_redirect_on_the_same_server_keeps_the_token(serve, connect):
    def answer(handler):
        return ok(handler) if handler.path == "/opencga/new" else to("/opencga/new")(handler)

    server = serve(answer)
    reply = connect(server.url, tokens=Credentials(token=Token("a.b.c"))).send(SEARCH)
    assert (reply.status, reply.url) == (200, server.url + "/new")
    assert [asked.headers["Authorization"] for asked in server.asked] == ["Bearer a.b.c"] * 2


def test_a_body_is_never_sent_on_by_a_redirect(serve, connect):
    server = serve(to("/opencga/new"))
    reply = connect(server.url).send(Request("POST", "samples/create", (), b"{}", "application/json"))
    assert (reply.status, len(server.asked)) == (302, 1)


def test_redirects_in_a_circle_end(serve, connect):
    server = serve(to("/opencga/round"))
    assert connect(server.url).send(SEARCH).status == 302
    assert len(server.asked) == 6


# Secrets


def test_a_log_line_tells_verb_address_status_and_time(serve, connect, caplog):
    server = serve(ok)
    with caplog.at_level(logging.DEBUG, logger="opencga_frames"):
        connect(server.url).send(Request("GET", "samples/search", (("sid", "hush"), ("limit", "1"))))
    (line,) = [r.getMessage() for r in caplog.records if r.name == "opencga_frames.rest.transport.transport"]
    assert line.startswith(f"GET {server.url}/webservices/rest/v2/samples/search?sid=***&limit=1 -> 200 in ")
    assert line.endswith(" ms")


def test_no_token_and_no_password_in_logs_reprs_and_tracebacks(serve, connect, caplog, silent):
    token = jwt(0)
    seen, contexts = [], []
    with caplog.at_level(logging.DEBUG):
        server = serve(Catalog())
        transport = connect(server.url, tokens=Credentials(token=Token(token), login=NADIA))
        reply = transport.send(SEARCH)
        seen += [repr(transport), repr(transport.tokens), repr(reply), repr(SEARCH)]
        seen.append(repr(failure(reply, SEARCH, read_page(reply.body))))
        refusing = serve(lambda handler: (401, {}, envelope(error=EXPIRED + token)))
        bad = Token(f"{token}\n{token}")  # as it would be, had nobody checked it
        for url, credentials in (
            (refusing.url, Credentials(login=NADIA)),
            (silent, Credentials(token=Token(token))),
            (server.url, Credentials(token=bad)),
        ):
            try:
                connect(url, tokens=credentials, read_timeout=0.1).send(SEARCH)
            except (NotAuthenticatedError, NotReachableError) as error:
                contexts.append(error.__context__)
                # Without the frame of this test, whose variables hold the token.
                frames = error.__traceback__.tb_next
                shown = traceback.TracebackException(type(error), error, frames, capture_locals=True)
                seen += [*shown.format(), repr(error)]
    seen += [record.getMessage() for record in caplog.records]
    text = "\n".join(seen)
    assert contexts == [None, None, None]
    assert "TokenExpiredError" in text
    assert "TimedOutError" in text
    assert "could not be sent as it is" in text
    assert "eyJ" not in text
    assert "Password-1!" not in text


@pytest.mark.parametrize("answer", [b"{}", envelope(), envelope({"token": ""}), envelope("x"), b"<html>"])
def test_a_login_without_a_token_in_its_answer_is_told(serve, connect, answer):
    server = serve(lambda handler: (200, {"Content-Type": "application/json"}, answer))
    with pytest.raises(UnreadableAnswerError):
        connect(server.url).login(NADIA)


def test_proxies_of_the_environment_are_used(serve, connect, monkeypatch):
    proxy = serve(ok)
    for name in list(os.environ):
        if name.lower() in {"no_proxy", "http_proxy"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("http_proxy", proxy.url.removesuffix("/opencga"))
    connect("http://ws.example.org/opencga").send(SEARCH)
    assert proxy.asked[0].path.startswith("http://ws.example.org/opencga/webservices/rest/v2/samples/search?")
