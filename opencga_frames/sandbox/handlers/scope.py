"""What a call about entries of a study asks for, once token and study are settled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from opencga_frames.sandbox.access import find_study
from opencga_frames.sandbox.query.projection import read_projection
from opencga_frames.sandbox.render import Renderer

if TYPE_CHECKING:
    from opencga_frames.sandbox.access import Caller
    from opencga_frames.sandbox.call import Call
    from opencga_frames.sandbox.collection import Collection
    from opencga_frames.sandbox.context import Context
    from opencga_frames.sandbox.entities import Kind
    from opencga_frames.sandbox.study import Study

__all__ = ["Asked", "ask"]


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for entries of which kind, in which study, by which call."""

    kind: Kind
    caller: Caller
    study: Study
    call: Call

    @property
    def collection(self) -> Collection:
        """The entries."""
        return self.study.collections[self.kind.name]

    @property
    def ids(self) -> list[str]:
        """Ids of the path."""
        return self.call.listed

    def about(self, kind: Kind) -> Asked:
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


def ask(kind: Kind, context: Context, call: Call) -> Asked:
    """Settle token and study of a call, or refuse it."""
    caller = context.caller()
    return Asked(kind, caller, find_study(caller, call.query.get("study")), call)
