"""Words of known sets and dates: what people write, and what goes out for it."""

from __future__ import annotations

import datetime as dt
import json

import numpy as np
import pandas as pd
import pytest

from opencga_frames.errors import UsageError
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.request.build import build_request


def sent(label, name, value):
    resource, _, method = label.partition(".")
    request = build_request(load_resource(resource).endpoints[method], {"study": "s", name: value})
    return dict(request.query)[load_resource(resource).endpoints[method].parameter(name).wire]


@pytest.mark.parametrize(
    ("label", "name", "value", "expected"),
    [
        ("individuals.search", "sex", "Female", "FEMALE"),
        ("individuals.search", "sex", ["male", "Unknown"], "MALE,UNKNOWN"),
        ("individuals.search", "sex", "!=female", "!=FEMALE"),
        ("individuals.search", "sex", "PATO:0000383", "PATO:0000383"),
        ("individuals.search", "life_status", "alive", "ALIVE"),
        ("individuals.search", "karyotypic_sex", "xx", "XX"),
        ("files.search", "format", "bam", "BAM"),
        ("files.search", "format", "bam,cram", "BAM,CRAM"),
        ("files.search", "format", pd.Series(["vcf", "bcf"]), "VCF,BCF"),
        ("files.search", "bioformat", "reference genome", "REFERENCE_GENOME"),
        ("files.search", "type", "Directory", "DIRECTORY"),
        ("files.search", "internal_status", "ready", "READY"),
        ("files.search", "internal_status", "~^REA", "~^REA"),
        ("files.search", "internal_status", "=~/rea/i", "=~/rea/i"),
        ("jobs.search", "internal_status", "done,error", "DONE,ERROR"),
        ("jobs.search", "priority", "high", "HIGH"),
        ("cohorts.search", "type", "case-control", "CASE_CONTROL"),
        ("clinical.search", "type", "family", "FAMILY"),
        ("clinical.search", "internal_status", "READY_FOR_INTERPRETATION", "READY_FOR_INTERPRETATION"),
        ("samples.search", "status", "Anything at all", "Anything at all"),
    ],
)
def test_words_are_sent_as_the_server_has_them(label, name, value, expected):
    assert sent(label, name, value) == expected


@pytest.mark.parametrize(
    ("label", "name", "value", "message"),
    [
        (
            "samples.search",
            "internal_status",
            "READDY",
            r"got 'READDY'; expected one of READY, DELETED\. Did you mean 'READY'",
        ),
        ("files.search", "format", "bamm", "Did you mean 'BAM'"),
        ("files.search", "format", ["BAM", "xyz"], "got 'xyz'; expected one of VCF, BCF"),
        ("jobs.search", "internal_status", "!=DONNE", "Did you mean 'DONE'"),
        ("individuals.search", "life_status", "dead", "expected one of ALIVE, ABORTED, DECEASED"),
        ("clinical.search", "quality_control_summary", "hihg", "Did you mean 'HIGH'"),
        ("user_tools.search", "scope", "RESEARCH", "Did you mean 'RESEARCH_ANALYSIS'"),
        ("workflows.search", "type", "WORKFLOW", "expected one of SECONDARY_ANALYSIS"),
        ("studies.search_notes", "type", "GENES", "Did you mean 'GENE'"),
    ],
)
def test_a_word_a_closed_set_does_not_have_is_refused_with_the_near_ones(label, name, value, message):
    with pytest.raises(UsageError, match=message):
        sent(label, name, value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-01-01", "20220101"),
        ("2022-01", "202201"),
        ("2022", "2022"),
        (">=2022-01-01", ">=20220101"),
        ("<2022-01-01", "<20220101"),
        ("<=2022-01-31", "<20220201"),
        (">2022-12-31", ">=20230101"),
        ("<=2022-12", "<202301"),
        ("2022-01-01T10:30", "20220101103000"),
        (">2022-01-01 10:30:05", ">20220101103005"),
        (">=2022-01-01;<2022-02-01", ">=20220101;<20220201"),
        ("2022-2023", "2022-2023"),
        ("20220101-20220201", "20220101-20220201"),
        (">=20220101;<20220201", ">=20220101;<20220201"),
        (dt.date(2022, 1, 1), "20220101"),
        (dt.datetime(2022, 1, 1, 10, 30), "20220101103000"),
        (pd.Timestamp("2022-01-01"), "20220101"),
        (pd.Timestamp("2022-01-01 10:30:05"), "20220101103005"),
        (np.datetime64("2022-01-01"), "20220101"),
        (("2022-01-01", "2022-01-31"), ">=20220101;<20220201"),
        (("2022", "2023"), ">=2022;<2024"),
        ([dt.date(2022, 1, 1), dt.date(2022, 12, 31)], ">=20220101;<20230101"),
        ((pd.Timestamp("2022-01-01 10:00"), pd.Timestamp("2022-01-02")), ">=20220101100000;<20220103"),
        (("20220101", "20220131"), ">=20220101;<20220201"),
        (["2022-01-01"], "20220101"),
    ],
)
def test_dates_mean_what_they_say(value, expected):
    assert sent("samples.search", "creation_date", value) == expected


