"""The past of a study: jobs of which most went well, one failed, one was stopped, two wait, two are at work.

They run through the same states as any job: submitted at a time long past, then worked on until they have ended.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.work.daemon import tick
from opencga_frames.sandbox.work.submit import Order, submit

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.catalog import Catalog
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Document

__all__ = ["add_jobs"]

#: When the first job was submitted: 3 March 2025, 09:00 UTC.
_FIRST = 1_740_992_400.0
_DAY = 86_400.0
_TOOLS = (
    "variant-index",
    "variant-stats",
    "variant-sample-stats",
    "variant-family-qc",
    "cohort-variant-stats",
    "variant-knockout",
)
_FAR_AWAY = "20991231000000"


def _order(study: SandboxStudy, tool: str, number: int) -> Order:
    files = study.collections["files"]
    found = (one["path"] for one in files.documents(files.alive[:12]) if one["type"] == "FILE")
    paths: list[str] = list(found)
    body: Document = {"outdir": f"run{number}", **({"file": paths[0]} if paths else {})}
    return Order(tool, body, "analyst")


def add_jobs(catalog: Catalog) -> None:
    """Add jobs to the main study, the first there is, and let those end that can."""
    study = next(study for organization in catalog.organizations.values() for _, study in organization.studies())
    for number, tool in enumerate(_TOOLS):
        now = _FIRST + number * _DAY
        submit(study, _order(study, tool, number), {"jobId": f"{tool}-{number + 1}", "jobTags": "nightly"}, now)
        tick(catalog, now + 60)
    now = _FIRST + len(_TOOLS) * _DAY
    missing = Order("variant-export", {"file": "data/vcf/lost.vcf.gz"}, "analyst")
    submit(study, missing, {"jobId": "export-of-a-lost-file", "jobPriority": "HIGH"}, now)
    tick(catalog, now + 60)
    submit(study, _order(study, "variant-gwas", 6), {"jobId": "gwas-stopped"}, now + 120)
    study.runs["gwas-stopped"].killed = now + 121
    tick(catalog, now + 180)
    waiting = {"jobId": "knockout-planned", "jobScheduledStartTime": _FAR_AWAY}
    submit(study, _order(study, "variant-knockout", 7), waiting, now + 240)
    submit(
        study,
        _order(study, "variant-export", 8),
        {"jobId": "export-after", "jobDependsOn": "knockout-planned"},
        now + 241,
    )
    for number, state in enumerate(("QUEUED", "RUNNING"), start=9):
        key = f"export-{state.lower()}"
        submit(study, _order(study, "variant-export", number), {"jobId": key}, now + 240 + number)
        study.runs[key].held = state
    tick(catalog, now + 300)
