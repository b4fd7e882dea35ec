"""What the tests of frames share: documents of real servers, short ways to tables, and a slow reading to compare with.

The slow reading knows the YAML of the tables and plain Python values, and nothing of the engine.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml

from opencga_frames.frames.collector import Collector
from opencga_frames.frames.request_context import EVERYTHING, AskedPaths, RequestContext
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.rest.catalogue import load_resource, resource_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Reference material beside the checkout; its documents are read as well where it is there.
SHARED = Path(__file__).resolve().parents[3] / "shared"
FOLDER = Path(__file__).resolve().parents[2] / "opencga_frames" / "frames" / "tables"
STUDY = "demo@rare:germline"
#: Entity of the documents of a data file, where the file is not called like it.
DOCUMENTS = {
    "audit-v3": "audit_record",
    "audit-v5": "audit_record",
    "clinical": "clinical_analysis",
    "variableset": "variable_set",
    "knockout_gene": "knockout_by_gene",
    "knockout_individual": "knockout_by_individual",
    "mutational_signature": "signature",
}
#: Bodies that were to be sent to a server, with dates as no server writes them.
NO_ANSWERS = {"catalog-test-resources/panel.jsonl.gz"}
Step = tuple[str, ...]
Row = dict[str, Any]


# --- documents of real servers ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def real_documents(traces: Path) -> dict[str, list[Any]]:
    """Documents of the described entities, from recorded answers and, where they are at hand, from files."""
    found: dict[str, list[Any]] = defaultdict(list)
    for file in sorted(SHARED.glob("data/*/*.jsonl.gz")):
        name = file.name.partition(".")[0].removesuffix("_archive")
        name = DOCUMENTS.get(name, name)
        if name in entities() and "/".join(file.parts[-2:]) not in NO_ANSWERS:
            found[name] += map(json.loads, _lines(file))
    for file in sorted(traces.glob("*.jsonl.gz")):
        for line in _lines(file):
            for name, row in _answered(json.loads(line)):
                found[name].append(row)
    return dict(found)


def _lines(file: Path) -> list[bytes]:
    return gzip.decompress(file.read_bytes()).splitlines()


def _answered(exchange: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    request, answer = exchange["request"], exchange["answer"]
    name = _entity_of_answer(request["method"], request["path"].partition("/v2/")[2].partition("?")[0])
    body = answer.get("body") or ""
    # A query sent as POST that counts is another service: its only row is the number.
    counted = request["method"] == "POST" and "/variant/query" in request["path"]
    if name is None or counted or answer["status"] not in (200, 400) or not body.startswith("{"):
        return
    for response in json.loads(body).get("responses", ()):
        yield from ((name, row) for row in response["results"])


def _entity_of_answer(method: str, path: str) -> str | None:
    for verb, pattern, table in _patterns():
        if verb == method and pattern.fullmatch(path):
            return _entity_of_table().get(table or "")
    return None


@cache
def _patterns() -> list[tuple[str, re.Pattern[str], str | None]]:
    """Every path of the catalogue with its table, those without placeholders first."""
    calls = [e for name in resource_names() for e in load_resource(name).endpoints.values()]
    calls.sort(key=lambda e: e.path.count("{"))
    return [(e.method, re.compile(re.sub(r"\{\w+\}", "[^/]+", e.path)), e.table) for e in calls]


@cache
def _entity_of_table() -> dict[str, str]:
    return {table: entity for entity in entities() for table in described_tables(entity)}


# --- the engine in one line ------------------------------------------------------------------------------


class Collect:
    """Collects tables of pages given as Python values or bytes."""

    def __call__(self, entity: str, *pages: Any, **options: Any) -> Collector:
        described = load_entity(entity)
        names = options.pop("tables", None) or list(described.tables)
        context = RequestContext(
            study=STUDY,
            projection=options.pop("projection", EVERYTHING),
            keep_empty=options.pop("keep_empty", False),
        )
        collector = Collector(described, {n: described.tables[n].columns for n in names}, context, **options)
        for page in pages:
            collector.add(page if isinstance(page, bytes) else json.dumps(page).encode())
        return collector

    def rows(self, table: str, *pages: Any, **options: Any) -> list[Row]:
        """Rows of one table."""
        entity = next(n for n in entities() if table in described_tables(n))
        rows: list[Row] = self(entity, *pages, tables=[table], **options).table(table).to_pylist()
        return rows


@pytest.fixture(scope="session")
def collect() -> Collect:
    return Collect()


@pytest.fixture(scope="session")
def include() -> Callable[..., AskedPaths]:
    return lambda *paths: AskedPaths(include=paths)


# --- the slow reading ------------------------------------------------------------------------------------


@cache
def entities() -> tuple[str, ...]:
    return tuple(sorted(file.stem for file in FOLDER.glob("*.yaml")))


@cache
def described_tables(entity: str) -> dict[str, Any]:
    spec = yaml.safe_load((FOLDER / f"{entity}.yaml").read_text(encoding="utf-8"))
    tables: dict[str, Any] = spec["tables"]
    return tables


@pytest.fixture(scope="session")
def slow_rows() -> Callable[[str, str, Sequence[Any]], list[Row]]:
    """Read one table of documents one value after the other."""
    return lambda entity, table, documents: [
        _with_whole_key(row, spec)
        for document in documents
        for spec in _places_of_rows(described_tables(entity)[table])
        for row in _slow_rows(entity, spec, document)
    ]


def _with_whole_key(row: Row, spec: dict[str, Any]) -> Row:
    """The row with empty strings in place of the missing strings of its key."""
    strings = {c for c in spec["key"] if spec["columns"][c].get("type", "string") in {"string", "category"}}
    return {column: "" if value is None and column in strings else value for column, value in row.items()}


def _places_of_rows(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The table once for each place of its rows, with the paths as they are there."""
    labels = spec.get("labels") or {"": spec.get("rows", "")}
    first = next(iter(labels))
    places = [*labels.items(), *((first, rows) for rows in spec.get("older_rows", ()))]
    return [_at_place(spec, label, rows) for label, rows in places]


