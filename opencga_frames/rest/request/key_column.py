"""A frame given where ids are wanted stands for its key column."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import UsageError

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.endpoint import Parameter

__all__ = ["without_frame"]

#: Names whose singular no rule gives, and those of entries that tables call otherwise.
_SINGULAR: Final = {
    "clinical_analyses": "clinical_analysis",
    "clinical_analysis": "clinical_analysis",
    "tools": "external_tool",
    "workflows": "external_tool",
}


def without_frame(parameter: Parameter, value: Any) -> Any:
    """Return the values a frame stands for; anything else as it is.

    Parameters
    ----------
    parameter
        What is set: ``samples`` and ``sample_id`` take the column ``sample_id``, ``id`` the key of the frame's
        own table.
    value
        Possibly a DataFrame of pandas or polars; neither is imported here.

    Raises
    ------
    UsageError
        When no column is the one.
    """
    for library in map(sys.modules.get, ("pandas", "polars")):
        # A library that another thread is importing right now has no class yet, and no value can be of it.
        frame = getattr(library, "DataFrame", None)
        if frame is not None and isinstance(value, frame):
            return list(dict.fromkeys(value[_column(parameter, value)]))
    return value


def _column(parameter: Parameter, frame: Any) -> Any:
    names = list(frame.columns)
    wanted = [parameter.name, f"{_singular(parameter.name)}_id"]
    if parameter.name == "id":
        table = getattr(frame, "attrs", {}).get("opencga_table", "")
        wanted.append(f"{_singular(table)}_id")
    found = [name for name in wanted if name in names] or (names if len(names) == 1 else [])
    if not found:
        msg = (
            f"{parameter.name}: got a DataFrame without a column {' or '.join(dict.fromkeys(wanted))}. "
            "Pass the column with the ids, e.g. frame['sample_id']."
        )
        raise UsageError(msg)
    return found[0]


def _singular(name: str) -> str:
    name = name.removesuffix("_ids")
    if name in _SINGULAR:
        return _SINGULAR[name]
    return f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s")
