"""Ways from answers to frames: one page by itself, and an answer after others of its kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import orjson

from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.decode.memory import DecoderMemory
from opencga_frames.frames.schema.registry import entity_of
from opencga_frames.response import RestResponse
from opencga_frames.rest.answer.call_record import CallRecord
from opencga_frames.rest.wire.envelope import read_page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd

__all__ = ["again", "page_from_json", "page_loaded", "page_to_frame"]


def again(pages: Sequence[bytes], *, unmapped: bool) -> Callable[[], Any]:
    """Make the conversion of pages by a client that has read them before, every document with a field more or not."""
    if unmapped:
        pages = [orjson.dumps([{**row, "novelty": "seen"} for row in orjson.loads(page)]) for page in pages]
    memory = DecoderMemory()

    def convert() -> Any:
        collector = Conversion(entity_of("samples"), study="demo@rare:s").collector(
            ["samples"], core=False, memory=memory
        )
        for page in pages:
            collector.add(page)
        return collector.table("samples")

    convert()
    return convert


def page_loaded(pages: Sequence[bytes]) -> Callable[[], Any]:
    """Make the unit: the answer with the first page, as ``orjson`` reads it."""
    return partial(orjson.loads, _answer(pages[0]))


def page_to_frame(pages: Sequence[bytes]) -> Callable[[], pd.DataFrame]:
    """Make the way of a client from the bytes of an answer to a frame."""
    body, memory = _answer(pages[0]), DecoderMemory()
    asked = CallRecord(path="samples/search", study="demo@rare:s")

    def frame() -> pd.DataFrame:
        page = read_page(body)
        answer = RestResponse([] if page is None else [page], asked, entity="sample")
        answer.memory = memory
        return answer.frame()

    return frame


def page_from_json(pages: Sequence[bytes]) -> Callable[[], pd.DataFrame]:
    """Make the way of a saved answer to a frame."""
    body = _answer(pages[0])
    return lambda: RestResponse.from_json(body).frame()


def _answer(rows: bytes) -> bytes:
    """Put rows into the envelope that servers send."""
    number = len(orjson.loads(rows))
    block = {
        "time": 1,
        "events": [],
        "numResults": number,
        "resultType": _CLASS,
        "numMatches": number,
        "attributes": {},
    }
    envelope = {"apiVersion": "v2", "time": 1, "events": [], "params": {"study": "demo@rare:s"}}
    return orjson.dumps({**envelope, "responses": [{**block, "results": orjson.Fragment(rows)}]})


_CLASS = "org.opencb.opencga.core.models.sample.Sample"
