"""The server's description of its own endpoints, from ``facts/api.json``."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "body_class",
    "body_fields",
    "categories",
    "described_category",
    "described_methods",
    "openapi",
    "typed_parameters",
]

_JAVA = {
    "string": "java.lang.String;",
    "boolean": "java.lang.Boolean;",
    "integer": "java.lang.Integer;",
    "number": "java.lang.Double;",
}


@cache
def _facts() -> dict[str, Any]:
    text = resources.files("opencga_frames.sandbox").joinpath("facts", "api.json").read_text("utf-8")
    facts: dict[str, Any] = json.loads(text)
    return facts


@cache
def _described() -> dict[tuple[int, str], list[tuple[str, tuple[str, ...]]]]:
    """Return verb and template of every described endpoint, by number of segments and first segment."""
    table: dict[tuple[int, str], list[tuple[str, tuple[str, ...]]]] = {}
    for _, _, endpoints in _facts()["categories"].values():
        for method, path, *_ in endpoints:
            template = tuple(path.split("/"))
            table.setdefault((len(template), template[0]), []).append((method, template))
    return table


@cache
def _bodies() -> dict[tuple[str, int, str], list[tuple[tuple[str, ...], str]]]:
    """Return the classes of bodies by verb, number of segments and first segment."""
    table: dict[tuple[str, int, str], list[tuple[tuple[str, ...], str]]] = {}
    for _, _, endpoints in _facts()["categories"].values():
        for method, path, _rows, _about, _numbers, body in endpoints:
            if body is not None:
                template = tuple(path.split("/"))
                table.setdefault((method, len(template), template[0]), []).append((template, body[0]))
    return table


@cache
def _typed() -> dict[tuple[str, int, str], list[tuple[tuple[str, ...], list[tuple[str, str]]]]]:
    """Return name and words of the query parameters that are no plain text, by verb, number of segments, first one."""
    facts = _facts()["parameters"]
    table: dict[tuple[str, int, str], list[tuple[tuple[str, ...], list[tuple[str, str]]]]] = {}
    for _, _, endpoints in _facts()["categories"].values():
        for method, path, _rows, _about, numbers, _body in endpoints:
            typed = [
                (name, allowed)
                for name, place, type_, _, _, allowed, _ in (facts[number] for number in numbers)
                if place == "query" and type_ in {"enum", "integer"}
            ]
            template = tuple(path.split("/"))
            table.setdefault((method, len(template), template[0]), []).append((template, typed))
    return table


def typed_parameters(method: str, path: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the query parameters of a path that are numbers, without words, or take one of some words."""
    known = _typed().get((method, len(path), path[0]), ())
    return next((typed for template, typed in known if _fits(template, path)), [])


def _fits(template: tuple[str, ...], path: tuple[str, ...]) -> bool:
    return all(want[:1] == "{" or want == got for want, got in zip(template, path, strict=True))


def body_fields(method: str, path: tuple[str, ...]) -> dict[str, str]:
    """Return the fields a path takes in its body, with their types, none where they are not known."""
    for _, _, endpoints in _facts()["categories"].values():
        for verb, template, _rows, _about, _numbers, body in endpoints:
            parts = tuple(template.split("/"))
            if verb == method and body is not None and len(parts) == len(path) and _fits(parts, path):
                return {field[0]: field[1] for field in body[2]}
    return {}


def body_class(method: str, path: tuple[str, ...]) -> str:
    """Return the class of the body a path takes."""
    known = _bodies().get((method, len(path), path[0]), ())
    return next((name for template, name in known if _fits(template, path)), "java.util.Map")


def described_methods(path: tuple[str, ...]) -> set[str]:
    """Return the verbs a real server answers at a path, none for a path it does not know."""
    return {method for method, template in _described().get((len(path), path[0]), ()) if _fits(template, path)}


def categories() -> list[str]:
    """Return the words for the categories, in the server's order."""
    return list(_facts()["categories"])


