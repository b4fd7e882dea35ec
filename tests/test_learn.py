"""A server that is newer than the package: what it describes besides is callable, paged, checked and documented."""

from __future__ import annotations

import copy
import inspect
import json
import pickle
import threading

import pandas as pd
import pytest

from opencga_frames import RestResponse
from opencga_frames.compat.pyopencga import OpencgaClient as PyopencgaClient
from opencga_frames.errors import (
    NotFoundError,
    ServerVersionError,
    UnknownAttributeError,
    UnknownNameError,
    UnreadableAnswerError,
    UsageError,
)
from opencga_frames.jobs.response import JobResponse
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.sandbox import Sandbox


def part(name, kind="string", *, place="query", required=False, allowed="", default="", about="", **more):
    return {
        "name": name,
        "param": place,
        "type": kind,
        "typeClass": "java.lang.String;",
        "required": required,
        "defaultValue": default,
        "allowedValues": allowed,
        "description": about,
        **more,
    }


def call(method, path, rows, *parts, about="Something new"):
    return {
        "path": f"/{{apiVersion}}/{path}",
        "method": method,
        "response": rows,
        "description": about,
        "parameters": list(parts),
    }


PAGING = (part("limit", "integer"), part("skip", "integer"), part("count", "boolean"))
STUDY = part("study", about="Study")
RUN = part(
    "body",
    "object",
    place="body",
    required=True,
    typeClass="org.opencb.opencga.core.models.expression.ExpressionRunParams;",
    data=[
        part("sample", "String", place="body", required=True),
        part("method", "enum", place="body", allowed="TPM FPKM", default="TPM"),
        part("threshold", "Float", place="body", default="0.5f"),
        part("licenceToken", "String", place="body"),
    ],
)
EXPRESSION = {
    "name": "Analysis - Expression",
    "path": "/{apiVersion}/analysis/expression",
    "endpoints": [
        call("GET", "analysis/expression/search", "ExpressionValue", STUDY, part("gene"), *PAGING),
        call("POST", "analysis/expression/run", "Job", STUDY, RUN),
        call("GET", "analysis/expression/matrix/{file}/download", "DataInputStream", part("file", place="path")),
    ],
}
QUALITY = call(
    "GET",
    "samples/quality/search",
    "Sample",
    STUDY,
    part("creationDate"),
    part("level", "enum", allowed="LOW HIGH", required=True, about="Level of  quality"),
    part("cell-type", about="Comma separated list of cell types"),
    *PAGING,
    about="Samples by\n quality",
)
UPDATED = call("PATCH", "samples/{samples}/update", "Sample", part("samples", place="path"))


def known_category(description, name):
    return next(category for category in description if category["name"] == name)


def known_call(description, category, path):
    calls = known_category(description, category)["endpoints"]
    return next(one for one in calls if one["path"] == f"/{{apiVersion}}/{path}")


@pytest.fixture(scope="module")
def today():
    """The description that servers of today give."""
    sandbox = Sandbox(samples=1)
    answer = sandbox.session().get(f"{sandbox.url}/webservices/rest/v2/meta/api").json()
    return answer["responses"][0]["results"][0]


@pytest.fixture
def newer(today):
    """The same with more: a category, calls, parameters, values, fields."""
    description = copy.deepcopy(today)
    description.append(EXPRESSION)
    known_category(description, "Samples")["endpoints"] += [QUALITY, UPDATED]
    search = known_call(description, "Samples", "samples/search")
    search["parameters"].append(part("ancestry", "enum", allowed="AFR EUR", about="Ancestry"))
    acl = known_call(description, "Samples", "samples/acl/{members}/update")
    next(one for one in acl["parameters"] if one["name"] == "action")["allowedValues"] += " TRANSFER"
    create = known_call(description, "Samples", "samples/create")
    body = next(one for one in create["parameters"] if one["param"] == "body")
    body.setdefault("data", []).append(part("tissueBlock", "String", place="body"))
    return description


