"""``opencga-frames login``: ask for the password and keep the session."""

from __future__ import annotations

import sys

import click

from opencga_frames.auth.keyring import keep_password, kept_password
from opencga_frames.auth.prompt import ask_password
from opencga_frames.cli.connection import configuration_of, server_options
from opencga_frames.client import OpenCGAClient
from opencga_frames.errors import UsageError
from opencga_frames.ground.secret import Secret

__all__ = ["command"]


@click.command("login")
@click.argument("user", required=False)
@server_options
@click.option("--organization", help="Organization; needed where the server has several.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input, for scripts.")
@click.option("--keyring", is_flag=True, help="Keep the password in the keyring of this machine.")
def command(
    user: str | None,
    host: str | None,
    config: str | None,
    organization: str | None,
    password_stdin: bool,
    keyring: bool,
) -> None:
    """Log in to a server as USER and keep the session for later commands.

    The password is asked for, or read from OPENCGA_PASSWORD, the keyring, or standard input; it is never an argument,
    which other users of the machine could read. The session is kept in ~/.opencga, where Python and the official
    command line find it, too.
    """
    configuration = configuration_of(host, config)
    user = user or configuration.user
    if not user:
        msg = "Who logs in? opencga-frames login USER --host URL"
        raise UsageError(msg)
    password = _password(user, configuration.url, from_stdin=password_stdin, known=configuration.password)
    with OpenCGAClient(configuration) as oc:
        oc.login(user, password, organization=organization)
        path = oc.save_session()
        if keyring:
            keep_password(user, configuration.url, password)
        who = f"{oc.user}@{oc.organization}" if oc.organization else f"{oc.user}"
        click.echo(f"Logged in at {configuration.url} as {who}. The session is kept in {path}.")


def _password(user: str, url: str, *, from_stdin: bool, known: Secret | None) -> Secret:
    if from_stdin:
        return Secret(sys.stdin.readline().rstrip("\r\n"))
    return known or kept_password(user, url) or ask_password(user, url)
