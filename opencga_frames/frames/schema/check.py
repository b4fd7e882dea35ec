"""Checks table files against ``words.yaml``: ``python -m opencga_frames.frames.schema.check [folder]``."""

from __future__ import annotations

import difflib
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from opencga_frames.frames.schema.kinds import KINDS
from opencga_frames.frames.schema.words import word_lists, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from yaml.nodes import MappingNode

__all__ = ["check_file", "check_folder", "main"]

TABLES: Final = Path(__file__).parents[1] / "tables"
_PATH: Final = re.compile(r"(@\w+)?( \d+)?( ?\w+(\[\]|\{\})*(\.\w+(\[\]|\{\})*)*)?")
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+")


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice, of which YAML would take the last one."""

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[object, object]:  # noqa: FBT001, FBT002
        """Read a mapping, and refuse one that has a key twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"{', '.join(twice)} twice", node.start_mark)
        return dict(super().construct_mapping(node, deep))


def check_folder(folder: Path = TABLES) -> list[str]:
    """Check all table files of a folder.

    Returns
    -------
    list of str
        What is wrong, one sentence each, with file, table and column, and the near word of a misspelt one.
    """
    return [fault for file in sorted(folder.glob("*.yaml")) for fault in check_file(file)]


def check_file(file: Path) -> list[str]:
    """Check one table file, as :func:`check_folder`."""
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        return [f"{file.name}: {' '.join(str(error).split())}"]
    return list(_faults("file", content, file.name))


def _faults(part: str, content: object, place: str) -> Iterator[str]:
    """Faults of a file, table, column or relation."""
    if not isinstance(content, dict):
        yield f"{place}: got {_named(content)}, expected the words of a {part}."
        return
    known = words_of(part)
    for name, value in content.items():
        if name in known:
            yield from _faults_of_value(known[name].takes, value, f"{place}: {name}")
        else:
            yield f"{place}: unknown word {name!r}.{_advice(name, known)}"
    for name, word in known.items():
        if word.required and name not in content:
            yield f"{place}: the word {name!r} is missing: {word.about}"


def _faults_of_value(takes: str, value: object, place: str) -> Iterator[str]:
    if takes in _PARTS:
        if not isinstance(value, _PARTS[takes]):
            yield f"{place}: got {_named(value)}, expected {'a list' if _PARTS[takes] is list else 'names'}."
        elif isinstance(value, dict):
            for name, inner in value.items():
                yield from _faults(takes, inner, f"{place.rpartition(': ')[0]}: {name}")
        elif isinstance(value, list):
            for number, inner in enumerate(value, 1):
                yield from _faults(takes, inner, f"{place} {number}")
        return
    expected, fits = _VALUES[takes]
    if not fits(value):
        yield f"{place}: got {_named(value)}, expected {expected}.{_advice(value, _choices(takes))}"


def _choices(takes: str) -> Iterable[str]:
    if takes == "kind":
        return KINDS
    return word_lists({"set": "sets", "names": "secrets"}[takes]) if takes in {"set", "names"} else ()


def _advice(name: object, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(str(name), list(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _named(value: object) -> str:
    return repr(value) if isinstance(value, str | int | float) else type(value).__name__


def _is_path(value: object) -> bool:
    return isinstance(value, str) and value != "" and bool(_PATH.fullmatch(value))


def _all(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(map(fits, value))


def _by_name(fits: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: isinstance(value, dict) and all(isinstance(k, str) and fits(v) for k, v in value.items())


def _is_string(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_scalar(value: object) -> bool:
    return isinstance(value, str | int | float)


def _is_set(value: object) -> bool:
    return value in word_lists("sets") if isinstance(value, str) else _all(_is_string)(value)


def _is_names(value: object) -> bool:
    return value is True or (isinstance(value, str) and value in word_lists("secrets"))


#: Words that hold parts: by name, or in a list.
_PARTS: Final[dict[str, type]] = {"table": dict, "column": dict, "relation": list}
#: What the other words take, as a sentence says it, and what fits.
_VALUES: Final[dict[str, tuple[str, Callable[[object], bool]]]] = {
    "string": ("a string", _is_string),
    "strings": ("a list of strings", _all(_is_string)),
    "boolean": ("true or false", lambda value: isinstance(value, bool)),
    "values": ("a list of values", _all(_is_scalar)),
    "path": ("a path", _is_path),
    "paths": ("a list of paths", _all(_is_path)),
    "places": ("paths by label", _by_name(_is_path)),
    "kind": ("a kind of column", lambda value: isinstance(value, str) and value in KINDS),
    "set": ("a list of strings, or the name of one in words.yaml", _is_set),
    "names": ("true, or the name of a list in words.yaml", _is_names),
    "member": ("a member and its value", _by_name(_is_string)),
    "version": ("a version such as 2.1.0", lambda value: isinstance(value, str) and bool(_VERSION.fullmatch(value))),
    "sentences": ("sentences by path", _by_name(_is_string)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is wrong in a folder of table files, by default our own; give the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    faults = check_folder(Path(given[0])) if given else check_folder()
    sys.stdout.write("".join(f"{fault}\n" for fault in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
