"""What a call about entries of a study asks for, once token and study are settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import allowed, find_study
from opencga_frames.sandbox.query.projection import read_projection
from opencga_frames.sandbox.render import Renderer
from opencga_frames.sandbox.wire.refusal import Java, Refusal

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import CallingUser
    from opencga_frames.sandbox.catalog.collection import Collection
    from opencga_frames.sandbox.catalog.entities import Kind
    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.wire.call import Call

__all__ = ["EntryRequest", "check_confidential", "entry_request"]

_CAST = (
    "class java.lang.String cannot be cast to class java.lang.Long "
    "(java.lang.String and java.lang.Long are in module java.base of loader 'bootstrap')"
)


@dataclass(frozen=True, slots=True)
class EntryRequest:
    """Who wants entries of which kind, in which study, by which call."""

    kind: Kind
    caller: CallingUser
    study: SandboxStudy
    call: Call

    @property
    def collection(self) -> Collection:
        """The entries."""
        return self.study.collections[self.kind.name]

    @property
    def ids(self) -> list[str]:
        """Ids of the path."""
        return self.call.listed

    def about(self, kind: Kind) -> EntryRequest:
        """Return the same question about another kind."""
        return replace(self, kind=kind)

    def renderer(self, *, rewrite: bool = True) -> Renderer:
        """Return the writer for the projection of the call."""
        return Renderer(
            self.study,
            self.caller,
            read_projection(self.kind, self.call.query, rewrite=rewrite),
            flatten=self.call.flag("flattenAnnotations"),
            individuals=self.call.flag("includeIndividual"),
        )


def entry_request(kind: Kind, context: Context, call: Call) -> EntryRequest:
    """Settle token and study of a call, or refuse it."""
    caller = context.caller()
    return EntryRequest(kind, caller, find_study(caller, call.query.get("study")), call)


def check_confidential(request: EntryRequest) -> None:
    """Fail as the server does where it should leave out confidential annotations.

    LIVE_CHECK D29: in a study with a confidential variable set, every search and info of entries that can be annotated
    ends so for a caller without the permission for confidential sets, whatever is included.
    """
    if not request.kind.annotations or not any(one["confidential"] for one in request.study.variable_sets):
        return
    if not allowed(request.caller, request.study, "CONFIDENTIAL_VARIABLE_SET_ACCESS"):
        raise Refusal(Java.CAST, _CAST)
