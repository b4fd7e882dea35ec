"""The pages of the API reference: which public names stand on which page; Sphinx reads their docstrings."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["files"]

#: Page, its title, and what stands on it.
_PAGES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("client", "The client", ("opencga_frames.OpenCGAClient", "opencga_frames.ClientConfiguration")),
    ("study", "A study", ("opencga_frames.Study",)),
    ("answer", "Answers", ("opencga_frames.RestResponse",)),
    ("scan", "Scans", ("opencga_frames.Scan",)),
    ("jobs", "Jobs", ("opencga_frames.Job", "opencga_frames.wait_all")),
    (
        "tables",
        "Tables and joins",
        tuple(
            f"opencga_frames.{name}"
            for name in ("dictionary", "fields", "flat", "join", "join_report", "related", "cohort_summary")
        ),
    ),
    ("accessor", "frame.opencga", ("opencga_frames.accessor.OpencgaAccessor",)),
    (
        "files",
        "Files",
        tuple(f"opencga_frames.{name}" for name in ("read_parquet", "read_provenance", "read_tables", "to_excel")),
    ),
    (
        "datasets",
        "Datasets",
        tuple(f"opencga_frames.{name}" for name in ("open_dataset", "Dataset", "verify", "provenance", "rerun")),
    ),
    (
        "genetics",
        "Pedigrees, genotypes and cases",
        tuple(
            f"opencga_frames.{name}"
            for name in ("pedigree", "pedigree_graph", "to_ped", "genotype_matrix", "case_review")
        ),
    ),
    ("plots", "Plots", ("opencga_frames.plots",)),
    ("sandbox", "The sandbox", ("opencga_frames.sandbox",)),
)
#: Public names with a page of another kind, and names that are another spelling.
_ELSEWHERE: Final = {"OpencgaClient", "__version__", "errors", "plots"}
#: Parents whose members are not listed with a class: resources have pages of their own. Other parents are private, and
#: what they have belongs to the class.
_PARENTS: Final = "Resources, Exception, tuple, dict, object"
_INDEX: Final = """\
# API reference

What users may rely on, from its docstrings; [public names](public.md) lists it on one page. The methods of the
resources (`oc.samples`, `oc.files` ...) are in the [endpoint reference](endpoints.md), the errors on
[what can go wrong](errors.md), the classes of `opencga_frames.compat` are those of [the older clients](moving.md).

```{toctree}
:maxdepth: 1

%s
public
```
"""


def files() -> Iterator[tuple[str, str]]:
    """Make the pages: path below the checkout, and text.

    Raises
    ------
    LookupError
        When a public name stands on no page.
    """
    placed = {name.removeprefix("opencga_frames.") for _, _, names in _PAGES for name in names}
    lost = set(import_module("opencga_frames").__all__) - placed - _ELSEWHERE
    if lost:
        msg = f"Public names without a page in the API reference: {sorted(lost)}. Add them to _PAGES."
        raise LookupError(msg)
    yield "docs/api.md", _INDEX % "\n".join(f"api/{page}" for page, _, _ in _PAGES)
    for page, title, names in _PAGES:
        yield f"docs/api/{page}.md", _page(title, names)


def _page(title: str, names: tuple[str, ...]) -> str:
    things = [part for name in names for part in _parts(name)]
    return f"# {title}\n\n```{{eval-rst}}\n" + "\n\n".join(_directive(*thing) for thing in things) + "\n```\n"


def _parts(name: str) -> Iterator[tuple[str, object]]:
    """Yield what a name stands for: itself, or the public names of a module."""
    thing = resolve_name(name)
    if inspect.ismodule(thing):
        yield from ((f"{name}.{part}", getattr(thing, part)) for part in sorted(thing.__all__))
    else:
        yield name, thing


def _directive(name: str, thing: object) -> str:
    if not inspect.isclass(thing):
        return f".. autofunction:: {name}"
    return f".. autoclass:: {name}\n   :members:\n   :inherited-members: {_PARENTS}"
