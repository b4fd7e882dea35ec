"""``opencga-frames logout``: take the token out of the session file."""

from __future__ import annotations

import click

from opencga_frames.auth.keyring import forget_password
from opencga_frames.cli.connection import configuration_of, server_options
from opencga_frames.client import OpenCGAClient

__all__ = ["command"]


@click.command("logout")
@server_options
def command(host: str | None, config: str | None) -> None:
    """Log out of a server: the token goes out of the session file, and the password out of the keyring."""
    with OpenCGAClient(configuration_of(host, config)) as oc:
        user, url = oc.user, oc.configuration.url
        ended = oc.forget_session()
        kept = forget_password(user, url) if user else False
    done = [f"the session of {path.name}" for path in ended] + ["the password in the keyring"] * kept
    click.echo(f"Logged out of {url}: {' and '.join(done)} is gone." if done else f"Nobody was logged in at {url}.")
