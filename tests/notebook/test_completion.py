"""Names are completed inside the strings of a call, by a real shell, and each list is asked for once."""

from __future__ import annotations

import pytest
from IPython.core.completer import provisionalcompleter
from IPython.core.interactiveshell import InteractiveShell

from opencga_frames.notebook import complete_names, load_ipython_extension, unload_ipython_extension
from opencga_frames.notebook.typed_argument import TypedArgument, typed_argument

STUDIES = ["demo@rare:germline", "demo@onco:tumour"]


@pytest.fixture
def shell(oc, study, sandbox):
    sandbox.requests.clear()
    made = InteractiveShell()
    made.user_ns.update(oc=oc, study=study, samples=oc.samples, other=5)
    load_ipython_extension(made)
    return made


def completed(shell, text):
    """Texts of a cell after each completion."""
    with provisionalcompleter():
        return [text[: c.start] + c.text + text[c.end :] for c in shell.Completer.completions(text, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        'oc.samples.frame(study="',
        "oc.samples.search(somatic=True, study='demo@",
        'oc.study("demo@rare:ge',
        'oc.study(study="',
        'x = 5\nsamples.scan(\n    study="demo@',
        'oc.cohorts.info("ALL", study="',
    ],
)
def test_studies_that_the_user_may_see(shell, sandbox, text):
    found = completed(shell, text)
    start = max(text.rindex('"') if '"' in text else -1, text.rindex("'") if "'" in text else -1) + 1
    assert found == [text[:start] + name for name in STUDIES if name.startswith(text[start:])]
    assert sandbox.requests.count(("GET", "studies/search")) == 1


@pytest.mark.parametrize(
    "text",
    [
        'study.samples(cohort_ids="c',
        'study.samples(cohort_ids=["ALL", "c',
        'oc.samples.frame(study="demo@rare:germline", cohort_ids="c',
        'oc.samples.search(study="demo@rare:germline", somatic=False, cohort_ids=["ALL", "c',
    ],
)
def test_cohorts_of_the_study(shell, study, text):
    cohorts = [name for name in study.cohort_samples.names() if name.startswith("c")]
    assert cohorts
    assert completed(shell, text) == [text[:-1] + name for name in cohorts]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('study.individuals(sex="F', ["FEMALE"]),
        ('oc.individuals.frame(life_status="', ["ALIVE", "ABORTED", "DECEASED", "UNBORN", "STILLBORN", "MISCARRIAGE"]),
        ('study.table("sample_ph', ["sample_phenotypes"]),
        ('study.join("samples", "individual_ph', ["individual_phenotypes"]),
        ('oc.samples.frame("sample_ph', ["sample_phenotypes"]),
        ('study.to_parquet("folder", tables=["samples", "sample_ph', ["sample_phenotypes"]),
        ('study.samples(columns=["sample_id", "som', ["somatic"]),
        ('oc.samples.frame(columns="som', ["somatic"]),
    ],
)
def test_values_tables_and_columns(shell, sandbox, text, names):
    found = completed(shell, text)
    start = text.rindex('"') + 1
    assert found[: len(names)] == [text[:start] + name for name in names]
    assert not sandbox.requests


@pytest.mark.parametrize(
    "text",
    [
        'other.frame(study="',
        'nothing.frame(study="',
        'print("',
        'study.samples(sex="',
        'x = "',
        "oc.samples.frame(study=",
        'oc.nothing.frame(study="',
        'study.samples("',
    ],
)
def test_nothing_is_asked_where_nothing_is_known(shell, sandbox, text):
    completed(shell, text)
    assert not sandbox.requests


def test_a_server_that_fails_gives_no_names_and_no_error(shell, sandbox, capsys):
    sandbox._server.answer = lambda *given: (500, {}, b"")
    assert 'oc.study("demo@rare:germline' not in completed(shell, 'oc.study("demo@rare')
    assert capsys.readouterr() == ("", "")


def test_it_is_registered_once_and_taken_back(shell):
    load_ipython_extension(shell)
    ours = [m for m in shell.Completer.custom_matchers if getattr(m, "matcher_identifier", "") == "opencga_frames"]
    assert len(ours) == 1
    unload_ipython_extension(shell)
    assert ours[0] not in shell.Completer.custom_matchers


def test_it_is_loaded_by_the_magic_of_the_shell():
    shell = InteractiveShell()
    shell.run_line_magic("load_ext", "opencga_frames")
    assert [m.matcher_identifier for m in shell.Completer.custom_matchers] == ["opencga_frames"]
    shell.run_line_magic("unload_ext", "opencga_frames")
    assert shell.Completer.custom_matchers == []


def test_a_client_made_in_a_notebook_completes_names(connect, sandbox, monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    connect(sandbox)
    connect(sandbox)
    assert [m.matcher_identifier for m in shell.Completer.custom_matchers] == ["opencga_frames"]


def test_outside_of_a_notebook_nothing_happens(monkeypatch):
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    complete_names()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('f(a="x', TypedArgument("f", "a", "x", "a=")),
        ("f(g(1), 'x", TypedArgument("f", "", "x", "g(1), ")),
        ('f(a=("p", "q', TypedArgument("f", "a", "q", 'a=("p", ')),
        ('f(a="""p', TypedArgument("f", "a", "p", "a=")),
        ('f("it\\\'s", a="', TypedArgument("f", "a", "", '"it\\\'s", a=')),
        ('# f(a="\nf(b="', TypedArgument("f", "b", "", "b=")),
        ('f(a="x")', None),
        ('oc["x', None),
        ("f(a=5", None),
        ('("x', None),
    ],
)
def test_the_argument_that_is_being_typed(text, expected):
    assert typed_argument(text) == expected
