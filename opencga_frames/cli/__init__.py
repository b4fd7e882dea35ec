"""The shell command ``opencga-frames``; one file per command, imported when it is called."""

from __future__ import annotations

import os
import sys
import warnings
from difflib import get_close_matches
from typing import Any, Final

import click

from opencga_frames.cli.failures import failed
from opencga_frames.errors import OpenCGAError
from opencga_frames.version import __version__

__all__ = ["main"]

_COMMANDS: Final = {
    "call": "Call any path of the web services and print the answer.",
    "case": "Read the findings of a clinical case, with variants and evidences.",
    "completion": "Print what makes a shell complete the words of this command.",
    "demo": "The whole job on an offline sandbox: log in, pull, join, write and read Parquet.",
    "dictionary": "Say what the columns of a table mean.",
    "export": "Write a whole study as a dataset of Parquet files.",
    "get": "Read a table of a study, and print it or write it to a file.",
    "login": "Log in to a server, for this command, Python and the official command line.",
    "logout": "Log out of a server.",
    "sandbox": "Run a server that answers like OpenCGA, on this machine only.",
    "studies": "List the studies that you may see.",
    "sync": "Bring a dataset up to date: only what changed is read.",
    "verify": "Count the rows of a dataset and compare its checksums.",
    "whoami": "Say who is logged in, where, and for how long.",
}


class _LateGroup(click.Group):
    """Imports a command when it is called, so that ``--help`` is quick, and gives errors their exit codes."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """List the names of the commands, in alphabetical order."""
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command; None where there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = import_module(f"opencga_frames.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; the error of one that is not there names the near ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(error.message + _near(args[0]), ctx) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the commands with what each does, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command: errors of ours end it with one message, a reader that has seen enough ends it quietly."""
        try:
            with warnings.catch_warnings():
                warnings.showwarning = _show_warning
                return super().invoke(ctx)
        except BrokenPipeError:
            # Python would complain once more when it flushes what nobody reads.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except (OpenCGAError, OSError) as error:
            raise failed(error) from error


def _near(word: str) -> str:
    """Say which commands, or else which tables, a word that is no command is near to."""
    from opencga_frames.frames.schema.registry import table_names

    commands = get_close_matches(word, _COMMANDS)
    tables = [f"get {name}" for name in get_close_matches(word, table_names(), n=1)]
    near = commands or tables
    return f" Did you mean {' or '.join(f'`opencga-frames {name}`' for name in near)}?" if near else ""


def _show_warning(message: Warning | str, *_where: Any, **_place: Any) -> None:
    """Show a warning in one line, beside the output and never in it."""
    click.echo(f"Warning: {message}", err=True)


@click.group(cls=_LateGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="opencga-frames")
def main() -> None:
    """OpenCGA in pandas: typed tables, joins and Parquet from the web services.

    Begin with `opencga-frames login USER --host https://host/opencga`, or with `opencga-frames demo`, which needs no
    server.
    """
