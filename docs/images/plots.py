"""Make the pictures of docs/plots.md: ``python docs/images/plots.py`` runs the code of the page, block by block.

The picture that follows a block is what the block drew last. It carries the code of that block, so that a test can tell
when the page has moved on.
"""

from __future__ import annotations

import re
from pathlib import Path

import matplotlib as mpl

mpl.use("agg")

from matplotlib import pyplot as plt

DOCS = Path(__file__).resolve().parents[1]
PAGE = DOCS / "plots.md"
PART = re.compile(r"^```python\n(.*?)^```|^!\[[^\]]*\]\(([^)]+)\)", re.MULTILINE | re.DOTALL)


def pictures(text: str) -> list[tuple[str, str]]:
    """Return the pictures of a page, each with the block of code that stands before it."""
    found, code = [], ""
    for block, picture in PART.findall(text):
        if picture:
            found.append((picture, code))
        else:
            code = block
    return found


def draw() -> None:
    """Run the page and keep what it draws."""
    names: dict[str, object] = {"__name__": "page"}
    code = ""
    for block, picture in PART.findall(PAGE.read_text(encoding="utf-8")):
        if picture:
            path = DOCS / picture
            path.parent.mkdir(parents=True, exist_ok=True)
            plt.gcf().savefig(path, dpi=110, bbox_inches="tight", metadata={"Shown": code, "Software": None})
            plt.close("all")
        else:
            code = block
            exec(compile(block, PAGE.name, "exec"), names)  # noqa: S102 - our own page


if __name__ == "__main__":
    draw()