NEW = {
    ("resource", "expression"),
    ("call", "expression.search"),
    ("call", "expression.run"),
    ("call", "expression.download_matrix"),
    ("call", "samples.search_quality"),
    ("parameter", "samples.search(ancestry=)"),
    ("values", "samples.update_acl(action=)"),
    ("field", "samples.create(tissue_block=)"),
}
ROWS = [{"id": f"S{number:02}", "somatic": False} for number in range(25)]


@pytest.fixture
def server(scripted, wire):
    """Make a server of a version that gives a description, and rows for everything else."""

    def make(description, version="6.1.0"):
        def answer(asked):
            if asked.path == "meta/api":
                return wire.page([description], version=version)
            if asked.path == "meta/about":
                return wire.page([{"Version": version}], version=version)
            if asked.path.endswith("/download"):
                return 200, {"Content-Type": "application/octet-stream"}, b"bytes"
            if asked.path.endswith("/search"):
                status, headers, body = wire.sliced(asked, ROWS)
                return status, headers, body.replace(b'"version": "5.0.0"', f'"version": "{version}"'.encode())
            return wire.page([{"id": "new"}], version=version)

        return scripted(answer)

    return make


@pytest.fixture
def learnt(server, newer, connect):
    oc = connect(server(newer), study="demo@rare:germline")
    oc.report = oc.learn()
    return oc


def last(oc_server):
    return oc_server.asked[-1]


def test_the_report_says_what_was_added(learnt):
    assert {(one.kind, one.label) for one in learnt.report.additions} == NEW
    assert learnt.report.left_out == ("PATCH samples/{samples}/update",)
    assert (len(learnt.report), learnt.report.version) == (8, "6.1.0")
    assert repr(learnt.report).splitlines()[0] == (
        "<Learnt from http://scripted.example.org/opencga, OpenCGA 6.1.0: "
        "1 resource, 4 calls, 1 parameter, 1 field, 1 set of values>"
    )
    assert "  values     oc.samples.update_acl(action=) TRANSFER" in repr(learnt.report)


def test_the_report_is_a_frame(learnt):
    frame = learnt.report.frame()
    assert frame.columns.tolist() == ["kind", "resource", "call", "name", "values", "about"]
    assert {str(frame.dtypes[name]) for name in frame.columns if name != "values"} == {"string"}
    row = frame.set_index("kind").loc["values"]
    assert (row["call"], row["name"], row["values"]) == ("update_acl", "action", ("TRANSFER",))


def test_an_empty_report_has_the_same_columns(server, today, connect):
    report = connect(server(today, "5.0.0")).learn()
    assert (list(report.additions), bool(report)) == ([], False)
    frame = report.frame()
    assert (len(frame), frame.columns.tolist()[0], str(frame.dtypes["kind"])) == (0, "kind", "string")
    assert repr(report).endswith("OpenCGA 5.0.0: nothing new>")


def test_a_new_call_is_paged_to_its_end_and_becomes_a_table(learnt):
    answer = learnt.samples.search_quality(level="HIGH", page_size=10)
    assert [row["id"] for row in answer.results()] == [row["id"] for row in ROWS]
    frame = learnt.samples.frame(of="search_quality", level="HIGH", page_size=10)
    assert frame["sample_id"].tolist() == [row["id"] for row in ROWS]
    assert str(frame.dtypes["somatic"]) == "boolean"


def test_a_new_call_is_ordered_and_counted_as_others_of_its_table(server, newer, connect):
    there = server(newer)
    oc = connect(there)
    oc.learn()
    oc.samples.search_quality(study="s", level="HIGH", page_size=10)
    assert [(asked.query["skip"], asked.query["sort"]) for asked in there.asked if "quality" in asked.path] == [
        ("0", "id"),
        ("9", "id"),
        ("20", "id"),
    ]


def test_values_are_checked_and_written_as_for_known_calls(learnt):
    prepared = learnt.samples.search_quality(
        level="high", cell_type=["T", "B"], creation_date=">=2022-01-01", dry_run=True
    )
    sent = dict(pair.split("=", 1) for pair in prepared.url.partition("?")[2].split("&"))
    assert (sent["level"], sent["cell-type"], sent["creationDate"]) == ("HIGH", "T%2CB", "%3E%3D20220101")
    assert sent["study"] == "demo%40rare%3Agermline"
    with pytest.raises(UsageError, match=r"Parameter 'level' got 'middle'; expected one of LOW, HIGH"):
        learnt.samples.search_quality(level="middle")
    with pytest.raises(UsageError, match=r"samples\.search_quality needs 'level', one of LOW, HIGH"):
        learnt.samples.search_quality()
    with pytest.raises(UnknownNameError, match="'cell_type'"):
        learnt.samples.search_quality(level="LOW", cell_typ="T")


