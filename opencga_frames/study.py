"""Everything about one study: its tables, their joins, its Parquet folder."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from opencga_frames.errors import NotFoundError, UnknownNameError, UsageError

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from opencga_frames.client import OpenCGAClient
    from opencga_frames.frames.table_set import Tables
    from opencga_frames.frames.to_pandas import Backend
    from opencga_frames.resource import FrameResource
    from opencga_frames.response import RestResponse
    from opencga_frames.variants import SparseGenotypes

__all__ = ["Study"]

#: Resources that are not called like the main table of their documents.
_RESOURCES: Final = {"clinical_analyses": "clinical", "panels": "disease_panels", "external_tools": "user_tools"}
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


class Study:
    """The analyst's door to one study.

    Parameters
    ----------
    client
        Who asks.
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

    def __init__(self, client: OpenCGAClient, name: str) -> None:
        self._client = client
        self._name = name

    @cached_property
    def fqn(self) -> str:
        """Full name, ``organization@project:study``."""
        if "@" in self._name and ":" in self._name:
            return self._name
        found = self.info().results()
        return str(found[0].get("fqn") or self._name)

    def info(self) -> RestResponse:
        """Ask for the study itself: groups, variable sets, description.

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

    def samples(self, **options: Any) -> pd.DataFrame:
        """One row per sample; ``options`` are filters of ``samples.search`` and those of ``frame``."""
        return self.table("samples", **options)

    def individuals(self, **options: Any) -> pd.DataFrame:
        """One row per individual; ``options`` are filters of ``individuals.search`` and those of ``frame``."""
        return self.table("individuals", **options)

    def families(self, **options: Any) -> pd.DataFrame:
        """One row per family; ``options`` are filters of ``families.search`` and those of ``frame``."""
        return self.table("families", **options)

    def cohorts(self, **options: Any) -> pd.DataFrame:
        """One row per cohort; ``options`` are filters of ``cohorts.search`` and those of ``frame``."""
        return self.table("cohorts", **options)

    def files(self, **options: Any) -> pd.DataFrame:
        """One row per file; ``options`` are filters of ``files.search`` and those of ``frame``."""
        return self.table("files", **options)

    def table(self, name: str, **options: Any) -> pd.DataFrame:
        """Any table of the study, e.g. ``"sample_phenotypes"``.

        Parameters
        ----------
        name
            Name of a main, child or link table.
        **options
            Filters of the search behind it, and those of :meth:`opencga_frames.RestResponse.frame`.
        """
        return self._resource(name).frame(name, study=self.fqn, **options)

    def tables(self, name: str = "samples", **options: Any) -> Tables:
        """All tables made of one walk, e.g. ``tables("samples")`` for samples with their phenotypes and annotations."""
        return self._resource(name).tables(study=self.fqn, **options)

    def join(self, *names: str, **options: Any) -> pd.DataFrame:
        """Fetch main tables and join them; see :func:`opencga_frames.join`.

        Parameters
        ----------
        *names
            Main tables, the base first, e.g. ``"samples", "individuals", "cohorts"``.
        **options
            As for :func:`opencga_frames.join`.
        """
        from opencga_frames.joins import join

        if not names:
            msg = 'join needs names of tables, the base first: study.join("samples", "individuals").'
            raise UsageError(msg)
        joined: pd.DataFrame = join(*(self.table(name) for name in dict.fromkeys(names)), **options)
        return joined

    def variable_sets(self) -> pd.DataFrame:
        """One row per variable of the study's variable sets, with everything that is known about it."""
        return self.info().frame("variables")

    def variables(self, variable_set: str | None = None) -> pd.DataFrame:
        """Give the data dictionary of the study's own variables, those inside others with dotted ids.

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

        The server is asked for the annotations only, unless ``include`` or ``exclude`` is given.

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
        """
        resource = self._resource(of)
        definition = self._definition(variable_set, self.info())
        scan = resource.scan(self._annotation_table(of), study=self.fqn, **filters)
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
            ``columns``, and filters of ``variants.query``.
        """
        from opencga_frames.variants import fetch_variants

        return fetch_variants(self._client, self.fqn, region, table=table, **options)

    def genotypes(self, region: str, samples: str | Sequence[str] = "all", **options: Any) -> pd.DataFrame:
        """One row per variant of a region and sample; see :func:`opencga_frames.variants.fetch_genotypes`."""
        from opencga_frames.variants import fetch_genotypes

        return fetch_genotypes(self._client, self.fqn, region, samples, **options)

    def genotype_matrix(
        self, region: str, samples: str | Sequence[str] = "all", **options: Any
    ) -> pd.DataFrame | SparseGenotypes:
        """Variants of a region by samples; see :func:`opencga_frames.variants.fetch_genotype_matrix`."""
        from opencga_frames.variants import fetch_genotype_matrix

        return fetch_genotype_matrix(self._client, self.fqn, region, samples, **options)

    def case_review(self, *cases: str) -> pd.DataFrame:
        """Put the findings of clinical cases together with variants, genes, evidences, tiers and status.

        Parameters
        ----------
        *cases
            Ids of clinical analyses.

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

        return case_review(self._client.clinical.info(list(cases), study=self.fqn), study=self.fqn)

    def pedigree(self, family: str | None = None) -> pd.DataFrame:
        """Pedigree of one family or of all, in the columns of PED files; see :func:`opencga_frames.pedigree`."""
        from opencga_frames.clinical import pedigree

        return pedigree(self.table("family_members"), family, disorders=self.table("individual_disorders"))

    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        tables: Sequence[str] | None = None,
        core: bool = False,
        progress: bool | None = None,
    ) -> dict[str, str]:
        """Write tables of the study as Parquet files, page by page in bounded memory.

        Parameters
        ----------
        folder
            Where to; made when missing.
        tables
            Names of tables; unless given samples, individuals, families, cohorts and files with all their child
            tables.
        core
            Only core columns; by default all.
        progress
            As for a search.

        Returns
        -------
        dict
            Path of the file by table. Existing files of these tables are replaced, each when it is complete.
        """
        written: dict[str, str] = {}
        for main, wanted in self._by_walk(tables).items():
            resource = self._resource(main)
            written |= resource.to_parquet(folder, tables=wanted, core=core, study=self.fqn, progress=progress)
        return written

    def _by_walk(self, tables: Sequence[str] | None) -> dict[str, list[str]]:
        """Tables by the main table whose walk fills them, in one walk each."""
        from opencga_frames.frames.schema.registry import entity_of

        if tables is None:
            return {main: list(entity_of(main).tables) for main in EXPORTED}
        walks: dict[str, list[str]] = {}
        for name in dict.fromkeys(tables):
            walks.setdefault(entity_of(name).main, []).append(name)
        return walks

    def _resource(self, table: str) -> FrameResource:
        from opencga_frames.frames.schema.registry import entity_of

        main = entity_of(table).main
        resource: FrameResource = getattr(self._client, _RESOURCES.get(main, main))
        return resource

    def _annotation_table(self, main: str) -> str:
        from opencga_frames.frames.schema.registry import entity_of

        entity = entity_of(main)
        name = f"{entity.name}_annotations"
        if name not in entity.tables:
            raise UnknownNameError("table", name, entity.tables, f"{entity.name} documents")
        return name

    def _definition(self, variable_set: str, info: RestResponse) -> Mapping[str, Any]:
        sets = {str(v.get("id")): v for study in info.results() for v in study.get("variableSets") or ()}
        if variable_set not in sets:
            raise UnknownNameError("variable set", variable_set, sets, f"study {self._name}")
        found: Mapping[str, Any] = sets[variable_set]
        return found

    def __repr__(self) -> str:
        return f"<Study {self._name} at {self._client.configuration.url}>"
