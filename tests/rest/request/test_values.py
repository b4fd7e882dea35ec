"""How Python values become text and JSON."""

from __future__ import annotations

import datetime as dt
import enum
import uuid

import numpy as np
import pandas as pd
import pytest

from opencga_frames.errors import UsageError
from opencga_frames.rest.catalogue.endpoint import Parameter
from opencga_frames.rest.request.values import plain, value_string

TEXT = Parameter("phenotypes", "phenotypes", multiple=True)
TERMS = Parameter("annotation", "annotation", separator=";")
FLAG = Parameter("somatic", "somatic", type="boolean")
COUNT = Parameter("snapshot", "snapshot", type="integer")
RATIO = Parameter("ratio", "ratio", type="number")
ACTION = Parameter("action", "action", type="enum", allowed=("ADD", "SET", "REMOVE"))
KINDS = Parameter("kinds", "kinds", type="enum", allowed=("SNV", "INDEL"), multiple=True)
MOMENT = dt.datetime(2024, 3, 5, 13, 7, 9)


def test_a_blank_is_sent_as_servers_that_split_at_blanks_need_it():
    pattern = Parameter("pattern", "pattern", blank="[[:space:]]")
    assert value_string(pattern, "line 2999") == "line[[:space:]]2999"
    with pytest.raises(UsageError, match=r"no blank inside \[\.\.\.\]"):
        value_string(pattern, "[a b]")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("HP:1,HP:2", "HP:1,HP:2"),
        (">=10;<20", ">=10;<20"),
        ("", ""),
        (True, "true"),
        (np.False_, "false"),
        (5, "5"),
        (np.int64(5), "5"),
        (0.25, "0.25"),
        (np.float32(0.25), "0.25"),
        (MOMENT, "20240305130709"),
        (pd.Timestamp(MOMENT), "20240305130709"),
        (np.datetime64("2024-03-05T13:07:09.5", "ns"), "20240305130709"),
        (dt.date(2024, 3, 5), "20240305"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (enum.Enum("Colour", {"RED": "red"}).RED, "red"),
        (["a", "b"], "a,b"),
        (("a", 2, True), "a,2,true"),
        ({"b", "a"}, "a,b"),
        (iter(["a", "b"]), "a,b"),
        (np.array(["a", "b"]), "a,b"),
        (pd.Series(["a", "b"], index=[7, 8]), "a,b"),
        (pd.Index(["a", "b"]), "a,b"),
        (pd.Series(["a", "b"], dtype="string"), "a,b"),
        (["a,b", "c"], '"a,b",c'),
        (["a,b"], '"a,b"'),
        (['"a,b"', "c"], '"a,b",c'),
    ],
)
def test_text_of_a_value(value, text):
    assert value_string(TEXT, value) == text


def test_lists_are_joined_by_the_separator_of_the_parameter():
    assert value_string(TERMS, ["age>=40", "smoker=a,b"]) == "age>=40;smoker=a,b"


@pytest.mark.parametrize(
    "value",
    [
        None,
        float("nan"),
        float("inf"),
        pd.NA,
        pd.NaT,
        np.datetime64("NaT"),
        [None],
        ["a", np.nan],
        pd.Series(["a", pd.NA]),
    ],
)
def test_missing_values_are_refused(value):
    with pytest.raises(UsageError, match="'phenotypes' got"):
        value_string(TEXT, value)


@pytest.mark.parametrize("value", [{"a": 1}, b"a", object(), [["a"]], [b"a"], [], set(), ['a"b,c']])
def test_what_has_no_text_is_refused(value):
    with pytest.raises(UsageError, match=r"'phenotypes' got .*; expected"):
        value_string(TEXT, value)


@pytest.mark.parametrize(("value", "text"), [("TRUE", "true"), ("!=true", "!=true"), ([False], "false")])
def test_truth_values(value, text):
    assert value_string(FLAG, value) == text


@pytest.mark.parametrize("value", ["maybe", 1, "", [True, False]])
def test_what_servers_would_silently_take_for_false_is_refused(value):
    with pytest.raises(UsageError, match="'somatic' got"):
        value_string(FLAG, value)


@pytest.mark.parametrize(("parameter", "value", "text"), [(COUNT, "7", "7"), (COUNT, -1, "-1"), (RATIO, "0.5", "0.5")])
def test_numbers(parameter, value, text):
    assert value_string(parameter, value) == text


@pytest.mark.parametrize(
    ("parameter", "value"), [(COUNT, "7.0"), (COUNT, ">7"), (COUNT, True), (COUNT, [1, 2]), (RATIO, "x")]
)
def test_what_is_no_number_is_refused(parameter, value):
    with pytest.raises(UsageError, match=r"expected a (whole number|number|single value)"):
        value_string(parameter, value)


@pytest.mark.parametrize(
    ("parameter", "value", "text"),
    [(ACTION, "ADD", "ADD"), (ACTION, "add", "ADD"), (KINDS, "snv, INDEL", "SNV,INDEL"), (KINDS, ["snv"], "SNV")],
)
def test_allowed_values_are_found_whatever_their_case(parameter, value, text):
    assert value_string(parameter, value) == text


@pytest.mark.parametrize(("parameter", "value"), [(ACTION, "DROP"), (ACTION, "ADD,SET"), (KINDS, "SNV,CNV")])
def test_a_value_that_is_not_allowed_is_named_beside_those_that_are(parameter, value):
    with pytest.raises(UsageError, match=rf"got '(DROP|ADD,SET|CNV)'; expected one of {', '.join(parameter.allowed)}"):
        value_string(parameter, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"a": (1, np.int64(2))}, {"a": [1, 2]}),
        ({1: MOMENT}, {"1": "20240305130709"}),
        ([dt.date(2024, 3, 5), pd.NaT, np.nan, None], ["20240305000000", None, None, None]),
        (pd.Series({"x": 1.5}), [1.5]),
        (
            {"when": pd.Timestamp(MOMENT), "id": uuid.UUID(int=1)},
            {"when": "20240305130709", "id": str(uuid.UUID(int=1))},
        ),
    ],
)
def test_plain_values_are_what_json_knows(value, expected):
    assert plain(value) == expected


@pytest.mark.parametrize("name", ["id", "limit", "skip", "page_size", "workers", "somatic", "creation_date"])
def test_a_number_of_thousands_of_digits_is_our_error(scripted, connect, wire, name):
    server = scripted(lambda _: wire.page([]))
    with pytest.raises(UsageError, match="a number of thousands of digits"):
        connect(server, version_check="off").samples.search(study="o@p:s", **{name: 10**5_000})
    assert server.asked == []
