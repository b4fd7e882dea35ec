"""The page of errors in the docs: what each class means, and what to do."""

from __future__ import annotations

import inspect
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any, Final

import yaml

from opencga_frames import errors
from opencga_frames.cli.failures import EXIT_CODES

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["advice", "files"]

_HEADER: Final = """\
# What can go wrong

Every error of this package is a class of `opencga_frames.errors`, below `OpenCGAError`. A message says what was got,
what was expected and what to do, and never holds a token or password. [What happens when](what_happens_when.md) says
what the package does about networks, servers and files that misbehave before it raises one of these.

```python
from opencga_frames import OpenCGAClient
from opencga_frames.errors import NotFoundError, OpenCGAError, UnknownNameError
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=30)
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
study = oc.login("viewer", "Sandbox-2026", organization="demo").study("demo@rare:germline")

try:
    study.samples(fenotypes="HP:0001250")
except UnknownNameError as error:
    print(error.suggestions)  # the call was wrong, and was not sent

try:
    oc.samples.info(["S-none"], study=study.fqn)
except NotFoundError as error:
    print(error.missing, error.status, error.host)  # what the server said

try:
    oc.study("demo@rare:somewhere").samples()
except OpenCGAError as error:  # any of them
    print(type(error).__name__, error)
```

`except OpenCGAError` catches all of them. `UsageError` and the classes below it are also `ValueError`: the call itself
is wrong, and trying again does not help. `NotReachableError`, `TimedOutError` and `ServerFaultError` may pass with
time; reads have been tried several times already. Commands of the shell end with the [exit code](#exit-codes) of the
class.
"""


def files() -> Iterator[tuple[str, str]]:
    """Make the page: its path below the checkout, and its text."""
    tree = inspect.cleandoc(errors.__doc__ or "").partition("::\n\n")[2].rpartition("\n\n")[0]
    classes = [getattr(errors, name) for name in _in_order(tree)]
    parts = [_HEADER, "## The tree", f"```text\n{inspect.cleandoc(tree)}\n```"]
    parts += [_section(kind) for kind in classes]
    yield "docs/errors.md", "\n\n".join(part.strip() for part in [*parts, _exit_codes()]) + "\n"


def advice() -> dict[str, dict[str, Any]]:
    """Return when errors come and what to do about them, by the name of the class."""
    text = resources("opencga_frames.renew").joinpath("errors.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return found


def _in_order(tree: str) -> list[str]:
    """Return all classes, those of the tree in its order."""
    words = [word for word in tree.split() if word in errors.__all__]
    return words + [name for name in errors.__all__ if name not in words]


def _section(kind: type[Exception]) -> str:
    about, _, rest = inspect.cleandoc(kind.__doc__ or "").replace("``", "`").partition("\n")
    words = advice()[kind.__name__]
    lines = [f"## {kind.__name__}", "", about, ""]
    lines += [f"**When:** {words['when']}", "", f"**What to do:** {words['do']}"]
    attributes = rest.partition("Attributes\n----------\n")[2]
    if attributes:
        lines += ["", "**What it holds:**", "", *_items(attributes)]
    return "\n".join(lines)


def _items(section: str) -> Iterator[str]:
    """Yield the attributes of a docstring as items of a list."""
    item = ""
    for line in section.splitlines():
        if line and not line.startswith(" "):
            if item:
                yield item
            names = ", ".join(f"`{name}`" for name in line.partition(" : ")[0].split(", "))
            item = f"- {names}:"
        elif line.strip():
            item += " " + line.strip().replace(":class:`~opencga_frames.RestResponse`", "`RestResponse`")
    yield item


def _exit_codes() -> str:
    codes: dict[int, list[str]] = {}
    for kind, code in EXIT_CODES:
        codes.setdefault(code, []).append(f"`{kind.__name__}`")
    rows = [f"| {code} | {', '.join(names)} |" for code, names in codes.items()]
    head = ["## Exit codes", "", "| code | errors |", "|---|---|"]
    return "\n".join([*head, *rows, "| 1 | anything else |"])
