"""How the pages of this folder become a site: ``make docs`` builds it, without a network."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opencga_frames import __version__
from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.registry import entity_names, load_entity

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parents[1]
LONGEST_SIGNATURE = 240
URLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]

project = "opencga_frames"
author = "The opencga_frames authors"
project_copyright = f"2026, {author}"
release = version = __version__

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]

# Outputs were made when a notebook was last run by the tests; building the site runs none.
nb_execution_mode = "off"
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence", "deflist"]

autodoc_member_order = "bysource"
autodoc_typehints = "none"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_numpy_docstring = True
napoleon_use_rtype = False

if os.environ.get("READTHEDOCS"):  # elsewhere the names of pandas and Arrow are no links, and nothing is fetched
    extensions.append("sphinx.ext.intersphinx")
    intersphinx_mapping = {
        "python": ("https://docs.python.org/3", None),
        "pandas": ("https://pandas.pydata.org/docs", None),
        "pyarrow": ("https://arrow.apache.org/docs", None),
    }

html_theme = "furo"
pygments_style = "friendly"
html_title = f"opencga_frames {__version__}"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {"source_repository": URLS["Source"], "source_branch": "main", "source_directory": "docs/"}
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


def setup(app: Sphinx) -> None:
    """Take part in the build at its beginning and end."""
    app.connect("autodoc-process-signature", shorten)
    app.connect("builder-inited", copy_notebooks)
    app.connect("build-finished", write_columns)


def shorten(_app: Sphinx, _what: str, _name: str, _thing: object, _options: object, given: str, gives: str) -> Any:
    """Cut signatures of sixty filters, which the endpoint reference explains one by one."""
    if given is None or len(given) <= LONGEST_SIGNATURE:
        return None
    return f"{given[:LONGEST_SIGNATURE].rpartition(', ')[0]}, ...)", gives


def copy_notebooks(app: Sphinx) -> None:
    """Copy the notebooks below the pages, since Sphinx reads one folder only."""
    folder = Path(app.srcdir, "notebooks")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        shutil.copyfile(path, folder / path.name)


def write_columns(app: Sphinx, error: Exception | None) -> None:
    """Write all columns of all tables for the search of the data dictionary."""
    if error is None and app.builder.format == "html":
        rows = [row for entity in entity_names() for row in columns_of(entity)]
        Path(app.outdir, "_static", "columns.js").write_text(f"const COLUMNS = {json.dumps(rows)};\n", encoding="utf-8")


def columns_of(entity: str) -> list[tuple[str, ...]]:
    """Return page, table, column, type, path and meaning of the columns of an entity."""
    return [
        (entity, table.name, column.name, KINDS[column.kind].name, column.path, column.about)
        for table in load_entity(entity).tables.values()
        for column in table.columns
    ]
