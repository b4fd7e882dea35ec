"""Make quickstart.png of the cells of the notebook that bear the tag ``picture``.

``python docs/images/quickstart.py`` runs the notebook, keeps its output in it, and has Chromium draw the tagged cells.
The picture carries the code and output it shows, so that a test can tell when the notebook has moved on.
"""

from __future__ import annotations

import html
import os
import re
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbclient
import nbformat
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK, PICTURE = ROOT / "notebooks" / "quickstart.ipynb", Path(__file__).with_name("quickstart.png")
KEYWORD, WIDTH, TALL = b"Shown", 1100, 2000
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars")
QUIET = ("--disable-background-networking", "--disable-sync", "--force-device-scale-factor=1.5")
STYLE = """
body { font: 15px "DejaVu Sans", sans-serif; margin: 18px 22px; color: #222; background: white; width: 1056px }
.highlight { background: #f6f6f6; border: 1px solid #ddd; border-radius: 4px; padding: 4px 12px; margin-top: 14px }
pre { font: 14px/1.5 "DejaVu Sans Mono", monospace; margin: 4px 0 }
table { border-collapse: collapse; margin: 10px 0 4px 12px; border: none; font-size: 13.5px }
th, td { text-align: left; padding: 5px 14px 5px 0; border: none; white-space: nowrap }
th, td { border-bottom: 1px solid #e4e4e4 }
img { max-width: 100%; margin: 10px 0 0 12px }
thead th { border-bottom: 1.5px solid #555 } tbody th { color: #999; font-weight: normal }
"""
# The picture ends a little below the last table.
MEASURE = (
    "<script>document.body.dataset.height = "
    "Math.ceil(document.querySelector('main').getBoundingClientRect().bottom) + 16</script>"
)


def run() -> Any:
    """Run the notebook, keep its output in it, and return it."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}})
        client.execute(env={**os.environ, "TQDM_DISABLE": "1"})
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.write(notebook, NOTEBOOK)
    return notebook


def tagged(notebook: Any) -> list[Any]:
    """Return the cells that are drawn."""
    return [cell for cell in notebook.cells if "picture" in cell.metadata.get("tags", ())]


def page(cells: list[Any]) -> str:
    """Return the cells as a page of HTML."""
    formatter = HtmlFormatter(style="friendly")
    parts = [part for cell in cells for part in (highlight(cell.source, PythonLexer(), formatter), *shown(cell))]
    return f"<style>{formatter.get_style_defs()}{STYLE}</style><main>{''.join(parts)}</main>{MEASURE}"


def shown(cell: Any) -> Iterator[str]:
    """Yield the outputs of a cell: frames as tables, plots as they are, anything else as it prints."""
    for output in cell.outputs:
        data = output.get("data", {})
        if "image/png" in data:
            yield f"<img src='data:image/png;base64,{data['image/png']}'>"
            continue
        text = html.escape(data.get("text/plain", output.get("text", "")))
        yield re.sub(r"<style.*?</style>|<p>.*?</p>", "", data.get("text/html", f"<pre>{text}</pre>"), flags=re.DOTALL)


def draw(content: str) -> bytes:
    """Have Chromium draw a page, as high as it is."""
    with tempfile.TemporaryDirectory() as folder:
        source, drawn = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(f"<!doctype html><meta charset='utf-8'><body>{content}", encoding="utf-8")
        dom = browse(TALL, "--dump-dom", source.as_uri())
        (height,) = re.findall(rb'data-height="(\d+)"', dom)
        browse(int(height), f"--screenshot={drawn}", source.as_uri())
        return drawn.read_bytes()


def browse(height: int, *what: str) -> bytes:
    """Run Chromium with a window of a height and return what it prints."""
    command = [*CHROMIUM, *QUIET, f"--window-size={WIDTH},{height}", *what]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603 - nothing of it comes from outside


def with_text(png: bytes, text: str) -> bytes:
    """Add a text as a compressed text chunk before the end of the file."""
    body = b"zTXt" + KEYWORD + b"\0\0" + zlib.compress(text.encode())
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    end = png.rindex(b"IEND") - 4
    return png[:end] + chunk + png[end:]


def text_of(cells: list[Any]) -> str:
    """Return the code of cells and what it prints as one string."""
    return "\n\n".join(part for cell in cells for part in (cell.source, *(o.data["text/plain"] for o in cell.outputs)))


if __name__ == "__main__":
    drawn_cells = tagged(run())
    PICTURE.write_bytes(with_text(draw(page(drawn_cells)), text_of(drawn_cells)))