def test_a_new_call_has_signature_and_help(learnt):
    method = learnt.samples.search_quality
    names = list(inspect.signature(method).parameters)
    assert names[:4] == ["study", "creation_date", "level", "cell_type"]
    assert inspect.signature(method).parameters["level"].annotation == 'Literal["LOW", "HIGH"]'
    text = inspect.getdoc(method)
    assert text.startswith("Samples by quality.\n\n``GET samples/quality/search``")
    assert 'level : {"LOW", "HIGH"}\n    Level of quality.' in text
    assert "Their table is ``samples``." in text
    assert "search_quality" in dir(learnt.samples)


def test_a_new_resource_is_an_attribute(learnt):
    assert "expression" in dir(learnt)
    assert learnt.expression.search(gene="BRCA2").num_results() == 25
    assert "ancestry" in inspect.signature(learnt.samples.frame).parameters
    assert repr(learnt.expression) == "<Expression>"
    with pytest.raises(UnknownAttributeError, match=r"no method 'serch' of oc\.expression\. Did you mean 'search'\?"):
        learnt.expression.serch()


def test_a_new_call_that_submits_a_job_checks_its_body(server, newer, connect):
    there = server(newer)
    oc = connect(there)
    oc.learn()
    answer = oc.expression.run(study="s", sample="S1", method="tpm", threshold=0.7)
    assert isinstance(answer, JobResponse)
    assert json.loads(last(there).body) == {"sample": "S1", "method": "TPM", "threshold": 0.7}
    with pytest.raises(UsageError, match=r"expected one of TPM, FPKM"):
        oc.expression.run(sample="S1", method="RPKM")
    with pytest.raises(UsageError, match="threshold in the body is a string; expected a number"):
        oc.expression.run(sample="S1", threshold="much")
    with pytest.raises(UnknownNameError, match="'sample'"):
        oc.expression.run(sampel="S1")


def test_what_looks_like_a_secret_is_never_shown(learnt):
    prepared = learnt.expression.run(sample="S1", licence_token="hidden", dry_run=True)
    assert "hidden" not in repr(prepared)
    assert prepared.body["licenceToken"] == "***"


def test_a_new_download_is_bytes_or_a_file(learnt, tmp_path):
    assert learnt.expression.download_matrix("F1").content == b"bytes"
    assert learnt.expression.download_matrix("F1", to=tmp_path / "matrix").read_bytes() == b"bytes"


def test_known_calls_take_what_is_new(server, newer, connect):
    there = server(newer)
    oc = connect(there)
    oc.learn()
    oc.samples.search(study="s", ancestry="eur", limit=1)
    assert last(there).query["ancestry"] == "EUR"
    oc.samples.update_acl("@analysts", {"sample": "S1"}, action="transfer")
    assert last(there).query["action"] == "TRANSFER"
    oc.samples.create(study="s", id="S1", tissue_block="B7")
    assert json.loads(last(there).body) == {"id": "S1", "tissueBlock": "B7"}
    with pytest.raises(UsageError, match="expected one of SET, ADD, REMOVE, RESET, TRANSFER"):
        oc.samples.update_acl("@analysts", {}, action="SEIZE")


def test_a_study_takes_new_filters(learnt):
    frame = learnt.study("demo@rare:germline").samples(ancestry="EUR", limit=5)
    assert len(frame) == 5


def test_two_clients_share_nothing(server, newer, today, connect):
    first, second = connect(server(newer)), connect(server(today, "5.0.0"))
    first.learn()
    second.learn()
    assert not hasattr(second, "expression")
    with pytest.raises(UnknownNameError, match="'ancestry'"):
        second.samples.search(study="s", ancestry="EUR")
    assert type(first.samples) is not type(second.samples)
    assert "ancestry" not in {p.name for p in load_resource("samples").endpoints["search"].parameters}


