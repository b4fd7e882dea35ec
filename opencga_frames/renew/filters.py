"""The filters of every search as typed dictionaries, for completion and type checkers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.renew.stub import filters_class
from opencga_frames.resource import scanned_endpoint
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.methods.filtered import filters_of

if TYPE_CHECKING:
    import inspect
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["files", "filters_text"]

_HEADER: Final = '''\
"""Filters of the searches, and how they are carried out: what ``oc.samples.frame(...)`` and its like take.

Made from the catalogue by ``python -m opencga_frames.renew``; a test holds it fresh. Use them to annotate functions of
your own: ``def mine(oc: OpenCGAClient, **filters: Unpack[SamplesSearch])``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from opencga_frames.rest.request.values import Value

__all__ = {names!r}

'''


def files() -> Iterator[tuple[str, str]]:
    """Make the module of filters: its path below the checkout, and its text."""
    yield "opencga_frames/filters.py", filters_text()


def filters_text() -> str:
    """Text of the module, unformatted."""
    searches = [e for name in resource_names() if (e := scanned_endpoint(load_resource(name).endpoints))]
    names = [name for e in searches for name in (f"{filters_class(e)}InStudy", filters_class(e))]
    return _HEADER.format(names=sorted(names)) + "\n\n".join(_classes(endpoint) for endpoint in searches)


def _classes(endpoint: Endpoint) -> str:
    """Write two classes: the filters of a call within a study, and with the study."""
    arguments = filters_of(endpoint)
    name, label = filters_class(endpoint), f"``{endpoint.label}``"
    own = [a for a in arguments if a.name == "study"]
    rest = "".join(_member(a) for a in arguments if a.name != "study")
    above = f'class {name}InStudy(TypedDict, total=False):\n    """Filters of {label} within one study."""\n\n{rest}'
    below = "".join(_member(a) for a in own)
    return f'{above}\n\nclass {name}({name}InStudy, total=False):\n    """Filters of {label}."""\n\n{below}'


def _member(argument: inspect.Parameter) -> str:
    return f"    {argument.name}: {argument.annotation}\n"
