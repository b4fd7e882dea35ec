"""Documents of every kind of entry, with anything in any place: a row for each, or one error of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from opencga_frames import RestResponse, read_parquet
from opencga_frames.errors import OpenCGAError
from opencga_frames.frames.schema.registry import entity_names, load_entity

if TYPE_CHECKING:
    from pathlib import Path

PATHS = {name: sorted(load_entity(name).known_paths) for name in entity_names()}


def plant(document: Any, path: tuple[str, ...], value: Any) -> None:
    """Put a value into a document: a list of one where the path says so, a map of one, else objects."""
    at = document
    for step, after in zip(path, (*path[1:], None), strict=True):
        last = after is None
        fresh: Any = value if last else ([{}] if after == "[]" else {})
        if step == "[]":
            if not isinstance(at, list) or not at:
                return
            if last:
                at[0] = value
                return
            at = at[0]
        elif not isinstance(at, dict):
            return
        else:
            key = "key" if step == "{}" else step
            at[key] = fresh if last else at.get(key) or fresh
            at = at[key]


@st.composite
def documents(draw: Any, values: Any) -> tuple[str, list[Any]]:
    entity = draw(st.sampled_from(sorted(PATHS)))
    made = []
    for number in range(draw(st.integers(1, 3))):
        document: dict[str, Any] = {"id": f"E{number}"}
        for path in draw(st.lists(st.sampled_from(PATHS[entity]), max_size=5)):
            plant(document, path[: draw(st.integers(1, len(path)))], draw(values))
        made.append(document)
    return entity, made


def test_documents_of_every_entity(fuzz: Any, tried: Any, odd: Any, tmp_path: Path) -> None:
    def holds(case: tuple[str, list[Any]], extra: str) -> None:
        entity, made = case
        answer = tried(lambda: RestResponse.from_documents(made, entity=entity, study="s"))
        if isinstance(answer, OpenCGAError):
            return
        described = load_entity(entity)
        main = described.tables[described.main]
        frame = tried(lambda: answer.frame(described.main, extra=extra))
        tried(answer.tables)
        if not isinstance(frame, OpenCGAError) and not main.rows and not main.special:
            assert len(frame) == len(made)
            paths = tried(lambda: answer.to_parquet(str(tmp_path), tables=[described.main]))
            if not isinstance(paths, OpenCGAError):
                assert len(read_parquet(paths[described.main])) == len(made)

    fuzz(holds, case=documents(odd.json), extra=st.sampled_from(["warn", "keep", "raise"]))
