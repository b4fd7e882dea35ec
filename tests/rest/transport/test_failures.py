"""The table below is the specification: what each kind of failure seen on real servers becomes."""

from __future__ import annotations

import base64
import gzip
import json
import re
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest

from opencga_frames.errors import (
    AnswerError,
    BadQueryError,
    NotAllowedError,
    NotAuthenticatedError,
    NotFoundError,
    ServerFaultError,
    TokenExpiredError,
    UnreadableAnswerError,
)
from opencga_frames.rest.transport.failure_rules import ADVICE, RULES
from opencga_frames.rest.transport.failures import failure, says_expired
from opencga_frames.rest.wire.envelope import read_page
from opencga_frames.rest.wire.message import Reply, Request

JSON = {"content-type": "application/json"}
HTML = {"content-type": "text/html;charset=iso-8859-1"}
URL = "https://ws.example.org/opencga/webservices/rest/v2/samples/search"
ASKED = Request("GET", "samples/search")


class Kind(NamedTuple):
    """One kind of failed answer: statuses, class of the first event ('' for entries, '-' for none), text."""

    statuses: tuple[int, ...]
    event: str
    text: str
    error: type[AnswerError]


KINDS = (
    # Who is asking.
    Kind((401,), "CatalogAuthenticationException", r"token is expired : ", TokenExpiredError),
    Kind((400,), "", r"token is expired : ", TokenExpiredError),
    Kind((500,), "CatalogException|IllegalArgumentException", r"^Missing token", NotAuthenticatedError),
    Kind((400,), "", r"^Missing token parameter$", NotAuthenticatedError),
    Kind((500,), "IllegalArgumentException", r"^Invalid JWT token", NotAuthenticatedError),
    Kind((401,), "CatalogAuthenticationException", r"^Invalid authentication token : ", NotAuthenticatedError),
    Kind((400,), "", r"^Invalid authentication token : ", NotAuthenticatedError),
    Kind((400,), "HeaderParamException", r"^HTTP 400 Bad Request$", NotAuthenticatedError),
    Kind((500,), "IllegalArgumentException", r"base64", NotAuthenticatedError),
    Kind((401,), "CatalogAuthenticationException", r"Incorrect user or password\.$", NotAuthenticatedError),
    Kind((401,), "CatalogAuthenticationException", r"^Cannot refresh token", NotAuthenticatedError),
    Kind((401,), "CatalogAuthenticationException", r"^User '\*' not found in org", NotAuthenticatedError),
    Kind((401,), "CatalogAuthenticationException", r"^Could not update the password", BadQueryError),
    # Who may what.
    Kind((401,), "", r"^Permission denied", NotAllowedError),
    Kind((403,), "CatalogAuthorizationException", r"^Permission denied", NotAllowedError),
    Kind((403,), "CatalogAuthorizationException", r"is (banned|suspended)\.", NotAllowedError),
    Kind((403,), "CatalogAuthorizationException", r"not authorized|cannot operate|^Only own", NotAllowedError),
    Kind((500,), "CatalogException", r"^Please ask your administrator", NotAllowedError),
    Kind((403,), "CatalogAuthorizationException", r"is not a correct permission", BadQueryError),
    Kind((403,), "CatalogAuthorizationException", r"^Some samples from query param", NotFoundError),
    # Missing things.
    Kind((400,), "", r"^Not found or user does not have permissions\.$", NotFoundError),
    Kind((400,), "", r"^Missing (samples|individuals): .*not found\.$", NotFoundError),
    Kind((400,), "", r"^No (study|project) found given", NotFoundError),
    Kind((404,), "NotFoundException", r"^HTTP 404 Not Found$", NotFoundError),
    Kind((404,), "-", r"Not Found", NotFoundError),
    Kind((500,), "CatalogException", r"Missing [a-z ]+( at \d+)?: .*not found\.$", NotFoundError),
    Kind((500,), "CatalogException", r"^No study found given", NotFoundError),
    Kind((500,), "CatalogDBException", r"^Could not find database for organization", NotFoundError),
    Kind((500,), "CatalogException", r"^(Panel|Filter|Variable set|nosuch).* not found\.?$", NotFoundError),
    Kind((500,), "Catalog(DB)?Exception", r"^(Some )?[Uu]sers? .*(not exist|not be found|were)", NotFoundError),
    Kind((500,), "CatalogIOException", r"does not exist$", NotFoundError),
    Kind((500,), "VariantQueryException", r"not found(!| in study|\. Available studies)", NotFoundError),
    # Refused by the web layer.
    Kind((404,), "QueryParamException", r"'limit'|For input string|No enum constant", BadQueryError),
    Kind((405,), "NotAllowedException", r"^HTTP 405", BadQueryError),
    Kind((406,), "NotAcceptableException", r"^HTTP 406", BadQueryError),
    Kind((415,), "NotSupportedException", r"^HTTP 415", BadQueryError),
    Kind((500,), "WebServiceException", r"More than 100 IDs|not unique", BadQueryError),
    Kind((500,), "-", r"^$|Request failed", BadQueryError),  # limit, skip or timeout is no number
    Kind((400,), "-", r"deserialize|construct instance|Unrecognized field|^Unexpected ", BadQueryError),
    Kind((400, 414), "-", r"Bad Message", BadQueryError),
    Kind((200,), "-", r"\"error\"", BadQueryError),
    # Refused by the methods.
    Kind((400,), "", r"already exists|^Could not delete|^Missing parameters|^The status of", BadQueryError),
    Kind((500,), "CatalogDBException", r"parameter|already exists|Error parsing|Variable|input", BadQueryError),
    Kind((500,), "CatalogDBException", r"^Nothing to be updated|field is empty", BadQueryError),
    Kind((500,), "CatalogParameterException", r"", BadQueryError),
    Kind((500,), "CatalogIOException", r"^Not a regular file", BadQueryError),
    Kind((500,), "MongoQueryException", r"Path collision|near index", BadQueryError),
    Kind((500,), "NumberFormatException", r"^For input string", BadQueryError),
    Kind((500,), "IllegalArgumentException", r"^(Invalid|No enum|Input job|Unknown VariantQ)", BadQueryError),
    Kind((500,), "Exception", r"^(Neither|Only) '|^Build the genome", BadQueryError),
    Kind((500,), "VariantQueryException", r"^(Malformed|Unsupported|Found unknown|Empty|No V)", BadQueryError),
    Kind((500,), "VariantQueryException", r"Solr parse exception|undefined field", BadQueryError),
    # The server's own troubles.
    Kind((500,), "CatalogException", r"^Error downloading", ServerFaultError),
    Kind((500,), "CatalogException", r"^Duplicated entry .* found$", ServerFaultError),
    Kind((500,), "CatalogException", r"", BadQueryError),
    Kind((500,), "VariantQueryException", r"^Internal exception: Cannot invoke", ServerFaultError),
    Kind((500,), "NullPointerException", r"", ServerFaultError),
    Kind((500,), "ClassCastException", r"cannot be cast", ServerFaultError),
    Kind((500,), "IndexOutOfBoundsException", r"", ServerFaultError),
    Kind((500,), "RuntimeException", r"^Do fail!$", ServerFaultError),
    Kind((500,), "SolrException", r"not alive", ServerFaultError),
    Kind((500,), "IllegalArgumentException", r"^Unknown variant storage engine", ServerFaultError),
    Kind((500,), "", r"^Unknown variant storage engine", ServerFaultError),
)

