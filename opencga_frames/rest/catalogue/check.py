"""Checks the files of the catalogue against ``_words.yaml``: ``python -m opencga_frames.rest.catalogue.check``."""

from __future__ import annotations

import difflib
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

__all__ = ["check_catalogue", "main"]

_OURS: Final = Path(__file__).parent
_WORDS: Final[dict[str, dict[str, Any]]] = yaml.safe_load((_OURS / "_words.yaml").read_text(encoding="utf-8"))
_SHARED: Final = "shared"
_RELEASE: Final = re.compile(r"\d+(\.\d+){2,3}")
_TYPE: Final = re.compile(r"(secret )?(string|integer|number|boolean|object|any|enum [\w|.-]+|(list|map)<.+>)")
_VERBS: Final = ("get", "post", "delete")


def check_catalogue(folder: Path = _OURS) -> list[str]:
    """Check all files of a catalogue.

    Parameters
    ----------
    folder
        Where the files are; our own unless given.

    Returns
    -------
    list of str
        What is wrong, one sentence each: file, endpoint and parameter, what was found, and the near word.
    """
    contents = {file.stem: _read(file) for file in sorted(folder.glob("*.yaml")) if file.stem != "_words"}
    found: list[str] = []
    for name, content in contents.items():
        uses = content.get("uses", []) if isinstance(content, dict) else []
        others = [contents[other] for other in (*uses, _SHARED) if isinstance(contents.get(other), dict)]
        known = {section: _names(section, [content, *others]) for section in _WORDS["file"]}
        found += _Place(f"{name}.yaml", known).words("file", content)
    return found


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _names(section: str, contents: list[Any]) -> frozenset[str]:
    """Names that a section has in any of some files."""
    parts = [content.get(section) for content in contents if isinstance(content, dict)]
    return frozenset(str(name) for part in parts if isinstance(part, dict) for name in part)


@dataclass(frozen=True)
class _Place:
    """Where something stands, and the names that may be used there."""

    at: str
    known: Mapping[str, Collection[str]]

    def words(self, part: str, content: Any) -> Iterator[str]:
        """Report what is wrong with the words of a file, endpoint, parameter, placeholder or body."""
        if not isinstance(content, dict):
            yield self._got(content, f"the words of a {part}")
            return
        for word, value in content.items():
            spec = _WORDS[part].get(word)
            if spec is None:
                yield f"{self.at}: there is no word {word!r}.{_near(word, _WORDS[part])}"
            else:
                yield from self._below(word).value_of(spec["takes"], value)
        missing = [word for word, spec in _WORDS[part].items() if spec.get("required") and word not in content]
        missing += ["get, post or delete"] if part == "endpoint" and not set(_VERBS) & set(content) else []
        for word in missing:
            yield f"{self.at}: the word {word!r} is missing."
        if part == "body":
            yield from self._fields(content)

    def _below(self, name: object) -> _Place:
        return replace(self, at=f"{self.at}: {name}")

    def value_of(self, takes: str | list[str], value: Any) -> Iterator[str]:
        """Report what is wrong with what stands behind a word."""
        if isinstance(takes, list):
            if value not in takes:
                yield self._got(value, f"one of {', '.join(takes)}", takes)
        elif takes in _PARTS:
            yield from self._parts(_PARTS[takes], value)
        elif takes == "name of bodies" and isinstance(value, dict):
            yield from self.words("body", value)
        elif takes.startswith("name of "):
            yield from self._name(takes.removeprefix("name of "), value)
        elif takes == "arguments":
            names = value if isinstance(value, dict) else {"": ""}
            for name in names:
                yield from self._name("endpoints", name)
        elif takes in _REFERENCES:
            yield from self._references(value if takes == "by release" else {"": value}, by_release="by" in takes)
        elif not _SHAPES[takes](value):
            yield self._got(value, _EXPECTED.get(takes, takes))

    def _parts(self, part: str, value: Any) -> Iterator[str]:
        if not isinstance(value, dict):
            yield self._got(value, f"a {part} for each name")
            return
        for name, content in value.items():
            # A bare sentence describes a parameter or placeholder.
            if not (isinstance(content, str) and part in ("parameter", "placeholder")):
                yield from replace(self, at=f"{self.at.rpartition(': ')[0]}: {name}").words(part, content)

    def _name(self, section: str, value: Any) -> Iterator[str]:
        if isinstance(value, str) and value not in self.known[section]:
            yield f"{self.at}: there is no {value!r} under {section}.{_near(value, self.known[section])}"
        elif not isinstance(value, (str, list)) and value is not None:
            yield self._got(value, f"a list, or a name from {section}")

    def _references(self, lists: Any, *, by_release: bool) -> Iterator[str]:
        """Check lists of parameters: names, +groups, and names with what differs here."""
        if not isinstance(lists, dict) or not all(isinstance(items, list) for items in lists.values()):
            yield self._got(lists, "lists of parameters by release" if by_release else "a list of parameters")
            return
        for release, items in lists.items():
            if by_release and not _is_release(release):
                yield self._got(release, "the number of a release")
            for item in items:
                yield from self._reference(item)

    def _reference(self, item: Any) -> Iterator[str]:
        if isinstance(item, dict):
            for name, change in item.items():
                yield from self._reference(name)
                yield from self._below(name).words("parameter", change)
            return
        name, section = (item[1:], "groups") if str(item).startswith("+") else (item, "parameters")
        if name not in self.known[section]:
            yield f"{self.at}: there is no {name!r} under {section}.{_near(name, self.known[section])}"

    def _fields(self, body: Mapping[str, Any]) -> Iterator[str]:
        """Check that what is said of fields is said of fields of the body."""
        known = body.get("fields") if isinstance(body.get("fields"), dict) else {}
        lists = [body.get(word) or [] for word in ("required", "deprecated", "defaults")]
        lists += [part for word in ("added", "gone", "retyped") for part in (body.get(word) or {}).values()]
        for name in dict.fromkeys(name for names in lists for name in names):
            if name not in (known or {}):
                yield f"{self.at}: there is no field {name!r}.{_near(name, known or {})}"

    def _got(self, value: Any, expected: str, known: Collection[str] = ()) -> str:
        shown = repr(value) if isinstance(value, (str, int, float)) else type(value).__name__
        return f"{self.at}: got {shown}, expected {expected}.{_near(value, known)}"


