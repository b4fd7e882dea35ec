"""The sandbox: a server with data, in this process."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from opencga_frames.errors import UsageError
from opencga_frames.sandbox.catalog.catalog import Catalog
from opencga_frames.sandbox.catalog.demo_users import ROLES
from opencga_frames.sandbox.catalog.fragments import date_digits
from opencga_frames.sandbox.doors.adapter import SandboxAdapter
from opencga_frames.sandbox.generate.catalog import generated_catalog
from opencga_frames.sandbox.generate.jobs import add_jobs
from opencga_frames.sandbox.load.folder import folder_catalog
from opencga_frames.sandbox.server import Server
from opencga_frames.sandbox.server_version import RECORDED, ServerVersion, version_named
from opencga_frames.sandbox.variants.load.generated import generate_variants
from opencga_frames.sandbox.variants.load.imported import import_vcf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from os import PathLike

    from requests.adapters import BaseAdapter

    from opencga_frames.sandbox.catalog.study import SandboxStudy
    from opencga_frames.sandbox.wire.answers import Wire

__all__ = ["Sandbox"]

_REMEMBERED = 10_000


class Sandbox:
    """An OpenCGA 5.0.0 look-alike that answers in this process.

    Parameters
    ----------
    samples
        How many samples the main study has; 100,000 is fine.
    seed
        Same seed, same data.
    data
        Folder with one file of JSON lines per entity (``sample.jsonl``, ``individual.jsonl.gz``, ...), used instead of
        invented data.
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
        How long a token is good.
    vcf
        VCF files whose variants are loaded into the main study; samples and files that are missing are made.
    variants
        How many variants the main study has, besides none; they fit its samples, files and families.

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
        token_seconds: int = 3600,
        vcf: Sequence[str | PathLike[str]] = (),
        variants: int = 0,
    ) -> None:
        if samples < 0:
            message = f"samples is {samples}; a sandbox holds 0 samples or more."
            raise UsageError(message)
        if empty and (jobs or data is not None):
            message = f"empty and {'jobs' if jobs else 'data'} were both given; an empty sandbox holds nothing."
            raise UsageError(message)
        if variants and (vcf or data is not None or empty):
            message = "variants was given with vcf, data or empty; they are generated for a generated study alone."
            raise UsageError(message)
        server = version_named(server_version)
        catalog = Catalog(server) if empty else _filled(samples, seed, data, server)
        for organization in catalog.organizations.values():
            organization.seconds = token_seconds
        self._open(catalog, clock, daemon=not empty if daemon is None else daemon)
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

    def _open(self, catalog: Catalog, clock: Callable[[], float], *, daemon: bool = True) -> None:
        self.path = "/opencga"
        self.url = f"http://sandbox.local{self.path}"
        self._server = Server(catalog, clock, self.path, daemon=daemon)
        self.users = dict(ROLES) if catalog.organizations else {}
        self.studies = [study.fqn for one in catalog.organizations.values() for _, study in one.studies()]
        self.study = self.studies[0] if self.studies else ""
        self.requests: deque[tuple[str, str]] = deque(maxlen=_REMEMBERED)

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

    def adapter(self) -> BaseAdapter:
        """Return an adapter to mount on a session of ``requests``."""
        return SandboxAdapter(self.answer)

    def session(self) -> requests.Session:
        """Return a session whose calls to ``url`` reach this sandbox."""
        session = requests.Session()
        session.mount(self.url, self.adapter())
        return session


def _filled(samples: int, seed: int, data: str | PathLike[str] | None, server: ServerVersion) -> Catalog:
    return generated_catalog(samples, seed, server) if data is None else folder_catalog(data, server)


def _below_version(url: str) -> str:
    return url.partition("?")[0].partition("/webservices/rest/")[2].partition("/")[2]
