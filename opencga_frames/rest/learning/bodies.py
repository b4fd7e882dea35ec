"""Bodies of a description as bodies of the catalogue, and what they have that known ones have not."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from opencga_frames.rest.catalogue.body_classes import class_of, fields_of_class
from opencga_frames.rest.catalogue.endpoint import Body, BodyField
from opencga_frames.rest.learning.additions import Addition
from opencga_frames.rest.learning.description import default_value, json_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.learning.description import DescribedPart

__all__ = ["body", "wider_body"]

#: Names of fields that hold a secret, wherever they are: what is new may be one as well.
_SECRET: Final = re.compile(r"password|token|secret|api_?key|credential", re.IGNORECASE)


def body(part: DescribedPart) -> Body:
    """Make the body of a call that the catalogue does not have.

    Parameters
    ----------
    part
        The body as it is described; without fields it is an open map.
    """
    name = (part.type_class or "").rstrip(";").rpartition(".")[2].replace("$", ".")
    return Body(name=name or "Object", fields=tuple(map(_field, part.fields)), required=part.required)


def _field(part: DescribedPart) -> BodyField:
    kind = json_kind(part)
    return BodyField(
        name=part.name,
        type=kind,
        allowed=(part.allowed or None) if "enum" in kind else None,
        default=default_value(part),
        required=part.required,
        secret=bool(_SECRET.search(part.name)),
        open=True,
    )


def wider_body(endpoint: Endpoint, part: DescribedPart | None) -> tuple[Body | None, list[Addition]]:
    """Add to the body of a known call what is new.

    Parameters
    ----------
    endpoint
        The call as the catalogue has it.
    part
        Its body as it is described, or None.

    Returns
    -------
    body, additions
        The same body where nothing is new.
    """
    known = endpoint.body
    if part is None or not part.fields:
        return known, []
    if known is None:
        made = body(part)
        return made, [_added(endpoint, field.python) for field in made.fields]
    if not known.fields:
        return known, []  # an open map takes everything
    there = {field.name: field for field in part.fields}
    additions: list[Addition] = []
    fields: list[BodyField] = []
    for field in known.fields:
        inside, values = _new_in(known.name, field, there.pop(field.name, None))
        additions += [replace(_added(endpoint, field.python), values=inside)] if inside else []
        additions += [replace(_added(endpoint, field.python), kind="values", values=values)] if values else []
        allowed = (*(field.allowed or ()), *values) or None
        fields.append(replace(field, open=field.open or bool(inside), allowed=allowed))
    for new in there.values():
        fields.append(_field(new))
        additions.append(_added(endpoint, fields[-1].python))
    return (replace(known, fields=tuple(fields)) if additions else known), additions


def _new_in(body: str, field: BodyField, part: DescribedPart | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names inside a field that its class does not have, and values that it does not take yet."""
    if part is None:
        return (), ()
    inside = tuple(_new_inside(class_of(body, field.name), part))
    return inside, tuple(value for value in part.allowed if value not in (field.allowed or part.allowed))


def _new_inside(name: str | None, part: DescribedPart, place: str = "") -> Iterator[str]:
    """Yield the fields inside a field, at any depth, that its class does not have, with their places."""
    known = fields_of_class(name)
    for inner in part.fields if known else ():
        below = f"{place}{inner.name}"
        kind = known.get(inner.name)
        if kind is None:
            yield below
        else:
            yield from _new_inside(_class_in(kind), inner, f"{below}.")


def _class_in(kind: str) -> str | None:
    found = re.search(r"=([\w.$]+)", kind)
    return found.group(1) if found else None


def _added(endpoint: Endpoint, name: str) -> Addition:
    return Addition("field", endpoint.resource, endpoint.name, name)
