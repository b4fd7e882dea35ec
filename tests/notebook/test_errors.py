"""Errors in a notebook: the message first, the user's lines, none of the package's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from opencga_frames import plots, read_parquet
from opencga_frames.errors import JoinError, NotFoundError, OpenCGAError, UnknownNameError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from opencga_frames import OpenCGAClient, Study


def test_an_unknown_study_lists_those_one_may_see(oc: OpenCGAClient) -> None:
    with pytest.raises(NotFoundError, match=r"Studies you may see: demo@rare:germline, demo@onco:tumour\."):
        oc.study("demo@rare:nope").samples()
    with pytest.raises(NotFoundError, match="Studies you may see: demo@rare:germline"):
        oc.samples.search(study="demo@rare:nope")


def test_the_message_comes_first_and_then_the_users_lines(oc: OpenCGAClient) -> None:
    with pytest.raises(UnknownNameError) as caught:
        oc.samples.search(study="demo@rare:germline", sommatic=True)
    lines = caught.value._render_traceback_()
    assert lines[0].startswith("UnknownNameError: There is no ")
    places = [line for line in lines if re.search(r", line \d+$", line)]
    assert len(places) == 1
    assert places[0].startswith(__file__)
    assert [line.strip() for line in lines if line.startswith("---> ")] == [
        f'---> {caught.traceback[0].lineno + 1}         oc.samples.search(study="demo@rare:germline", sommatic=True)'
    ]


def test_notes_follow_the_message() -> None:
    error = OpenCGAError("what")
    error.add_note("what to do")
    assert error._render_traceback_() == ["OpenCGAError: what", "what to do"]


def test_ipython_shows_it_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)  # IPython would warn of another environment
    shell_module = pytest.importorskip("IPython.core.interactiveshell")
    from IPython.utils.capture import capture_output

    shell = shell_module.InteractiveShell()
    with capture_output() as shown:
        shell.run_cell("from opencga_frames import dictionary\n\ndictionary('sampels')")
    lines = [line for line in shown.stdout.splitlines() if line]
    assert lines[0].startswith("UnknownNameError: There is no table 'sampels'")
    assert "---> 3 dictionary('sampels')" in lines
    assert not [line for line in lines if "registry" in line]
    shell_module.InteractiveShell.clear_instance()


def test_a_study_named_in_short_lists_those_one_may_see_too(oc: OpenCGAClient) -> None:
    for ask in (lambda: oc.study("germlin").samples(), lambda: oc.study("germlin").info()):
        with pytest.raises(NotFoundError, match="germlin") as caught:
            ask()
        assert caught.value.__notes__ == ["Studies you may see: demo@rare:germline, demo@onco:tumour."]


def test_frames_of_python_itself_are_not_shown(tmp_path: Path) -> None:
    with pytest.raises(OpenCGAError) as caught:
        read_parquet(tmp_path / "nope")
    assert any("contextlib" in str(entry.path) for entry in caught.traceback)
    places = [line for line in caught.value._render_traceback_() if re.search(r", line \d+$", line)]
    assert [place.split(",")[0] for place in places] == [__file__]


def test_frames_of_code_that_the_package_made_are_not_shown(study: Study) -> None:
    with pytest.raises(UnknownNameError, match="'sex_id'") as caught:
        study.individuals(columns=["sex"])
    assert any(str(entry.path).startswith("<") or entry.frame.code.name == "__init__" for entry in caught.traceback)
    places = [line for line in caught.value._render_traceback_() if re.search(r", line \d+$", line)]
    assert [place.split(",")[0] for place in places] == [__file__]


def test_a_filter_of_another_resource_names_the_call_that_takes_it(study: Study) -> None:
    with pytest.raises(UnknownNameError, match=r"There is no parameter 'sex' of samples\.search") as caught:
        study.samples(sex="FEMALE")
    assert caught.value.__notes__ == ["Calls that take 'sex': individuals.search."]
    with pytest.raises(UnknownNameError) as caught:
        study.samples(nonsense=1)
    assert not hasattr(caught.value, "__notes__")


def test_a_misspelt_attribute_names_the_near_ones(oc: OpenCGAClient, study: Study, tmp_path: Path) -> None:
    answer = oc.samples.search(study=study.fqn, limit=1)
    dataset = study.to_parquet(tmp_path, tables=["cohorts"])
    job = oc.job("x", study=study.fqn)
    scan = study.scan("samples")
    for thing, name, near in (
        (study, "sample", "samples"),
        (answer, "to_dataframe", "to_data_frame"),
        (answer.tables(), "count", "counts"),
        (scan, "frames", "frame"),
        (dataset, "frames", "frame"),
        (job, "logs", "log"),
    ):
        with pytest.raises(AttributeError, match=rf"There is no attribute '{name}' of \w+\. Did you mean '{near}'"):
            getattr(thing, name)
        assert not hasattr(thing, "_nothing")
        assert not hasattr(thing, "__array__")


def test_notebooks_complete_what_analysts_hold(oc: OpenCGAClient, study: Study, tmp_path: Path) -> None:
    jedi = pytest.importorskip("jedi")
    answer = oc.samples.search(study=study.fqn, limit=1)
    dataset = study.to_parquet(tmp_path, tables=["cohorts"])
    held = {
        "oc": (oc, "samples"),
        "study": (study, "individuals"),
        "answer": (answer, "frame"),
        "tables": (answer.tables(), "counts"),
        "scan": (study.scan("samples"), "write"),
        "dataset": (dataset, "rows"),
        "job": (oc.job("x", study=study.fqn), "wait"),
        "samples": (oc.samples, "search"),
    }
    names = {name: thing for name, (thing, _) in held.items()}
    for name, (_, attribute) in held.items():
        found = [one.name for one in jedi.Interpreter(f"{name}.", [names]).complete()]
        assert attribute in found, name


def test_a_name_in_place_of_a_frame_says_how_to_read_it(study: Study) -> None:
    with pytest.raises(JoinError, match=r"Read it first, or join by name: study\.join\('samples', 'individuals'\)\."):
        study.samples().opencga.join("individuals")
    pytest.importorskip("matplotlib")
    with pytest.raises(UsageError, match=r"plots\.cohort got Study, expected a frame of individuals"):
        plots.cohort(study)
