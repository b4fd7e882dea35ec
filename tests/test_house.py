"""The rules of the house: lint, types, layers, a light import, and a public surface that is what it says."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import opencga_frames
from opencga_frames.renew.public_names import PUBLIC_MODULES

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "opencga_frames"

GROUND = {"cards", "errors", "ground", "ground/limits", "version"}
REST = {
    f"rest/{name}" for name in ("wire", "catalogue", "request", "answer", "transport", "walk", "methods", "old_calls")
}
REST |= {"rest/caller", "rest/learning", "rest/outcomes"}
SCHEMA = {"frames/schema"}
DECODE = {*SCHEMA, "frames/decode"}
COLUMNS = {*DECODE, "frames/columns", "frames/request_context"}
PLAN = {*COLUMNS, "frames/special", "frames/plan"}
FRAMES = {
    "frames/from_pandas",
    *PLAN,
    *(
        f"frames/{name}"
        for name in ("assemble", "collector", "conversion", "dictionary", "flat", "generic", "include", "processes")
    ),
    *(f"frames/{name}" for name in ("processes", "table_set", "to_pandas", "whole_strings", "wide_annotations")),
}
READING = {*FRAMES, "asked_fields", "configuration", "parquet", "reading", "study/names"}
#: What the sandbox holds, how it is reached, and what both rest on.
HELD = {"sandbox/ground", "sandbox/wire", "sandbox/catalog"}
#: Which rooms a room may import, beside itself and those on the ground; imports for type checkers count as well.
ROOMS: dict[str, set[str]] = {
    **{name: set() for name in GROUND},
    "configuration": set(),
    "auth": {"configuration"},
    "rest/wire": set(),
    "rest/catalogue": {"rest/wire"},
    "rest/request": {"rest/catalogue", "rest/wire"},
    "rest/answer": {"rest/catalogue", "rest/wire"},
    "rest/transport": {"auth", "configuration", "rest/catalogue", "rest/request", "rest/wire"},
    "rest/walk": {"rest/answer", "rest/catalogue", "rest/request", "rest/wire"},
    "rest/old_calls": {"rest/catalogue", "rest/request", "rest/walk"},
    "rest/learning": {"configuration", "rest/catalogue", "rest/request", "rest/transport", "rest/wire"},
    "rest/methods": {"rest/catalogue", "rest/old_calls", "rest/request", "rest/walk"},
    "rest/outcomes": {"rest/catalogue", "rest/walk", "rest/wire"},
    "rest/caller": {*REST, "configuration"},
    "frames/schema": set(),
    "frames/decode": SCHEMA,
    "frames/request_context": set(),
    "frames/columns": COLUMNS,
    "frames/special": COLUMNS,
    "frames/plan": PLAN,
    "frames/assemble": PLAN,
    "frames/collector": {*PLAN, "frames/assemble"},
    "frames/conversion": {*PLAN, "frames/assemble", "frames/collector"},
    "frames/processes": {*PLAN, "frames/assemble", "frames/collector", "frames/conversion"},
    "frames/generic": DECODE,
    "frames/include": PLAN,
    "frames/to_pandas": SCHEMA,
    "frames/from_pandas": SCHEMA,
    "frames/table_set": {"frames/to_pandas"},
    "frames/whole_strings": SCHEMA,
    "frames/flat": SCHEMA,
    "frames/wide_annotations": COLUMNS,
    "frames/dictionary": FRAMES,
    "parquet": FRAMES,
    "asked_fields": {*SCHEMA, "frames/include", "frames/plan", "rest/catalogue"},
    "study/names": set(),
    "reading": {*REST, *FRAMES, "parquet", "study/names"},
    "dataset": {*FRAMES, "parquet"},
    "export": {*REST, *READING, "dataset", "scan"},
    "display": REST,
    "response": {*REST, *READING, "call_code", "display"},
    "page_source": {*REST, "configuration", "frames/decode", "response", "study/names"},
    "scan": {*REST, *READING, "page_source"},
    "filters": {*REST, *FRAMES},
    "resource": {*REST, *READING, "page_source", "scan"},
    "resources": {*REST, "configuration", "visible_names", "page_source", "resource"},
    "study/cohorts": set(),
    "study/overview": {"response", "scan"},
    "cluster": {*FRAMES, "client", "configuration", "dataset", "scan"},
    "visible_names": {*REST, "page_source"},
    "study/tables": {*REST, *SCHEMA},
    "joins": {*FRAMES, "joins/keys"},
    "joins/keys": set(),
    "clinical": FRAMES,
    "jobs": {*REST, *READING, "resources", "response"},
    "variants": {*REST, *READING, "resources", "response", "variants/matrix", "variants/walk"},
    "variants/matrix": set(),
    "variants/walk": {*REST, "response"},
    "plots": {"clinical"},
    "summary": set(),
    "excel": {*FRAMES, "parquet"},
    "validation": FRAMES,
    "accessor": {*FRAMES, "excel", "joins", "parquet", "study", "validation"},
    "call_code": REST,
    "study/join": {*SCHEMA, "joins", "scan", "study/tables"},
    "study": {
        *REST,
        *READING,
        "study/cohorts",
        "study/overview",
        "clinical",
        "filters",
        "joins",
        "resource",
        "resources",
        "response",
        "scan",
    }
    | {"dataset", "export", "study/join", "study/tables", "variants"},
    "recording": {*REST, "auth"},
    "origin": {*REST, *READING, "dataset", "resources", "scan", "study"},
    "learnt": REST,
    "notebook": {"notebook/names"},
    "notebook/names": {*REST, *FRAMES, "notebook", "resource", "study", "study/tables", "visible_names"},
    "client": {
        *REST,
        "auth",
        "display",
        "configuration",
        "jobs",
        "learnt",
        "notebook",
        "recording",
        "resource",
        "resources",
        "response",
        "study",
    },
    "compat": {*REST, "auth", "client", "configuration", "jobs", "resources", "response"},
    "cli": {
        "dataset",
        "export",
        *REST,
        *FRAMES,
        "auth",
        "client",
        "configuration",
        "excel",
        "joins",
        "parquet",
        "sandbox/top",
        "scan",
        "study",
    }
    | {"study/tables"},
    "renew": {*REST, *SCHEMA, "resource", "cli", "compat"},
    "pytest_plugin": {"sandbox/top"},
    "__main__": {"cli"},
    "rest": set(),
    "frames": set(),
    "sandbox/ground": set(),
    "sandbox/wire": {"sandbox/ground"},
    "sandbox/catalog": {"sandbox/ground", "sandbox/wire"},
    "sandbox": HELD,
    "sandbox/query": {"sandbox", *HELD},
    "sandbox/views": {"sandbox", *HELD, "sandbox/query"},
    "sandbox/entries": HELD,
    "sandbox/kinds": {*HELD, "sandbox/entries"},
    "sandbox/write": {*HELD, "sandbox/entries", "sandbox/kinds"},
    "sandbox/work": {*HELD, "sandbox/kinds", "sandbox/write"},
    "sandbox/generate": {*HELD, "sandbox/entries", "sandbox/kinds", "sandbox/work"},
    "sandbox/load": {*HELD, "sandbox/generate"},
    "sandbox/saving": {*HELD, "sandbox/variants"},
    "sandbox/variants": {"sandbox", *HELD, "sandbox/query", "sandbox/generate", "sandbox/kinds", "sandbox/write"},
}
_ALL_SANDBOX = {room for room in ROOMS if room.startswith("sandbox")}
ROOMS["sandbox/handlers"] = _ALL_SANDBOX
ROOMS["sandbox/doors"] = {"sandbox/wire", "sandbox/top"}
ROOMS["sandbox/replay"] = {"sandbox/wire", "sandbox/doors"}
ROOMS["sandbox/top"] = {*_ALL_SANDBOX, "sandbox/doors", "sandbox/handlers", "sandbox/replay"}
#: Files of a folder that stand above the folder's other rooms, below or between them.
APART = {
    **dict.fromkeys(
        ("sandbox", "sandbox/banner", "sandbox/routes", "sandbox/sandbox", "sandbox/server"), "sandbox/top"
    ),
    **dict.fromkeys(("sandbox/api", "sandbox/server_version"), "sandbox/ground"),
    **dict.fromkeys(("sandbox/render", "sandbox/views"), "sandbox/views"),
}
SPLIT = {"ground", "frames", "notebook", "rest", "joins", "variants", "sandbox", "study"}


#: Modules that may ask for something above them when it is called, and for what.
UPWARD = {"dataset/dataset": {"cluster"}, "frames/to_pandas": {"accessor"}, "scan": {"cluster"}}


def module_name(path: Path) -> str:
    return "/".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("/__init__")


FILES = {module_name(path): path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py"}


def room(module: str) -> str:
    """Room of a module: its folder, or in folders that have rooms of their own, what stands below it."""
    if module in APART:
        return APART[module]
    first, _, rest = module.partition("/")
    second = rest.partition("/")[0]
    if first not in SPLIT or not second:
        return first
    is_room = (PACKAGE / first / second).is_dir() or f"{first}/{second}" in ROOMS
    return f"{first}/{second}" if is_room else first


def imported_modules(path: Path) -> set[str]:
    """Modules of the package that a file imports, for type checkers too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {_imported(node.module, alias.name) for alias in node.names}
    names = {name.removeprefix("opencga_frames.").replace(".", "/") for name in found if name.startswith("opencga_f")}
    return names - {"opencga_frames"}


