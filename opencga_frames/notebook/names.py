"""The names that fit an argument of a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import OpenCGAError
from opencga_frames.frames.schema.registry import entity_of, find_table, is_table, table_names
from opencga_frames.resource import scanned_endpoint
from opencga_frames.rest.methods.classes import Resource
from opencga_frames.study.study import Study
from opencga_frames.study.tables import call_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.notebook.typed_argument import TypedArgument
    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter
    from opencga_frames.visible_names import VisibleNames

__all__ = ["fitting_names"]

_STUDIES: Final = frozenset({"study", "studies"})
_COHORTS: Final = frozenset({"cohort", "cohortIds", "cohorts"})
_COLUMNS: Final = frozenset({"columns", "include", "exclude", "sort"})
_TABLES: Final = frozenset({"tables", "table"})
#: Methods whose arguments without a name are tables.
_OF_TABLES: Final = frozenset({"table", "scan", "join", "frame", "tables", "batches", "dask"})


def fitting_names(argument: TypedArgument, variables: Mapping[str, Any]) -> Sequence[str]:
    """Find the names that fit an argument; none where nothing is known, and never an error.

    Parameters
    ----------
    argument
        What is being typed.
    variables
        Variables of the notebook by name. Only attributes of this package's objects are looked up.

    Returns
    -------
    sequence of str
        Studies that the user may see, cohorts of the study, values that the server knows, tables or columns.
    """
    *way, method = argument.called.split(".")
    try:
        owner = _object(way, variables)
        if isinstance(owner, Study):
            return _of_study(owner, method, argument)
        if isinstance(owner, Resource):
            return _of_resource(owner, method, argument, _visible(way, variables))
        is_study = method == "study" and argument.keyword in ("", "study")
        return owner.visible_names.studies() if is_study and _is_client(owner) else ()
    except OpenCGAError:
        return ()


def _is_client(found: object) -> bool:
    return hasattr(type(found), "visible_names")


def _object(way: Sequence[str], variables: Mapping[str, Any]) -> Any:
    """Follow names to an object of this package; what is not of it is not touched."""
    found = variables.get(way[0]) if way else None
    for name in way[1:]:
        is_ours = isinstance(found, (Study, Resource)) or _is_client(found)
        found = getattr(found, name) if is_ours and hasattr(type(found), name) else None
    return found


def _visible(way: Sequence[str], variables: Mapping[str, Any]) -> VisibleNames | None:
    """Find who knows the names that a user may see: the client at the beginning of a call, or any."""
    clients = [one for one in (variables.get(way[0]), *list(variables.values())) if _is_client(one)]
    return clients[0].visible_names if clients else None


def _of_study(study: Study, method: str, argument: TypedArgument) -> Sequence[str]:
    table = method if is_table(method) else None
    if table is None and (argument.keyword in _TABLES or (not argument.keyword and method in _OF_TABLES)):
        return table_names()
    endpoint = call_for(table).endpoint if table is not None else None
    parameter = _parameter(endpoint, argument.keyword)
    if parameter is not None and parameter.wire in _COHORTS:
        return study.cohort_samples.names()
    return _values(endpoint, parameter, argument.keyword, table)


def _of_resource(
    resource: Resource, method: str, argument: TypedArgument, visible: VisibleNames | None
) -> Sequence[str]:
    endpoints: Mapping[str, Endpoint] = getattr(resource, "_endpoints", {})
    endpoint = endpoints.get(method) or scanned_endpoint(endpoints)
    is_table_name = not argument.keyword and method in _OF_TABLES and method not in endpoints
    if endpoint is not None and endpoint.table is not None and (is_table_name or argument.keyword in _TABLES):
        return tuple(entity_of(endpoint.table).tables)
    parameter = _parameter(endpoint, argument.keyword)
    if parameter is not None and visible is not None:
        if parameter.wire in _STUDIES:
            return visible.studies()
        study = argument.given("study")
        if parameter.wire in _COHORTS and study:
            return visible.cohorts(study)
    return _values(endpoint, parameter, argument.keyword, endpoint.table if endpoint else None)


def _parameter(endpoint: Endpoint | None, keyword: str) -> Parameter | None:
    return endpoint.parameter(keyword) if endpoint is not None and keyword and endpoint.takes(keyword) else None


def _values(endpoint: Endpoint | None, parameter: Parameter | None, keyword: str, table: str | None) -> Sequence[str]:
    if keyword in _COLUMNS and table is not None and is_table(table):
        return find_table(table).names
    return (parameter.allowed or parameter.words) if endpoint is not None and parameter is not None else ()