#: A failure of the web service that only its container reports: nothing in the answer says why.
BY_NAME = {"sampleData-no-sample": ServerFaultError}


def exchanges(folder):
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                exchange = json.loads(line)
                # The package sends no other verbs; answers to HEAD and OPTIONS have no body by definition.
                if exchange["request"]["method"] not in {"HEAD", "OPTIONS"}:
                    yield file.name.partition(".")[0], exchange


def read(exchange):
    asked, answered = exchange["request"], exchange["answer"]
    path, _, query = asked["path"].partition("?")
    request = Request(
        asked["method"],
        path.partition("/rest/v2/")[2] or path,
        tuple(parse_qsl(query, keep_blank_values=True)),
        accept=asked["headers"].get("Accept", "*/*"),
    )
    text = answered.get("body")
    body = text.encode() if text is not None else base64.b64decode(answered.get("body_base64") or "")
    headers = {name.lower(): value for name, value in answered["headers"]}
    return request, Reply(answered["status"], headers, body, URL)


def first_event(reply):
    """Class and text of the first error event, read without the code under test."""
    try:
        content = json.loads(reply.body)
        blocks = content["responses"]
    except (ValueError, KeyError, TypeError):
        return "-", reply.body.decode("utf-8", "replace")
    found = [e for e in content.get("events") or [] if e["type"] == "ERROR"]
    found += [e for block in blocks for e in block.get("events") or [] if e["type"] == "ERROR"]
    if not found:
        return None
    name = found[0].get("id", "")
    java = re.match(r"^(org|java|javax|com)\..*[.$](\w+)$", name)
    return (java.group(2) if java else ""), found[0].get("message", "")


