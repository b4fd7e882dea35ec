"""Catalogue files are checked against their words: a misspelt one is reported with its place and the near word."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest
import yaml

from opencga_frames.rest.catalogue import check
from opencga_frames.rest.catalogue.check import check_catalogue, main
from opencga_frames.rest.catalogue.endpoint import Parameter

if TYPE_CHECKING:
    from pathlib import Path

FILE = """
about: Things.
groups: {filters: [study, color]}
values: {colors: [RED, BLUE]}
path: {things: {multiple: true, about: Ids of things.}}
parameters:
  study: Study of the things.
  color: {words: colors, multiple: true, about: Color of a thing.}
endpoints:
  search:
    get: things/search
    about: Things of a study.
    query: [+filters, {study: {type: string, default: null}}]
    added: {2.4.15: [color]}
    since: 2.0.5
  create:
    post: things/create
    about: Make a thing.
    body: ThingCreateParams
    older: {search: {id: thing}}
bodies:
  ThingCreateParams:
    fields: {id: string, parts: list<object>, color: enum colors}
    added: {2.4.15: [parts]}
    retyped: {2.4.15: {parts: any}}
"""


def problems(folder: Path, old: str, new: str) -> list[str]:
    assert old in FILE
    (folder / "things.yaml").write_text(FILE.replace(old, new, 1), encoding="utf-8")
    return check_catalogue(folder)


def test_our_own_catalogue_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert check_catalogue() == []
    assert (main([]), capsys.readouterr().out) == (0, "")


def test_a_file_that_is_right_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, "Things.", "Things.") == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    since:", "    sinze:", "things.yaml: search: there is no word 'sinze'. Did you mean 'since'?"),
        ("since: 2.0.5", "since: two", "search: since: got 'two', expected the number of a release, such as 2.4.15."),
        ("{words: colors, mult", "{wrods: colors, mult", "color: there is no word 'wrods'. Did you mean 'words'?"),
        ("words: colors", "words: colours", "color: words: there is no 'colours' under values. Did you mean 'colors'?"),
        ("+filters", "+filter", "search: query: there is no 'filter' under groups. Did you mean 'filters'?"),
        ("[color]}", "[colour]}", "search: added: there is no 'colour' under parameters. Did you mean 'color'?"),
        ("type: string", "type: strnig", "study: type: got 'strnig', expected one of string, integer"),
        ("type: string", "typp: string", "search: query: study: there is no word 'typp'. Did you mean 'type'?"),
        ("body: ThingCreateParams", "body: ThingCreateParam", "under bodies. Did you mean 'ThingCreateParams'?"),
        ("[parts]", "[part]", "things.yaml: ThingCreateParams: there is no field 'part'. Did you mean 'parts'?"),
        ("{parts: any}", "{parts: anything}", "ThingCreateParams: retyped: got dict, expected types by release."),
        (
            "older: {search",
            "older: {seeerch",
            "create: older: there is no 'seeerch' under endpoints. Did you mean 'search'?",
        ),
        ("id: string", "id: str", "ThingCreateParams: fields: got dict, expected types of fields"),
        ("    get: ", "    git: ", "things.yaml: search: the word 'get, post or delete' is missing."),
        ("    about: Make a thing.\n", "", "things.yaml: create: the word 'about' is missing."),
        ("multiple: true, about: Ids", "multiple: yes!, about: Ids", "multiple: got 'yes!', expected true or false."),
        ("groups: {filters: [study, color]}", "groups: 5", "groups: got 5, expected groups."),
        ("endpoints:", "endpoint:", "things.yaml: there is no word 'endpoint'. Did you mean 'endpoints'?"),
    ],
)
def test_a_problem_is_reported_with_its_place(tmp_path: Path, old: str, new: str, problem: str) -> None:
    found = problems(tmp_path, old, new)
    assert [line for line in found if problem in line], found


def test_the_command_prints_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problems(tmp_path, "    since:", "    sinze:")
    assert main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == "things.yaml: search: there is no word 'sinze'. Did you mean 'since'?\n"


def test_every_word_is_explained_and_every_word_of_a_parameter_is_one_of_its_attributes() -> None:
    words = yaml.safe_load((check._OURS / "_words.yaml").read_text(encoding="utf-8"))
    assert all(spec["about"].endswith(".") for section in words.values() for spec in section.values())
    attributes = {field.name for field in dataclasses.fields(Parameter)}
    assert set(words["parameter"]) <= attributes
    assert set(words["placeholder"]) <= attributes
