"""Writes ``docs/sandbox.md``: which endpoints the sandbox answers, and how its answers compare with recorded ones.

``python -m tests.sandbox.fidelity_table`` renews it. The files of variants that were loaded on the recorded server lie
beside a checkout, in ``../shared/recorded/vcf``; without them nothing is written.
"""

from __future__ import annotations

import gzip
import logging
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from opencga_frames.sandbox import Sandbox
from opencga_frames.sandbox.api import categories, described_category
from opencga_frames.sandbox.handlers.storage.ga4gh import lacking
from opencga_frames.sandbox.routes import find_route, routes
from opencga_frames.sandbox.wire.call import segments_of
from opencga_frames.sandbox.wire.refusal import Refusal
from tests.sandbox import scorer
from tests.sandbox.test_server_versions import NOT_COMPARED, classes, replayed

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PAGE = ROOT / "docs" / "sandbox.md"
RECORDED = ROOT / "tests" / "data" / "recorded"
VCF = ROOT.parent / "shared" / "recorded" / "vcf"
SECRET = "secret-key-of-northlake-0123456789"
LOADED = {"paeds_families": "rare:paeds", "paeds_late": "rare:paeds", "tumour_pairs": "onco:tumour"}
VERSIONS = ("5.0.0", "4.0.0", "2.12.9")
PARTS = {"load": "filling an empty installation", "reads": "reads", "writes": "writes and others"}
Endpoint = tuple[str, tuple[str, ...]]


@dataclass
class Checked:
    """How the answers of one endpoint compare with the recorded ones."""

    asked: int = 0
    same: int = 0
    whole: int = 0
    reasons: set[int] = field(default_factory=set)


class Comparison:
    """Counts by version and endpoint."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[Endpoint, Checked]] = {version: defaultdict(Checked) for version in VERSIONS}
        self.parts: dict[str, Counter[str]] = defaultdict(Counter)
        self.described = _described()

    def endpoint(self, request: dict[str, Any]) -> Endpoint | None:
        """Return the endpoint of a request, the one with the most fixed segments."""
        path = segments_of(request["path"].partition("?")[0].partition("/webservices/rest/")[2])[1:]
        fitting = [
            (method, template)
            for method, template in self.described
            if method == request["method"] and len(template) == len(path) and _fits(template, path)
        ]
        return max(fitting, key=lambda one: sum(part[:1] != "{" for part in one[1]), default=None)

    def add(self, version: str, request: dict[str, Any], *, same: bool, whole: bool, reason: int | None = None) -> None:
        """Count one answer."""
        endpoint = self.endpoint(request)
        if endpoint is not None:
            checked = self.rows[version][endpoint]
            checked.asked += 1
            checked.same += same
            checked.whole += whole
            checked.reasons |= set() if reason is None else {reason}


def _in_category(word: str) -> list[Endpoint]:
    """Return the endpoints ``meta/api`` describes in a category."""
    endpoints = described_category(word)["endpoints"]
    return [(one["method"], tuple(one["path"].removeprefix("/{apiVersion}/").split("/"))) for one in endpoints]


def _described() -> list[Endpoint]:
    """Return the endpoints that are described, then the others the sandbox answers."""
    described = [endpoint for word in categories() for endpoint in _in_category(word)]
    return [*described, *sorted({(one.method, one.template) for one in routes()} - set(described))]


def _fits(template: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return all(want[:1] == "{" or want == got for want, got in zip(template, path, strict=True))


def reasons() -> list[dict[str, Any]]:
    """Return the known differences, each with its exchanges."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "traces" / "differences.yml").read_text("utf-8"))
    return found


def compare_newest(comparison: Comparison) -> None:
    """Fill an empty sandbox, ask it what the 5.0.0 server was asked, then the same about variants."""
    trace = scorer.read_trace(RECORDED / "server-5.0.0.jsonl.gz")
    number = {n: place for place, group in enumerate(reasons(), 1) for n in group["exchanges"]}
    for exchange, verdict in zip(trace, scorer.Replay(Sandbox(empty=True), SECRET).verdicts(trace), strict=True):
        comparison.parts[verdict.part].update(all=1, status=verdict.status, events=verdict.events, equal=verdict.equal)
        same = verdict.status and verdict.events
        comparison.add("5.0.0", exchange["request"], same=same, whole=verdict.equal, reason=number.get(verdict.n))
    _compare_variants(comparison, [one for one in trace if one["phase"] == "load"])


def _compare_variants(comparison: Comparison, load: list[dict[str, Any]]) -> None:
    sandbox = Sandbox(empty=True)
    list(scorer.Replay(sandbox, SECRET).verdicts(load))
    with tempfile.TemporaryDirectory() as folder:
        for name, study in LOADED.items():
            path = Path(folder) / f"{name}.vcf"
            path.write_bytes(gzip.decompress((VCF / f"{name}.vcf.gz").read_bytes()))
            cohorts = ("trios", "time") if study == "rare:paeds" else ()
            sandbox.load_vcf(path, study=f"northlake@{study}", cohorts=cohorts)
    asked = [{"phase": "ask", **one} for one in scorer.read_trace(RECORDED / "variants-5.0.0.jsonl.gz")]
    for exchange, verdict in zip(asked, scorer.Replay(sandbox, SECRET).verdicts(asked), strict=True):
        same = verdict.status and verdict.events
        comparison.parts["variants"].update(all=1, status=verdict.status, events=verdict.events, equal=verdict.equal)
        comparison.add("5.0.0", exchange["request"], same=same, whole=verdict.equal)


