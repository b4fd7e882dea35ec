"""Where a table came from: the call, the versions of server and client, the time, and whether it is complete."""

from __future__ import annotations

import json
import re
import time as clocks
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import StorageError
from opencga_frames.ground.secret import SECRET_NAME, STARS, mask
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["METADATA_KEY", "Provenance"]

#: Key of the file's metadata under which the JSON stands.
METADATA_KEY: Final = b"opencga_frames"

#: A whole token; its first part is short, and a bound keeps the search linear in long strings.
_TOKEN: Final = re.compile(r"\beyJ[\w-]{8,2000}+\.eyJ[\w-]{8,}+\.[\w-]*")


@dataclass(frozen=True)
class Provenance:
    """Where the rows of a table came from.

    Parameters whose names say that they are secret are left out, and what looks like a token or a password elsewhere is
    replaced by stars, so an object of this class can be stored and shown.

    Attributes
    ----------
    host
        Address of the server.
    study
        Study that was asked, or None.
    endpoint
        The call, e.g. ``samples/search``.
    parameters
        What was sent, as strings by wire name.
    server_version, client_version
        Releases of the server and of this package.
    time
        When it was fetched: ISO 8601, UTC, whole seconds, e.g. ``2026-03-01T12:00:00Z``.
    rows
        Rows of the table that is described; writers put in what they wrote.
    num_matches
        Entries that the server said match, or None where it did not say.
    complete
        False where a limit or a failure cut the result.

    Examples
    --------
    >>> origin = Provenance(host="https://demo.example.org", parameters={"limit": 5, "token": "x"})
    >>> origin.parameters
    {'limit': '5'}
    """

    host: str = ""
    study: str | None = None
    endpoint: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict, hash=False)
    server_version: str | None = None
    client_version: str = ""
    time: str = ""
    rows: int = 0
    num_matches: int | None = None
    complete: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "host", mask(self.host))
        object.__setattr__(self, "parameters", _clean(self.parameters))

    @classmethod
    def record(cls, *, clock: Callable[[], float] = clocks.time, **known: Any) -> Provenance:
        """Make one with the present time and this package's version.

        Parameters
        ----------
        clock
            Gives the seconds since 1970, UTC.
        **known
            The other attributes.

        Examples
        --------
        >>> Provenance.record(clock=lambda: 0.0, endpoint="samples/search").time
        '1970-01-01T00:00:00Z'
        """
        return cls(**{"time": now(clock), "client_version": __version__} | known)

    def to_json(self) -> str:
        """Return all attributes as a JSON string."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | bytes) -> Provenance:
        """Read the JSON string; attributes that another release added are ignored.

        Raises
        ------
        StorageError
            When it is not a JSON object, or an attribute is of another type.
        """
        try:
            found = json.loads(text)
            json.dumps(found, ensure_ascii=False).encode()
        except (ValueError, RecursionError) as error:
            msg = f"The provenance in the file is not JSON ({error}); the file was changed by something else."
            raise StorageError(msg) from error
        if not isinstance(found, dict):
            msg = f"The provenance in the file should be a JSON object, got {type(found).__name__}."
            raise StorageError(msg)
        known = {name: value for name, value in found.items() if name in _TYPES}
        odd = [name for name, value in known.items() if type(value) not in _TYPES[name]]
        if odd:
            msg = f"The provenance in the file has values of another type for {', '.join(odd)}."
            raise StorageError(msg)
        return cls(**known)


#: Types that the attributes have in JSON.
_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("host", "endpoint", "client_version", "time"), (str,)),
    **dict.fromkeys(("study", "server_version"), (str, type(None))),
    "parameters": (dict,),
    "rows": (int,),
    "num_matches": (int, type(None)),
    "complete": (bool,),
}


def now(clock: Callable[[], float] = clocks.time) -> str:
    """Return the time as it is written in files: ISO 8601, UTC, whole seconds."""
    return datetime.fromtimestamp(int(clock()), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _clean(parameters: Mapping[str, Any]) -> dict[str, str]:
    return {
        # A whole token only: words that look like one, as "Basic metabolic panel" does, are what was asked for.
        name: _TOKEN.sub(STARS, _text(value))
        for name, value in parameters.items()
        if value is not None and not SECRET_NAME.search(name)
    }


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return ",".join(_text(v) for v in value)
    return str(value)
