"""Names in Python for calls and resources that no catalogue has: pyopencga's rule, as for those that one has."""

from __future__ import annotations

import keyword
import re
from typing import TYPE_CHECKING, Final

from opencga_frames.rest.catalogue.names import python_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from opencga_frames.rest.learning.description import Category, DescribedEndpoint

__all__ = ["identifier", "method_name", "resource_name"]

#: Paths of this many words keep their order.
_IN_ORDER: Final = 4
_NO_WORD: Final = re.compile(r"[\W_]+")


def identifier(wire: str) -> str:
    """Name in Python of anything on the wire, whatever characters it has.

    Examples
    --------
    >>> identifier("cell-type"), identifier("import")
    ('cell_type', 'import_')
    """
    name = python_name(_NO_WORD.sub("_", wire).strip("_") or "value")
    return f"_{name}" if name[0].isdigit() else name


def method_name(endpoint: DescribedEndpoint, base: str, taken: Container[str]) -> str:
    """Name of the method of a call.

    Parameters
    ----------
    endpoint
        The call.
    base
        What all paths of the resource begin with.
    taken
        Names that others have already.

    Examples
    --------
    >>> from opencga_frames.rest.learning.description import DescribedEndpoint
    >>> method_name(DescribedEndpoint("/{apiVersion}/samples/{samples}/quality/run", "POST"), "samples", ())
    'run_quality'
    """
    parts = endpoint.template.removeprefix(f"{base}/").split("/")
    return next(name for name in _method_names(parts, endpoint.method.lower(), base) if name not in taken)


def _method_names(parts: list[str], verb: str, base: str) -> Iterator[str]:
    """Yield possible names, the usual one first."""
    usual = _usual(parts) or verb
    # A word of Python gets the resource behind it: `import_panels`.
    yield f"{usual}_{identifier(base.rpartition('/')[2])}" if keyword.iskeyword(usual) else identifier(usual)
    whole = identifier("_".join(parts))
    yield whole
    yield f"{whole}_{verb}"
    number = 2
    while True:
        yield f"{whole}_{verb}_{number}"
        number += 1


def _usual(parts: list[str]) -> str:
    """Put the last word first, which says what is done: ``update_groups``."""
    words = [python_name(word).rstrip("_") if word.isidentifier() else identifier(word) for word in _words(parts)]
    if len(words) == len(parts) == _IN_ORDER:
        return "_".join(words)
    first = 1 if _names_one_entry(parts) else 0
    return "_".join([*words[:first], *words[-1:], *words[first:-1]])


def _words(parts: list[str]) -> list[str]:
    return [part for part in parts if not part.startswith("{")]


def _names_one_entry(parts: list[str]) -> bool:
    """Return whether a path begins with a kind of entry and the id of one, and more words: ``user/{user}/a/b``."""
    return len(parts) > 3 and not parts[0].startswith("{") and parts[1].startswith("{")


def resource_name(category: Category, taken: Container[str]) -> str:
    """Name of the resource of a category that the catalogue has none for.

    Parameters
    ----------
    category
        The category.
    taken
        Names that others have already.

    Examples
    --------
    >>> from opencga_frames.rest.learning.description import Category
    >>> resource_name(Category("Analysis - Expression", "/{apiVersion}/analysis/expression"), ())
    'expression'
    """
    last, whole = identifier(category.base.rpartition("/")[2]), identifier(category.base.replace("/", "_"))
    return next(name for name in (last, whole, f"{last}_calls", f"{whole}_calls") if name not in taken)