def _at_place(spec: dict[str, Any], label: str, rows: str) -> dict[str, Any]:
    old, new = list(_steps(spec.get("rows", ""))), list(_steps(rows))
    while len(old) > 1 and len(new) > 1 and old[-1] == new[-1]:
        del old[-1], new[-1]

    def there(path: str) -> str:
        words, _, own = path.rpartition(" ")
        steps = list(_steps(own))
        if own == "@label":
            return f"@label {label}"
        if own.startswith("@") or steps[: len(old)] != old or not old:
            return path
        text = ".".join([*new, *steps[len(old) :]]).replace(".[]", "[]").replace(".{}", "{}")
        return f"{words} {text}".strip()

    columns = {
        name: {**words, "path": there(words["path"]), "older": [there(p) for p in words.get("older", ())]}
        for name, words in spec["columns"].items()
    }
    moved = {**spec, "rows": rows, "columns": columns}
    return {**moved, "loaded": there(spec["loaded"])} if "loaded" in spec else moved


class _Place(NamedTuple):
    value: Any
    position: int | None = None
    key: str | None = None


_Places = dict[Step, _Place]


def _steps(path: str) -> Step:
    return tuple(re.findall(r"[^.\[\]{}]+|\[\]|\{\}", path))


def _member(value: Any, name: str) -> Any:
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value.get(name) if isinstance(value, dict) else None


def _walk(places: _Places, rest: Step, done: Step, value: Any) -> Iterator[_Places]:
    if not rest:
        yield places
        return
    step, below = rest[0], (*done, rest[0])
    if step == "[]":
        for i, item in enumerate(value if isinstance(value, list) else ()):
            yield from _walk({**places, below: _Place(item, position=i)}, rest[1:], below, item)
    elif step == "{}":
        for key, item in (value if isinstance(value, dict) else {}).items():
            yield from _walk({**places, below: _Place(item, key=key)}, rest[1:], below, item)
    else:
        yield from _walk(places, rest[1:], below, _member(value, step))


def _slow_rows(entity: str, spec: dict[str, Any], document: Any) -> Iterator[Row]:
    rows = _steps(spec.get("rows", ""))
    for places in _walk({(): _Place(document)}, rows, (), document):
        if rows and rows[-1] not in {"[]", "{}"} and not list(_scalars(_at(places, rows), "")):
            continue
        if spec.get("special") == "annotations":
            yield from _annotated(entity, spec, places, rows)
        elif spec.get("special") == "variables":
            for path, item in _nested(_at(places, rows), ""):
                named = {**places, rows: _Place({**item, "id": path})}
                yield _slow_row(entity, spec["columns"], named)
        else:
            row = _slow_row(entity, spec["columns"], places)
            loaded = spec.get("loaded") and _at(places, _steps(spec["loaded"]))
            if loaded != 0:
                yield row
            elif blanked := _blanked(row, spec, rows):
                yield blanked


