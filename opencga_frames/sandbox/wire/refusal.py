"""How a handler refuses a call: status, Java class and message of the event."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Java", "Refusal", "denied", "missing_parameter", "unauthenticated", "unreadable_body"]


class Java(StrEnum):
    """Java classes of the events the server answers with."""

    CATALOG = "org.opencb.opencga.catalog.exceptions.CatalogException"
    DATABASE = "org.opencb.opencga.catalog.exceptions.CatalogDBException"
    FILES = "org.opencb.opencga.catalog.exceptions.CatalogIOException"
    PARAMETER = "org.opencb.opencga.catalog.exceptions.CatalogParameterException"
    AUTHORIZATION = "org.opencb.opencga.catalog.exceptions.CatalogAuthorizationException"
    AUTHENTICATION = "org.opencb.opencga.catalog.exceptions.CatalogAuthenticationException"
    SERVICE = "org.opencb.opencga.server.WebServiceException"
    HEADER = "org.glassfish.jersey.server.ParamException$HeaderParamException"
    QUERY = "org.glassfish.jersey.server.ParamException$QueryParamException"
    MONGO = "com.mongodb.MongoQueryException"
    PLAIN = "java.lang.Exception"
    ARGUMENT = "java.lang.IllegalArgumentException"
    BOUNDS = "java.lang.ArrayIndexOutOfBoundsException"
    CAST = "java.lang.ClassCastException"
    INDEX = "java.lang.IndexOutOfBoundsException"
    NULL = "java.lang.NullPointerException"
    NUMBER = "java.lang.NumberFormatException"
    SOLR = "org.apache.solr.common.SolrException"
    RUNTIME = "java.lang.RuntimeException"
    NOT_FOUND = "javax.ws.rs.NotFoundException"
    NOT_ALLOWED = "javax.ws.rs.NotAllowedException"
    NOT_ACCEPTABLE = "javax.ws.rs.NotAcceptableException"
    NOT_SUPPORTED = "javax.ws.rs.NotSupportedException"
    VARIANTS = "org.opencb.opencga.storage.core.variant.adaptors.VariantQueryException"
    TEXT = "text"

    @property
    def simple(self) -> str:
        """The class without its package."""
        return self.value.rpartition(".")[2].rpartition("$")[2]


class Refusal(Exception):  # noqa: N818 - not an error of the package: it ends one emulated call and never leaves the sandbox
    """A call that is answered with one error event.

    Parameters
    ----------
    kind
        Java class of the event, or ``Java.TEXT`` for an answer without envelope.
    message
        Message of the event, or None for an event without one.
    status
        HTTP status.
    """

    def __init__(self, kind: Java, message: str | None, status: int = 500) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status

    @property
    def event(self) -> dict[str, object]:
        """The event as the envelope shows it."""
        event: dict[str, object] = {"type": "ERROR", "code": 0, "id": self.kind.value, "name": self.kind.simple}
        if self.message is not None:
            event["message"] = self.message
        return event


def denied(message: str) -> Refusal:
    """Return the refusal for a known user without the permission (403)."""
    return Refusal(Java.AUTHORIZATION, message, 403)


def unauthenticated(message: str) -> Refusal:
    """Return the refusal for a caller who is not known (401)."""
    return Refusal(Java.AUTHENTICATION, message, 401)


def missing_parameter(name: str) -> Refusal:
    """Return the refusal for a parameter that must be there."""
    return Refusal(Java.PARAMETER, f"Parameter '{name}' is missing or null.")


def unreadable_body(message: str) -> Refusal:
    """Return the plain-text refusal for a body that is not the JSON expected (400)."""
    return Refusal(Java.TEXT, message, 400)
