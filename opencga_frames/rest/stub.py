"""Writes the stub of the resources, so that editors and type checkers know every method.

``python -m opencga_frames.rest.stub`` writes it to standard output.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.signature import NO_DEFAULT, arguments_of, class_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.endpoint import Endpoint, ResourceCatalogue
    from opencga_frames.rest.signature import Argument

__all__ = ["HEADER", "class_stub", "method_stub", "stub_text"]

_LINE = 110

#: What stands above the classes; ``FrameResource`` is their base.
HEADER = """\
# Made from the catalogue by `python -m opencga_frames.rest.stub`; a test holds it fresh.
import os
from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd

from opencga_frames.frames.conversion import Extra
from opencga_frames.frames.mapping import Tables
from opencga_frames.frames.to_pandas import Backend, Names
from opencga_frames.response import RestResponse
from opencga_frames.rest.resources import Resource
from opencga_frames.rest.values import BodyData, FileSource, Value

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
    """
    arguments = list(_with_star(arguments_of(endpoint)))
    line = f"    def {endpoint.name}({', '.join(['self', *arguments])}) -> RestResponse: ...\n"
    if len(line) <= _LINE + 1 and "\n" not in line[:-1]:
        return line
    rows = "".join(f"        {argument},\n" for argument in ["self", *arguments])
    return f"    def {endpoint.name}(\n{rows}    ) -> RestResponse: ...\n"


def _with_star(arguments: tuple[Argument, ...]) -> Iterator[str]:
    starred = False
    for argument in arguments:
        if argument.keyword_only and not starred:
            starred = True
            yield "*"
        default = "" if argument.default is NO_DEFAULT else f" = {_literal(argument.default)}"
        text = f"{argument.name}: {argument.annotation}{default}"
        yield text if len(text) + 9 <= _LINE else _folded(argument, default)


def _folded(argument: Argument, default: str) -> str:
    inner, _, rest = argument.annotation.removeprefix("Literal[").partition("]")
    values = "".join(f"            {value},\n" for value in inner.split(", "))
    alternatives = "".join(f"\n        | {part}" for part in rest.split(" | ") if part)
    return f"{argument.name}: Literal[\n{values}        ]{alternatives}{default}"


def _literal(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _index(catalogues: list[ResourceCatalogue]) -> str:
    rows = "".join(f"    {catalogue.name}: {class_name(catalogue.name)}\n" for catalogue in catalogues)
    return f"class Resources:\n    _caller: Any\n{rows}"


if __name__ == "__main__":
    sys.stdout.write(stub_text())