def _blanked(row: Row, spec: dict[str, Any], rows: Step) -> Row | None:
    own = {c: w for c, w in spec["columns"].items() if _steps(w["path"])[: len(rows)] == rows}
    row = {c: None if c in own and own[c].get("primitive") else v for c, v in row.items()}
    return row if any(row[c] is not None for c in own) else None


def _at(places: _Places, path: Step) -> Any:
    near = max((p for p in places if path[: len(p)] == p), key=len)
    value = places[near].value
    for name in path[len(near) :]:
        value = None if name in {"[]", "{}"} else _member(value, name)
    return value


def _nearest(places: _Places, path: Step) -> tuple[Any, Step]:
    near = max((p for p in places if path[: len(p)] == p), key=len)
    return places[near].value, path[len(near) :]


def _all_below(value: Any, rest: Step) -> Iterator[Any]:
    if not rest:
        yield value
    elif rest[0] == "[]":
        for item in value if isinstance(value, list) else ():
            yield from _all_below(item, rest[1:])
    else:
        yield from _all_below(_member(value, rest[0]), rest[1:])


def _gathered(words: dict[str, Any], near: Any, rest: Step) -> Any:
    """All values of a list below the row, or the first that is chosen."""
    if "where" in words:
        ((member, text),) = words["where"].items()
        below = enumerate(_all_below(near, rest[:-1]))
        chosen = (v for i, v in below if text == (str(i) if member == "@index" else _member(v, member)))
        return next((_typed(_member(v, rest[-1]), words.get("type", "string")) for v in chosen), None)
    if words.get("type") not in {"list", "list_int32", "list_float64"}:
        return None
    kind = {"list": "string", "list_int32": "int32", "list_float64": "float64"}[words["type"]]
    below = [v for v in _all_below(near, rest) if rest[-1] != "[]" or not isinstance(v, dict)]
    found = [t for t in (_typed(v, kind) for v in below) if t is not None]
    return (list(dict.fromkeys(found)) if words.get("distinct") else found) or None


def _slow_row(entity: str, columns: dict[str, Any], places: _Places) -> Row:
    return {name: _slow_value(entity, words, places) for name, words in columns.items()}


def _slow_value(entity: str, words: dict[str, Any], places: _Places) -> Any:
    path = words["path"]
    if path.startswith("@"):
        return _pseudo(path, places)
    values = (_slow_one(entity, words, places, text) for text in (path, *words.get("older", ())))
    return next((v for v in values if v is not None), None)


def _pseudo(path: str, places: _Places) -> Any:
    word, _, rest = path.partition(" ")
    place = places.get(_steps(rest))
    position = (place and place.position) or 0
    found = {"@study": STUDY, "@file": None, "@label": rest, "@index": position, "@key": place and place.key}
    return found[word]


def _slow_one(entity: str, words: dict[str, Any], places: _Places, path: str) -> Any:
    if path == "@study":
        return STUDY
    if path == "@variant_id":
        return _variant_id(places[()].value)
    near, rest = _nearest(places, _steps(path))
    if "[]" in rest:
        return _gathered(words, near, rest)
    value = _at(places, _steps(path))
    if isinstance(value, (dict, list)) and words.get("type") != "json" and _goes_deeper(entity, path):
        value = None
    if value == "" and words.get("empty"):
        return ""
    found = None if value in words.get("missing", ()) else _typed(value, words.get("type", "string"))
    return re.sub(r'"(token|password)": "[^"]+"', r'"\1": "***"', found) if words.get("secret") and found else found


def _variant_id(document: Any) -> str | None:
    chromosome, start, reference, alternate = (
        _member(document, name) for name in ("chromosome", "start", "reference", "alternate")
    )
    if None in (chromosome, start, reference, alternate):
        return None
    place = str(start)
    if alternate.startswith("<"):
        place += f"-{_member(document, 'end')}"
    return f"{chromosome}:{place}:{reference or '-'}:{alternate or '-'}"


