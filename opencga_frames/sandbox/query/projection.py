"""Include and exclude: which fields of a document are written.

Java primitives are written whatever was asked for, at their default when they were not; so are the strings of an
ontology term that is written in part.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.wire.answers import Document

__all__ = [
    "AnnotationChoice",
    "Projection",
    "Tree",
    "complete",
    "exclude_tree",
    "include_tree",
    "pick",
    "read_projection",
    "with_primitives",
]

#: A field maps to None when all of it is meant, else to what is meant below it.
Tree = dict[str, "Tree | None"]
_TERM_TEXTS = ("id", "name", "description", "source", "url")
_TERM_PARENTS = frozenset({"product", "from", "phenotypes", "disorders", "sex", "ethnicity"})
_LEGACY = ("projects.studies.samples.", "projects.studies.", "projects.")


@dataclass(frozen=True, slots=True)
class AnnotationChoice:
    """Which annotations an include names; empty sets mean all.

    Attributes
    ----------
    variables, sets, ids
        Variables, variable sets and annotation sets asked for.
    """

    variables: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.variables or self.sets or self.ids)


@dataclass(frozen=True, slots=True)
class Projection:
    """What a call asked to see.

    Attributes
    ----------
    include, exclude
        Fields asked for or refused; at most one of them is there.
    choice
        Annotations asked for one by one.
    """

    include: Tree | None = None
    exclude: Tree | None = None
    choice: AnnotationChoice = field(default_factory=AnnotationChoice)

    @property
    def whole(self) -> bool:
        """Whether everything is written."""
        return self.include is None and self.exclude is None


def _paths(text: str) -> list[str]:
    paths = [part.strip() for part in text.split(",") if part.strip()]
    for prefix in _LEGACY:
        paths = [path.removeprefix(prefix) for path in paths]
    return paths


def _collision(path: str) -> Refusal:
    text = f"Path collision at {path} remaining portion {path}"
    full = f'{{"$err": "{text}", "errmsg": "{text}", "code": 31249, "codeName": "Location31249", "ok": 0}}'
    message = (
        f"Command failed with error 31249 (Location31249): '{text}' on server 127.0.0.1:27027. "
        f"The full response is {full}"
    )
    return Refusal(Java.MONGO, message)


def _add(tree: Tree, path: str) -> None:
    *above, last = path.split(".")
    node = tree
    for key in above:
        below = node.setdefault(key, {})
        if below is None:
            raise _collision(path)
        node = below
    node[last] = None


def include_tree(paths: list[str]) -> Tree:
    """Build the tree of several paths; a path below another one is refused, as the database does."""
    tree: Tree = {}
    for path in sorted(set(paths), key=lambda p: p.count(".")):
        _add(tree, path)
    return tree


def exclude_tree(paths: list[str]) -> Tree:
    """Build the tree of paths to leave out."""
    return include_tree(paths)


def _choice(paths: list[str]) -> AnnotationChoice:
    def below(prefix: str) -> frozenset[str]:
        return frozenset(path.removeprefix(prefix) for path in paths if path.startswith(prefix))

    return AnnotationChoice(
        below("annotationSets.annotations."), below("annotationSets.variableSetId."), below("annotationSets.id.")
    )


def read_projection(kind: Kind, query: Mapping[str, str], *, rewrite: bool = True) -> Projection:
    """Read ``include`` and ``exclude``; include wins.

    Parameters
    ----------
    kind
        The entries asked for.
    query
        Parameters of the call.
    rewrite
        Whether single annotations may be named: a search takes them, info does not.
    """
    if "include" in query:
        paths = _paths(query["include"])
        choice = _choice(paths) if rewrite else AnnotationChoice()
        plain = [path for path in paths if not path.startswith("annotationSets.")]
        if choice:
            plain.append("annotationSets")
        if not paths and not kind.forced:
            return Projection()
        if not rewrite:
            plain.append("id")
        joined = [path for path in plain if path.partition(".")[0] in kind.joins and "." in path]
        own = ["id"] if any(kind.joins[path.partition(".")[0]].many for path in joined) else []
        return Projection(include=include_tree([*plain, *kind.forced, *own]), choice=choice)
    if "exclude" in query:
        paths = [path for path in _paths(query["exclude"]) if path not in kind.kept]
        return Projection(exclude=exclude_tree(paths)) if paths else Projection()
    return Projection()


def _with_status_strings(whole: Document, picked: Document) -> Document:
    """Complete a state that is written in part: its constructor fills everything but the id."""
    more = {key: value for key, value in whole.items() if key not in {"id", "name"}}
    return {"id": "", **more, "description": "", **picked, "name": picked.get("id", "")}


def _with_term_strings(key: str, value: Any) -> Any:
    if key not in _TERM_PARENTS:
        return value
    if isinstance(value, list):
        return [_with_term_strings(key, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {**dict.fromkeys(_TERM_TEXTS, ""), "attributes": {}, **value}


def pick(value: Any, tree: Tree | None, *, keep: bool, key: str = "") -> Any:
    """Return a value with only what a tree names, or with all but that.

    Parameters
    ----------
    value
        Decoded JSON.
    tree
        Fields; None for the whole value.
    keep
        True to keep what the tree names, False to leave it out.
    key
        Field the value was found under.
    """
    if tree is None:
        return value
    if isinstance(value, list):
        return [pick(item, tree, keep=keep, key=key) for item in value]
    if not isinstance(value, dict):
        return value
    if keep:
        picked = {k: pick(v, tree[k], keep=True, key=k) for k, v in value.items() if k in tree}
    else:
        picked = {
            k: pick(v, tree[k], keep=False, key=k) if k in tree else v
            for k, v in value.items()
            if tree.get(k, {}) is not None
        }
    if key == "status":
        return _with_status_strings(value, picked)
    return _with_term_strings(key, picked)


def complete(picked: Document, primitives: Mapping[str, Any]) -> Document:
    """Add the primitives a projection left out; a dotted one only where what holds it was not left out."""
    for name, default in primitives.items():
        above, _, below = name.rpartition(".")
        if not above:
            picked.setdefault(below, default)
        elif isinstance(picked.get(above), dict):
            picked[above] = {below: default, **picked[above]}
    return picked


def with_primitives(kind: Kind, picked: Document) -> Document:
    """Add the primitives of a kind that a projection left out."""
    return complete(picked, kind.primitives)
