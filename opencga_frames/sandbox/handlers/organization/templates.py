"""``studies/{study}/templates``: packed folders that describe a study; a job fills it from one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.handlers.files.upload import form_parts
from opencga_frames.sandbox.handlers.jobs import run_tool
from opencga_frames.sandbox.handlers.organization.studies import check_governs
from opencga_frames.sandbox.wire.answers import Result
from opencga_frames.sandbox.wire.refusal import Java, Refusal, missing_parameter

if TYPE_CHECKING:
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["delete", "run", "upload"]

_ENDINGS = (".zip", ".tar.gz", ".tar")


def _governed(context: Context, call: Call) -> SandboxStudy:
    caller = context.caller()
    study = find_study(caller, call.captured["study"])
    check_governs(caller, study)
    return study


def _known(study: SandboxStudy, key: str) -> str:
    if key not in study.templates:
        raise Refusal(Java.CATALOG, f"Template '{key}' not found")
    return key


def upload(context: Context, call: Call) -> Result:
    """Keep a template and answer its id, which is the name of the file without its ending."""
    study, parts = _governed(context, call), form_parts(call)
    if "file" not in parts:
        raise missing_parameter("file")
    name = parts["file"].filename
    ending = next((one for one in _ENDINGS if name.endswith(one)), None)
    if ending is None:
        raise Refusal(Java.CATALOG, f"Expected a file ending in {' or '.join(_ENDINGS)}, got '{name}'")
    key = name.removesuffix(ending)
    study.templates[key] = parts["file"].content
    return Result(rows=[key], kind="java.lang.String", matches=1)


def delete(context: Context, call: Call) -> Result:
    """Forget a template."""
    study = _governed(context, call)
    del study.templates[_known(study, call.captured["templateId"])]
    return Result(rows=[True], kind="java.lang.Boolean", matches=1)


def run(context: Context, call: Call) -> Result:
    """Submit the job that fills a study from a template; what the template says is not read."""
    study = _governed(context, call)
    _known(study, str(call.fields.get("id") or ""))
    call.query = {**call.query, "study": study.fqn}
    return run_tool("templates", False, context, call)  # noqa: FBT003 - a fact of the route
