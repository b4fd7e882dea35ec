"""The endpoints of a resource by name, each made when it is first looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from opencga_frames.rest.catalogue.reader import Definitions, read_endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["Endpoints"]


class Endpoints(Mapping[str, "Endpoint"]):
    """Read-only mapping of method names to endpoints.

    A resource of fifty calls with a hundred filters each takes longer to make than a user waits for the first one.

    Parameters
    ----------
    resource
        Name of the resource.
    specs
        Entries of its file.
    words
        What they may refer to.
    """

    def __init__(self, resource: str, specs: Mapping[str, Mapping[str, Any]], words: Definitions) -> None:
        self._resource = resource
        self._specs = specs
        self._words = words
        self._made: dict[str, Endpoint] = {}

    def __getitem__(self, name: str) -> Endpoint:
        made = self._made.get(name)
        if made is None:
            # Threads that come at the same time get the same one.
            made = self._made.setdefault(name, read_endpoint(self._resource, name, self._specs[name], self._words))
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._specs)

    def __len__(self) -> int:
        return len(self._specs)

    def __contains__(self, name: object) -> bool:
        return name in self._specs

    def __repr__(self) -> str:
        return f"<endpoints of {self._resource}: {', '.join(self._specs)}>"