def test_every_recorded_failure_is_of_a_known_kind_and_no_good_answer_is_a_failure(traces):
    used, count = set(), 0
    for file, exchange in exchanges(traces):
        count += 1
        request, reply = read(exchange)
        error = failure(reply, request, read_page(reply.body))
        where = f"{file} {exchange['n']} {exchange['name']}: {error!r}"
        event = first_event(reply)
        bare_error = event is not None and event[1].startswith('{"error"')
        good = reply.status < 300 and (event is None or event[0] == "-") and not bare_error
        if good:
            assert error is None, where
            continue
        assert event is not None, where
        if exchange["name"] in BY_NAME:
            assert type(error) is BY_NAME[exchange["name"]], where
            continue
        kind = next(
            (
                k
                for k in KINDS
                if reply.status in k.statuses and re.fullmatch(k.event, event[0]) and re.search(k.text, event[1])
            ),
            None,
        )
        assert kind is not None, where
        assert type(error) is kind.error, where
        used.add(kind)
    assert count == 2990
    assert [k for k in KINDS if k not in used] == []


def test_texts_of_recorded_failures_show_no_token_and_tell_what_to_do(traces):
    for file, exchange in exchanges(traces):
        request, reply = read(exchange)
        error = failure(reply, request, read_page(reply.body))
        if error is None:
            continue
        where = f"{file} {exchange['n']}"
        assert str(error).startswith(("The server says: ", "The server sent ")), where
        to_do = (ADVICE[name] for name in (type(error).__name__, "elsewhere", "too long", "no organizations", "login"))
        assert sum(advice in str(error) for advice in to_do) == 1, where
        assert "<token" not in str(error) + repr(error.events), where
        assert error.status == reply.status, where
        assert (error.host, error.path) == ("https://ws.example.org/opencga", request.path), where


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "status", "error"),
    [
        ("error_200_bare_error_object.json", 200, BadQueryError),
        ("error_400_malformed_json_body.txt", 400, BadQueryError),
        ("error_401_token_expired.json", 401, TokenExpiredError),
        ("expired_token_studies_info_http400.json", 400, TokenExpiredError),
        ("error_403_account_banned.json", 403, NotAllowedError),
        ("partial_failure_studies_info_denied_http401.json", 401, NotAllowedError),
        ("acl_silent_partial_http400.json", 400, NotFoundError),
        ("envelope_v1.4_error.json", 500, NotFoundError),
        ("envelope_v1.4_info_multi_id.json", 200, NotFoundError),
        ("envelope_v2.0_search.json", 200, None),
        ("envelope_v2.1_search.json", 200, None),
        ("login_ok_with_warning_event.json", 200, None),
        ("job_reused_warning.json", 200, None),
    ],
)
def test_shapes_of_other_releases(shared, name, status, error):
    body = (shared / "reference" / "wire" / "examples" / name).read_bytes()
    headers = {"content-type": "text/plain"} if name.endswith(".txt") else JSON
    found = failure(Reply(status, headers, body, URL), ASKED, read_page(body))
    assert (type(found) if found else None) is error
    assert "eyJ" not in str(found)


def envelope(*events, top=(), rows="[]"):
    block = {"events": list(events), "numResults": 0, "results": json.loads(rows)}
    return json.dumps({"events": list(top), "responses": [block]}).encode()


def judged(status, body, headers=JSON, request=ASKED):
    return failure(Reply(status, headers, body, URL), request, read_page(body))


