"""From a request for tables to Arrow tables: what the answers and the walks have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.frames.collector import Collector
from opencga_frames.frames.decode.row_decoder import RowDecoder
from opencga_frames.frames.plan import choose_columns, plan_of
from opencga_frames.frames.request_context import AskedPaths, RequestContext
from opencga_frames.frames.schema.paths import without_prefix

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from opencga_frames.frames.decode.memory import DecoderMemory
    from opencga_frames.frames.schema.model import Column, Entity

__all__ = ["Conversion", "Extra", "projection_of"]

Extra = Literal["warn", "keep", "raise"]
_EXTRAS = ("warn", "keep", "raise")


@dataclass(frozen=True)
class Conversion:
    """How documents of one entity are converted.

    Attributes
    ----------
    entity
        Entity of the documents.
    study
        Study of the request.
    projection
        What the request asked for.
    extra
        What happens to unmapped fields; see :class:`~opencga_frames.frames.collector.Collector`.
    keep_empty
        Keep empty strings instead of making them null.
    file
        File of the request, for responses that do not name it.
    """

    entity: Entity
    study: str | None = None
    projection: AskedPaths = AskedPaths()  # noqa: RUF009 - frozen
    extra: Extra = "warn"
    keep_empty: bool = False
    file: str | None = None

    def __post_init__(self) -> None:
        if self.extra not in _EXTRAS:
            msg = (
                f"extra= of a frame got {self.extra!r}, expected 'warn', 'keep' or 'raise': what becomes of fields "
                "that no table describes. ('allow' and 'refuse' are for bodies that are sent.)"
            )
            raise UsageError(msg)

    def collector(
        self,
        tables: Sequence[str],
        columns: Sequence[str] | None = None,
        *,
        core: bool = True,
        memory: DecoderMemory | None = None,
    ) -> Collector:
        """Make the collector of some tables.

        Parameters
        ----------
        tables
            Names of tables of the entity.
        columns
            Columns of the one table, in snake case or dotted.
        core
            Only core columns where ``columns`` is None.
        memory
            What earlier decoders have learnt.

        Raises
        ------
        UnknownNameError
            For a table or column that does not exist.
        """
        chosen = self._chosen(tables, columns, core=core)
        context = RequestContext(self.study, self.projection, self.keep_empty, file=self.file)
        return Collector(self.entity, chosen, context, extra=self.extra, memory=memory)

    def _chosen(
        self, tables: Sequence[str], columns: Sequence[str] | None, *, core: bool
    ) -> dict[str, tuple[Column, ...]]:
        for name in tables:
            if name not in self.entity.tables:
                raise UnknownNameError("table", name, self.entity.tables, f"{self.entity.name} documents")
        return {name: choose_columns(self.entity.tables[name], columns, core=core) for name in tables}

    def row_decoder(
        self, tables: Sequence[str], columns: Sequence[str] | None, *, core: bool, memory: DecoderMemory
    ) -> RowDecoder:
        """Make the decoder of pages that a collector of the same tables takes.

        Parameters
        ----------
        tables, columns, core, memory
            As for :meth:`collector`.
        """
        return RowDecoder(plan_of(self.entity, self._chosen(tables, columns, core=core), self.extra).root, memory)

    def arrow(
        self,
        pages: Iterable[bytes],
        tables: Sequence[str],
        columns: Sequence[str] | None = None,
        *,
        core: bool = True,
    ) -> Collector:
        """Convert pages, one after the other, and give the filled collector."""
        collector = self.collector(tables, columns, core=core)
        for rows in pages:
            collector.add(rows)
        return collector


def projection_of(arguments: Mapping[str, object]) -> AskedPaths:
    """Read include=, exclude= and flattenAnnotations= from the arguments of a call, in Python's or the wire's words."""
    flat = arguments.get("flatten_annotations", arguments.get("flattenAnnotations"))
    return AskedPaths(
        include=_paths(arguments.get("include")),
        exclude=_paths(arguments.get("exclude")),
        flat_annotations=str(flat).lower() == "true",
    )


def _paths(value: object) -> tuple[str, ...]:
    """Paths as they were sent, and without a prefix that servers may drop: of variants it is part of the path."""
    given: Iterable[object] = value if isinstance(value, Iterable) else ()
    items = value.split(",") if isinstance(value, str) else given
    asked = [path for item in items if (path := str(item).strip())]
    return tuple(dict.fromkeys(form for path in asked for form in (path, without_prefix(path))))
