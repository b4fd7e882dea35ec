"""The pages of endpoints in the docs, one per resource."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter

__all__ = ["files"]

_HEADER: Final = """\
# Endpoint reference

Every call of every server line is a method: `oc.samples.search(...)` for `GET samples/search`. Arguments are named in
snake case, typed, and checked before anything is sent. Where a call or an argument belongs to some servers only, its
releases stand beside it; [servers](servers.md) has the calls of each line.

| resource | calls | what it is about |
|---|---|---|
"""


def files() -> Iterator[tuple[str, str]]:
    """Make the pages: path below the checkout, and text."""
    yield "docs/endpoints.md", _index()
    for name in resource_names():
        yield f"docs/endpoints/{name}.md", _page(name)


def _index() -> str:
    catalogues = [load_resource(name) for name in resource_names()]
    rows = [f"| [{c.name}](endpoints/{c.name}.md) | {len(c.endpoints)} | {c.about} |" for c in catalogues]
    pages = "\n".join(f"endpoints/{name}" for name in resource_names())
    return f"{_HEADER}{chr(10).join(rows)}\n\n```{{toctree}}\n:hidden:\n\n{pages}\n```\n"


def _page(resource: str) -> str:
    catalogue = load_resource(resource)
    parts = [f"# {resource}", catalogue.about, *(_section(endpoint) for endpoint in catalogue.endpoints.values())]
    return "\n\n".join(parts) + "\n"


def _section(endpoint: Endpoint) -> str:
    lines = [f"## {endpoint.name}", "", f"`{endpoint.method} {endpoint.path}`{_versions(endpoint)}", "", endpoint.about]
    if endpoint.parameters or endpoint.body:
        lines += ["", "| argument | type | meaning |", "|---|---|---|"]
    lines += [_row(p) for p in endpoint.parameters]
    if endpoint.body:
        fields = ", ".join(f"`{f.name}`" for f in endpoint.body.fields)
        lines.append(f"| `data` | body {endpoint.body.name} | {fields or 'free'} |")
    return "\n".join(lines)


def _row(parameter: Parameter) -> str:
    kind = "list of " * parameter.multiple + parameter.type
    allowed = f" One of {', '.join(f'`{a}`' for a in parameter.allowed)}." if parameter.allowed else ""
    marks = " Required." * parameter.required + " Deprecated." * parameter.deprecated
    text = f"{parameter.about}{allowed}{marks}{_versions(parameter)}".replace("|", "\\|")
    return f"| `{parameter.name}` | {kind} | {text} |"


def _versions(thing: Endpoint | Parameter) -> str:
    since = f"from {thing.since}" if thing.since and thing.since not in {"1.4.2.1", "2.0.5"} else ""
    until = f"until {thing.until}" if thing.until else ""
    words = " ".join(word for word in (since, until) if word)
    return f" (servers {words})" if words else ""
