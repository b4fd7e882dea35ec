"""``analysis/alignment``: reads of alignment files, and their coverage."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple

from opencga_frames.ground.limits import SERVER_DEFAULT_LIMIT
from opencga_frames.sandbox.access import find_study, visibility
from opencga_frames.sandbox.catalog.entities import kind_named
from opencga_frames.sandbox.kinds.registry import position_of, rules_of
from opencga_frames.sandbox.variants.annotation import gene_places
from opencga_frames.sandbox.variants.reads import READ_LENGTH, depth, reads
from opencga_frames.sandbox.wire.answers import found
from opencga_frames.sandbox.wire.refusal import Java, Refusal, denied, missing_parameter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.answers import Document, Result
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["alignment_file", "coverage", "coverage_ratio", "coverage_stats", "query"]

_READ = "org.ga4gh.models.ReadAlignment"
_COVERAGE = "org.opencb.biodata.models.alignment."
_REGION = re.compile(r"(?:chr)?(?P<chromosome>[^:]+)(?::(?P<start>\d+)-(?P<end>\d+))?")
#: Most bases of a region whose reads are looked at; so much of a chromosome that is named alone.
_MAX_REGION = 50_000
#: Depths of which the share of bases that reach it is counted.
_DEPTHS = (1, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 100)
_OFFSET, _WINDOW, _THRESHOLD = 200, 50, 30


class _ReadRegion(NamedTuple):
    """A part of a chromosome."""

    chromosome: str
    start: int
    end: int


def alignment_file(context: Context, name: str | None, key: str) -> str:
    """Return the format of an alignment file the caller may read, or refuse it.

    Parameters
    ----------
    context
        Who calls.
    name, key
        Study and file.
    """
    return str(_document(context, name, key)["format"])


def _document(context: Context, name: str | None, key: str) -> Document:
    caller = context.caller()
    study, kind = find_study(caller, name), kind_named("files")
    place = position_of(kind, study, key)
    if place is None:
        raise Refusal(Java.CATALOG, rules_of(kind).missing(study, [key], [key]))
    document = study.collections["files"].document(place)
    tests = [visibility(caller, study, kind, one) for one in ("VIEW", "VIEW_CONTENT")]
    if not all(test is None or test(document["id"]) for test in tests):
        message = f"Permission denied. {caller.user} is not allowed to see some or none of the files."
        raise denied(message)
    if document["format"] not in {"BAM", "CRAM"}:
        text = f"File '{document['path']}' is not an alignment file: its format is {document['format']}"
        raise Refusal(Java.PLAIN, text)
    return document


def _file(context: Context, call: Call, name: str) -> str:
    """Return the id of the alignment file of a parameter, or refuse it."""
    key = call.query.get(name)
    if not key:
        raise missing_parameter(name)
    return str(_document(context, call.query.get("study"), key)["id"])


def _gene(symbol: str) -> _ReadRegion:
    gene = gene_places().get(symbol)
    if gene is None:
        raise Refusal(Java.PLAIN, f"Gene '{symbol}' not found")
    return _ReadRegion(gene.chromosome, gene.start, gene.end)


def _spans(call: Call) -> list[_ReadRegion]:
    """Return the regions and genes of a call; genes with some bases at both ends."""
    found_: list[_ReadRegion] = []
    for text in filter(None, call.query.get("region", "").split(",")):
        match = _REGION.fullmatch(text)
        if match is None:
            raise Refusal(Java.ARGUMENT, f"Invalid region {text}")
        found_.append(_ReadRegion(match["chromosome"], int(match["start"] or 1), int(match["end"] or _MAX_REGION)))
    offset = 0 if call.flag("onlyExons") else call.number("offset", _OFFSET)
    for symbol in filter(None, call.query.get("gene", "").split(",")):
        gene = _gene(symbol)
        found_.append(_ReadRegion(gene.chromosome, max(1, gene.start - offset), gene.end + offset))
    if not found_:
        raise Refusal(Java.PLAIN, "Missing region or gene")
    return found_


def _kept(call: Call, span: _ReadRegion) -> Callable[[Document], bool]:
    """Return the test of the filters on reads."""
    insert = call.number("maxInsertSize", 10**9)

    def keeps(read: Document) -> bool:
        start = read["alignment"]["position"]["position"] + 1
        return (
            read["alignment"]["mappingQuality"] >= call.number("minMappingQuality", 0)
            and int(read["info"]["NM"][1]) <= call.number("maxNumMismatches", READ_LENGTH)
            and call.number("maxNumHits", 1) >= 1
            and not (call.flag("properlyPaired") and read["improperPlacement"])
            and not (call.flag("skipDuplicated") and read["duplicateFragment"])
            and read["fragmentLength"] <= insert
            and (not call.flag("regionContained") or (start >= span.start and start + READ_LENGTH - 1 <= span.end))
        )

    return keeps


def query(context: Context, call: Call) -> Result:
    """Answer reads that overlap regions or genes."""
    file = _file(context, call, "file")
    spans = _spans(call)
    spans = [span._replace(end=min(span.end, span.start + _MAX_REGION)) for span in spans]
    rows = [read for span in spans for read in filter(_kept(call, span), reads(file, *span))]
    skip = max(call.number("skip", 0), 0)
    page = rows[skip : skip + call.number("limit", SERVER_DEFAULT_LIMIT)]
    return found(page, _READ, len(rows) if call.flag("count") else -1)


def _row(span: _ReadRegion, window: int, values: list[float]) -> Document:
    stats = {"min": int(min(values)), "max": int(max(values)), "avg": round(sum(values) / len(values), 3)}
    return {**span._asdict(), "windowSize": window, "values": values, "stats": stats}


def _values(file: str, span: _ReadRegion, window: int) -> list[float]:
    return [depth(file, span.chromosome, position) for position in range(span.start, span.end + 1, window)]


def _window(call: Call) -> int:
    return max(call.number("windowSize", _WINDOW), 1)


def _low(call: Call, row: Document) -> Iterator[Document]:
    """Yield the stretches of a row whose coverage is in the range of a call."""
    low, _, high = call.query["range"].partition("-")
    least, most = (float(low), float(high)) if high else (0.0, float(low))
    window, run = row["windowSize"], []
    for number, value in enumerate([*row["values"], math.inf]):
        if least <= value <= most:
            run.append(value)
        elif run:
            end = row["start"] + number * window - 1
            yield _row(_ReadRegion(row["chromosome"], end - len(run) * window + 1, min(end, row["end"])), window, run)
            run = []


def coverage(context: Context, call: Call) -> Result:
    """Answer the coverage of regions or genes in windows."""
    file, window = _file(context, call, "file"), _window(call)
    rows = [_row(span, window, _values(file, span, window)) for span in _spans(call)]
    if call.query.get("range"):
        if window != 1:
            raise Refusal(Java.ARGUMENT, "Window size must be 1 to look for a range of coverages")
        rows = [one for row in rows for one in _low(call, row)]
    return found(rows, f"{_COVERAGE}RegionCoverage", len(rows))


def coverage_ratio(context: Context, call: Call) -> Result:
    """Answer the ratio of the coverage of two files, as a logarithm unless it is not wanted."""
    first, second = _file(context, call, "file1"), _file(context, call, "file2")
    window, plain = _window(call), call.flag("skipLog2")
    rows = []
    for span in _spans(call):
        pairs = zip(_values(first, span, window), _values(second, span, window), strict=True)
        ratios = [one / other for one, other in pairs]
        rows.append(_row(span, window, [round(one if plain else math.log2(one), 4) for one in ratios]))
    return found(rows, f"{_COVERAGE}RegionCoverage", len(rows))


def coverage_stats(context: Context, call: Call) -> Result:
    """Answer how well genes are covered."""
    file, threshold = _file(context, call, "file"), call.number("threshold", _THRESHOLD)
    if not call.query.get("gene"):
        raise missing_parameter("gene")
    rows = []
    for symbol in call.query["gene"].split(","):
        span, gene = _gene(symbol), gene_places()[symbol]
        values = _values(file, span, _WINDOW)
        exon = {"id": gene.transcript.replace("ENST", "ENSE"), **span._asdict()}
        average = {"depthAvg": round(sum(values) / len(values), 3), "depthMin": min(values), "depthMax": max(values)}
        low = [(number, value) for number, value in enumerate(values) if value < threshold]
        transcript = {
            "id": gene.transcript,
            "name": f"{symbol}-201",
            "biotype": "protein_coding",
            **span._asdict(),
            "length": span.end - span.start + 1,
            "depths": [round(100 * sum(value >= least for value in values) / len(values), 2) for least in _DEPTHS],
            "lowCoverageThreshold": threshold,
            "lowCoverageRegionStats": [
                {
                    "chromosome": span.chromosome,
                    "start": span.start + number * _WINDOW,
                    "end": min(span.start + (number + 1) * _WINDOW - 1, span.end),
                    "depthAvg": value,
                    "depthMin": value,
                }
                for number, value in low
            ],
            "exonStats": [{**exon, **average}],
        }
        rows.append({"file": file, "geneName": symbol, "stats": [transcript]})
    return found(rows, f"{_COVERAGE}GeneCoverageStats", len(rows))
