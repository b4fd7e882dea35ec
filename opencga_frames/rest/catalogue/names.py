"""Names of the wire as names of Python."""

from __future__ import annotations

import keyword
import re

__all__ = ["python_name"]

_CAPITAL = re.compile(r"(?<!^)(?<![._])(?=[A-Z])")


def python_name(wire: str) -> str:
    """Name of a parameter or field in Python.

    Parameters
    ----------
    wire
        Name on the wire.

    Examples
    --------
    >>> python_name("tool.minimumRequirements.queue")
    'tool_minimum_requirements_queue'
    >>> python_name("global")
    'global_'
    """
    name = _CAPITAL.sub("_", wire).replace(".", "_").lower()
    return f"{name}_" if keyword.iskeyword(name) else name
