"""Which samples come with the variants, in pages that the server gives at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from opencga_frames.errors import UsageError
from opencga_frames.rest.catalogue.endpoint import Parameter
from opencga_frames.rest.request.key_column import without_frame

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["MAX_SAMPLES", "SampleSelection"]

#: Maximum number of samples the server gives with each variant.
MAX_SAMPLES: Final = 1_000
#: Samples asked for before it is known how many there are.
_FEW: Final = 100
#: Bytes of the ids in one request; an address holds about 6,000 with everything else.
_MAX_BYTES: Final = 3_500


class SampleSelection:
    """The samples of a walk, in the parts that single requests ask for.

    Parameters
    ----------
    samples
        Sample ids, ``"all"``, or None for no samples.

    Raises
    ------
    UsageError
        When something else than ids is given.

    Examples
    --------
    >>> SampleSelection(["S1", "S2"]).first
    {'include_sample': 'S1,S2', 'include_sample_id': 'true', 'sample_limit': 2}
    """

    def __init__(self, samples: str | Sequence[str] | None) -> None:
        self.names = _distinct(samples)
        parts = [_ranged(0, MAX_SAMPLES)] if self.names is None else [_named(part) for part in _parts(self.names)]
        self.first, self._named = parts[0], parts[1:]
        self.opening = _ranged(0, _FEW) if self.names is None else self.first

    @property
    def width(self) -> int:
        """Samples that come with the very first request, at most."""
        return _FEW if self.names is None else self.full_width(len(self.names))

    def full_width(self, total: int) -> int:
        """Return how many samples a request brings, of so many there are."""
        return min(MAX_SAMPLES, total if self.names is None else len(self.names))

    def others(self, asked: Mapping[str, Any], given: int, total: int) -> list[dict[str, Any]]:
        """Return the parameters of the requests after the first one for some variants.

        Parameters
        ----------
        asked
            Parameters of the first request.
        given, total
            Samples that came with it, and samples there are; they matter where all are wanted. A server with a lower
            cap than known sets the pace.
        """
        if self.names is not None:
            return self._named
        step = MAX_SAMPLES if given == asked["sample_limit"] else given
        return [_ranged(start, step) for start in range(given, total, step)] if given > 0 else []

    def wanted(self, part: Mapping[str, Any], total: int) -> int:
        """Return how many samples a request should bring."""
        limit = int(part.get("sample_limit", 0))
        return limit if self.names is not None else min(limit, total - int(part["sample_skip"]))


#: What a frame of samples stands for.
_SAMPLES: Final = Parameter("samples", "includeSample")


def _distinct(samples: str | Sequence[str] | None) -> list[str] | None:
    samples = without_frame(_SAMPLES, samples)
    if samples is None:
        return []
    if isinstance(samples, str):
        if samples == "all":
            return None
        samples = samples.split(",")
    wrong = [name for name in samples if not isinstance(name, str) or not name.strip() or "," in name]
    if wrong:
        msg = f'Samples are sample ids, "all", or None for no samples; got {wrong[0]!r}.'
        raise UsageError(msg)
    return list(dict.fromkeys(name.strip() for name in samples))


def _parts(names: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    size = 0
    for name in names:
        room = len(quote(name)) + 3  # a comma takes three bytes in an address
        if part and (len(part) >= MAX_SAMPLES or size + room > _MAX_BYTES):
            yield part
            part, size = [], 0
        part.append(name)
        size += room
    if part or not names:
        yield part


def _named(part: Sequence[str]) -> dict[str, Any]:
    if not part:
        return {"include_sample": "none"}
    return {"include_sample": ",".join(part), "include_sample_id": "true", "sample_limit": len(part)}


def _ranged(skip: int, limit: int) -> dict[str, Any]:
    return {"include_sample": "all", "include_sample_id": "true", "sample_limit": limit, "sample_skip": skip}
