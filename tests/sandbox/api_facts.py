"""What ``meta/api`` of the sandbox says, from the package's catalogue of endpoints.

The sandbox imports nothing of the package beside it, so it has these facts in a file of its own. Run this file to write
them anew: ``python tests/sandbox/api_facts.py``.
"""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

from opencga_frames.rest.catalogue import load_resource

#: Word for ``category`` -> name shown, resource of the catalogue, path of the web services.
CATEGORIES = {
    "organizations": ("Organizations", "organizations", "organizations"),
    "users": ("Users", "users", "users"),
    "projects": ("Projects", "projects", "projects"),
    "studies": ("Studies", "studies", "studies"),
    "files": ("Files", "files", "files"),
    "jobs": ("Jobs", "jobs", "jobs"),
    "workflows": ("Workflows", "workflows", "workflows"),
    "samples": ("Samples", "samples", "samples"),
    "individuals": ("Individuals", "individuals", "individuals"),
    "families": ("Families", "families", "families"),
    "cohorts": ("Cohorts", "cohorts", "cohorts"),
    "panels": ("Disease Panels", "disease_panels", "panels"),
    "alignment": ("Analysis - Alignment", "alignments", "analysis/alignment"),
    "variant": ("Analysis - Variant", "variants", "analysis/variant"),
    "clinical": ("Analysis - Clinical", "clinical", "analysis/clinical"),
    "variantOperations": ("Operations - Variant Storage", "operations", "operation"),
    "meta": ("Meta", "meta", "meta"),
    "admin": ("Admin", "admin", "admin"),
}


def _parameter(one: Any) -> list[Any]:
    place = "path" if one.place == "path" else "query"
    default = "" if one.default is None else json.dumps(one.default).strip('"')
    return [one.wire, place, one.type, one.required, default, " ".join(one.allowed or ()), one.about]


def _field(one: Any) -> list[Any]:
    return [one.name, one.type, one.required, " ".join(one.allowed or ())]


def _endpoint(one: Any, parameters: list[list[Any]]) -> list[Any]:
    numbers = []
    for parameter in one.parameters:
        if not parameter.declared or parameter.until is not None:
            continue
        facts = _parameter(parameter)
        if facts not in parameters:
            parameters.append(facts)
        numbers.append(parameters.index(facts))
    body = None
    if one.body is not None:
        fields = [_field(field) for field in one.body.fields if field.until is None]
        body = [one.body.name, one.body.required, fields]
    return [one.method, one.path, one.rows or "", one.about, numbers, body]


def facts() -> str:
    """Return the file, one endpoint or parameter a line."""
    parameters: list[list[Any]] = []
    lines = []
    for word, (name, resource, path) in CATEGORIES.items():
        endpoints = [e for e in load_resource(resource).endpoints.values() if e.until is None]
        described = [json.dumps(_endpoint(e, parameters), ensure_ascii=False) for e in endpoints]
        lines.append(f"{json.dumps(word)}: {json.dumps([name, path])[:-1]}, [\n" + ",\n".join(described) + "\n]]")
    known = ",\n".join(json.dumps(one, ensure_ascii=False) for one in parameters)
    return '{"parameters": [\n' + known + '\n],\n"categories": {\n' + ",\n".join(lines) + "\n}}\n"


def path() -> Path:
    return Path(str(resources.files("opencga_frames.sandbox").joinpath("facts", "api.json")))


if __name__ == "__main__":
    path().write_text(facts(), encoding="utf-8")
