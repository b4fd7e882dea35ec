"""``opencga-frames sandbox``: the offline server behind a port of this machine."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

import click

from opencga_frames.errors import OpenCGAError
from opencga_frames.sandbox import Sandbox, banner, serve

if TYPE_CHECKING:
    from opencga_frames.sandbox import ServedSandbox

__all__ = ["command"]


@click.command("sandbox")
@click.option("--port", default=0, show_default="a free one", type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--samples", default=120, show_default=True, type=click.IntRange(1), help="Samples to generate.")
@click.option("--seed", default=1, show_default=True, help="Seed of the generated data.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False),
    help="Folder to serve instead of generated data: one that was saved, or JSON lines, one file per entity.",
)
@click.option("--empty", is_flag=True, help="Start with nothing installed, to be filled through REST.")
@click.option("--jobs", is_flag=True, help="Give the main study a past of jobs in several states.")
@click.option(
    "--daemon/--no-daemon",
    default=None,
    help="Work on jobs, or leave them waiting; the default is not to when --empty.",
)
@click.option("--server-version", default="5.0.0", show_default=True, help="Version of the server to answer as.")
@click.option(
    "--vcf",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False),
    help="VCF file to load into the main study; may be given several times.",
)
@click.option("--variants", default=0, show_default=True, type=click.IntRange(0), help="Variants to generate.")
@click.option(
    "--skip-cost",
    default=0.0,
    metavar="MICROSECONDS",
    type=click.FloatRange(0),
    help="Time each row costs that skip passes over: deep pages become as slow as with a real database.",
)
@click.option(
    "--save",
    type=click.Path(file_okay=False),
    help="Folder to save everything in when it is stopped, and, except on Windows, at the signal USR1.",
)
def command(port: int, save: str | None, **options: Any) -> None:
    """Run a server that answers like OpenCGA, on this machine only, until Ctrl-C."""
    try:
        if save is not None:
            Sandbox.check_save(save)
        sandbox = Sandbox(**options)
        with serve(sandbox, port=port) as server:
            click.echo(banner(sandbox, server.url))
            click.echo("\nStop it with Ctrl-C.")
            _run(sandbox, server, save)
    except (OpenCGAError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _run(sandbox: Sandbox, server: ServedSandbox, folder: str | None) -> None:
    """Wait for the end, and save what was written until then."""

    def save(*_: object) -> None:
        if folder is not None:
            sandbox.save(folder)
            click.echo(f"Saved in {folder}.")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    if hasattr(signal, "SIGUSR1"):
        signal.signal(signal.SIGUSR1, save)
    try:
        server.wait()
    except KeyboardInterrupt:
        click.echo("Stopped.")
    server.close()
    save()