def _imported(module: str, name: str) -> str:
    whole = f"{module}.{name}"
    return whole if whole.removeprefix("opencga_frames.").replace(".", "/") in FILES else module


@pytest.mark.parametrize("module", sorted(FILES))
def test_a_room_imports_only_rooms_it_may(module: str) -> None:
    own = room(module)
    others = {room(name) for name in imported_modules(FILES[module])} - {own}
    ground = GROUND if not own.startswith("sandbox") else {"errors", "ground/limits"}
    assert others <= ROOMS[own] | ground, f"{own} may not import {others - ROOMS[own] - ground}"


def test_the_table_of_rooms_has_every_room_and_no_other() -> None:
    assert {room(module) for module in FILES} == set(ROOMS)


def test_no_files_import_each_other_in_a_circle() -> None:
    graph = {module: imported_modules(path) & FILES.keys() - {module} for module, path in FILES.items()}
    while free := [module for module, others in graph.items() if not others & graph.keys()]:
        for module in free:
            del graph[module]
    assert graph == {}


def test_frames_may_not_import_rest_nor_the_sandbox_either() -> None:
    """The table itself says what the house rests on."""
    for own, allowed in ROOMS.items():
        if own.startswith(("frames", "sandbox")):
            assert not any(other.startswith("rest") for other in allowed), own
        if own.startswith("sandbox"):
            assert not any(other.startswith("frames") for other in allowed), own


