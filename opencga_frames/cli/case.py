"""``opencga-frames case``: the findings of a clinical case."""

from __future__ import annotations

import click

from opencga_frames.cli.connection import connected, server_options
from opencga_frames.cli.output import check_writable, output_options, print_frame, write_frame

__all__ = ["command"]


@click.command("case")
@click.argument("case")
@click.option("--study", help="Study, such as organization@project:study; OPENCGA_STUDY if left out.")
@output_options
@server_options
def command(
    case: str,
    study: str | None,
    out: str | None,
    as_json: bool,
    host: str | None,
    config: str | None,
) -> None:
    """Read the findings of the clinical analysis CASE: variant, genotype of the proband, consequence, evidence."""
    check_writable(out)
    with connected(host, config) as oc:
        frame = oc.study(study).case_review(case)
    if out:
        write_frame(frame, out)
    else:
        print_frame(frame, as_json=as_json)
