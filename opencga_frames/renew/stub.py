"""The stub of the resources: every method with its arguments, for editors and type checkers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from opencga_frames.resource import scanned_endpoint
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.methods.signature import NO_DEFAULT, arguments_of, class_name
from opencga_frames.rest.walk.options import option_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.rest.catalogue.endpoint import Endpoint, ResourceCatalogue
    from opencga_frames.rest.methods.signature import Argument

__all__ = ["class_stub", "files", "filters_class", "method_stub", "stub_text"]

_INDEX: Final = """\
class Resources:
    configuration: ClientConfiguration
    _caller: Any
    @property
    def page_source(self) -> PageSource: ...
    @property
    def visible_names(self) -> VisibleNames: ...
"""
#: Options that change what a method returns: their type in that case, and what is returned.
_RETURNS: Final = {"dry_run": ("Literal[True]", "PreparedRequest"), "to": ("str | os.PathLike[str]", "Path")}
#: Their types otherwise.
_USUAL: Final = {"dry_run": "Literal[False]", "to": "None"}
_HEADER: Final = """\
# Made from the catalogue by `python -m opencga_frames.renew`; a test keeps it up to date.
# The readers of a resource take the filters of its own search, fewer names than those of the base class.
# mypy: disable-error-code="override"
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Unpack, overload

import pandas as pd

from opencga_frames import filters
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.frames.conversion import Extra
from opencga_frames.frames.table_set import Tables
from opencga_frames.frames.to_pandas import Backend, Names
from opencga_frames.jobs.response import JobResponse
from opencga_frames.page_source import PageSource
from opencga_frames.resource import FrameResource
from opencga_frames.response import RestResponse
from opencga_frames.rest.catalogue.endpoint import ResourceCatalogue
from opencga_frames.rest.methods.classes import Resource
from opencga_frames.rest.request.prepared import PreparedRequest
from opencga_frames.rest.request.values import BodyData, BodyObject, FileSource, Value
from opencga_frames.scan import Scan
from opencga_frames.visible_names import VisibleNames

__all__ = ["Resources", "make_class", "resource_class"]

def make_class(catalogue: ResourceCatalogue) -> type[Resource]: ...
def resource_class(name: str) -> type[Resource]: ...
"""
#: Methods of :class:`~opencga_frames.resource.FrameResource` with the filters of one call, and of any other.
_READERS: Final = {
    "scan": ("Scan", "table: str | None = None, *", "columns core extra keep_empty"),
    "frame": ("pd.DataFrame", "table: str | None = None, *", "columns core names dtype_backend extra keep_empty"),
    "tables": ("Tables", "*", "core names dtype_backend extra"),
    "dask": ("Any", "table: str | None = None, *", "columns core partitions provider"),
    "to_parquet": ("dict[str, str]", "folder: str | os.PathLike[str], *", "tables all_columns"),
}
_OPTIONS: Final = {
    "columns": "columns: Sequence[str] | None = None",
    "core": "core: bool = True",
    "all_columns": "core: bool = False",
    "names": 'names: Names = "snake"',
    "dtype_backend": 'dtype_backend: Backend = "numpy_nullable"',
    "extra": 'extra: Extra = "warn"',
    "keep_empty": "keep_empty: bool = False",
    "tables": "tables: Sequence[str] | None = None",
    "partitions": "partitions: int | None = None",
    "provider": "provider: str | None = None",
}


def files() -> Iterator[tuple[str, str]]:
    """Make the stub: its path below the checkout, and its text."""
    yield "opencga_frames/resources.pyi", stub_text()


def stub_text() -> str:
    """Text of the stub for all resources of the catalogue, unformatted."""
    catalogues = [load_resource(name) for name in resource_names()]
    return "\n".join([_HEADER, *(class_stub(catalogue) for catalogue in catalogues), _index(catalogues)])


def class_stub(catalogue: ResourceCatalogue) -> str:
    """Stub of one resource's class.

    Parameters
    ----------
    catalogue
        Its endpoints.
    """
    usual = scanned_endpoint(catalogue.endpoints)
    read = usual or any(endpoint.paged for endpoint in catalogue.endpoints.values())
    reading = "".join(_reader(name, filters_class(usual)) for name in _READERS) if usual else ""
    methods = "".join(method_stub(endpoint) for endpoint in catalogue.endpoints.values())
    return f"class {class_name(catalogue.name)}({'FrameResource' if read else 'Resource'}):\n{reading}{methods}"


def filters_class(endpoint: Endpoint) -> str:
    """Name of the class of a call's filters: ``SamplesSearch``."""
    return class_name(endpoint.resource) + class_name(endpoint.name)


def method_stub(endpoint: Endpoint) -> str:
    """Stub of one method, four blanks in.

    Parameters
    ----------
    endpoint
        What the method calls.

    Returns
    -------
    str
        The method as it is mostly called, and short ones for the options that make it return something else.
    """
    arguments = [_usual(argument) for argument in arguments_of(endpoint)]
    others = [_other(endpoint, option) for option in _RETURNS if option in option_names(endpoint)]
    returned = "JobResponse" if endpoint.returns_job else "RestResponse"
    main = f"    def {endpoint.name}({', '.join(['self', *_with_star(arguments)])}) -> {returned}: ...\n"
    return "".join(f"    @overload\n{text}" for text in [main, *others]) if others else main


def _reader(name: str, filters: str) -> str:
    """Stub of one method that reads rows: with the filters of the usual call, and with those of any other."""
    returned, first, words = _READERS[name]
    options = ", ".join(_OPTIONS[word] for word in words.split())
    calls = (("of: None = None", f"Unpack[filters.{filters}]"), ("of: str", "Any"))
    return "".join(
        f"    @overload\n    def {name}(self, {first}, {of}, {options}, **filters: {kind}) -> {returned}: ...\n"
        for of, kind in calls
    )


def _usual(argument: Argument) -> Argument:
    is_option = argument.parameter is None and argument.field is None
    kind = _USUAL.get(argument.name) if is_option else None
    return replace(argument, annotation=kind) if kind else argument


def _other(endpoint: Endpoint, option: str) -> str:
    kind, returned = _RETURNS[option]
    return f"    def {endpoint.name}(self, *args: Any, {option}: {kind}, **kwargs: Any) -> {returned}: ...\n"


def _with_star(arguments: Sequence[Argument]) -> Iterator[str]:
    starred = False
    for argument in arguments:
        if argument.keyword_only and not starred:
            starred = True
            yield "*"
        default = "" if argument.default is NO_DEFAULT else f" = {argument.default!r}"
        yield f"{argument.name}: {argument.annotation}{default}"


def _index(catalogues: list[ResourceCatalogue]) -> str:
    rows = "".join(f"    {catalogue.name}: {class_name(catalogue.name)}\n" for catalogue in catalogues)
    return f"{_INDEX}{rows}"
