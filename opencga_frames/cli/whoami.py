"""``opencga-frames whoami``: whose token is used, where, and how long it is good."""

from __future__ import annotations

import json
import time

import click

from opencga_frames.cli.connection import connected, server_options
from opencga_frames.ground.shown import hours_and_minutes

__all__ = ["command"]


@click.command("whoami")
@server_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(host: str | None, config: str | None, as_json: bool) -> None:
    """Say who is logged in, where, and for how long. Nothing is sent."""
    with connected(host, config) as oc:
        ends = getattr(oc.token, "expires", None)
        left = None if ends is None else max(0, round(ends - time.time()))
        facts = {"user": oc.user, "organization": oc.organization, "host": oc.configuration.url, "seconds_left": left}
    if as_json:
        click.echo(json.dumps(facts))
        return
    who = f"{facts['user']}@{facts['organization']}" if facts["organization"] else facts["user"] or "anonymous"
    click.echo(f"{who} at {facts['host']}, {_how_long(left)}")


def _how_long(seconds: int | None) -> str:
    if seconds is None:
        return "with a token that does not say when it ends"
    if seconds == 0:
        return "with a token that has expired: opencga-frames login USER"
    return f"for another {hours_and_minutes(seconds)}"
