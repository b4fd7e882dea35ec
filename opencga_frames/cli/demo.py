"""``opencga-frames demo``: the whole job against the sandbox, over real HTTP, step by step."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import OpenCGAError
from opencga_frames.joins import join_report
from opencga_frames.parquet import read_parquet
from opencga_frames.parquet.storage import check_writable, location_of, reported
from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    import pandas as pd

    from opencga_frames.study import Study

__all__ = ["command"]

_TABLES: Final = ("samples", "individuals", "families", "cohorts")
_VARIANTS: Final = 500
_BY_HAND: Final = """
from opencga_frames import OpenCGAClient, read_parquet
from opencga_frames.sandbox import Sandbox, serve

with serve(Sandbox(samples={samples}, variants=500)) as server:  # a real server needs no such line
    oc = OpenCGAClient(server.url)  # for yours: OpenCGAClient("https://host/opencga")
    oc.login("analyst", "Sandbox-2026", organization="demo")
    study = oc.study("{study}")

    samples = study.samples()  # one row per sample, typed columns
    phenotypes = study.table("sample_phenotypes")  # child tables have their parent's key
    joined = study.join("samples", "individuals", "families", "cohorts")
    findings = study.case_review("CA-000001")  # one row per finding and evidence of a case
    study.to_parquet("{out}", mode="replace", force=True)

read_parquet("{out}/samples")  # the same dtypes again
"""


@click.command("demo")
@click.option(
    "--out",
    default="opencga-demo",
    show_default=True,
    type=click.Path(file_okay=False),
    help="Folder for the Parquet files.",
)
@click.option("--samples", default=2_500, show_default=True, type=click.IntRange(1), help="Samples in the sandbox.")
def command(out: str, samples: int) -> None:
    """Do the whole job on an offline sandbox: log in, pull, join, write and read Parquet."""
    try:
        _check_folder(out)
        sandbox = Sandbox(samples=samples, variants=_VARIANTS)
        with serve(sandbox) as server:
            click.echo(f"An offline OpenCGA server with {samples:,} samples is listening on {server.url}")
            _run(server.url, sandbox.study, out)
    except BrokenPipeError:
        raise  # the reader has seen enough (| head); click ends quietly
    except (OpenCGAError, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo("\nThe same by hand:" + _BY_HAND.format(samples=samples, study=sandbox.study, out=out))


def _check_folder(out: str) -> None:
    """Make the folder and see that files can be written, before anything is fetched for them."""
    folder = location_of(out)
    with reported("write to", folder):
        folder.make_folder()
    check_writable(folder.inside("check"))


def _run(url: str, name: str, out: str) -> None:
    with OpenCGAClient(ClientConfiguration({"rest": {"host": url}}, environ={})) as oc:
        oc.login("analyst", "Sandbox-2026", organization="demo")
        click.echo(f"Logged in as {oc.user}@{oc.organization}\n")
        study = oc.study(name)
        _pull(study)
        joined = study.join(*_TABLES)
        click.echo(f"\nJoined {' + '.join(_TABLES)}: {len(joined):,} rows, {joined.shape[1]} columns")
        report = join_report(joined)[["table", "cardinality", "rows", "matched", "unmatched"]]
        click.echo(report.to_string(index=False))
        _summary(joined)
        _case(study)
        _store(study, out)


def _pull(study: Study) -> None:
    # All of it before the first line: a progress bar would cut the table.
    read = {main: study.tables(main, progress=sys.stderr.isatty()).all_arrow() for main in _TABLES}
    click.echo(f"{study.fqn}\n{'table':32}{'rows':>9}{'columns':>9}")
    for main, tables in read.items():
        for name, table in tables.items():
            if name == main or table.num_rows:
                click.echo(f"{name if name == main else '  ' + name:32}{table.num_rows:>9,}{table.num_columns:>9}")


def _summary(joined: pd.DataFrame) -> None:
    grouped = joined.groupby(["individual_sex_id", "somatic"], observed=True, dropna=False)
    counts = grouped["sample_id"].count().reset_index(name="samples")
    click.echo("\nSamples by sex of the individual and somatic state:")
    click.echo(counts.to_string(index=False))


def _case(study: Study) -> None:
    """Show what was found in a case, and who of the family carries it."""
    cases = study.table("clinical_analyses", limit=1)
    if not len(cases):
        return
    case = cases.iloc[0]
    findings = study.case_review(case["clinical_analysis_id"])
    click.echo(f"\nCase {case['clinical_analysis_id']}: {case['description']}")
    click.echo(findings[["variant_id", "gene_name", "tier", "mode_of_inheritance"]].to_string(index=False))
    chromosome, position = findings["variant_id"].iloc[0].split(":")[:2]
    members = _family_samples(study, case["family_id"])
    carried = study.genotypes(f"{chromosome}:{position}-{position}", samples=members)
    click.echo(carried[["sample_id", "gt", "dp", "vaf"]].to_string(index=False))


def _family_samples(study: Study, family: str) -> list[str]:
    members = study.table("family_members", id=family)["individual_id"].tolist()
    ids: list[str] = study.samples(individual_id=members, somatic=False)["sample_id"].tolist()
    return ids


def _store(study: Study, out: str) -> None:
    written = study.to_parquet(out, mode="replace", force=True, progress=sys.stderr.isatty())
    size = sum(written.sizes.values())
    click.echo(f"\nWrote {len(written)} tables, {size / 1e6:.1f} MB, to {out}")
    back = read_parquet(written["samples"])
    click.echo(f"Read back samples: {len(back):,} rows; some of its dtypes:")
    shown = ["sample_id", "somatic", "version", "creation_date", "status_id", "individual_id"]
    click.echo(back.dtypes[shown].to_string())
