"""Provenance says which call made a table, and never a secret."""

from __future__ import annotations

import pytest

from opencga_frames.errors import StorageError
from opencga_frames.parquet import Provenance

TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl"


def test_the_clock_gives_whole_seconds_in_utc() -> None:
    assert Provenance.record(clock=lambda: 1_772_366_400.9).time == "2026-03-01T12:00:00Z"


@pytest.mark.parametrize(
    "name", ["password", "newPassword", "token", "sid", "refreshToken", "Authorization", "api_key"]
)
def test_parameters_with_secret_names_are_left_out(name: str) -> None:
    assert Provenance(parameters={name: "open sesame", "limit": "5"}).parameters == {"limit": "5"}


@pytest.mark.parametrize("name", ["id", "includeSampleId", "study", "inside"])
def test_parameters_with_harmless_names_stay(name: str) -> None:
    assert Provenance(parameters={name: "x"}).parameters == {name: "x"}


def test_a_token_in_a_value_or_in_the_address_becomes_stars() -> None:
    origin = Provenance(host="https://me:pw@demo.example.org", parameters={"text": f"see {TOKEN}"})
    assert origin.host == "https://***@demo.example.org"
    assert origin.parameters == {"text": "see ***"}
    assert TOKEN not in origin.to_json()


def test_values_become_the_text_that_was_sent() -> None:
    parameters = {"id": ["S1", "S2"], "somatic": False, "limit": 5, "name": None}
    assert Provenance(parameters=parameters).parameters == {"id": "S1,S2", "somatic": "false", "limit": "5"}


def test_json_and_back() -> None:
    origin = Provenance(host="https://h", parameters={"id": "Ω;&"}, rows=3, num_matches=9, complete=False, time="t")
    assert Provenance.from_json(origin.to_json()) == origin


def test_words_of_a_later_release_are_passed_over() -> None:
    assert Provenance.from_json('{"host": "https://h", "colour": "blue"}') == Provenance(host="https://h")


@pytest.mark.parametrize("text", ["{", "[]", "3"])
def test_other_text_is_a_storage_error(text: str) -> None:
    with pytest.raises(StorageError, match="provenance"):
        Provenance.from_json(text)


def test_equal_ones_have_equal_hashes() -> None:
    assert hash(Provenance(parameters={"a": "1"})) == hash(Provenance(parameters={"a": "1"}))
