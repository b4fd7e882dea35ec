"""The endpoints of the server as data: one file per resource, what they share in ``shared.yaml``.

Files whose names begin with ``_`` hold words that some of the resources use.

Nothing is read before it is asked for; what is read is immutable and kept for the life of the process.
"""

from __future__ import annotations

import copyreg
import dataclasses
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from opencga_frames.errors import UnknownNameError
from opencga_frames.rest.catalogue.endpoint import Endpoint, ResourceCatalogue
from opencga_frames.rest.catalogue.endpoints import Endpoints
from opencga_frames.rest.catalogue.reader import Definitions

__all__ = ["load_resource", "resource_names", "shared_words"]

_SHARED = "shared"
# The C parser is about ten times faster; it is missing where PyYAML was built without libyaml.
_YAML_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def resource_names() -> tuple[str, ...]:
    """Names of all resources, in alphabetical order.

    Returns
    -------
    tuple of str
        ``("cohorts", "families", ...)``: the files of the catalogue.
    """
    stems = (entry.name.removesuffix(".yaml") for entry in files(__name__).iterdir() if _is_yaml(entry.name))
    return tuple(sorted(stem for stem in stems if stem != _SHARED and not stem.startswith("_")))


@cache
def load_resource(name: str) -> ResourceCatalogue:
    """Read the endpoints of one resource.

    Parameters
    ----------
    name
        Name of the resource: ``"samples"``.

    Returns
    -------
    ResourceCatalogue
        Immutable; the same object at each call.

    Raises
    ------
    UnknownNameError
        If there is no such resource.

    Examples
    --------
    >>> load_resource("samples").endpoints["info"].path
    'samples/{samples}/info'
    """
    if name not in resource_names():
        raise UnknownNameError("resource", name, resource_names())
    own = _load(name)
    words = Definitions(own, *map(_load, own.get("uses", ())), _load(_SHARED))
    return ResourceCatalogue(name=name, about=own["about"], endpoints=Endpoints(name, own["endpoints"], words))


@cache
def shared_words() -> Definitions:
    """Return what all resources have in common: tables and sort keys by class of the rows, parameters, values.

    Examples
    --------
    >>> shared_words().tables["Sample"]
    'samples'
    """
    return Definitions(_load(_SHARED))


@cache
def _load(name: str) -> dict[str, Any]:
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.load(text, Loader=_YAML_LOADER)  # noqa: S506 - a safe loader in both cases
    return content


def _find_endpoint(resource: str, name: str) -> Endpoint:
    return load_resource(resource).endpoints[name]


def _make_endpoint(values: dict[str, Any]) -> Endpoint:
    return Endpoint(**values)


def _pickled(endpoint: Endpoint) -> tuple[Any, ...]:
    """Pickle an endpoint of the catalogue by its name, so that the same object is found again, and others by value."""
    if endpoint.resource in resource_names():
        own = load_resource(endpoint.resource).endpoints
        if endpoint.name in own and own[endpoint.name] == endpoint:
            return _find_endpoint, (endpoint.resource, endpoint.name)
    values = {part.name: getattr(endpoint, part.name) for part in dataclasses.fields(endpoint)}
    return _make_endpoint, (values,)


# The class itself knows nothing of the catalogue it is found in.
copyreg.pickle(Endpoint, _pickled)


def _is_yaml(name: str) -> bool:
    return name.endswith(".yaml")
