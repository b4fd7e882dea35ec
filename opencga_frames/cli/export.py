"""``opencga-frames export``: a whole study as a dataset of Parquet files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import click

from opencga_frames.cli.connection import connected, server_options
from opencga_frames.cli.words import complete_tables, filters_by_table

if TYPE_CHECKING:
    from opencga_frames.export import ExportMode

__all__ = ["command"]

_WHERE: Final = "Filter of a table, such as --where samples.somatic=false; may be given several times."
_MODE: Final = "What to do with a dataset that is there: refuse, write it anew, or bring it up to date."


@click.command("export")
@click.argument("study")
@click.argument("folder")
@click.option(
    "--tables",
    help="Tables, separated by commas; the main ones with all their child tables if left out.",
    shell_complete=complete_tables,
)
@click.option("--where", multiple=True, metavar="TABLE.NAME=VALUE", help=_WHERE)
@click.option("--limit", type=click.IntRange(1), help="Most entries of each kind.")
@click.option("--partition-by", help="Columns whose values become folders, separated by commas.")
@click.option("--mode", type=click.Choice(["error", "replace", "sync"]), default="error", show_default=True, help=_MODE)
@click.option("--force", is_flag=True, help="Replace a dataset of another study or with other filters as well.")
@server_options
def command(
    study: str,
    folder: str,
    tables: str | None,
    where: tuple[str, ...],
    limit: int | None,
    partition_by: str | None,
    mode: ExportMode,
    force: bool,
    host: str | None,
    config: str | None,
) -> None:
    """Write STUDY into FOLDER: Parquet files per table, and a manifest that makes all of it visible at once.

    A run that was killed is continued by the next one with the same words.
    """
    with connected(host, config) as oc:
        dataset = oc.study(study).to_parquet(
            folder,
            tables=_list(tables),
            where=filters_by_table(where),
            limit=limit,
            partition_by=_list(partition_by) or (),
            mode=mode,
            force=force,
            progress=sys.stderr.isatty(),
        )
    click.echo(repr(dataset))


def _list(words: str | None) -> list[str] | None:
    return [word.strip() for word in words.split(",")] if words else None