@cache
def _goes_deeper(entity: str, path: str) -> bool:
    """Tell whether members of the place have columns of their own, so that an object there is no value itself."""
    columns = [w for spec in described_tables(entity).values() for w in spec["columns"].values()]
    return any(p.startswith(f"{path}.") for w in columns for p in (w["path"], *w.get("older", ())))


def _typed(value: Any, kind: str) -> Any:
    if value is None or (value == "" and kind != "json"):
        return None
    if kind == "json":
        return json.dumps(value, sort_keys=True)
    if kind.startswith("date"):
        return _slow_date(value, kind)
    return _SLOW[kind](value)


def _slow_moment(value: Any) -> dt.datetime:
    assert isinstance(value, int), value
    return dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(milliseconds=value)


def _slow_list(value: Any) -> Any:
    return [_typed_text(item) for item in (value if isinstance(value, list) else [value])]


def _slow_number(*types: type) -> Callable[[Any], Any]:
    def number(value: Any) -> Any:
        assert isinstance(value, types), value
        return types[0](value)

    return number


def _typed_text(value: Any) -> Any:
    """Text of a reference or a value; a list of one is that one, anything else that is no text is JSON."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    value = value["id"] if isinstance(value, dict) and "id" in value else value
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


_SLOW: dict[str, Callable[[Any], Any]] = {
    "string": _typed_text,
    "category": _typed_text,
    "list": _slow_list,
    "list_int32": _slow_list,
    "list_float64": _slow_list,
    "bool": _slow_number(bool),
    "int32": _slow_number(int),
    "int64": _slow_number(int),
    "float64": _slow_number(float, int, str),
    "epoch_ms": _slow_moment,
}


def _slow_date(value: str, kind: str) -> dt.date:
    if kind == "date8":
        return dt.datetime.strptime(value, "%Y%m%d").date()
    stamp = dt.datetime.strptime(value[:14].ljust(14, "0"), "%Y%m%d%H%M%S")
    return stamp.replace(microsecond=int(value[14:17] or 0) * 1000)


def _annotated(entity: str, spec: dict[str, Any], places: _Places, rows: Step) -> Iterator[Row]:
    seen: dict[str, int] = defaultdict(int)
    plain = {c: w for c, w in spec["columns"].items() if not c.startswith(("variable_id", "value"))}
    for path, value in _scalars(_member(_at(places, rows), "annotations"), ""):
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        names = {bool: "BOOLEAN", int: "INTEGER", float: "DOUBLE", str: "STRING"}
        yield {
            **_slow_row(entity, plain, places),
            "variable_id": path,
            "value_index": seen[path],
            "value_type": names[type(value)],
            "value": (value or None) if isinstance(value, str) else json.dumps(value),
            "value_number": float(value) if number else None,
            "value_bool": value if isinstance(value, bool) else None,
        }
        seen[path] += 1


def _scalars(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            own = name.replace("\\", "\\\\").replace(".", "\\.")
            yield from _scalars(inner, f"{path}.{own}" if path else own)
    elif isinstance(value, list):
        for inner in value:
            yield from _scalars(inner, path)
    elif value is not None:
        yield path, value


def _nested(item: dict[str, Any], above: str) -> Iterator[tuple[str, dict[str, Any]]]:
    own = (item.get("id") or item.get("name") or "").replace(".", "\\.")
    path = f"{above}.{own}" if above else own
    yield path, item
    for inner in item.get("variables") or item.get("variableSet") or ():
        yield from _nested(inner, path)


@pytest.fixture(scope="session")
def comparable() -> Callable[[str, Sequence[Row]], list[Row]]:
    """Rows of the engine with JSON text in one spelling, and numbers that are none made equal to themselves."""

    def one(words: dict[str, Any], value: Any) -> Any:
        if words.get("type") == "json" and value is not None:
            return json.dumps(json.loads(value), sort_keys=True)
        return "NaN" if isinstance(value, float) and math.isnan(value) else value

    def of(table: str, rows: Sequence[Row]) -> list[Row]:
        entity = next(n for n in entities() if table in described_tables(n))
        columns = described_tables(entity)[table]["columns"]
        return [{c: one(columns[c], v) for c, v in row.items()} for row in rows]

    return of
