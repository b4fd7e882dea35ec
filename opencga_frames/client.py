"""The client: configuration, session and token, with the resources as attributes."""

from __future__ import annotations

import time
from html import escape
from typing import TYPE_CHECKING, Any, Literal, NoReturn, Self, overload

from opencga_frames.auth.holder import TokenHolder
from opencga_frames.auth.login import PasswordLogin
from opencga_frames.auth.prompt import ask_password
from opencga_frames.auth.session_file import Session, end_sessions, write_session
from opencga_frames.auth.sources import find_credentials
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.display import client_card
from opencga_frames.errors import UnknownAttributeError, UsageError
from opencga_frames.ground.interrupt import pause
from opencga_frames.ground.name_list import one_name
from opencga_frames.ground.secret import Sealed, Secret
from opencga_frames.jobs.client import JobCaller
from opencga_frames.learnt import Learnt
from opencga_frames.notebook import complete_names
from opencga_frames.resource import FrameResource
from opencga_frames.resources import Resources, make_class
from opencga_frames.rest.catalogue import load_resource, resource_names
from opencga_frames.rest.learning import Taken
from opencga_frames.rest.transport.transport import Transport

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import pandas as pd
    import requests

    from opencga_frames.jobs import Job
    from opencga_frames.jobs.client import JobClient, JobSource
    from opencga_frames.recording.recording import Recording
    from opencga_frames.response import RestResponse
    from opencga_frames.rest.learning import Merged
    from opencga_frames.rest.request.prepared import PreparedRequest
    from opencga_frames.rest.wire.message import Method
    from opencga_frames.study import Study

__all__ = ["OpenCGAClient"]