@pytest.mark.newest
@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["codespell_lib", "opencga_frames", "tests", "docs", "README.md", "CHANGELOG.md", "notebooks"],
        ["mypy"],
    ],
    ids=["lint", "format", "spelling", "types"],
)
def test_checks_pass(command: list[str]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def run_python(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=os.environ | environment)


def test_importing_does_no_io_and_leaves_pandas_alone(tmp_path: Path) -> None:
    """No socket is opened, nothing is read from the home folder, nothing is printed, no credential is consumed."""
    code = """
import os, socket, sys
def refuse(*a, **k): raise RuntimeError("a socket was opened")
socket.socket.connect = refuse
import opencga_frames
from opencga_frames import OpenCGAClient, ClientConfiguration, RestResponse
assert os.environ["OPENCGA_TOKEN"] == "kept"
heavy = {"pandas", "pyarrow", "scipy", "tqdm", "click", "IPython"} & set(sys.modules)
assert not heavy, heavy
"""
    done = run_python(code, HOME=str(tmp_path), OPENCGA_TOKEN="kept")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []


def test_every_public_name_is_importable() -> None:
    for name in opencga_frames.__all__:
        assert getattr(opencga_frames, name) is not None
    assert sorted(opencga_frames.__all__) == dir(opencga_frames)
    assert opencga_frames.OpencgaClient is opencga_frames.OpenCGAClient
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        opencga_frames.nonsense  # noqa: B018


def test_the_public_names_are_those_of_the_page() -> None:
    """A name is made public, or taken away, by renewing the page on purpose."""
    page = (ROOT / "docs" / "public.md").read_text(encoding="utf-8")
    for module in PUBLIC_MODULES:
        section = page.partition(f"## {module}\n")[2].partition("\n## ")[0]
        listed = re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE)
        assert [name for name, _ in listed] == sorted(importlib.import_module(module).__all__)
        assert all(meaning.endswith(".") for _, meaning in listed), module


