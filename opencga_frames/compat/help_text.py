"""The overview that pyopencga's ``help`` writes: clients, their calls, the parameters of the calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.compat.pyopencga_classes import PyopencgaClass, pyopencga_classes
from opencga_frames.errors import UnknownNameError
from opencga_frames.rest.catalogue import load_resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["help_lines"]


def help_lines(client_name: str | None = None, *, parameters: bool = False) -> Iterator[str]:
    """Return the lines.

    Parameters
    ----------
    client_name
        Name of a class of pyopencga, ``"Sample"``; None for an overview of all.
    parameters
        True for the parameters of each call.

    Raises
    ------
    UnknownNameError
        If there is no class of that name.
    """
    if client_name is None:
        yield "Available clients:"
        yield from (f"    - {_heading(row)}" for row in pyopencga_classes())
        return
    wanted = [row for row in pyopencga_classes() if row.class_name == client_name]
    if not wanted:
        raise UnknownNameError("client", client_name, (row.class_name for row in pyopencga_classes()))
    yield _heading(wanted[0])
    yield "    Available methods:"
    for name, endpoint in load_resource(_resource(wanted[0])).endpoints.items():
        yield f"        - {name}: {endpoint.about} (/{endpoint.path})"
        yield from _parameters(endpoint) if parameters else ()


def _resource(row: PyopencgaClass) -> str:
    return row.same_as or row.attribute


def _heading(row: PyopencgaClass) -> str:
    about = load_resource(_resource(row)).about
    return f"{row.class_name}: {about} USAGE: opencga_client.{row.getter}()"


def _parameters(endpoint: Endpoint) -> Iterator[str]:
    for parameter in endpoint.parameters:
        yield f"            * {parameter.name} ({parameter.type}): {parameter.about}"
