"""Filters by files: ``file``, ``filter``, ``qual`` and ``fileData``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opencga_frames.sandbox.variants.filters.terms import Comparison, joined, malformed_query, number, read_comparison
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from opencga_frames.sandbox.variants.calls import FileCall, VariantFile
    from opencga_frames.sandbox.variants.scope import VariantScope
    from opencga_frames.sandbox.variants.store import Variant

__all__ = ["FileFilter", "named_files", "read_file_filter"]

_ADDED = ("EXT_SVLEN", "EXT_SVTYPE", "VCF_ID")


def named_files(scope: VariantScope, text: str) -> list[VariantFile]:
    """Return files by name, path or id; one that is not there is refused."""
    names = [name for name in text.replace(";", ",").split(",") if name]
    found = []
    for name in names:
        known = [file for file in scope.store.files if name in {file.name, file.path, file.path.replace("/", ":")}]
        if not known:
            raise Refusal(Java.CATALOG, f"Missing files at {scope.study.uid}: '{name}' not found.")
        found += known
    return found


@dataclass(frozen=True)
class FileFilter:
    """Which calls of files a variant needs one of.

    Attributes
    ----------
    files
        Files that were named, in order.
    join
        ``all`` or ``any`` of them.
    tests
        What a call of a named file, or of any file, must fulfil.
    by_file
        What the call of one file must fulfil.
    """

    files: list[VariantFile]
    join: Callable[[Iterable[bool]], bool]
    tests: list[Callable[[FileCall], bool]]
    by_file: dict[str, Callable[[FileCall], bool]]

    def holds(self, variant: Variant) -> bool:
        """Return whether a variant has the calls it needs."""
        fitting = {call.file.path for call in variant.calls if self._fits(call)}
        return self.join(file.path in fitting for file in self.files) if self.files else bool(fitting)

    def _fits(self, call: FileCall) -> bool:
        own = self.by_file.get(call.file.path)
        return all(test(call) for test in self.tests) and (own is None or own(call))


def _by_filter(text: str) -> Callable[[FileCall], bool]:
    parts, join = joined(text)

    def fits(call: FileCall) -> bool:
        names = call.data["FILTER"].split(";")
        return join((part[1:] not in names) if part.startswith("!") else part in names for part in parts)

    return fits


def _by_quality(text: str) -> Callable[[FileCall], bool]:
    comparison = read_comparison(text) or Comparison("", ">=", text)
    number(comparison.value)
    return lambda call: comparison.holds(float(call.data["QUAL"])) if "QUAL" in call.data else False


def _by_info(scope: VariantScope, file: VariantFile | None, text: str) -> Callable[[FileCall], bool]:
    parts, join = joined(text)
    comparisons = []
    for part in parts:
        comparison = read_comparison(part)
        known = {name for one in scope.store.files for name in one.defined("INFO")} | {*_ADDED, "FILTER", "QUAL"}
        if comparison is not None and comparison.name not in known:
            keys = ", ".join(sorted(known - {"FILTER", "QUAL"}))
            value = f"{file.uri.removeprefix('file://')}:{part}" if file else part
            why = f'INFO field "{comparison.name}" not found. Available keys in study: [{keys}]'
            raise malformed_query("fileData", value, why)
        if comparison is None:
            raise malformed_query("fileData", part, "Invalid filter")
        comparisons.append(comparison)
    return lambda call: join(one.same(call.data.get(one.name)) for one in comparisons)


def _file_data(scope: VariantScope, text: str) -> dict[str, Callable[[FileCall], bool]]:
    """Return the tests of ``fileData``: of a file it names, else of the files of ``file``."""
    name, colon, rest = text.partition(":")
    if colon:
        file = named_files(scope, name)[0]
        return {file.path: _by_info(scope, file, rest)}
    if "file" not in scope.query:
        raise malformed_query("fileData", text, 'Missing "file" param.')
    return {file.path: _by_info(scope, file, text) for file in named_files(scope, scope.query["file"])}


def read_file_filter(scope: VariantScope) -> FileFilter | None:
    """Return the filter by files, None when there is none."""
    query = scope.query
    if not query.keys() & {"file", "filter", "qual", "fileData"}:
        return None
    files = named_files(scope, query["file"]) if "file" in query else []
    tests = [_by_filter(query["filter"])] if "filter" in query else []
    if "qual" in query:
        tests.append(_by_quality(query["qual"]))
    own = _file_data(scope, query["fileData"]) if "fileData" in query else {}
    if not files:
        files = [file for file in scope.store.files if file.path in own]
    return FileFilter(files, all if ";" in query.get("file", "") else any, tests, own)