@pytest.mark.parametrize(
    "value", ["yesterday", "2022-13-01", "01/02/2022", "!=2022-01-01", "2022-01-01,2022-01-02", ["2022"] * 3, 20.5]
)
def test_what_is_no_date_is_refused(value):
    with pytest.raises(UsageError, match=r"'creation_date' got .*; expected a date such as '2022-01-01'"):
        sent("samples.search", "creation_date", value)


@pytest.mark.parametrize("pair", [("2022-01-02", "2022-01-01"), (dt.date(2023, 1, 1), "2022"), ("2022-02", "2022-01")])
def test_a_pair_of_dates_begins_with_the_earlier_one(pair):
    with pytest.raises(UsageError, match=r"'creation_date' got .* to .*, expected the earlier date first"):
        sent("samples.search", "creation_date", pair)
    assert sent("samples.search", "creation_date", ("2022-01-01", "2022-01-01")) == ">=20220101;<20220102"
    assert sent("samples.search", "creation_date", ("2022-06", "2022")) == ">=202206;<2023"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1990-01-31", "19900131"),
        ("19900131", "19900131"),
        (dt.date(1990, 1, 31), "19900131"),
        (pd.Timestamp("1990-01-31"), "19900131"),
        (["1990-01-31", dt.date(1991, 2, 1)], "19900131,19910201"),
        ("1990-01-31,19910201", "19900131,19910201"),
        ("!=1990-01-31", "!=19900131"),
        ("~^1990", "~^1990"),
    ],
)
def test_birthdays_are_whole_days(value, expected):
    assert sent("individuals.search", "date_of_birth", value) == expected


@pytest.mark.parametrize("value", [">1990", "1990", "1990-13-01", "<=1990-01-31", "199001", "31/01/1990"])
def test_birthdays_of_which_servers_find_nothing_are_refused(value):
    with pytest.raises(
        UsageError, match=r"'date_of_birth' got .*; expected a day such as '1990-01-31'.*filter the frame"
    ):
        sent("individuals.search", "date_of_birth", value)


def test_every_filter_that_the_servers_grammar_of_dates_is_told_of_is_one_of_dates():
    for name in resource_names():
        for endpoint in load_resource(name).endpoints.values():
            for parameter in endpoint.parameters:
                assert parameter.dates or "4, 6 or 8 digits" not in parameter.about, (endpoint.label, parameter.name)


@pytest.mark.shared
def test_closed_sets_are_those_of_the_servers_models(shared):
    models = json.loads((shared / "reference/models/models.json").read_text())
    sets = [
        ("individuals.search", "sex", models["enums"]["IndividualProperty.Sex"]["values"]),
        ("individuals.search", "life_status", models["enums"]["IndividualProperty.LifeStatus"]["values"]),
        ("individuals.search", "karyotypic_sex", models["enums"]["IndividualProperty.KaryotypicSex"]["values"]),
        ("files.search", "format", models["enums"]["File.Format"]["values"]),
        ("files.search", "bioformat", models["enums"]["File.Bioformat"]["values"]),
        ("files.search", "type", models["enums"]["File.Type"]["values"]),
        ("cohorts.search", "type", models["enums"]["Enums.CohortType"]["values"]),
        ("clinical.search", "type", models["enums"]["ClinicalAnalysis.Type"]["values"]),
        ("samples.search", "internal_status", models["statusIds"]["InternalStatus"]),
        ("files.search", "internal_status", models["statusIds"]["FileStatus"]),
        ("cohorts.search", "internal_status", models["statusIds"]["CohortStatus"]),
        ("families.search", "internal_status", models["statusIds"]["FamilyStatus"]),
        ("jobs.search", "internal_status", models["statusIds"]["Enums.ExecutionStatus"]),
        ("files.search", "internal_variant_index_status", models["statusIds"]["VariantIndexStatus"]),
    ]
    for label, name, expected in sets:
        resource, _, method = label.partition(".")
        assert set(load_resource(resource).endpoints[method].parameter(name).words) == set(expected), (label, name)
