"""Filters, paging, limits, and ids of every kind."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from opencga_frames.errors import BadQueryError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames import OpenCGAClient, Study


@pytest.mark.recorded("filter-not", "filter-regex-slash", "filter-not-and", "annotation-int-gt", "annotation-or")
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"id": "child-g,child-t"}, ["child-g", "child-t"]),
        ({"id": "~^child"}, ["child-g", "child-t"]),
        ({"id": "~/^CHILD/i"}, ["child-g", "child-t"]),
        ({"id": "!=child-g;!=child-t"}, ["father-g", "loose.1_a", "mother-g"]),
        ({"id": "~^nobody"}, []),
        ({"somatic": True}, ["child-t"]),
        ({"individual_id": "child"}, ["child-g", "child-t"]),
        ({"annotation": "intake:age>10"}, ["father-g"]),
        ({"annotation": "intake:ward=SOUTH,NORTH"}, ["child-g", "father-g"]),
        ({"annotation": "variableSet=intake"}, ["child-g", "father-g"]),
    ],
    ids=str,
)
def test_filters_of_samples(study: Study, filters: dict[str, Any], expected: list[str]) -> None:
    assert sorted(study.samples(**filters)["sample_id"]) == expected


@pytest.mark.recorded(*(f"filter-individual-{name}" for name in ("father", "family", "karyotype", "name", "samples")))
@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"father": "father"}, ["child"]),
        ({"family_ids": "F1"}, ["child", "father", "mother"]),
        ({"karyotypic_sex": "XX"}, ["mother"]),
        ({"name": "~café"}, ["father"]),
        ({"samples": "child-t"}, ["child"]),
    ],
    ids=str,
)
def test_filters_of_individuals(study: Study, filters: dict[str, Any], expected: list[str]) -> None:
    assert sorted(study.individuals(**filters)["individual_id"]) == expected


@pytest.mark.recorded("page-limit0", "page-skip", "page-sort-asc")
def test_counts_and_slices(oc: OpenCGAClient, study: Study) -> None:
    answer = oc.call("GET", "samples/search", {"study": study.fqn, "count": "true", "limit": 0})
    assert (answer.num_results(), answer.num_matches()) == (0, 5)
    order = {"study": study.fqn, "sort": "id", "order": "ASC", "include": "id"}
    rows = [oc.call("GET", "samples/search", {**order, "skip": skip, "limit": 2}).results() for skip in (0, 2, 4, 6)]
    ids = [[row["id"] for row in page] for page in rows]
    assert ids == [["child-g", "child-t"], ["father-g", "loose.1_a"], ["mother-g"], []]


@pytest.fixture(scope="module")
def many(oc: OpenCGAClient, new_study: Callable[[], Study]) -> Study:
    """A study of 130 samples: more than one batch of ids, and several pages."""
    made = new_study()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: oc.samples.create(study=made.fqn, data={"id": f"S{n:03}"}), range(130)))
    return made


@pytest.mark.recorded("page-bulk-1", "page-bulk-2", "page-bulk-3")
@pytest.mark.parametrize(("page_size", "workers"), [(50, 1), (7, 4), (130, 2), (5000, 1)])
def test_all_pages_give_each_row_once(many: Study, page_size: int, workers: int) -> None:
    frame = many.samples(page_size=page_size, workers=workers)
    assert frame["sample_id"].tolist() == [f"S{n:03}" for n in range(130)]


@pytest.mark.recorded("page-bulk-1")
def test_batches_and_parts_give_each_row_once(oc: OpenCGAClient, many: Study) -> None:
    scan = oc.samples.scan(study=many.fqn, columns=["sample_id"], page_size=40)
    assert scan.count() == 130
    assert sum(batch.num_rows for batch in scan.batches(rows=33)) == 130
    ids = [row for part in scan.partitions(3) for row in part.frame()["sample_id"]]
    assert sorted(ids) == [f"S{n:03}" for n in range(130)]


@pytest.mark.recorded("ids-100-bulk")
def test_any_number_of_ids_keeps_its_order(oc: OpenCGAClient, many: Study) -> None:
    ids = [f"S{n:03}" for n in reversed(range(130))]
    assert [row["id"] for row in oc.samples.info(ids, study=many.fqn).results()] == ids


@pytest.mark.recorded("ids-100-bulk", "samples-info-two-unknown")
def test_missing_ids_are_named_and_the_others_kept(oc: OpenCGAClient, many: Study) -> None:
    ids = ["nosuch-1", *(f"S{n:03}" for n in range(120)), "nosuch-2"]
    with pytest.raises(NotFoundError) as caught:
        oc.samples.info(ids, study=many.fqn)
    assert sorted(caught.value.missing) == ["nosuch-1", "nosuch-2"]
    assert caught.value.response.num_results() == 120


@pytest.mark.recorded("page-limit-5001")
def test_the_limit_of_a_page(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(BadQueryError, match="5000") as caught:
        oc.call("GET", "samples/search", {"study": study.fqn, "limit": 5001})
    assert caught.value.status == 404
    assert oc.call("GET", "samples/search", {"study": study.fqn, "limit": 5000}).num_results() == 5


@pytest.mark.recorded("page-limit-text")
def test_a_limit_that_is_no_number(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(BadQueryError, match="limit must be a whole number"):
        oc.call("GET", "samples/search", {"study": study.fqn, "limit": "many"})


@pytest.mark.recorded("ids-duplicate")
def test_the_limits_of_a_list_of_ids(oc: OpenCGAClient, study: Study) -> None:
    with pytest.raises(BadQueryError, match="100"):
        oc.call("GET", f"samples/{','.join(f'S{n}' for n in range(101))}/info", {"study": study.fqn})
    with pytest.raises(BadQueryError, match="unique"):
        oc.call("GET", "samples/child-g,child-g/info", {"study": study.fqn})


@pytest.mark.recorded("sample-create-id-dot", "sample-create-id-colon", "sample-create-id-underscore")
@pytest.mark.parametrize("pattern", ["{}.b", "{}:b", "{}_b", "{}-b", "0{}"])
def test_ids_that_the_server_takes(
    oc: OpenCGAClient, scratch: Study, random_id: Callable[[str], str], pattern: str
) -> None:
    name = pattern.format(random_id("x"))
    assert oc.samples.create(study=scratch.fqn, data={"id": name}).get_num_inserted() == 1
    assert scratch.samples(id=name)["sample_id"].tolist() == [name]


@pytest.mark.recorded(
    *(f"sample-create-id-{name}" for name in ("space", "slash", "unicode", "dash-first", "plus", "hash", "at", "comma"))
)
@pytest.mark.parametrize("name", ["a b", "a/b", "été", "-a", "a+b", "a#b", "a@b", "a,b"])
def test_ids_that_the_server_refuses(oc: OpenCGAClient, scratch: Study, name: str) -> None:
    with pytest.raises(BadQueryError, match="is not a valid id"):
        oc.samples.create(study=scratch.fqn, data={"id": name})


@pytest.mark.recorded("ids-char-space-in", "ids-char-plus", "ids-char-slash", "ids-char-star", "file-info-plus")
@pytest.mark.parametrize("name", ["a b", "a/b", "a+b", "*", "a#b", "a&limit=1", "a%20b", "字", "CHILD-G"])
def test_ids_that_do_not_exist_are_asked_for_as_they_are(oc: OpenCGAClient, study: Study, name: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        oc.samples.info([name, "child-g"], study=study.fqn)
    assert list(caught.value.missing) == [name]
    assert [row["id"] for row in caught.value.response.results()] == ["child-g"]
