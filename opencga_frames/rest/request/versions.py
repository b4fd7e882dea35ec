"""What a server has in its version, and what to do when that is less than a call asks for.

Releases are compared as numbers. The catalogue knows nine of them: what came with one of them may have come with any
release after the one before it, so a call is refused only where it is certain that the server cannot know it.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from opencga_frames.errors import ServerVersionError
from opencga_frames.ground.limits import RELEASES
from opencga_frames.ground.process import ProcessLock
from opencga_frames.ground.warn import warn
from opencga_frames.rest.catalogue.endpoint import BodyField
from opencga_frames.rest.request.body import BODY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter

__all__ = ["ReportedVersion", "VersionCheck", "has", "numbers"]

VersionCheck: TypeAlias = Literal["raise", "warn", "off"]

#: What every release between these has needs no look at the server.
_OLDEST, _NEWEST = RELEASES[1], RELEASES[-1]
_NUMBERS: Final = re.compile(r"\s*v?(\d{1,9}(?:\.\d{1,9})+)")


class _Need(NamedTuple):
    """Something a call needs and the releases that have it.

    ``name`` is that of a parameter or field, ``instead`` what newer releases have.
    """

    what: str
    since: str | None
    until: str | None
    absent: tuple[str, ...] = ()
    name: str = ""
    instead: str = ""

    @property
    def matters(self) -> bool:
        """True where some server lacks it."""
        newer = self.since is not None and _key(self.since) > _key(_OLDEST)
        older = self.until is not None and _key(self.until) < _key(_NEWEST)
        return newer or older or bool(self.absent)

    def lacks(self, server: tuple[int, ...]) -> bool:
        """Return whether a server certainly does not have it."""
        if self.since is not None and server <= _key(_before(_key(self.since))):
            return True
        if self.until is not None and server >= _key(_after(_key(self.until))):
            return True
        # Between two releases that both lack it, it is missing as well.
        return {_before(server, same=True), _after(server, same=True)} <= set(self.absent)

    def __str__(self) -> str:
        start = f"from {self.since} on" if self.since else ""
        end = f"until {self.until}" if self.until else ""
        gaps = f"not in {', '.join(self.absent)}" if self.absent else ""
        return f"{self.what} is known to servers {', '.join(part for part in (start, end, gaps) if part)}"


class ReportedVersion:
    """Version of the server of one client: taken from any answer, asked for once when a call depends on it.

    Parameters
    ----------
    ask
        Asks the server; None or an odd string where it does not say.
    check
        ``"raise"``, ``"warn"`` or ``"off"``: what happens when a call asks for what the server does not have.
    """

    def __init__(self, ask: Callable[[], str | None], check: VersionCheck = "raise") -> None:
        self._ask = ask
        self._mode = check
        self._lock = ProcessLock()
        self._asked = False
        self._text = ""

    @property
    def text(self) -> str:
        """Version as the server wrote it, or an empty string; asks the server if no answer has said it so far."""
        with self._lock.held():
            if not self._text and not self._asked:
                self._asked = True
                found = self._ask() or ""
                self._text = found if numbers(found) else ""
            return self._text

    @property
    def told(self) -> str:
        """Version as far as an answer has reported it; sends nothing."""
        return self._text

    def numbers(self) -> tuple[int, ...] | None:
        """Numbers of the version, None where the server does not say or nothing is to be checked."""
        return None if self._mode == "off" else numbers(self.text)

    def noted(self) -> tuple[int, ...] | None:
        """Numbers of the version as far as an answer has said it; sends nothing."""
        return None if self._mode == "off" else numbers(self._text)

    def note(self, text: str) -> None:
        """Take the version from an answer."""
        if text and not self._text and numbers(text):
            self._text = text

    def check(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> None:
        """Check that the server knows an endpoint and the arguments given.

        Costs nothing where every release from 2.0 to 5.0 knows all of them.

        Raises
        ------
        ServerVersionError
            If it does not; with ``"warn"`` it is a warning.
        """
        if self._mode == "off":
            return
        needs = [need for need in _needs(endpoint, arguments) if need.matters]
        server = numbers(self.text) if needs else None
        lacking = [need for need in needs if server is not None and need.lacks(server)]
        if not lacking:
            return
        said = "; ".join(map(str, lacking))
        message = f"{said}. This server is {self.text}.{_instead(endpoint, lacking)}"
        message += " Leave it out, or set version_check to 'warn' to send it anyway."
        if self._mode == "warn":
            warn(message)
            return
        raise ServerVersionError(message, server_version=self.text, since=lacking[0].since, until=lacking[0].until)


def numbers(text: str) -> tuple[int, ...] | None:
    """Read the numbers of a version; None where there are none.

    Examples
    --------
    >>> numbers("2.12.9-SNAPSHOT")
    (2, 12, 9)
    """
    found = _NUMBERS.match(text)
    return tuple(map(int, found.group(1).split("."))) if found else None


def has(part: Endpoint | Parameter | BodyField, server: str) -> bool:
    """Return whether a server may have an endpoint, a parameter or a field, going by its version."""
    found = numbers(server)
    return found is None or not _Need(part.name, part.since, part.until, getattr(part, "absent", ())).lacks(found)


def _needs(endpoint: Endpoint, arguments: Mapping[str, Any]) -> Iterator[_Need]:
    yield _Need(endpoint.label, endpoint.since, endpoint.until, endpoint.absent)
    for part in _given(endpoint, arguments):
        # A part declares only what differs from its endpoint.
        name = part.python if isinstance(part, BodyField) else part.name
        yield _Need(f"{name!r} of {endpoint.label}", part.since, part.until, name=name)
        for form, until, instead in getattr(part, "older_forms", ()):
            if form in str(arguments.get(name, arguments.get(getattr(part, "wire", name), ""))):
                yield _Need(f"{form!r} in {name!r} of {endpoint.label}", None, until, instead=instead)


def _instead(endpoint: Endpoint, lacking: list[_Need]) -> str:
    """Name what newer servers have in place of something old, going by the names."""
    gone = [need.name for need in lacking if need.name and need.until is not None]
    parts = {p.name: p for p in endpoint.parameters} | dict(endpoint.fields)
    current = [name for name, part in parts.items() if part.until is None]
    near = [repr(found) for name in gone for found in difflib.get_close_matches(name, current, n=1, cutoff=0.7)]
    near += [need.instead for need in lacking if need.instead]
    return f" Newer servers: {'; '.join(near)}." if near else ""


def _given(endpoint: Endpoint, arguments: Mapping[str, Any]) -> Iterator[Parameter | BodyField]:
    for name, value in arguments.items():
        if value is None or name == BODY:
            continue
        part = endpoint.field(name) or (endpoint.parameter(name) if endpoint.takes(name) else None)
        if part is not None:
            yield part
    body = arguments.get(BODY)
    keys = body.keys() if isinstance(body, dict) else ()
    yield from (part for part in (endpoint.body.fields if endpoint.body else ()) if {part.name, part.python} & {*keys})


def _key(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.split(".")))


def _before(release: tuple[int, ...], *, same: bool = False) -> str:
    """Last release known to lie before one, or the same."""
    known = [text for text in RELEASES if _key(text) < release or (same and _key(text) == release)]
    return max(known, key=_key, default="0")


def _after(release: tuple[int, ...], *, same: bool = False) -> str:
    """First release known to lie after one, or the same."""
    known = [text for text in RELEASES if _key(text) > release or (same and _key(text) == release)]
    return min(known, key=_key, default="999")
