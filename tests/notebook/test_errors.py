"""Errors in a notebook: the message first, the user's lines, none of the package's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from opencga_frames.errors import NotFoundError, OpenCGAError, UnknownNameError

if TYPE_CHECKING:
    from opencga_frames import OpenCGAClient


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


def test_ipython_shows_it_so() -> None:
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
