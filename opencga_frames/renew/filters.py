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

Made from the catalogue by ``python -m opencga_frames.renew``; a test keeps it up to date. Use them to annotate
functions of your own: ``def mine(oc: OpenCGAClient, **filters: Unpack[SamplesSearch])``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.rest.request.values import Value

__all__ = {names!r}


class FrameOptions(TypedDict, total=False):
    """What a frame can be asked for; see :meth:`opencga_frames.RestResponse.frame`."""

    columns: Sequence[str] | None
    core: bool
    names: Names
    dtype_backend: Backend
    extra: Extra
    keep_empty: bool


'''


def files() -> Iterator[tuple[str, str]]:
    """Make the module of filters: its path below the checkout, and its text."""
    yield "opencga_frames/filters.py", filters_text()


def filters_text() -> str:
    """Text of the module, unformatted."""
    searches = [e for name in resource_names() if (e := scanned_endpoint(load_resource(name).endpoints))]
    names = [name for e in searches for name in (f"{filters_class(e)}InStudy", filters_class(e))]
    names.append("FrameOptions")
    return _HEADER.format(names=sorted(names)) + "\n\n".join(_classes(endpoint) for endpoint in searches)


def _classes(endpoint: Endpoint) -> str:
    """Write the filters of a call, with its study, and within a study with the options of a frame."""
    arguments = filters_of(endpoint)
    name, label = filters_class(endpoint), f"``{endpoint.label}``"
    rest = "".join(_member(a) for a in arguments if a.name != "study")
    own = "".join(_member(a) for a in arguments if a.name == "study")
    return (
        f'class _{name}(TypedDict, total=False):\n    """Filters of {label} but for the study."""\n\n{rest}\n\n'
        f'class {name}(_{name}, total=False):\n    """Filters of {label}."""\n\n{own}\n\n'
        f"class {name}InStudy(_{name}, FrameOptions, total=False):\n"
        f'    """Filters of {label} within one study, and options of a frame."""\n'
    )


def _member(argument: inspect.Parameter) -> str:
    return f"    {argument.name}: {argument.annotation}\n"
