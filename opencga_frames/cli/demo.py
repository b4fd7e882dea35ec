"""``opencga-frames demo``: the whole job against the sandbox, over real HTTP, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from opencga_frames.client import OpenCGAClient
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.errors import OpenCGAError
from opencga_frames.joins import join_report
from opencga_frames.parquet import read_parquet
from opencga_frames.parquet.storage import PendingFile, location_of, reported
from opencga_frames.sandbox import Sandbox, serve

if TYPE_CHECKING:
    import pandas as pd

    from opencga_frames.study import Study

__all__ = ["command"]

_TABLES: Final = ("samples", "individuals", "families", "cohorts")
_BY_HAND: Final = """
from opencga_frames import ClientConfiguration, OpenCGAClient, read_parquet
from opencga_frames.sandbox import Sandbox, serve

with serve(Sandbox(samples={samples})) as server:                       # a real server needs no such line
    oc = OpenCGAClient(ClientConfiguration({{"rest": {{"host": server.url}}}}))
    oc.login("analyst", "Sandbox-2026", organization="demo")
    study = oc.study("{study}")

    samples = study.samples()                                       # one row per sample, typed columns
    phenotypes = study.table("sample_phenotypes")                   # child tables have their parent's key
    joined = study.join("samples", "individuals", "families", "cohorts")
    study.to_parquet("{out}", mode="replace", force=True)

read_parquet("{out}/samples")                                       # the same dtypes again
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
        sandbox = Sandbox(samples=samples)
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
        PendingFile(folder.inside("check")).discard()


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
        _store(study, out)


def _pull(study: Study) -> None:
    click.echo(f"{study.fqn}\n{'table':32}{'rows':>9}{'columns':>9}")
    for main in _TABLES:
        for name, table in study.tables(main, progress=True).all_arrow().items():
            if name == main or table.num_rows:
                click.echo(f"{name if name == main else '  ' + name:32}{table.num_rows:>9,}{table.num_columns:>9}")


def _summary(joined: pd.DataFrame) -> None:
    grouped = joined.groupby(["individual_sex_id", "somatic"], observed=True, dropna=False)
    counts = grouped["sample_id"].count().reset_index(name="samples")
    click.echo("\nSamples by sex of the individual and somatic state:")
    click.echo(counts.to_string(index=False))


def _store(study: Study, out: str) -> None:
    written = study.to_parquet(out, mode="replace", force=True, progress=True)
    size = sum(written.sizes.values())
    click.echo(f"\nWrote {len(written)} tables, {size / 1e6:.1f} MB, to {out}")
    back = read_parquet(written["samples"])
    click.echo(f"Read back samples: {len(back):,} rows; some of its dtypes:")
    shown = ["sample_id", "somatic", "version", "creation_date", "status_id", "individual_id"]
    click.echo(back.dtypes[shown].to_string())
