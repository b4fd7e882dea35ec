"""What the words of a line mean: filters, and names to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError
from opencga_frames.frames.schema.registry import table_names
from opencga_frames.rest.catalogue.takers import unknown_parameter
from opencga_frames.study.tables import call_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["complete_tables", "conditions", "filters_by_table"]


def complete_tables(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001
    """Return the tables whose names begin with what was typed."""
    return [name for name in table_names() if name.startswith(incomplete)]


def conditions(endpoint: Endpoint, given: Sequence[str]) -> dict[str, Any]:
    """Read filters such as ``somatic=false``; a filter given twice means either value.

    Raises
    ------
    UsageError
        For a condition without a name and a value.
    UnknownNameError
        For a filter that the call does not have; near ones are named.
    """
    read: dict[str, Any] = {}
    for condition in given:
        name, equals, value = condition.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or not name:
            msg = f"--where {condition!r} is no filter; expected a name, =, and a value, such as somatic=false."
            raise UsageError(msg)
        if not endpoint.takes(name):
            raise unknown_parameter("filter", name, [p.name for p in endpoint.parameters], endpoint)
        read[name] = f"{read[name]},{value}" if name in read else value
    return read


def filters_by_table(given: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Read filters such as ``samples.somatic=false`` into filters by table.

    Raises
    ------
    UsageError
        For a condition without a table, a name and a value.
    UnknownNameError
        For a table or filter that does not exist.
    """
    by_table: dict[str, list[str]] = {}
    for condition in given:
        table, dot, rest = condition.partition(".")
        if not dot or "=" not in rest:
            msg = f"--where {condition!r} is no filter of a table; expected such as samples.somatic=false."
            raise UsageError(msg)
        by_table.setdefault(table.strip(), []).append(rest)
    return {table: conditions(call_for(table).endpoint, some) for table, some in by_table.items()}
