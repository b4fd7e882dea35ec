"""``include=``, ``exclude=`` and ``sort=`` in the words of the frames: checked, and written as servers read them.

Servers pass over names they do not know, so that a misspelt ``sort=`` gives rows in any order, and a misspelt
``include=`` gives rows without values.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError
from opencga_frames.frames.include import include_for, key_paths, own_include, wire_path
from opencga_frames.frames.plan import choose_columns
from opencga_frames.frames.schema.registry import entity_of, is_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from opencga_frames.frames.schema.model import Entity, Table
    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["include_argument", "with_needs", "with_wire_fields"]


def with_wire_fields(endpoint: Endpoint, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """Write the fields that a call names as the server knows them.

    Parameters
    ----------
    endpoint
        What is called.
    arguments
        Values by name.

    Returns
    -------
    mapping
        The arguments, with fields of the server in ``include``, ``exclude`` and ``sort``; the keys are always among
        those included. Calls whose rows no table describes are left as they are.

    Raises
    ------
    UnknownNameError
        For a name that is neither a column nor a field; near matches are named.
    UsageError
        When a key is excluded, or rows are to be sorted by what the server does not hold.

    Examples
    --------
    >>> from opencga_frames.rest.catalogue import load_resource
    >>> search = load_resource("individuals").endpoints["search"]
    >>> with_wire_fields(search, {"include": "sex_id", "sort": "creation_date"})
    {'include': ('id', 'sex.id', 'uuid'), 'sort': 'creationDate'}
    """
    if endpoint.table is None or not is_table(endpoint.table):
        return arguments
    entity = entity_of(endpoint.table)
    written = {}
    for parameter in endpoint.query_parameters:
        write = _WRITERS.get(parameter.wire) if parameter.type == "string" else None
        for name in (parameter.name, parameter.wire):
            names = _names(arguments.get(name)) if write else []
            if write and names:
                written[name] = write(entity, names)
    return {**arguments, **written}


def with_needs(endpoint: Endpoint, tables: Iterable[Table], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Add the arguments without which a table would have no rows, unless the caller says otherwise.

    Parameters
    ----------
    endpoint, arguments
        The call.
    tables
        Tables to be made of its rows.

    Examples
    --------
    >>> from opencga_frames.frames.schema.registry import find_table
    >>> from opencga_frames.rest.catalogue import load_resource
    >>> with_needs(load_resource("variants").endpoints["query"], [find_table("variant_files")], {"region": "7"})
    {'include_file': 'all', 'region': '7'}
    """
    needed = {wire: value for table in tables for wire, value in table.asks if endpoint.takes(wire)}
    names = {wire: endpoint.parameter(wire).name for wire in needed}
    more = {names[wire]: value for wire, value in needed.items() if not {wire, names[wire]} & arguments.keys()}
    return {**more, **arguments}


def _names(value: Any) -> list[str]:
    """Names in a string with commas, or in a list; anything else is left to the check of the call."""
    if isinstance(value, str):
        value = value.split(",")
    items = list(value) if isinstance(value, Iterable) else []
    return [item.strip() for item in items if item.strip()] if all(isinstance(item, str) for item in items) else []


def _excluded(entity: Entity, names: Sequence[str]) -> tuple[str, ...]:
    paths = [path for name in names if (path := wire_path(entity, name)) is not None]
    keys = [path for path in paths if path in key_paths(entity)]
    if keys:
        msg = f"exclude= got {keys[0]!r}, without which rows cannot be told apart. Leave it out."
        raise UsageError(msg)
    return tuple(dict.fromkeys(paths))


def _sorted_by(entity: Entity, names: Sequence[str]) -> str:
    return ",".join(_sort_term(entity, name) for name in names)


def _sort_term(entity: Entity, term: str) -> str:
    name, colon, order = term.partition(":")
    path = wire_path(entity, name)
    if path is None:
        msg = f"sort= got {name!r}, which comes from the request and is the same in all rows. Sort by another field."
        raise UsageError(msg)
    return f"{path}{colon}{order}"


_WRITERS: Final[dict[str, Callable[[Entity, Sequence[str]], object]]] = {
    "include": own_include,
    "exclude": _excluded,
    "sort": _sorted_by,
}


def include_argument(
    endpoint: Endpoint, arguments: Mapping[str, Any], tables: Mapping[str, Sequence[str] | None]
) -> dict[str, tuple[str, ...]]:
    """Return the argument ``include`` that suffices for some tables.

    Parameters
    ----------
    endpoint
        What is called.
    arguments
        What is asked otherwise.
    tables
        Columns by table; None for all columns of a table.

    Returns
    -------
    dict
        Empty where the arguments have ``include`` or ``exclude``, or the endpoint does not take them.
    """
    takes = any(p.wire == "include" for p in endpoint.parameters)
    if not takes or not endpoint.table or any(arguments.get(word) is not None for word in ("include", "exclude")):
        return {}
    entity = entity_of(endpoint.table)
    chosen = {name: choose_columns(entity.tables[name], columns, core=False) for name, columns in tables.items()}
    return {"include": include_for(entity, chosen)}
