"""The documentation site is built without a warning, and its links lead somewhere."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import opencga_frames
from opencga_frames import errors, plots
from opencga_frames.frames.schema.registry import entity_names, load_entity
from opencga_frames.renew.error_pages import advice

ROOT = Path(__file__).resolve().parents[1]
PLOTS = ROOT / "docs" / "plots.md"
pytestmark = pytest.mark.newest


class Page(HTMLParser):
    """The places of a page that can be linked to, and its links."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.places: set[str] = set()
        self.links: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.places.add(value)
            if name == ("src" if tag in {"img", "script"} else "href") and value:
                self.links.append(value)

    def lost(self, path: Path, pages: dict[Path, Page]) -> list[str]:
        """Links to files or places that are not there."""
        return [link for link in self.links if not urlsplit(link).scheme and not self._leads(path, link, pages)]

    def _leads(self, path: Path, link: str, pages: dict[Path, Page]) -> bool:
        parts = urlsplit(link)
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        place = parts.fragment
        return target.exists() and (target not in pages or place in {"", "top"} or place in pages[target].places)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    pytest.importorskip("furo")
    place = tmp_path_factory.mktemp("checkout")
    for folder in ("docs", "notebooks"):
        shutil.copytree(ROOT / folder, place / folder, ignore=shutil.ignore_patterns("_build", ".ipynb_checkpoints"))
    for path in ROOT.glob("*.*"):
        if path.is_file():
            shutil.copy(path, place)
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going", "docs", "site"]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return place / "site"


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    pages = {path: Page(path) for path in sorted(site.rglob("*.html")) if "_modules" not in path.parts}
    assert len(pages) > 100
    lost = {path.relative_to(site).as_posix(): page.lost(path, pages) for path, page in pages.items()}
    assert {path: links for path, links in lost.items() if links} == {}


def test_the_search_of_the_data_dictionary_has_every_column(site: Path) -> None:
    text = (site / "_static" / "columns.js").read_text(encoding="utf-8")
    rows = json.loads(text.removeprefix("const COLUMNS = ").removesuffix(";\n"))
    described = {
        (table.name, column.name)
        for entity in entity_names()
        for table in load_entity(entity).tables.values()
        for column in table.columns
    }
    assert {(table, column) for _, table, column, *_ in rows} == described
    for entity, table, *_ in rows:
        assert (site / "tables" / f"{entity}.html").exists()
        assert f'id="{table.replace("_", "-")}"' in (site / "tables" / f"{entity}.html").read_text(encoding="utf-8")


def test_every_public_name_stands_in_the_api_reference(site: Path) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (site / "api").glob("*.html"))
    classes_and_functions = set(opencga_frames.__all__) - {"__version__", "errors", "plots", "OpencgaClient"}
    assert {name for name in classes_and_functions if f'id="opencga_frames.{name}"' not in text} == set()


def test_every_error_says_when_it_comes_and_what_to_do() -> None:
    assert set(advice()) == set(errors.__all__)
    assert {tuple(words) for words in advice().values()} == {("when", "do")}


def test_every_plot_stands_in_the_gallery_with_its_picture() -> None:
    """After a change of the page: ``make pictures``."""
    image = pytest.importorskip("PIL.Image")
    page = PLOTS.read_text(encoding="utf-8")
    shown = runpy.run_path(str(ROOT / "docs" / "images" / "plots.py"))["pictures"](page)
    assert {re.findall(r"plots\.(\w+)\(", code)[0] for _, code in shown} == set(plots.__all__)
    for path, code in shown:
        with image.open(ROOT / "docs" / path) as picture:
            assert picture.info["Shown"] == code
