"""How many requests a question costs, and what is asked for."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest

from opencga_frames.errors import UsageError


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