def _near(name: object, known: Collection[str]) -> str:
    near = difflib.get_close_matches(str(name), sorted(known), n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


def _is_release(value: object) -> bool:
    return bool(_RELEASE.fullmatch(str(value)))


def _are_types(value: object) -> bool:
    return isinstance(value, dict) and all(_TYPE.fullmatch(str(kind)) for kind in value.values())


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, (str, dict)) for item in value)


def _is_scalar(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float))


#: Words behind which words of a section stand, by name.
_PARTS: Final = {
    "parameter": "parameter",
    "endpoint": "endpoint",
    "placeholders": "placeholder",
    "body": "body",
}
_REFERENCES: Final = frozenset({"parameters", "by release"})
#: What the other words take.
_SHAPES: Final[dict[str, Callable[[Any], bool]]] = {
    "string": lambda value: isinstance(value, str) and value != "",
    "boolean": lambda value: isinstance(value, bool),
    "scalar": _is_scalar,
    "scalars": lambda value: isinstance(value, dict) and all(map(_is_scalar, value.values())),
    "list": _is_list,
    "release": _is_release,
    "types": _are_types,
    "sentences": lambda value: isinstance(value, dict) and all(isinstance(v, str) for v in value.values()),
    "groups": lambda value: isinstance(value, dict) and all(map(_is_list, value.values())),
    "lists": lambda value: isinstance(value, dict) and all(map(_is_list, value.values())),
    "fields by release": lambda value: (
        isinstance(value, dict) and all(map(_is_release, value)) and all(map(_is_list, value.values()))
    ),
    "types by release": lambda value: (
        isinstance(value, dict) and all(map(_is_release, value)) and all(map(_are_types, value.values()))
    ),
}
_EXPECTED: Final = {
    "string": "a string",
    "boolean": "true or false",
    "list": "a list of strings",
    "release": "the number of a release, such as 2.4.15",
    "types": "types of fields such as string, list<object> or enum A|B",
}


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong in a folder of catalogue files; give the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    problems = check_catalogue(*map(Path, given[:1]))
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    return int(bool(problems))


if __name__ == "__main__":
    raise SystemExit(main())
