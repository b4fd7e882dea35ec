"""Which handler answers which path: the table, and the search in it."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from opencga_frames.sandbox.api import described_methods
from opencga_frames.sandbox.catalog.entities import kind_named, kinds
from opencga_frames.sandbox.handlers import jobs, meta, newer, tools, variants
from opencga_frames.sandbox.handlers.clinical import cases, clinical_extras, interpretations, panels
from opencga_frames.sandbox.handlers.entries import (
    acl,
    annotation_load,
    change,
    create,
    entry_acl,
    facets,
    info,
    relatives,
    search,
)
from opencga_frames.sandbox.handlers.files import content, file_tree, file_writes, ranges, upload
from opencga_frames.sandbox.handlers.organization import (
    admin,
    audit,
    login,
    notes,
    organizations,
    permission_rules,
    projects,
    studies,
    study_writes,
    templates,
    users,
)
from opencga_frames.sandbox.handlers.storage import alignment, ga4gh, knockout, sample_variants
from opencga_frames.sandbox.wire.refusal import Java, Refusal
from opencga_frames.sandbox.work.tools import tool_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Route", "find_route", "routes"]

_LOG = logging.getLogger("opencga_frames.sandbox")
Handler = Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One web service.

    Attributes
    ----------
    method, template
        Verb and path, placeholders in braces.
    handler
        Takes the context and the call.
    body
        Media type a POST must have, ``""`` for any.
    media_type
        What it answers with.
    """

    method: str
    template: tuple[str, ...]
    handler: Handler
    body: str = "application/json"
    media_type: str = "application/json"

    def matches(self, path: tuple[str, ...]) -> bool:
        """Return whether a path of the same length is meant."""
        return all(want == got or (want[:1] == "{" and got) for want, got in zip(self.template, path, strict=True))

    def captured(self, path: tuple[str, ...]) -> dict[str, str]:
        """Return the placeholders' values."""
        return {want[1:-1]: got for want, got in zip(self.template, path, strict=True) if want[:1] == "{"}


