"""``opencga-frames sync``: a dataset brought up to date."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Final

import click

from opencga_frames.cli.connection import connected, server_options
from opencga_frames.dataset import open_dataset

__all__ = ["command"]

_OVERLAP: Final = "Minutes before the latest change seen that are read again, for late writes and other clocks."


@click.command("sync")
@click.argument("folder")
@click.option("--overlap", type=click.FloatRange(0), metavar="MINUTES", help=_OVERLAP)
@click.option("--remove-unlisted", is_flag=True, help="Remove entries that the server lists no more without a reason.")
@server_options
def command(folder: str, overlap: float | None, remove_unlisted: bool, host: str | None, config: str | None) -> None:
    """Bring the dataset in FOLDER up to date: only what changed since the last time is read.

    The study, and the server unless one is named, are those the dataset was written from.
    """
    call = open_dataset(folder).manifest.call
    with connected(host or (None if config else call.host), config) as oc:
        dataset = oc.study(call.study).sync(
            folder,
            overlap=None if overlap is None else timedelta(minutes=overlap),
            remove_unlisted=remove_unlisted,
            progress=sys.stderr.isatty(),
        )
    click.echo(repr(dataset))
