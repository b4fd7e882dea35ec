"""The review of a case: findings with the variant, the proband's genotype and the evidence, in one frame."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from opencga_frames.clinical.findings import consequence_facts, frequency_facts, genotype_facts, items
from opencga_frames.clinical.review_columns import review_columns
from opencga_frames.errors import DecodeError, UsageError
from opencga_frames.frames.conversion import Conversion
from opencga_frames.frames.schema.registry import load_entity
from opencga_frames.frames.to_pandas import to_pandas
from opencga_frames.ground.name_list import name_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from opencga_frames.clinical.review_columns import ReviewColumn

__all__ = ["case_review"]

_FINDINGS: Final = "clinical_findings"
_EVIDENCES: Final = "clinical_evidences"
#: Main tables of the answers that are taken.
_TABLES: Final = frozenset({"clinical_analyses", "interpretations"})
#: Fields that only interpretations have, and those that show which of the two a document is.
_OWN: Final = frozenset({"clinicalAnalysisId", "primaryFindings"})
_TELLING: Final = _OWN | {"interpretation", "secondaryInterpretations", "interpretations", "proband", "disorder"}


def case_review(cases: Any, *, study: str | None = None, samples: Sequence[str] = ()) -> pd.DataFrame:
    """Join the findings of cases with variant, genotype of the proband, and evidence.

    Parameters
    ----------
    cases
        An answer of ``clinical.search``, ``clinical.info`` or of interpretations, or such documents.
    study
        Study of documents; an answer knows its own.
    samples
        Samples of the proband, for interpretations without their case; a finding with one sample needs none.

    Returns
    -------
    pandas.DataFrame
        One row per finding and evidence, or per finding where there is no evidence; the columns are
        the same for no, one and many rows. Ordered by case, then by the best tier of the finding (the analyst's before
        the method's), then as in the document.

    Raises
    ------
    UsageError
        When the documents are neither cases nor interpretations.

    Examples
    --------
    >>> evidence = {"classification": {"tier": "TIER1"}, "genomicFeature": {"geneName": "SCN1A"}}
    >>> finding = {"id": "2:166002:A:G", "evidences": [evidence]}
    >>> case = {"id": "CA-1", "interpretation": {"id": "CA-1.1", "primaryFindings": [finding]}}
    >>> case_review([case])[["clinical_analysis_id", "tier", "gene_name", "variant_id"]]
      clinical_analysis_id   tier gene_name    variant_id
    0                 CA-1  TIER1     SCN1A  2:166002:A:G
    """
    documents = cases.results() if hasattr(cases, "results") else [cases] if isinstance(cases, dict) else list(cases)
    study = study or getattr(cases, "study", None)
    if getattr(cases, "main_table", None) not in _TABLES:
        for document in documents:
            _check(document)
    names = name_list("samples", samples)
    interpretations = [found for document in documents for found in _interpretations(document, names)]
    rows = _rows(interpretations)
    tables = _tables([found.document for found in interpretations], study)
    made = _joined(rows, tables)
    return to_pandas(made.take(pa.array(_order(made), pa.int64())))


@dataclass(frozen=True, slots=True)
class _Interpretation:
    document: Mapping[str, Any]
    role: str | None
    proband: str | None
    samples: Sequence[str]


@dataclass(frozen=True, slots=True)
class _ReviewRow:
    """Where a row comes from: numbers of its finding and evidence in the tables, and what the variant says."""

    finding: int
    evidence: int | None
    facts: Mapping[str, Any]


def _check(document: Any) -> None:
    """Refuse other documents. The documents of an answer are known, whatever fields were asked for."""
    if not isinstance(document, dict):
        msg = f"A case or interpretation is an object, got {type(document).__name__}."
        raise UsageError(msg)
    if not document.keys() & _TELLING:
        msg = f"Expected cases or interpretations; the document has {', '.join(sorted(document)[:8]) or 'no fields'}."
        raise UsageError(msg)


def _interpretations(document: dict[str, Any], samples: Sequence[str]) -> Iterator[_Interpretation]:
    if document.keys() & _OWN:
        yield _Interpretation(_clean(document, None), None, None, samples)
        return
    proband = document.get("proband")
    name = proband.get("id") if isinstance(proband, dict) else None
    own = [*samples, *(str(s["id"]) for s in items(proband, "samples") if s.get("id"))]
    first = document.get("interpretation")
    places = (
        ("primary", [first] if isinstance(first, dict) and first else []),
        ("secondary", items(document, "secondaryInterpretations")),
        (None, items(document, "interpretations")),
    )
    for role, found in places:
        for interpretation in found:
            yield _Interpretation(_clean(interpretation, document.get("id")), role, name, own)


def _clean(interpretation: Mapping[str, Any], case: Any) -> dict[str, Any]:
    """Keep what the tables read, without empty findings and evidences, so that rows can be counted."""
    kept = {name: interpretation[name] for name in ("id", "version", "clinicalAnalysisId") if name in interpretation}
    kept.setdefault("clinicalAnalysisId", case)
    for place in ("primaryFindings", "secondaryFindings"):
        kept[place] = [{**f, "evidences": items(f, "evidences")} for f in items(interpretation, place)]
    return kept


def _rows(interpretations: Iterable[_Interpretation]) -> list[_ReviewRow]:
    """Count findings and evidences as the tables do: by document, primary findings first."""
    rows: list[_ReviewRow] = []
    findings = evidences = 0
    for found in interpretations:
        for finding in (*found.document["primaryFindings"], *found.document["secondaryFindings"]):
            facts = _facts(found, finding)
            for evidence in finding["evidences"] or [None]:
                number = None if evidence is None else evidences
                rows.append(_ReviewRow(findings, number, facts | consequence_facts(finding, evidence or {})))
                evidences += evidence is not None
            findings += 1
    return rows


def _facts(found: _Interpretation, finding: Mapping[str, Any]) -> dict[str, Any]:
    own = {"interpretation_role": found.role, "proband_id": found.proband}
    return own | genotype_facts(finding, found.samples) | frequency_facts(finding)


def _tables(documents: Sequence[Mapping[str, Any]], study: str | None) -> dict[str, Any]:
    conversion = Conversion(load_entity("interpretation"), study)
    collector = conversion.arrow([msgspec.json.encode(documents)], [_FINDINGS, _EVIDENCES], core=False)
    return {name: collector.table(name) for name in (_FINDINGS, _EVIDENCES)}


def _joined(rows: Sequence[_ReviewRow], tables: Mapping[str, Any]) -> Any:
    numbers = {
        _FINDINGS: pa.array([row.finding for row in rows], pa.int64()),
        _EVIDENCES: pa.array([row.evidence for row in rows], pa.int64()),
    }
    for name, places in numbers.items():
        expected = pc.count_distinct(places).as_py()
        if tables[name].num_rows != expected:
            msg = f"The documents have {expected:,} rows for {name}, and {tables[name].num_rows:,} could be read."
            raise DecodeError(msg)
    columns = review_columns()
    arrays = [
        _taken(tables[table].column(source), numbers[table], column.arrow)
        if table
        else _read([row.facts[name] for row in rows], column)
        for name, column in columns.items()
        for table, _, source in [column.origin.partition(".")]
    ]
    fields = [pa.field(name, column.arrow, metadata={"about": column.about}) for name, column in columns.items()]
    return pa.table(arrays, schema=pa.schema(fields))


def _taken(column: Any, places: Any, kind: Any) -> Any:
    taken = column.combine_chunks().take(places)
    if pa.types.is_list(taken.type):
        strings = [", ".join(map(str, found)) if found else None for found in taken.to_pylist()]
        return pa.array(strings, pa.string())
    return taken.cast(kind)


def _read(facts: Sequence[Any], column: ReviewColumn) -> Any:
    values = [fact if isinstance(fact, (str, float)) else None for fact in facts]
    return pa.array(values, pa.string() if column.kind == "category" else column.arrow).cast(column.arrow)


def _order(made: Any) -> list[int]:
    columns = ("clinical_analysis_id", "interpretation_id", "finding_type", "variant_id", "review_tier", "tier")
    rows = list(zip(*(made.column(name).to_pylist() for name in columns), strict=True))
    cases = {case: number for number, case in enumerate(dict.fromkeys(row[0] for row in rows))}
    best: dict[Any, tuple[float, str]] = {}
    for row in rows:
        best[row[:4]] = min(best.get(row[:4], _rank(None)), _rank(row[4] or row[5]))
    first = {finding: number for number, finding in reversed(list(enumerate(row[:4] for row in rows)))}

    def place(number: int) -> tuple[Any, ...]:
        row = rows[number]
        return cases[row[0]], best[row[:4]], first[row[:4]], _rank(row[4] or row[5]), number

    return sorted(range(len(rows)), key=place)


def _rank(tier: str | None) -> tuple[float, str]:
    """Put tiers in order: by the number they end in, then other words, then none."""
    if tier is None or tier.lower() == "none":
        return float("inf"), ""
    digits = re.search(r"(?<!\d)(\d++)\D*+$", tier)
    return (float(digits[1]), tier) if digits else (1e9, tier)
