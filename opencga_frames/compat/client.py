"""The client for code that was written for pyopencga."""

from __future__ import annotations

import dataclasses
import sys
import time
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

from opencga_frames.auth.holder import TokenHolder
from opencga_frames.auth.sources import find_credentials
from opencga_frames.auth.token import Token
from opencga_frames.client import OpenCGAClient
from opencga_frames.compat.configuration import ClientConfiguration
from opencga_frames.compat.errors import as_pyopencga_raises
from opencga_frames.compat.help_text import help_lines
from opencga_frames.compat.job import await_job
from opencga_frames.compat.pyopencga_classes import PyopencgaClass, pyopencga_classes
from opencga_frames.compat.resources import compat_class
from opencga_frames.compat.response import JobResponse, RestResponse
from opencga_frames.configuration.client_configuration import ClientConfiguration as Settings
from opencga_frames.ground import limits
from opencga_frames.ground.interrupt import pause
from opencga_frames.ground.secret import Sealed, Secret
from opencga_frames.ground.warn import warn
from opencga_frames.jobs.client import JobCaller
from opencga_frames.rest.catalogue import resource_names
from opencga_frames.rest.transport.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import requests

    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.rest.learning import Merged

__all__ = ["OpencgaClient", "attach", "connect"]

ClientT = TypeVar("ClientT", bound=type[Any])


def attach(resources: Mapping[str, Callable[[Any], Any]], getters: Mapping[str, str]) -> Callable[[ClientT], ClientT]:
    """Make a decorator that gives a class of clients its resources.

    Parameters
    ----------
    resources
        What makes the resource, by attribute; each is made when it is first used.
    getters
        Attribute that a method of that name gives.
    """

    def decorate(cls: ClientT) -> ClientT:
        for name, make in resources.items():
            attribute = cached_property(make)
            attribute.__set_name__(cls, name)
            setattr(cls, name, attribute)
        for name, target in getters.items():
            setattr(cls, name, _getter(target))
        return cls

    return decorate


def _getter(attribute: str) -> Callable[[Any], Any]:
    def getter(self: Any) -> Any:
        return getattr(self, attribute)

    getter.__doc__ = f"Give ``{attribute}``."
    return getter


def _made(row: PyopencgaClass, client: Any) -> Any:
    if row.same_as:
        return getattr(client, row.same_as)
    return compat_class(row.attribute, row.class_name)(client._caller)  # noqa: SLF001 - its own client


