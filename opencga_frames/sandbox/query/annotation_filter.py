"""The ``annotation`` filter: variables of annotation sets, and which sets an entry has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.query.grammar import compiled
from opencga_frames.sandbox.query.variables import Variable, find_variable
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["annotation_test"]

_TERM = re.compile(
    r"(?:(?:(?P<as>[^@:=<>!~]+)@)?(?P<vs>[^@:=<>!~]+):)?(?P<name>[^=<>!~:@]+)"
    r"(?P<op>!==|===|!=~|=~|!~|!=|==|<=|>=|=|<|>|!|~)(?P<value>.*)",
    re.DOTALL,
)
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
Sets = Sequence[dict[str, Any]]


def _whole_set_test(field: str, op: str, value: str) -> Callable[[Sets], bool]:
    """Test which variable sets or annotation sets an entry has."""
    if op in {"=", "=="}:
        return lambda sets: any(one[field] == value for one in sets)
    if op == "===":
        return lambda sets: bool(sets) and all(one[field] == value for one in sets)
    if op in {"!", "!="}:
        return lambda sets: not sets or any(one[field] != value for one in sets)
    if op == "!==":
        return lambda sets: all(one[field] != value for one in sets)
    message = f"Unknown operator {op}"
    raise Refusal(Java.DATABASE, message)


def _number(name: str, text: str, kind: str) -> float:
    try:
        return int(text) if kind == "INTEGER" else float(text)
    except ValueError:
        word = "an integer" if kind == "INTEGER" else "a double"
        message = f'Variable {name}: Expected {word} value - For input string: "{text}"'
        raise Refusal(Java.DATABASE, message) from None


def _operands(name: str, variable: Variable, text: str) -> list[Any]:
    parts = text.split(",")
    kind = variable.kind.removeprefix("MAP_")
    if kind in {"INTEGER", "DOUBLE"}:
        return [_number(name, part, kind) for part in parts]
    return [part.lower() == "true" for part in parts] if kind == "BOOLEAN" else parts


def _value_test(name: str, op: str, text: str, variable: Variable) -> Callable[[list[Any]], bool]:
    textual = variable.kind.removeprefix("MAP_") in {"STRING", "CATEGORICAL", "TEXT"}
    if op in {"~", "=~"} and textual:
        pattern = compiled(text)
        return lambda values: any(isinstance(v, str) and pattern.search(v) for v in values)
    operands = _operands(name, variable, text) if op not in {"!~", "!=~"} else []
    if op in {"=", "=="}:
        return lambda values: any(v == operand for v in values for operand in operands)
    if op in {"!", "!="}:
        return lambda values: bool(values) and all(v != operand for v in values for operand in operands)
    if op not in _COMPARE:
        message = f"Variable {name}: Unknown numerical query operation {op}"
        raise Refusal(Java.DATABASE, message)
    compare = _COMPARE[op]
    return lambda values: any(compare(v, operand) for v in values for operand in operands)


def _collect(value: Any, keys: Sequence[str]) -> list[Any]:
    if isinstance(value, list):
        return [found for item in value for found in _collect(item, keys)]
    if not keys:
        return [value]
    return _collect(value[keys[0]], keys[1:]) if isinstance(value, dict) and keys[0] in value else []


def _variable_test(match: re.Match[str], value: str, variable_sets: list[Document], uid: int) -> Callable[[Sets], bool]:
    name, op, set_id, annotation_set = match["name"], match["op"], match["vs"], match["as"]
    variable = find_variable(name, set_id, variable_sets)
    if variable.kind == "BOOLEAN" and variable.many:
        raise _multi_boolean(match[0], variable, uid)
    test = _value_test(name, op, value, variable)
    keys = variable.path.split(".")

    def holds(sets: Sets) -> bool:
        values = [
            found
            for one in sets
            if one["variableSetId"] == variable.set_id and annotation_set in {None, one["id"]}
            for found in _collect(one["annotations"], keys)
        ]
        return test(values)

    return holds


def _multi_boolean(term: str, variable: Variable, uid: int) -> Refusal:
    name = f"{variable.set_id}:{variable.path}"
    query = (
        f'{{"annotation":"{term}","_annotationTypes":{{"{name}":"BOOLEAN_ARRAY","{variable.set_id}":43,'
        f'"{variable.set_id}__isInternal":false}},"studyUid":{uid}}}'
    )
    return Refusal(Java.DATABASE, f"Error parsing query : {query}")


def _term_test(term: str, variable_sets: list[Document], uid: int) -> Callable[[Sets], bool]:
    match = _TERM.fullmatch(term)
    if match is None:
        if "@" in term and ":" not in term:
            raise Refusal(Java.CATALOG, "Missing variable set id")
        message = f"Annotation format from {term} not accepted. Supported format contains [variableSet:]variable=value"
        raise Refusal(Java.CATALOG, message)
    name, op, value = match["name"], match["op"], match["value"]
    if name == "variableSet" and match["vs"] is None:
        if not any(one["id"] == value for one in variable_sets):
            raise Refusal(Java.CATALOG, f"Variable set {value} not found")
        return _whole_set_test("variableSetId", op, value)
    if name == "annotationSet" and match["vs"] is None:
        return _whole_set_test("id", op, value)
    return _variable_test(match, value, variable_sets, uid)


def annotation_test(text: str, variable_sets: list[Document], uid: int) -> Callable[[Sets], bool]:
    """Read an annotation filter: terms joined by ``;``, all of which must hold.

    Parameters
    ----------
    text
        Value of the parameter.
    variable_sets
        Variable sets of the study.
    uid
        Number of the study, for the message of a refusal.
    """
    tests = [_term_test(term, variable_sets, uid) for term in text.split(";") if term]
    return lambda sets: all(test(sets) for test in tests)