def _parameter(facts: list[Any]) -> dict[str, Any]:
    name, place, type_, required, default, allowed, about = facts
    return {
        "name": name,
        "param": place,
        "type": type_,
        "typeClass": _JAVA.get(type_, "java.lang.String;"),
        "required": required,
        "defaultValue": default,
        "description": about,
        "allowedValues": allowed,
        "complex": False,
        "innerParam": False,
    }


def _body(name: str, required: bool, fields: list[list[Any]]) -> dict[str, Any]:  # noqa: FBT001 - a row of the data
    data = [
        {
            "name": field,
            "param": "body",
            "parentName": "",
            "type": type_,
            "typeClass": _JAVA.get(type_, "java.lang.Object;"),
            "required": needed,
            "description": f"The body web service {field} parameter",
            "allowedValues": allowed,
            "complex": type_ not in _JAVA,
            "innerParam": False,
        }
        for field, type_, needed, allowed in fields
    ]
    return {
        "name": "body",
        "param": "body",
        "type": "object",
        "typeClass": f"{name};",
        "required": required,
        "defaultValue": "",
        "description": "JSON body",
        "data": data,
        "allowedValues": "",
        "complex": True,
        "innerParam": False,
    }


def _endpoint(facts: list[Any]) -> dict[str, Any]:
    method, path, rows, about, numbers, body = facts
    parameters = [_parameter(_facts()["parameters"][number]) for number in numbers]
    if body is not None:
        parameters.append(_body(*body))
    return {
        "path": f"/{{apiVersion}}/{path}",
        "method": method,
        "response": rows or "Map",
        "responseClass": f"{rows or 'java.util.Map'};",
        "notes": "",
        "description": about,
        "parameters": parameters,
    }


def described_category(word: str, *, newer: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    """Return one category with its endpoints as ``meta/api`` shows them.

    Parameters
    ----------
    word
        Word for the category.
    newer
        Endpoints of a server yet to come, and parameters it added to those of today.
    """
    name, path, endpoints = _facts()["categories"][word]
    described = [_endpoint(one) for one in endpoints]
    by_path = {(one["method"], one["path"]): one for one in described}
    for one in newer:
        key = (one["method"], f"/{{apiVersion}}/{one['path']}")
        if one["category"] != word:
            continue
        if key not in by_path:
            described.append(_endpoint([one["method"], one["path"], one["rows"], one["about"], [], None]))
            by_path[key] = described[-1]
        by_path[key]["parameters"] += [_parameter(facts) for facts in one["parameters"]]
    return {"name": name, "path": f"/{{apiVersion}}/{path}", "endpoints": described}


def openapi(url: str, version: str) -> dict[str, Any]:
    """Return the same description as a document of Swagger 2.

    Parameters
    ----------
    url
        Address of the web application.
    version
        Version of the server.
    """
    paths: dict[str, Any] = {}
    for word in categories():
        category = described_category(word)
        for one in category["endpoints"]:
            below = paths.setdefault(one["path"].replace("{apiVersion}", "v2"), {})
            below[one["method"].lower()] = _operation(category["name"], one)
    title = "OpenCGA RESTful Web Services"
    host, _, base = url.partition("://")[2].partition("/")
    tags = [{"name": described_category(word)["name"]} for word in categories()]
    return {
        "swagger": "2.0",
        "info": {"title": title, "description": f"{title} API", "version": version},
        "host": host,
        "basePath": f"/{base}/webservices/rest".replace("//", "/"),
        "schemes": [url.partition("://")[0]],
        "tags": tags,
        "paths": paths,
    }


def _operation(tag: str, one: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {"name": p["name"], "in": p["param"], "required": p["required"], "description": p["description"]}
        for p in one["parameters"]
    ]
    return {
        "tags": [tag],
        "summary": one["description"],
        "parameters": parameters,
        "responses": {"200": {"description": "Successful operation"}},
    }