def entry(name, text="Not found or user does not have permissions."):
    return {"type": "ERROR", "id": name, "message": text}


def test_a_partly_failed_answer_names_the_missing_ids_in_their_order():
    error = judged(400, envelope(entry("S9"), entry("S2"), rows='[{"id": "S1"}]'))
    assert type(error) is NotFoundError
    assert error.missing == ["S9", "S2"]
    assert [event.id for event in error.events] == ["S9", "S2"]


def test_servers_2_0_and_2_1_say_200_and_mean_an_error():
    assert judged(200, envelope(entry("S9"))).missing == ["S9"]


def test_an_entry_whose_id_looks_like_a_java_name_is_still_an_entry():
    assert judged(400, envelope(entry("data.VCF"))).missing == ["data.VCF"]


def test_the_gravest_of_several_errors_is_raised_and_all_missing_ids_are_kept():
    error = judged(401, envelope(entry("S9"), entry("S2", "Permission denied. User 'u' cannot WRITE Sample")))
    assert type(error) is NotAllowedError
    assert error.missing == ["S9"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("User 'u' was denied the access to Sample 'S9'", NotAllowedError),
        ("Missing samples: denied not found.", NotFoundError),
    ],
)
def test_an_entry_that_was_denied_is_no_fault_of_the_question(text, error):
    assert type(judged(401, envelope(entry("S9", text)))) is error


def test_files_named_in_a_text_are_not_called_missing_when_good_ones_are_among_them():
    top = [entry("org.opencb.opencga.catalog.exceptions.CatalogException", "Missing files at 3: 'a', 'b' not found.")]
    assert judged(500, envelope(top=top)).missing == []


@pytest.mark.parametrize(
    ("status", "headers", "body", "error"),
    [
        (200, HTML, b"<!DOCTYPE html><title>Sign in</title>", UnreadableAnswerError),
        (200, JSON, b"", UnreadableAnswerError),
        (200, JSON, b'{"responses": [{"resul', UnreadableAnswerError),
        (200, JSON, b'[{"a": 1}]', None),
        (200, JSON, b'"a text"', None),
        (200, {"content-type": "application/octet-stream"}, b"", None),
        (204, {"content-type": "application/octet-stream"}, b"", None),
        (302, {"location": "https://sso.example.org/login?next=1"}, b"", UnreadableAnswerError),
        (401, HTML, b"<h1>Unauthorized</h1>", NotAuthenticatedError),
        (403, HTML, b"<h1>Blocked</h1>", NotAllowedError),
        (404, HTML, b"<h1>Not here</h1>", NotFoundError),
        (413, HTML, b"", BadQueryError),
        (414, HTML, b"<h1>URI Too Long</h1>", BadQueryError),
        (431, HTML, b"", BadQueryError),
        (429, JSON, b"{}", ServerFaultError),
        (502, HTML, b"<html><title>502 Bad Gateway</title></html>", ServerFaultError),
        (503, {}, b"", ServerFaultError),
        (504, HTML, b"<html>", ServerFaultError),
    ],
)
def test_answers_that_are_no_envelope(status, headers, body, error):
    found = judged(status, body, headers)
    assert (type(found) if found else None) is error


def test_a_downloaded_file_may_be_html():
    download = Request("GET", "files/report/download", accept="application/octet-stream")
    headers = {"content-type": "application/octet-stream"}
    assert judged(200, b"<html>report</html>", headers, download) is None


def test_a_redirect_elsewhere_names_the_place_without_its_query():
    error = judged(302, b"", {"location": "https://sso.example.org/login?sid=abc"})
    assert "https://sso.example.org/login" in str(error)
    assert "abc" not in str(error)


def test_a_limit_that_is_no_number_is_the_callers_fault():
    request = Request("GET", "samples/search", (("limit", "ten"), ("skip", "0")))
    error = judged(500, b'{"servlet":"OpenCGA","message":"Request failed."}', JSON, request)
    assert type(error) is BadQueryError
    assert "limit must be a whole number." in str(error)


