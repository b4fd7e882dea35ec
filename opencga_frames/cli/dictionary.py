"""``opencga-frames dictionary``: what columns mean."""

from __future__ import annotations

import click

from opencga_frames.cli.output import check_writable, output_options, print_frame, write_frame
from opencga_frames.cli.words import complete_tables
from opencga_frames.frames.dictionary import dictionary

__all__ = ["command"]


@click.command("dictionary")
@click.argument("table", required=False, shell_complete=complete_tables)
@output_options
def command(table: str | None, out: str | None, as_json: bool) -> None:
    """Say what the columns of TABLE mean, or of all tables. Nothing is sent."""
    check_writable(out)
    frame = dictionary(table)
    if out:
        write_frame(frame, out)
    else:
        print_frame(
            frame if table is None or as_json else frame[["column", "dtype", "unit", "meaning"]], as_json=as_json
        )
