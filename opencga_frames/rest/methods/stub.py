"""Writes the stub of the resources, so that editors and type checkers know every method.

``python -m opencga_frames.rest.methods.stub`` writes it to standard output.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.methods.signature import NO_DEFAULT, arguments_of, class_name, option_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from opencga_frames.rest.catalogue.endpoint import Endpoint, ResourceCatalogue
    from opencga_frames.rest.methods.signature import Argument

__all__ = ["HEADER", "class_stub", "method_stub", "stub_text"]

_LINE = 120
#: Options that change what a method returns: their type in that case, and what is returned.
_RETURNS = {"dry_run": ("Literal[True]", "PreparedRequest"), "to": ("str | os.PathLike[str]", "Path")}
#: Their types otherwise.
_USUAL = {"dry_run": "Literal[False]", "to": "None"}

#: What stands above the classes; ``FrameResource`` is their base.
HEADER = """\
# Made from the catalogue by `python -m opencga_frames.rest.methods.stub`; a test holds it fresh.
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, overload

import pandas as pd

from opencga_frames.frames.conversion import Extra
from opencga_frames.frames.table_set import Tables
from opencga_frames.frames.to_pandas import Backend, Names
from opencga_frames.jobs.response import JobResponse
from opencga_frames.response import RestResponse
from opencga_frames.rest.methods.classes import Resource
from opencga_frames.rest.request.prepared import PreparedRequest
from opencga_frames.rest.request.values import BodyData, Document, FileSource, Value

__all__ = ["FrameResource", "Resources", "resource_class"]

def resource_class(name: str) -> type[FrameResource]: ...

class FrameResource(Resource):
    def frame(
        self,
        table: str | None = None,
        *,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> pd.DataFrame: ...
    def tables(
        self,
        *,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    def to_parquet(
        self, folder: str | os.PathLike[str], *, tables: Sequence[str] | None = None, core: bool = False, **filters: Any
    ) -> dict[str, str]: ...
    def narrowed(
        self, filters: Mapping[str, Any], tables: Iterable[str], columns: Sequence[str] | None = None
    ) -> dict[str, tuple[str, ...]]: ...
"""


def stub_text(header: str = HEADER) -> str:
    """Text of the stub for all resources of the catalogue.

    Parameters
    ----------
    header
        Imports and the class ``FrameResource``.

    Returns
    -------
    str
        As the formatter leaves it.
    """
    catalogues = [load_resource(name) for name in resource_names()]
    return "\n".join([header, *(class_stub(catalogue) for catalogue in catalogues), _index(catalogues)])


def class_stub(catalogue: ResourceCatalogue) -> str:
    """Stub of one resource's class.

    Parameters
    ----------
    catalogue
        Its endpoints.
    """
    methods = "".join(method_stub(endpoint) for endpoint in catalogue.endpoints.values())
    return f"class {class_name(catalogue.name)}(FrameResource):\n{methods}"


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
    main = _method(endpoint, arguments)
    return "".join(f"    @overload\n{text}" for text in [main, *others]) if others else main


def _usual(argument: Argument) -> Argument:
    is_option = argument.parameter is None and argument.field is None
    kind = _USUAL.get(argument.name) if is_option else None
    return replace(argument, annotation=kind) if kind else argument


def _method(endpoint: Endpoint, arguments: Sequence[Argument]) -> str:
    texts = ["self", *_with_star(arguments)]
    returned = "JobResponse" if endpoint.returns_job else "RestResponse"
    line = f"    def {endpoint.name}({', '.join(texts)}) -> {returned}: ...\n"
    if len(line) <= _LINE + 1 and "\n" not in line[:-1]:
        return line
    rows = "".join(f"        {text},\n" for text in texts)
    return f"    def {endpoint.name}(\n{rows}    ) -> {returned}: ...\n"


def _other(endpoint: Endpoint, option: str) -> str:
    kind, returned = _RETURNS[option]
    arguments = f"self, *args: Any, {option}: {kind}, **kwargs: Any"
    line = f"    def {endpoint.name}({arguments}) -> {returned}: ...\n"
    if len(line) <= _LINE + 1:
        return line
    return f"    def {endpoint.name}(\n        {arguments}\n    ) -> {returned}: ...\n"


def _with_star(arguments: Sequence[Argument]) -> Iterator[str]:
    starred = False
    for argument in arguments:
        if argument.keyword_only and not starred:
            starred = True
            yield "*"
        default = "" if argument.default is NO_DEFAULT else f" = {_literal(argument.default)}"
        text = f"{argument.name}: {argument.annotation}{default}"
        yield text if len(text) + 9 <= _LINE else _folded(argument, default)


def _folded(argument: Argument, default: str) -> str:
    """Break a long type as the formatter does."""
    kind, _, rest = argument.annotation.rpartition("]")
    alternatives = "".join(f"\n        | {part}" for part in rest.split(" | ") if part)
    if argument.annotation.endswith("| Sequence[str]"):
        kind, alternatives = argument.annotation.removesuffix("] | Sequence[str]"), "\n        | Sequence[str]"
    elif argument.annotation.endswith("| Sequence[str] | None"):
        kind = argument.annotation.removesuffix("] | Sequence[str] | None")
        alternatives = "\n        | Sequence[str]\n        | None"
    kind = f"{kind}]"
    if len(f"        {argument.name}: {kind}") > _LINE:
        kind = _broken(kind, 8)
    return f"{argument.name}: {kind}{alternatives}{default}"


def _broken(kind: str, indent: int) -> str:
    """Break a type in brackets: the values of a Literal each on a line, anything else around its inner type."""
    blanks = " " * indent
    outer, _, inner = kind.removesuffix("]").partition("[")
    if outer == "Literal":
        values = "".join(f"{blanks}    {value},\n" for value in inner.split(", "))
        return f"Literal[\n{values}{blanks}]"
    if inner.startswith("str, "):
        item = _broken(inner.removeprefix("str, "), indent + 4)
        return f"{outer}[\n{blanks}    str,\n{blanks}    {item},\n{blanks}]"
    fits = len(inner) + indent + 4 <= _LINE
    return f"{outer}[\n{blanks}    {inner if fits else _broken(inner, indent + 4)}\n{blanks}]"


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _index(catalogues: list[ResourceCatalogue]) -> str:
    rows = "".join(f"    {catalogue.name}: {class_name(catalogue.name)}\n" for catalogue in catalogues)
    return f"class Resources:\n    _caller: Any\n{rows}"


if __name__ == "__main__":
    sys.stdout.write(stub_text())
