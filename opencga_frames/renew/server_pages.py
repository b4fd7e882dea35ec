"""The pages of server lines in the docs: what each line has, lacks and calls otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from opencga_frames.frames.schema.registry import entity_names, load_entity
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.request.versions import has, numbers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from opencga_frames.rest.catalogue.endpoint import Endpoint

__all__ = ["files"]

#: The lines: name of the page, and the releases that the catalogue knows, oldest first.
_LINES: Final[dict[str, tuple[str, ...]]] = {
    "1.4": ("1.4.2.1",),
    "2": ("2.0.5", "2.4.15", "2.8.5", "2.12.9"),
    "3_4": ("3.2.3", "3.6.0", "4.1.2"),
    "5": ("5.0.0",),
}
#: What stands above is written by hand and kept.
_HEADING: Final = "## Calls by release\n"


def files(root: Path) -> Iterator[tuple[str, str]]:
    """Make the pages: path below the checkout, and text.

    Parameters
    ----------
    root
        Folder of the checkout: what stands above the lists is kept.
    """
    for line, releases in _LINES.items():
        path = f"docs/servers/{line}.md"
        text = (root / path).read_text(encoding="utf-8").partition(_HEADING)[0]
        yield path, text + _HEADING + "\n" + "\n\n".join(_parts(releases)) + "\n"


def _parts(releases: tuple[str, ...]) -> Iterator[str]:
    newest = releases[-1]
    yield _counts(releases)
    yield _calls(f"What {newest} does not have", newest, lambda e: _lacks(e, newest) and has(e, "5.0.0"), "from")
    yield _calls("What newer servers do not have", newest, lambda e: has(e, newest) and not has(e, "5.0.0"), "until")
    yield _other_forms(newest)
    yield _columns(newest)


def _endpoints() -> Iterator[Endpoint]:
    for name in resource_names():
        yield from load_resource(name).endpoints.values()


def _older_forms(endpoint: Endpoint, release: str) -> list[Endpoint]:
    """Return what a call is sent as to a release that lacks its newest form."""
    known = load_resource(endpoint.resource).endpoints
    return [known[form.name] for form in endpoint.older if has(known[form.name], release)]


def _lacks(endpoint: Endpoint, release: str) -> bool:
    return not has(endpoint, release) and not _older_forms(endpoint, release)


def _counts(releases: tuple[str, ...]) -> str:
    head = [f"| resource | {' | '.join(releases)} |", f"|---{'|---' * len(releases)}|"]
    rows = [_row(name, [e for e in _endpoints() if e.resource == name], releases) for name in resource_names()]
    total = _row("**all**", list(_endpoints()), releases).replace(" `**all**`", " **all**")
    return "\n".join([*head, *rows, total])


def _row(name: str, endpoints: list[Endpoint], releases: tuple[str, ...]) -> str:
    counts = [str(sum(has(e, release) for e in endpoints) or "") for release in releases]
    return f"| {name if name.startswith('*') else f'[{name}](../endpoints/{name}.md)'} | {' | '.join(counts)} |"


def _calls(title: str, newest: str, wanted: Callable[[Endpoint], bool], word: str) -> str:
    found = [endpoint for endpoint in _endpoints() if wanted(endpoint)]
    if not found:
        return f"## {title}\n\nNothing: {newest} has every call that newer servers have, and no other."
    rows = [f"| `oc.{e.label}` | {e.since if word == 'from' else e.until} | {_cell(e.about)} |" for e in found]
    return "\n".join([f"## {title}", "", f"| call | {word} | what it does |", "|---|---|---|", *rows])


def _other_forms(newest: str) -> str:
    """List the calls that are sent in another form to servers of the line."""
    found = [
        (endpoint, older)
        for endpoint in _endpoints()
        if not has(endpoint, newest)
        for older in _older_forms(endpoint, newest)
    ]
    if not found:
        return "## What is sent in another form\n\nNothing."
    rows = [
        f"| `oc.{endpoint.label}` | `{older.method} {older.path}` | `{endpoint.method} {endpoint.path}` |"
        for endpoint, older in found
    ]
    about = "These calls are written in one way for all servers; the client sends what the server knows."
    head = [
        "## What is sent in another form",
        "",
        about,
        "",
        "| call | sent here | on newer servers |",
        "|---|---|---|",
    ]
    return "\n".join([*head, *rows])


def _columns(newest: str) -> str:
    """List the columns that a server of the line leaves empty."""
    here = numbers(newest) or ()
    rows = []
    for entity in entity_names():
        for table in load_entity(entity).tables.values():
            later = [c.name for c in table.columns if c.since and (numbers(c.since) or ()) > here]
            if later:
                names = ", ".join(f"`{name}`" for name in later)
                rows.append(f"| [`{table.name}`](../tables/{entity}.md) | {names} |")
    title = "## Columns that stay empty"
    if not rows:
        return f"{title}\n\nNone: {newest} knows the fields of every column."
    about = "Frames have the same columns for every server; the fields of these came later."
    return "\n".join([title, "", about, "", "| table | columns |", "|---|---|", *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
