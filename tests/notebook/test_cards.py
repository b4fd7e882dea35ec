"""What objects show of themselves in a notebook: complete, escaped, in the page's own colours."""

from __future__ import annotations

import pickle
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from opencga_frames import OpenCGAClient, Study
from opencga_frames.cards import card, fold, rows_table
from opencga_frames.errors import NotFoundError
from opencga_frames.jobs.cards import length
from opencga_frames.sandbox import Sandbox

if TYPE_CHECKING:
    from pathlib import Path


class Text(HTMLParser):
    """Gathers the text of a page and checks that every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def words(html: str | None) -> str:
    assert html is not None
    return " ".join(Text(html).words)


def test_everything_is_escaped_and_no_colour_is_fixed() -> None:
    html = card("<b>t</b>", [("<i>n</i>", "<script>v</script>")], fold("<u>", rows_table(("<a>",), [("<em>",)])))
    assert not re.search(r"<(b|i|script|u|em)>", html)
    assert words(html) == "<b>t</b> <i>n</i> <script>v</script> <u> <a> <em>"
    assert not re.search(r"#[0-9a-f]{3,6}|\b(?:white|black)\b", html)


def test_what_is_empty_is_left_out() -> None:
    assert "<details" not in card("t", [("name", "")], fold("none", rows_table(("a",), [])))


def test_a_client_says_where_it_is_who_it_is_and_for_how_long(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    shown = words(oc._repr_html_())
    assert f"host {sandbox.url}" in shown
    assert "user analyst organization demo" in shown
    assert re.search(r"token good for another (?:59 min|1 h)", shown)
    assert "samples Samples: what was taken from an individual and sequenced." in shown
    assert "eyJ" not in shown


def test_a_client_without_a_login_says_how_to(sandbox: Sandbox) -> None:
    with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as oc:
        assert "nobody is logged in: oc.login(...)" in words(oc._repr_html_())


def test_a_study_says_what_is_in_it(study: Study) -> None:
    overview = study.overview()
    assert overview.counts["samples"] == 40 == len(study.samples())
    assert overview.counts["jobs"] == len(study.table("jobs")) > 0
    outer = study.variables().loc[lambda rows: ~rows["variable_id"].str.contains(".", regex=False)]
    assert overview.variable_sets == outer.groupby("variable_set_id", sort=False).size().to_dict()
    shown = words(study._repr_html_())
    assert "Study demo@rare:germline" in shown
    assert "samples 40" in shown
    assert re.search(r"last change \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", shown)


def test_a_table_that_may_not_be_counted_says_why(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = study.scan

    def refused(name: str) -> object:
        if name == "jobs":
            raise NotFoundError("no jobs here")
        return scan(name)

    monkeypatch.setattr(study, "scan", refused)
    overview = study.overview()
    assert overview.uncounted == {"jobs": "no jobs here"}
    assert "jobs" not in overview.counts


def test_a_study_that_is_not_there_shows_its_name_only(oc: OpenCGAClient) -> None:
    study = oc.study("demo@rare:nope")
    assert study._repr_html_() is None
    assert repr(study) == "<Study demo@rare:nope at http://sandbox.local/opencga>"


def test_an_answer_says_query_rows_remarks_and_tables(oc: OpenCGAClient) -> None:
    answer = oc.samples.search(study="demo@rare:germline", somatic=False, limit=5)
    shown = words(answer._repr_html_())
    assert "samples/search rows 5 of" in shown
    assert "(limited)" in shown
    assert "somatic False" in shown
    assert "sample_phenotypes" in shown


def test_tables_say_how_many_rows_each_has(study: Study) -> None:
    tables = study.tables("samples")
    shown = words(tables._repr_html_())
    assert f"{len(tables)} tables" in shown
    assert "samples 40" in shown
    assert "without rows" in shown


def test_a_resource_lists_its_calls(oc: OpenCGAClient) -> None:
    shown = words(oc.cohorts._repr_html_())
    assert shown.startswith("oc.cohorts reads (")
    assert "search" in shown
    assert "deletes (1)" in shown


def test_names_are_completed_and_asked_for_once(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    assert oc._ipython_key_completions_() == ["demo@rare:germline", "demo@onco:tumour"]
    study = oc["demo@rare:germline"]
    assert "sample_phenotypes" in study._ipython_key_completions_()
    assert study["cohorts"].equals(study.cohorts())
    cohorts = study.cohort_samples
    assert cohorts._ipython_key_completions_() == study.cohorts()["cohort_id"].tolist()
    sent = len(sandbox.requests) if hasattr(sandbox, "requests") else None
    assert oc._ipython_key_completions_() == ["demo@rare:germline", "demo@onco:tumour"]
    assert sent is None or len(sandbox.requests) == sent


def test_samples_of_a_cohort_are_its_members(study: Study) -> None:
    cohort = study.cohorts()["cohort_id"].iloc[-1]
    members = study.table("cohort_samples")
    wanted = members.loc[members["cohort_id"] == cohort, "sample_id"]
    assert sorted(study.cohort_samples[cohort]["sample_id"]) == sorted(wanted)
    with pytest.raises(ValueError, match=r"There is no cohort 'casess' of this study. Did you mean 'cases'"):
        study.cohort_samples["casess"]


def test_names_of_tables_are_completed_in_brackets(study: Study, tmp_path: Path) -> None:
    tables = study.tables("samples")
    assert tables._ipython_key_completions_() == list(tables)
    assert study.to_parquet(tmp_path, tables=["cohorts"])._ipython_key_completions_() == ["cohorts"]


def test_completion_never_fails(sandbox: Sandbox) -> None:
    with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as oc:
        assert oc._ipython_key_completions_() == []


def test_a_job_says_how_far_it_is() -> None:
    now = [1_790_000_000.0]
    sandbox = Sandbox(samples=3, clock=lambda: now[0])
    settings = {"rest": {"host": sandbox.url}}

    def sleep(seconds: float) -> None:
        now[0] += seconds

    with OpenCGAClient(settings, session=sandbox.session(), clock=lambda: now[0], sleep=sleep) as oc:
        oc.login("analyst", "Sandbox-2026", organization="demo")
        body = {"url": "https://files.example.org/reads.txt", "path": "data/"}
        job = oc.files.fetch(body, study=sandbox.study, job_id="fetch-1").job
        shown = words(job._repr_html_())
        assert shown == (
            "Job fetch-1 state PENDING tool files-fetch user analyst in this state since 2026-09-21 14:13:20 "
            "submitted 2026-09-21 14:13:20 study demo@rare:germline"
        )
        sleep(3)
        assert "state RUNNING" in words(job._repr_html_())
        assert "in this state since 2026-09-21 14:13:22" in words(job._repr_html_())
        job.wait(timeout=600)
        assert "state DONE" in words(job._repr_html_())
        assert "started 2026-09-21 14:13:22 UTC took 00:00:02" in words(job._repr_html_())


def test_a_running_job_of_which_the_start_is_known_says_for_how_long() -> None:
    row = pd.Series({"execution_start": pd.Timestamp("2026-09-21 14:13:20"), "execution_end": pd.NaT})
    assert length(row, now=1_790_000_000.0 + 90_061) == "1 days 01:01:01"
    assert length(row, now=0.0) == "00:00:00"


def test_a_job_that_cannot_be_asked_says_why(oc: OpenCGAClient, sandbox: Sandbox) -> None:
    shown = words(oc.job("<nope>", study=sandbox.study)._repr_html_())
    assert "Job <nope> state not known reason Not found, or not visible to this user" in shown
    left = pickle.loads(pickle.dumps(oc.job("x", study=sandbox.study)))
    assert "belongs to no client: get one with oc.job(handle)" in words(left._repr_html_())


def test_a_dataset_says_what_it_holds_in_the_same_look(study: Study, tmp_path: Path) -> None:
    made = study.to_parquet(tmp_path, tables=["samples", "cohorts"])
    html = made._repr_html_()
    assert html.startswith(card("", [])[:40])
    shown = words(html)
    assert f"Dataset {tmp_path} study demo@rare:germline server http://sandbox.local/opencga size" in shown
    assert "in 2 tables" in shown
    assert "generation 1" in shown
    assert "samples 40" in shown


def test_numbers_stand_to_the_right() -> None:
    html = rows_table(("table", "rows"), [("samples", "1,200"), ("cohorts", "9")])
    aligned = re.findall(r'text-align:(\w+)[^"]*">([^<]+)<', html)
    assert aligned == [
        ("left", "table"),
        ("right", "rows"),
        ("left", "samples"),
        ("right", "1,200"),
        ("left", "cohorts"),
        ("right", "9"),
    ]


def test_what_is_no_card_says_what_it_is(study: Study, sandbox: Sandbox) -> None:
    scan = study.scan("samples", somatic=False)
    assert repr(scan) == (
        "<Scan of samples from samples/search (study='demo@rare:germline', somatic=False): nothing is read yet>"
    )
    assert repr(study.cohorts().opencga) == "<opencga accessor of cohorts: 9 rows, 11 columns>"
    assert repr(pd.DataFrame({"a": [1]}).opencga) == "<opencga accessor of no table that it knows: 1 rows, 1 columns>"
    assert repr(sandbox) == "<Sandbox http://sandbox.local/opencga with demo@rare:germline, demo@onco:tumour>"
