"""The pages of endpoints in docs are what the catalogue gives; ``python tests/test_docs_endpoints.py`` renews them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "endpoints"


def page(resource: str) -> str:
    catalogue = load_resource(resource)
    parts = [f"# {resource}", catalogue.about, *(section(endpoint) for endpoint in catalogue.endpoints.values())]
    return "\n\n".join(parts) + "\n"


def section(endpoint: Endpoint) -> str:
    lines = [f"## {endpoint.name}", "", f"`{endpoint.method} {endpoint.path}`{versions(endpoint)}", "", endpoint.about]
    if endpoint.parameters or endpoint.body:
        lines += ["", "| argument | type | meaning |", "|---|---|---|"]
    lines += [row(p) for p in endpoint.parameters]
    if endpoint.body:
        fields = ", ".join(f"`{f.name}`" for f in endpoint.body.fields)
        lines.append(f"| `data` | body {endpoint.body.name} | {fields or 'free'} |")
    return "\n".join(lines)


def row(parameter: Parameter) -> str:
    kind = "list of " * parameter.multiple + parameter.type
    allowed = f" One of {', '.join(f'`{a}`' for a in parameter.allowed)}." if parameter.allowed else ""
    marks = " Required." * parameter.required + " Deprecated." * parameter.deprecated
    text = f"{parameter.about}{allowed}{marks}{versions(parameter)}".replace("|", "\\|")
    return f"| `{parameter.name}` | {kind} | {text} |"


def versions(thing: Endpoint | Parameter) -> str:
    since = f"from {thing.since}" if thing.since and thing.since not in {"1.4.2.1", "2.0.5"} else ""
    until = f"until {thing.until}" if thing.until else ""
    words = " ".join(word for word in (since, until) if word)
    return f" (servers {words})" if words else ""


@pytest.mark.parametrize("resource", resource_names())
def test_the_page_of_a_resource_is_fresh(resource: str) -> None:
    assert (FOLDER / f"{resource}.md").read_text(encoding="utf-8") == page(resource)


def test_there_is_a_page_for_every_resource_and_no_other() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.md")) == sorted(resource_names())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name in resource_names():
        (FOLDER / f"{name}.md").write_text(page(name), encoding="utf-8")