def test_texts_say_what_was_said_what_it_means_and_where():
    top = [entry("org.opencb.opencga.catalog.exceptions.CatalogException", "No study found given 'nope'.")]
    assert str(judged(500, envelope(top=top))) == (
        f"The server says: No study found given 'nope'. {ADVICE['NotFoundError']} "
        "Name the study in full, as organization@project:study. "
        "[GET samples/search at https://ws.example.org/opencga, status 500]"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("No study found given 'x'.", "organization@project:study"),
        ("No project found given 'x'.", "organization@project."),
        ("Panel 'x' not found", None),
        ("No study found given 'northlake@rare:x' or no permissions.", None),
        ("No project found given 'northlake@x'.", None),
    ],
)
def test_a_full_name_is_advised_only_where_one_helps(text, named):
    top = [entry("org.opencb.opencga.catalog.exceptions.CatalogException", text)]
    message = str(judged(500, envelope(top=top)))
    assert (named in message) if named else ("in full" not in message)


@pytest.mark.parametrize(
    ("status", "name", "text"),
    [
        (500, "java.lang.IllegalArgumentException", "Missing token parameter"),
        (500, "java.lang.IllegalArgumentException", "Illegal base64 character 2d"),
        (401, "org.x.CatalogAuthenticationException", "Incorrect user or password."),
        (401, "org.x.CatalogAuthenticationException", "Authentication token is expired : ey"),
        (403, "org.x.CatalogAuthorizationException", "Permission denied. User '*' cannot view the study"),
    ],
)
def test_whoever_is_not_logged_in_reads_how_to(status, name, text):
    assert "oc.login(...)" in str(judged(status, envelope(top=[entry(name, text)])))


def test_a_refused_login_is_not_told_to_log_in():
    request = Request("POST", "users/login", ())
    top = [entry("org.x.CatalogAuthenticationException", "Incorrect user or password.")]
    message = str(judged(401, envelope(top=top), JSON, request))
    assert message.startswith("The server says: Incorrect user or password. Check user, password and organization;")
    assert "oc.login" not in message


def test_a_login_at_a_server_without_organizations_is_told_to_name_none():
    request = Request("POST", "users/login", ())
    said = b'Unrecognized field "organization" (class org.opencb.opencga.core.models.user.LoginParams), not marked as'
    error = judged(400, said, {"Content-Type": "text/plain"}, request)
    assert type(error) is BadQueryError
    assert "Servers before 3.0 have no organizations: leave organization out" in str(error)


def test_a_page_that_is_not_of_the_server_is_a_matter_of_the_address():
    message = str(judged(404, b"<title>404 Not Found</title>", {"Content-Type": "text/html"}))
    assert message.startswith(
        "The server sent a web page: 404 Not Found. The page is not one of OpenCGA: the address of"
    )
    assert "spelling" not in message
    assert str(judged(401, b'{"x": 1}', JSON)).startswith("The server sent JSON that is no answer of OpenCGA. ")


def test_an_envelope_that_gives_no_reason_is_judged_by_its_status():
    error = judged(500, envelope())
    assert type(error) is ServerFaultError
    assert str(error).startswith("The server says: no reason given. ")


def test_a_very_long_text_is_cut():
    top = [entry("java.lang.RuntimeException", "x" * 10_000)]
    assert len(str(judged(500, envelope(top=top)))) < 900


@pytest.mark.parametrize(
    ("status", "text", "expired"),
    [
        (401, "Authentication token is expired : eyJhbGciOi.x.y", True),
        (400, "Authentication token is expired : eyJhbGciOi.x.y", True),
        (200, "Authentication token is expired : eyJhbGciOi.x.y", True),
        (401, "Permission denied. User 'vera' cannot WRITE Sample { uid: 102 }", False),
        (401, "OPENCGA: Incorrect user or password.", False),
        (403, "The account of user 'u' is expired.", False),
    ],
)
def test_only_the_words_about_an_expired_token_say_that_it_expired(status, text, expired):
    assert says_expired(Reply(status, JSON, envelope(entry("x", text)), URL)) is expired


def test_data_that_speak_of_expired_tokens_do_not_say_that_it_expired():
    body = envelope(rows='[{"description": "token is expired"}]')
    assert not says_expired(Reply(200, JSON, body, URL))


def test_every_rule_says_where_it_was_seen():
    assert {rule.source.partition(":")[0] for rule in RULES} <= {"live", "read"}
    assert all(rule.error.__name__ in ADVICE for rule in RULES)
