"""The shell command ``opencga-frames``; one file per command, imported when it is called."""

from __future__ import annotations

from typing import Final

import click

from opencga_frames.version import __version__

__all__ = ["main"]

_COMMANDS: Final = {
    "demo": "The whole job on an offline sandbox: log in, pull, join, write and read Parquet.",
    "sandbox": "Run a server that answers like OpenCGA, on this machine only.",
}


class _LateGroup(click.Group):
    """Imports a command when it is called, so that ``--help`` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands, in alphabetical order."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; None where there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"opencga_frames.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands with what each does, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(cls=_LateGroup)
@click.version_option(__version__, prog_name="opencga-frames")
def main() -> None:
    """OpenCGA in pandas: typed tables, joins and Parquet from the web services."""
