"""Old calls that are several calls today, or none."""

from __future__ import annotations

import warnings
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import OpenCGAWarning, ServerVersionError, UsageError
from opencga_frames.rest.catalogue import load_resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from opencga_frames.rest.old_calls.carrier import Carrier

__all__ = ["DETOURS"]

#: Resources that were counted, by the argument that said what was counted.
_COUNTED: Final = MappingProxyType(
    {
        "fileFields": "files",
        "individualFields": "individuals",
        "familyFields": "families",
        "sampleFields": "samples",
        "cohortFields": "cohorts",
        "jobFields": "jobs",
    }
)
#: What is counted of each resource when nothing is said: every entity of every server has it.
_USUAL: Final = "internal.status.id"


def _refresh_token(carrier: Carrier, arguments: Mapping[str, Any]) -> Any:
    token = carrier.caller.refresh_token
    if token is None:
        msg = "oc.users.refresh_token needs a token to refresh, and there is none: log in first."
        raise UsageError(msg)
    if carrier.caller.api_version == "v1":
        # Told by the header there: the body is empty.
        return _answer(carrier, "users.login_v1", **arguments)
    return _answer(carrier, "users.login", data={"refreshToken": token.reveal()})


def _user_projects(carrier: Carrier, arguments: Mapping[str, Any]) -> Any:
    try:
        return _answer(carrier, "projects.search", **arguments)
    except ServerVersionError:
        # Projects have belonged to organizations, not users, since 3.0.
        return _answer(carrier, "projects.search", **{k: v for k, v in arguments.items() if k != "owner"})


def _project_stats(carrier: Carrier, arguments: Mapping[str, Any]) -> Any:
    projects, fields = _split(arguments, "project")
    studies = [
        row for project in projects for row in _answer(carrier, "projects.studies", project=project, include="id,fqn")
    ]
    return _stats(carrier, [study.get("fqn") or study["id"] for study in studies], fields)


def _study_stats(carrier: Carrier, arguments: Mapping[str, Any]) -> Any:
    return _stats(carrier, *_split(arguments, "study"))


def _split(arguments: Mapping[str, Any], name: str) -> tuple[list[str], dict[str, str]]:
    """Take apart what is counted, and of what."""
    given = arguments[name]
    ids = given.split(",") if isinstance(given, str) else list(given)
    fields = {resource: str(arguments[key]) for key, resource in _COUNTED.items() if arguments.get(key)}
    return ids, fields or dict.fromkeys(_COUNTED.values(), _USUAL)


def _stats(carrier: Carrier, studies: Iterable[str], fields: Mapping[str, str]) -> Any:
    rows = [
        {
            "study": study,
            **{resource: list(_facets(carrier, study, resource, asked)) for resource, asked in fields.items()},
        }
        for study in studies
    ]
    return carrier.caller.from_documents(rows)


def _facets(carrier: Carrier, study: str, resource: str, asked: str) -> Iterator[Any]:
    # One field for each call: servers leave out entries that lack any of the fields of a call.
    for field in asked.split(";"):
        with warnings.catch_warnings():
            if asked == _USUAL:
                # Nobody named this field: a study without jobs is no reason to doubt it.
                warnings.simplefilter("ignore", OpenCGAWarning)
            rows = list(_answer(carrier, f"{resource}.aggregation_stats", study=study, field=field))
        yield from rows


def _answer(carrier: Carrier, target: str, **arguments: Any) -> Any:
    resource, _, name = target.partition(".")
    return carrier.carry_out(load_resource(resource).endpoints[name], arguments)


#: What carries out an old call, by the word in ``names.yaml``.
DETOURS: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], Any]]] = MappingProxyType(
    {
        "logout": lambda carrier, _: carrier.caller.logout(),
        "refresh_token": _refresh_token,
        "user_projects": _user_projects,
        "project_stats": _project_stats,
        "study_stats": _study_stats,
    }
)