def compare_older(comparison: Comparison, version: str) -> None:
    """Ask a generated sandbox of an older version what a server of that version was asked."""
    for exchange in scorer.read_trace(HERE / "traces" / f"server-{version}.jsonl.gz"):
        if exchange["name"] in NOT_COMPARED:
            continue
        status, text = replayed(Sandbox(samples=40, server_version=version), exchange)
        wanted = exchange["answer"]
        same = (status, classes(text)) == (wanted["status"], classes(wanted.get("body", "")))
        comparison.parts[version].update(all=1, status=status == wanted["status"], events=same)
        comparison.add(version, exchange["request"], same=same, whole=False)


def _answered(method: str, template: tuple[str, ...]) -> str:
    path = tuple("x" if part[:1] == "{" else part for part in template)
    route = find_route(method, path)
    return "no" if isinstance(route, Refusal) or route.handler is lacking else "yes"


def _cell(checked: Checked | None, *, whole: bool) -> str:
    if checked is None:
        return ""
    share = f"{checked.same} of {checked.asked}"
    return f"{share}, {checked.whole} whole" if whole else share


def _row(comparison: Comparison, endpoint: Endpoint) -> str:
    found = [comparison.rows[version].get(endpoint) for version in VERSIONS]
    cells = [_cell(one, whole=version == VERSIONS[0]) for one, version in zip(found, VERSIONS, strict=True)]
    notes = sorted(number for one in found if one for number in one.reasons)
    name = f"`{endpoint[0]} {'/'.join(endpoint[1])}`"
    return f"| {' | '.join([name, _answered(*endpoint), *cells, ', '.join(map(str, notes))])} |"


def _table(comparison: Comparison, endpoints: Iterable[Endpoint]) -> list[str]:
    head = ["endpoint", "answered", *VERSIONS, "differences"]
    return [
        f"| {' | '.join(head)} |",
        f"|{'|'.join(['---'] * len(head))}|",
        *(_row(comparison, one) for one in endpoints),
    ]


def _share(counts: Counter[str], name: str) -> str:
    return f"{counts[name] / counts['all']:.1%}" if name in counts else ""


def _scores(comparison: Comparison) -> list[str]:
    names = {**PARTS, "variants": "variants", "4.0.0": "4.0.0, single questions", "2.12.9": "2.12.9, single questions"}
    lines = [
        "| part | exchanges | same status | same classes of events | whole answer equal |",
        "|---|---|---|---|---|",
    ]
    for part, text in names.items():
        counts = comparison.parts[part]
        shares = [_share(counts, name) for name in ("status", "events", "equal")]
        lines.append(f"| {text} | {counts['all']} | {' | '.join(shares)} |")
    return lines


GENERATED = """
## What the generated study holds

`Sandbox(samples=N, variants=M, jobs=True)` invents a study that a clinical geneticist would believe; the same
seed gives the same study on every machine. `tests/sandbox/generate/test_believable.py` holds these
distributions.

- Families of a child alone, of mother and child, of a trio, or of a trio with a second child. Children are 19
  to 35 years younger than their parents. A first child gives one to three samples, eleven of twelve others give
  one.
- Children have one to four phenotypes, parents seldom one, each with a status of that person: seven in ten are
  observed, two looked for and not found, one unknown. Three first children of four have a disorder.
- Every family whose first child has a disorder and a sample has a case, up to 400. Two interpretations of three
  name a finding in a gene of the panel that fits the disorder: half of them in tier 1, which lose the gene,
  half in tier 2, which change an amino acid. Dominant causes are new in the child, recessive ones come from two
  carriers, those on the X from the mother; brothers and sisters do not have the genotype of the disorder.
- Half of the variants lie in genes of the panels, half anywhere; six in seven are substitutions, two in three
  of these transitions. Most are rare, those that lose a gene always. One call in twenty-five is of low quality,
  and about one child in two thousand has a given variant that neither parent has.
- Twelve pairs of a tumour and a normal sample of the same person in a study of their own. Each tumour has its
  substitutions by context and the mutational signatures that its kind would have, much simplified.
- Jobs in every state: done, failed with a log, stopped, waiting for a time or for another job, queued, running.
"""


def page() -> str:
    """Return the page."""
    comparison = Comparison()
    compare_newest(comparison)
    for version in VERSIONS[1:]:
        compare_older(comparison, version)
    lines = [
        "# What the sandbox answers",
        "",
        "Made by `python -m tests.sandbox.fidelity_table`; do not edit it. An empty sandbox is filled and asked by the",
        "recorded calls of real servers, and each answer is compared with the recorded one. A cell says for how many",
        "calls status and classes of events are the same, and for 5.0.0 how many answers are equal as a whole. Where a",
        "cell is empty, nothing was recorded. Annotation of variants is invented on both sides, so that whole answers",
        "about variants differ. An endpoint that is not answered is a 404, as on a server without it, and a warning in",
        "the log of the sandbox.",
        "",
        *_scores(comparison),
        *GENERATED.splitlines(),
    ]
    shown: set[Endpoint] = set()
    for word in categories():
        own = _in_category(word)
        shown |= set(own)
        lines += ["", f"## {described_category(word)['name']}", "", *_table(comparison, own)]
    lines += [
        "",
        "## Not in meta/api",
        "",
        *_table(comparison, [one for one in comparison.described if one not in shown]),
    ]
    lines += ["", "## Differences", ""]
    lines += [f"{number}. {' '.join(group['reason'].split())}" for number, group in enumerate(reasons(), 1)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Renew the page."""
    if not VCF.is_dir():
        sys.exit(f"{VCF} is not there; the recorded questions about variants cannot be asked without it.")
    logging.disable(logging.WARNING)
    PAGE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