class OpenCGAClient(Resources):
    """Client of one OpenCGA server, for one user.

    ``OpencgaClient`` is another name of this class, in pyopencga's spelling; a client that takes pyopencga's arguments
    and answers as it does is :class:`opencga_frames.compat.pyopencga.OpencgaClient`.

    Nothing is sent before the first call. The credentials are looked for in this order: the token given here or in the
    configuration; the session file that the official command line left in ``~/.opencga``; ``OPENCGA_TOKEN``; user and
    password; cookies of a single sign-on; none, which some servers take as the anonymous user. :meth:`login` comes
    before all of them. Two clients share nothing; one client may be used by several threads.

    Parameters
    ----------
    configuration
        A :class:`~opencga_frames.ClientConfiguration`, or what one is made of: a path, a dict, or None for the
        environment.
    token
        A token got elsewhere.
    session
        A :class:`requests.Session` of your own: its adapters, proxies and certificates are used, it is not closed.
    clock, sleep
        Seconds since 1970, and waiting; for tests.

    Examples
    --------
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> with OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session()) as oc:
    ...     _ = oc.login("viewer", "Sandbox-2026", organization="demo")
    ...     oc.samples.search(study=sandbox.study).num_results()
    30
    """

    def __init__(
        self,
        configuration: ClientConfiguration | str | os.PathLike[str] | Mapping[str, Any] | None = None,
        token: str | Secret | None = None,
        session: requests.Session | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = pause,
    ) -> None:
        # First of all, so that no error shows them among the variables of this function.
        token, given = Secret.of(token), Sealed((configuration,))
        del configuration
        known = given.call(_read)
        self.configuration = known if token is None else known.replace(token=token)
        holder = TokenHolder(find_credentials(self.configuration, clock=clock), clock=clock)
        self._transport = Transport(self.configuration, session=session, tokens=holder, sleep=sleep)
        self._caller: JobCaller = JobCaller(self._transport, self.configuration, clock=clock, sleep=sleep)
        self._connect_learner()
        complete_names()

    def login(
        self, user: str | None = None, password: str | Secret | None = None, *, organization: str | None = None
    ) -> Self:
        """Log in with user and password, now.

        Parameters
        ----------
        user
            User id; that of the configuration unless given.
        password
            Asked for, unseen, when neither given nor configured for this user.
        organization
            Organization id; servers 3.0 and later need it when they have more than one, older ones know none.

        Returns
        -------
        OpenCGAClient
            This client, so that the call can be chained.

        Raises
        ------
        UsageError
            When no user is known, or a password is needed and there is nobody to ask.
        NotAuthenticatedError
            Wrong user or password. It is not tried again: five failures lock an account.
        NotAllowedError
            The account is banned, suspended or expired.
        """
        # First of all, so that no error shows it among the variables of this function.
        password = Secret.of(password)
        user = user or self.configuration.user
        if not user:
            msg = "login needs a user: give one, set OPENCGA_USER with OPENCGA_HOST, or name it in the configuration."
            raise UsageError(msg)
        known = self.configuration
        # A configured password is that of the configured user: to send it for another one would count as a failure.
        kept = known.password if known.user in {None, user} else None
        secret = password or kept or ask_password(user, known.url)
        self._transport.login(PasswordLogin(user, secret, organization or known.organization))
        return self

    def logout(self) -> None:
        """Forget token and login data; later calls are sent without any, and no login happens by itself."""
        self._transport.logout()

    def save_session(self) -> Path:
        """Keep this login in the session file, for later clients, for ``opencga-frames`` and the official command line.

        The file is ``~/.opencga/<name of the host>_session.json``; it holds the token and belongs to this server. Only
        you may read it. :meth:`forget_session` takes the token out again.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        UsageError
            When nobody is logged in, or no home folder is known.
        StorageError
            When the file cannot be written.
        """
        holder, folder = self._transport.tokens, self._session_folder()
        token = holder.token
        if token is None:
            msg = "There is no login to keep: call oc.login(...) first."
            raise UsageError(msg)
        refresh = holder.refresh_token
        refresh = None if refresh is None or refresh.reveal() == token.reveal() else refresh
        known = self.configuration
        session = Session(known.url, holder.user, token, refresh, known.study, holder.cookies)
        return write_session(folder, known.host.name, session)

    def forget_session(self) -> list[Path]:
        """Take the tokens of this server out of the session files, and log out.

        Returns
        -------
        list of pathlib.Path
            The files that held one.
        """
        self.logout()
        return end_sessions(self._session_folder(), self.configuration.url)

    def _session_folder(self) -> Path:
        folder = self.configuration.session_folder
        if folder is None:
            msg = "The home folder is not known. Set session_folder in the configuration to keep a session."
            raise UsageError(msg)
        return folder

    @property
    def user(self) -> str | None:
        """User id, as the token names it."""
        return self._transport.tokens.user

    @property
    def organization(self) -> str | None:
        """Organization id, as the token names it."""
        return self._transport.tokens.organization

    @property
    def token(self) -> Secret | None:
        """The current token; it prints as ``***``, ``token.reveal()`` gives the string."""
        return self._transport.tokens.token

    @overload
    def call(
        self,
        method: Method,
        path: str,
        params: Mapping[str, Any] | None = None,
        data: Any = None,
        *,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...

    @overload
    def call(
        self,
        method: Method,
        path: str,
        params: Mapping[str, Any] | None = None,
        data: Any = None,
        *,
        dry_run: Literal[True],
    ) -> PreparedRequest: ...

    def call(
        self,
        method: Method,
        path: str,
        params: Mapping[str, Any] | None = None,
        data: Any = None,
        *,
        dry_run: bool = False,
    ) -> RestResponse | PreparedRequest:
        """Call any path of the web services, once, without paging or checks.

        Parameters
        ----------
        method
            ``"GET"``, ``"POST"`` or ``"DELETE"``.
        path
            Path below the version segment, unencoded, e.g. ``"samples/S1/info"``.
        params
            Query parameters by their wire names.
        data
            Body: bytes as they are, anything else as JSON.
        dry_run
            True to get the request as it would be sent, and send nothing.

        Returns
        -------
        RestResponse
            The answer; a :class:`~opencga_frames.rest.request.prepared.PreparedRequest` with ``dry_run=True``.

        Raises
        ------
        OpenCGAError
            See :mod:`opencga_frames.errors`; a path that the server does not have is a ``NotFoundError``.
        """
        # The data may hold a password, and so may the parameters.
        given = Sealed((method, path, params, data))
        del params, data
        if dry_run:
            prepared: PreparedRequest = given.call(self._caller.prepare_raw)
            return prepared
        answer: RestResponse = given.call(self._caller.raw)
        return answer

    def job(self, source: JobSource, study: str | None = None) -> Job:
        """Return the handle of a job: its state, log and files, and waiting for it.

        Parameters
        ----------
        source
            Id or UUID of the job, its document, or the answer to the call that submitted it.
        study
            Its study, for an id; that of the configuration unless given.

        Returns
        -------
        Job
            Nothing is sent for it.

        Raises
        ------
        UsageError
            If the source does not tell of exactly one job.
        """
        jobs: JobClient = self._caller.job_client
        return jobs.job(source, study)

    def top_jobs(self, study: str | None = None, *, organization: str | None = None, limit: int = 20) -> pd.DataFrame:
        """List what runs and waits now, then what ended last.

        ``oc.jobs.top`` is broken on servers 4 and 5, which look for an organization of the study's name. Here they are
        asked again for the whole organization, and the jobs of other studies are left out.

        Parameters
        ----------
        study
            Study of the jobs; that of the configuration unless given.
        organization
            Organization to ask for at once, for servers that are known to want it.
        limit
            Most jobs; with the detour these are counted over the organization.

        Returns
        -------
        pandas.DataFrame
            One row per job; ``attrs["opencga_top"]`` holds the counts by state and the ``scope`` they are of.
        """
        from opencga_frames.jobs.client import top_frame

        study = study or self.configuration.study
        home = self.organization or self.configuration.organization
        return top_frame(self._caller.job_client, study, organization=organization, home=home, limit=limit)

    def study(self, study: str | None = None) -> Study:
        """Return one study: its tables, their joins, its Parquet folder.

        Parameters
        ----------
        study
            Full name, ``organization@project:study``, or any form the server takes; that of the configuration unless
            given.

        Returns
        -------
        Study
            Nothing is sent before something is read.

        Raises
        ------
        UsageError
            When no study is given, here or in the configuration.
        """
        from opencga_frames.study import Study

        name = study or self.configuration.study
        if not name:
            msg = "study needs a name such as 'organization@project:study': give one or set OPENCGA_STUDY."
            raise UsageError(msg)
        return Study(self, one_name("study", name))

    def learn(self, *, renew: bool = False) -> Learnt:
        """Learn what the server describes besides what this package knows: calls, parameters, fields, values.

        They are then called, paged, checked and documented like all others, of this client alone. Nothing that is
        known changes or goes. A client does so by itself, with one warning, when it is asked for a name or value that
        it does not know and the server has said that it is newer than this package.

        The description is kept in ``cache_folder`` of the configuration by server and version, so that a server is
        asked for it once.

        Parameters
        ----------
        renew
            True to ask the server again, as after an extension of the same version was installed.

        Returns
        -------
        Learnt
            What was added; ``frame()`` lists it.

        Raises
        ------
        ServerVersionError
            Servers 1.4 do not describe themselves.
        UnreadableAnswerError
            The answer is no description.

        Examples
        --------
        >>> from opencga_frames.sandbox import Sandbox
        >>> sandbox = Sandbox(samples=3)
        >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}, "cache_folder": "off"}, session=sandbox.session())
        >>> len(oc.learn())
        0
        """
        merged = self._caller.learner.learn(renew=renew)
        return Learnt(self._transport.host, self._caller.learner.version, merged.additions, merged.left_out)

    def _connect_learner(self) -> None:
        self._caller.learner.connect(self._take_over, Taken(dir(type(self)), dir(FrameResource)))

    def _take_over(self, merged: Merged) -> None:
        """Make the resources that have learnt something anew."""
        for name, catalogue in merged.catalogues.items():
            self.__dict__[name] = make_class(catalogue)(self._caller)

    # Checkers of types would take any name for a resource.
    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Find the resources of a server that is newer than the catalogue; known ones never come here."""
            try:
                return super().__getattr__(name)
            except UnknownAttributeError as error:
                if name.startswith("_"):
                    raise
                if self._caller.learner.learn_if_newer() and name in self.__dict__:
                    return self.__dict__[name]
                error.add_note("If it is of a newer server, or of an extension, oc.learn() asks the server for it.")
                raise

    def __reduce__(self) -> NoReturn:
        msg = (
            "A client cannot be pickled or copied: it holds connections. Send a scan, a study or configuration (with "
            "configuration.with_secrets() where needed), make a client there, and bind it: scan.bind(oc)."
        )
        raise UsageError(msg)

    def record(self, folder: str | os.PathLike[str], *, replace: bool | Mapping[str, str] = False) -> Recording:
        """Record requests and answers in a folder, to be answered from there without the server.

        Nothing that signs anybody in is written: passwords, cookies and values of unusual headers are masked wherever
        they stand, and a token becomes one of nobody, with the same user and organization, that no server takes.

        Parameters
        ----------
        folder
            A new or empty folder, or one of an earlier recording, which is replaced when the block ends.
        replace
            True to write numbers for ids and names: of samples, people, families, cohorts, files, cases, users, studies
            and the host, in requests, answers and messages alike. A mapping does so too, and replaces further strings.
            Dates, free text and the content of files that are no text stay: look at the folder before you share it.

        Returns
        -------
        Recording
            A context manager.

        Raises
        ------
        UsageError
            The folder holds something else, or this client is being recorded already.
        StorageError
            The folder cannot be written.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> from opencga_frames.sandbox import Sandbox
        >>> sandbox, folder = Sandbox(samples=3), TemporaryDirectory()
        >>> oc = OpenCGAClient(sandbox.url, session=sandbox.session()).login("viewer", "Sandbox-2026")
        >>> with oc.record(folder.name):
        ...     oc.study(sandbox.study).samples().shape[0]
        3
        >>> recorded = Sandbox.replay(folder.name)
        >>> offline = OpenCGAClient(recorded.url, session=recorded.session()).login("viewer", "any-password")
        >>> offline.study(sandbox.study).samples().shape[0]
        3
        >>> folder.cleanup()
        """
        from opencga_frames.recording.recording import Recording

        return Recording(self._transport, folder, replace=replace)

    def close(self) -> None:
        """Close the connections; a session of your own stays open."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __getitem__(self, study: str) -> Study:
        """Return a study by its name, which notebooks complete: ``oc["organization@project:study"]``."""
        return self.study(study)

    def _ipython_key_completions_(self) -> list[str]:
        """Return the studies that this user may see; asked for once per login."""
        return self.visible_names.studies()

    def _repr_html_(self) -> str:
        if not hasattr(self, "_transport"):
            return escape(repr(self))
        token = self._transport.tokens.token
        ends = token.expires if token is not None else None
        left = None if ends is None else ends - self._transport.tokens.now()
        known = [(name, load_resource(name).about) for name in resource_names()]
        return client_card(
            self.configuration.url,
            self.user,
            self.organization,
            seconds_left=left,
            version=self._caller.learner.version,
            resources=known,
        )

    def __repr__(self) -> str:
        if not hasattr(self, "_transport"):
            return "<OpenCGAClient, without a server yet>"
        who = f"{self.user}@{self.organization}" if self.organization else self.user or "anonymous"
        return f"<OpenCGAClient {self.configuration.url} as {who}>"


def _read(given: ClientConfiguration | str | os.PathLike[str] | Mapping[str, Any] | None) -> ClientConfiguration:
    return given if isinstance(given, ClientConfiguration) else ClientConfiguration(given)