def nouns(path: Path) -> set[str]:
    """Names of the classes and of the aliases of types that a file defines, without leading underscores."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    body += [node for block in body if isinstance(block, ast.If) for node in block.body]
    names = {node.name for node in body if isinstance(node, ast.ClassDef)}
    aliases = [node for node in body if isinstance(node, (ast.Assign, ast.AnnAssign)) and not is_type_variable(node)]
    targets = {ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target) for node in aliases}
    return {name.lstrip("_") for name in names | targets if re.fullmatch(r"_?[A-Z]\w*[a-z]\w*", name)}


def is_type_variable(node: ast.Assign | ast.AnnAssign) -> bool:
    """Type variables mean nothing outside their function."""
    return isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "TypeVar"


def test_a_noun_means_one_thing() -> None:
    """The room compat is left out: its names are those of two older packages, whose users import them."""
    places: dict[str, list[str]] = {}
    for module, path in FILES.items():
        for noun in nouns(path) if not module.startswith("compat/") else ():
            places.setdefault(noun, []).append(module)
    assert len(places) > 300
    assert {noun: modules for noun, modules in places.items() if len(modules) > 1} == {}


MODULES = sorted(FILES.values())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_say_what_they_export(path: Path) -> None:
    if path.name == "__main__.py":
        pytest.skip("a script")
    if path.name == "spark.py":
        pytest.importorskip("pyspark")
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    module = importlib.import_module(name)
    for exported in getattr(module, "__all__", ()):
        assert hasattr(module, exported)


def test_the_top_level_is_what_was_agreed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    tops = {line.split("/")[0] for line in listed.splitlines()}
    agreed = {"opencga_frames", "tests", "notebooks", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE"}
    agreed |= {"CITATION.cff", "CONTRIBUTING.md", "Makefile", "SECURITY.md"}
    assert {top for top in tops if not top.startswith(".")} <= agreed


def says_any(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Tell whether the signature of a function says Any somewhere."""
    given = function.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    annotations = [a.annotation for a in arguments if a is not None] + [function.returns]
    parts = (part for annotation in annotations if annotation is not None for part in ast.walk(annotation))
    return any(isinstance(part, ast.Name) and part.id == "Any" for part in parts)


def test_few_functions_of_frames_say_any() -> None:
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in (PACKAGE / "frames").rglob("*.py")]
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, kinds)]
    assert len(functions) > 300
    assert sum(map(says_any, functions)) < len(functions) / 10


def functions() -> list[tuple[str, ast.FunctionDef]]:
    """Every function of the package, with its module; those inside others count on their own as well."""
    trees = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in FILES.items()}
    return [
        (module, node) for module, tree in trees.items() for node in ast.walk(tree) if type(node) is ast.FunctionDef
    ]


def lines_of(function: ast.FunctionDef) -> int:
    """Lines of a function below its docstring."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1


def test_functions_are_small() -> None:
    lengths = {f"{module}: {function.name}": lines_of(function) for module, function in functions()}
    assert len(lengths) > 2_000
    assert {name: length for name, length in lengths.items() if length > 40} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < 10


def without_docstring(body: list[ast.stmt], prefix: str = "") -> Iterator[str]:
    """Classes, functions and methods that say nothing of what they do, unless a private name says all there is."""
    for node in body:
        if isinstance(node, ast.If):
            yield from without_docstring(node.body, prefix)
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            continue
        decorators = [ast.unparse(decorator) for decorator in node.decorator_list]
        is_repeated = "overload" in decorators or any(name.endswith(".setter") for name in decorators)
        if not node.name.startswith("_") and not is_repeated and not ast.get_docstring(node):
            yield prefix + node.name
        if isinstance(node, ast.ClassDef):
            yield from without_docstring(node.body, f"{prefix}{node.name}.")


def test_everything_says_what_it_does() -> None:
    """Methods of private classes as well, which lint leaves out."""
    trees = {module: ast.parse(path.read_text(encoding="utf-8")) for module, path in FILES.items()}
    silent = {module: list(without_docstring(tree.body)) for module, tree in trees.items()}
    assert {module: names for module, names in silent.items() if names} == {}


def test_only_named_modules_lead_upwards() -> None:
    found: dict[str, set[str]] = {}
    for module, path in FILES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "upward":
                found.setdefault(module, set()).add(ast.literal_eval(node.args[0]))
    assert found == UPWARD
