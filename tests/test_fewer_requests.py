"""How many requests a question costs, and what is asked for."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from opencga_frames.errors import BadQueryError, OpenCGAWarning, UsageError
from opencga_frames.sandbox import Sandbox


@pytest.fixture
def asked(sandbox, monkeypatch):
    """Parameters of every request, noted on the line, by the end of its path."""
    found = []
    plain = sandbox.session

    def session():
        made = plain()
        made.hooks["response"].append(lambda answer, **_: found.append(urlsplit(answer.request.url)))
        return made

    monkeypatch.setattr(sandbox, "session", session)

    def requests(path):
        return [
            {name: values[0] for name, values in parse_qs(url.query).items()}
            for url in found
            if url.path.endswith(path)
        ]

    requests.clear = found.clear
    return requests


@pytest.mark.parametrize(("of", "rows"), [("samples", 19), ("individuals", 12)])
def test_only_rows_with_the_variable_set_are_asked_for(asked, study, oc, *, of, rows):
    frame = study.annotations("intake", of=of)
    assert len(frame) == rows
    (sent,) = asked(f"{of}/search")
    assert sent["annotation"] == "variableSet=intake"
    everything = oc.__getattribute__(of).search(study=study.fqn).annotations("intake")
    assert sorted(everything.iloc[:, 1]) == sorted(frame.iloc[:, 1])


def test_a_filter_of_ones_own_holds_beside_the_variable_set(asked, study):
    frame = study.annotations("intake", annotation="intake:age>=40")
    assert asked("samples/search")[0]["annotation"] == "intake:age>=40;variableSet=intake"
    every = study.annotations("intake")
    pd.testing.assert_frame_equal(frame, every[every["age"] >= 40].reset_index(drop=True))


@pytest.mark.parametrize("of", ["families", "cohorts", "files"])
def test_entities_that_a_variable_set_is_not_meant_for_are_told(asked, study, of):
    with pytest.raises(UsageError, match=f"meant for samples, individuals; {of} have no annotations of it"):
        study.annotations("intake", of=of)
    assert not asked(f"{of}/search")


def test_the_pedigree_of_a_family_asks_for_that_family(asked, study):
    everyone = study.pedigree()
    names = everyone["family_id"].unique().tolist()
    for wanted in (names[1], names[1:3]):
        asked.clear()
        some = study.pedigree(wanted)
        expected = everyone[everyone["family_id"].isin([wanted] if isinstance(wanted, str) else wanted)]
        pd.testing.assert_frame_equal(some, expected.reset_index(drop=True))
        (families,), (individuals,) = asked("families/search"), asked("individuals/search")
        assert families["id"] == (wanted if isinstance(wanted, str) else ",".join(wanted))
        assert set(individuals["id"].split(",")) == set(expected["individual_id"])


def test_a_family_that_is_not_there_is_told(study):
    with pytest.raises(UsageError, match="nonesuch"):
        study.pedigree("nonesuch")
    with pytest.raises(UsageError, match=r"family got 3, expected names"):
        study.pedigree(3)


@pytest.fixture
def long_list(study):
    """The ids of all samples, spread over 2,500 that are mostly of none; some come twice."""
    ids = [f"sample-of-nobody-{number:05}" for number in range(2_440)]
    names = study.samples()["sample_id"].tolist()
    for place, name in enumerate(names):
        ids.insert(place * 80, name)
        ids.append(name)
    return ids


def test_long_lists_of_ids_are_asked_for_in_parts(asked, oc, study, long_list):
    asked.clear()
    frame = oc.samples.frame(study=study.fqn, id=long_list)
    sent = asked("samples/search")
    assert 2 < len(sent) <= 12
    wanted = [name for request in sent for name in request["id"].split(",")]
    assert wanted == list(dict.fromkeys(long_list))
    everyone = study.samples()
    assert sorted(frame["sample_id"]) == sorted(everyone["sample_id"])
    # Part by part, and within each in the order of every search.
    order = [name for request in sent for name in sorted(request["id"].split(",")) if name in set(frame["sample_id"])]
    assert frame["sample_id"].tolist() == order
    answer = oc.samples.search(study=study.fqn, id=long_list)
    assert [row["id"] for row in answer.results()] == order
    assert (answer.num_matches(), answer.num_results(), answer.is_complete) == (30, 30, True)
    assert oc.samples.scan(study=study.fqn, id=long_list).count() == 30


@pytest.mark.parametrize(("skip", "limit"), [(0, 7), (5, 7), (28, 10), (40, 3), (0, 30)])
def test_limit_and_skip_hold_for_all_parts_together(oc, study, long_list, *, skip, limit):
    whole = [row["id"] for row in oc.samples.search(study=study.fqn, id=long_list).results()]
    some = oc.samples.search(study=study.fqn, id=long_list, skip=skip, limit=limit)
    assert [row["id"] for row in some.results()] == whole[skip : skip + limit]
    parts = oc.samples.scan(study=study.fqn, id=long_list).partitions(4)
    assert [name for part in parts for name in part.frame()["sample_id"]] == whole


def test_other_filters_hold_in_every_part(asked, oc, study, long_list):
    frame = oc.samples.frame(study=study.fqn, id=long_list, somatic=True, columns=["sample_id"])
    assert {request["somatic"] for request in asked("samples/search") if "id" in request} == {"true"}
    assert sorted(frame["sample_id"]) == sorted(study.samples(somatic=True)["sample_id"])


def test_samples_of_a_long_list_of_individuals(oc, study):
    individuals = [*study.individuals()["individual_id"], *(f"individual-of-nobody-{n:05}" for n in range(2_400))]
    frame = oc.samples.frame(study=study.fqn, individual_id=individuals)
    assert sorted(frame["sample_id"]) == sorted(study.samples()["sample_id"])


#: Filters of names of which any will do: the resource, the table and column that the names are taken from.
LISTS = [
    ("samples", "file_ids", "files", "file_id"),
    ("samples", "cohort_ids", "cohorts", "cohort_id"),
    ("individuals", "samples", "samples", "sample_id"),
    ("individuals", "family_ids", "families", "family_id"),
    ("individuals", "father", "individuals", "individual_id"),
    ("individuals", "name", "individuals", "name"),
    ("individuals", "phenotypes", "individual_phenotypes", "phenotype_id"),
    ("families", "members", "individuals", "individual_id"),
    ("families", "samples", "samples", "sample_id"),
    ("cohorts", "samples", "samples", "sample_id"),
    ("files", "sample_ids", "samples", "sample_id"),
    ("files", "name", "files", "name"),
    ("clinical", "individual", "individuals", "individual_id"),
    ("clinical", "sample", "samples", "sample_id"),
    ("clinical", "proband", "individuals", "individual_id"),
    ("clinical", "family", "families", "family_id"),
]


def spread(names):
    """Some names, among 2,500 that nothing has."""
    names = list(dict.fromkeys(names.dropna()))[:60]
    nobody = [f"name-of-nobody-{number:05}" for number in range(2_500 - len(names))]
    step = len(nobody) // len(names)
    return names, [item for n, name in enumerate(names) for item in (name, *nobody[n * step : (n + 1) * step])]


@pytest.mark.parametrize(("resource", "name", "table", "column"), LISTS)
def test_any_filter_of_names_takes_long_lists(asked, oc, study, *, resource, name, table, column):
    names, long = spread(study.table(table)[column])
    calls = getattr(oc, resource)
    whole = [row["id"] for row in calls.search(study=study.fqn, **{name: names}).results()]
    asked.clear()
    answer = calls.search(study=study.fqn, **{name: long})
    assert len(whole) > 2
    assert sorted(row["id"] for row in answer.results()) == sorted(whole)
    assert (answer.num_matches(), answer.num_results(), answer.is_complete) == (len(whole), len(whole), True)
    wire = {"file_ids": "fileIds", "cohort_ids": "cohortIds", "family_ids": "familyIds", "sample_ids": "sampleIds"}
    path = {"clinical": "analysis/clinical/search"}.get(resource, f"{resource}/search")
    parts = [request[wire.get(name, name)].split(",") for request in asked(path)]
    assert len(parts) > 2
    assert list(dict.fromkeys(item for part in parts for item in part)) == long


def test_regions_that_overlap_give_each_variant_once(connect, clock):
    server = Sandbox(samples=12, variants=120, clock=clock)
    oc = connect(server).login("analyst", "Sandbox-2026", organization="demo")
    whole = oc.variants.frame(study=server.study, region="1,2,7,17,X")
    assert len(whole) > 10
    spans = [
        f"{chromosome}:{start}-{start + 400_000}"
        for chromosome in ("1", "2")
        for start in range(1, 250_000_000, 300_000)
    ]
    server.requests.clear()
    frame = oc.variants.frame(study=server.study, region=[*spans, "1", "7", "17", "X", "2"])
    assert len(server.requests) > 4
    assert sorted(frame["variant_id"]) == sorted(whole["variant_id"])


@pytest.mark.parametrize(("skip", "limit"), [(0, 7), (5, 7), (0, 1), (14, 50), (90, 3), (0, 0)])
def test_limit_and_skip_count_rows_of_several_parts_once(oc, study, *, skip, limit):
    _, members = spread(study.individuals()["individual_id"])
    whole = [row["id"] for row in oc.families.search(study=study.fqn, members=members).results()]
    some = oc.families.search(study=study.fqn, members=members, skip=skip, limit=limit)
    assert [row["id"] for row in some.results()] == whole[skip : skip + limit]
    scan = oc.families.scan(study=study.fqn, members=members)
    assert scan.count() == len(whole)
    assert [name for part in scan.partitions(3) for name in part.frame()["family_id"]] == whole


@pytest.mark.parametrize(("resource", "name"), [("families", "members"), ("individuals", "id")])
def test_the_count_of_one_part_is_not_taken_for_that_of_all(oc, study, resource, name):
    _, members = spread(study.individuals()["individual_id"])
    calls = getattr(oc, resource)
    whole = calls.search(study=study.fqn, **{name: members})
    assert whole.num_matches() == whole.responses()[0]["numMatches"] == len(whole) > 4
    some = calls.search(study=study.fqn, **{name: members}, limit=2)
    assert (len(some), some.num_matches(), some.truncated, some.is_complete) == (2, -1, True, False)
    assert repr(some).endswith(": 2 rows (limited)>")


def test_a_part_that_fails_is_no_part_that_is_empty(scripted, connect, wire):
    def answer(asked):
        if asked.query.get("members", "").startswith("I00000"):
            return wire.page([{"id": "F1", "uuid": "u1"}, {"id": "F2", "uuid": "u2"}], matches=2)
        return wire.refusal(500, "CatalogException", "The index is being built")

    oc = connect(scripted(answer), version_check="off", workers=1)
    members = [f"I{number:05}" for number in range(1_500)]
    with pytest.raises(BadQueryError, match="index is being built") as caught:
        oc.families.search(study="o@p:s", members=members)
    assert [row["id"] for row in caught.value.response.results()] == ["F1", "F2"]
    with pytest.warns(OpenCGAWarning, match="Partial result"):
        some = oc.families.search(study="o@p:s", members=members, on_error="partial")
    assert (len(some), some.is_complete, some.num_matches()) == (2, False, -1)


def test_rows_of_several_requests_cannot_be_sorted_by_the_server(oc, study, sandbox):
    _, members = spread(study.individuals()["individual_id"])
    sandbox.requests.clear()
    with pytest.raises(UsageError, match=r"sort='creationDate' got 2,\d\d\d values of 'members'.*sort the frame"):
        oc.families.search(study=study.fqn, members=members, sort="creation_date")
    assert not sandbox.requests


def search(oc, **filters):
    return oc.samples.search(**filters)


def distinct(oc, **filters):
    return oc.samples.distinct(field="id", **filters)


@pytest.mark.parametrize(
    ("call", "filters", "message"),
    [
        (search, {"id": [f"~sample-{n:06}" for n in range(600)]}, "part is 'id', with .* 600 value.* lists of plain"),
        (search, {"annotation": ";".join(f"age={n}" for n in range(900))}, "part is 'annotation', with 7,089 char"),
        (distinct, {"individual_id": ["c" * 12] * 900}, r"'individual_id', .* 900 value.* Give some"),
    ],
)
def test_what_is_no_list_of_names_is_not_split(oc, study, sandbox, *, call, filters, message):
    sandbox.requests.clear()
    with pytest.raises(UsageError, match=f"more than the 6,000 a server takes.*{message}"):
        call(oc, study=study.fqn, **filters)
    assert not sandbox.requests


def test_no_ids_are_no_rows_and_no_request(oc, study, sandbox):
    like = oc.samples.info([study.samples(limit=1)["sample_id"][0]], study=study.fqn).frame()
    sandbox.requests.clear()
    for nothing in ([], (), pd.Series([], dtype="string"), study.samples(limit=0)):
        sandbox.requests.clear()
        answer = oc.samples.info(nothing, study=study.fqn)
        assert (answer.num_results(), answer.results(), answer.is_complete) == (0, [], True)
        pd.testing.assert_frame_equal(answer.frame(), like.iloc[:0])
        assert not sandbox.requests
    with pytest.raises(UsageError, match="empty"):
        oc.samples.info([""], study=study.fqn)
    with pytest.raises(UsageError):
        oc.samples.delete([], study=study.fqn)
    assert not sandbox.requests


@pytest.mark.parametrize(
    ("options", "sizes"),
    [
        ({"limit": 1_150}, ["1150"]),
        ({"limit": 5_000}, ["5000"]),
        ({"limit": 5_001}, ["1000"]),
        ({"limit": 7}, ["7"]),
        ({}, ["1000"]),
        ({"limit": 1_150, "page_size": 1_000}, ["1000"]),
    ],
)
def test_what_fits_into_one_answer_is_asked_for_at_once(asked, oc, study, *, options, sizes):
    asked.clear()
    assert len(oc.samples.search(study=study.fqn, **options).results()) == min(30, options.get("limit", 30))
    assert [request["limit"] for request in asked("samples/search")] == sizes


def test_a_page_size_of_the_client_stays(asked, connect, sandbox):
    oc = connect(sandbox, page_size=20).login("viewer", "Sandbox-2026", organization="demo")
    oc.samples.search(study=sandbox.study, limit=2_000)
    sizes = [int(request["limit"]) for request in asked("samples/search")]
    assert len(sizes) == 2
    assert sizes[0] == 20


def test_the_way_to_the_top_jobs_is_remembered(asked, oc, study):
    for _ in range(3):
        assert oc.top_jobs(study.fqn).attrs["opencga_top"]["scope"] == "organization demo"
    assert [request["study"] for request in asked("jobs/top")] == [study.fqn, "demo", "demo", "demo"]
