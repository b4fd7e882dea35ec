"""``opencga-frames studies``: what there is to see."""

from __future__ import annotations

import click

from opencga_frames.cli.connection import connected, server_options
from opencga_frames.cli.output import check_writable, output_options, print_frame, write_frame

__all__ = ["command"]


@click.command("studies")
@output_options
@server_options
def command(out: str | None, as_json: bool, host: str | None, config: str | None) -> None:
    """List the studies that you may see."""
    check_writable(out)
    with connected(host, config) as oc:
        frame = oc.studies.frame(columns=["study", "name", "description", "creation_date"])
    if out:
        write_frame(frame, out)
    else:
        print_frame(frame, as_json=as_json)
