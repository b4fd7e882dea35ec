"""Searches: pages, orders, counts, filters, and what is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def count(owner: Any, path: str, **params: Any) -> int:
    answer = owner.here(path, limit=0, count="true", **params)
    assert answer.status_code == 200, answer.text
    return answer.json()["responses"][0]["numMatches"]


def refusal(answer: Any) -> tuple[int, str, str]:
    event = answer.json()["events"][0]
    return answer.status_code, event["name"], event["message"]


def test_ten_rows_unless_asked_otherwise(owner: Any) -> None:
    assert len(owner.rows("samples/search")) == 10
    assert len(owner.rows("samples/search", limit=25)) == 25
    assert owner.rows("samples/search", limit=0) == []


def test_nothing_is_counted_unless_asked_for(owner: Any) -> None:
    block = owner.here("samples/search").json()["responses"][0]
    assert (block["numMatches"], block["numTotalResults"]) == (-1, -1)
    block = owner.here("samples/search", count="true").json()["responses"][0]
    assert (block["numResults"], block["numMatches"]) == (10, 60)


def test_pages_join_to_the_whole_study(owner: Any) -> None:
    pages = [owner.rows("samples/search", sort="id", order="ASC", limit=25, skip=skip) for skip in (0, 25, 50)]
    whole = [key for page in pages for key in ids(page)]
    assert len(whole) == len(set(whole)) == 60
    assert whole == sorted(whole)


@pytest.mark.parametrize(("order", "reverse"), [(None, True), ("DESC", True), ("sideways", True), ("1", False)])
def test_orders(owner: Any, order: str | None, reverse: bool) -> None:
    params = {} if order is None else {"order": order}
    got = ids(owner.rows("samples/search", sort="id", limit=60, **params))
    assert got == sorted(got, reverse=reverse)


def test_an_unknown_order_changes_nothing(owner: Any) -> None:
    assert owner.rows("samples/search", sort="nosuch") == owner.rows("samples/search")


@pytest.mark.parametrize(
    ("params", "wanted"),
    [
        ({"limit": 5001}, (404, "QueryParamException", "'limit' value cannot be higher than '5000'.")),
        (
            {"limit": -1},
            (404, "QueryParamException", "'limit' must be a positive value lower or equal to '5000'."),
        ),
        ({"version": ">1"}, (500, "NumberFormatException", 'For input string: ">1"')),
        ({"snapshot": "abc"}, (404, "QueryParamException", 'For input string: "abc"')),
        ({"processing.product": "RNA"}, (500, "CatalogDBException", "Cannot query by parameter processing")),
        (
            {"foo": "1"},
            (
                500,
                "CatalogDBException",
                "Unexpected parameter foo. The parameter does not exist or cannot be queried for.",
            ),
        ),
        (
            {"id": "!~x"},
            (500, "CatalogDBException", 'Error parsing query : {"id":"!~x","studyUid":1}'),
        ),
        (
            {"creationDate": "yesterday"},
            (500, "CatalogDBException", 'Error parsing query : {"creationDate":"yesterday","studyUid":1}'),
        ),
    ],
)
def test_refusals(owner: Any, params: dict[str, Any], wanted: tuple[int, str, str]) -> None:
    assert refusal(owner.here("samples/search", **params)) == wanted


@pytest.mark.parametrize(
    ("study", "wanted"),
    [
        ("nosuch", (500, "CatalogException", "No study found given 'nosuch'.")),
        (
            "elsewhere@rare:germline",
            (
                403,
                "CatalogAuthorizationException",
                "Permission denied. User 'demo:owner' cannot view any study.",
            ),
        ),
        (
            None,
            (
                500,
                "CatalogException",
                "More than one study found. Please, be more specific. "
                "The accepted pattern is [organizationId@projectId:studyId]",
            ),
        ),
    ],
)
def test_studies_that_cannot_be_meant(owner: Any, study: str | None, wanted: tuple[int, str, str]) -> None:
    params = {} if study is None else {"study": study}
    assert refusal(owner.get("samples/search", **params)) == wanted


@pytest.mark.parametrize("name", ["germline", "rare:germline", "demo@rare:germline"])
def test_ways_to_name_a_study(owner: Any, name: str) -> None:
    assert owner.get("samples/search", study=name).status_code == 200


def test_a_limit_that_is_no_number_gets_the_page_of_the_container(owner: Any) -> None:
    answer = owner.session.get(owner.base + "samples/search?limit=abc", headers={"Accept": "application/json"})
    assert answer.status_code == 500
    assert answer.json()["message"] == "Request failed."
    answer = owner.session.get(owner.base + "samples/search?limit=abc", headers={"Accept": "*/*"})
    assert answer.headers["Content-Type"] == "text/html;charset=iso-8859-1"


def test_text_filters(owner: Any) -> None:
    everybody = owner.rows("samples/search", limit=60)
    some = everybody[7]["id"]
    assert ids(owner.rows("samples/search", id=some)) == [some]
    assert count(owner, "samples/search", id=f"!={some}") == 59
    assert count(owner, "samples/search", id=f"!{some},!{everybody[1]['id']}") == 60
    assert count(owner, "samples/search", id=f"!={some};!={everybody[1]['id']}") == 58
    assert count(owner, "samples/search", id="~saliva$") == sum(row["id"].endswith("saliva") for row in everybody)
    assert count(owner, "samples/search", id="~/SALIVA/i") == count(owner, "samples/search", id="$saliva")
    assert count(owner, "samples/search", id="^F000001") == sum(r["id"].startswith("F000001") for r in everybody)
    assert count(owner, "samples/search", id="") == 0


def test_filters_agree_with_the_documents(owner: Any) -> None:
    rows = owner.rows("samples/search", limit=60)
    for state in ("ARRIVED", "QC_PASS", "QC_FAIL"):
        assert count(owner, "samples/search", status=state) == sum(r["status"]["id"] == state for r in rows)
    person = rows[0]["individualId"]
    assert ids(owner.rows("samples/search", individualId=person)) == [
        r["id"] for r in rows if r["individualId"] == person
    ]
    people = owner.rows("individuals/search", limit=500)
    women = sum(p["sex"]["id"] == "FEMALE" for p in people)
    assert count(owner, "individuals/search", sex="FEMALE") == women
    term = next(p["phenotypes"][0] for p in people if p["phenotypes"])
    have = sum(any(t["id"] == term["id"] for t in p["phenotypes"]) for p in people)
    assert count(owner, "individuals/search", phenotypes=term["id"]) == have
    assert count(owner, "individuals/search", phenotypes=term["name"]) == have


def test_booleans(owner: Any) -> None:
    assert count(owner, "samples/search", somatic="true") == 0
    assert count(owner, "samples/search", somatic="maybe") == 60
    assert count(owner, "samples/search", somatic="!=true") == 60


def test_numbers(owner: Any) -> None:
    sizes = [row["size"] for row in owner.rows("files/search", limit=500)]
    middle = sorted(sizes)[len(sizes) // 2]
    assert count(owner, "files/search", size=f">{middle}") == sum(size > middle for size in sizes)
    assert count(owner, "files/search", size=f">=1;<{middle}") == sum(1 <= size < middle for size in sizes)
    answer = owner.here("files/search", size="10-20")
    assert refusal(answer)[2] == 'java.lang.NumberFormatException: For input string: "10-20"'


def test_dates_have_the_traps_of_the_server(owner: Any) -> None:
    dates = [row["creationDate"] for row in owner.rows("samples/search", limit=60)]

    def years(first: str, last: str) -> int:
        return sum(first <= date[:4] <= last for date in dates)

    assert count(owner, "samples/search", creationDate="2021") == years("2021", "2021")
    assert count(owner, "samples/search", creationDate=">2021") == years("2021", "9999")
    assert count(owner, "samples/search", creationDate="<=2021") == years("0000", "2020")
    assert count(owner, "samples/search", creationDate="2020-2022") == years("2020", "2021")
    assert count(owner, "samples/search", creationDate="!=2021") == 60
    assert count(owner, "samples/search", creationDate="2020,2021") == 0


def test_annotation_filters(owner: Any) -> None:
    rows = owner.rows("samples/search", limit=60)

    def having(test: Callable[[dict[str, Any]], bool]) -> int:
        return sum(any(test(one) for one in row["annotationSets"]) for row in rows)

    def of(name: str) -> int:
        return count(owner, "samples/search", annotation=name)

    assert of("variableSet=intake") == having(lambda one: one["variableSetId"] == "intake")
    assert of("intake:age>=40") == having(lambda one: one["annotations"].get("age", 0) >= 40)
    assert of("site=NORTH,EAST") == having(lambda one: one["annotations"].get("site") in {"NORTH", "EAST"})
    assert of("every_type:lab.panel.level>=3") == having(
        lambda one: one["annotations"].get("lab", {}).get("panel", {}).get("level", 0) >= 3
    )
    assert of("every_type:extra_text.colour=green") == having(lambda one: "extra_text" in one["annotations"])
    assert of("every_type:events.what=scan") == having(lambda one: "events" in one["annotations"])
    assert of("intake:smoker=true") == having(lambda one: one["annotations"].get("smoker") is True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("every_type:grade", "Annotation format from every_type:grade not accepted."),
        ("variableSet=nosuch", "Variable set nosuch not found"),
        ("nosuch=1", "Cannot find a Variable Set to match the variable nosuch"),
        ("every1@grade=MID", "Missing variable set id"),
        ("every_type:height_cm>abc", "Variable height_cm: Expected a double value"),
    ],
)
def test_annotation_refusals(owner: Any, text: str, message: str) -> None:
    status, _, got = refusal(owner.here("samples/search", annotation=text))
    assert status == 500
    assert got.startswith(message)


def test_acl_filter(owner: Any) -> None:
    assert count(owner, "samples/search", acl="viewer:VIEW") == 60
    assert count(owner, "samples/search", acl="stranger:VIEW") == 0
    assert count(owner, "samples/search", acl="viewer:VIEW,WRITE") == 0
    assert count(owner, "samples/search", acl="analyst:WRITE_ANNOTATIONS") == 60
    assert refusal(owner.here("samples/search", acl="viewer"))[1] == "CatalogParameterException"


def test_older_versions(owner: Any) -> None:
    latest = {row["id"]: row["version"] for row in owner.rows("samples/search", limit=60)}
    assert max(latest.values()) > 1
    assert count(owner, "samples/search", version="all") == sum(latest.values())
    assert count(owner, "samples/search", version="2") == sum(v >= 2 for v in latest.values())
