"""The client: the ways in and out, one holder of the token, resources as attributes, any path by hand."""

from __future__ import annotations

import getpass
import inspect
import json
import threading

import pytest
import requests

from opencga_frames import ClientConfiguration, OpenCGAClient, RestResponse
from opencga_frames.errors import (
    ConfigurationError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    UnknownNameError,
    UsageError,
)
from opencga_frames.sandbox import Sandbox, serve

PASSWORD = "Sandbox-2026"
RESOURCES = {
    "cohorts",
    "families",
    "files",
    "individuals",
    "jobs",
    "meta",
    "organizations",
    "projects",
    "samples",
    "studies",
    "users",
}


@pytest.fixture
def server(scripted, wire):
    """A server that hands out numbered tokens and lets everybody in."""
    issued = []

    def answer(asked):
        if asked.path in {"users/login", "users/anonymous"}:
            issued.append(wire.token(len(issued) + 1, user=json.loads(asked.body or b"{}").get("user", "*")))
            return wire.granted(issued[-1])
        return wire.page([{"id": "S1", "fqn": "northlake@rare:paeds"}])

    return scripted(answer)


@pytest.fixture
def session_file(tmp_path, server, wire):
    def write(token, **more):
        folder = tmp_path / "sessions"
        folder.mkdir(exist_ok=True)
        content = {"host": server.url, "user": "nadia", "token": token, "refreshToken": token, **more}
        (folder / "opencga_session.json").write_text(json.dumps(content))
        return str(folder)

    return write


def test_the_ways_in_have_an_order(connect, server, session_file, wire):
    """Given token, session file, token of the environment, user and password, nobody: each wins over the later ones."""
    everything = {
        "token": wire.token(90),
        "session_folder": session_file(wire.token(91)),
    }
    environ = {"OPENCGA_TOKEN": wire.token(92), "OPENCGA_USER": "nadia", "OPENCGA_PASSWORD": "pass-word"}
    sent = []
    for way in ("token", "session_folder", "OPENCGA_TOKEN", "OPENCGA_PASSWORD", None):
        connect(server, environ=environ, **everything).samples.search(study="s")
        sent.append(server.asked[-1].bearer)
        everything.pop(way, None)
        environ.pop(way, None)
    assert sent == [wire.token(90), wire.token(91), wire.token(92), wire.token(1), ""]
    assert server.count("users/login") == 1


def test_login_comes_before_everything_else(connect, server, wire):
    oc = connect(server, token=wire.token(90, user="vera"))
    assert oc.user == "vera"
    assert oc.login("nadia", "pass-word") is oc
    oc.meta.ping()
    assert (oc.user, server.asked[-1].bearer) == ("nadia", wire.token(1))


def test_the_password_is_asked_for_when_nobody_gave_it(connect, server, monkeypatch):
    asked = []

    def unseen(prompt):
        asked.append(prompt)
        return "typed-by-hand"

    monkeypatch.setattr(getpass, "getpass", unseen)
    connect(server, user="nadia", organization="northlake").login()
    assert json.loads(server.asked[-1].body) == {
        "organization": "northlake",
        "user": "nadia",
        "password": "typed-by-hand",
    }
    assert asked == [f"Password of nadia at {server.url}: "]


def test_a_configured_password_is_not_asked_for(connect, server, monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda prompt: pytest.fail("nobody is there to type"))
    connect(server, user="nadia", password="from-the-file").login()
    assert json.loads(server.asked[-1].body)["password"] == "from-the-file"


def test_a_login_of_somebody_else_does_not_use_the_configured_password(connect, server, monkeypatch):
    monkeypatch.setattr(getpass, "getpass", lambda prompt: "veras-own")
    connect(server, user="nadia", password="nadias-own").login("vera")
    assert json.loads(server.asked[-1].body) == {"user": "vera", "password": "veras-own"}


def test_login_without_a_user_is_told_before_anything_is_sent(connect, server):
    with pytest.raises(UsageError, match="OPENCGA_USER"):
        connect(server).login(password="pass-word")
    assert not server.asked


def test_the_organization_is_sent_only_when_known(connect, server):
    connect(server).login("nadia", "pass-word")
    connect(server, organization="northlake").login("nadia", "pass-word")
    connect(server, organization="northlake").login("nadia", "pass-word", organization="southlake")
    sent = [json.loads(asked.body).get("organization") for asked in server.asked]
    assert sent == [None, "northlake", "southlake"]


def test_logout_sticks(connect, server):
    oc = connect(server, user="nadia", password="pass-word")
    oc.meta.ping()
    assert oc.user == "nadia"
    oc.logout()
    assert (oc.token, oc.user) == (None, None)
    oc.meta.ping()
    assert server.asked[-1].bearer == ""
    assert server.count("users/login") == 1


