"""Lists of ids: checked, and split into batches that the server accepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sized
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UsageError
from opencga_frames.ground.limits import MAX_IDS, MAX_URL_BYTES
from opencga_frames.rest.request.build import build_request, with_ids
from opencga_frames.rest.request.values import path_segment
from opencga_frames.rest.walk.lengths import url_bytes, url_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.wire.message import Request

__all__ = ["BatchBuilder", "check_ids", "no_ids", "some_of", "split_ids"]


class BatchBuilder:
    """Makes the requests of one call for some of its ids at a time.

    The arguments are checked once; a batch only changes the path.

    Parameters
    ----------
    endpoint
        What is called; its path takes a list of ids.
    arguments
        Values by name.
    ids
        The ids given. One that comes again, also in another spelling of the same file path, is left out.

    Attributes
    ----------
    ids : tuple of str
        The ids in the order of their first mention.
    path : str
        Path with ``{ids}`` in place of the ids, for messages.
    """

    def __init__(self, endpoint: Endpoint, arguments: Mapping[str, Any], ids: Sequence[str]) -> None:
        parameter = endpoint.ids_parameter
        if parameter is None:
            msg = f"{endpoint.label} takes no list of ids."
            raise UsageError(msg)
        unique: dict[str, str] = {}
        for item in ids:
            unique.setdefault(path_segment(parameter, [item]), item)
        self.ids = tuple(unique.values())
        self._parameter = parameter
        self._place = endpoint.path.split("/").index(f"{{{parameter.wire}}}")
        # Without ids nothing is asked for, but the other arguments are checked.
        self._first = build_request(endpoint, with_ids(endpoint, arguments, self.ids[:1] or ("none",)))
        self.path = self._with("{ids}")

    def build(self, batch: Sequence[str]) -> Request:
        """Make the request for some of the ids."""
        return replace(self._first, path=self._with(path_segment(self._parameter, batch)))

    def _with(self, segment: str) -> str:
        parts = self._first.path.split("/")
        parts[self._place] = segment
        return "/".join(parts)


def check_ids(ids: Sequence[str], where: str) -> None:
    """Check the ids of a call that is sent as it is, since it writes.

    Parameters
    ----------
    ids
        The ids as given.
    where
        The call, for errors.

    Raises
    ------
    UsageError
        If the server would refuse them: too many or repeated.
    """
    if len(ids) > MAX_IDS:
        msg = (
            f"{where} got {len(ids):,} ids; the server takes {MAX_IDS} in one call, and a call that writes is "
            "sent once and never split. Make several calls and look at each answer."
        )
        raise UsageError(msg)
    repeated = [item for item, count in Counter(ids).items() if count > 1]
    if repeated:
        msg = f"{where} got ids more than once: {some_of(repeated)}. Name each once."
        raise UsageError(msg)


def split_ids(ids: Sequence[str], build: Callable[[Sequence[str]], Request]) -> list[Sequence[str]]:
    """Split ids into batches of at most 100 whose address is short enough.

    Parameters
    ----------
    ids
        Ids, each once.
    build
        Makes the request for some of the ids.

    Returns
    -------
    list of sequence of str
        The batches, in order.

    Raises
    ------
    UsageError
        If a single id makes an address that is too long.
    """
    if not ids:
        return []
    fixed = url_bytes(build(ids[:1])) - url_weight(ids[0])
    batches: list[Sequence[str]] = []
    start, size = 0, fixed
    for place, item in enumerate(ids):
        weight = url_weight(item)
        if place > start and (place - start == MAX_IDS or size + weight > MAX_URL_BYTES):
            batches.append(ids[start:place])
            start, size = place, fixed
        size += weight
        if size > MAX_URL_BYTES:
            msg = (
                f"The address for the id {item[:40]!r} would be {size:,} bytes long, more than the "
                f"{MAX_URL_BYTES:,} a server takes. Shorten the filters of the call."
            )
            raise UsageError(msg)
    batches.append(ids[start:])
    return batches


def no_ids(endpoint: Endpoint, arguments: Mapping[str, Any]) -> bool:
    """Return whether a call names its ids in an empty list: then there is nothing to ask for."""
    parameter = endpoint.ids_parameter
    if parameter is None:
        return False
    value = next((arguments[name] for name in (parameter.name, parameter.wire) if name in arguments), None)
    return isinstance(value, Sized) and not isinstance(value, str | bytes) and not len(value)


def some_of(ids: Sequence[str], most: int = 10) -> str:
    """Write some ids and the number of the others."""
    shown = ", ".join(ids[:most])
    return f"{shown}, ... ({len(ids) - most:,} more)" if len(ids) > most else shown
