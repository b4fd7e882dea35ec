"""The pages of server lines say what a line has, lacks and is sent otherwise."""

from __future__ import annotations

import re

import pytest

from opencga_frames.renew import server_pages
from opencga_frames.renew.files import ROOT
from opencga_frames.rest.catalogue import load_resource, resource_names

PAGES = {path.rpartition("/")[2].removesuffix(".md"): text for path, text in server_pages.files(ROOT)}


def calls(line: str, heading: str) -> set[str]:
    section = PAGES[line].partition(f"## {heading}")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `oc\.([\w.]+)`", section, flags=re.MULTILINE))


def total(line: str) -> list[int]:
    (row,) = re.findall(r"^\| \*\*all\*\* \| (.*) \|$", PAGES[line], flags=re.MULTILINE)
    return [int(count) for count in row.split(" | ")]


def test_there_is_a_page_for_each_line() -> None:
    assert list(PAGES) == ["1.4", "2", "3_4", "5"]
    index = (ROOT / "docs" / "servers.md").read_text(encoding="utf-8")
    assert all(f"servers/{line}\n" in index for line in PAGES)


def test_the_newest_line_lacks_nothing() -> None:
    gone = sum(e.until is not None for name in resource_names() for e in load_resource(name).endpoints.values())
    everything = sum(len(load_resource(name).endpoints) for name in resource_names())
    assert total("5") == [everything - gone] == [328]
    assert calls("5", "What 5.0.0 does not have") == set()


def test_organizations_came_after_the_second_line() -> None:
    assert {f"organizations.{name}" for name in load_resource("organizations").endpoints} <= calls(
        "2", "What 2.12.9 does not have"
    )
    assert "organizations.info" not in calls("3_4", "What 4.1.2 does not have")


@pytest.mark.parametrize("call", ["samples.delete", "alignments.run_index"])
def test_what_is_sent_in_another_form_is_not_lacking(call: str) -> None:
    assert call in calls("1.4", "What is sent in another form")
    assert call not in calls("1.4", "What 1.4.2.1 does not have")


def test_a_call_that_is_gone_is_listed_where_it_was() -> None:
    assert "admin.jwt_catalog" in calls("3_4", "What newer servers do not have")
    assert "admin.jwt_catalog" not in calls("5", "What newer servers do not have")


def test_columns_of_later_fields_are_empty_on_older_servers() -> None:
    empty = dict(re.findall(r"^\| \[`(\w+)`\]\(\S+\) \| (.*) \|$", PAGES["1.4"], flags=re.MULTILINE))
    assert "`cohort_ids`" in empty["samples"]
    assert "`sample_id`" not in empty["samples"]