def test_a_newer_server_is_learnt_from_when_something_unknown_is_asked_for(server, newer, connect):
    there = server(newer)
    oc = connect(there)
    oc.meta.ping()
    with pytest.warns(UserWarning, match=r"is OpenCGA 6\.1\.0; this package knows servers up to 5\.0\.0.*8 additions"):
        assert oc.expression.search(study="s", limit=1).num_results() == 1
    assert oc.samples.search_quality(study="s", level="LOW", limit=1).num_results() == 1
    assert there.count("meta/api") == 1


@pytest.mark.parametrize(
    "ask",
    [
        lambda oc: oc.samples.search_quality(study="s", level="LOW", limit=1),
        lambda oc: oc.samples.search(study="demo@rare:s", ancestry="EUR", limit=1),
        lambda oc: oc.samples.frame(study="demo@rare:s", ancestry="EUR", limit=1),
        lambda oc: oc.samples.frame(of="search_quality", study="demo@rare:s", level="LOW", limit=1),
        lambda oc: oc.samples.update_acl("@analysts", {"sample": "S1"}, action="TRANSFER"),
        lambda oc: oc.samples.create(study="demo@rare:s", id="S1", tissue_block="B7"),
        lambda oc: oc.samples.create({"id": "S1", "tissueBlock": "B7"}, study="demo@rare:s"),
        lambda oc: oc.study("demo@rare:germline").samples(ancestry="AFR", limit=1),
        lambda oc: oc.samples.update_acl("@analysts", {"sample": "S1"}, action="TRANSFER", dry_run=True),
    ],
    ids=["method", "parameter", "filter", "of", "value", "field", "field in a body", "study", "dry run"],
)
@pytest.mark.filterwarnings("ignore:.* is OpenCGA 6.1.0")
def test_whatever_is_refused_is_tried_as_the_newer_server_has_it(server, newer, connect, ask):
    there = server(newer)
    oc = connect(there)
    oc.meta.ping()
    ask(oc)
    assert there.count("meta/api") == 1
    sent = [one for one in there.calls if "meta/" not in one]
    assert len(sent) <= 1  # what was refused had not been sent: nothing goes out twice


@pytest.mark.filterwarnings("ignore:.* is OpenCGA 6.1.0")
def test_a_resource_taken_before_learns_too(server, newer, connect):
    oc = connect(server(newer))
    samples = oc.samples
    samples.search(study="s", limit=1)
    assert samples.search_quality(study="s", level="LOW", limit=1).num_results() == 1
    assert samples.search(study="s", ancestry="EUR", limit=1).num_results() == 1


def test_a_server_that_the_package_knows_is_never_asked(server, today, connect):
    there = server(today, "5.0.0")
    oc = connect(there)
    oc.meta.ping()
    for wrong in (lambda: oc.samples.serch, lambda: oc.samples.search(nonsense=1), lambda: oc.nonsense):
        with pytest.raises((UsageError, AttributeError)):
            wrong()
    assert there.calls == ["GET meta/ping"]


def test_nothing_is_sent_to_find_out_whether_a_name_is_one(server, newer, connect):
    there = server(newer)
    oc = connect(there)
    with pytest.raises(UnknownAttributeError, match="no attribute 'expression' of the client") as caught:
        oc.expression  # noqa: B018
    assert caught.value.__notes__ == [
        "If it is of a newer server, or of an extension, oc.learn() asks the server for it."
    ]
    assert there.calls == []


def test_a_wrong_name_stays_wrong_on_a_newer_server(server, newer, connect):
    there = server(newer)
    oc = connect(there)
    oc.meta.ping()
    with pytest.warns(UserWarning, match="8 additions"), pytest.raises(UnknownNameError, match="'ancestry'"):
        oc.samples.search(ancestri="EUR")
    with pytest.raises(UnknownNameError):
        oc.samples.search(ancestri="EUR")
    assert there.count("meta/api") == 1


