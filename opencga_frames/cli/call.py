"""``opencga-frames call``: any path of the web services."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from opencga_frames.cli.connection import connected, server_options
from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from opencga_frames.rest.wire.message import Method

__all__ = ["command"]


@click.command("call")
@click.argument("method", type=click.Choice(["GET", "POST", "DELETE"], case_sensitive=False))
@click.argument("path")
@click.option("--param", "params", multiple=True, metavar="NAME=VALUE", help="Query parameter; several may be given.")
@click.option("--data", type=click.File(encoding="utf-8"), help="File with the JSON body; - for standard input.")
@server_options
def command(
    method: Method, path: str, params: tuple[str, ...], data: Any, host: str | None, config: str | None
) -> None:
    """Call PATH below the version of the web services, such as samples/S1/info, and print the results as JSON."""
    body = _json(data.read(), data.name) if data else None
    query = dict(_pair(param) for param in params)
    with connected(host, config) as oc:
        answer = oc.call(method, path, query, body)
        json.dump(answer.results(), sys.stdout, indent=2, ensure_ascii=False)
        click.echo()


def _pair(param: str) -> tuple[str, str]:
    name, equals, value = param.partition("=")
    if not equals:
        msg = f"--param {param!r} has no value; expected a name, =, and a value, such as limit=5."
        raise UsageError(msg)
    return name, value


def _json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        msg = f"--data {name} holds no JSON: {error}."
        raise UsageError(msg) from None