_INTERPRETATION = "analysis/clinical/{clinicalAnalysis}/interpretation"
#: Verb, path, handler.
_SERVICES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "meta/about", meta.about),
    ("GET", "meta/ping", meta.ping),
    ("GET", "meta/status", meta.status),
    ("GET", "meta/fail", meta.fail),
    ("GET", "meta/model", meta.model),
    ("GET", "meta/api", meta.api),
    ("GET", "meta/openapi", meta.open_api),
    ("POST", "users/login", login.login),
    ("POST", "users/anonymous", login.anonymous),
    ("POST", "admin/catalog/install", admin.install),
    ("GET", "admin/users/search", admin.users),
    ("POST", "admin/users/create", admin.create_user),
    ("GET", "admin/organizations/list", admin.organizations),
    ("POST", "users/create", users.create),
    ("POST", "users/password", users.password),
    ("POST", "users/{user}/update", users.update),
    ("POST", "users/{user}/configs/update", users.update_configs),
    ("POST", "users/{user}/filters/update", users.update_filters),
    ("POST", "users/{user}/filters/{filterId}/update", users.change_filter),
    ("GET", "users/search", users.search),
    ("GET", "users/{users}/info", users.info),
    ("GET", "users/{user}/configs", users.configs),
    ("GET", "users/{user}/filters", users.filters),
    ("GET", "organizations/{organization}/info", organizations.info),
    ("POST", "organizations/create", organizations.create),
    ("POST", "organizations/{organization}/update", organizations.update),
    ("POST", "organizations/{organization}/configuration/update", organizations.configure),
    ("POST", "organizations/user/{user}/update", users.administer),
    ("POST", "organizations/user/{user}/status/update", users.status),
    ("POST", "projects/create", projects.create),
    ("POST", "projects/{project}/update", projects.update),
    ("POST", "projects/{project}/incRelease", projects.increment),
    ("GET", "projects/search", projects.search),
    ("GET", "projects/{projects}/info", projects.info),
    ("GET", "projects/{project}/studies", studies.of_project),
    ("POST", "studies/create", study_writes.create),
    ("POST", "studies/{study}/update", study_writes.update),
    ("POST", "studies/{study}/groups/update", study_writes.groups),
    ("POST", "studies/{study}/groups/{group}/users/update", study_writes.group_users),
    ("POST", "studies/acl/{members}/update", study_writes.permissions),
    ("POST", "studies/{study}/variableSets/update", study_writes.variable_sets),
    ("POST", "studies/{study}/variableSets/{variableSet}/variables/update", study_writes.variables),
    ("GET", "studies/search", studies.search),
    ("GET", "studies/{studies}/info", studies.info),
    ("GET", "studies/{studies}/acl", studies.acl),
    ("GET", "studies/{study}/groups", studies.groups),
    ("GET", "studies/{study}/variableSets", studies.variable_sets),
    ("GET", "studies/{study}/permissionRules", permission_rules.search),
    ("POST", "studies/{study}/templates/run", templates.run),
    ("DELETE", "studies/{study}/templates/{templateId}/delete", templates.delete),
    ("POST", "studies/{study}/permissionRules/update", permission_rules.update),
    ("POST", "files/create", file_writes.create),
    ("DELETE", "files/{files}/delete", file_writes.delete),
    ("DELETE", "files/{files}/unlink", file_writes.unlink),
    ("POST", "files/{file}/move", file_writes.move),
    ("POST", "files/{file}/content/update", file_writes.update_content),
    ("POST", "files/link", file_tree.link),
    ("GET", "files/{file}/refresh", file_tree.refresh),
    ("GET", "files/{file}/image", file_tree.image),
    ("GET", "files/{folder}/list", file_tree.list_folder),
    ("GET", "files/{folder}/tree", file_tree.tree),
    ("GET", "files/bioformats", file_tree.bioformats),
    ("GET", "files/formats", file_tree.formats),
    ("GET", "files/{file}/head", content.head),
    ("GET", "files/{file}/tail", content.tail),
    ("GET", "files/{file}/grep", content.grep),
    ("GET", "jobs/top", jobs.top),
    ("POST", "jobs/retry", jobs.retry),
    ("POST", "jobs/{job}/kill", jobs.kill),
    ("GET", "jobs/{job}/log/head", jobs.log_head),
    ("GET", "jobs/{job}/log/tail", jobs.log_tail),
    ("POST", "jobs/create", jobs.create),
    ("DELETE", "jobs/{jobs}/delete", jobs.delete),
    ("POST", "panels/import", panels.from_elsewhere),
    ("POST", "analysis/clinical/create", cases.create),
    ("POST", "analysis/clinical/{clinicalAnalyses}/update", cases.update),
    ("POST", "analysis/clinical/{clinicalAnalysis}/interpretation/create", interpretations.create),
    ("POST", f"{_INTERPRETATION}/{{interpretation}}/update", interpretations.update),
    ("POST", f"{_INTERPRETATION}/{{interpretations}}/clear", interpretations.clear),
    ("DELETE", f"{_INTERPRETATION}/{{interpretations}}/delete", interpretations.delete),
    ("POST", f"{_INTERPRETATION}/{{interpretation}}/revert", clinical_extras.revert),
    ("POST", "analysis/clinical/{clinicalAnalysis}/report/update", clinical_extras.update_report),
    ("POST", "analysis/clinical/clinical/configuration/update", clinical_extras.update_configuration),
    ("POST", "tools/custom/create", tools.create_custom),
    ("POST", "tools/walker/create", tools.create_walker),
    ("POST", "tools/custom/{toolId}/update", partial(change.update, kind_named("tools"))),
    ("POST", "tools/walker/{toolId}/update", partial(change.update, kind_named("tools"))),
    ("POST", "tools/workflow/{toolId}/update", partial(change.update, kind_named("tools"))),
    ("POST", "workflows/{workflowId}/update", partial(change.update, kind_named("tools"))),
    ("DELETE", "workflows/{workflows}/delete", partial(change.delete, kind_named("tools"))),
    ("POST", "workflows/acl/{members}/update", partial(entry_acl.update_rules, kind_named("tools"))),
    ("POST", "tools/workflow/create", tools.create_workflow),
    ("POST", "workflows/create", tools.create_workflow),
    ("GET", "workflows/search", partial(search.search, kind_named("tools"))),
    ("GET", "workflows/distinct", partial(facets.distinct, kind_named("tools"))),
    ("GET", "workflows/{workflows}/info", partial(info.info, kind_named("tools"))),
    ("GET", "workflows/{workflows}/acl", partial(acl.acl, kind_named("tools"))),
    ("GET", "samples/{samples}/barcodes", newer.barcodes),
    ("GET", "analysis/variant/metadata", variants.metadata),
    ("GET", "analysis/variant/query", variants.query),
    ("POST", "analysis/variant/query", variants.query_body),
    ("GET", "analysis/variant/aggregationStats", variants.aggregation_stats),
    ("GET", "analysis/variant/stats", variants.aggregation_stats),
    ("GET", "analysis/variant/facet", variants.aggregation_stats),
    ("GET", "analysis/variant/annotation/query", variants.annotation_query),
    ("GET", "analysis/variant/sample/query", variants.sample_query),
    ("GET", "analysis/variant/cohort/stats/info", variants.cohort_stats_info),
    ("GET", "analysis/clinical/variant/query", variants.clinical_query),
    ("GET", "analysis/alignment/query", alignment.query),
    ("GET", "analysis/alignment/coverage/query", alignment.coverage),
    ("GET", "analysis/alignment/coverage/ratio", alignment.coverage_ratio),
    ("GET", "analysis/alignment/coverage/stats", alignment.coverage_stats),
    ("GET", "ga4gh/responses", ga4gh.beacon),
    ("POST", "ga4gh/variants/search", ga4gh.variants),
    ("POST", "ga4gh/reads/search", ga4gh.lacking),
    ("POST", "test/echo", ga4gh.lacking),
    ("GET", "analysis/variant/family/genotypes", sample_variants.family_genotypes),
    ("GET", "analysis/variant/sample/stats/query", sample_variants.sample_stats),
    ("GET", "analysis/variant/sample/aggregationStats", sample_variants.sample_aggregation_stats),
    ("GET", "analysis/variant/mutationalSignature/query", sample_variants.signature),
    ("GET", "analysis/variant/knockout/gene/query", knockout.by_gene),
    ("GET", "analysis/variant/knockout/individual/query", knockout.by_individual),
    ("GET", "individuals/{individual}/relatives", relatives.relatives),
    ("GET", "organizations/notes/search", notes.search_organization),
    ("POST", "organizations/notes/create", notes.create_organization),
    ("POST", "organizations/notes/{id}/update", notes.update_organization),
    ("DELETE", "organizations/notes/{id}/delete", notes.delete_organization),
    ("GET", "studies/{study}/audit/search", audit.search),
    ("GET", "studies/{study}/notes/search", notes.search_study),
    ("POST", "studies/{study}/notes/create", notes.create_study),
    ("POST", "studies/{study}/notes/{id}/update", notes.update_study),
    ("DELETE", "studies/{study}/notes/{id}/delete", notes.delete_study),
)
#: Services of every kind that has them: name, verb, path below that of the kind, handler.
_KIND_SERVICES: tuple[tuple[str, str, str, Callable[..., Any]], ...] = (
    ("search", "GET", "search", search.search),
    ("distinct", "GET", "distinct", facets.distinct),
    ("facets", "GET", "aggregationStats", facets.aggregation_stats),
    ("info", "GET", "{{{ids}}}/info", info.info),
    ("acl", "GET", "{{{ids}}}/acl", acl.acl),
    ("create", "POST", "create", create.create),
    ("update", "POST", "{{{ids}}}/update", change.update),
    ("annotate", "POST", "{{{word}}}/annotationSets/{{annotationSet}}/annotations/update", change.annotate),
    ("annotate", "POST", "annotationSets/load", annotation_load.load),
    ("rules", "POST", "acl/{{members}}/update", entry_acl.update_rules),
    ("delete", "DELETE", "{{{ids}}}/delete", change.delete),
)