def test_a_newer_server_that_does_not_describe_itself_is_asked_once(scripted, wire, connect):
    def answer(asked):
        if asked.path == "meta/api":
            return wire.refusal(404, "NotFoundException", "HTTP 404 Not Found")
        return wire.page([{"id": "S1"}], version="6.1.0")

    there = scripted(answer)
    oc = connect(there)
    oc.meta.ping()
    for _ in range(2):
        with pytest.raises(UnknownAttributeError, match="Did you mean 'search'"):
            oc.samples.serch()
    assert there.count("meta/api") == 1
    with pytest.raises(NotFoundError):
        oc.learn()


def test_an_answer_that_is_no_description_is_told(scripted, wire, connect):
    oc = connect(scripted(lambda asked: wire.page([{"id": "S1"}], version="6.1.0")))
    with pytest.raises(UnreadableAnswerError, match="does not describe its calls"):
        oc.learn()


def test_servers_of_the_first_line_do_not_describe_themselves(scripted, wire, connect):
    oc = connect(scripted(lambda asked: wire.page([{"Version": "1.4.2"}], version="1.4.2")))
    with pytest.raises(ServerVersionError, match=r"is OpenCGA 1\.4\.2; servers describe their calls from 2\.0\.5 on"):
        oc.learn()


def test_a_description_is_kept_for_the_next_client(server, newer, connect, tmp_path):
    there = server(newer)
    connect(there).learn()
    assert {(one.kind, one.label) for one in connect(there).learn().additions} == NEW
    assert there.count("meta/api") == 1
    connect(there).learn(renew=True)
    assert there.count("meta/api") == 2
    (path,) = (tmp_path / "cache").iterdir()
    path.write_bytes(b"damaged")
    assert len(connect(there).learn()) == 8
    assert there.count("meta/api") == 3
    assert len(connect(there).learn()) == 8
    assert there.count("meta/api") == 3


@pytest.mark.parametrize("folder", ["off", False])
def test_without_a_cache_every_client_asks(server, newer, connect, folder):
    there = server(newer)
    for _ in range(2):
        oc = connect(there, cache_folder=folder)
        oc.learn()
        oc.learn()
    assert there.count("meta/api") == 2


def test_no_token_is_sent(server, newer, connect, wire):
    there = server(newer)
    connect(there, token=wire.token(1)).learn()
    assert {asked.path: asked.bearer for asked in there.asked} == {"meta/about": "", "meta/api": ""}


def test_a_site_that_lets_nobody_ask_is_asked_with_the_token(scripted, wire, connect, newer):
    def answer(asked):
        if not asked.bearer:
            return wire.refusal(401, "CatalogAuthenticationException", "Token is needed")
        return wire.page([newer] if asked.path == "meta/api" else [{"Version": "6.1.0"}], version="6.1.0")

    assert len(connect(scripted(answer), token=wire.token(1)).learn()) == 8


def test_what_was_learnt_can_be_pickled(learnt):
    answer = learnt.samples.search_quality(level="LOW", limit=2)
    again = pickle.loads(pickle.dumps(answer))
    assert isinstance(again, RestResponse)
    pd.testing.assert_frame_equal(again.frame(), answer.frame())
    assert pickle.loads(pickle.dumps(learnt.report)) == learnt.report


@pytest.mark.filterwarnings("ignore:.* is OpenCGA 6.1.0")
def test_threads_that_come_together_learn_once(server, newer, connect):
    there = server(newer)
    oc = connect(there)
    oc.meta.ping()
    start, found = threading.Barrier(6), []

    def ask():
        start.wait()
        found.append(oc.samples.search_quality(study="s", level="LOW", limit=1).num_results())

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [1] * 6
    assert there.count("meta/api") == 1


def test_clients_in_the_form_of_pyopencga_learn_too(server, newer):
    there = server(newer)
    configuration = {"rest": {"host": there.url}, "version": "v2"}
    oc = PyopencgaClient(configuration, session=there.session())
    oc.learn()
    assert oc.expression.search(study="s", limit=1).num_results() == 1
    samples = type(oc.samples)
    with pytest.warns(UserWarning, match="no parameter 'ancestry'"):
        oc.samples.search(study="s", ancestry="EUR", limit=1)
    assert last(there).query["ancestry"] == "EUR"
    assert samples is type(PyopencgaClient(configuration, session=there.session()).samples)
