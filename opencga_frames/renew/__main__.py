"""``python -m opencga_frames.renew``: write, or with ``--check`` list, the generated files that are out of date."""

from __future__ import annotations

import sys

import click

from opencga_frames.renew.files import ROOT, stale_files


@click.command()
@click.option("--check", is_flag=True, help="Only list the files that are out of date; exit with 1 if there are any.")
def renew(*, check: bool) -> None:
    """Renew everything that is generated from the catalogues."""
    stale = stale_files()
    for path, text in stale.items():
        click.echo(f"{'out of date' if check else 'written'}: {path}")
        if not check:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_text(text, encoding="utf-8")
    sys.exit(1 if check and stale else 0)


renew()
