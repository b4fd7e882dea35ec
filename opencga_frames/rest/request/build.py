"""Makes a request from an endpoint and the arguments of a call: names and values checked, nothing sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from opencga_frames.errors import UnknownNameError, UsageError
from opencga_frames.ground.warn import warn
from opencga_frames.rest.catalogue.body_classes import Checker
from opencga_frames.rest.request.body import BODY, encode_body, field_of
from opencga_frames.rest.request.values import id_list, path_segment, value_string
from opencga_frames.rest.wire.message import Request
from opencga_frames.rest.wire.multipart import Form, encode_form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from opencga_frames.rest.catalogue.endpoint import Endpoint, Parameter

__all__ = ["BODY", "build_request", "check_names", "ids_of", "with_ids"]

_ACCEPT = {
    "envelope": "application/json",
    "json": "application/json",
    "text": "text/plain",
    "binary": "application/octet-stream",
}
_JSON = "application/json"


def build_request(
    endpoint: Endpoint,
    arguments: Mapping[str, Any],
    *,
    free: bool = False,
    server: Callable[[], tuple[int, ...] | None] = lambda: None,
) -> Request:
    """Make the request of one call.

    Parameters
    ----------
    endpoint
        What is called.
    arguments
        Values by Python name (``tool_id``) or name on the wire (``toolId``, ``tool.id``), of parameters and of
        fields of the body; ``data`` is the body, as a mapping, list, JSON string or bytes. None means not given.
    free
        True to let fields and values pass that the server's model of the body does not have.
    server
        Gives the numbers of the server's version, None where it is not known; asked only where its model of the body
        depends on it.

    Returns
    -------
    Request
        Path percent-encoded, query decoded, body encoded.

    Raises
    ------
    UnknownNameError
        If a name is neither a parameter nor a field of the body, or a field inside the body is not known.
    UsageError
        If a value is missing, of the wrong kind, or cannot go together with another one.

    Warns
    -----
    OpenCGAWarning
        If a parameter is deprecated.

    Examples
    --------
    >>> from opencga_frames.rest.catalogue import load_resource
    >>> build_request(load_resource("samples").endpoints["info"], {"samples": ["a/1", "b"]}).path
    'samples/a%2F1,b/info'
    """
    given = _by_wire(endpoint, arguments)
    _check_presence(endpoint, given)
    strings = {
        p.wire: value_string(p, given[p.name])
        for p in endpoint.query_parameters
        if p.name in given and p.type != "binary"
    }
    body: bytes | Form | None = None
    if endpoint.body is not None:
        body = encode_body(endpoint, endpoint.body, arguments, Checker(endpoint.label, free, server))
    elif endpoint.is_form:
        body = _form(endpoint, given, strings)
    return Request(
        method=endpoint.method,
        path=_path(endpoint, given),
        query=() if endpoint.is_form else tuple(strings.items()),
        body=body,
        content_type=_content_type(endpoint, body),
        accept=endpoint.accept or _ACCEPT[endpoint.answer],
        secret=endpoint.body is not None and endpoint.body.secret,
        changes=endpoint.changes,
    )


def _content_type(endpoint: Endpoint, body: bytes | Form | None) -> str | None:
    if isinstance(body, Form):
        return body.content_type
    # Servers answer 415 to a POST without a type, also where it has no body.
    return _JSON if body is not None or endpoint.method == "POST" else None


def check_names(endpoint: Endpoint, arguments: Mapping[str, Any]) -> None:
    """Check that every argument is a parameter of the endpoint, or its body, or a field of that.

    Parameters
    ----------
    endpoint
        What is called.
    arguments
        Values by name; the values are not looked at.

    Raises
    ------
    UnknownNameError
        If a name is not known.
    UsageError
        If a body is given to an endpoint that takes none.
    """
    for name in arguments:
        if name != BODY and not _known(endpoint, name):
            known = [*(p.name for p in endpoint.parameters), *endpoint.fields]
            raise UnknownNameError("parameter", name, known, endpoint.label)
    if arguments.get(BODY) is not None and endpoint.body is None:
        msg = f"{endpoint.label} takes no body, but {BODY}= was given: use its named parameters."
        raise UsageError(msg)


def ids_of(endpoint: Endpoint, arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """Ids a call names in its path.

    Parameters
    ----------
    endpoint, arguments
        As for `build_request`.

    Returns
    -------
    tuple of str
        In the order given, repetitions included; empty where the path takes no list of ids.
    """
    parameter = endpoint.ids_parameter
    if parameter is None:
        return ()
    values = (arguments.get(name) for name in (parameter.name, parameter.wire))
    value = next((v for v in values if v is not None), None)
    return () if value is None else id_list(parameter, value)


def with_ids(endpoint: Endpoint, arguments: Mapping[str, Any], ids: Sequence[str]) -> dict[str, Any]:
    """Arguments of the same call for other ids, such as one batch of a long list.

    Parameters
    ----------
    endpoint, arguments
        As for `build_request`.
    ids
        The ids to ask for.
    """
    parameter = endpoint.ids_parameter
    if parameter is None:
        return dict(arguments)
    rest = {name: value for name, value in arguments.items() if name not in (parameter.name, parameter.wire)}
    return {**rest, parameter.name: tuple(ids)}


def _by_wire(endpoint: Endpoint, arguments: Mapping[str, Any]) -> dict[str, Any]:
    check_names(endpoint, arguments)
    given: dict[str, Any] = {}
    for name, value in arguments.items():
        if name == BODY or value is None or field_of(endpoint, name, value) is not None:
            continue
        parameter = endpoint.parameter(name)
        if parameter.name in given:
            msg = f"{endpoint.label}: {parameter.name!r} was given twice, also as {parameter.wire!r}. Give it once."
            raise UsageError(msg)
        given[parameter.name] = value
        _warn_if_deprecated(endpoint, parameter)
    return given


def _known(endpoint: Endpoint, name: str) -> bool:
    return endpoint.takes(name) or endpoint.field(name) is not None


def _check_presence(endpoint: Endpoint, given: Mapping[str, Any]) -> None:
    for parameter in endpoint.parameters:
        if parameter.needed and parameter.name not in given:
            one_of = f", one of {', '.join(parameter.allowed)}" if parameter.allowed else ""
            msg = f"{endpoint.label} needs {parameter.name!r}{one_of}: {parameter.about}"
            raise UsageError(msg)
        other = parameter.not_with and endpoint.parameter(parameter.not_with).name
        if other in given and parameter.name in given:
            msg = f"{endpoint.label} got both {other!r} and {parameter.name!r}: the server ignores one. Give one."
            raise UsageError(msg)


def _path(endpoint: Endpoint, given: Mapping[str, Any]) -> str:
    path = endpoint.path
    for parameter in endpoint.path_parameters:
        path = path.replace(f"{{{parameter.wire}}}", path_segment(parameter, given[parameter.name]))
    return path


def _form(endpoint: Endpoint, given: Mapping[str, Any], strings: Mapping[str, str]) -> Form:
    binary = (p for p in endpoint.query_parameters if p.type == "binary" and p.name in given)
    name_part = next((wire for wire, what in endpoint.filled if what == "file_name"), None)
    return encode_form(strings, {p.wire: given[p.name] for p in binary}, name_part=name_part)


def _warn_if_deprecated(endpoint: Endpoint, parameter: Parameter) -> None:
    if parameter.deprecated:
        warn(f"{endpoint.label}: parameter {parameter.name!r} is deprecated. {parameter.about}")
