"""The page of public names in the docs: what may be relied on."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PUBLIC_MODULES", "files"]

#: Modules whose names are public, with what they are for.
PUBLIC_MODULES: Final = {
    "opencga_frames": "What analysts need.",
    "opencga_frames.errors": "Every error, in one tree; `OpenCGAError` is its root.",
    "opencga_frames.filters": "Filters of the searches as typed dictionaries, to annotate functions of your own.",
    "opencga_frames.sandbox": "The offline server.",
    "opencga_frames.compat.pyopencga": "Names of pyopencga 2 to 5, for code written for it.",
    "opencga_frames.compat.v1": "Names of the client of OpenCGA 1.4.",
}
_HEADER: Final = """\
# Public names

These names keep their meaning within a minor version: the ones below, the methods and attributes of these classes that
do not begin with `_`, the names of endpoints, tables and columns, and the commands of `opencga-frames`. Everything else
is private and may change at any time, whatever its name looks like.

`OpencgaClient` at the top is another spelling of `OpenCGAClient`, for those who are used to pyopencga's.
`opencga_frames.compat.pyopencga.OpencgaClient` is another class: it also takes pyopencga's arguments and raises its
errors.
"""


def files() -> Iterator[tuple[str, str]]:
    """Make the page: its path below the checkout, and its text."""
    parts = [_HEADER, *(_section(name, about) for name, about in PUBLIC_MODULES.items())]
    yield "docs/public.md", "\n".join(parts)


def _section(name: str, about: str) -> str:
    module = import_module(name)
    rows = "".join(f"| `{public}` | {_meaning(getattr(module, public))} |\n" for public in sorted(module.__all__))
    return f"## {name}\n\n{about}\n\n| name | meaning |\n|---|---|\n{rows}"


def _meaning(thing: object) -> str:
    if isinstance(thing, str):
        return "Version of this package."
    return (thing.__doc__ or "").strip().partition("\n")[0].replace("``", "`").replace("|", "\\|")
