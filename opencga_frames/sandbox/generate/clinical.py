"""Invented clinical cases: one per family whose first child has a disorder, with an interpretation.

Of a hundred families about seventy-five have such a child; the cases of the first 400 are made. Two thirds of the
interpretations name a finding in a gene of the panel that fits the disorder; half of these are in tier 1 and lose the
gene, the others change an amino acid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.catalog.documents import new_study_facts
from opencga_frames.sandbox.catalog.fragments import internal, internal_status, uuid_of
from opencga_frames.sandbox.generate.calendar import timestamp
from opencga_frames.sandbox.generate.consequences import LOSSES, substitution_in_gene
from opencga_frames.sandbox.generate.individuals import disorders_of
from opencga_frames.sandbox.generate.panels import panel_facts
from opencga_frames.sandbox.generate.random_numbers import RandomNumbers
from opencga_frames.sandbox.kinds.interpretations import finding_stats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from opencga_frames.sandbox.generate.panels import Gene, PanelFacts
    from opencga_frames.sandbox.generate.pedigree import Pedigree, Person
    from opencga_frames.sandbox.server_version import ServerVersion
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["generated_cases"]

_MAX_CASES = 400
_BASES = "ACGT"
_ANALYST = {"id": "analyst", "name": "Analyst", "email": "analyst@example.org"}
_NO_STATS = {"primaryFindings": finding_stats([]), "secondaryFindings": finding_stats([])}
#: Tier -> what a finding in it says, and what the variant does.
_TIERS = {
    "TIER_1": ("PATHOGENIC", ["PVS1", "PM2"], "REPORTED", LOSSES),
    "TIER_2": ("UNCERTAIN_SIGNIFICANCE", ["PM2"], "REVIEWED", frozenset({"missense_variant"})),
}
_TRIES = 500


class _CaseMaker:
    """Makes the cases of one study.

    Parameters
    ----------
    pedigree, seed, server
        Of the study.
    files_of
        Returns the files of a sample by its position.
    """

    def __init__(
        self, pedigree: Pedigree, seed: int, server: ServerVersion, files_of: Callable[[int], list[str]]
    ) -> None:
        self._pedigree = pedigree
        self._seed = str(seed)
        self._server = server
        self._files_of = files_of
        self._random = RandomNumbers(seed, "clinical")
        self._people = RandomNumbers(seed, "individual")
        self._choices: Document = new_study_facts()["configuration"]["clinical"]

    def cases(self) -> Iterator[tuple[Document, Document]]:
        """Yield cases, each with its interpretation."""
        for number, family in enumerate(self._pedigree.families):
            child = next((place for place in family if self._pedigree.people[place].role == "C1"), None)
            if child is None or not self._pedigree.people[child].samples:
                continue
            disorders = disorders_of(self._people, child, "C1")
            if disorders:
                yield self._case(number, child, disorders[0])

    def _reference(self, person: Person) -> Document:
        return {"id": person.id, "samples": [{"id": f"{person.id}-g"}] if person.samples else []}

    def _choice(self, number: int, purpose: int, choices: list[Document]) -> Document:
        date = timestamp(self._random, number, 10)
        return {**self._random.pick(number, purpose, choices), "author": "analyst", **self._server.fields, "date": date}

    def _panel(self, disorder: str) -> PanelFacts:
        return next((one for one in panel_facts() if disorder in one.disorders), panel_facts()[0])

    def _case(self, number: int, child: int, disorder: Document) -> tuple[Document, Document]:
        people = [self._pedigree.people[place] for place in self._pedigree.families[number]]
        proband = self._pedigree.people[child]
        panel, date, key = self._panel(disorder["id"]), timestamp(self._random, number, 10), f"CA-{number + 1:06}"
        samples = [person.first for person in people if person.samples]
        interpretation = self._interpretation(number, key, panel)
        case: Document = {
            "id": key,
            "annotationSets": [],
            "uuid": uuid_of("09", self._seed, key),
            "description": f"{disorder['name']} in {proband.id}",
            "type": "FAMILY" if len(people) > 1 else "SINGLE",
            "disorder": disorder,
            "files": [{"id": name} for place in samples for name in self._files_of(place)],
            "reportedFiles": [],
            "proband": self._reference(proband),
            "family": self._family(number, people),
            "panels": [{"id": panel.id}],
            "panelLocked": False,
            "locked": False,
            "interpretation": {"id": interpretation["id"]},
            "secondaryInterpretations": [],
            **self._course(number, key, interpretation["id"], date),
        }
        return case, interpretation

    def _family(self, number: int, people: list[Person]) -> Document | None:
        if len(people) < 2:
            return None
        return {"id": f"F{number + 1:06}", "members": [self._reference(person) for person in people]}

    def _course(self, number: int, key: str, interpretation: str, date: str) -> Document:
        """Return who works on a case, how urgent it is, and what was done."""
        priority = self._random.pick(number, 3, self._choices["priorities"])
        consents = [{**one, "value": "YES"} for one in self._choices["consent"]["consents"]]
        done = [
            ("CREATE_INTERPRETATION", f"Create interpretation '{interpretation}'"),
            ("CREATE_CLINICAL_ANALYSIS", f"Create ClinicalAnalysis '{key}'"),
        ]
        return {
            "consent": {"consents": consents, "date": date},
            "analysts": [{**_ANALYST, "role": "owner", "attributes": {}}],
            "request": {"id": f"REQ-{number + 1:06}", "justification": "diagnosis", "date": date},
            "responsible": {"id": "owner", "name": "Owner", "email": "owner@example.org"},
            "priority": {
                name: value for name, value in {**priority, "date": date}.items() if name != "defaultPriority"
            },
            "flags": [],
            "creationDate": date,
            "modificationDate": date,
            "dueDate": f"{int(date[:4]) + 1}{date[4:]}",
            "release": 1,
            "version": 1,
            "qualityControl": {},
            "comments": [
                {"author": "analyst", "message": "referred by the ward", "tags": ["triage"], "date": f"{date}000"}
            ],
            "audit": [{"author": "analyst", "action": action, "message": text, "date": date} for action, text in done],
            "internal": {
                **internal("READY", date, self._server),
                "cvdbIndex": internal_status("NONE", date, self._server),
            },
            "attributes": {"ward": f"W{number % 4}"},
            "status": self._choice(number, 4, self._choices["status"]),
        }

    def _interpretation(self, number: int, case: str, panel: PanelFacts) -> Document:
        date, key = timestamp(self._random, number, 10), f"{case}.1"
        findings = [self._finding(number, panel)] if self._random.integer(number, 5, 3) else []
        return {
            "id": key,
            "uuid": uuid_of("0b", self._seed, key),
            "name": key,
            "description": "",
            "clinicalAnalysisId": case,
            "analyst": {**_ANALYST, "role": "analyst", "attributes": {}},
            "method": {"name": "manual", "version": "1", "commit": "", "dependencies": []},
            "primaryFindings": findings,
            "secondaryFindings": [],
            "comments": [],
            "stats": {**_NO_STATS, "primaryFindings": finding_stats(findings)},
            "locked": False,
            "creationDate": date,
            "modificationDate": date,
            "version": 1,
            "attributes": {},
            "panels": [{"id": panel.id}],
            "internal": internal("NOT_REVIEWED", date, self._server),
            "release": 1,
            "status": self._choice(number, 6, self._choices["interpretation"]["status"]),
        }

    def _finding(self, number: int, panel: PanelFacts) -> Document:
        gene = self._random.pick(number, 7, panel.genes)
        chromosome, _, span = gene.location.partition(":")
        first, _, last = span.partition("-")
        tier = "TIER_1" if self._random.integer(number, 12, 2) else "TIER_2"
        start, reference, alternate = self._substitution(number, chromosome, range(int(first), int(last)), tier)
        return {
            "evidences": [self._evidence(gene, panel.id, tier)],
            "comments": [],
            "status": _TIERS[tier][2],
            "version": 1,
            "attributes": {},
            "length": 1,
            "reference": reference,
            "id": f"{chromosome}:{start}:{reference}:{alternate}",
            "type": "SNV",
            "names": [],
            "start": start,
            "end": start,
            "chromosome": chromosome,
            "studies": [],
            "strand": "+",
            "alternate": alternate,
        }

    def _substitution(self, number: int, chromosome: str, gene: range, tier: str) -> tuple[int, str, str]:
        """Return place and bases of a substitution in a gene that does what a finding of its tier must do."""
        draw = self._random.integer
        tries = (
            (gene[draw(number, 100 + 3 * n, len(gene))], draw(number, 101 + 3 * n, 4), draw(number, 102 + 3 * n, 3))
            for n in range(_TRIES)
        )
        changes = [(start, _BASES[old], _BASES[(old + 1 + step) % 4]) for start, old, step in tries]
        fitting = _TIERS[tier][3]
        return next(
            one for one in changes if substitution_in_gene(f"{chromosome}:{one[0]}:{one[1]}:{one[2]}") in fitting
        )

    @staticmethod
    def _evidence(gene: Gene, panel: str, tier: str) -> Document:
        significance, acmg = _TIERS[tier][:2]
        classification: Any = [{"classification": one, "strength": "", "comment": ""} for one in acmg]
        return {
            "phenotypes": [],
            "genomicFeature": {"id": gene.ensembl, "type": "GENE", "geneName": gene.symbol},
            "modeOfInheritances": [gene.inheritance],
            "panelId": panel,
            "classification": {
                "tier": tier,
                "acmg": classification,
                "clinicalSignificance": significance,
                "other": [],
            },
            "score": 0.9 if tier == "TIER_1" else 0.4,
            "fullyExplainPhenotypes": tier == "TIER_1",
            "compoundHeterozygousVariantIds": [],
            "rolesInCancer": [],
            "actionable": False,
            "review": {"select": tier == "TIER_1", "tier": tier, "acmg": classification, "tags": [], "score": 0.0},
            "attributes": {},
        }


def generated_cases(
    pedigree: Pedigree, seed: int, server: ServerVersion, files_of: Callable[[int], list[str]]
) -> tuple[list[Document], list[Document]]:
    """Return the cases of a study, and their interpretations.

    Parameters
    ----------
    pedigree
        The plan of the study.
    seed
        Seed of the sandbox.
    server
        The server they are on.
    files_of
        Returns the files of a sample by its position.
    """
    cases, interpretations = [], []
    for case, interpretation in _CaseMaker(pedigree, seed, server, files_of).cases():
        cases.append(case)
        interpretations.append(interpretation)
        if len(cases) == _MAX_CASES:
            break
    return cases, interpretations
