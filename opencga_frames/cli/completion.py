"""``opencga-frames completion``: words completed by the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["command"]


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print what makes SHELL complete commands, options and names of tables.

    Put it into the file that your shell reads at its start, for example: opencga-frames completion bash >> ~/.bashrc
    """
    from opencga_frames.cli import main

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(main, {}, "opencga-frames", "_OPENCGA_FRAMES_COMPLETE").source())
