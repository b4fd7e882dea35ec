"""Calls and parameters of a description as endpoints and parameters of the catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter
from opencga_frames.rest.learning.bodies import body
from opencga_frames.rest.learning.description import default_value, rows_of, value_type
from opencga_frames.rest.learning.names import identifier

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from opencga_frames.rest.catalogue.endpoint import AnswerFormat, ParameterPlace
    from opencga_frames.rest.learning.description import DescribedEndpoint, DescribedPart
    from opencga_frames.rest.wire.message import Method

__all__ = ["VERBS", "Known", "endpoint", "parameter"]

VERBS: Final = frozenset({"GET", "POST", "DELETE"})
_PLACEHOLDER: Final = re.compile(r"{([^{}]+)}")
_STREAMS: Final = frozenset({"DataInputStream", "InputStream", "StreamingOutput"})
#: Arguments that calls and frames have for themselves.
_RESERVED: Final = frozenset({
    *("self", "data", "dry_run", "extra", "to", "size", "page_size", "workers", "progress", "on_error"),
    *("table", "of", "columns", "core", "names", "dtype_backend", "keep_empty"),
})  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What the catalogue knows that a description does not say.

    Attributes
    ----------
    tables
        Main table of rows by the class of the rows.
    sort_keys
        Field that pages can be ordered by, by table.
    parameters
        Parameters by the last word of their call and their names on the wire: how lists are joined, what is a date.
    """

    tables: Mapping[str, str]
    sort_keys: Mapping[str, str]
    parameters: Mapping[tuple[str, str], Parameter]

    @classmethod
    def from_endpoints(
        cls, endpoints: Iterable[Endpoint], tables: Mapping[str, str], sort_keys: Mapping[str, str]
    ) -> Known:
        """Gather the parameters of known calls; a filter of dates is one in any call."""
        found: dict[tuple[str, str], Parameter] = {}
        for one in endpoints:
            for part in one.query_parameters if one.until is None else ():
                found.setdefault((_last(one.path), part.wire), part)
                if part.dates:
                    found.setdefault(("", part.wire), part)
        return cls(tables, sort_keys, found)

    def like(self, path: str, wire: str) -> Parameter | None:
        """Find a known parameter of the same name in a call of the same kind."""
        return self.parameters.get((_last(path), wire)) or self.parameters.get(("", wire))


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def endpoint(described: DescribedEndpoint, resource: str, name: str, known: Known) -> Endpoint:
    """Make an endpoint that the catalogue does not have.

    Parameters
    ----------
    described
        The call as it is described.
    resource, name
        What it is called in Python.
    known
        What the catalogue knows about calls of its kind.
    """
    parameters = _parameters(described, known)
    wires = {p.wire for p in parameters if p.place != "path"}
    rows = rows_of(described)
    table = known.tables.get(rows or "")
    paged = described.method == "GET" and {"limit", "skip"} <= wires
    part = described.body
    answer: AnswerFormat = "binary" if rows in _STREAMS else "envelope"
    return Endpoint(
        resource=resource,
        name=name,
        method=cast("Method", described.method),
        path=described.template,
        parameters=parameters,
        body=None if part is None else body(part),
        answer=answer,
        rows=rows,
        table=table,
        paged=paged,
        countable="count" in wires,
        returns_job=rows == "Job" and described.method != "GET" and resource != "jobs",
        sort_key=known.sort_keys.get(table or "") if paged else None,
        about=_sentence(described.description) or "The server does not say what it does.",
    )


def _parameters(described: DescribedEndpoint, known: Known) -> tuple[Parameter, ...]:
    parts = {(part.param, part.name): part for part in described.parameters if part.param != "body"}
    found: list[Parameter] = []
    for wire in _PLACEHOLDER.findall(described.template):
        part = parts.get(("path", wire))
        found.append(_placeholder(wire, part.description if part else None, found))
    place: ParameterPlace = "form" if any(value_type(part) == "binary" for part in parts.values()) else "query"
    for part in parts.values():
        if part.param != "path":
            found.append(parameter(part, place, found, known.like(described.template, part.name)))
    return tuple(found)


def _placeholder(wire: str, about: str | None, taken: Iterable[Parameter]) -> Parameter:
    return Parameter(
        name=_free(wire, {p.name for p in taken}),
        wire=wire,
        place="path",
        multiple=_is_list(about),
        required=True,
        needed=True,
        about=_sentence(about),
    )


def parameter(
    part: DescribedPart, place: ParameterPlace, taken: Iterable[Parameter], like: Parameter | None = None
) -> Parameter:
    """Make a parameter that the catalogue does not have.

    Parameters
    ----------
    part
        The parameter as it is described.
    place
        Where it is sent.
    taken
        Parameters that the call has already.
    like
        A known parameter of the same name on the wire, of a call of the same kind.
    """
    kind = value_type(part)
    allowed = part.allowed or None
    made = Parameter(
        name=_free(part.name, {p.name for p in taken}),
        wire=part.name,
        place=place,
        type="string" if kind == "enum" and not allowed else kind,
        multiple=_is_list(part.description),
        allowed=allowed if kind == "enum" else None,
        default=default_value(part),
        required=part.required,
        needed=part.required,
        about=_sentence(part.description),
    )
    if like is None or like.type != made.type:
        return made
    # Not its words: nobody said that the set is the same here.
    about = made.about or like.about
    grammar = {name: getattr(like, name) for name in ("dates", "separator", "blank", "multiple")}
    return replace(made, about=about, **grammar)


def _free(wire: str, taken: Collection[str]) -> str:
    name = identifier(wire)
    while name in taken or name in _RESERVED:
        name += "_"
    return name


def _is_list(about: str | None) -> bool:
    return "comma" in (about or "").lower()


def _sentence(text: str | None) -> str:
    line = " ".join((text or "").split())
    return line if not line or line.endswith((".", "!", "?")) else f"{line}."
