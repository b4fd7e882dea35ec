"""OpenCGA in pandas: every answer of the web services as typed, tidy tables, with joins and Parquet.

>>> from opencga_frames import OpenCGAClient
>>> from opencga_frames.sandbox import Sandbox
>>> sandbox = Sandbox(samples=30)
>>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
>>> _ = oc.login("viewer", "Sandbox-2026", organization="demo")
>>> oc.samples.frame(study=sandbox.study).shape[0]
30

pandas and pyarrow are imported when a table is first made.
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from opencga_frames import errors
from opencga_frames.version import __version__

if TYPE_CHECKING:
    from opencga_frames import plots
    from opencga_frames.client import OpenCGAClient
    from opencga_frames.client import OpenCGAClient as OpencgaClient
    from opencga_frames.clinical import case_review, pedigree, pedigree_graph, to_ped
    from opencga_frames.configuration.client_configuration import ClientConfiguration
    from opencga_frames.dataset import Dataset, open_dataset, verify
    from opencga_frames.excel import to_excel
    from opencga_frames.frames.dictionary import dictionary, fields
    from opencga_frames.frames.flat import flat
    from opencga_frames.jobs import Job, wait_all
    from opencga_frames.joins import join, join_report, related
    from opencga_frames.origin import provenance, rerun
    from opencga_frames.parquet import read_parquet, read_provenance, read_tables
    from opencga_frames.response import RestResponse
    from opencga_frames.scan import Scan
    from opencga_frames.study import Study
    from opencga_frames.summary import cohort_summary
    from opencga_frames.variants import genotype_matrix

__all__ = [
    "ClientConfiguration",
    "Dataset",
    "Job",
    "OpenCGAClient",
    "OpencgaClient",
    "RestResponse",
    "Scan",
    "Study",
    "__version__",
    "case_review",
    "cohort_summary",
    "dictionary",
    "errors",
    "fields",
    "flat",
    "genotype_matrix",
    "join",
    "join_report",
    "open_dataset",
    "pedigree",
    "pedigree_graph",
    "plots",
    "provenance",
    "read_parquet",
    "read_provenance",
    "read_tables",
    "related",
    "rerun",
    "to_excel",
    "to_ped",
    "verify",
    "wait_all",
]

_HOMES = {
    "ClientConfiguration": "configuration.client_configuration",
    "Dataset": "dataset",
    "Job": "jobs",
    "OpenCGAClient": "client",
    "OpencgaClient": "client",
    "RestResponse": "response",
    "Scan": "scan",
    "Study": "study",
    "case_review": "clinical",
    "cohort_summary": "summary",
    "dictionary": "frames.dictionary",
    "fields": "frames.dictionary",
    "flat": "frames.flat",
    "genotype_matrix": "variants",
    "join": "joins",
    "join_report": "joins",
    "load_ipython_extension": "notebook",
    "open_dataset": "dataset",
    "pedigree": "clinical",
    "pedigree_graph": "clinical",
    "plots": "plots",
    "provenance": "origin",
    "read_parquet": "parquet",
    "read_provenance": "parquet",
    "read_tables": "parquet",
    "related": "joins",
    "rerun": "origin",
    "to_excel": "excel",
    "to_ped": "clinical",
    "unload_ipython_extension": "notebook",
    "verify": "dataset",
    "wait_all": "jobs",
}

logging.getLogger(__name__).addHandler(logging.NullHandler())


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: the tables' libraries take longer than everything else together."""
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    module = import_module(f"{__name__}.{_HOMES[name]}")
    if name == _HOMES[name]:
        return module
    return getattr(module, "OpenCGAClient" if name == "OpencgaClient" else name)


def __dir__() -> list[str]:
    return sorted(__all__)
