"""Frames on a terminal, in a pipe, and in a file."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from opencga_frames.errors import UsageError
from opencga_frames.ground.paths import local_path
from opencga_frames.parquet.storage import check_writable as check_place
from opencga_frames.parquet.storage import location_of, reported, whole_file

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from opencga_frames.scan import Scan

__all__ = ["check_writable", "output_options", "print_frame", "write_frame", "write_scan"]

_MOST_ROWS: Final = 60
_NARROWEST: Final = 16
_KINDS: Final = (".parquet", ".csv", ".tsv", ".json", ".xlsx")


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add to a command the options that say where its rows go."""
    out = "File to write; its ending says how: " + ", ".join(_KINDS) + "."
    command = click.option("--out", type=click.Path(dir_okay=False), help=out)(command)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object per row.")(command)


def check_writable(out: str | None) -> None:
    """Refuse a file that cannot be written, before anything is fetched for it.

    Raises
    ------
    UsageError
        For an ending that says nothing, or a kind whose package is missing.
    StorageError
        When the folder is not there or must not be written to.
    """
    if out is None:
        return
    kind = Path(out).suffix.lower()
    if kind not in _KINDS:
        msg = f"--out {out} ends in {kind or 'nothing'}; expected one of {', '.join(_KINDS)}."
        raise UsageError(msg)
    if kind == ".xlsx":
        from opencga_frames.excel import require_openpyxl

        require_openpyxl()
    check_place(location_of(out))


def write_scan(scan: Scan, out: str) -> None:
    """Read rows into a file, whole or not at all, and say so beside the output; Parquet is written page by page."""
    if Path(out).suffix.lower() != ".parquet":
        write_frame(scan.frame(), out)
        return
    target = local_path(out)
    with (
        reported("write to", location_of(out)),
        tempfile.TemporaryDirectory(prefix=".get", dir=target.parent) as folder,
    ):
        written = next(iter(scan.write(folder).values()))
        rows, columns = Path(written), scan.schema()
        count = _rows_of(rows)
        rows.replace(target)
    _say(count, len(columns), out)


def write_frame(frame: pd.DataFrame, out: str) -> None:
    """Write a frame to a file, whole or not at all, and say so beside the output."""
    from opencga_frames.excel import to_excel
    from opencga_frames.frames.flat import flat
    from opencga_frames.frames.from_pandas import from_pandas
    from opencga_frames.parquet import Provenance, write_table

    kind = Path(out).suffix.lower()
    if kind == ".xlsx":
        to_excel(frame, out)
    elif kind == ".parquet":
        write_table(from_pandas(frame), out, Provenance.record())
    else:
        written = _json_lines(frame) if kind == ".json" else flat(frame).to_csv(index=False, sep=_separator(kind))
        with whole_file(location_of(out)) as stream:
            stream.write(written.encode())
    _say(len(frame), frame.shape[1], out)


def _rows_of(path: Path) -> int:
    import pyarrow.parquet as pq

    count: int = pq.read_metadata(path).num_rows
    return count


def _say(rows: int, columns: int, out: str) -> None:
    click.echo(f"Wrote {rows:,} rows, {columns} columns, to {out}", err=True)


def print_frame(frame: pd.DataFrame, *, as_json: bool = False) -> None:
    """Print a frame: fitted to the terminal, or all of it, tab-separated with one line of names, into a pipe."""
    from opencga_frames.frames.flat import flat

    if as_json:
        click.echo(_json_lines(frame), nl=False)
    elif sys.stdout.isatty():
        click.echo(_fitted(flat(frame)))
    else:
        click.echo(flat(frame).to_csv(index=False, sep="\t"), nl=False)


def _separator(kind: str) -> str:
    return "\t" if kind == ".tsv" else ","


def _json_lines(frame: pd.DataFrame) -> str:
    written: str = (
        frame.to_json(orient="records", lines=True, date_format="iso", force_ascii=False) if len(frame) else ""
    )
    return written


def _fitted(frame: pd.DataFrame) -> str:
    """Write as many rows and columns as fit, numbers to the right, and count the others."""
    shown = frame.head(_MOST_ROWS)
    room = shutil.get_terminal_size().columns
    parts: list[list[str]] = []
    for place, name in enumerate(shown.columns):
        column = _column(str(name), shown.iloc[:, place], room if parts else max(room, _NARROWEST))
        if not column:
            break
        parts.append(column)
        room -= len(column[0]) + 2
    lines = ["  ".join(line).rstrip() for line in zip(*parts, strict=True)]
    if len(frame) > len(shown) or len(parts) < frame.shape[1]:
        lines.append(
            f"{len(shown):,} of {len(frame):,} rows, {len(parts)} of {frame.shape[1]} columns; "
            "--columns chooses, --out writes all of it."
        )
    return "\n".join(lines)


def _column(name: str, column: pd.Series, room: int) -> list[str]:
    """Write a column in the room that is left, cut where it must be; nothing where it would be unreadable."""
    from pandas.api.types import is_bool_dtype, is_numeric_dtype

    cells = [name, *map(_cell, column)]
    needed = max(map(len, cells))
    width = min(needed, room)
    if width < min(needed, _NARROWEST) or len(name) > width:
        return []
    right = is_numeric_dtype(column) and not is_bool_dtype(column)
    cut = [cell if len(cell) <= width else cell[: width - 1] + "…" for cell in cells]
    return [cell.rjust(width) if right else cell.ljust(width) for cell in cut]


def _cell(value: Any) -> str:
    import pandas as pd

    return "" if pd.isna(value) else " ".join(str(value).split())