class _PyopencgaCaller(JobCaller):
    """Carries out calls, and raises errors that code for pyopencga catches."""

    call = as_pyopencga_raises()(JobCaller.call)
    raw = as_pyopencga_raises()(JobCaller.raw)
    download = as_pyopencga_raises()(JobCaller.download)

    def in_full(self, endpoint: Endpoint, arguments: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        """Leave arguments as they are: pyopencga sends what it is given."""
        return arguments


def connect(
    settings: Settings,
    session: requests.Session | None,
    holder: TokenHolder,
    clockwork: tuple[Callable[[], float], Callable[[float], None]],
) -> tuple[Transport, JobCaller]:
    """Make what carries out the calls of a client; the clockwork is a clock, and waiting."""
    clock, sleep = clockwork
    transport = Transport(settings, session=session, tokens=holder, sleep=sleep)
    return transport, _PyopencgaCaller(
        transport, settings, clock=clock, sleep=sleep, response_class=RestResponse, job_class=JobResponse
    )


def _read(given: ClientConfiguration | Settings | Mapping[str, Any] | str) -> ClientConfiguration | Settings:
    return given if isinstance(given, (ClientConfiguration, Settings)) else ClientConfiguration(given)


@attach(
    {row.attribute: partial(_made, row) for row in pyopencga_classes()},
    {row.getter: row.attribute for row in pyopencga_classes()},
)
class OpencgaClient(OpenCGAClient):
    """Client with the attributes, methods and arguments of pyopencga 5.0.

    It is another class than ``opencga_frames.OpencgaClient``, which is an alias of
    :class:`opencga_frames.OpenCGAClient` in pyopencga's spelling, for scripts written with this package.

    Every call takes what pyopencga's takes: positional values, ``data``, and ``**options`` by their names in Python or
    on the wire. It is a client of this package, too, so ``oc.samples.frame(...)`` works beside
    ``oc.samples.search(...)``. What differs:

    * Nothing is sent before the first call: no test of the host, no comparison of versions, and no refresh of the
      token after every call; it is renewed shortly before it expires.
    * A search is walked to its end, and checked to be whole, whatever number of rows the server gives at once.
    * Values are encoded for the address: ``&``, ``+``, ``#`` and ``%`` arrive as they are. A value that was encoded
      beforehand would arrive encoded.
    * An option that is None is left out; a boolean is sent as ``true`` or ``false``.
    * A wrong value (an unknown action, an empty id) is refused before sending. An undeclared option is
      sent with a warning.
    * A call or option that this version of the server does not know is refused before sending, unless
      ``version_check`` in the configuration is ``warn`` or ``off``.
    * Errors are those of :mod:`opencga_frames.errors`, and also those that pyopencga raises in the same case; see
      :mod:`opencga_frames.compat.errors`. An answer that looks good and holds an error is one, too.
    * ``ga4gh.fetch_reads`` and the six parameters that collide with pyopencga's own words (``resource`` of
      ``files.search``, ``category`` of ``meta.api`` ...) work, and ``user_tools`` is attached.

    Parameters
    ----------
    configuration
        A :class:`ClientConfiguration` of this module or of the package, or what one is made of.
    token
        A token got elsewhere.
    refresh_token
        What a new token can be requested with; the token itself unless given.
    on_retry
        Accepted and never called, with a warning: requests are retried inside the connection.
    auto_refresh
        False to use a token until it has expired, without renewing it before.
    session, clock, sleep
        As for :class:`opencga_frames.OpenCGAClient`.

    Examples
    --------
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpencgaClient(ClientConfiguration({"rest": {"host": sandbox.url}}), session=sandbox.session())
    >>> oc.login("viewer", "Sandbox-2026", "demo").samples.search(study=sandbox.study, limit=5).get_num_results()
    5
    """

    configuration: Any

    def __init__(  # noqa: PLR0913, PLR0917 - the signature of pyopencga
        self,
        configuration: ClientConfiguration | Settings | Mapping[str, Any] | str,
        token: str | Secret | None = None,
        refresh_token: str | Secret | None = None,
        on_retry: Callable[..., Any] | None = None,
        auto_refresh: bool = True,  # noqa: FBT001, FBT002 - the signature of pyopencga
        *,
        session: requests.Session | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = pause,
    ) -> None:
        # First of all, so that no error shows them among the variables of a frame, that of a decorator included.
        token, refresh_token, given = Secret.of(token), Secret.of(refresh_token), Sealed((configuration,))
        del configuration
        self.auto_refresh = auto_refresh
        self.on_retry = on_retry
        margin = limits.REFRESH_MARGIN if auto_refresh else 0.0
        with as_pyopencga_raises():
            self.configuration = given.call(_read)
            settings = self.configuration if isinstance(self.configuration, Settings) else self.configuration.settings
            settings = settings if token is None else settings.replace(token=token)
            credentials = find_credentials(settings, clock=clock)
            if refresh_token is not None:
                credentials = dataclasses.replace(credentials, refresh_token=refresh_token)
            holder = TokenHolder(credentials, clock=clock, margin=margin)
            self._transport, self._caller = connect(settings, session, holder, (clock, sleep))
            self._connect_learner()
        if on_retry is not None:
            warn("on_retry is never called: requests are retried inside the connection.")

    def _take_over(self, merged: Merged) -> None:
        """Add new resources; those of pyopencga keep its arguments, and send what is new as undeclared options."""
        new = {name: catalogue for name, catalogue in merged.catalogues.items() if name not in resource_names()}
        super()._take_over(dataclasses.replace(merged, catalogues=new))

    def login(
        self, user: str | None = None, password: str | Secret | None = None, organization: str | None = None
    ) -> Self:
        """Log in now; see :meth:`opencga_frames.OpenCGAClient.login`."""
        # First of all, so that no error shows it among the variables of a frame, that of a decorator included.
        password = Secret.of(password)
        with as_pyopencga_raises():
            return super().login(user, password, organization=organization)

    @property  # type: ignore[override]
    def token(self) -> str | None:
        """The current token as a plain string, as code for pyopencga expects it: take care where it is written."""
        secret = super().token
        return None if secret is None else secret.reveal()

    @token.setter
    def token(self, value: str | None) -> None:
        if value is None:
            self.logout()
        else:
            self._transport.tokens.use(Token.from_text(value))

    @property
    def refresh_token(self) -> str | None:
        """What a new token can be requested with, as a plain string; the token itself for most users."""
        secret = self._transport.tokens.refresh_token
        return None if secret is None else secret.reveal()

    @property
    def clients(self) -> list[Any]:
        """All resources."""
        return [getattr(self, row.attribute) for row in pyopencga_classes()]

    @as_pyopencga_raises()
    def wait_for_job(
        self,
        response: Mapping[str, Any] | None = None,
        study_id: str | None = None,
        job_id: str | None = None,
        retry_seconds: float = 10,
    ) -> None:
        """Wait until a job has ended.

        Parameters
        ----------
        response
            A result element with the submitted job, as ``answer.get_response()`` gives it.
        study_id, job_id
            Study and id of the job, instead.
        retry_seconds
            Seconds between two requests, at least 10.

        Raises
        ------
        UsageError
            If no job or several are named.
        JobError
            If the job ended as ``ERROR`` or ``ABORTED``; it is a ``ValueError`` too.
        """
        await_job(self, response, (study_id, job_id), max(10, retry_seconds))

    def help(self, client_name: str | None = None, show_parameters: bool = False) -> None:  # noqa: FBT001, FBT002
        """Write an overview of the clients, or of the calls of one, to standard output."""
        sys.stdout.writelines(f"{line}\n" for line in help_lines(client_name, parameters=show_parameters))

    def __exit__(self, *exception: object) -> None:
        self.logout()
        self.close()
