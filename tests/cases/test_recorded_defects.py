"""Exchanges of a real server that went otherwise than a user expects: what the client does with each of them today.

The server of these tests gives a recorded answer to the request it was recorded for and to no other; where the client
has learnt to ask otherwise, the test says what for, and what the answer to that is.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import pandas as pd
import pytest

from opencga_frames.errors import (
    BadQueryError,
    NotAuthenticatedError,
    OpenCGAWarning,
    ServerFaultError,
    ServerVersionError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames import OpenCGAClient

PAEDS, WRITTEN = "northlake@rare:paeds", "northlake@rare:w1795647574"
STRING = "string"  # of either storage, which differs between versions of pandas
JSON = {"Content-Type": "application/json"}

#: Which test covers which exchange, by number and name; the counts of studies come in several requests of each user.
COVERED_BY = {
    "test_deleted_samples_of_several_versions": ["1 samples-deleted-several-versions"],
    "test_studies_of_users_who_may_not_see_all": [
        *(f"{n} studies-search-count-over-permissions-lukas" for n in (2, 36)),
        *(f"{n} studies-search-count-over-permissions-ines" for n in (3, 37)),
        *(f"{n} studies-search-count-over-permissions-tomas" for n in (4, 38, 39, 40)),
    ],
    "test_a_pattern_with_a_blank_reaches_the_server_as_one": ["5 files-grep-pattern-with-blank"],
    "test_an_upload_names_the_file_in_a_field_of_its_own": [
        r"6 upload-name-'gr\xf6\xdfeN.txt'",
        "7 upload-name-'semi;colonN.txt'",
        r"8 upload-name-'\u65e5\u672cN.txt'",
        r"9 upload-name-'back\\slashN.txt'",
    ],
    "test_include_of_ones_own_asks_for_the_key_as_well": [
        *("10 jobs-info-include-without-id", "29 individuals-include-without-id", "30 files-include-without-id"),
    ],
    "test_columns_of_embedded_entries_ask_for_the_whole_entry": [
        *("11 columns-clinical_files-study", "12 columns-clinical_files-clinical_analysis_id"),
        *("13 columns-clinical_files-clinical_version", "14 columns-clinical_files-file_id"),
        *("15 columns-clinical_files-name", "16 columns-clinical_panels-name"),
        "17 columns-clinical_panels-panel_version",
        *("18 columns-jobs-out_dir_id", "19 columns-jobs-stdout_id", "20 columns-jobs-stderr_id"),
        *("21 columns-jobs-out_dir_id", "22 columns-jobs-stdout_id", "23 columns-jobs-stderr_id"),
    ],
    "test_a_ticket_for_reads_is_asked_for_as_the_text_it_comes_as": ["24 ga4gh-reads-406"],
    "test_a_token_that_cannot_be_decoded_is_a_matter_of_the_login": ["25 token-three-short-parts"],
    "test_a_facet_that_counted_nothing_is_mentioned": ["26 facet-unknown-field", "27 facet-nested-2x-grammar"],
    "test_the_values_of_a_pair_of_fields_are_two_columns": ["28 facet-pair"],
    "test_annotations_can_be_filtered_by_their_variable_set": ["31 annotation-filter-variableSet"],
    "test_a_panel_is_created_with_its_id_in_the_body": ["32 panel-create-id-in-body"],
    "test_a_change_of_password_names_the_organization": ["33 password-without-organization"],
    "test_permissions_of_a_job_say_that_the_study_is_to_be_named": ["34 jobs-acl"],
    "test_all_versions_of_a_sample_can_be_searched_for": ["35 search-version-undeclared"],
    "test_several_versions_of_a_case_are_a_fault_of_the_server": ["41 clinical-info-version-all"],
    "test_files_of_variants_are_asked_for_when_their_table_is": ["42 study-variants-variant-files-empty"],
}


@cache
def exchanges() -> dict[int, dict[str, Any]]:
    path = Path(__file__).parents[1] / "data" / "recorded" / "defects-5.0.0.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {exchange["n"]: exchange for exchange in map(json.loads, lines)}


def asked_for(method: str, target: str) -> tuple[Any, ...]:
    """Verb, path and query of a request, without the order of the query."""
    path, _, query = target.partition("/rest/v2/")[2].partition("?")
    return method, unquote(path), tuple(sorted(parse_qsl(query, keep_blank_values=True)))


def asked_before(number: int) -> dict[str, str]:
    """The query that was recorded."""
    return dict(parse_qsl(exchanges()[number]["request"]["path"].partition("?")[2]))


def answer_of(number: int) -> Any:
    answer = exchanges()[number]["answer"]
    return answer["status"], JSON, answer["body"].encode()


@pytest.fixture
def recorded(scripted: Any, connect: Any, wire: Any) -> Callable[..., tuple[OpenCGAClient, Any]]:
    """Make a client of a server that answers the exchanges given, each to its own request alone."""

    def recorded(*numbers: int) -> tuple[OpenCGAClient, Any]:
        requests = {asked_for(r["method"], r["path"]): n for n in numbers for r in [exchanges()[n]["request"]]}

        def answer(asked: Any) -> Any:
            if asked.path == "meta/about":
                return wire.page([{"Version": "5.0.0"}])
            number = requests.get(asked_for(asked.method, asked.target))
            return answer_of(number) if number else wire.refusal(404, "NotFoundException", "not recorded")

        server = scripted(answer)
        return connect(server, token=wire.token(), workers=1), server

    return recorded


@pytest.fixture
def answered(scripted: Any, connect: Any, wire: Any) -> Callable[..., tuple[OpenCGAClient, Any]]:
    """Make a client of a server that gives one answer, whatever it is asked; ``answer`` may be a number."""

    def answered(answer: Any) -> tuple[OpenCGAClient, Any]:
        given = answer_of(answer) if isinstance(answer, int) else answer
        server = scripted(lambda asked: given)
        return connect(server, token=wire.token(), workers=1, version_check="off"), server

    return answered


def test_every_exchange_is_covered_by_a_test() -> None:
    named = Counter(name for names in COVERED_BY.values() for name in names)
    assert named == Counter(f"{n} {exchange['name']}" for n, exchange in exchanges().items())
    assert len(named) == 42
    assert [test for test in COVERED_BY if not callable(globals().get(test))] == []


def test_deleted_samples_of_several_versions(recorded: Any) -> None:
    oc, _ = recorded(1)
    frame = oc.study(WRITTEN).samples(deleted=True)
    assert frame["sample_id"].tolist() == ["S2", "S2", "S2", "S3"]
    assert frame["version"].tolist() == [1, 2, 3, 1]
    assert frame["version"].dtype == pd.Int32Dtype()


@pytest.mark.parametrize(
    ("numbers", "studies"),
    [((2, 36), ["paeds", "bulk"]), ((3, 37), ["paeds", "bulk", "w1795647574"]), ((4, 38, 39, 40), ["bulk"])],
    ids=["lukas", "ines", "tomas"],
)
def test_studies_of_users_who_may_not_see_all(recorded: Any, numbers: tuple[int, ...], studies: list[str]) -> None:
    oc, _ = recorded(*numbers)
    answer = oc.studies.search(project="rare")
    assert answer.frame()["study"].tolist() == [f"northlake@rare:{study}" for study in studies]
    assert answer.frame()["study"].dtype == STRING
    assert answer.num_matches() == len(studies)


def test_a_pattern_with_a_blank_reaches_the_server_as_one(answered: Any) -> None:
    oc, server = answered(5)
    oc.files.grep("data:up:a.txt", study=WRITTEN, pattern="line 2999")
    (asked,) = server.asked
    # The server cuts its command at blanks: the recorded pattern found every line with "line".
    assert asked.query["pattern"] == "line[[:space:]]2999"


@pytest.mark.parametrize(
    ("number", "name"), [(6, "größe.txt"), (7, "semi;colon.txt"), (8, "日本.txt"), (9, "back\\slash.txt")]
)
def test_an_upload_names_the_file_in_a_field_of_its_own(answered: Any, tmp_path: Path, number: int, name: str) -> None:
    assert exchanges()[number]["request"]["raw_body"].count("'name'") == 0
    path = tmp_path / name
    path.write_text("1\n", encoding="utf-8")
    oc, server = answered(number)
    oc.files.upload(file=path, study=WRITTEN, relative_file_path="data/odd/", parents=True)
    field = re.search(rb'form-data; name="name"\r\n(?:[^\r]+\r\n)*\r\n(.*?)\r\n--', server.asked[0].body, re.DOTALL)
    assert field is not None
    assert field[1].decode() == name


@pytest.mark.parametrize(
    ("number", "call", "include", "key"),
    [
        (10, lambda oc, **options: oc.jobs.info("X1", **options), "internal.status", "job_id"),
        (29, lambda oc, **options: oc.individuals.search(**options), "sex", "individual_id"),
        (30, lambda oc, **options: oc.files.search(**options), "size", "file_id"),
    ],
)
def test_include_of_ones_own_asks_for_the_key_as_well(
    *, answered: Any, wire: Any, number: int, call: Any, include: str, key: str
) -> None:
    assert asked_before(number)["include"] == include
    oc, server = answered(wire.page([{"id": "X1"}]))
    column = call(oc, study=PAEDS, include=include).frame()[key]
    assert {"id", include} <= set(server.asked[0].query["include"].split(","))
    assert column.tolist() == ["X1"]
    assert column.dtype == STRING


ENTRY = {
    "clinical_files": ("files", {"id": "c1", "version": 2, "files": [{"id": "data:a.vcf", "name": "a.vcf"}]}),
    "clinical_panels": ("panels", {"id": "c1", "panels": [{"id": "epilepsy", "name": "Epilepsy", "version": 3}]}),
    "out_dir_id": ("outDir", {"id": "j1", "outDir": {"id": "data:", "path": "data/"}}),
    "stdout_id": ("stdout", {"id": "j1", "stdout": {"id": "data:", "path": "data/"}}),
    "stderr_id": ("stderr", {"id": "j1", "stderr": {"id": "data:", "path": "data/"}}),
}
VALUES = {
    "study": PAEDS,
    "clinical_analysis_id": "c1",
    "clinical_version": 2,
    "file_id": "data:a.vcf",
    "clinical_files name": "a.vcf",
    "clinical_panels name": "Epilepsy",
    "panel_version": 3,
    **dict.fromkeys(("out_dir_id", "stdout_id", "stderr_id"), "data:"),
}


@pytest.mark.parametrize("number", range(11, 24))
def test_columns_of_embedded_entries_ask_for_the_whole_entry(answered: Any, wire: Any, number: int) -> None:
    _, table, column = exchanges()[number]["name"].split("-")
    entry, document = ENTRY.get(table) or ENTRY[column]
    oc, server = answered(wire.page([document]))
    frame = oc.study(PAEDS).table(table, columns=[column])
    # The server reads these entries only where all of them is asked for, and left them empty in the recorded answer.
    assert entry in server.asked[0].query["include"].split(",")
    assert entry not in asked_before(number)["include"].split(",")
    assert frame[column].tolist() == [VALUES.get(column) or VALUES[f"{table} {column}"]]


def test_a_ticket_for_reads_is_asked_for_as_the_text_it_comes_as(scripted: Any, connect: Any) -> None:
    ticket = {"htsget": {"format": "BAM", "urls": []}}

    def answer(asked: Any) -> Any:
        if asked.headers["accept"] == exchanges()[24]["request"]["headers"]["Accept"]:
            return answer_of(24)
        return 200, {"Content-Type": "text/plain"}, json.dumps(ticket).encode()

    oc = connect(scripted(answer), version_check="off")
    assert oc.ga4gh.fetch_reads(PAEDS, "data:readme.json").results() == [ticket]


def test_a_token_that_cannot_be_decoded_is_a_matter_of_the_login(recorded: Any) -> None:
    oc, _ = recorded(25)
    with pytest.raises(NotAuthenticatedError, match=r"oc\.login\(\.\.\.\).*The token is not one of this server"):
        oc.samples.search(study=PAEDS, limit=1)


def test_a_facet_that_counted_nothing_is_mentioned(recorded: Any, answered: Any) -> None:
    oc, _ = recorded(26)
    with pytest.warns(OpenCGAWarning, match=r"counted nothing for 'sex\.id'"):
        answer = oc.samples.aggregation_stats(study=PAEDS, field="sex.id")
    assert answer.frame().empty
    oc, server = recorded(27)
    with pytest.raises(ServerVersionError, match="'>>' in 'field'"):
        oc.samples.aggregation_stats(study=PAEDS, field="status.id>>somatic")
    assert server.count("samples/aggregationStats") == 0
    oc, _ = answered(27)
    with pytest.warns(OpenCGAWarning, match=r"counted nothing for 'status\.id>>somatic'"):
        oc.samples.aggregation_stats(study=PAEDS, field="status.id>>somatic")


def test_the_values_of_a_pair_of_fields_are_two_columns(recorded: Any) -> None:
    oc, _ = recorded(28)
    frame = oc.samples.aggregation_stats(study=PAEDS, field="status.id,somatic").frame()
    assert frame["count"].tolist() == [22, 22, 20, 1]
    assert frame["count"].dtype == pd.Int64Dtype()
    assert frame["value"].tolist() == ["false__QC_FAIL", "false__QC_PASS", "false__ARRIVED", "true__ARRIVED"]
    # The server wrote somatic first, though it was asked for last: the columns have the order of the request.
    assert (set(frame["first_field"]), set(frame["second_field"])) == ({"status.id"}, {"somatic"})
    assert frame["first_value"].tolist() == ["QC_FAIL", "QC_PASS", "ARRIVED", "ARRIVED"]
    assert frame["second_value"].tolist() == ["false", "false", "false", "true"]
    assert frame["second_value"].dtype == STRING


def test_annotations_can_be_filtered_by_their_variable_set(answered: Any) -> None:
    oc, server = answered(31)
    answer = oc.samples.search(study=PAEDS, annotation="variableSet=intake", include="id", limit=2)
    before, (asked,) = asked_before(31), server.asked
    assert asked.query["annotation"] == before.pop("annotation") == "variableSet=intake"
    assert before.pop("include") in asked.query["include"].split(",")
    assert before.items() <= asked.query.items()
    assert answer.frame()["sample_id"].tolist() == ["F001-C1-g", "F002-FA-g"]
    assert answer.num_matches() == 21


def test_a_panel_is_created_with_its_id_in_the_body(recorded: Any) -> None:
    oc, server = recorded(32)
    body = exchanges()[32]["request"]["body"]
    assert oc.disease_panels.create(study=WRITTEN, **body).get_num_inserted() == 1
    assert json.loads(server.asked[-1].body) == body


def test_a_change_of_password_names_the_organization(answered: Any) -> None:
    oc, server = answered(33)
    with pytest.raises(BadQueryError, match="Invalid password"):
        oc.users.password(user="nadia", password="x", newPassword="y")
    body = json.loads(server.asked[0].body)
    assert body == {**exchanges()[33]["request"]["body"], "organizationId": "northlake"}


def test_permissions_of_a_job_say_that_the_study_is_to_be_named(recorded: Any) -> None:
    oc, _ = recorded(34)
    with pytest.raises(BadQueryError, match=r"More than one study.*Name the study, as organization@project:study"):
        oc.jobs.acl("job-0")


def test_all_versions_of_a_sample_can_be_searched_for(answered: Any) -> None:
    oc, server = answered(35)
    answer = oc.samples.search(study=PAEDS, version="all", id="F001-C1-g", include="id,version")
    before, asked = asked_before(35), server.asked[0]
    assert set(before.pop("include").split(",")) <= set(asked.query["include"].split(","))
    assert before.items() <= asked.query.items()
    frame = answer.frame(columns=["sample_id", "version"])
    assert frame["version"].tolist() == [1, 2, 3, 4, 5]
    assert frame["version"].dtype == pd.Int32Dtype()
    assert set(frame["sample_id"]) == {"F001-C1-g"}


def test_several_versions_of_a_case_are_a_fault_of_the_server(recorded: Any) -> None:
    oc, _ = recorded(41)
    with pytest.raises(ServerFaultError, match="Known fault: the server cannot return several versions") as caught:
        oc.clinical.info("CA-1", study=PAEDS, version="all")
    assert "Correct it" not in str(caught.value)


def test_files_of_variants_are_asked_for_when_their_table_is(answered: Any) -> None:
    oc, server = answered(42)
    oc.study(PAEDS).variants("1:900-6000", table="variant_files")
    assert "includeFile" not in exchanges()[42]["request"]["path"]
    assert {asked.query.get("includeFile") for asked in server.asked if asked.query["limit"] != "0"} == {"all"}