def test_logout_and_in_again(sandbox, oc):
    oc.logout()
    with pytest.raises(NotAuthenticatedError):
        oc.samples.search(study=sandbox.study)
    oc.login("viewer", PASSWORD, organization="demo")
    assert len(oc.samples.search(study=sandbox.study, limit=1)) == 1


def test_a_failed_login_leaves_who_was_there_before(sandbox, oc):
    with pytest.raises(NotAuthenticatedError):
        oc.login("owner", "wrong", organization="demo")
    assert oc.user == "viewer"
    assert len(oc.samples.search(study=sandbox.study, limit=1)) == 1


def test_an_anonymous_user_asks_for_a_token_of_nobody(connect, server):
    oc = connect(server, user="*", organization="northlake")
    oc.meta.ping()
    assert server.calls == ["POST users/anonymous", "GET meta/ping"]
    assert server.asked[0].query == {"organization": "northlake"}
    assert repr(oc) == f"<OpenCGAClient {server.url} as *@northlake>"


def test_without_credentials_calls_are_sent_as_they_are(sandbox, connect):
    oc = connect(sandbox)
    assert oc.meta.ping().results() == ["pong"]
    with pytest.raises(NotAuthenticatedError):
        oc.samples.search(study=sandbox.study)
    assert repr(oc) == f"<OpenCGAClient {sandbox.url} as anonymous>"


def test_two_clients_share_nothing(sandbox, connect):
    one = connect(sandbox).login("viewer", PASSWORD, organization="demo")
    other = connect(sandbox).login("stranger", PASSWORD, organization="demo")
    assert (one.user, other.user) == ("viewer", "stranger")
    assert one.samples is not other.samples
    assert len(one.samples.search(study=sandbox.study, limit=2)) == 2
    with pytest.raises(NotAllowedError):
        other.samples.search(study=sandbox.study)
    other.logout()
    other.close()
    assert len(one.samples.search(study=sandbox.study, limit=2)) == 2


def test_the_repr_and_the_token_show_no_secret(connect, server, wire):
    oc = connect(server, token=wire.token(3), user="nadia", password="pass-word")
    shown = f"{oc!r} {oc.token} {oc.token!r} {oc.configuration!r} {oc.configuration.password}"
    assert repr(oc) == f"<OpenCGAClient {server.url} as nadia@northlake>"
    assert "eyJ" not in shown
    assert "pass-word" not in shown
    assert oc.token.reveal() == wire.token(3)


def test_a_session_of_ones_own_is_used_and_stays_open(sandbox):
    session = sandbox.session()
    session.headers["X-Route"] = "inner"
    with OpenCGAClient(ClientConfiguration({"rest": {"host": sandbox.url}}, environ={}), session=session) as oc:
        assert oc.meta.ping().results() == ["pong"]
    assert session.get(f"{sandbox.url}/webservices/rest/v2/meta/ping").status_code == 200
    assert session.headers["X-Route"] == "inner"
    assert "Authorization" not in session.headers


def test_an_own_session_is_closed_once_and_for_all(monkeypatch, connect):
    class Address:
        url = "http://127.0.0.1:9/opencga"

    closed = []

    def remember(session):
        closed.append(session)

    monkeypatch.setattr(requests.Session, "close", remember)
    with connect(Address) as oc:
        pass
    assert closed == [oc._transport._session]


def test_any_path_can_be_called_by_hand(sandbox, oc):
    answer = oc.call("GET", "samples/search", {"study": sandbox.study, "limit": 3, "count": True})
    assert isinstance(answer, RestResponse)
    assert (len(answer), answer.num_matches(), answer.study) == (3, 30, sandbox.study)
    assert answer.main_table == "samples"
    assert answer.frame()["study"].unique().tolist() == [sandbox.study]
    with pytest.raises(NotFoundError) as caught:
        oc.call("GET", "samples/nobody/info", {"study": sandbox.study})
    assert caught.value.missing == ["nobody"]
    with pytest.raises(UsageError, match="PATCH"):
        oc.call("PATCH", "samples/search")


def test_a_call_by_hand_is_sent_once_whatever_its_size(scripted, connect, wire):
    server = scripted(lambda asked: wire.page([{"id": "S1"}] * 1000, matches=5000))
    answer = connect(server).call("GET", "samples/search", {"study": "s", "limit": 1000})
    assert len(server.asked) == 1
    assert (len(answer), answer.num_matches()) == (1000, 5000)


def test_the_study_of_the_configuration_is_the_one_meant(sandbox, connect):
    oc = connect(sandbox, study=sandbox.study).login("viewer", PASSWORD, organization="demo")
    other = sandbox.studies[1]
    assert oc.samples.search(limit=1).study == sandbox.study
    assert oc.samples.frame(limit=2)["study"].unique().tolist() == [sandbox.study]
    assert oc.samples.frame(study=other, limit=2)["study"].tolist() == [other] * 2
    assert oc.study().fqn == sandbox.study
    assert oc.study(other).fqn == other
    with pytest.raises(UsageError, match="OPENCGA_STUDY"):
        connect(sandbox).study()


