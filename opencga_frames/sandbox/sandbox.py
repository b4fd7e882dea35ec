"""The sandbox: a server with data, in this process."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from opencga_frames.errors import UsageError
from opencga_frames.sandbox.catalog.catalog import Catalog
from opencga_frames.sandbox.catalog.demo_users import ROLES
from opencga_frames.sandbox.catalog.fragments import date_digits
from opencga_frames.sandbox.doors.offline_server import OfflineServer
from opencga_frames.sandbox.generate.catalog import generated_catalog
from opencga_frames.sandbox.generate.jobs import add_jobs
from opencga_frames.sandbox.load.folder import folder_catalog
from opencga_frames.sandbox.replay.replay import Replay
from opencga_frames.sandbox.saving.catalog import read_catalog, write_catalog
from opencga_frames.sandbox.saving.folder import SavedFolder, is_saved
from opencga_frames.sandbox.server import Server
from opencga_frames.sandbox.server_version import RECORDED, ServerVersion, version_named
from opencga_frames.sandbox.variants.load.generated import generate_variants
from opencga_frames.sandbox.variants.load.imported import import_vcf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Wire

__all__ = ["Sandbox"]

_REMEMBERED = 10_000


class Sandbox(OfflineServer):
    """An OpenCGA 5.0.0 look-alike that answers in this process.

    Parameters
    ----------
    samples
        How many samples the main study has; 100,000 is fine.
    seed
        Same seed, same data.
    data
        Folder used instead of invented data: one that was saved with :meth:`save`, or one with a file of JSON lines per
        entity (``sample.jsonl``, ``individual.jsonl.gz``, ...).
    empty
        Whether nothing is installed: ``POST admin/catalog/install`` and what follows fill it, as on a real server.
    jobs
        Whether the main study has a past: jobs that went well, failed, were stopped, or still wait.
    daemon
        Whether jobs are worked on; without a daemon they stay PENDING. By default it runs unless the sandbox is empty:
        the daemon of a real installation is a program of its own too.
    server_version
        Version of the server to answer as, such as ``2.12.9``: what changed since, in shapes and rules that clients
        meet, is as it was. A version yet to come, such as ``6.0.0``, has an endpoint, a parameter and a field nobody
        has heard of.
    clock
        Returns epoch seconds. Tokens are issued and expire by it, and jobs move on: queued after one second, running
        after two, over after four, unless they wait for others.
    token_seconds
        How long a token is good; an hour, or as it was saved.
    vcf
        VCF files whose variants are loaded into the main study; samples and files that are missing are made.
    variants
        How many variants the main study has, besides none; they fit its samples, files and families.
    skip_cost
        Microseconds an answer takes for each row that ``skip`` passes over. A real database reads past all rows before
        a page, so that pages far behind are slow.

    Attributes
    ----------
    url : str
        Address the sandbox believes to have.
    users : dict of str to str
        Who may log in and what they may do; the password of all is ``Sandbox-2026``.
    study : str
        Full name of the main study.
    studies : list of str
        Full names of all studies.
    requests : collections.deque of (str, str)
        Verb and path below the version of the last 10,000 calls.

    Examples
    --------
    >>> sandbox = Sandbox(samples=3)
    >>> sandbox.session().get(sandbox.url + "/webservices/rest/v2/meta/ping").json()["responses"][0]["results"]
    ['pong']
    """

    def __init__(  # noqa: PLR0913 - each is a choice of its own, and all have a default
        self,
        *,
        samples: int = 120,
        seed: int = 1,
        data: str | PathLike[str] | None = None,
        empty: bool = False,
        jobs: bool = False,
        daemon: bool | None = None,
        server_version: str = RECORDED.version,
        clock: Callable[[], float] = time.time,
        token_seconds: int | None = None,
        vcf: Sequence[str | PathLike[str]] = (),
        variants: int = 0,
        skip_cost: float = 0.0,
    ) -> None:
        saved = data is not None and is_saved(Path(data))
        _check_amount("samples", samples)
        _check_amount("skip_cost", skip_cost)
        _check_source(
            data=data is not None, saved=saved, empty=empty, jobs=jobs, vcf=bool(vcf), variants=bool(variants)
        )
        server, kept = version_named(server_version), None
        if data is not None and saved:
            catalog, kept = read_catalog(data)
        else:
            catalog = Catalog(server) if empty else _filled(samples, seed, data, server)
        for organization in catalog.organizations.values():
            organization.seconds = token_seconds or organization.seconds
        works = kept.daemon if kept else not empty
        self._open(catalog, clock, daemon=works if daemon is None else daemon)
        self._server.skip_seconds = skip_cost / 1_000_000
        if kept is not None:
            self.users = kept.users
        if variants:
            generate_variants(self._main(), variants, samples, seed)
        for path in vcf:
            self.load_vcf(path)
        if jobs:
            add_jobs(catalog)

    @classmethod
    def over(cls, catalog: Catalog, *, clock: Callable[[], float] = time.time) -> Sandbox:
        """Return a sandbox over a catalog made elsewhere."""
        sandbox = cls.__new__(cls)
        sandbox._open(catalog, clock)  # noqa: SLF001 - its own class
        return sandbox

    @classmethod
    def from_folder(cls, folder: str | PathLike[str], *, clock: Callable[[], float] = time.time) -> Sandbox:
        """Return a sandbox over the data of a folder.

        Parameters
        ----------
        folder
            One that was saved with :meth:`save`, or one with a file of JSON lines per kind of entry.
        clock
            Returns epoch seconds.

        Raises
        ------
        UsageError
            When it is neither.
        StorageError
            When what was saved is damaged.
        """
        return cls(data=folder, clock=clock)

    @staticmethod
    def replay(folder: str | PathLike[str]) -> Replay:
        """Return a server that answers what ``oc.record`` recorded in a folder, and refuses everything else.

        Parameters
        ----------
        folder
            The recording.

        Raises
        ------
        UsageError
            When it is none.
        StorageError
            When it is damaged.
        """
        return Replay(folder)

    def save(self, folder: str | PathLike[str]) -> None:
        """Write everything to a folder: users, permissions, entries with their versions, files, jobs, variants.

        The same state gives the same bytes. What is in the folder changes in one step, so that a crash leaves the old
        state or the new one. Passwords are written as hashes; the keys that sign tokens are in it as they are.

        Parameters
        ----------
        folder
            A new or empty folder, or one that was saved before.

        Raises
        ------
        UsageError
            When the folder is that of something else.
        StorageError
            When it cannot be written; what was there before is still there.

        Examples
        --------
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     Sandbox(samples=3).save(folder)
        ...     Sandbox.from_folder(folder).study
        'demo@rare:germline'
        """
        with self._server.lock:
            write_catalog(self._server.catalog, folder, self.users, daemon=self._server.daemon)

    @staticmethod
    def check_save(folder: str | PathLike[str]) -> None:
        """Raise what :meth:`save` would raise because of what is in a folder, and write nothing."""
        SavedFolder(Path(folder)).check()

    def _open(self, catalog: Catalog, clock: Callable[[], float], *, daemon: bool = True) -> None:
        self.path = "/opencga"
        self.url = f"http://sandbox.local{self.path}"
        self._server = Server(catalog, clock, self.path, daemon=daemon)
        self.users = dict(ROLES) if catalog.organizations else {}
        self.studies = [study.fqn for one in catalog.organizations.values() for _, study in one.studies()]
        self.study = self.studies[0] if self.studies else ""
        self.requests: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)

    def __repr__(self) -> str:
        return f"<Sandbox {self.url} with {', '.join(self.studies) or 'no study'}>"

    def _main(self, fqn: str = "") -> SandboxStudy:
        """Return a study by its full name, the main one without."""
        catalog, name = self._server.catalog, fqn or self.study
        found = [s for one in catalog.organizations.values() for _, s in one.studies() if not name or s.fqn == name]
        if not found:
            message = f"study is {name or 'not there'}; one of {self.studies} was expected."
            raise UsageError(message)
        return found[0]

    def load_vcf(self, path: str | PathLike[str], *, study: str = "", cohorts: Sequence[str] = ()) -> None:
        """Load the variants of a VCF file, as indexing it and calculating statistics does on a server.

        Parameters
        ----------
        path
            The file, compressed or not; the catalog lists it in ``data/variants``.
        study
            Full name of the study, the main one when left out. Samples that are missing are made.
        cohorts
            Cohorts of the study whose statistics are calculated, besides the cohort of all samples.

        Raises
        ------
        UsageError
            When the file is no VCF, or is loaded already.
        """
        with self._server.lock:
            import_vcf(self._main(study), Path(path), date_digits(self._server.clock()), cohorts)
            self._server.catalog.storage = True

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None = None) -> Wire:
        """Answer one request.

        Parameters
        ----------
        method
            HTTP verb.
        url
            Path with query, or a whole address.
        headers
            Request headers.
        body
            Bytes of the body, or None.

        Returns
        -------
        tuple of (int, dict of str to str, bytes)
            Status, headers, body.
        """
        self.requests.append((method, _below_version(url)))
        return self._server.answer(method, url, headers, body)


def _check_amount(name: str, amount: float) -> None:
    if amount < 0:
        message = f"{name} is {amount}; 0 or more was expected."
        raise UsageError(message)


def _check_source(*, data: bool, saved: bool, empty: bool, jobs: bool, vcf: bool, variants: bool) -> None:
    """Refuse choices that exclude each other."""
    message = ""
    if saved and jobs:
        message = "jobs was given with a folder that was saved; that one has its own jobs."
    elif empty and (jobs or data):
        message = f"empty and {'jobs' if jobs else 'data'} were both given; an empty sandbox holds nothing."
    elif variants and (vcf or data or empty):
        message = "variants was given with vcf, data or empty; they are generated for a generated study alone."
    if message:
        raise UsageError(message)


def _filled(samples: int, seed: int, data: str | PathLike[str] | None, server: ServerVersion) -> Catalog:
    return generated_catalog(samples, seed, server) if data is None else folder_catalog(data, server)


def _below_version(url: str) -> str:
    return url.partition("?")[0].partition("/webservices/rest/")[2].partition("/")[2]
