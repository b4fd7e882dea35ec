"""The README, the pages of docs and the notebooks do what they say."""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
#: A page with libraries that the run with the lowest versions lacks, and that use older names of one another.
OF_OTHERS = {"interoperability.md": [pytest.mark.newest, pytest.mark.filterwarnings("ignore::DeprecationWarning")]}
PAGES = [
    pytest.param(page, marks=OF_OTHERS.get(page.name, ()), id=page.relative_to(ROOT).as_posix())
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if not {"notebooks", "_build"} & set(page.relative_to(ROOT).parts)
]
#: Most generated pages hold tables alone.
PAGES_WITH_CODE = [page for page in PAGES if "```python\n" in page.values[0].read_text(encoding="utf-8")]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
QUICKSTART = ROOT / "notebooks" / "quickstart.ipynb"
URLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]
LINK = re.compile(r"\]\(([^)]+)\)")
HEADING = re.compile(r"^## (.*)$", re.MULTILINE)
BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@pytest.mark.enable_socket
@pytest.mark.parametrize("page", PAGES_WITH_CODE)
def test_the_code_of_a_page_runs_from_top_to_bottom(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    names: dict[str, object] = {"__name__": "page"}
    for number, block in enumerate(blocks, 1):
        exec(compile(block, f"{page.name}, block {number}", "exec"), names)


@pytest.mark.parametrize("page", PAGES)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_the_guide_lists_every_question() -> None:
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    pages = sorted((ROOT / "docs").glob("guide*.md"))
    questions = [heading for page in pages for heading in HEADING.findall(page.read_text(encoding="utf-8"))]
    assert len(questions) > 35
    assert [question for question in questions if f"- [{question}](" not in guide] == []


def test_every_extra_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = re.findall(r"^\| (`.*?) \|", (ROOT / "docs" / "install.md").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(re.findall(r"\w+", " ".join(rows))) == sorted(project["optional-dependencies"])


def test_links_of_the_readme_work_on_any_page_that_shows_it() -> None:
    """A package page knows nothing of the files beside the README: links have the addresses of ``project.urls``."""
    links = LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(links) > 10
    elsewhere = "https://docs.opencga.opencb.org"
    inside = re.compile(rf"{re.escape(URLS['Source'])}/(blob|tree|raw)/main/(.+)")
    for link in links:
        if link in (elsewhere, *URLS.values()):
            continue
        found = inside.fullmatch(link)
        assert found, f"{link} is neither an address of project.urls nor below that of Source"
        path = ROOT / found[2]
        assert path.is_dir() if found[1] == "tree" else path.is_file(), link
        assert (found[1] == "raw") == (path.suffix == ".png"), link


def test_the_addresses_of_the_project_stand_in_one_place() -> None:
    assert set(URLS) == {"Homepage", "Documentation", "Source", "Changelog", "Issues"}
    assert URLS["Homepage"] == URLS["Source"]
    assert URLS["Issues"] == f"{URLS['Source']}/issues"
    assert URLS["Changelog"] == f"{URLS['Source']}/blob/main/CHANGELOG.md"
    allowed = {ROOT / name for name in ("pyproject.toml", "README.md", "CONTRIBUTING.md", "CITATION.cff")}
    assert f"\nrepository-code: {URLS['Source']}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    texts = [*ROOT.glob("*.*"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "opencga_frames").rglob("*.py")]
    recipe = (ROOT / "docs" / "packaging" / "recipe.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"https://github\.com/[\w-]+/[\w-]+|https://[\w-]+\.readthedocs\.io", recipe)) <= set(
        URLS.values()
    )
    own = re.compile("|".join(map(re.escape, (URLS["Source"], URLS["Documentation"]))))
    found = {
        path for path in texts if path.is_file() and own.search(path.read_text(encoding="utf-8", errors="replace"))
    }
    assert found <= allowed


@cache
def run_again(path: Path) -> Any:
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        client = nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}})
        client.execute(env={**os.environ, "TQDM_DISABLE": "1"})  # bars appear where a machine is slow
    return notebook


