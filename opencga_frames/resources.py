"""The resources of a client: one class per file of the catalogue, with a method for every endpoint."""

from __future__ import annotations

from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UnknownAttributeError
from opencga_frames.resource import FrameResource, scanned_endpoint
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.methods.classes import Resource, make_resource_class
from opencga_frames.rest.methods.filtered import FilteredMethod
from opencga_frames.rest.old_calls.attribute import OldAttribute
from opencga_frames.rest.old_calls.names import old_attributes
from opencga_frames.visible_names import VisibleNames

if TYPE_CHECKING:
    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.page_source import PageSource
    from opencga_frames.rest.catalogue.endpoint import ResourceCatalogue

__all__ = ["Resources", "make_class", "resource_class"]

#: Methods that read the rows of the usual call, and take its filters.
_READERS = ("scan", "frame", "tables", "dask", "to_parquet")


@cache
def resource_class(name: str) -> type[Resource]:
    """Make the class of one resource from its file of the catalogue.

    Parameters
    ----------
    name
        Name of the resource, e.g. ``"samples"``.

    Returns
    -------
    type
        A :class:`~opencga_frames.resource.FrameResource` where the resource has rows to read, else a plain
        :class:`~opencga_frames.rest.methods.classes.Resource`.

    Raises
    ------
    UnknownNameError
        When the catalogue has no such resource.
    """
    return make_class(load_resource(name))


def make_class(catalogue: ResourceCatalogue) -> type[Resource]:
    """Make the class of one resource from its endpoints; see :func:`resource_class`.

    Parameters
    ----------
    catalogue
        Its endpoints.
    """
    if not any(endpoint.paged for endpoint in catalogue.endpoints.values()):
        return make_resource_class(catalogue, Resource)
    made = make_resource_class(catalogue, FrameResource)
    usual = scanned_endpoint(catalogue.endpoints)
    for reader in _READERS if usual else ():
        setattr(made, reader, FilteredMethod(getattr(FrameResource, reader), lambda: usual))
    return made


class _Index:
    """Base of :class:`Resources`; keeps who carries out the calls."""

    configuration: ClientConfiguration
    _caller: Any

    @property
    def page_source(self) -> PageSource:
        """Carries out the calls; scans are bound to it."""
        source: PageSource = self._caller
        return source

    @cached_property
    def visible_names(self) -> VisibleNames:
        """Names that a notebook completes."""
        return VisibleNames(self.page_source, lambda: getattr(self, "user", None))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        today = old_attributes().get(name)
        if today is not None:
            return OldAttribute(name, today, getattr(self, today))
        known = (key for key in dir(self) if not key.startswith("_"))
        raise UnknownAttributeError("attribute", name, known, "the client")


def _resource(name: str, owner: _Index) -> Resource:
    return resource_class(name)(owner._caller)  # noqa: SLF001 - the base of the owner


def _property(name: str) -> cached_property[Resource]:
    made = cached_property(partial(_resource, name))
    made.__doc__ = f"Calls of the resource ``{name}``."
    return made


#: Resources as attributes, each made when it is first used.
Resources = type("Resources", (_Index,), {name: _property(name) for name in resource_names()})
