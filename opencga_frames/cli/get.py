"""``opencga-frames get``: a table of a study, printed or in a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import click

from opencga_frames.cli.connection import connected, server_options
from opencga_frames.cli.output import check_writable, output_options, print_frame, write_scan
from opencga_frames.cli.words import complete_tables, conditions
from opencga_frames.errors import UsageError
from opencga_frames.study.tables import call_for

if TYPE_CHECKING:
    from opencga_frames.client import OpenCGAClient
    from opencga_frames.scan import Scan

__all__ = ["command"]

_WHERE: Final = "Filter of the server, such as --where somatic=false; may be given several times."


@click.command("get")
@click.argument("table", shell_complete=complete_tables)
@click.option("--study", help="Study, such as organization@project:study; OPENCGA_STUDY if left out.")
@click.option("--where", "where", multiple=True, metavar="NAME=VALUE", help=_WHERE)
@click.option("--columns", help="Columns, separated by commas; only these are asked for.")
@click.option("--all", "every", is_flag=True, help="All columns, not only those needed most. A file has all.")
@click.option("--limit", type=click.IntRange(0), help="Most rows.")
@output_options
@server_options
def command(
    table: str,
    study: str | None,
    where: tuple[str, ...],
    columns: str | None,
    every: bool,
    limit: int | None,
    out: str | None,
    as_json: bool,
    host: str | None,
    config: str | None,
) -> None:
    """Read TABLE of a study, such as samples, individual_phenotypes or jobs, and print it or write it to a file.

    On a terminal as much is shown as fits. Into a pipe goes everything, tab-separated with one line of names.
    """
    check_writable(out)
    chosen = [name.strip() for name in columns.split(",")] if columns else None
    filters: dict[str, Any] = conditions(call_for(table).endpoint, where)
    if limit is not None:
        filters["limit"] = limit
    with connected(host, config) as oc:
        scan = _scan(oc, study, table, chosen, core=not (every or out), filters=filters)
        if out:
            write_scan(scan, out)
        else:
            print_frame(scan.frame(), as_json=as_json)


def _scan(
    oc: OpenCGAClient, study: str | None, table: str, columns: list[str] | None, *, core: bool, filters: dict[str, Any]
) -> Scan:
    name = study or oc.configuration.study
    if not name:
        msg = "Which study? Give --study organization@project:study; opencga-frames studies lists them."
        raise UsageError(msg)
    scan = oc.study(name).scan(table, **filters, progress=sys.stderr.isatty())
    return scan.select(table, columns=columns, core=core)