@pytest.mark.newest
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_and_the_script_beside_it_hold_the_same_cells(path: Path) -> None:
    """After a change of the script: ``make notebooks``."""
    jupytext = pytest.importorskip("jupytext")
    pair = [jupytext.read(one) for one in (path.with_suffix(".py"), path)]
    script, notebook = ([(c.cell_type, c.source, c.metadata.get("tags")) for c in one.cells] for one in pair)
    assert script == notebook


def test_every_script_beside_the_notebooks_has_its_notebook() -> None:
    assert {path.stem for path in (ROOT / "notebooks").glob("*.py")} == {path.stem for path in NOTEBOOKS}


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=() if path == QUICKSTART else pytest.mark.newest, id=path.name) for path in NOTEBOOKS],
)
def test_a_notebook_runs_and_keeps_its_output(path: Path) -> None:
    pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    cells = nbformat.read(path, as_version=4).cells
    kept = [cell for cell in cells if cell.cell_type == "code" and cell.get("outputs")]
    assert kept, "a notebook is kept with its output"
    for all_cells in (cells, run_again(path).cells):
        outputs = [output for cell in all_cells for output in cell.get("outputs", ())]
        assert [output for output in outputs if output.get("name") == "stderr"] == []
        assert any("image/png" in output.get("data", {}) for output in outputs), "a notebook ends in a picture"


def cells_of_the_picture(notebook: Any) -> list[Any]:
    return [cell for cell in notebook["cells"] if "picture" in cell["metadata"].get("tags", ())]


def printed(cell: Any) -> list[str]:
    return ["".join(output["data"]["text/plain"]) for output in cell["outputs"]]


def test_the_picture_of_the_readme_shows_what_the_notebook_does() -> None:
    """After a change of its cells: ``make picture``."""
    shown = cells_of_the_picture(json.loads(QUICKSTART.read_text(encoding="utf-8")))
    assert shown
    picture = (ROOT / "docs" / "images" / "quickstart.png").read_bytes()
    start = picture.index(b"zTXtShown\0\0") + len(b"zTXtShown\0\0")
    text = zlib.decompressobj().decompress(picture[start:]).decode()
    assert text == "\n\n".join(part for cell in shown for part in ("".join(cell["source"]), *printed(cell)))


@pytest.mark.newest
@pytest.mark.enable_socket
def test_the_notebook_still_prints_what_the_picture_shows() -> None:
    pytest.importorskip("nbclient")
    kept = cells_of_the_picture(json.loads(QUICKSTART.read_text(encoding="utf-8")))
    again = cells_of_the_picture(run_again(QUICKSTART))
    assert [printed(cell) for cell in again] == [printed(cell) for cell in kept]


NUMBER = re.compile(r"(?<![\w.:/-])\d[\d,]*(?:\.\d+)?(?![\w:/-])")
#: Numbers in the prose of notebooks that no cell gives: a release of servers.
KNOWN_NUMBERS = {"1.4"}


def numbers(text: str) -> set[str]:
    return {number.replace(",", "") for number in NUMBER.findall(text)}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_numbers_in_the_prose_of_a_notebook_are_those_of_its_cells(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = " ".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    shown = [part for cell in code for output in cell["outputs"] for part in (output.get("text", ""), *texts(output))]
    given = "\n".join(["".join(part) for part in [*(cell["source"] for cell in code), *shown]])
    told = numbers(re.sub(r"`[^`]*`", "", prose))
    assert told - numbers(re.sub(r"<[^>]*>", " ", given)) <= KNOWN_NUMBERS


def texts(output: dict[str, Any]) -> list[str]:
    return [output.get("data", {}).get(kind, "") for kind in ("text/plain", "text/html")]
