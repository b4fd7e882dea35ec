"""Result elements of an answer: blocks of several pages assembled into one, and their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from opencga_frames.ground.secret import mask
from opencga_frames.rest.answer.extent import UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.rest.wire.envelope import Page, ResultBlock

__all__ = ["COUNTS", "element", "told_matches"]

#: What a call that writes counts, by the names of the wire.
COUNTS: Final = ("numInserted", "numUpdated", "numDeleted", "numErrors")


def told_matches(pages: Sequence[Page], rows: int) -> int:
    """Read the number of matches from the answers: pages repeat it, batches each count their own rows."""
    told = [sum(b.num_matches for b in page.blocks if b.num_matches >= 0) for page in pages if _counted(page)]
    if not told:
        return UNKNOWN
    return told[0] if len(pages) == 1 else max(*told, rows)


def _counted(page: Page) -> bool:
    return any(block.num_matches >= 0 for block in page.blocks)


def element(blocks: Sequence[ResultBlock], rows: list[Any], matches: int) -> dict[str, Any]:
    """Assemble one result element, in the shape of the wire, from the blocks that belong together."""
    first = blocks[0]
    element: dict[str, Any] = {
        "time": sum(max(0, block.time) for block in blocks),
        "events": [
            {**msgspec.to_builtins(event), "message": mask(event.message)} for block in blocks for event in block.events
        ],
        "numResults": len(rows),
        "results": rows,
        "resultType": first.result_type,
        "numMatches": matches,
    }
    for name in COUNTS:
        element[name] = sum(block.counts.get(name, 0) for block in blocks)
    element |= {"attributes": first.attributes, "federationNode": first.federation_node}
    return element if not first.id else {"id": first.id, **element}
