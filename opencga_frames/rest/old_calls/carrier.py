"""What carries out the calls that an old one has become."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.old_calls.names import OldCall

__all__ = ["Carrier"]


@dataclass(frozen=True)
class Carrier:
    """Carries out the calls that an old one has become.

    Attributes
    ----------
    caller
        The caller of the client.
    carry_out
        Makes one call of today.
    tell
        Warns of an old call before it is made.
    """

    caller: Any
    carry_out: Callable[[Endpoint, Mapping[str, Any]], Any]
    tell: Callable[[OldCall], None]