def test_threads_may_share_a_client_also_for_its_first_login(clock, connect):
    sandbox = Sandbox(samples=200, clock=clock)
    oc = connect(sandbox, user="viewer", password=PASSWORD, organization="demo", page_size=20)
    begin = threading.Barrier(8)
    counts, errors = [], []

    def work(name):
        try:
            begin.wait(5)
            counts.append((name, len(getattr(oc, name).search(study=sandbox.study))))
        except Exception as error:  # noqa: BLE001 - shown below
            errors.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("samples", "individuals", "cohorts", "files")]
    threads += [threading.Thread(target=work, args=("samples",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert errors == []
    assert [count for name, count in counts if name == "samples"] == [200] * 5
    assert sorted(name for name, _ in counts) == ["cohorts", "files", "individuals", *["samples"] * 5]
    assert [path for _, path in sandbox.requests].count("users/login") == 1


def test_resources_are_attributes_listed_and_made_once(connect, server):
    oc = connect(server)
    assert set(dir(oc)) >= RESOURCES | {"login", "logout", "call", "study", "close", "token", "user", "organization"}
    assert oc.samples is oc.samples
    assert repr(oc.samples) == "<Samples>"
    assert "search" in dir(oc.samples)
    assert not server.asked


def test_a_resource_that_does_not_exist_is_an_attribute_error(connect, server):
    with pytest.raises(AttributeError, match="samplez"):
        connect(server).samplez  # noqa: B018
    assert not hasattr(connect(server), "genes")


def test_help_and_signature_of_a_call(connect, server):
    search = connect(server).samples.search
    parameters = inspect.signature(search).parameters
    assert list(parameters)[:3] == ["include", "exclude", "sort"]
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values())
    assert parameters["somatic"].annotation == "bool | None"
    assert parameters["limit"].default is None
    assert parameters["on_error"].default == "raise"
    text = inspect.getdoc(search)
    assert text.startswith("Samples of a study that fit all the filters.\n\n``GET samples/search``")
    assert {"Parameters", "Returns", "Raises"} <= set(text.split())
    assert all(f"\n{name} : " in text for name in ("study", "somatic", "phenotypes", "limit", "progress"))
    assert search.__qualname__ == "Samples.search"


def test_a_search_takes_names_only(oc):
    with pytest.raises(UsageError, match="takes 0 positional arguments"):
        oc.samples.search("demo@rare:germline")


def test_only_resources_with_rows_to_read_have_a_frame(oc, sandbox):
    assert not hasattr(oc.meta, "frame")
    with pytest.raises(UnknownNameError, match="sample_phenotypes"):
        oc.samples.frame("sample_phenotype", study=sandbox.study)
    assert not sandbox.requests


def test_a_configuration_may_be_given_in_any_form(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("OPENCGA_HOST", "https://env.example.org/opencga")
    file = tmp_path / "conf.yml"
    file.write_text("rest:\n  host: https://file.example.org/opencga\n")
    ready = ClientConfiguration("https://ready.example.org/opencga")
    forms = [None, file, str(file), {"rest": {"host": "map.example.org"}}, "https://text.example.org", ready]
    urls = [OpenCGAClient(form).configuration.url for form in forms]
    assert [url.split("//")[1].split(".")[0] for url in urls] == ["env", "file", "file", "map", "text", "ready"]
    monkeypatch.delenv("OPENCGA_HOST")
    with pytest.raises(ConfigurationError, match="OPENCGA_HOST"):
        OpenCGAClient()


@pytest.mark.enable_socket
def test_the_same_over_a_real_port(clock, connect, capfd):
    sandbox = Sandbox(samples=60, clock=clock)
    with serve(sandbox) as port, connect(port, page_size=25) as oc:
        oc.login("analyst", PASSWORD, organization="demo")
        assert len(oc.samples.search(study=sandbox.study)) == 60
        assert len(oc.study(sandbox.study).samples()) == 60
        assert repr(oc) == f"<OpenCGAClient {port.url} as analyst@demo>"
    assert capfd.readouterr() == ("", "")


def test_the_old_name_is_the_same_class():
    from opencga_frames import OpencgaClient

    assert OpencgaClient is OpenCGAClient


@pytest.mark.parametrize(
    ("resource", "method"), [("studies", "search"), ("samples", "search"), ("users", "search"), ("variants", "query")]
)
def test_a_resource_that_is_called_names_one_of_its_methods(oc, sandbox, resource, method):
    with pytest.raises(
        UsageError, match=rf"oc\.{resource} is no method but has some, such as oc\.{resource}\.{method}\("
    ):
        getattr(oc, resource)()
    assert not sandbox.requests
