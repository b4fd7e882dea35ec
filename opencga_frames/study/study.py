"""Everything about one study: its tables, their joins, its Parquet folder."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import NotFoundError, OpenCGAError, UnknownNameError, UsageError
from opencga_frames.ground.filters_by_table import filters_by_table
from opencga_frames.ground.name_list import name_list, one_name
from opencga_frames.ground.near_attributes import NearAttributes
from opencga_frames.resource import FrameResource
from opencga_frames.rest.catalogue import load_resource
from opencga_frames.rest.methods.classes import split_as_known
from opencga_frames.rest.methods.filtered import with_filters
from opencga_frames.study.cohorts import CohortSamples
from opencga_frames.study.overview import StudyOverview, look_at

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import timedelta
    from typing import Unpack

    import pandas as pd

    from opencga_frames import filters
    from opencga_frames.dataset import Dataset
    from opencga_frames.export import ExportMode
    from opencga_frames.frames.table_set import Tables
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.resources import Resources
    from opencga_frames.response import RestResponse
    from opencga_frames.rest.catalogue.endpoint import Endpoint
    from opencga_frames.scan import Scan
    from opencga_frames.variants import SparseGenotypes

__all__ = ["Study"]

#: Main tables of a study that are exported unless others are named.
EXPORTED: Final = ("samples", "individuals", "families", "cohorts", "files")
_DICTIONARY: Final = (
    "variable_set_id",
    "variable_id",
    "type",
    "required",
    "multi_value",
    "allowed_values",
    "description",
)


def _search(resource: str) -> Callable[[], Endpoint]:
    """Return a function that finds the search of a resource when it is first needed."""
    return lambda: load_resource(resource).endpoints["search"]


class Study(NearAttributes):
    """Everything about one study: its tables, their joins, its Parquet folder.

    Parameters
    ----------
    client
        The client that reads; None for a study that is bound later.
    name
        The study, best by its full name ``organization@project:study``; another form is resolved by one call when the
        full name is first needed.

    Examples
    --------
    >>> from opencga_frames.client import OpenCGAClient
    >>> from opencga_frames.sandbox import Sandbox
    >>> sandbox = Sandbox(samples=30)
    >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
    >>> study = oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study)
    >>> len(study.samples())
    30
    """

    def __init__(self, client: Resources | None, name: str) -> None:
        self._bound_client = client
        self._name = name

    @property
    def _client(self) -> Resources:
        if self._bound_client is None:
            msg = f"Study {self._name!r} is bound to no client. Attach one: study.bind(oc)."
            raise UsageError(msg)
        return self._bound_client

    def bind(self, client: Resources) -> Study:
        """Attach a client, for instance after the study was pickled, which leaves its client behind.

        Parameters
        ----------
        client
            An :class:`~opencga_frames.OpenCGAClient`.

        Returns
        -------
        Study
            The same study with the client.
        """
        return Study(client, self._name)

    def __reduce__(self) -> tuple[Any, ...]:
        return Study, (None, self._name)

    @cached_property
    def fqn(self) -> str:
        """Full name, ``organization@project:study``."""
        return self._client.page_source.study_names.find(self._name)

    def info(self) -> RestResponse:
        """Ask for the study itself: groups, variable sets, description.

        Returns
        -------
        RestResponse
            With one row.

        Raises
        ------
        NotFoundError, NotAllowedError
            When there is no such study, or none this user may see.
        """
        answer: RestResponse = self._client.studies.info(self._name)
        if not answer.results():
            msg = f"The server returned nothing for study {self._name!r}; check the name with oc.studies.search()."
            raise NotFoundError(msg, host=self._client.configuration.url, path="studies/info")
        return answer

    def overview(self) -> StudyOverview:
        """Count what is in the study: rows of the main tables, variable sets, last change.

        Returns
        -------
        StudyOverview
            Shows itself in a notebook, as the study does.

        Raises
        ------
        NotFoundError, NotAllowedError
            When there is no such study, or none this user may see.

        Examples
        --------
        >>> from opencga_frames.client import OpenCGAClient
        >>> from opencga_frames.sandbox import Sandbox
        >>> sandbox = Sandbox(samples=30)
        >>> oc = OpenCGAClient({"rest": {"host": sandbox.url}}, session=sandbox.session())
        >>> oc.login("viewer", "Sandbox-2026", organization="demo").study(sandbox.study).overview().counts["samples"]
        30
        """
        return look_at(self.fqn, self.info(), self.scan)

    @with_filters(_search("samples"), "study", like=FrameResource.frame)
    def samples(self, **options: Unpack[filters.SamplesSearchInStudy]) -> pd.DataFrame:
        """Read one row per sample; takes the filters of ``samples.search`` and the options of ``frame``."""
        return self.table("samples", **options)

    @with_filters(_search("individuals"), "study", like=FrameResource.frame)
    def individuals(self, **options: Unpack[filters.IndividualsSearchInStudy]) -> pd.DataFrame:
        """Read one row per individual; takes the filters of ``individuals.search`` and the options of ``frame``."""
        return self.table("individuals", **options)

    @with_filters(_search("families"), "study", like=FrameResource.frame)
    def families(self, **options: Unpack[filters.FamiliesSearchInStudy]) -> pd.DataFrame:
        """Read one row per family; takes the filters of ``families.search`` and the options of ``frame``."""
        return self.table("families", **options)

    @with_filters(_search("cohorts"), "study", like=FrameResource.frame)
    def cohorts(self, **options: Unpack[filters.CohortsSearchInStudy]) -> pd.DataFrame:
        """Read one row per cohort; takes the filters of ``cohorts.search`` and the options of ``frame``."""
        return self.table("cohorts", **options)

    @with_filters(_search("files"), "study", like=FrameResource.frame)
    def files(self, **options: Unpack[filters.FilesSearchInStudy]) -> pd.DataFrame:
        """Read one row per file; takes the filters of ``files.search`` and the options of ``frame``."""
        return self.table("files", **options)

    def scan(self, *names: str, **options: Any) -> Scan:
        """Describe the reading of tables of the study; nothing is sent yet but what the full name of the study needs.

        Parameters
        ----------
        *names
            Names of tables that are made of the same rows, e.g. ``"samples", "sample_phenotypes"``.
        **options
            ``columns``, ``core``, ``extra`` and ``keep_empty`` of :meth:`opencga_frames.RestResponse.frame`, and the
            filters of the call that gives the rows.

        Returns
        -------
        Scan
            Bound to the client of the study.

        Raises
        ------
        UnknownNameError
            When there is no such table or filter.
        UsageError
            When the rows need more than a study, such as a region; says which call gives them.
        """
        from opencga_frames.scan import Scan
        from opencga_frames.study.tables import call_for

        call = call_for(names[0])
        how = {name: options.pop(name) for name in ("columns", "core", "extra", "keep_empty") if name in options}
        source = self._client.page_source
        filters = {call.study_parameter: self.fqn, **options}
        endpoint, arguments, call_options = split_as_known(source, call.endpoint, (), filters)
        return Scan(endpoint, arguments, call_options, names, **how, source=source)

    def table(
        self,
        name: str,
        /,
        *,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        **options: Any,
    ) -> pd.DataFrame:
        """Read any table of the study, e.g. ``"sample_phenotypes"``, ``"clinical_findings"`` or ``"notes"``.

        Parameters
        ----------
        name
            Name of a table.
        names, dtype_backend
            As for :meth:`opencga_frames.RestResponse.frame`.
        **options
            As for :meth:`scan`.

        Returns
        -------
        pandas.DataFrame
            With the columns and dtypes of the table, as its page in the docs lists them.

        Raises
        ------
        UnknownNameError
            When there is no such table or filter.
        UsageError
            When the rows need more than a study, such as a region; says which call gives them.
        """
        return self.scan(name, **options).frame(names=names, dtype_backend=dtype_backend)

    def tables(
        self,
        name: str = "samples",
        /,
        *,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        **options: Any,
    ) -> Tables:
        """Read rows once into all tables made of them, e.g. samples with their phenotypes and annotations.

        Parameters
        ----------
        name
            Name of any table made of the rows.
        names, dtype_backend
            As for :meth:`opencga_frames.RestResponse.frame`.
        **options
            As for :meth:`scan`.

        Returns
        -------
        Tables
            A mapping of table name to DataFrame.

        Raises
        ------
        UnknownNameError
            When there is no such table or filter.
        """
        scan = self.scan(name, **options)
        every = scan.entity.tables if scan.entity else scan.selected
        return scan.select(*every).tables(names=names, dtype_backend=dtype_backend)

    def join(self, *names: str, where: Mapping[str, Mapping[str, Any]] | None = None, **options: Any) -> pd.DataFrame:
        """Read tables and join them; see :func:`opencga_frames.join`.

        Parameters
        ----------
        *names
            Names of tables, the base first, e.g. ``"samples", "individuals", "cohorts"``. Link tables, columns and a
            table between two others, without which they could not be joined, are read as well; tables that are made
            of the same rows are read together.
        where
            Filters by table, e.g. ``{"samples": {"somatic": False}}``.
        **options
            As for :func:`opencga_frames.join`.

        Returns
        -------
        pandas.DataFrame
            One row per row of the base, unless ``grain=`` says otherwise.

        Raises
        ------
        UnknownNameError
            When ``where`` names a table that is not joined, or an unknown filter.
        """
        from opencga_frames.joins import join
        from opencga_frames.study.join import read_to_join

        if not names:
            msg = 'join needs names of tables, the base first: study.join("samples", "individuals").'
            raise UsageError(msg)
        names = name_list("join", names)
        where = filters_by_table(where, names, "this join")
        others = [name for name in dict.fromkeys(names) if name != names[0]]
        if isinstance(options.get("via"), str) and len(others) == 1:
            options["via"] = {others[0]: options["via"]}  # more tables than the two may be given to the join
        if isinstance(options.get("variable_set"), str):
            options["variable_set"] = self._definition(options["variable_set"], self.info())
        frames = read_to_join(self.scan, names, where, options.get("via"))
        joined: pd.DataFrame = join(*frames.values(), **options)
        return joined

    @property
    def cohort_samples(self) -> CohortSamples:
        """Samples of each cohort: ``study.cohort_samples["cases"]``; notebooks complete the ids."""
        return CohortSamples(self.samples, lambda: self._client.visible_names.cohorts(self.fqn))

    def variable_sets(self) -> pd.DataFrame:
        """One row per variable set of the study; :meth:`variables` has what is in them."""
        return self.table("variable_sets")

    def variables(self, variable_set: str | None = None) -> pd.DataFrame:
        """Return the data dictionary of the study's own variables, those inside others with dotted ids.

        Parameters
        ----------
        variable_set
            Identifier of one variable set; all unless given.

        Returns
        -------
        pandas.DataFrame
            One row per variable: ``variable_set_id``, ``variable_id``, ``type``, ``required``, ``multi_value``,
            ``allowed_values`` and ``description``.

        Raises
        ------
        UnknownNameError
            When the study has no such variable set.
        """
        info = self.info()
        frame = info.frame("variables", columns=_DICTIONARY)
        if variable_set is None:
            return frame
        self._definition(variable_set, info)
        found: pd.DataFrame = frame[frame["variable_set_id"] == variable_set].reset_index(drop=True)
        return found

    def annotations(
        self, variable_set: str, of: str = "samples", *, dtype_backend: Backend = "numpy_nullable", **filters: Any
    ) -> pd.DataFrame:
        """Annotations of one variable set as typed columns, by the definition in the study.

        The server is asked for the rows that have such annotations, and of these for the annotations only, unless
        ``include`` or ``exclude`` is given.

        Parameters
        ----------
        variable_set
            Identifier of the variable set.
        of
            Main table of the annotated entities: ``"samples"``, ``"individuals"`` ...
        dtype_backend
            As for :meth:`opencga_frames.RestResponse.frame`.
        **filters
            Filters of the search.

        Returns
        -------
        pandas.DataFrame
            One row per entity and annotation set, a column per variable.

        Raises
        ------
        UnknownNameError
            When the study has no such variable set, or the table no annotations.
        UsageError
            When the variable set is meant for other entities.
        """
        definition = self._definition(variable_set, self.info())
        table = self._annotation_table(of)
        _check_entities(definition, of)
        scan = self.scan(table, **filters)
        return scan.annotations(variable_set, definition=definition, dtype_backend=dtype_backend)

    def variants(self, region: str, *, table: str = "variants", **options: Any) -> pd.DataFrame:
        """Fetch the variants of a region, however many; see :func:`opencga_frames.variants.fetch_variants`.

        Parameters
        ----------
        region
            ``"7"``, ``"7:1000"`` or ``"7:1000-2000"``.
        table
            Any table of variants that needs no samples, such as ``"variant_consequences"``.
        **options
            ``columns``, ``core``, ``names``, ``dtype_backend``, ``extra`` and ``keep_empty`` of
            :meth:`opencga_frames.RestResponse.frame`, and filters of ``variants.query``.

        Returns
        -------
        pandas.DataFrame
            One row per variant, or as the table says.

        Raises
        ------
        UsageError
            When the region is none, or the table needs samples.
        """
        from opencga_frames.variants import fetch_variants

        return fetch_variants(self._client, self.fqn, region, table=table, **options)

    def genotypes(self, region: str, samples: str | Sequence[str] = "all", **options: Any) -> pd.DataFrame:
        """One row per variant of a region and sample; options as for :meth:`variants`.

        Parameters
        ----------
        region
            As for :meth:`variants`.
        samples
            Ids of samples, or ``"all"``.
        **options
            As for :meth:`variants`.

        Returns
        -------
        pandas.DataFrame
            Table ``variant_genotypes``.

        Raises
        ------
        UsageError
            When the region is none, or the options cannot go together.
        NotFoundError
            When there is no such sample.
        """
        from opencga_frames.variants import fetch_genotypes

        return fetch_genotypes(self._client, self.fqn, region, samples, **options)

    def genotype_matrix(
        self, region: str, samples: str | Sequence[str] = "all", **options: Any
    ) -> pd.DataFrame | SparseGenotypes:
        """Variants of a region by samples; see :func:`opencga_frames.variants.fetch_genotype_matrix`.

        Parameters
        ----------
        region
            As for :meth:`variants`.
        samples
            Ids of samples, or ``"all"``.
        **options
            As for :func:`opencga_frames.variants.fetch_genotype_matrix`.

        Returns
        -------
        pandas.DataFrame or SparseGenotypes
            One row per variant, one column per sample.

        Raises
        ------
        UsageError
            When the region is none, or the options cannot go together.
        NotFoundError
            When there is no such sample.
        """
        from opencga_frames.variants import fetch_genotype_matrix

        return fetch_genotype_matrix(self._client, self.fqn, region, samples, **options)

    def case_review(self, *cases: str | Iterable[str] | pd.DataFrame) -> pd.DataFrame:
        """Combine the findings of clinical cases with variants, genes, evidence, tiers and status.

        Parameters
        ----------
        *cases
            Ids of clinical analyses, one by one; or a list, or a frame with the column ``clinical_analysis_id``.

        Returns
        -------
        pandas.DataFrame
            One row per finding and evidence; the columns are those of
            :func:`opencga_frames.clinical.case_review`.

        Raises
        ------
        NotFoundError
            When there is no such case, or none this user may see.
        """
        from opencga_frames.clinical import case_review

        ids: Any = cases[0] if len(cases) == 1 else list(cases)
        return case_review(self._client.clinical.info(ids, study=self.fqn), study=self.fqn)

    def pedigree(self, family: str | Iterable[str] | None = None) -> pd.DataFrame:
        """Return the pedigree of one family, some or all, in the columns of PED files.

        Parameters
        ----------
        family
            Id of one family, or of several: only they and their members are asked for. None for all.

        Returns
        -------
        pandas.DataFrame
            As of :func:`opencga_frames.pedigree`.

        Raises
        ------
        UsageError
            When a family is not there.
        """
        from opencga_frames.clinical import pedigree

        if family is None:
            return pedigree(self.table("family_members"), disorders=self.table("individual_disorders"))
        families = [family] if isinstance(family, str) else list(name_list("family", family))
        members = self.table("family_members", id=families)
        ids = list(members["individual_id"].dropna().unique())
        disorders = self.table("individual_disorders", id=ids) if ids else None
        return pedigree(members, families, disorders=disorders)

    def to_parquet(  # noqa: PLR0913 - each is a choice of its own, and all have a default
        self,
        folder: str | os.PathLike[str],
        *,
        tables: Sequence[str] | None = None,
        core: bool = False,
        where: Mapping[str, Mapping[str, Any]] | None = None,
        limit: int | None = None,
        partition_by: str | Sequence[str] = (),
        mode: ExportMode = "error",
        force: bool = False,
        progress: bool | None = None,
    ) -> Dataset:
        """Write tables of the study as a dataset of Parquet files, page by page in bounded memory.

        The folder gets a folder for each table. What it holds becomes visible at once, when everything is there: to
        readers of ``_dataset.json``, as :func:`opencga_frames.open_dataset`, it holds the old dataset or the new one.
        A call that was killed is continued by the next one with the same arguments.

        Parameters
        ----------
        folder
            Where to; made when missing. Addresses that fsspec knows, such as ``s3://bucket/folder``, are taken as well.
        tables
            Names of tables; unless given samples, individuals, families, cohorts and files with all their child
            tables.
        core
            Only core columns; by default all.
        where
            Filters by table, e.g. ``{"samples": {"somatic": False}}``; they hold for all tables made of the same rows.
        limit
            Maximum number of entries of each kind.
        partition_by
            Columns whose values become folders, e.g. ``"study"``: ``samples/study=…/part-….parquet``.
        mode
            What to do where the folder holds a dataset of this call: ``"error"`` refuses, ``"replace"`` writes it anew,
            ``"sync"`` reads what was changed since, as :meth:`sync`.
        force
            True to replace a dataset of another study or with other filters as well, or Parquet files of another kind.
        progress
            As for a search.

        Returns
        -------
        Dataset
            Shows the tables with their rows and sizes; a mapping of table to the folder of its files.

        Raises
        ------
        StorageError
            When the folder holds something else, another process writes to it, or it cannot be written.
        """
        from opencga_frames.export import Export, call_of, sources_of

        calls = [list(together) for together in self._by_call(tables)]
        how = {"core": core} if limit is None else {"core": core, "limit": limit}
        sources = sources_of(self.scan, calls, where, name_list("partition_by", partition_by), **how)
        sources = [source.shown(progress=progress) for source in sources]
        call = call_of(self._client.configuration.url, self.fqn, sources, core=core)
        return Export(sources, call, mode=mode, force=force).run(folder)

    def sync(
        self,
        folder: str | os.PathLike[str],
        *,
        overlap: timedelta | None = None,
        remove_unlisted: bool = False,
        progress: bool | None = None,
    ) -> Dataset:
        """Bring a dataset of this study up to date: only what was changed since is read.

        Read are the entries whose modification date is not older than the latest that was seen, less ``overlap``; their
        rows are replaced in all tables. Then the ids of all entries are compared with those of the server: entries that
        are missing are read, those that were deleted are removed.

        An entry that the server lists no more is removed only where the server says so: it is among the deleted ones,
        or the filters of the dataset no longer fit it. Others may be there still, and hidden from this user; their rows
        are kept, with a warning, and counted as ``unlisted``.

        Parameters
        ----------
        folder
            Folder that :meth:`to_parquet` wrote; its tables and filters are used again.
        overlap
            How far before the latest change to look once more, for entries that were committed late, or by a machine
            whose clock is behind; ten minutes unless given.
        remove_unlisted
            True to remove entries that the server lists no more, whatever the reason.
        progress
            As for a search.

        Returns
        -------
        Dataset
            ``changes`` says what was added, changed and removed in each table.

        Raises
        ------
        StorageError
            When there is no dataset of this study in the folder, its tables have other columns than those of today, or
            another process writes to it.
        """
        from opencga_frames.dataset import open_dataset
        from opencga_frames.export import Export, call_of, overlap_of, sources_of

        known = open_dataset(folder).manifest.call
        if known.limit is not None:
            msg = f"{folder} was written with a limit: nothing says what it should hold. Write it anew without."
            raise UsageError(msg)
        calls = [list(together) for together in self._by_call(known.tables)]
        sources = sources_of(self.scan, calls, known.filters, known.partition_by, core=known.core)
        sources = [source.shown(progress=progress) for source in sources]
        call = call_of(self._client.configuration.url, self.fqn, sources, core=known.core)
        return Export(sources, call, "sync", overlap=overlap_of(overlap), remove_unlisted=remove_unlisted).run(folder)

    def _by_call(self, tables: Sequence[str] | None) -> Iterable[list[str]]:
        """Tables that are made of the same rows, together."""
        from opencga_frames.frames.schema.registry import entity_of
        from opencga_frames.study.tables import call_for

        if tables is None:
            return [list(entity_of(main).tables) for main in EXPORTED]
        calls: dict[str, list[str]] = {}
        names = dict.fromkeys(name_list("tables", tables))
        if not names:
            msg = "tables= names no table. Name some, or leave it out for all tables of the study."
            raise UsageError(msg)
        for name in names:
            calls.setdefault(call_for(name).endpoint.label, []).append(name)
        return calls.values()

    def _annotation_table(self, main: str) -> str:
        from opencga_frames.frames.schema.registry import entity_of

        entity = entity_of(main)
        name = f"{entity.name}_annotations"
        if name not in entity.tables:
            raise UnknownNameError("table", name, entity.tables, f"{entity.name} documents")
        return name

    def _definition(self, variable_set: str, info: RestResponse) -> Mapping[str, Any]:
        sets = {str(v.get("id")): v for study in info.results() for v in study.get("variableSets") or ()}
        if one_name("variable_set", variable_set) not in sets:
            raise UnknownNameError("variable set", variable_set, sets, f"study {self._name}")
        found: Mapping[str, Any] = sets[variable_set]
        return found

    def __getitem__(self, table: str) -> pd.DataFrame:
        """Read a table by its name: ``study["samples"]`` is ``study.table("samples")``."""
        return self.table(table)

    def _ipython_key_completions_(self) -> list[str]:
        from opencga_frames.frames.schema.registry import table_names

        return list(table_names())

    def _repr_html_(self) -> str | None:
        try:
            return self.overview()._repr_html_()
        except OpenCGAError:
            return None  # the plain form needs no server

    def __repr__(self) -> str:
        client = self._bound_client
        return f"<Study {self._name} {f'at {client.configuration.url}' if client else 'bound to no client'}>"


def _check_entities(definition: Mapping[str, Any], of: str) -> None:
    """Refuse a variable set that no row of a table can have; older servers do not say for which it is meant."""
    from opencga_frames.frames.schema.registry import entity_names, entity_of, load_entity

    meant = [str(word) for word in definition.get("entities") or ()]
    if not meant or entity_of(of).name.upper() in meant:
        return
    tables = [load_entity(word.lower()).main for word in meant if word.lower() in entity_names()]
    msg = (
        f"Variable set {definition.get('id')!r} is meant for {', '.join(tables)}; {of} have no annotations of it. "
        f"Ask with of={next(iter(tables), meant[0])!r}."
    )
    raise UsageError(msg)
