"""``opencga-frames verify``: whether a dataset is what its manifest says."""

from __future__ import annotations

import click

from opencga_frames.dataset import verify

__all__ = ["command"]


@click.command("verify")
@click.argument("folder")
def command(folder: str) -> None:
    """Read all files of the dataset in FOLDER, count their rows and compare their checksums. No server is asked."""
    dataset = verify(folder)
    rows = sum(dataset.rows.values())
    click.echo(f"{dataset.folder} is whole: {len(dataset)} tables, {rows:,} rows.")
