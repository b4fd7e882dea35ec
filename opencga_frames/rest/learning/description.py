"""Reads the description that servers give of their web services, ``meta/api``: its one reading, for tests as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from opencga_frames.errors import UnreadableAnswerError

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.endpoint import ValueType

__all__ = [
    "Category",
    "DescribedEndpoint",
    "DescribedPart",
    "default_value",
    "json_kind",
    "read_categories",
    "rows_of",
    "value_type",
]

_ROOT: Final = "/{apiVersion}/"
#: Words of Java for types of values; servers use either these or the words of the catalogue.
_VALUE_TYPES: Final[dict[str, ValueType]] = {
    **dict.fromkeys(("integer", "int", "long", "short"), "integer"),
    **dict.fromkeys(("number", "float", "double"), "number"),
    "boolean": "boolean",
    "inputstream": "binary",
    "enum": "enum",
}
_MAPS: Final = frozenset({"Map", "HashMap", "ObjectMap", "Query", "QueryOptions"})
_LISTS: Final = frozenset({"List", "Set", "Collection"})
_GENERIC: Final = re.compile(r"[\w.]+<(.+)>")
_JAVA_LANG: Final = re.compile(r"java\.lang\.(\w+)")


class DescribedPart(msgspec.Struct, frozen=True, rename="camel"):
    """A parameter, a body, or a field of one, as a server describes it; ``data`` are the fields inside."""

    name: str
    param: str = "query"
    type: str | None = None
    type_class: str | None = None
    generic_type: str | None = None
    required: bool = False
    default_value: str | None = None
    allowed_values: str | None = None
    description: str | None = None
    data: tuple[DescribedPart, ...] | None = None

    @property
    def allowed(self) -> tuple[str, ...]:
        """Values the server takes; none where any will do."""
        return tuple((self.allowed_values or "").replace(",", " ").split())

    @property
    def fields(self) -> tuple[DescribedPart, ...]:
        """The fields inside."""
        return self.data or ()


class DescribedEndpoint(msgspec.Struct, frozen=True):
    """A call as a server describes it."""

    path: str
    method: str
    response: str | None = None
    description: str | None = None
    parameters: tuple[DescribedPart, ...] = ()

    @property
    def template(self) -> str:
        """Path below the version segment, as the catalogue has it."""
        return self.path.removeprefix(_ROOT)

    @property
    def body(self) -> DescribedPart | None:
        """The body, or None."""
        return next((part for part in self.parameters if part.param == "body"), None)


class Category(msgspec.Struct, frozen=True):
    """Calls whose paths begin alike: what the client has as a resource."""

    name: str
    path: str
    endpoints: tuple[DescribedEndpoint, ...] = ()

    @property
    def base(self) -> str:
        """What the paths have in common, such as ``analysis/variant``."""
        return self.path.removeprefix(_ROOT)


def read_categories(rows: bytes, host: str = "") -> tuple[Category, ...]:
    """Read the rows of an answer of ``meta/api``.

    Parameters
    ----------
    rows
        JSON of the rows: a list with one list of categories.
    host
        Address of the server, for the error.

    Raises
    ------
    UnreadableAnswerError
        If they are something else.
    """
    try:
        read = msgspec.json.decode(rows, type=tuple[tuple[Category, ...], ...])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        msg = f"{host or 'The server'} does not describe its calls as servers of OpenCGA do: {error}."
        raise UnreadableAnswerError(msg, host=host, path="meta/api") from None
    return tuple(category for row in read for category in row)


def value_type(part: DescribedPart) -> ValueType:
    """Type of a parameter in the catalogue's words; whatever is none of its other types is a string.

    Examples
    --------
    >>> value_type(DescribedPart("deleted", type="java.lang.Boolean"))
    'boolean'
    """
    return _VALUE_TYPES.get((part.type or "").rpartition(".")[2].lower(), "string")


def json_kind(part: DescribedPart) -> str:
    """Kind of a field of a body, as :class:`~opencga_frames.rest.catalogue.endpoint.BodyField` has it.

    Examples
    --------
    >>> json_kind(DescribedPart("ids", type="List", generic_type="java.util.List<java.lang.String>"))
    'list<string>'
    """
    kind = part.type or "Object"
    if kind in _LISTS:
        return f"list<{_inner(part)}>"
    if kind in _MAPS:
        return f"map<{_inner(part)}>"
    return _simple(kind)


def default_value(part: DescribedPart) -> bool | float | str | None:
    """Read what the server assumes when nothing is sent; None where it does not say it, or not as a value of the type.

    Examples
    --------
    >>> default_value(DescribedPart("threshold", type="Float", default_value="0.05f"))
    0.05
    """
    text, kind = part.default_value, json_kind(part)
    if not text:
        return None
    if kind == "boolean":
        return {"true": True, "false": False}.get(text.lower())
    if kind not in ("integer", "number"):
        return text
    try:
        number = float(text.rstrip("fFdDlL"))
    except ValueError:
        return None
    return int(number) if kind == "integer" and number.is_integer() else number


def _inner(part: DescribedPart) -> str:
    """Kind of what a list or map holds."""
    found = _GENERIC.fullmatch(part.generic_type or "")
    held = found.group(1).rpartition(",")[2].strip() if found else ""
    java = _JAVA_LANG.fullmatch(held)
    if java:
        return _simple(java.group(1))
    if part.allowed:
        return "enum"
    # What is neither described nor a plain value may be anything: an enumeration, a record.
    return "object" if part.fields else "any"


def _simple(kind: str) -> str:
    if kind == "Object":
        return "any"
    if kind.lower() == "string":
        return "string"
    return _VALUE_TYPES.get(kind.rpartition(".")[2].lower(), "object")


def rows_of(endpoint: DescribedEndpoint) -> str | None:
    """Class of the rows, as the catalogue has it; None where the server does not say it."""
    return (endpoint.response or "").replace("$", ".") or None
