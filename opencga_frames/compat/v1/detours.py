"""Old calls that are several calls today, or none."""

from __future__ import annotations

import warnings
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.compat.resources import carry_out
from opencga_frames.compat.response import RestResponse
from opencga_frames.errors import OpenCGAWarning, ServerVersionError, UsageError
from opencga_frames.rest.catalogue import load_resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from opencga_frames.compat.client import OpencgaClient

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


def _refresh_token(client: OpencgaClient) -> Any:
    token = client.refresh_token
    if token is None:
        msg = "oc.users.refresh_token needs a token to refresh, and there is none: log in first."
        raise UsageError(msg)
    return _answer(client, "users.login", data={"refreshToken": token})


def _user_projects(client: OpencgaClient, arguments: Mapping[str, Any]) -> Any:
    try:
        return _answer(client, "projects.search", **arguments)
    except ServerVersionError:
        # Projects have belonged to organizations, not users, since 3.0.
        return _answer(client, "projects.search", **{k: v for k, v in arguments.items() if k != "owner"})


def _project_stats(client: OpencgaClient, arguments: Mapping[str, Any]) -> RestResponse:
    projects, fields = _split(arguments, "project")
    studies = [row for project in projects for row in _answer(client, "projects.studies", project, include="id,fqn")]
    return _stats(client, [study.get("fqn") or study["id"] for study in studies], fields)


def _study_stats(client: OpencgaClient, arguments: Mapping[str, Any]) -> RestResponse:
    return _stats(client, *_split(arguments, "study"))


def _split(arguments: Mapping[str, Any], name: str) -> tuple[list[str], dict[str, str]]:
    """Take apart what is counted, and of what."""
    given = arguments[name]
    ids = given.split(",") if isinstance(given, str) else list(given)
    fields = {resource: str(arguments[key]) for key, resource in _COUNTED.items() if arguments.get(key)}
    return ids, fields or dict.fromkeys(_COUNTED.values(), _USUAL)


def _stats(client: OpencgaClient, studies: Iterable[str], fields: Mapping[str, str]) -> RestResponse:
    rows = [
        {
            "study": study,
            **{resource: list(_facets(client, study, resource, asked)) for resource, asked in fields.items()},
        }
        for study in studies
    ]
    return RestResponse.from_documents(rows)


def _facets(client: OpencgaClient, study: str, resource: str, asked: str) -> Iterator[Any]:
    # One field for each call: servers leave out entries that lack any of the fields of a call.
    for field in asked.split(";"):
        with warnings.catch_warnings():
            if asked == _USUAL:
                # Nobody named this field: a study without jobs is no reason to doubt it.
                warnings.simplefilter("ignore", OpenCGAWarning)
            rows = list(_answer(client, f"{resource}.aggregation_stats", study=study, field=field))
        yield from rows


def _answer(client: OpencgaClient, target: str, *args: Any, **options: Any) -> Any:
    resource, _, name = target.partition(".")
    endpoint = load_resource(resource).endpoints[name]
    return carry_out(client._caller, endpoint, args, options)  # noqa: SLF001 - the caller of its client


#: What carries out an old call, by the word in ``names.yaml``.
DETOURS: Final[Mapping[str, Callable[[Any, Mapping[str, Any]], Any]]] = MappingProxyType(
    {
        "logout": lambda client, _: client.logout(),
        "refresh_token": lambda client, _: _refresh_token(client),
        "user_projects": _user_projects,
        "project_stats": _project_stats,
        "study_stats": _study_stats,
    }
)
