"""Reads the envelope around the results; the results themselves stay bytes.

Shapes read: servers 2.x to 5.x (``responses``/``results``) and 1.4 (``response``/``result``, warnings and
errors as strings, one element per id).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.ground.damaged import readable
from opencga_frames.ground.secret import STARS, mask
from opencga_frames.rest.wire.names import names_of_objects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.ground.row_name import DecodeRows, KeyedRow

__all__ = ["Event", "Page", "ResultBlock", "read_page", "without_secrets"]

#: Fields of rows and parameters that hold a password or a key, on any server line.
SECRET_FIELDS: Final = (
    "token", "refreshToken", "sessionId", "sid", "password", "newPassword", "secretKey", "apiKey",
)  # fmt: skip
_SECRET: Final = re.compile(
    rb'("(?:%s)"\s*:\s*")(?:[^"\\]|\\.)+(?=")|(\bBearer\s+)[^\s"\',;]+' % "|".join(SECRET_FIELDS).encode()
)
NOTHING = msgspec.Raw(b"")
UNKNOWN_COUNT = -1
#: Largest number of the server's counters; what is above it is no count.
MAX_COUNT: Final = 2**63 - 1
_START: Final = re.compile(rb'"results?"\s*:\s*(?=\[)')
#: Stands for the rows while what is around them is read.
_STAND_IN: Final = b'"rows of opencga_frames"'
#: Brackets behind the rows, and bytes around them, up to which their end is looked for.
_MOST_BRACKETS: Final = 30
_MOST_AROUND: Final = 1 << 15


class Event(msgspec.Struct, frozen=True):
    """A message of the server: type ``INFO``, ``WARNING`` or ``ERROR``.

    ``id`` is the Java class of an exception, or the entry the message is about.
    """

    type: str = "INFO"
    id: str = ""
    name: str = ""
    message: str = ""
    code: int = 0


class _RawResult(msgspec.Struct):
    # Not "Raw | None": that union takes null only. A null comes as the bytes of a null.
    results: msgspec.Raw = NOTHING
    result: msgspec.Raw = NOTHING
    id: Any = None
    time: Any = None
    events: Any = None
    numResults: Any = None  # noqa: N815 - names of the wire
    numMatches: Any = None  # noqa: N815
    numTotalResults: Any = None  # noqa: N815
    numInserted: Any = None  # noqa: N815
    numUpdated: Any = None  # noqa: N815
    numDeleted: Any = None  # noqa: N815
    numErrors: Any = None  # noqa: N815
    resultType: Any = None  # noqa: N815
    attributes: Any = None
    federationNode: Any = None  # noqa: N815
    warningMsg: Any = None  # noqa: N815
    errorMsg: Any = None  # noqa: N815


class _Envelope(msgspec.Struct):
    responses: list[_RawResult] | None = None
    response: list[_RawResult] | None = None
    apiVersion: Any = None  # noqa: N815
    time: Any = None
    events: Any = None
    params: Any = None
    queryOptions: Any = None  # noqa: N815
    warning: Any = None
    error: Any = None


@dataclass(frozen=True, slots=True)
class ResultBlock:
    """One element of ``responses``: counts, events, and the rows as the bytes of a JSON array.

    ``num_results`` is what the server says, -1 where it does not; ``fault`` says why there are no rows where there
    should be a list of them. ``names`` says what the rows are called, where that was read together with them;
    ``documents`` are the rows as their reader wants them, where they were decoded so.
    """

    rows: bytes = field(default=b"[]", repr=False)
    num_results: int = UNKNOWN_COUNT
    num_matches: int = UNKNOWN_COUNT
    result_type: str = ""
    time: int = 0
    id: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)
    federation_node: dict[str, Any] = field(default_factory=dict)
    fault: str = ""
    names: Sequence[KeyedRow] | None = field(default=None, repr=False, compare=False)
    documents: Sequence[Any] | None = field(default=None, repr=False, compare=False)

    def with_rows(self, rows: bytes) -> ResultBlock:
        """Return the same element with other rows."""
        return self if rows is self.rows else replace(self, rows=rows, names=None, documents=None)

    def bare(self) -> ResultBlock:
        """Return the same element with nothing but the bytes of its rows."""
        return replace(self, names=None, documents=None)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of the server: its envelope parsed, its rows still bytes."""

    blocks: tuple[ResultBlock, ...] = ()
    events: tuple[Event, ...] = ()
    params: dict[str, Any] = field(default_factory=dict)
    api_version: str = ""
    time: int = 0
    body: bytes = field(default=b"", repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle without the body, and without the tokens that the rows of a login hold."""
        blocks = tuple(replace(block.bare(), rows=without_secrets(block.rows)) for block in self.blocks)
        params = {name: value for name, value in self.params.items() if name not in SECRET_FIELDS}
        return type(self), (blocks, self.events, params, self.api_version, self.time)

    def __copy__(self) -> Page:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Page:
        """Return the page itself: it never changes, and a copy in the same process needs no cleaning."""
        return self

    @property
    def all_events(self) -> tuple[Event, ...]:
        """Events of the call followed by those of its results."""
        return self.events + tuple(event for block in self.blocks for event in block.events)

    @property
    def num_results(self) -> int:
        """Rows in this answer, as the server counts them."""
        return sum(max(0, block.num_results) for block in self.blocks)

    @property
    def fault(self) -> str:
        """What is wrong with the envelope, or an empty string: its results are not a list, or it holds none at all."""
        if not self.blocks:
            return "it has no results"
        return next((block.fault for block in self.blocks if block.fault), "")

    @property
    def server_version(self) -> str:
        """Version of the server, where it says it (2.1 and later)."""
        return next((str(b.federation_node.get("version") or "") for b in self.blocks if b.federation_node), "")


def without_secrets(rows: bytes) -> bytes:
    """Star passwords and tokens in JSON that is about to be stored; it remains JSON."""
    return _SECRET.sub(rb"\g<1>\g<2>" + STARS.encode(), rows)


_DECODER = msgspec.json.Decoder(_Envelope)


def read_page(body: bytes, decode: DecodeRows | None = None) -> Page | None:
    """Read an envelope.

    Parameters
    ----------
    body
        The bytes of an answer.
    decode
        Decodes the rows as their reader wants them, which spares reading their names apart.

    Returns
    -------
    Page or None
        None when the JSON is not an envelope (or not JSON at all).
    """
    quick = _apart(body, decode)
    if quick is not None:
        return quick
    raw = _decoded(body) or _decoded(readable(body))
    results = None if raw is None else _results(raw)
    return None if raw is None or results is None else _page(raw, tuple(map(_block, results)), body)


def _apart(body: bytes, decode: DecodeRows | None) -> Page | None:
    """Read the envelope and the names of its rows, each byte once; None where that cannot be done.

    What is around the rows is JSON with one string in their place, and that string is the only result: so whatever is a
    JSON array by itself is the rows, whole. Reading their names tells that.
    """
    found = _START.search(body, 0, _MOST_AROUND)
    if found is None:
        return None
    start, end = found.end(), len(body)
    for _ in range(_MOST_BRACKETS):
        end = body.rfind(b"]", max(start, len(body) - _MOST_AROUND), end)
        if end < 0:
            return None
        raw = _decoded(b"".join((body[:start], _STAND_IN, body[end + 1 :])))
        results = [] if raw is None else _results(raw) or []
        if raw is not None and len(results) == 1 and _text(results[0]) == _STAND_IN:
            block = _with_names(_block(results[0], body[start : end + 1]), decode)
            return None if block is None else _page(raw, (block,), body)
    return None


def _with_names(block: ResultBlock, decode: DecodeRows | None) -> ResultBlock | None:
    documents = decode(block.rows) if decode else None
    try:
        names = names_of_objects(block.rows) if documents is None else documents
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return None if names is None else replace(block, names=names, documents=documents)


def _results(raw: _Envelope) -> list[_RawResult] | None:
    return raw.responses if raw.responses is not None else raw.response


def _page(raw: _Envelope, blocks: tuple[ResultBlock, ...], body: bytes) -> Page:
    return Page(
        blocks=blocks,
        events=_events(raw.events) + _old_messages(raw.warning, raw.error),
        params=_mapping(raw.params) or _mapping(raw.queryOptions),
        api_version=str(raw.apiVersion or ""),
        time=_count(raw.time, 0),
        body=body,
    )


def _decoded(body: bytes) -> _Envelope | None:
    try:
        return _DECODER.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None  # RecursionError: nested too deeply


def _block(result: _RawResult, rows: bytes | None = None) -> ResultBlock:
    rows, fault = _rows(_text(result) if rows is None else rows)
    matches = result.numMatches if result.numMatches is not None else result.numTotalResults
    written = {
        name: _count(getattr(result, name), 0) for name in ("numInserted", "numUpdated", "numDeleted", "numErrors")
    }
    return ResultBlock(
        rows=rows,
        num_results=_count(result.numResults, UNKNOWN_COUNT),
        num_matches=_count(matches, UNKNOWN_COUNT),
        result_type=str(result.resultType or ""),
        time=_count(result.time, 0),
        id=str(result.id or ""),
        counts=written,
        events=_events(result.events) + _old_messages(result.warningMsg, result.errorMsg),
        attributes=_mapping(result.attributes),
        federation_node=_mapping(result.federationNode),
        fault=fault,
    )


def _text(result: _RawResult) -> bytes:
    return bytes(result.results) or bytes(result.result)


def _rows(text: bytes) -> tuple[bytes, str]:
    """Return the rows, and what is wrong where they are not a JSON array."""
    if text.startswith(b"["):
        return text, ""
    kinds = {b"n": "null", b"t": "a boolean", b"f": "a boolean", b"{": "an object", b'"': "a string", b"": "missing"}
    return b"[]", f"its results are {kinds.get(text[:1], 'a number')}"


def _events(value: Any) -> tuple[Event, ...]:
    # Servers quote the token they refuse. Masked here, it is in no representation of a page and in no variable either.
    if not isinstance(value, list):
        return ()
    return tuple(
        Event(
            type=str(e.get("type") or "INFO"),
            id=str(e.get("id") or ""),
            name=str(e.get("name") or ""),
            message=mask(str(e.get("message") or "")),
            code=_count(e.get("code"), 0),
        )
        for e in value
        if isinstance(e, dict)
    )


def _old_messages(warning: Any, error: Any) -> tuple[Event, ...]:
    pairs = (("WARNING", warning), ("ERROR", error))
    return tuple(Event(type=kind, message=mask(text)) for kind, text in pairs if isinstance(text, str) and text)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _count(value: Any, default: int) -> int:
    number = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MAX_COUNT
    return value if number else default
