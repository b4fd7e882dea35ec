"""One call of every method with all its arguments, which the tests give to a type checker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.methods.signature import arguments_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.methods.signature import Argument

__all__ = ["files"]

_HEADER: Final = '''"""Every method with all its arguments, and as a dry run; see opencga_frames.renew."""

# fmt: off
# ruff: noqa: E501, PLR0915

from __future__ import annotations

from pathlib import Path
from typing import assert_type

from opencga_frames import OpenCGAClient, RestResponse
from opencga_frames.jobs import JobResponse
from opencga_frames.rest.request.prepared import PreparedRequest
'''
_VALUES: Final = {
    "Value": '"x"',
    "str": '"x"',
    "int": "1",
    "float": "1.5",
    "bool": "True",
    "FileSource": 'b"x"',
    "BodyData": '{"id": "x"}',
    "BodyObject": '{"id": "x"}',
    "Any": '{"id": "x"}',
}


def files() -> Iterator[tuple[str, str]]:
    """Make the file: its path below the checkout, and its text."""
    yield "tests/typing/every_call.py", _HEADER + "".join(map(_resource, resource_names()))


def _resource(name: str) -> str:
    lines = [line for endpoint in load_resource(name).endpoints.values() for line in _calls(name, endpoint)]
    return f"\n\ndef {name}(oc: OpenCGAClient) -> None:\n{''.join(lines)}"


def _calls(resource: str, endpoint: Endpoint) -> list[str]:
    arguments = arguments_of(endpoint)
    options = {a.name for a in arguments if a.parameter is None and a.field is None}
    usual = ", ".join(_given(a) for a in arguments if not (a.name in options and a.name in ("to", "dry_run")))
    call = f"oc.{resource}.{endpoint.name}"
    returned = "JobResponse" if endpoint.returns_job else "RestResponse"
    lines = [f"    assert_type({call}({usual}), {returned})\n"]
    if "to" in options:
        lines.append(f'    assert_type({call}("x", to="x"), Path)\n')
    if "dry_run" in options:
        lines.append(f"    assert_type({call}(dry_run=True), PreparedRequest)\n")
    return lines


def _given(argument: Argument) -> str:
    value = _value(argument.annotation)
    return f"{argument.name}={value}" if argument.keyword_only else value


def _value(kind: str) -> str:
    """Write a value of a type."""
    outer, _, inner = kind.partition("[")
    if outer == "Literal":
        return inner.partition(",")[0].partition("]")[0]
    if outer == "Iterable":
        return f"[{_value(inner)}]"
    if outer == "Mapping":
        return f'{{"a": {_value(inner.removeprefix("str, "))}}}'
    return _VALUES[kind.partition(" |")[0].rstrip("]").partition("]")[0]]
