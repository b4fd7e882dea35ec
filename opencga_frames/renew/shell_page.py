"""The page of shell commands in the docs: their arguments and options, as the commands themselves declare them."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

import click

from opencga_frames.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["files"]

_HEADER: Final = """\
# In the shell

`opencga-frames` gets data out of OpenCGA without a line of Python.

```sh
opencga-frames login analyst --host https://host/opencga
opencga-frames studies
opencga-frames get samples --study demo@rare:germline --where somatic=false --limit 20
opencga-frames get individual_phenotypes --study demo@rare:germline --out phenotypes.xlsx
```

On a terminal a table shows what fits; into a pipe everything is written, tab-separated, or one JSON object per row with
`--json`. Progress goes to standard error. The ending of `--out` chooses Parquet, CSV, TSV, JSON lines or Excel, and a
file that cannot be written is noticed before anything is read. A command that fails says why in one message and ends
with the [exit code](errors.md#exit-codes) of its error. [Signing in](signing_in.md) explains where the login is kept.

`opencga-frames completion bash` (or `zsh`, `fish`) prints what makes a shell complete commands and tables.
"""


def files() -> Iterator[tuple[str, str]]:
    """Make the page: its path below the checkout, and its text."""
    context = click.Context(main)
    commands = [main.get_command(context, name) for name in main.list_commands(context)]
    sections = [_section(command) for command in commands if command is not None]
    yield "docs/shell.md", "\n\n".join([_HEADER.strip(), *sections]) + "\n"


def _section(command: click.Command) -> str:
    context = click.Context(command, info_name=f"opencga-frames {command.name}")
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    options = [p for p in command.params if isinstance(p, click.Option)]
    rows = [f"| {_names(option)} | {(option.help or '').replace('|', chr(92) + '|')} |" for option in options]
    about = inspect.cleandoc(command.help or "")
    table = ["", "| option | meaning |", "|---|---|", *rows] if rows else []
    return "\n".join([f"## {command.name}", "", f"```text\n{usage}\n```", "", about, *table])


def _names(option: click.Option) -> str:
    # The first word of "integer range", and a bar that is no border of the table.
    kind = option.metavar or option.type.name.partition(" ")[0].upper()
    value = "" if option.is_flag else f" {kind}".replace("|", "\\|")
    return ", ".join(f"`{name}{value}`" for name in option.opts)
