"""What an endpoint, a parameter and a request body are: the words the catalogue is written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from opencga_frames.errors import UnknownNameError
from opencga_frames.rest.catalogue.names import python_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.rest.wire.message import Method

__all__ = [
    "AnswerFormat",
    "Body",
    "BodyField",
    "Endpoint",
    "Filling",
    "OlderForm",
    "OlderType",
    "Parameter",
    "ParameterPlace",
    "ResourceCatalogue",
    "ValueType",
]

AnswerFormat = Literal["envelope", "json", "text", "binary"]
ParameterPlace = Literal["path", "query", "form"]
Filling = Literal["organization", "file_name"]
ValueType = Literal["string", "integer", "number", "boolean", "enum", "binary"]
#: Names of arguments that every method with a body has for itself.
_NO_ARGUMENTS = frozenset({"self", "data", "dry_run", "extra"})


@dataclass(frozen=True)
class Parameter:
    """One parameter of an endpoint.

    Attributes
    ----------
    name
        Name in Python.
    wire
        Name on the wire.
    place
        Where it is sent: in the path, in the query, or as a part of a form.
    type
        Kind of value. Filters are ``"string"`` even where they mean numbers or dates, because they take operators.
    multiple
        True when several values may be given.
    separator
        What joins the values of a list.
    allowed
        The values the server takes, or None.
    words
        Words that a filter compares with; upper and lower case are corrected before sending.
    open
        True where servers may know other words as well, so that none is refused.
    dates
        For a filter of dates: ``"range"`` where operators work, ``"day"`` where only whole days compare.
    older_forms
        Strings in a value that newer servers read otherwise: the string, the last release to read it so, what newer
        ones have instead.
    blank
        What a blank is sent as, where servers split a value at blanks.
    default
        What the server assumes when nothing is sent, as far as it declares it.
    required
        True when the server declares that it must be given.
    needed
        True when a call without it is refused before sending. Differs from ``required`` where servers
        are known to answer without a parameter that they declare as required.
    deprecated
        True when the server advises against it.
    declared
        False for a parameter that servers take without saying so.
    declared_type
        Type that servers declare where they really take another one.
    paths
        True for ids that may be file paths, whose ``/`` is written ``:`` in a URL.
    not_with
        Wire name of a parameter that cannot be given together with this one.
    brings
        Wire names of boolean parameters of which the client sends the first as true, unless one is given.
    splits
        For a filter of names of which any will do, so that a long list can be asked for in parts: ``"one"`` where a row
        has one of them at most, ``"many"`` where it may come in several parts.
    cuts
        True for a filter of dates of which every row has one, by which long searches are cut into ranges.
    since, until
        First and last server version with it; None as far as the endpoint itself reaches.
    about
        One sentence.
    """

    name: str
    wire: str
    place: ParameterPlace = "query"
    type: ValueType = "string"
    multiple: bool = False
    separator: str = ","
    allowed: tuple[str, ...] | None = None
    words: tuple[str, ...] = ()
    open: bool = False
    dates: Literal["", "range", "day"] = ""
    older_forms: tuple[tuple[str, str, str], ...] = ()
    blank: str | None = None
    default: Any = None
    required: bool = False
    needed: bool = False
    deprecated: bool = False
    declared: bool = True
    declared_type: ValueType | None = None
    paths: bool = False
    not_with: str | None = None
    brings: tuple[str, ...] = ()
    splits: Literal["", "one", "many"] = ""
    cuts: bool = False
    since: str | None = None
    until: str | None = None
    about: str = ""


class OlderType(msgspec.Struct, frozen=True):
    """Type of a field on servers before a release; ``kind`` as :mod:`~opencga_frames.rest.catalogue.body_classes`."""

    before: str
    kind: str


@dataclass(frozen=True)
class BodyField:
    """One field of a JSON body; ``type`` is a JSON type, ``list<...>``, ``map<...>``, ``enum`` or ``any``.

    ``older`` is its type on servers that read it otherwise; what is inside an ``open`` one is not checked.
    """

    name: str
    type: str = "string"
    allowed: tuple[str, ...] | None = None
    default: Any = None
    required: bool = False
    deprecated: bool = False
    secret: bool = False
    since: str | None = None
    until: str | None = None
    older: OlderType | None = None
    open: bool = False

    @property
    def python(self) -> str:
        """Name in Python."""
        return python_name(self.name)


@dataclass(frozen=True)
class Body:
    """A JSON body: the server's name for it, its fields, and whether the call works without it.

    A body without fields is an open map.
    """

    name: str
    fields: tuple[BodyField, ...] = ()
    required: bool = True

    @property
    def current(self) -> frozenset[str]:
        """Names on the wire of the fields that the newest servers have."""
        return frozenset(part.name for part in self.fields if part.until is None)

    @property
    def secret(self) -> bool:
        """True when a field holds a password or a token."""
        return any(part.secret for part in self.fields)


@dataclass(frozen=True)
class OlderForm:
    """The endpoint that did the work of a later one, and how its arguments were named where that differs."""

    name: str
    names: Mapping[str, str]


@dataclass(frozen=True, repr=False)
class Endpoint:
    """One call the server offers.

    Attributes
    ----------
    resource, name
        Resource and method in Python: ``samples``, ``search``.
    method
        HTTP verb.
    path
        Template below the version segment: ``samples/{samples}/info``.
    parameters
        Those of the path in order, then those of query or form.
    body
        JSON body, or None.
    answer
        What comes back: the usual envelope, bare JSON, text, or bytes.
    rows
        The server's name for the class of the rows, or None.
    table
        Main table those rows become, or None when they are no entity.
    paged, countable, returns_job
        Takes limit and skip; takes count; answers with a submitted job.
    sort_key
        Field by which pages can be ordered so that none of them overlap, or None.
    counts_hidden
        True where count and skip include rows that the user may not see.
    changes
        True for a GET that changes something on the server.
    since, until
        First and last server version with it; None from 1.4 on, or up to now.
    absent
        Releases between them without it.
    deprecated
        True when the server advises against it.
    about
        One sentence.
    content
        How the rows hold the content of a file, or None for other rows.
    older
        Forms the call has on servers that lack this one.
    accept
        Media type to ask for where it is not the usual one of the answer.
    record
        Last segment of the path whose rows say how many bytes the file has, or None.
    filled
        Fields of the body or parts of the form that the client fills in when the caller leaves them out, with what it
        fills in: its organization, or the name of the file that is sent.
    """

    resource: str
    name: str
    method: Method
    path: str
    parameters: tuple[Parameter, ...] = ()
    body: Body | None = None
    answer: AnswerFormat = "envelope"
    rows: str | None = None
    table: str | None = None
    paged: bool = False
    countable: bool = False
    returns_job: bool = False
    sort_key: str | None = None
    counts_hidden: bool = False
    changes: bool = False
    since: str | None = None
    until: str | None = None
    absent: tuple[str, ...] = ()
    deprecated: bool = False
    about: str = ""
    content: Literal["text", "base64"] | None = None
    older: tuple[OlderForm, ...] = ()
    accept: str | None = None
    record: str | None = None
    filled: tuple[tuple[str, Filling], ...] = ()

    @property
    def writes(self) -> bool:
        """True for a call that changes something on the server, and is never sent twice."""
        return self.method != "GET" or self.changes

    @cached_property
    def path_parameters(self) -> tuple[Parameter, ...]:
        """Parameters of the path, in order."""
        return tuple(p for p in self.parameters if p.place == "path")

    @cached_property
    def query_parameters(self) -> tuple[Parameter, ...]:
        """Parameters of query and form."""
        return tuple(p for p in self.parameters if p.place != "path")

    @cached_property
    def ids_parameter(self) -> Parameter | None:
        """The parameter of the path that takes a list of ids, or None."""
        return next((p for p in self.path_parameters if p.multiple), None)

    @cached_property
    def cut_key(self) -> str | None:
        """Name on the wire of the filter by whose ranges a long search can be cut, or None."""
        if not (self.paged and self.countable and self.sort_key and self.method == "GET"):
            return None
        return next((p.wire for p in self.query_parameters if p.cuts), None)

    @property
    def walked(self) -> bool:
        """True when one call may take several requests: pages, or batches of ids."""
        return self.paged or (self.method == "GET" and self.ids_parameter is not None)

    @property
    def is_form(self) -> bool:
        """True when the parameters are sent as a form with parts."""
        return any(p.place == "form" for p in self.parameters)

    def __repr__(self) -> str:
        return f"<Endpoint {self.label}: {self.method} {self.path}>"

    @property
    def label(self) -> str:
        """Name for messages: ``samples.search``."""
        return f"{self.resource}.{self.name}"

    def parameter(self, name: str) -> Parameter:
        """Find a parameter by its Python name or its name on the wire.

        Parameters
        ----------
        name
            ``"tool_id"`` or ``"toolId"``.

        Raises
        ------
        UnknownNameError
            If there is none; names the nearest ones.
        """
        found = self._names.get(name)
        if found is None:
            raise UnknownNameError("parameter", name, (p.name for p in self.parameters), self.label)
        return found

    def takes(self, name: str) -> bool:
        """Return whether a name is that of a parameter, in Python or on the wire."""
        return name in self._names

    @cached_property
    def fields(self) -> Mapping[str, BodyField]:
        """Fields of the body that may be given as arguments, by their Python names.

        A field that is called like a parameter, or like another argument of every call, is not among them: it is
        given within the body as a whole, or, where its values are objects, under the name of the parameter.
        """
        taken = self._names.keys() | _NO_ARGUMENTS
        found: dict[str, BodyField] = {}
        for part in self.body.fields if self.body else ():
            if not {part.name, part.python} & taken:
                found.setdefault(part.python, part)
        return MappingProxyType(found)

    def field(self, name: str) -> BodyField | None:
        """Find a field of the body by its Python name or its name on the wire; None where it is no argument."""
        found = self.fields.get(name)
        return found or next((f for f in self.fields.values() if f.name == name), None)

    @cached_property
    def _names(self) -> Mapping[str, Parameter]:
        # Python names win over wire names, the path over the query, and a field of today over a parameter of the past.
        current = self.body.current if self.body else frozenset()
        by_wire = {p.wire: p for p in reversed(self.parameters) if p.until is None or p.wire not in current}
        return MappingProxyType(by_wire | {p.name: p for p in reversed(self.parameters)})


@dataclass(frozen=True)
class ResourceCatalogue:
    """All endpoints of one resource, by their Python names."""

    name: str
    about: str = ""
    endpoints: Mapping[str, Endpoint] = field(default_factory=lambda: MappingProxyType({}))