def routes() -> Iterator[Route]:
    """Yield every web service the sandbox answers."""
    for method, path, handler in _SERVICES:
        media = "*" if path == "users/anonymous" else "application/json"
        yield Route(method, tuple(path.split("/")), handler, "" if media == "*" else media)
    yield Route("GET", ("files", "{file}", "download"), content.download, media_type="application/octet-stream")
    yield Route("GET", ("utils", "ranges", "{file}"), ranges.ranges, media_type="application/octet-stream")
    yield Route("POST", ("studies", "{study}", "templates", "upload"), templates.upload, "multipart/form-data")
    yield Route("GET", ("ga4gh", "reads", "{study}", "{file}"), ga4gh.reads_ticket, media_type="text/plain")
    yield Route("POST", ("files", "upload"), upload.upload, "multipart/form-data")
    for path, (tool, reused) in tool_paths().items():
        parts = tuple(path.split("/"))
        method = "DELETE" if described_methods(parts) == {"DELETE"} else "POST"
        yield Route(method, parts, partial(jobs.run_tool, tool, reused))
    yield Route("POST", ("cohorts", "generate"), partial(create.generate, kind_named("cohorts")))
    for kind in kinds().values():
        for name, method, template, service in _KIND_SERVICES:
            if name in kind.services:
                below = template.format(ids=kind.placeholders.get(name, kind.name), word=kind.word)
                yield Route(method, tuple(f"{kind.path}/{below}".split("/")), partial(service, kind))


@cache
def _table() -> dict[tuple[int, str], list[Route]]:
    """Return the routes by number of segments and first segment, fixed segments before placeholders."""
    table: dict[tuple[int, str], list[Route]] = defaultdict(list)
    for route in routes():
        table[len(route.template), route.template[0]].append(route)
    for similar in table.values():
        similar.sort(key=lambda route: [segment[:1] == "{" for segment in route.template])
    return table


def find_route(method: str, path: tuple[str, ...]) -> Route | Refusal:
    """Return the route of a path, or the refusal for an unknown path or verb."""
    matching = [route for route in _table().get((len(path), path[0]), ()) if route.matches(path)]
    for route in matching:
        if route.method == method:
            return route
    described = described_methods(path)
    if method in described:
        _LOG.warning("The sandbox lacks %s %s: it answers as a server without it.", method, "/".join(path))
    elif matching or described:
        return Refusal(Java.NOT_ALLOWED, "HTTP 405 Method Not Allowed", 405)
    return Refusal(Java.NOT_FOUND, "HTTP 404 Not Found", 404)
