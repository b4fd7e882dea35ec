# Made from the catalogue by `python -m opencga_frames.renew`; a test keeps it up to date.
# The readers of a resource take the filters of its own search, fewer names than those of the base class.
# mypy: disable-error-code="override"
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Unpack, overload

import pandas as pd

from opencga_frames import filters
from opencga_frames.configuration.client_configuration import ClientConfiguration
from opencga_frames.frames.conversion import Extra
from opencga_frames.frames.table_set import Tables
from opencga_frames.frames.to_pandas import Backend, Names
from opencga_frames.jobs.response import JobResponse
from opencga_frames.page_source import PageSource
from opencga_frames.resource import FrameResource
from opencga_frames.response import RestResponse
from opencga_frames.rest.catalogue.endpoint import ResourceCatalogue
from opencga_frames.rest.methods.classes import Resource
from opencga_frames.rest.request.prepared import PreparedRequest
from opencga_frames.rest.request.values import BodyData, BodyObject, FileSource, Value
from opencga_frames.scan import Scan
from opencga_frames.visible_names import VisibleNames

__all__ = ["Resources", "make_class", "resource_class"]

def make_class(catalogue: ResourceCatalogue) -> type[Resource]: ...
def resource_class(name: str) -> type[Resource]: ...

class Admin(FrameResource):
    @overload
    def create_users(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        email: str | None = None,
        password: str | None = None,
        organization: str | None = None,
        type: Literal["GUEST", "FULL", "ADMINISTRATOR"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_users(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def fetch_resource(
        self,
        data: BodyData | None = None,
        *,
        resources: Iterable[str] | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def fetch_resource(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def group_by_audit(
        self,
        *,
        count: bool | None = None,
        limit: int | None = None,
        fields: Value,
        entity: Literal[
            "AUDIT",
            "NOTE",
            "ORGANIZATION",
            "USER",
            "PROJECT",
            "STUDY",
            "FILE",
            "SAMPLE",
            "JOB",
            "INDIVIDUAL",
            "COHORT",
            "DISEASE_PANEL",
            "FAMILY",
            "CLINICAL_ANALYSIS",
            "INTERPRETATION",
            "VARIANT",
            "ALIGNMENT",
            "CLINICAL",
            "EXPRESSION",
            "RGA",
            "FUNCTIONAL",
            "EXTERNAL_TOOL",
            "RESOURCE",
        ],
        action: Value | None = None,
        before: Value | None = None,
        after: Value | None = None,
        date: Value | None = None,
        resource: Literal[
            "user",
            "project",
            "study",
            "file",
            "sample",
            "job",
            "individual",
            "cohort",
            "dataset",
            "panel",
            "family",
            "interpretation",
            "tool",
            "variant",
            "variableSet",
        ]
        | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def group_by_audit(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def import_users(
        self,
        data: BodyData | None = None,
        *,
        authentication_origin_id: str | None = None,
        id: Iterable[str] | None = None,
        resource_type: Literal["USER", "GROUP", "APPLICATION"] | None = None,
        study: str | None = None,
        study_group: str | None = None,
        organization: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def import_users(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def install_catalog(
        self,
        data: BodyData | None = None,
        *,
        secret_key: str | None = None,
        password: str | None = None,
        email: str | None = None,
        organization: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def install_catalog(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def list_organizations(self, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def list_organizations(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def permissions_users(
        self,
        *,
        study: Value | None = None,
        entry_ids: Value | None = None,
        permissions: Value | None = None,
        category: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def permissions_users(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def search_users(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        organization: Value | None = None,
        user: Value | None = None,
        authentication_id: Value | None = None,
        account: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search_users(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def sync_users(
        self,
        data: BodyData | None = None,
        *,
        authentication_origin_id: str | None = None,
        from_: str | None = None,
        to: str | None = None,
        study: str | None = None,
        sync_all: bool | None = None,
        force: bool | None = None,
        type: Literal["GUEST", "FULL", "ADMINISTRATOR"] | None = None,
        organization: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def sync_users(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_catalog_workspace(
        self,
        data: BodyData | None = None,
        *,
        old_workspace: str | None = None,
        new_workspace: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_catalog_workspace(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def users_update_groups(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        study_ids: Iterable[str] | None = None,
        group_ids: Iterable[str] | None = None,
        organization: Value | None = None,
        action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def users_update_groups(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def handle_global_panels(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        author: str | None = None,
        source: BodyObject | None = None,
        categories: Iterable[BodyObject] | None = None,
        tags: Iterable[str] | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        variants: Iterable[BodyObject] | None = None,
        genes: Iterable[BodyObject] | None = None,
        regions: Iterable[BodyObject] | None = None,
        strs: Iterable[BodyObject] | None = None,
        stats: Mapping[str, int] | None = None,
        attributes: Mapping[str, Any] | None = None,
        panel_app: bool | None = None,
        overwrite: bool | None = None,
        delete: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def handle_global_panels(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_stats_catalog(
        self, *, collection: Value | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def index_stats_catalog(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def jwt_catalog(
        self,
        data: BodyData | None = None,
        *,
        secret_key: str | None = None,
        organization: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def jwt_catalog(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Alignments(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.AlignmentsQuery],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.AlignmentsQuery],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.AlignmentsQuery],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.AlignmentsQuery],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.AlignmentsQuery],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def query(
        self,
        *,
        count: bool | None = None,
        file: Value,
        study: Value | None = None,
        region: Value | None = None,
        gene: Value | None = None,
        offset: int | None = None,
        only_exons: bool | None = None,
        min_mapping_quality: int | None = None,
        max_num_mismatches: int | None = None,
        max_num_hits: int | None = None,
        properly_paired: bool | None = None,
        max_insert_size: int | None = None,
        skip_unmapped: bool | None = None,
        skip_duplicated: bool | None = None,
        region_contained: bool | None = None,
        force_m_d_field: bool | None = None,
        bin_qualities: bool | None = None,
        split_results: bool | None = None,
        min_map_q: int | None = None,
        max_n_m: int | None = None,
        max_n_h: int | None = None,
        contained: bool | None = None,
        md_field: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def coverage_qc_gene_coverage_stats_run(
        self,
        data: BodyData | None = None,
        *,
        bam_file: str | None = None,
        genes: Iterable[str] | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def coverage_qc_gene_coverage_stats_run(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def query_coverage(
        self,
        *,
        file: Value,
        study: Value | None = None,
        region: Value | None = None,
        gene: Value | None = None,
        offset: int | None = None,
        only_exons: bool | None = None,
        range: Value | None = None,
        window_size: int | None = None,
        split_results: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def query_coverage(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def ratio_coverage(
        self,
        *,
        file1: Value,
        file2: Value,
        study: Value | None = None,
        skip_log2: bool | None = None,
        region: Value | None = None,
        gene: Value | None = None,
        offset: int | None = None,
        only_exons: bool | None = None,
        window_size: int | None = None,
        split_results: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def ratio_coverage(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_bwa(
        self,
        data: BodyData | None = None,
        *,
        command: str | None = None,
        fasta_file: str | None = None,
        fastq1_file: str | None = None,
        fastq2_file: str | None = None,
        outdir: str | None = None,
        bwa_params: Mapping[str, str] | None = None,
        index_base_file: str | None = None,
        sam_filename: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_bwa(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_coverage_index(
        self,
        data: BodyData | None = None,
        *,
        window_size: int | None = None,
        file_id: str | None = None,
        overwrite: bool | None = None,
        file: str | None = None,
        bam_file_id: str | None = None,
        bai_file_id: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_coverage_index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_deeptools(
        self,
        data: BodyData | None = None,
        *,
        command: str | None = None,
        outdir: str | None = None,
        deeptools_params: Mapping[str, str] | None = None,
        bam_file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_deeptools(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_fastqc(
        self,
        data: BodyData | None = None,
        *,
        input_file: str | None = None,
        outdir: str | None = None,
        fastqc_params: Mapping[str, str] | None = None,
        file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_fastqc(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_index(
        self,
        data: BodyData | None = None,
        *,
        file_id: str | None = None,
        overwrite: bool | None = None,
        file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_picard(
        self,
        data: BodyData | None = None,
        *,
        command: str | None = None,
        outdir: str | None = None,
        picard_params: Mapping[str, str] | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_picard(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_qc(
        self,
        data: BodyData | None = None,
        *,
        bam_file: str | None = None,
        skip: str | None = None,
        overwrite: bool | None = None,
        outdir: str | None = None,
        bed_file: str | None = None,
        dict_file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_qc(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_samtools(
        self,
        data: BodyData | None = None,
        *,
        command: str | None = None,
        input_file: str | None = None,
        outdir: str | None = None,
        samtools_params: Mapping[str, str] | None = None,
        output_filename: str | None = None,
        reference_file: str | None = None,
        read_group_file: str | None = None,
        bed_file: str | None = None,
        ref_seq_file: str | None = None,
        reference_names_file: str | None = None,
        target_region_file: str | None = None,
        reads_not_selected_filename: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_samtools(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def stats_coverage(
        self,
        *,
        file: Value,
        gene: Value,
        study: Value | None = None,
        threshold: int | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def stats_coverage(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def coverage(
        self,
        *,
        file: Value,
        study: Value | None = None,
        region: Value | None = None,
        gene: Value | None = None,
        gene_offset: int | None = None,
        only_exons: bool | None = None,
        exon_offset: int | None = None,
        threshold: Value | None = None,
        window_size: int | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def coverage(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index(
        self,
        *,
        file: Value,
        study_id: Value | None = None,
        study: Value | None = None,
        out_dir: Value | None = None,
        transform: bool | None = None,
        load: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info_stats(
        self, *, file: Value, study: Value | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def info_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_stats(
        self,
        data: BodyData | None = None,
        *,
        file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_depends_on: Value | None = None,
        job_description: Value | None = None,
        job_tags: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def stats(
        self,
        *,
        file: Value,
        study_id: Value | None = None,
        study: Value | None = None,
        region: Value | None = None,
        min_map_q: int | None = None,
        contained: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class AnalysisTool(Resource):
    @overload
    def execute(
        self,
        data: BodyData | None = None,
        *,
        job_name: str | None = None,
        description: str | None = None,
        tool_id: str | None = None,
        execution: str | None = None,
        out_dir: str | None = None,
        tool_params: Mapping[str, str] | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def execute(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Clinical(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.ClinicalSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.ClinicalSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.ClinicalSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.ClinicalSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.ClinicalSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        type: Value | None = None,
        disorder: Value | None = None,
        files: Value | None = None,
        sample: Value | None = None,
        individual: Value | None = None,
        proband: Value | None = None,
        proband_samples: Value | None = None,
        family: Value | None = None,
        family_members: Value | None = None,
        family_member_samples: Value | None = None,
        panels: Value | None = None,
        locked: bool | None = None,
        analyst_id: Value | None = None,
        priority: Value | None = None,
        flags: Value | None = None,
        due_date: Value | None = None,
        quality_control_summary: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        annotation: Value | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        description: Value | None = None,
        member: Value | None = None,
        analyst_assignee: Value | None = None,
        attributes: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        clinical_analysis: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        type: Literal["SINGLE", "FAMILY", "CANCER", "COHORT", "AUTOCOMPARATIVE"] | None = None,
        disorder: BodyObject | None = None,
        files: Iterable[BodyObject] | None = None,
        reported_files: Iterable[BodyObject] | None = None,
        proband: BodyObject | None = None,
        family: BodyObject | None = None,
        panels: Iterable[BodyObject] | None = None,
        panel_locked: bool | None = None,
        analyst: BodyObject | None = None,
        analysts: Iterable[BodyObject] | None = None,
        report: BodyObject | None = None,
        request: BodyObject | None = None,
        responsible: BodyObject | None = None,
        interpretation: BodyObject | None = None,
        quality_control: BodyObject | None = None,
        consent: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        due_date: str | None = None,
        comments: Iterable[BodyObject] | None = None,
        priority: BodyObject | None = None,
        flags: Iterable[BodyObject] | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        status: BodyObject | None = None,
        name: str | None = None,
        role_to_proband: Mapping[
            str,
            Literal[
                "TWINS_MONOZYGOUS",
                "TWINS_DIZYGOUS",
                "TWINS_UNKNOWN",
                "FULL_SIBLING",
                "FULL_SIBLING_F",
                "FULL_SIBLING_M",
                "MOTHER",
                "FATHER",
                "SON",
                "DAUGHTER",
                "CHILD_OF_UNKNOWN_SEX",
                "MATERNAL_AUNT",
                "MATERNAL_UNCLE",
                "MATERNAL_UNCLE_OR_AUNT",
                "PATERNAL_AUNT",
                "PATERNAL_UNCLE",
                "PATERNAL_UNCLE_OR_AUNT",
                "MATERNAL_GRANDMOTHER",
                "PATERNAL_GRANDMOTHER",
                "MATERNAL_GRANDFATHER",
                "PATERNAL_GRANDFATHER",
                "DOUBLE_FIRST_COUSIN",
                "MATERNAL_COUSIN_SISTER",
                "PATERNAL_COUSIN_SISTER",
                "MATERNAL_COUSIN_BROTHER",
                "PATERNAL_COUSIN_BROTHER",
                "COUSIN",
                "SPOUSE",
                "HUSBAND",
                "OTHER",
                "RELATION_IS_NOT_CLEAR",
                "UNRELATED",
                "PROBAND",
                "UNKNOWN",
            ],
        ]
        | None = None,
        interpretations: Iterable[BodyObject] | None = None,
        alerts: Iterable[BodyObject] | None = None,
        panel_lock: bool | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        skip_create_default_interpretation: bool | None = None,
        include_result: bool | None = None,
        create_default_interpretation: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        clinical_analyses: Value,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        type: Literal["SINGLE", "FAMILY", "CANCER", "COHORT", "AUTOCOMPARATIVE"] | None = None,
        disorder: BodyObject | None = None,
        files: Iterable[BodyObject] | None = None,
        reported_files: Iterable[BodyObject] | None = None,
        panels: Iterable[BodyObject] | None = None,
        proband: BodyObject | None = None,
        family: BodyObject | None = None,
        panel_lock: bool | None = None,
        panel_locked: bool | None = None,
        locked: bool | None = None,
        analyst: BodyObject | None = None,
        analysts: Iterable[BodyObject] | None = None,
        quality_control: BodyObject | None = None,
        consent: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        due_date: str | None = None,
        comments: Iterable[BodyObject] | None = None,
        priority: BodyObject | None = None,
        flags: Iterable[BodyObject] | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        status: BodyObject | None = None,
        report: BodyObject | None = None,
        request: BodyObject | None = None,
        responsible: BodyObject | None = None,
        name: str | None = None,
        role_to_proband: Mapping[
            str,
            Literal[
                "TWINS_MONOZYGOUS",
                "TWINS_DIZYGOUS",
                "TWINS_UNKNOWN",
                "FULL_SIBLING",
                "FULL_SIBLING_F",
                "FULL_SIBLING_M",
                "MOTHER",
                "FATHER",
                "SON",
                "DAUGHTER",
                "CHILD_OF_UNKNOWN_SEX",
                "MATERNAL_AUNT",
                "MATERNAL_UNCLE",
                "MATERNAL_UNCLE_OR_AUNT",
                "PATERNAL_AUNT",
                "PATERNAL_UNCLE",
                "PATERNAL_UNCLE_OR_AUNT",
                "MATERNAL_GRANDMOTHER",
                "PATERNAL_GRANDMOTHER",
                "MATERNAL_GRANDFATHER",
                "PATERNAL_GRANDFATHER",
                "DOUBLE_FIRST_COUSIN",
                "MATERNAL_COUSIN_SISTER",
                "PATERNAL_COUSIN_SISTER",
                "MATERNAL_COUSIN_BROTHER",
                "PATERNAL_COUSIN_BROTHER",
                "COUSIN",
                "SPOUSE",
                "HUSBAND",
                "OTHER",
                "RELATION_IS_NOT_CLEAR",
                "UNRELATED",
                "PROBAND",
                "UNKNOWN",
            ],
        ]
        | None = None,
        interpretations: Iterable[BodyObject] | None = None,
        alerts: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        comments_action: Literal["ADD", "REMOVE", "REPLACE"] | None = None,
        flags_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        analysts_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        files_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        reported_files_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        panels_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        annotation_sets_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        clinical_analyses: Value,
        *,
        study: Value | None = None,
        force: bool | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        type: Value | None = None,
        disorder: Value | None = None,
        files: Value | None = None,
        sample: Value | None = None,
        individual: Value | None = None,
        proband: Value | None = None,
        proband_samples: Value | None = None,
        family: Value | None = None,
        family_members: Value | None = None,
        family_member_samples: Value | None = None,
        panels: Value | None = None,
        locked: bool | None = None,
        analyst_id: Value | None = None,
        priority: Value | None = None,
        flags: Value | None = None,
        due_date: Value | None = None,
        quality_control_summary: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        annotation: Value | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        description: Value | None = None,
        member: Value | None = None,
        analyst_assignee: Value | None = None,
        attributes: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        type: Value | None = None,
        disorder: Value | None = None,
        files: Value | None = None,
        sample: Value | None = None,
        individual: Value | None = None,
        proband: Value | None = None,
        proband_samples: Value | None = None,
        family: Value | None = None,
        family_members: Value | None = None,
        family_member_samples: Value | None = None,
        panels: Value | None = None,
        locked: bool | None = None,
        analyst_id: Value | None = None,
        priority: Value | None = None,
        flags: Value | None = None,
        due_date: Value | None = None,
        quality_control_summary: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        annotation: Value | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        clinical_analyses: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        clinical_analysis: str | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        propagate: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats_interpretation(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        clinical_analysis_id: Value | None = None,
        analyst_id: Value | None = None,
        method_name: Value | None = None,
        panels: Value | None = None,
        primary_findings: Value | None = None,
        secondary_findings: Value | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        release: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        analyst: Value | None = None,
        methods: Value | None = None,
        field: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats_interpretation(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def aggregation_stats_rga(
        self,
        *,
        limit: int | None = None,
        skip: int | None = None,
        sample_id: Value | None = None,
        individual_id: Value | None = None,
        sex: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        num_parents: Value | None = None,
        gene_id: Value | None = None,
        gene_name: Value | None = None,
        chromosome: Value | None = None,
        start: Value | None = None,
        end: Value | None = None,
        transcript_id: Value | None = None,
        variants: Value | None = None,
        db_snps: Value | None = None,
        knockout_type: Value | None = None,
        filter: Value | None = None,
        type: Value | None = None,
        clinical_significance: Value | None = None,
        population_frequency: Value | None = None,
        consequence_type: Value | None = None,
        study: Value | None = None,
        field: Value,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats_rga(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def clear_interpretation(
        self,
        clinical_analysis: str,
        interpretations: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def clear_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create_interpretation(
        self,
        clinical_analysis: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        clinical_analysis_id: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        analyst: BodyObject | None = None,
        method: BodyObject | None = None,
        primary_findings: Iterable[BodyObject] | None = None,
        secondary_findings: Iterable[BodyObject] | None = None,
        panels: Iterable[BodyObject] | None = None,
        comments: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        locked: bool | None = None,
        attributes: Mapping[str, Any] | None = None,
        id: str | None = None,
        methods: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        set_as: Literal["PRIMARY", "SECONDARY"] | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_interpretation(
        self,
        clinical_analysis: str,
        interpretations: Value,
        *,
        study: Value | None = None,
        set_as_primary: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct_interpretation(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        clinical_analysis_id: Value | None = None,
        analyst_id: Value | None = None,
        method_name: Value | None = None,
        panels: Value | None = None,
        primary_findings: Value | None = None,
        secondary_findings: Value | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        release: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        analyst: Value | None = None,
        methods: Value | None = None,
        field: Value,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info_interpretation(
        self,
        interpretations: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load(
        self,
        data: BodyData | None = None,
        *,
        file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def load(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load_annotation_sets(
        self,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        study: Value | None = None,
        variable_set_id: Value,
        path: Value,
        parents: bool | None = None,
        annotation_set_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def load_annotation_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_rga_gene(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        count: bool | None = None,
        include_individual: Value | None = None,
        skip_individual: int | None = None,
        limit_individual: int | None = None,
        sample_id: Value | None = None,
        individual_id: Value | None = None,
        sex: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        num_parents: Value | None = None,
        gene_id: Value | None = None,
        gene_name: Value | None = None,
        chromosome: Value | None = None,
        start: Value | None = None,
        end: Value | None = None,
        transcript_id: Value | None = None,
        variants: Value | None = None,
        db_snps: Value | None = None,
        knockout_type: Value | None = None,
        filter: Value | None = None,
        type: Value | None = None,
        clinical_significance: Value | None = None,
        population_frequency: Value | None = None,
        consequence_type: Value | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query_rga_gene(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_rga_individual(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        count: bool | None = None,
        sample_id: Value | None = None,
        individual_id: Value | None = None,
        sex: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        num_parents: Value | None = None,
        gene_id: Value | None = None,
        gene_name: Value | None = None,
        chromosome: Value | None = None,
        start: Value | None = None,
        end: Value | None = None,
        transcript_id: Value | None = None,
        variants: Value | None = None,
        db_snps: Value | None = None,
        knockout_type: Value | None = None,
        filter: Value | None = None,
        type: Value | None = None,
        clinical_significance: Value | None = None,
        population_frequency: Value | None = None,
        consequence_type: Value | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query_rga_individual(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_rga_variant(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        count: bool | None = None,
        include_individual: Value | None = None,
        skip_individual: int | None = None,
        limit_individual: int | None = None,
        sample_id: Value | None = None,
        individual_id: Value | None = None,
        sex: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        num_parents: Value | None = None,
        gene_id: Value | None = None,
        gene_name: Value | None = None,
        chromosome: Value | None = None,
        start: Value | None = None,
        end: Value | None = None,
        transcript_id: Value | None = None,
        variants: Value | None = None,
        db_snps: Value | None = None,
        knockout_type: Value | None = None,
        filter: Value | None = None,
        type: Value | None = None,
        clinical_significance: Value | None = None,
        population_frequency: Value | None = None,
        consequence_type: Value | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query_rga_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_variant(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: bool | None = None,
        order: Literal["ASCENDING", "DESCENDING"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        approximate_count: bool | None = None,
        approximate_count_sampling_size: int | None = None,
        saved_filter: Value | None = None,
        id: Value | None = None,
        region: Value | None = None,
        type: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        qual: Value | None = None,
        file_data: Value | None = None,
        sample: Value | None = None,
        sample_data: Value | None = None,
        sample_annotation: Value | None = None,
        cohort: Value | None = None,
        cohort_stats_ref: Value | None = None,
        cohort_stats_alt: Value | None = None,
        cohort_stats_maf: Value | None = None,
        cohort_stats_mgf: Value | None = None,
        cohort_stats_pass: Value | None = None,
        missing_alleles: Value | None = None,
        missing_genotypes: Value | None = None,
        score: Value | None = None,
        family: Value | None = None,
        family_disorder: Value | None = None,
        family_segregation: Value | None = None,
        family_members: Value | None = None,
        family_proband: Value | None = None,
        gene: Value | None = None,
        ct: Value | None = None,
        xref: Value | None = None,
        biotype: Value | None = None,
        protein_substitution: Value | None = None,
        conservation: Value | None = None,
        population_frequency_alt: Value | None = None,
        population_frequency_ref: Value | None = None,
        population_frequency_maf: Value | None = None,
        transcript_flag: Value | None = None,
        gene_trait_id: Value | None = None,
        go: Value | None = None,
        expression: Value | None = None,
        protein_keyword: Value | None = None,
        drug: Value | None = None,
        functional_score: Value | None = None,
        clinical: Value | None = None,
        clinical_significance: Value | None = None,
        clinical_confirmed_status: bool | None = None,
        custom_annotation: Value | None = None,
        panel: Value | None = None,
        panel_mode_of_inheritance: Value | None = None,
        panel_confidence: Value | None = None,
        panel_role_in_cancer: Value | None = None,
        panel_feature_type: Value | None = None,
        panel_intersection: bool | None = None,
        source: Value | None = None,
        trait: Value | None = None,
        include_interpretation: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def rd_interpreter(
        self,
        *,
        clinical_analysis_id: Value | None = None,
        proband_id: Value | None = None,
        family_id: Value | None = None,
        panel_ids: Value | None = None,
        disorder_id: Value | None = None,
        config_file: Value | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def rd_interpreter(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def revert_interpretation(
        self,
        clinical_analysis: str,
        interpretation: str,
        *,
        study: Value | None = None,
        version: int,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def revert_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_interpreter_exomiser(
        self,
        data: BodyData | None = None,
        *,
        clinical_analysis: str | None = None,
        exomiser_version: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_interpreter_exomiser(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_interpreter_rd(
        self,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        clinical_analysis_id: str | None = None,
        primary: bool | None = None,
        config_file: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_interpreter_rd(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_pipeline_affy(
        self,
        data: BodyData | None = None,
        *,
        pipeline_params: BodyObject | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_pipeline_affy(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_pipeline_genomics(
        self,
        data: BodyData | None = None,
        *,
        pipeline_params: BodyObject | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_pipeline_genomics(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_pipeline_prepare(
        self,
        data: BodyData | None = None,
        *,
        pipeline_params: BodyObject | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_pipeline_prepare(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_rga_index(
        self,
        data: BodyData | None = None,
        *,
        file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        auxiliar_index: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_rga_index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def search_interpretation(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        clinical_analysis_id: Value | None = None,
        analyst_id: Value | None = None,
        method_name: Value | None = None,
        panels: Value | None = None,
        primary_findings: Value | None = None,
        secondary_findings: Value | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        release: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        analyst: Value | None = None,
        methods: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def summary_rga_gene(
        self,
        *,
        count: bool | None = None,
        sample_id: Value | None = None,
        individual_id: Value | None = None,
        sex: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        num_parents: Value | None = None,
        gene_id: Value | None = None,
        gene_name: Value | None = None,
        chromosome: Value | None = None,
        start: Value | None = None,
        end: Value | None = None,
        transcript_id: Value | None = None,
        variants: Value | None = None,
        db_snps: Value | None = None,
        knockout_type: Value | None = None,
        filter: Value | None = None,
        type: Value | None = None,
        clinical_significance: Value | None = None,
        population_frequency: Value | None = None,
        consequence_type: Value | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def summary_rga_gene(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def summary_rga_individual(
        self,
        *,
        count: bool | None = None,
        sample_id: Value | None = None,
        individual_id: Value | None = None,
        sex: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        num_parents: Value | None = None,
        gene_id: Value | None = None,
        gene_name: Value | None = None,
        chromosome: Value | None = None,
        start: Value | None = None,
        end: Value | None = None,
        transcript_id: Value | None = None,
        variants: Value | None = None,
        db_snps: Value | None = None,
        knockout_type: Value | None = None,
        filter: Value | None = None,
        type: Value | None = None,
        clinical_significance: Value | None = None,
        population_frequency: Value | None = None,
        consequence_type: Value | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def summary_rga_individual(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def summary_rga_variant(
        self,
        *,
        count: bool | None = None,
        sample_id: Value | None = None,
        individual_id: Value | None = None,
        sex: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        num_parents: Value | None = None,
        gene_id: Value | None = None,
        gene_name: Value | None = None,
        chromosome: Value | None = None,
        start: Value | None = None,
        end: Value | None = None,
        transcript_id: Value | None = None,
        variants: Value | None = None,
        db_snps: Value | None = None,
        knockout_type: Value | None = None,
        filter: Value | None = None,
        type: Value | None = None,
        clinical_significance: Value | None = None,
        population_frequency: Value | None = None,
        consequence_type: Value | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def summary_rga_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_annotation_sets_annotations(
        self,
        clinical_analysis: str,
        annotation_set: str,
        data: BodyData | None = None,
        *,
        study: Value | None = None,
        action: Literal["ADD", "SET", "REMOVE", "RESET", "REPLACE"] | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_annotation_sets_annotations(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def update_clinical_configuration(
        self,
        data: BodyData | None = None,
        *,
        status: Iterable[BodyObject] | None = None,
        interpretation: BodyObject | None = None,
        priorities: Iterable[BodyObject] | None = None,
        flags: Iterable[BodyObject] | None = None,
        consent: BodyObject | None = None,
        consents: Iterable[BodyObject] | None = None,
        tiers: Iterable[BodyObject] | None = None,
        report: BodyObject | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_clinical_configuration(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_interpretation(
        self,
        clinical_analysis: str,
        interpretation: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        analyst: BodyObject | None = None,
        method: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        primary_findings: Iterable[BodyObject] | None = None,
        secondary_findings: Iterable[BodyObject] | None = None,
        panels: Iterable[BodyObject] | None = None,
        comments: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        locked: bool | None = None,
        attributes: Mapping[str, Any] | None = None,
        id: str | None = None,
        methods: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        primary_findings_action: Literal["ADD", "SET", "REMOVE", "REPLACE"] | None = None,
        methods_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        secondary_findings_action: Literal["ADD", "SET", "REMOVE", "REPLACE"] | None = None,
        comments_action: Literal["ADD", "REMOVE", "REPLACE"] | None = None,
        panels_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        set_as: Literal["PRIMARY", "SECONDARY"] | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_report(
        self,
        clinical_analysis: str,
        data: BodyData | None = None,
        *,
        overview: str | None = None,
        discussion: BodyObject | None = None,
        recommendation: str | None = None,
        methodology: str | None = None,
        limitations: str | None = None,
        experimental_procedure: str | None = None,
        conclusion: BodyObject | None = None,
        signatures: Iterable[BodyObject] | None = None,
        date: str | None = None,
        comments: Iterable[BodyObject] | None = None,
        references: Iterable[BodyObject] | None = None,
        images: Iterable[str] | None = None,
        attributes: Mapping[str, Any] | None = None,
        title: str | None = None,
        logo: str | None = None,
        signed_by: str | None = None,
        signature: str | None = None,
        supporting_evidences: Iterable[BodyObject] | None = None,
        files: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        comments_action: Literal["ADD", "REMOVE", "REPLACE"] | None = None,
        signatures_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        references_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        supporting_evidences_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        files_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_report(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        count: bool | None = None,
        skip_count: bool | None = None,
        sort: bool | None = None,
        summary: bool | None = None,
        id: Value | None = None,
        region: Value | None = None,
        type: Value | None = None,
        reference: Value | None = None,
        alternate: Value | None = None,
        project: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        qual: Value | None = None,
        info: Value | None = None,
        genotype: Value | None = None,
        format: Value | None = None,
        sample_annotation: Value | None = None,
        sample_metadata: bool | None = None,
        unknown_genotype: Value | None = None,
        sample_limit: int | None = None,
        sample_skip: int | None = None,
        cohort: Value | None = None,
        cohort_stats_ref: Value | None = None,
        cohort_stats_alt: Value | None = None,
        cohort_stats_maf: Value | None = None,
        cohort_stats_mgf: Value | None = None,
        missing_alleles: Value | None = None,
        missing_genotypes: Value | None = None,
        include_format: Value | None = None,
        include_genotype: Value | None = None,
        annotation_exists: bool | None = None,
        gene: Value | None = None,
        ct: Value | None = None,
        xref: Value | None = None,
        biotype: Value | None = None,
        protein_substitution: Value | None = None,
        conservation: Value | None = None,
        population_frequency_alt: Value | None = None,
        population_frequency_ref: Value | None = None,
        population_frequency_maf: Value | None = None,
        transcript_flag: Value | None = None,
        gene_trait_id: Value | None = None,
        go: Value | None = None,
        expression: Value | None = None,
        protein_keyword: Value | None = None,
        drug: Value | None = None,
        functional_score: Value | None = None,
        clinical_significance: Value | None = None,
        custom_annotation: Value | None = None,
        trait: Value | None = None,
        approximate_count: bool | None = None,
        approximate_count_sampling_size: int | None = None,
        sample: Value | None = None,
        include_study: Value | None = None,
        include_file: Value | None = None,
        include_sample: Value | None = None,
        clinical_analysis_id: Value | None = None,
        clinical_analysis_name: Value | None = None,
        clinical_analysis_descr: Value | None = None,
        clinical_analysis_files: Value | None = None,
        clinical_analysis_proband_id: Value | None = None,
        clinical_analysis_proband_disorders: Value | None = None,
        clinical_analysis_proband_phenotypes: Value | None = None,
        clinical_analysis_family_id: Value | None = None,
        clinical_analysis_fam_member_ids: Value | None = None,
        interpretation_id: Value | None = None,
        interpretation_software_name: Value | None = None,
        interpretation_software_version: Value | None = None,
        interpretation_analyst_name: Value | None = None,
        interpretation_panels: Value | None = None,
        interpretation_description: Value | None = None,
        interpretation_dependencies: Value | None = None,
        interpretation_filters: Value | None = None,
        interpretation_comments: Value | None = None,
        interpretation_creation_date: Value | None = None,
        reported_variant_de_novo_quality_score: Value | None = None,
        reported_variant_comments: Value | None = None,
        reported_event_phenotype_names: Value | None = None,
        reported_event_consequence_type_ids: Value | None = None,
        reported_event_xrefs: Value | None = None,
        reported_event_panel_ids: Value | None = None,
        reported_event_acmg: Value | None = None,
        reported_event_clinical_significance: Value | None = None,
        reported_event_drug_response: Value | None = None,
        reported_event_trait_association: Value | None = None,
        reported_event_functional_effect: Value | None = None,
        reported_event_tumorigenesis: Value | None = None,
        reported_event_other_classification: Value | None = None,
        reported_event_roles_in_cancer: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_v1(
        self,
        clinical_analysis: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        clinical_analysis_id: str | None = None,
        panels: Iterable[BodyObject] | None = None,
        software: BodyObject | None = None,
        analyst: BodyObject | None = None,
        dependencies: Iterable[BodyObject] | None = None,
        filters: Mapping[str, Any] | None = None,
        creation_date: str | None = None,
        primary_findings: Iterable[BodyObject] | None = None,
        secondary_findings: Iterable[BodyObject] | None = None,
        reported_low_coverages: Iterable[BodyObject] | None = None,
        comments: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        study: Value | None = None,
        action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def actionable_variant(
        self, *, study: Value | None = None, sample: Value | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def actionable_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index(
        self,
        *,
        interpretation_id: Value | None = None,
        clinical_analysis_id: Value | None = None,
        false: bool | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def merge_interpretation(
        self,
        clinical_analysis: str,
        interpretation: str,
        data: BodyData | None = None,
        *,
        methods: Iterable[BodyObject] | None = None,
        primary_findings: Iterable[BodyObject] | None = None,
        secondary_findings: Iterable[BodyObject] | None = None,
        study: Value | None = None,
        secondary_interpretation_id: Value | None = None,
        findings: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def merge_interpretation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_interpreter_cancer_tiering(
        self,
        data: BodyData | None = None,
        *,
        primary: bool | None = None,
        clinical_analysis: str | None = None,
        discarded_variants: Iterable[str] | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_interpreter_cancer_tiering(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_interpreter_team(
        self,
        data: BodyData | None = None,
        *,
        primary: bool | None = None,
        clinical_analysis: str | None = None,
        panels: Iterable[str] | None = None,
        family_segregation: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_interpreter_team(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_interpreter_tiering(
        self,
        data: BodyData | None = None,
        *,
        clinical_analysis_id: str | None = None,
        primary: bool | None = None,
        tiering_params: BodyObject | None = None,
        config_file: str | None = None,
        outdir: str | None = None,
        clinical_analysis: str | None = None,
        panels: Iterable[str] | None = None,
        penetrance: Literal["COMPLETE", "INCOMPLETE", "UNKNOWN"] | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_interpreter_tiering(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_interpreter_zetta(
        self,
        data: BodyData | None = None,
        *,
        clinical_analysis: str | None = None,
        id: Iterable[str] | None = None,
        region: str | None = None,
        type: str | None = None,
        file: str | None = None,
        filter: str | None = None,
        qual: str | None = None,
        file_data: str | None = None,
        sample: str | None = None,
        sample_data: str | None = None,
        sample_annotation: str | None = None,
        sample_metadata: str | None = None,
        cohort: str | None = None,
        cohort_stats_ref: str | None = None,
        cohort_stats_alt: str | None = None,
        cohort_stats_maf: str | None = None,
        cohort_stats_mgf: str | None = None,
        cohort_stats_pass: str | None = None,
        score: str | None = None,
        family: str | None = None,
        family_disorder: str | None = None,
        family_segregation: str | None = None,
        family_members: str | None = None,
        family_proband: str | None = None,
        gene: str | None = None,
        ct: str | None = None,
        xref: str | None = None,
        biotype: str | None = None,
        protein_substitution: str | None = None,
        conservation: str | None = None,
        population_frequency_alt: str | None = None,
        population_frequency_ref: str | None = None,
        population_frequency_maf: str | None = None,
        transcript_flag: str | None = None,
        gene_trait_id: str | None = None,
        go: str | None = None,
        expression: str | None = None,
        protein_keyword: str | None = None,
        drug: str | None = None,
        functional_score: str | None = None,
        clinical: str | None = None,
        clinical_significance: str | None = None,
        clinical_confirmed_status: bool | None = None,
        custom_annotation: str | None = None,
        panel: str | None = None,
        panel_mode_of_inheritance: str | None = None,
        panel_confidence: str | None = None,
        panel_role_in_cancer: str | None = None,
        trait: str | None = None,
        primary: bool | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_interpreter_zetta(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def stats(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        count: bool | None = None,
        skip_count: bool | None = None,
        sort: bool | None = None,
        summary: bool | None = None,
        id: Value | None = None,
        region: Value | None = None,
        type: Value | None = None,
        reference: Value | None = None,
        alternate: Value | None = None,
        project: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        qual: Value | None = None,
        info: Value | None = None,
        genotype: Value | None = None,
        format: Value | None = None,
        sample_annotation: Value | None = None,
        sample_metadata: bool | None = None,
        unknown_genotype: Value | None = None,
        sample_limit: int | None = None,
        sample_skip: int | None = None,
        cohort: Value | None = None,
        cohort_stats_ref: Value | None = None,
        cohort_stats_alt: Value | None = None,
        cohort_stats_maf: Value | None = None,
        cohort_stats_mgf: Value | None = None,
        missing_alleles: Value | None = None,
        missing_genotypes: Value | None = None,
        include_format: Value | None = None,
        include_genotype: Value | None = None,
        annotation_exists: bool | None = None,
        gene: Value | None = None,
        ct: Value | None = None,
        xref: Value | None = None,
        biotype: Value | None = None,
        protein_substitution: Value | None = None,
        conservation: Value | None = None,
        population_frequency_alt: Value | None = None,
        population_frequency_ref: Value | None = None,
        population_frequency_maf: Value | None = None,
        transcript_flag: Value | None = None,
        gene_trait_id: Value | None = None,
        go: Value | None = None,
        expression: Value | None = None,
        protein_keyword: Value | None = None,
        drug: Value | None = None,
        functional_score: Value | None = None,
        clinical_significance: Value | None = None,
        custom_annotation: Value | None = None,
        trait: Value | None = None,
        approximate_count: bool | None = None,
        approximate_count_sampling_size: int | None = None,
        sample: Value | None = None,
        include_study: Value | None = None,
        include_file: Value | None = None,
        include_sample: Value | None = None,
        field: Value | None = None,
        field_range: Value | None = None,
        clinical_analysis_id: Value | None = None,
        disease: Value | None = None,
        family_id: Value | None = None,
        subject_ids: Value | None = None,
        panel_id: Value | None = None,
        panel_version: Value | None = None,
        save: bool | None = None,
        interpretation_id: Value | None = None,
        interpretation_name: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def tool_custom(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: bool | None = None,
        summary: bool | None = None,
        id: Value | None = None,
        region: Value | None = None,
        type: Value | None = None,
        reference: Value | None = None,
        alternate: Value | None = None,
        project: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        qual: Value | None = None,
        info: Value | None = None,
        genotype: Value | None = None,
        format: Value | None = None,
        sample_annotation: Value | None = None,
        sample_metadata: bool | None = None,
        unknown_genotype: Value | None = None,
        sample_limit: int | None = None,
        sample_skip: int | None = None,
        cohort: Value | None = None,
        cohort_stats_ref: Value | None = None,
        cohort_stats_alt: Value | None = None,
        cohort_stats_maf: Value | None = None,
        cohort_stats_mgf: Value | None = None,
        missing_alleles: Value | None = None,
        missing_genotypes: Value | None = None,
        include_format: Value | None = None,
        include_genotype: Value | None = None,
        annotation_exists: bool | None = None,
        gene: Value | None = None,
        ct: Value | None = None,
        xref: Value | None = None,
        biotype: Value | None = None,
        protein_substitution: Value | None = None,
        conservation: Value | None = None,
        population_frequency_alt: Value | None = None,
        population_frequency_ref: Value | None = None,
        population_frequency_maf: Value | None = None,
        transcript_flag: Value | None = None,
        gene_trait_id: Value | None = None,
        go: Value | None = None,
        expression: Value | None = None,
        protein_keyword: Value | None = None,
        drug: Value | None = None,
        functional_score: Value | None = None,
        clinical_significance: Value | None = None,
        custom_annotation: Value | None = None,
        trait: Value | None = None,
        include_low_coverage: bool | None = None,
        max_low_coverage: int | None = None,
        skip_diagnostic_variants: bool | None = None,
        skip_untiered_variants: bool | None = None,
        sample: Value | None = None,
        family: Value | None = None,
        family_disorder: Value | None = None,
        family_segregation: Value | None = None,
        family_members: Value | None = None,
        family_proband: Value | None = None,
        include_study: Value | None = None,
        include_file: Value | None = None,
        include_sample: Value | None = None,
        panel: Value | None = None,
        clinical_analysis_id: Value | None = None,
        penetrance: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def tool_custom(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def tool_team(
        self,
        *,
        include_low_coverage: bool | None = None,
        max_low_coverage: int | None = None,
        study: Value | None = None,
        clinical_analysis_id: Value | None = None,
        panel_ids: Value | None = None,
        family_segregation: Value | None = None,
        save: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def tool_team(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def tool_tiering(
        self,
        *,
        include_low_coverage: bool | None = None,
        max_low_coverage: int | None = None,
        study: Value | None = None,
        clinical_analysis_id: Value | None = None,
        panel_ids: Value | None = None,
        penetrance: Value | None = None,
        save: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def tool_tiering(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_comments(
        self,
        clinical_analysis: str,
        interpretation: str,
        data: BodyData,
        *,
        study: Value | None = None,
        action: Literal["ADD", "SET", "REMOVE"] | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_comments(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_interpretation_v1(
        self,
        clinical_analysis: str,
        interpretation: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        clinical_analysis_id: str | None = None,
        panels: Iterable[BodyObject] | None = None,
        software: BodyObject | None = None,
        analyst: BodyObject | None = None,
        dependencies: Iterable[BodyObject] | None = None,
        filters: Mapping[str, Any] | None = None,
        creation_date: str | None = None,
        primary_findings: Iterable[BodyObject] | None = None,
        secondary_findings: Iterable[BodyObject] | None = None,
        reported_low_coverages: Iterable[BodyObject] | None = None,
        comments: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_interpretation_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Cohorts(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.CohortsSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.CohortsSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.CohortsSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.CohortsSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.CohortsSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        type: Value | None = None,
        tags: Value | None = None,
        deleted: bool | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        samples: Value | None = None,
        num_samples: Value | None = None,
        release: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        cohorts: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        deleted: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        type: Literal[
            "CASE_CONTROL",
            "CASE_SET",
            "CONTROL_SET",
            "PAIRED",
            "PAIRED_TUMOR",
            "AGGREGATE",
            "TIME_SERIES",
            "FAMILY",
            "TRIO",
            "COLLECTION",
        ]
        | None = None,
        tags: Iterable[str] | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        samples: Iterable[BodyObject] | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        variable_set: Value | None = None,
        variable: Value | None = None,
        include_result: bool | None = None,
        study_id: Value | None = None,
        variable_set_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        cohorts: Value,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        tags: Iterable[str] | None = None,
        type: Literal[
            "CASE_CONTROL",
            "CASE_SET",
            "CONTROL_SET",
            "PAIRED",
            "PAIRED_TUMOR",
            "AGGREGATE",
            "TIME_SERIES",
            "FAMILY",
            "TRIO",
            "COLLECTION",
        ]
        | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        samples: Iterable[BodyObject] | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        samples_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        annotation_sets_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        tags_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        cohorts: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        type: Value | None = None,
        tags: Value | None = None,
        deleted: bool | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        samples: Value | None = None,
        num_samples: Value | None = None,
        release: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        type: Value | None = None,
        tags: Value | None = None,
        deleted: bool | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        samples: Value | None = None,
        num_samples: Value | None = None,
        release: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        creation_year: Value | None = None,
        creation_month: Value | None = None,
        creation_day: Value | None = None,
        creation_day_of_week: Value | None = None,
        default: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        cohorts: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        cohort: str | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def generate(
        self,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        type: Literal[
            "CASE_CONTROL",
            "CASE_SET",
            "CONTROL_SET",
            "PAIRED",
            "PAIRED_TUMOR",
            "AGGREGATE",
            "TIME_SERIES",
            "FAMILY",
            "TRIO",
            "COLLECTION",
        ]
        | None = None,
        tags: Iterable[str] | None = None,
        description: str | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        id: Value | None = None,
        somatic: bool | None = None,
        individual_id: Value | None = None,
        file_ids: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        phenotypes: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def generate(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load_annotation_sets(
        self,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        study: Value | None = None,
        variable_set_id: Value,
        path: Value,
        parents: bool | None = None,
        annotation_set_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def load_annotation_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_annotation_sets_annotations(
        self,
        cohort: str,
        annotation_set: str,
        data: BodyData | None = None,
        *,
        study: Value | None = None,
        action: Literal["ADD", "SET", "REMOVE", "RESET", "REPLACE"] | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_annotation_sets_annotations(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def delete_v1(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        type: Literal[
            "CASE_CONTROL",
            "CASE_SET",
            "CONTROL_SET",
            "PAIRED",
            "PAIRED_TUMOR",
            "AGGREGATE",
            "TIME_SERIES",
            "FAMILY",
            "TRIO",
            "COLLECTION",
        ]
        | None = None,
        status: Value | None = None,
        annotation: Value | None = None,
        samples: Value | None = None,
        release: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def delete_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def samples(
        self,
        cohort: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def samples(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class DiseasePanels(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.DiseasePanelsSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.DiseasePanelsSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.DiseasePanelsSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.DiseasePanelsSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.DiseasePanelsSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        version: Value | None = None,
        count: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        internal_status: Value | None = None,
        disorders: Value | None = None,
        variants: Value | None = None,
        genes: Value | None = None,
        source: Value | None = None,
        regions: Value | None = None,
        categories: Value | None = None,
        tags: Value | None = None,
        deleted: bool | None = None,
        status: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        phenotypes: Value | None = None,
        description: Value | None = None,
        author: Value | None = None,
        global_: bool | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        panels: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        all_versions: bool | None = None,
        global_: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        author: str | None = None,
        source: BodyObject | None = None,
        categories: Iterable[BodyObject] | None = None,
        tags: Iterable[str] | None = None,
        disorders: Iterable[BodyObject] | None = None,
        variants: Iterable[BodyObject] | None = None,
        genes: Iterable[BodyObject] | None = None,
        regions: Iterable[BodyObject] | None = None,
        strs: Iterable[BodyObject] | None = None,
        stats: Mapping[str, int] | None = None,
        attributes: Mapping[str, Any] | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        import_source: Value | None = None,
        import_ids: Value | None = None,
        import_: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        panels: Value,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        author: str | None = None,
        source: BodyObject | None = None,
        categories: Iterable[BodyObject] | None = None,
        tags: Iterable[str] | None = None,
        disorders: Iterable[BodyObject] | None = None,
        variants: Iterable[BodyObject] | None = None,
        genes: Iterable[BodyObject] | None = None,
        regions: Iterable[BodyObject] | None = None,
        strs: Iterable[BodyObject] | None = None,
        stats: Mapping[str, int] | None = None,
        attributes: Mapping[str, Any] | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        inc_version: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        panels: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        internal_status: Value | None = None,
        disorders: Value | None = None,
        variants: Value | None = None,
        genes: Value | None = None,
        source: Value | None = None,
        regions: Value | None = None,
        categories: Value | None = None,
        tags: Value | None = None,
        deleted: bool | None = None,
        status: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        phenotypes: Value | None = None,
        description: Value | None = None,
        author: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        internal_status: Value | None = None,
        disorders: Value | None = None,
        variants: Value | None = None,
        genes: Value | None = None,
        source: Value | None = None,
        regions: Value | None = None,
        categories: Value | None = None,
        tags: Value | None = None,
        deleted: bool | None = None,
        status: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        panels: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        panel: str | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def import_panels(
        self,
        data: BodyData | None = None,
        *,
        source: Literal["PANEL_APP", "CANCER_GENE_CENSUS"] | None = None,
        id: str | None = None,
        panel_ids: Iterable[str] | None = None,
        content: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def import_panels(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_v1(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        phenotypes: Value | None = None,
        variants: Value | None = None,
        genes: Value | None = None,
        regions: Value | None = None,
        categories: Value | None = None,
        tags: Value | None = None,
        description: Value | None = None,
        author: Value | None = None,
        creation_date: Value | None = None,
        release: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def delete_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Families(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.FamiliesSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.FamiliesSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.FamiliesSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.FamiliesSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.FamiliesSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        version: Value | None = None,
        count: bool | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        members: Value | None = None,
        expected_size: int | None = None,
        samples: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        deleted: bool | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        parental_consanguinity: bool | None = None,
        annotationset_name: Value | None = None,
        variable_set: Value | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        families: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        all_versions: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        expected_size: int | None = None,
        attributes: Mapping[str, Any] | None = None,
        status: BodyObject | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        disorders: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        members: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        families: Value,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        members: Iterable[BodyObject] | None = None,
        expected_size: int | None = None,
        status: BodyObject | None = None,
        quality_control: BodyObject | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        disorders: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        update_roles: bool | None = None,
        update_pedigree_graph: bool | None = None,
        annotation_sets_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        inc_version: bool | None = None,
        update_individual_version: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        families: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        members: Value | None = None,
        expected_size: int | None = None,
        samples: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        deleted: bool | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        parental_consanguinity: bool | None = None,
        annotationset_name: Value | None = None,
        variable_set: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        members: Value | None = None,
        expected_size: int | None = None,
        samples: Value | None = None,
        phenotypes: Value | None = None,
        disorders: Value | None = None,
        deleted: bool | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        creation_year: Value | None = None,
        creation_month: Value | None = None,
        creation_day: Value | None = None,
        creation_day_of_week: Value | None = None,
        version: Value | None = None,
        num_members: Value | None = None,
        default: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        families: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        family: str | None = None,
        individual: str | None = None,
        sample: str | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        propagate: Literal["NO", "YES", "YES_AND_VARIANT_VIEW"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load_annotation_sets(
        self,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        study: Value | None = None,
        variable_set_id: Value,
        path: Value,
        parents: bool | None = None,
        annotation_set_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def load_annotation_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_annotation_sets_annotations(
        self,
        family: str,
        annotation_set: str,
        data: BodyData | None = None,
        *,
        study: Value | None = None,
        action: Literal["ADD", "SET", "REMOVE", "RESET", "REPLACE"] | None = None,
        inc_version: bool | None = None,
        update_sample_version: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_annotation_sets_annotations(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def delete_v1(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        parental_consanguinity: bool | None = None,
        members: Value | None = None,
        phenotypes: Value | None = None,
        annotation: Value | None = None,
        release: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def delete_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Files(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.FilesSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.FilesSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.FilesSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.FilesSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.FilesSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        path: Value | None = None,
        uri: Value | None = None,
        type: Value | None = None,
        bioformat: Value | None = None,
        format: Value | None = None,
        external: bool | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        internal_variant_index_status: Value | None = None,
        software_name: Value | None = None,
        directory: Value | None = None,
        description: Value | None = None,
        tags: Value | None = None,
        size: Value | None = None,
        sample_ids: Value | None = None,
        job_id: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        deleted: bool | None = None,
        release: Value | None = None,
        resource: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        attributes: Value | None = None,
        lazy: bool | None = None,
        study_id: Value | None = None,
        sample: Value | None = None,
        samples: Value | None = None,
        job__id: Value | None = None,
        nattributes: Value | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        files: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        deleted: bool | None = None,
        lazy: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        path: str | None = None,
        description: str | None = None,
        type: Literal["FILE", "VIRTUAL", "DIRECTORY"] | None = None,
        format: Literal[
            "VCF",
            "BCF",
            "GVCF",
            "TBI",
            "BIGWIG",
            "SAM",
            "BAM",
            "BAI",
            "CRAM",
            "CRAI",
            "FASTQ",
            "FASTA",
            "PED",
            "TAB_SEPARATED_VALUES",
            "COMMA_SEPARATED_VALUES",
            "XML",
            "PROTOCOL_BUFFER",
            "JSON",
            "AVRO",
            "PARQUET",
            "PDF",
            "IMAGE",
            "PLAIN",
            "BINARY",
            "JAVASCRIPT",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        bioformat: Literal[
            "MICROARRAY_EXPRESSION_ONECHANNEL_AGILENT",
            "MICROARRAY_EXPRESSION_ONECHANNEL_AFFYMETRIX",
            "MICROARRAY_EXPRESSION_ONECHANNEL_GENEPIX",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_AGILENT",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_GENEPIX",
            "DATAMATRIX_EXPRESSION",
            "IDLIST",
            "IDLIST_RANKED",
            "ANNOTATION_GENEVSANNOTATION",
            "OTHER_NEWICK",
            "OTHER_BLAST",
            "OTHER_INTERACTION",
            "OTHER_GENOTYPE",
            "OTHER_PLINK",
            "OTHER_VCF",
            "OTHER_PED",
            "VCF4",
            "CVDB",
            "VARIANT",
            "ALIGNMENT",
            "COVERAGE",
            "SEQUENCE",
            "PEDIGREE",
            "REFERENCE_GENOME",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        sample_ids: Iterable[str] | None = None,
        software: BodyObject | None = None,
        tags: Iterable[str] | None = None,
        resource: bool | None = None,
        job_id: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        status: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        directory: bool | None = None,
        study: Value | None = None,
        parents: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        files: Value,
        data: BodyData | None = None,
        *,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        sample_ids: Iterable[str] | None = None,
        format: Literal[
            "VCF",
            "BCF",
            "GVCF",
            "TBI",
            "BIGWIG",
            "SAM",
            "BAM",
            "BAI",
            "CRAM",
            "CRAI",
            "FASTQ",
            "FASTA",
            "PED",
            "TAB_SEPARATED_VALUES",
            "COMMA_SEPARATED_VALUES",
            "XML",
            "PROTOCOL_BUFFER",
            "JSON",
            "AVRO",
            "PARQUET",
            "PDF",
            "IMAGE",
            "PLAIN",
            "BINARY",
            "JAVASCRIPT",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        bioformat: Literal[
            "MICROARRAY_EXPRESSION_ONECHANNEL_AGILENT",
            "MICROARRAY_EXPRESSION_ONECHANNEL_AFFYMETRIX",
            "MICROARRAY_EXPRESSION_ONECHANNEL_GENEPIX",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_AGILENT",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_GENEPIX",
            "DATAMATRIX_EXPRESSION",
            "IDLIST",
            "IDLIST_RANKED",
            "ANNOTATION_GENEVSANNOTATION",
            "OTHER_NEWICK",
            "OTHER_BLAST",
            "OTHER_INTERACTION",
            "OTHER_GENOTYPE",
            "OTHER_PLINK",
            "OTHER_VCF",
            "OTHER_PED",
            "VCF4",
            "CVDB",
            "VARIANT",
            "ALIGNMENT",
            "COVERAGE",
            "SEQUENCE",
            "PEDIGREE",
            "REFERENCE_GENOME",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        internal: BodyObject | None = None,
        tags: Iterable[str] | None = None,
        software: BodyObject | None = None,
        experiment: BodyObject | None = None,
        related_files: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        quality_control: BodyObject | None = None,
        stats: Mapping[str, Any] | None = None,
        attributes: Mapping[str, Any] | None = None,
        name: str | None = None,
        samples: Iterable[str] | None = None,
        checksum: str | None = None,
        size: int | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        sample_ids_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        annotation_sets_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        related_files_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        tags_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        samples_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        files: Value,
        *,
        study: Value | None = None,
        skip_trash: bool | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> JobResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        path: Value | None = None,
        uri: Value | None = None,
        type: Value | None = None,
        bioformat: Value | None = None,
        format: Value | None = None,
        external: bool | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        internal_variant_index_status: Value | None = None,
        software_name: Value | None = None,
        directory: Value | None = None,
        description: Value | None = None,
        tags: Value | None = None,
        size: Value | None = None,
        sample_ids: Value | None = None,
        job_id: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        deleted: bool | None = None,
        release: Value | None = None,
        resource: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        attributes: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        path: Value | None = None,
        uri: Value | None = None,
        type: Value | None = None,
        bioformat: Value | None = None,
        format: Value | None = None,
        external: bool | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        internal_variant_index_status: Value | None = None,
        software_name: Value | None = None,
        directory: Value | None = None,
        description: Value | None = None,
        tags: Value | None = None,
        size: Value | None = None,
        sample_ids: Value | None = None,
        job_id: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        deleted: bool | None = None,
        release: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        creation_year: Value | None = None,
        creation_month: Value | None = None,
        creation_day: Value | None = None,
        creation_day_of_week: Value | None = None,
        software: Value | None = None,
        experiment: Value | None = None,
        num_samples: Value | None = None,
        num_related_files: Value | None = None,
        default: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        files: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        file: str | None = None,
        sample: str | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def bioformats(self, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def bioformats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def download(
        self,
        file: str,
        *,
        study: Value | None = None,
        to: None = None,
        size: int | None = None,
        dry_run: Literal[False] = False,
        progress: bool | None = None,
    ) -> RestResponse: ...
    @overload
    def download(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def download(self, *args: Any, to: str | os.PathLike[str], **kwargs: Any) -> Path: ...
    @overload
    def fetch(
        self,
        data: BodyData | None = None,
        *,
        url: str | None = None,
        path: str | None = None,
        resource: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def fetch(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def formats(self, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def formats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def grep(
        self,
        file: str,
        *,
        study: Value | None = None,
        pattern: Value | None = None,
        ignore_case: bool | None = None,
        max_count: int | None = None,
        multi: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def grep(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def head(
        self,
        file: str,
        *,
        study: Value | None = None,
        offset: int | None = None,
        lines: int | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def head(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def image(self, file: str, *, study: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def image(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def link(
        self,
        data: BodyData | None = None,
        *,
        related_files: Iterable[BodyObject] | None = None,
        uri: str | None = None,
        path: str | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        status: BodyObject | None = None,
        virtual_file_name: str | None = None,
        internal: BodyObject | None = None,
        study: Value | None = None,
        parents: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def link(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def list(
        self,
        folder: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def list(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load_annotation_sets(
        self,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        study: Value | None = None,
        variable_set_id: Value,
        path: Value,
        parents: bool | None = None,
        annotation_set_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def load_annotation_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def move(
        self,
        file: str,
        data: BodyData | None = None,
        *,
        path: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def move(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def refresh(self, file: str, *, study: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def refresh(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_link(
        self,
        data: BodyData | None = None,
        *,
        uri: Iterable[str] | None = None,
        path: str | None = None,
        description: str | None = None,
        virtual_file_name: str | None = None,
        parents: bool | None = None,
        skip_post_link: bool | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_link(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_postlink(
        self,
        data: BodyData | None = None,
        *,
        files: Iterable[str] | None = None,
        batch_size: int | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_postlink(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def tail(
        self, file: str, *, study: Value | None = None, lines: int | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def tail(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def tree(
        self,
        folder: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        max_depth: int | None = None,
        limit: int | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def tree(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def unlink(
        self,
        files: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> JobResponse: ...
    @overload
    def unlink(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_annotation_sets_annotations(
        self,
        file: str,
        annotation_set: str,
        data: BodyData | None = None,
        *,
        study: Value | None = None,
        action: Literal["ADD", "SET", "REMOVE", "RESET", "REPLACE"] | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_annotation_sets_annotations(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def update_content(
        self,
        file: str,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_content(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_uri(
        self,
        data: BodyData | None = None,
        *,
        uri: Iterable[BodyObject] | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_uri(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def upload(
        self,
        *,
        file: FileSource | None = None,
        name: Value | None = None,
        file_name: Value | None = None,
        format: Literal[
            "VCF",
            "BCF",
            "GVCF",
            "TBI",
            "BIGWIG",
            "SAM",
            "BAM",
            "BAI",
            "CRAM",
            "CRAI",
            "FASTQ",
            "FASTA",
            "PED",
            "TAB_SEPARATED_VALUES",
            "COMMA_SEPARATED_VALUES",
            "XML",
            "PROTOCOL_BUFFER",
            "JSON",
            "AVRO",
            "PARQUET",
            "PDF",
            "IMAGE",
            "PLAIN",
            "BINARY",
            "JAVASCRIPT",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        file_format: Literal[
            "VCF",
            "BCF",
            "GVCF",
            "TBI",
            "BIGWIG",
            "SAM",
            "BAM",
            "BAI",
            "CRAM",
            "CRAI",
            "FASTQ",
            "FASTA",
            "PED",
            "TAB_SEPARATED_VALUES",
            "COMMA_SEPARATED_VALUES",
            "XML",
            "PROTOCOL_BUFFER",
            "JSON",
            "AVRO",
            "PARQUET",
            "PDF",
            "IMAGE",
            "PLAIN",
            "BINARY",
            "JAVASCRIPT",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        bioformat: Literal[
            "MICROARRAY_EXPRESSION_ONECHANNEL_AGILENT",
            "MICROARRAY_EXPRESSION_ONECHANNEL_AFFYMETRIX",
            "MICROARRAY_EXPRESSION_ONECHANNEL_GENEPIX",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_AGILENT",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_GENEPIX",
            "DATAMATRIX_EXPRESSION",
            "IDLIST",
            "IDLIST_RANKED",
            "ANNOTATION_GENEVSANNOTATION",
            "OTHER_NEWICK",
            "OTHER_BLAST",
            "OTHER_INTERACTION",
            "OTHER_GENOTYPE",
            "OTHER_PLINK",
            "OTHER_VCF",
            "OTHER_PED",
            "VCF4",
            "CVDB",
            "VARIANT",
            "ALIGNMENT",
            "COVERAGE",
            "SEQUENCE",
            "PEDIGREE",
            "REFERENCE_GENOME",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        checksum: Value | None = None,
        resource: bool | None = None,
        study: Value | None = None,
        relative_file_path: Value | None = None,
        description: Value | None = None,
        parents: bool | None = None,
        filename: Value | None = None,
        chunk_content: Value | None = None,
        chunk_id: Value | None = None,
        last_chunk: Value | None = None,
        chunk_total: Value | None = None,
        chunk_size: Value | None = None,
        chunk_hash: Value | None = None,
        resume_upload: Value | None = None,
        study_id: Value | None = None,
        dry_run: Literal[False] = False,
        progress: bool | None = None,
    ) -> RestResponse: ...
    @overload
    def upload(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_v1(
        self,
        *,
        skip_trash: bool | None = None,
        study: Value | None = None,
        name: Value | None = None,
        path: Value | None = None,
        type: Value | None = None,
        bioformat: Value | None = None,
        format: Value | None = None,
        status: Value | None = None,
        directory: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        description: Value | None = None,
        size: Value | None = None,
        samples: Value | None = None,
        annotation: Value | None = None,
        job_id: Value | None = None,
        attributes: Value | None = None,
        nattributes: Value | None = None,
        release: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def delete_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def content(
        self,
        file: str,
        *,
        study: Value | None = None,
        start: int | None = None,
        limit: int | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def content(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def scan_folder(
        self,
        folder: str,
        *,
        study: Value | None = None,
        calculate_checksum: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def scan_folder(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Ga4gh(Resource):
    @overload
    def fetch_reads(
        self,
        study: str,
        file: str,
        *,
        reference_name: Value | None = None,
        start: int | None = None,
        end: int | None = None,
        reference_genome: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def fetch_reads(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def responses(
        self,
        *,
        chrom: Value,
        pos: int,
        allele: Value,
        ref: Value | None = None,
        beacon: Value,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def responses(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def search_reads(self, data: BodyData | None = None, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def search_reads(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def search_variants(self, data: BodyData | None = None, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def search_variants(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Individuals(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.IndividualsSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.IndividualsSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.IndividualsSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.IndividualsSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.IndividualsSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        version: Value | None = None,
        count: bool | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        father: Value | None = None,
        mother: Value | None = None,
        samples: Value | None = None,
        family_ids: Value | None = None,
        sex: Value | None = None,
        date_of_birth: Value | None = None,
        ethnicity: Value | None = None,
        disorders: Value | None = None,
        phenotypes: Value | None = None,
        population_name: Value | None = None,
        population_subpopulation: Value | None = None,
        karyotypic_sex: Value | None = None,
        life_status: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        deleted: bool | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        affectation_status: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        population__name: Value | None = None,
        population__subpopulation: Value | None = None,
        population_description: Value | None = None,
        annotationset_name: Value | None = None,
        variable_set: Value | None = None,
        study_id: Value | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        individuals: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        all_versions: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        father: BodyObject | None = None,
        mother: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        location: BodyObject | None = None,
        sex: BodyObject | None = None,
        ethnicity: BodyObject | None = None,
        parental_consanguinity: bool | None = None,
        population: BodyObject | None = None,
        date_of_birth: str | None = None,
        karyotypic_sex: Literal["UNKNOWN", "XX", "XY", "XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY", "OTHER"]
        | None = None,
        life_status: Literal["ALIVE", "ABORTED", "DECEASED", "UNBORN", "STILLBORN", "MISCARRIAGE", "UNKNOWN"]
        | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        disorders: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        multiples: BodyObject | None = None,
        affectation_status: Literal["CONTROL", "AFFECTED", "UNAFFECTED", "UNKNOWN"] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        samples: Value | None = None,
        include_result: bool | None = None,
        study_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        individuals: Value,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        father: BodyObject | None = None,
        mother: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        parental_consanguinity: bool | None = None,
        location: BodyObject | None = None,
        sex: BodyObject | None = None,
        ethnicity: BodyObject | None = None,
        population: BodyObject | None = None,
        date_of_birth: str | None = None,
        karyotypic_sex: Literal["UNKNOWN", "XX", "XY", "XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY", "OTHER"]
        | None = None,
        life_status: Literal["ALIVE", "ABORTED", "DECEASED", "UNBORN", "STILLBORN", "MISCARRIAGE", "UNKNOWN"]
        | None = None,
        samples: Iterable[BodyObject] | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        disorders: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        quality_control: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        multiples: BodyObject | None = None,
        affectation_status: Literal["CONTROL", "AFFECTED", "UNAFFECTED", "UNKNOWN"] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        samples_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        phenotypes_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        disorders_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        annotation_sets_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        inc_version: bool | None = None,
        update_sample_version: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        individuals: Value,
        *,
        force: bool | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        father: Value | None = None,
        mother: Value | None = None,
        samples: Value | None = None,
        family_ids: Value | None = None,
        sex: Value | None = None,
        date_of_birth: Value | None = None,
        ethnicity: Value | None = None,
        disorders: Value | None = None,
        phenotypes: Value | None = None,
        population_name: Value | None = None,
        population_subpopulation: Value | None = None,
        karyotypic_sex: Value | None = None,
        life_status: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        deleted: bool | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        affectation_status: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        population__name: Value | None = None,
        population__subpopulation: Value | None = None,
        population_description: Value | None = None,
        annotationset_name: Value | None = None,
        variable_set: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        name: Value | None = None,
        father: Value | None = None,
        mother: Value | None = None,
        samples: Value | None = None,
        family_ids: Value | None = None,
        sex: Value | None = None,
        date_of_birth: Value | None = None,
        ethnicity: Value | None = None,
        disorders: Value | None = None,
        phenotypes: Value | None = None,
        population_name: Value | None = None,
        population_subpopulation: Value | None = None,
        karyotypic_sex: Value | None = None,
        life_status: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        deleted: bool | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        affectation_status: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        has_father: bool | None = None,
        has_mother: bool | None = None,
        population: Value | None = None,
        creation_year: Value | None = None,
        creation_month: Value | None = None,
        creation_day: Value | None = None,
        creation_day_of_week: Value | None = None,
        num_samples: Value | None = None,
        parental_consanguinity: bool | None = None,
        version: Value | None = None,
        default: bool | None = None,
        num_multiples: Value | None = None,
        multiples_type: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        individuals: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        individual: str | None = None,
        sample: str | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        propagate: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load_annotation_sets(
        self,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        study: Value | None = None,
        variable_set_id: Value,
        path: Value,
        parents: bool | None = None,
        annotation_set_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def load_annotation_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def relatives(
        self,
        individual: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        degree: int | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def relatives(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_annotation_sets_annotations(
        self,
        individual: str,
        annotation_set: str,
        data: BodyData | None = None,
        *,
        study: Value | None = None,
        action: Literal["ADD", "SET", "REMOVE", "RESET", "REPLACE"] | None = None,
        inc_version: bool | None = None,
        update_sample_version: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_annotation_sets_annotations(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def delete_v1(
        self,
        *,
        force: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        father: Value | None = None,
        mother: Value | None = None,
        sex: Value | None = None,
        ethnicity: Value | None = None,
        population_name: Value | None = None,
        population_subpopulation: Value | None = None,
        population_description: Value | None = None,
        phenotypes: Value | None = None,
        karyotypic_sex: Literal["UNKNOWN", "XX", "XY", "XO", "XXY", "XXX", "XXYY", "XXXY", "XXXX", "XYY", "OTHER"]
        | None = None,
        life_status: Literal["ALIVE", "ABORTED", "DECEASED", "UNBORN", "STILLBORN", "MISCARRIAGE", "UNKNOWN"]
        | None = None,
        affectation_status: Literal["CONTROL", "AFFECTED", "UNAFFECTED", "UNKNOWN"] | None = None,
        creation_date: Value | None = None,
        annotation: Value | None = None,
        release: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def delete_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Jobs(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.JobsSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.JobsSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.JobsSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.JobsSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.JobsSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        study: Value | None = None,
        other_studies: bool | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        tool_id: Value | None = None,
        tool_type: Value | None = None,
        tool_minimum_requirements_queue: Value | None = None,
        tool_minimum_requirements_processor_type: Value | None = None,
        execution_queue_id: Value | None = None,
        user_id: Value | None = None,
        priority: Value | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        visited: bool | None = None,
        tags: Value | None = None,
        input: Value | None = None,
        output: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        deleted: bool | None = None,
        type: Value | None = None,
        tool_external_executor_id: Value | None = None,
        parent_id: Value | None = None,
        was_dry_run: bool | None = None,
        internal_kill_job_requested: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        execution_start: Value | None = None,
        execution_end: Value | None = None,
        study_id: Value | None = None,
        name: Value | None = None,
        tool_name: Value | None = None,
        owner_id: Value | None = None,
        date: Value | None = None,
        input_files: Value | None = None,
        output_files: Value | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        jobs: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        deleted: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        type: Literal["NATIVE_TOOL", "WORKFLOW", "CUSTOM_TOOL", "VARIANT_WALKER"] | None = None,
        tool: BodyObject | None = None,
        priority: Literal["URGENT", "HIGH", "MEDIUM", "LOW", "UNKNOWN"] | None = None,
        command_line: str | None = None,
        params: Mapping[str, Any] | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        internal: BodyObject | None = None,
        out_dir: BodyObject | None = None,
        input: Iterable[BodyObject] | None = None,
        output: Iterable[BodyObject] | None = None,
        tags: Iterable[str] | None = None,
        result: BodyObject | None = None,
        stdout: BodyObject | None = None,
        stderr: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        name: str | None = None,
        tool_name: str | None = None,
        execution: str | None = None,
        start_time: int | None = None,
        end_time: int | None = None,
        status: Literal["READY", "ERROR"] | None = None,
        status_message: str | None = None,
        out_dir_id: str | None = None,
        resource_manager_attributes: Mapping[str, Any] | None = None,
        study: Value | None = None,
        study_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        jobs: Value,
        data: BodyData | None = None,
        *,
        description: str | None = None,
        tags: Iterable[str] | None = None,
        visited: bool | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        jobs: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        other_studies: bool | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        tool_id: Value | None = None,
        tool_type: Value | None = None,
        tool_minimum_requirements_queue: Value | None = None,
        tool_minimum_requirements_processor_type: Value | None = None,
        execution_queue_id: Value | None = None,
        user_id: Value | None = None,
        priority: Value | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        visited: bool | None = None,
        tags: Value | None = None,
        input: Value | None = None,
        output: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        deleted: bool | None = None,
        type: Value | None = None,
        tool_external_executor_id: Value | None = None,
        parent_id: Value | None = None,
        was_dry_run: bool | None = None,
        internal_kill_job_requested: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        execution_start: Value | None = None,
        execution_end: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        other_studies: bool | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        tool_id: Value | None = None,
        tool_type: Value | None = None,
        tool_minimum_requirements_queue: Value | None = None,
        tool_minimum_requirements_processor_type: Value | None = None,
        execution_queue_id: Value | None = None,
        user_id: Value | None = None,
        priority: Value | None = None,
        status: Value | None = None,
        internal_status: Value | None = None,
        visited: bool | None = None,
        tags: Value | None = None,
        input: Value | None = None,
        output: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        tool_scope: Value | None = None,
        tool_resource: Value | None = None,
        executor_id: Value | None = None,
        executor_framework: Value | None = None,
        creation_year: Value | None = None,
        creation_month: Value | None = None,
        creation_day: Value | None = None,
        creation_day_of_week: Value | None = None,
        default: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        jobs: Value,
        *,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        job: str | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def build_tool(
        self,
        data: BodyData | None = None,
        *,
        git_repository: str | None = None,
        apt_get: str | None = None,
        install_r: bool | None = None,
        docker: BodyObject | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def build_tool(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def head_log(
        self,
        job: str,
        *,
        study: Value | None = None,
        offset: int | None = None,
        lines: int | None = None,
        type: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def head_log(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def kill(self, job: str, *, study: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def kill(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def retry(
        self,
        data: BodyData | None = None,
        *,
        job: str | None = None,
        force: bool | None = None,
        params: Mapping[str, Any] | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def retry(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_tool(
        self,
        data: BodyData | None = None,
        *,
        container: BodyObject | None = None,
        minimum_requirements: BodyObject | None = None,
        command_line: str | None = None,
        docker: BodyObject | None = None,
        git: BodyObject | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_tool(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def tail_log(
        self,
        job: str,
        *,
        study: Value | None = None,
        lines: int | None = None,
        type: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def tail_log(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def top(
        self,
        *,
        limit: int | None = None,
        study: Value | None = None,
        internal_status: Value | None = None,
        priority: Value | None = None,
        user_id: Value | None = None,
        tool_id: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def top(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_v1(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        tool_name: Value | None = None,
        status: Value | None = None,
        owner_id: Value | None = None,
        date: Value | None = None,
        input_files: Value | None = None,
        output_files: Value | None = None,
        release: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def delete_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def visit(self, job_id: str, *, study: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def visit(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Meta(Resource):
    @overload
    def about(self, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def about(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def api(
        self, *, category: Value | None = None, summary: bool | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def api(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def fail(self, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def fail(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def model(self, *, model: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def model(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def openapi(self, *, url: Value, study: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def openapi(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def ping(self, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def ping(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def status(self, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def status(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Operations(Resource):
    @overload
    def aggregate_variant(
        self,
        data: BodyData | None = None,
        *,
        overwrite: bool | None = None,
        resume: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def aggregate_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregate_variant_family(
        self,
        data: BodyData | None = None,
        *,
        resume: bool | None = None,
        family: str | None = None,
        samples: Iterable[str] | None = None,
        gaps_genotype: str | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def aggregate_variant_family(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def configure_cellbase(
        self,
        data: BodyData | None = None,
        *,
        url: str | None = None,
        version: str | None = None,
        data_release: str | None = None,
        api_key: str | None = None,
        token: str | None = None,
        project: Value | None = None,
        annotation_update: bool | None = None,
        annotation_save_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def configure_cellbase(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def configure_variant(
        self,
        data: BodyData | None = None,
        *,
        configuration: Mapping[str, Any] | None = None,
        project: Value | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def configure_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def configure_variant_secondary_sample_index(
        self,
        data: BodyData | None = None,
        *,
        annotation_index_configuration: BodyObject | None = None,
        file_index_configuration: BodyObject | None = None,
        file_data_configuration: BodyObject | None = None,
        study: Value | None = None,
        skip_rebuild: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def configure_variant_secondary_sample_index(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def delete_variant(
        self,
        data: BodyData | None = None,
        *,
        file: Iterable[str] | None = None,
        resume: bool | None = None,
        force: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_variant_annotation(
        self,
        *,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        project: Value | None = None,
        annotation_id: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_variant_annotation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_variant_sample(
        self,
        data: BodyData | None = None,
        *,
        sample: Iterable[str] | None = None,
        force: bool | None = None,
        resume: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_variant_sample(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_variant_score(
        self,
        *,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        name: Value | None = None,
        resume: bool | None = None,
        force: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_variant_score(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_variant_stats(
        self,
        data: BodyData | None = None,
        *,
        cohort: Iterable[str] | None = None,
        force: bool | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_variant_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_variant_study(
        self,
        data: BodyData | None = None,
        *,
        resume: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_variant_study(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_variant(
        self,
        data: BodyData | None = None,
        *,
        file: str | None = None,
        resume: bool | None = None,
        outdir: str | None = None,
        transform: bool | None = None,
        gvcf: bool | None = None,
        normalization_skip: bool | None = None,
        reference_genome: str | None = None,
        fail_on_malformed_lines: str | None = None,
        family: bool | None = None,
        somatic: bool | None = None,
        load: bool | None = None,
        force_reload: bool | None = None,
        load_split_data: str | None = None,
        load_multi_file_data: bool | None = None,
        load_sample_index: str | None = None,
        load_archive: str | None = None,
        load_hom_ref: str | None = None,
        post_load_check: str | None = None,
        include_genotypes: str | None = None,
        include_sample_data: str | None = None,
        merge: str | None = None,
        deduplication_policy: str | None = None,
        calculate_stats: bool | None = None,
        aggregated: Literal["NONE", "BASIC", "EVS", "EXAC"] | None = None,
        aggregation_mapping_file: str | None = None,
        annotate: bool | None = None,
        annotator: str | None = None,
        overwrite_annotations: bool | None = None,
        index_search: bool | None = None,
        skip_indexed_files: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_variant_annotation(
        self,
        data: BodyData | None = None,
        *,
        outdir: str | None = None,
        annotator: str | None = None,
        overwrite_annotations: bool | None = None,
        region: str | None = None,
        create: bool | None = None,
        load: str | None = None,
        custom_name: str | None = None,
        output_file_name: str | None = None,
        sample_index_annotation: Literal["YES", "NO", "AUTO"] | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        project: Value | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_variant_annotation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_variant_family(
        self,
        data: BodyData | None = None,
        *,
        family: Iterable[str] | None = None,
        update_index: bool | None = None,
        overwrite: bool | None = None,
        skip_incomplete_families: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_variant_family(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_variant_sample(
        self,
        data: BodyData | None = None,
        *,
        sample: Iterable[str] | None = None,
        build_index: bool | None = None,
        annotate: bool | None = None,
        overwrite: bool | None = None,
        family_index: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_variant_sample(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_variant_score(
        self,
        data: BodyData | None = None,
        *,
        score_name: str | None = None,
        cohort1: str | None = None,
        cohort2: str | None = None,
        input: str | None = None,
        input_columns: str | None = None,
        resume: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_variant_score(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_variant_stats(
        self,
        data: BodyData | None = None,
        *,
        cohort: Iterable[str] | None = None,
        region: str | None = None,
        overwrite_stats: bool | None = None,
        resume: bool | None = None,
        aggregated: Literal["NONE", "BASIC", "EVS", "EXAC"] | None = None,
        aggregation_mapping_file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_variant_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def launcher_variant_index(
        self,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        directory: str | None = None,
        resume_failed: bool | None = None,
        ignore_failed: bool | None = None,
        max_jobs: int | None = None,
        index_params: BodyObject | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def launcher_variant_index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def prune_variant(
        self,
        data: BodyData | None = None,
        *,
        project: str | None = None,
        resume: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def prune_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def repair_variant_metadata(
        self,
        data: BodyData | None = None,
        *,
        studies: Iterable[str] | None = None,
        samples_batch_size: int | None = None,
        what: Iterable[Literal["SAMPLE_FILE_ID", "CHECK_COHORT_ALL", "REPAIR_COHORT_ALL"]] | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def repair_variant_metadata(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_variant_julie(
        self,
        data: BodyData | None = None,
        *,
        cohorts: Iterable[str] | None = None,
        overwrite: bool | None = None,
        region: str | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        project: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_variant_julie(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def save_variant_annotation(
        self,
        data: BodyData | None = None,
        *,
        annotation_id: str | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        project: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def save_variant_annotation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def secondary_index_variant(
        self,
        data: BodyData | None = None,
        *,
        region: str | None = None,
        overwrite: bool | None = None,
        sample: Iterable[str] | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        project: Value | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def secondary_index_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def setup_variant(
        self,
        data: BodyData | None = None,
        *,
        expected_samples: int | None = None,
        expected_files: int | None = None,
        file_type: Literal["GENOME_VCF", "GENOME_gVCF", "EXOME"] | None = None,
        average_file_size: str | None = None,
        variants_per_sample: int | None = None,
        average_samples_per_file: float | None = None,
        data_distribution: Literal[
            "SINGLE_SAMPLE_PER_FILE",
            "MULTIPLE_SAMPLES_PER_FILE",
            "MULTIPLE_FILES_PER_SAMPLE",
            "FILES_SPLIT_BY_CHROMOSOME",
            "FILES_SPLIT_BY_REGION",
        ]
        | None = None,
        normalize_extensions: Iterable[str] | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def setup_variant(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def synchronize_variant_metadata(
        self,
        data: BodyData | None = None,
        *,
        files: Iterable[str] | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def synchronize_variant_metadata(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def variant_annotation_extension_configure(
        self,
        data: BodyData | None = None,
        *,
        extension: str | None = None,
        resources: Iterable[str] | None = None,
        params: Mapping[str, Any] | None = None,
        overwrite: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        project: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def variant_annotation_extension_configure(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def variant_sample_index_configure(
        self,
        data: BodyData | None = None,
        *,
        annotation_index_configuration: BodyObject | None = None,
        file_index_configuration: BodyObject | None = None,
        file_data_configuration: BodyObject | None = None,
        study: Value | None = None,
        skip_rebuild: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def variant_sample_index_configure(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def variant_secondary_annotation_index(
        self,
        data: BodyData | None = None,
        *,
        region: str | None = None,
        overwrite: bool | None = None,
        sample: Iterable[str] | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        project: Value | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def variant_secondary_annotation_index(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def variant_secondary_sample_index(
        self,
        data: BodyData | None = None,
        *,
        sample: Iterable[str] | None = None,
        build_index: bool | None = None,
        annotate: bool | None = None,
        overwrite: bool | None = None,
        family_index: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def variant_secondary_sample_index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_variant_secondary_index(
        self,
        *,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        samples: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_variant_secondary_index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_family_genotype(
        self,
        data: BodyData | None = None,
        *,
        family: Iterable[str] | None = None,
        update_index: bool | None = None,
        overwrite: bool | None = None,
        skip_incomplete_families: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_family_genotype(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index_sample_genotype(
        self,
        data: BodyData | None = None,
        *,
        sample: Iterable[str] | None = None,
        build_index: bool | None = None,
        annotate: bool | None = None,
        overwrite: bool | None = None,
        family_index: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def index_sample_genotype(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Organizations(Resource):
    @overload
    def info(
        self,
        organization: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        configuration: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        organization: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        owner: str | None = None,
        admins: Iterable[str] | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        admins_action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create_notes(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        type: Literal[
            "VARIANT",
            "GENE",
            "TRANSCRIPT",
            "PROTEIN",
            "JOB",
            "FILE",
            "SAMPLE",
            "INDIVIDUAL",
            "FAMILY",
            "COHORT",
            "DISEASE_PANEL",
            "CLINICAL_ANALYSIS",
            "WORKFLOW",
            "ORGANIZATION",
            "OTHER",
            "UNKNOWN",
        ]
        | None = None,
        tags: Iterable[str] | None = None,
        visibility: Literal["PUBLIC", "PRIVATE"] | None = None,
        value_type: Literal["OBJECT", "ARRAY", "STRING", "INTEGER", "DOUBLE"] | None = None,
        value: Any = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_notes(
        self, id: str, *, include_result: bool | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def delete_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def reset_user_password(self, *, user_id: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def reset_user_password(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def search_notes(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        id: Value | None = None,
        type: Value | None = None,
        scope: Value | None = None,
        visibility: Value | None = None,
        uuid: Value | None = None,
        user_id: Value | None = None,
        tags: Value | None = None,
        version: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def search_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_configuration(
        self,
        organization: str,
        data: BodyData | None = None,
        *,
        authentication_origins: Iterable[BodyObject] | None = None,
        user: BodyObject | None = None,
        optimizations: BodyObject | None = None,
        token: BodyObject | None = None,
        default_user_expiration_date: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        authentication_origins_action: Literal["ADD", "SET", "REMOVE", "REPLACE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_configuration(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_notes(
        self,
        id: str,
        data: BodyData | None = None,
        *,
        type: Literal[
            "VARIANT",
            "GENE",
            "TRANSCRIPT",
            "PROTEIN",
            "JOB",
            "FILE",
            "SAMPLE",
            "INDIVIDUAL",
            "FAMILY",
            "COHORT",
            "DISEASE_PANEL",
            "CLINICAL_ANALYSIS",
            "WORKFLOW",
            "ORGANIZATION",
            "OTHER",
            "UNKNOWN",
        ]
        | None = None,
        tags: Iterable[str] | None = None,
        visibility: Literal["PUBLIC", "PRIVATE"] | None = None,
        value: Any = None,
        include: Value | None = None,
        exclude: Value | None = None,
        tags_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_user(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        email: str | None = None,
        quota: BodyObject | None = None,
        internal: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        organization: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_user(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def user_update_status(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        status: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        organization: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def user_update_status(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Projects(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.ProjectsSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.ProjectsSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.ProjectsSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.ProjectsSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.ProjectsSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        organization: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        fqn: Value | None = None,
        description: Value | None = None,
        study: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        internal_status: Value | None = None,
        attributes: Value | None = None,
        owner: Value | None = None,
        alias: Value | None = None,
        status: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        projects: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        organism: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        cellbase: BodyObject | None = None,
        organization: str | None = None,
        alias: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        project: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        organism: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        organization: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def inc_release(self, project: str, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def inc_release(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def studies(
        self,
        project: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def studies(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        projects: Value,
        *,
        default: bool | None = None,
        file_fields: Value | None = None,
        individual_fields: Value | None = None,
        family_fields: Value | None = None,
        sample_fields: Value | None = None,
        cohort_fields: Value | None = None,
        job_fields: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Samples(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.SamplesSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.SamplesSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.SamplesSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.SamplesSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.SamplesSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        version: Value | None = None,
        count: bool | None = None,
        include_individual: bool | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        somatic: bool | None = None,
        individual_id: Value | None = None,
        file_ids: Value | None = None,
        cohort_ids: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        phenotypes: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        internal_rga_status: Literal["NOT_INDEXED", "INDEXED", "INVALID_PERMISSIONS", "INVALID_METADATA", "INVALID"]
        | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        processing_product: Value | None = None,
        processing_preparation_method: Value | None = None,
        processing_extraction_method: Value | None = None,
        processing_lab_sample_id: Value | None = None,
        collection_from: Value | None = None,
        collection_type: Value | None = None,
        collection_method: Value | None = None,
        stats_id: Value | None = None,
        stats_variant_count: Value | None = None,
        stats_chromosome_count: Value | None = None,
        stats_type_count: Value | None = None,
        stats_genotype_count: Value | None = None,
        stats_ti_tv_ratio: Value | None = None,
        stats_quality_avg: Value | None = None,
        stats_quality_std_dev: Value | None = None,
        stats_heterozygosity_rate: Value | None = None,
        stats_depth_count: Value | None = None,
        stats_biotype_count: Value | None = None,
        stats_clinical_significance_count: Value | None = None,
        stats_consequence_type_count: Value | None = None,
        attributes: Value | None = None,
        stats__id: Value | None = None,
        stats__variant_count: Value | None = None,
        stats__chromosome_count: Value | None = None,
        stats__type_count: Value | None = None,
        stats__genotype_count: Value | None = None,
        stats__ti_tv_ratio: Value | None = None,
        stats__quality_avg: Value | None = None,
        stats__quality_std_dev: Value | None = None,
        stats__heterozygosity_rate: Value | None = None,
        stats__depth_count: Value | None = None,
        stats__biotype_count: Value | None = None,
        stats__clinical_significance_count: Value | None = None,
        stats__consequence_type_count: Value | None = None,
        study_id: Value | None = None,
        name: Value | None = None,
        source: Value | None = None,
        type: Value | None = None,
        individual__id: Value | None = None,
        individual: Value | None = None,
        annotationset_name: Value | None = None,
        variable_set: Value | None = None,
        nattributes: Value | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        samples: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        include_individual: bool | None = None,
        flatten_annotations: bool | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        all_versions: bool | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        individual_id: str | None = None,
        source: BodyObject | None = None,
        processing: BodyObject | None = None,
        collection: BodyObject | None = None,
        somatic: bool | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        status: BodyObject | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        name: str | None = None,
        type: str | None = None,
        stats: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        individual: Value | None = None,
        study_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        samples: Value,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        individual_id: str | None = None,
        source: BodyObject | None = None,
        processing: BodyObject | None = None,
        collection: BodyObject | None = None,
        quality_control: BodyObject | None = None,
        somatic: bool | None = None,
        phenotypes: Iterable[BodyObject] | None = None,
        annotation_sets: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        status: BodyObject | None = None,
        name: str | None = None,
        type: str | None = None,
        stats: Mapping[str, Any] | None = None,
        individual: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        annotation_sets_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        phenotypes_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        inc_version: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        samples: Value,
        *,
        force: bool | None = None,
        empty_files_action: Value | None = None,
        delete_empty_cohorts: bool | None = None,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        somatic: bool | None = None,
        individual_id: Value | None = None,
        file_ids: Value | None = None,
        cohort_ids: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        phenotypes: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        internal_rga_status: Literal["NOT_INDEXED", "INDEXED", "INVALID_PERMISSIONS", "INVALID_METADATA", "INVALID"]
        | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        processing_product: Value | None = None,
        processing_preparation_method: Value | None = None,
        processing_extraction_method: Value | None = None,
        processing_lab_sample_id: Value | None = None,
        collection_from: Value | None = None,
        collection_type: Value | None = None,
        collection_method: Value | None = None,
        stats_id: Value | None = None,
        stats_variant_count: Value | None = None,
        stats_chromosome_count: Value | None = None,
        stats_type_count: Value | None = None,
        stats_genotype_count: Value | None = None,
        stats_ti_tv_ratio: Value | None = None,
        stats_quality_avg: Value | None = None,
        stats_quality_std_dev: Value | None = None,
        stats_heterozygosity_rate: Value | None = None,
        stats_depth_count: Value | None = None,
        stats_biotype_count: Value | None = None,
        stats_clinical_significance_count: Value | None = None,
        stats_consequence_type_count: Value | None = None,
        field: Value,
        attributes: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        uuid: Value | None = None,
        somatic: bool | None = None,
        individual_id: Value | None = None,
        file_ids: Value | None = None,
        cohort_ids: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        phenotypes: Value | None = None,
        annotation: Value | None = None,
        acl: Value | None = None,
        internal_rga_status: Literal["NOT_INDEXED", "INDEXED", "INVALID_PERMISSIONS", "INVALID_METADATA", "INVALID"]
        | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        processing_product: Value | None = None,
        processing_preparation_method: Value | None = None,
        processing_extraction_method: Value | None = None,
        processing_lab_sample_id: Value | None = None,
        collection_from: Value | None = None,
        collection_type: Value | None = None,
        collection_method: Value | None = None,
        stats_id: Value | None = None,
        stats_variant_count: Value | None = None,
        stats_chromosome_count: Value | None = None,
        stats_type_count: Value | None = None,
        stats_genotype_count: Value | None = None,
        stats_ti_tv_ratio: Value | None = None,
        stats_quality_avg: Value | None = None,
        stats_quality_std_dev: Value | None = None,
        stats_heterozygosity_rate: Value | None = None,
        stats_depth_count: Value | None = None,
        stats_biotype_count: Value | None = None,
        stats_clinical_significance_count: Value | None = None,
        stats_consequence_type_count: Value | None = None,
        field: Value | None = None,
        source: Value | None = None,
        creation_year: Value | None = None,
        creation_month: Value | None = None,
        creation_day: Value | None = None,
        creation_day_of_week: Value | None = None,
        type: Value | None = None,
        version: Value | None = None,
        default: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        samples: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        sample: str | None = None,
        individual: str | None = None,
        family: str | None = None,
        file: str | None = None,
        cohort: str | None = None,
        propagate: bool | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load(
        self,
        *,
        study: Value | None = None,
        file: Value,
        variable_set: Value | None = None,
        study_id: Value | None = None,
        file_id: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def load(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def load_annotation_sets(
        self,
        data: BodyData | None = None,
        *,
        content: str | None = None,
        study: Value | None = None,
        variable_set_id: Value,
        path: Value,
        parents: bool | None = None,
        annotation_set_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def load_annotation_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_annotation_sets_annotations(
        self,
        sample: str,
        annotation_set: str,
        data: BodyData | None = None,
        *,
        study: Value | None = None,
        action: Literal["ADD", "SET", "REMOVE", "RESET", "REPLACE"] | None = None,
        inc_version: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_annotation_sets_annotations(
        self, *args: Any, dry_run: Literal[True], **kwargs: Any
    ) -> PreparedRequest: ...
    @overload
    def delete_v1(
        self,
        *,
        force: bool | None = None,
        empty_files_action: Value | None = None,
        delete_empty_cohorts: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        source: Value | None = None,
        type: Value | None = None,
        somatic: bool | None = None,
        individual: Value | None = None,
        creation_date: Value | None = None,
        phenotypes: Value | None = None,
        annotation: Value | None = None,
        attributes: Value | None = None,
        nattributes: Value | None = None,
        release: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def delete_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Studies(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.StudiesSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.StudiesSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.StudiesSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.StudiesSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.StudiesSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        project_id: Value | None = None,
        project: Value | None = None,
        name: Value | None = None,
        id: Value | None = None,
        alias: Value | None = None,
        fqn: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        internal_status: Value | None = None,
        status: Value | None = None,
        attributes: Value | None = None,
        release: Value | None = None,
        type: Value | None = None,
        nattributes: Value | None = None,
        battributes: bool | None = None,
        skip_count: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        studies: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        alias: str | None = None,
        type: BodyObject | None = None,
        sources: Iterable[BodyObject] | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        notification: BodyObject | None = None,
        status: BodyObject | None = None,
        additional_info: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        stats: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        project: Value | None = None,
        include_result: bool | None = None,
        project_id: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        alias: str | None = None,
        type: BodyObject | None = None,
        sources: Iterable[BodyObject] | None = None,
        description: str | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        notification: BodyObject | None = None,
        status: BodyObject | None = None,
        additional_info: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        stats: Mapping[str, Any] | None = None,
        configuration: BodyObject | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        studies: Value,
        *,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        permissions: str | None = None,
        study: str | None = None,
        template: str | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create_notes(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        type: Literal[
            "VARIANT",
            "GENE",
            "TRANSCRIPT",
            "PROTEIN",
            "JOB",
            "FILE",
            "SAMPLE",
            "INDIVIDUAL",
            "FAMILY",
            "COHORT",
            "DISEASE_PANEL",
            "CLINICAL_ANALYSIS",
            "WORKFLOW",
            "ORGANIZATION",
            "OTHER",
            "UNKNOWN",
        ]
        | None = None,
        tags: Iterable[str] | None = None,
        visibility: Literal["PUBLIC", "PRIVATE"] | None = None,
        value_type: Literal["OBJECT", "ARRAY", "STRING", "INTEGER", "DOUBLE"] | None = None,
        value: Any = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_notes(
        self, study: str, id: str, *, include_result: bool | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def delete_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_templates(
        self, study: str, template_id: str, *, query_study: Value | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def delete_templates(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def groups(
        self,
        study: str,
        *,
        id: Value | None = None,
        silent: bool | None = None,
        name: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def groups(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def permission_rules(
        self,
        study: str,
        *,
        entity: Literal[
            "SAMPLES", "FILES", "COHORTS", "INDIVIDUALS", "FAMILIES", "JOBS", "CLINICAL_ANALYSES", "DISEASE_PANELS"
        ],
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def permission_rules(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_templates(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        overwrite: bool | None = None,
        resume: bool | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_templates(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def search_audit(
        self,
        study: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        operation_id: Value | None = None,
        user_id: Value | None = None,
        action: Value | None = None,
        resource: Literal[
            "AUDIT",
            "NOTE",
            "ORGANIZATION",
            "USER",
            "PROJECT",
            "STUDY",
            "FILE",
            "SAMPLE",
            "JOB",
            "INDIVIDUAL",
            "COHORT",
            "DISEASE_PANEL",
            "FAMILY",
            "CLINICAL_ANALYSIS",
            "INTERPRETATION",
            "VARIANT",
            "ALIGNMENT",
            "CLINICAL",
            "EXPRESSION",
            "RGA",
            "FUNCTIONAL",
            "EXTERNAL_TOOL",
            "RESOURCE",
        ]
        | None = None,
        resource_id: Value | None = None,
        resource_uuid: Value | None = None,
        status: Literal["SUCCESS", "ERROR"] | None = None,
        date: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search_audit(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def search_notes(
        self,
        study: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        id: Value | None = None,
        type: Value | None = None,
        uuid: Value | None = None,
        user_id: Value | None = None,
        tags: Value | None = None,
        visibility: Value | None = None,
        version: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def search_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def sync_groups(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        authentication_origin_id: str | None = None,
        remote_group_id: str | None = None,
        local_group_id: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def sync_groups(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def sync_users(
        self, study: str, *, authentication_origin_id: Value, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def sync_users(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_groups(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        users: Iterable[str] | None = None,
        name: str | None = None,
        action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_groups(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_groups_users(
        self,
        study: str,
        group: str,
        data: BodyData | None = None,
        *,
        users: Iterable[str] | None = None,
        action: Literal["ADD", "SET", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_groups_users(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_notes(
        self,
        study: str,
        id: str,
        data: BodyData | None = None,
        *,
        type: Literal[
            "VARIANT",
            "GENE",
            "TRANSCRIPT",
            "PROTEIN",
            "JOB",
            "FILE",
            "SAMPLE",
            "INDIVIDUAL",
            "FAMILY",
            "COHORT",
            "DISEASE_PANEL",
            "CLINICAL_ANALYSIS",
            "WORKFLOW",
            "ORGANIZATION",
            "OTHER",
            "UNKNOWN",
        ]
        | None = None,
        tags: Iterable[str] | None = None,
        visibility: Literal["PUBLIC", "PRIVATE"] | None = None,
        value: Any = None,
        include: Value | None = None,
        exclude: Value | None = None,
        tags_action: Literal["ADD", "SET", "REMOVE"] | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_notes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_permission_rules(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        query: Mapping[str, Any] | None = None,
        members: Iterable[str] | None = None,
        permissions: Iterable[str] | None = None,
        entity: Literal[
            "SAMPLES", "FILES", "COHORTS", "INDIVIDUALS", "FAMILIES", "JOBS", "CLINICAL_ANALYSES", "DISEASE_PANELS"
        ],
        action: Literal["ADD", "REMOVE", "REVERT", "NONE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_permission_rules(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_variable_sets(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        unique: bool | None = None,
        confidential: bool | None = None,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        entities: Iterable[Literal["SAMPLE", "COHORT", "INDIVIDUAL", "FAMILY", "FILE", "CLINICAL_ANALYSIS"]]
        | None = None,
        variables: Iterable[BodyObject] | None = None,
        action: Literal["ADD", "REMOVE", "FORCE_REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_variable_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_variable_sets_variables(
        self,
        study: str,
        variable_set: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        category: str | None = None,
        type: Literal[
            "BOOLEAN",
            "CATEGORICAL",
            "INTEGER",
            "DOUBLE",
            "STRING",
            "OBJECT",
            "MAP_BOOLEAN",
            "MAP_INTEGER",
            "MAP_DOUBLE",
            "MAP_STRING",
        ]
        | None = None,
        default_value: Any = None,
        required: bool | None = None,
        multi_value: bool | None = None,
        allowed_values: Iterable[str] | None = None,
        allowed_keys: Iterable[str] | None = None,
        rank: int | None = None,
        depends_on: str | None = None,
        description: str | None = None,
        variables: Iterable[BodyObject] | None = None,
        attributes: Mapping[str, Any] | None = None,
        action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_variable_sets_variables(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def upload_templates(
        self,
        study: str,
        *,
        file: FileSource | None = None,
        dry_run: Literal[False] = False,
        progress: bool | None = None,
    ) -> RestResponse: ...
    @overload
    def upload_templates(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def variable_sets(
        self, study: str, *, id: Value | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def variable_sets(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        studies: Value,
        *,
        default: bool | None = None,
        file_fields: Value | None = None,
        individual_fields: Value | None = None,
        family_fields: Value | None = None,
        sample_fields: Value | None = None,
        cohort_fields: Value | None = None,
        job_fields: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create_groups(
        self,
        study: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        users: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_groups(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def resync_files(self, study: str, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def resync_files(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def scan_files(self, study: str, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def scan_files(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class UserTools(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.UserToolsSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.UserToolsSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.UserToolsSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.UserToolsSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.UserToolsSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        tags: Value | None = None,
        draft: bool | None = None,
        internal_registration_user_id: Value | None = None,
        type: Value | None = None,
        scope: Value | None = None,
        workflow_repository_name: Value | None = None,
        container_name: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        tools: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        tools: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        tags: Value | None = None,
        draft: bool | None = None,
        internal_registration_user_id: Value | None = None,
        type: Value | None = None,
        scope: Value | None = None,
        workflow_repository_name: Value | None = None,
        container_name: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        tags: Value | None = None,
        draft: bool | None = None,
        internal_registration_user_id: Value | None = None,
        type: Value | None = None,
        scope: Value | None = None,
        workflow_repository_name: Value | None = None,
        container_name: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        tools: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        external_tool_ids: Iterable[str] | None = None,
        permissions: Iterable[str] | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create_custom(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        container: BodyObject | None = None,
        tags: Iterable[str] | None = None,
        variables: Iterable[BodyObject] | None = None,
        minimum_requirements: BodyObject | None = None,
        draft: bool | None = None,
        internal: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_custom(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create_walker(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        container: BodyObject | None = None,
        tags: Iterable[str] | None = None,
        variables: Iterable[BodyObject] | None = None,
        minimum_requirements: BodyObject | None = None,
        draft: bool | None = None,
        internal: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_walker(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create_workflow(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        workflow: BodyObject | None = None,
        tags: Iterable[str] | None = None,
        variables: Iterable[BodyObject] | None = None,
        minimum_requirements: BodyObject | None = None,
        draft: bool | None = None,
        internal: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create_workflow(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def import_workflow(
        self,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        tag: str | None = None,
        user: str | None = None,
        password: str | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def import_workflow(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_custom_builder(
        self,
        data: BodyData | None = None,
        *,
        git_repository: str | None = None,
        apt_get: str | None = None,
        install_r: bool | None = None,
        docker: BodyObject | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_custom_builder(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_custom_docker(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        version: int | None = None,
        command_line: str | None = None,
        params: Mapping[str, str] | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_custom_docker(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_walker(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        version: int | None = None,
        params: BodyObject | None = None,
        project: Value | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_walker(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_workflow(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        version: int | None = None,
        params: Mapping[str, str] | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_workflow(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_custom(
        self,
        tool_id: Value,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        tags: Iterable[str] | None = None,
        variables: Iterable[BodyObject] | None = None,
        minimum_requirements: BodyObject | None = None,
        draft: bool | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        container: BodyObject | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_custom(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_walker(
        self,
        tool_id: Value,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        tags: Iterable[str] | None = None,
        variables: Iterable[BodyObject] | None = None,
        minimum_requirements: BodyObject | None = None,
        draft: bool | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        container: BodyObject | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_walker(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_workflow(
        self,
        tool_id: Value,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        tags: Iterable[str] | None = None,
        variables: Iterable[BodyObject] | None = None,
        minimum_requirements: BodyObject | None = None,
        draft: bool | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        workflow: BodyObject | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_workflow(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Users(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.UsersSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.UsersSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.UsersSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.UsersSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.UsersSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        organization: Value | None = None,
        id: Value | None = None,
        authentication_id: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        users: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        organization: Value | None = None,
        last_modified: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        email: str | None = None,
        password: str | None = None,
        organization: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        email: str | None = None,
        organization: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def anonymous(self, *, organization: Value, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def anonymous(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def configs(self, user: str, *, name: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def configs(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def filters(self, user: str, *, id: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def filters(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def login(
        self,
        data: BodyData | None = None,
        *,
        organization: str | None = None,
        user: str | None = None,
        password: str | None = None,
        refresh_token: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def login(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def password(
        self,
        data: BodyData | None = None,
        *,
        organization_id: str | None = None,
        user: str | None = None,
        password: str | None = None,
        new_password: str | None = None,
        reset: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def password(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def reset_password(self, user: str, *, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def reset_password(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_configs(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        configuration: Mapping[str, Any] | None = None,
        action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_configs(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_filter(
        self,
        user: str,
        filter_id: str,
        data: BodyData | None = None,
        *,
        resource: Literal[
            "AUDIT",
            "NOTE",
            "ORGANIZATION",
            "USER",
            "PROJECT",
            "STUDY",
            "FILE",
            "SAMPLE",
            "JOB",
            "INDIVIDUAL",
            "COHORT",
            "DISEASE_PANEL",
            "FAMILY",
            "CLINICAL_ANALYSIS",
            "INTERPRETATION",
            "VARIANT",
            "ALIGNMENT",
            "CLINICAL",
            "EXPRESSION",
            "RGA",
            "FUNCTIONAL",
            "EXTERNAL_TOOL",
            "RESOURCE",
        ]
        | None = None,
        description: str | None = None,
        query: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_filter(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_filters(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        resource: Literal[
            "AUDIT",
            "NOTE",
            "ORGANIZATION",
            "USER",
            "PROJECT",
            "STUDY",
            "FILE",
            "SAMPLE",
            "JOB",
            "INDIVIDUAL",
            "COHORT",
            "DISEASE_PANEL",
            "FAMILY",
            "CLINICAL_ANALYSIS",
            "INTERPRETATION",
            "VARIANT",
            "ALIGNMENT",
            "CLINICAL",
            "EXPRESSION",
            "RGA",
            "FUNCTIONAL",
            "EXTERNAL_TOOL",
            "RESOURCE",
        ]
        | None = None,
        query: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_filters(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def filters_v1(self, user: str, *, name: Value | None = None, dry_run: Literal[False] = False) -> RestResponse: ...
    @overload
    def filters_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def login_v1(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        password: str | None = None,
        refresh_token: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def login_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def projects(
        self,
        user: str,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def projects(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_filter_v1(
        self,
        user: str,
        name: str,
        data: BodyData | None = None,
        *,
        bioformat: Literal[
            "MICROARRAY_EXPRESSION_ONECHANNEL_AGILENT",
            "MICROARRAY_EXPRESSION_ONECHANNEL_AFFYMETRIX",
            "MICROARRAY_EXPRESSION_ONECHANNEL_GENEPIX",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_AGILENT",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_GENEPIX",
            "DATAMATRIX_EXPRESSION",
            "IDLIST",
            "IDLIST_RANKED",
            "ANNOTATION_GENEVSANNOTATION",
            "OTHER_NEWICK",
            "OTHER_BLAST",
            "OTHER_INTERACTION",
            "OTHER_GENOTYPE",
            "OTHER_PLINK",
            "OTHER_VCF",
            "OTHER_PED",
            "VCF4",
            "VARIANT",
            "ALIGNMENT",
            "COVERAGE",
            "SEQUENCE",
            "PEDIGREE",
            "REFERENCE_GENOME",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        description: str | None = None,
        query: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_filter_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_filters_v1(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        bioformat: Literal[
            "MICROARRAY_EXPRESSION_ONECHANNEL_AGILENT",
            "MICROARRAY_EXPRESSION_ONECHANNEL_AFFYMETRIX",
            "MICROARRAY_EXPRESSION_ONECHANNEL_GENEPIX",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_AGILENT",
            "MICROARRAY_EXPRESSION_TWOCHANNELS_GENEPIX",
            "DATAMATRIX_EXPRESSION",
            "IDLIST",
            "IDLIST_RANKED",
            "ANNOTATION_GENEVSANNOTATION",
            "OTHER_NEWICK",
            "OTHER_BLAST",
            "OTHER_INTERACTION",
            "OTHER_GENOTYPE",
            "OTHER_PLINK",
            "OTHER_VCF",
            "OTHER_PED",
            "VCF4",
            "VARIANT",
            "ALIGNMENT",
            "COVERAGE",
            "SEQUENCE",
            "PEDIGREE",
            "REFERENCE_GENOME",
            "NONE",
            "UNKNOWN",
        ]
        | None = None,
        query: Mapping[str, Any] | None = None,
        options: Mapping[str, Any] | None = None,
        action: Literal["ADD", "REMOVE"] | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_filters_v1(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_password(
        self,
        user: str,
        data: BodyData | None = None,
        *,
        password: str | None = None,
        new_password: str | None = None,
        npassword: str | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def update_password(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Variants(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.VariantsQuery],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.VariantsQuery],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.VariantsQuery],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.VariantsQuery],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.VariantsQuery],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def query(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        order: Literal["ASCENDING", "DESCENDING"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        sort: bool | None = None,
        summary: bool | None = None,
        approximate_count: bool | None = None,
        approximate_count_sampling_size: int | None = None,
        saved_filter: Value | None = None,
        id: Value | None = None,
        region: Value | None = None,
        type: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        qual: Value | None = None,
        file_data: Value | None = None,
        sample: Value | None = None,
        sample_data: Value | None = None,
        sample_annotation: Value | None = None,
        cohort: Value | None = None,
        cohort_stats_ref: Value | None = None,
        cohort_stats_alt: Value | None = None,
        cohort_stats_maf: Value | None = None,
        cohort_stats_mgf: Value | None = None,
        cohort_stats_pass: Value | None = None,
        missing_alleles: Value | None = None,
        missing_genotypes: Value | None = None,
        score: Value | None = None,
        family: Value | None = None,
        family_disorder: Value | None = None,
        family_segregation: Value | None = None,
        family_members: Value | None = None,
        family_proband: Value | None = None,
        gene: Value | None = None,
        ct: Value | None = None,
        xref: Value | None = None,
        biotype: Value | None = None,
        protein_substitution: Value | None = None,
        conservation: Value | None = None,
        population_frequency_alt: Value | None = None,
        population_frequency_ref: Value | None = None,
        population_frequency_maf: Value | None = None,
        transcript_flag: Value | None = None,
        gene_trait_id: Value | None = None,
        go: Value | None = None,
        expression: Value | None = None,
        protein_keyword: Value | None = None,
        drug: Value | None = None,
        functional_score: Value | None = None,
        clinical: Value | None = None,
        clinical_significance: Value | None = None,
        clinical_confirmed_status: bool | None = None,
        custom_annotation: Value | None = None,
        panel: Value | None = None,
        panel_mode_of_inheritance: Value | None = None,
        panel_confidence: Value | None = None,
        panel_role_in_cancer: Value | None = None,
        panel_feature_type: Value | None = None,
        panel_intersection: bool | None = None,
        source: Value | None = None,
        trait: Value | None = None,
        reference: Value | None = None,
        alternate: Value | None = None,
        project: Value | None = None,
        genotype: Value | None = None,
        sample_metadata: bool | None = None,
        unknown_genotype: Value | None = None,
        sample_limit: int | None = None,
        sample_skip: int | None = None,
        include_study: Value | None = None,
        include_file: Value | None = None,
        include_sample: Value | None = None,
        include_sample_data: Value | None = None,
        include_genotype: Value | None = None,
        include_sample_id: Value | None = None,
        annotation_exists: bool | None = None,
        skip_count: bool | None = None,
        info: Value | None = None,
        format: Value | None = None,
        include_format: Value | None = None,
        group_by: Value | None = None,
        histogram: bool | None = None,
        interval: int | None = None,
        rank: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats(
        self,
        *,
        saved_filter: Value | None = None,
        region: Value | None = None,
        type: Value | None = None,
        project: Value | None = None,
        study: Value | None = None,
        cohort: Value | None = None,
        cohort_stats_ref: Value | None = None,
        cohort_stats_alt: Value | None = None,
        cohort_stats_maf: Value | None = None,
        cohort_stats_mgf: Value | None = None,
        missing_alleles: Value | None = None,
        missing_genotypes: Value | None = None,
        cohort_stats_pass: Value | None = None,
        score: Value | None = None,
        annotation_exists: bool | None = None,
        gene: Value | None = None,
        ct: Value | None = None,
        xref: Value | None = None,
        biotype: Value | None = None,
        protein_substitution: Value | None = None,
        conservation: Value | None = None,
        population_frequency_alt: Value | None = None,
        population_frequency_ref: Value | None = None,
        population_frequency_maf: Value | None = None,
        transcript_flag: Value | None = None,
        gene_trait_id: Value | None = None,
        go: Value | None = None,
        expression: Value | None = None,
        protein_keyword: Value | None = None,
        drug: Value | None = None,
        functional_score: Value | None = None,
        clinical: Value | None = None,
        clinical_significance: Value | None = None,
        clinical_confirmed_status: bool | None = None,
        custom_annotation: Value | None = None,
        trait: Value | None = None,
        field: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        sample: Value | None = None,
        genotype: Value | None = None,
        sample_annotation: Value | None = None,
        family: Value | None = None,
        family_disorder: Value | None = None,
        family_segregation: Value | None = None,
        family_members: Value | None = None,
        family_proband: Value | None = None,
        fields: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def aggregation_stats_sample(
        self,
        *,
        saved_filter: Value | None = None,
        region: Value | None = None,
        type: Value | None = None,
        project: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        sample: Value | None = None,
        genotype: Value | None = None,
        sample_annotation: Value | None = None,
        family: Value | None = None,
        family_disorder: Value | None = None,
        family_segregation: Value | None = None,
        family_members: Value | None = None,
        family_proband: Value | None = None,
        ct: Value | None = None,
        biotype: Value | None = None,
        population_frequency_alt: Value | None = None,
        clinical: Value | None = None,
        clinical_significance: Value | None = None,
        clinical_confirmed_status: bool | None = None,
        field: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def aggregation_stats_sample(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_cohort_stats(
        self, *, study: Value | None = None, cohort: Value | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def delete_cohort_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete_file(
        self,
        *,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        study: Value | None = None,
        file: Value | None = None,
        resume: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def delete_file(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def genotypes_family(
        self,
        *,
        study: Value | None = None,
        family: Value | None = None,
        clinical_analysis: Value | None = None,
        mode_of_inheritance: Literal[
            "AUTOSOMAL_DOMINANT",
            "AUTOSOMAL_RECESSIVE",
            "X_LINKED_DOMINANT",
            "X_LINKED_RECESSIVE",
            "Y_LINKED",
            "MITOCHONDRIAL",
            "DE_NOVO",
            "MENDELIAN_ERROR",
            "COMPOUND_HETEROZYGOUS",
            "UNKNOWN",
        ],
        penetrance: Literal["COMPLETE", "INCOMPLETE", "UNKNOWN"] | None = None,
        disorder: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def genotypes_family(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info_cohort_stats(
        self, *, study: Value | None = None, cohort: Value, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def info_cohort_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def metadata(
        self,
        *,
        project: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        sample: Value | None = None,
        include_study: Value | None = None,
        include_file: Value | None = None,
        include_sample: Value | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def metadata(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def metadata_annotation(
        self, *, annotation_id: Value | None = None, project: Value | None = None, dry_run: Literal[False] = False
    ) -> RestResponse: ...
    @overload
    def metadata_annotation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_annotation(
        self,
        *,
        id: Value | None = None,
        region: Value | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        project: Value | None = None,
        annotation_id: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query_annotation(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_knockout_gene(
        self,
        *,
        study: Value | None = None,
        job: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query_knockout_gene(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_knockout_individual(
        self,
        *,
        study: Value | None = None,
        job: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def query_knockout_individual(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_mutational_signature(
        self,
        *,
        study: Value | None = None,
        sample: Value | None = None,
        type: Value | None = None,
        ct: Value | None = None,
        biotype: Value | None = None,
        file_data: Value | None = None,
        filter: Value | None = None,
        qual: Value | None = None,
        region: Value | None = None,
        gene: Value | None = None,
        panel: Value | None = None,
        panel_mode_of_inheritance: Value | None = None,
        panel_confidence: Value | None = None,
        panel_role_in_cancer: Value | None = None,
        panel_feature_type: Value | None = None,
        panel_intersection: bool | None = None,
        ms_id: Value | None = None,
        ms_description: Value | None = None,
        catalogues: Value | None = None,
        catalogues_content: Value | None = None,
        fit_method: Value | None = None,
        n_boot: int | None = None,
        sig_version: Value | None = None,
        organ: Value | None = None,
        threshold_perc: float | None = None,
        threshold_pval: float | None = None,
        max_rare_sigs: int | None = None,
        signatures_file: Value | None = None,
        rare_signatures_file: Value | None = None,
        fitting: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def query_mutational_signature(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_sample(
        self,
        *,
        limit: int | None = None,
        skip: int | None = None,
        variant: Value | None = None,
        study: Value | None = None,
        genotype: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def query_sample(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def query_sample_stats(
        self,
        *,
        region: Value | None = None,
        type: Value | None = None,
        study: Value | None = None,
        file: Value | None = None,
        filter: Value | None = None,
        sample_data: Value | None = None,
        ct: Value | None = None,
        biotype: Value | None = None,
        transcript_flag: Value | None = None,
        population_frequency_alt: Value | None = None,
        clinical: Value | None = None,
        clinical_significance: Value | None = None,
        clinical_confirmed_status: bool | None = None,
        filter_transcript: bool | None = None,
        sample: Value,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def query_sample_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_circos(
        self,
        data: BodyData | None = None,
        *,
        title: str | None = None,
        density: str | None = None,
        query: Mapping[str, str] | None = None,
        tracks: Iterable[BodyObject] | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def run_circos(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_cohort_stats(
        self,
        data: BodyData | None = None,
        *,
        cohort: str | None = None,
        samples: Iterable[str] | None = None,
        index: bool | None = None,
        sample_annotation: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_cohort_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_exomiser(
        self,
        data: BodyData | None = None,
        *,
        sample: str | None = None,
        clinical_analysis_type: str | None = None,
        exomiser_version: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_exomiser(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_export(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        region: str | None = None,
        gene: str | None = None,
        type: str | None = None,
        panel: str | None = None,
        panel_mode_of_inheritance: str | None = None,
        panel_confidence: str | None = None,
        panel_role_in_cancer: str | None = None,
        panel_intersection: bool | None = None,
        panel_feature_type: str | None = None,
        cohort_stats_ref: str | None = None,
        cohort_stats_alt: str | None = None,
        cohort_stats_maf: str | None = None,
        ct: str | None = None,
        xref: str | None = None,
        biotype: str | None = None,
        protein_substitution: str | None = None,
        conservation: str | None = None,
        population_frequency_maf: str | None = None,
        population_frequency_alt: str | None = None,
        population_frequency_ref: str | None = None,
        transcript_flag: str | None = None,
        functional_score: str | None = None,
        clinical_significance: str | None = None,
        clinical: str | None = None,
        clinical_confirmed_status: bool | None = None,
        saved_filter: str | None = None,
        chromosome: str | None = None,
        reference: str | None = None,
        alternate: str | None = None,
        release: str | None = None,
        include_study: str | None = None,
        include_sample: str | None = None,
        include_file: str | None = None,
        include_sample_data: str | None = None,
        include_genotype: bool | None = None,
        include_sample_id: bool | None = None,
        file: str | None = None,
        qual: str | None = None,
        filter: str | None = None,
        file_data: str | None = None,
        genotype: str | None = None,
        sample: str | None = None,
        sample_limit: int | None = None,
        sample_skip: int | None = None,
        sample_data: str | None = None,
        sample_annotation: str | None = None,
        family: str | None = None,
        family_members: str | None = None,
        family_disorder: str | None = None,
        family_proband: str | None = None,
        family_segregation: str | None = None,
        cohort: str | None = None,
        cohort_stats_mgf: str | None = None,
        cohort_stats_pass: str | None = None,
        missing_alleles: str | None = None,
        missing_genotypes: str | None = None,
        annotation_exists: bool | None = None,
        score: str | None = None,
        polyphen: str | None = None,
        sift: str | None = None,
        gene_role_in_cancer: str | None = None,
        gene_trait_id: str | None = None,
        gene_trait_name: str | None = None,
        trait: str | None = None,
        cosmic: str | None = None,
        clinvar: str | None = None,
        hpo: str | None = None,
        go: str | None = None,
        expression: str | None = None,
        protein_keyword: str | None = None,
        drug: str | None = None,
        custom_annotation: str | None = None,
        unknown_genotype: str | None = None,
        source: str | None = None,
        sample_metadata: bool | None = None,
        sort: bool | None = None,
        output_file_name: str | None = None,
        output_file_format: str | None = None,
        variants_file: str | None = None,
        limit: int | None = None,
        skip: int | None = None,
        summary: bool | None = None,
        outdir: str | None = None,
        output_format: str | None = None,
        compress: bool | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        project: Value | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_export(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_family_qc(
        self,
        data: BodyData | None = None,
        *,
        family: str | None = None,
        relatedness_method: str | None = None,
        relatedness_maf: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_family_qc(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_gatk(
        self,
        data: BodyData | None = None,
        *,
        command: str | None = None,
        outdir: str | None = None,
        gatk_params: Mapping[str, str] | None = None,
        fasta_file: str | None = None,
        bam_file: str | None = None,
        vcf_filename: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_gatk(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_genome_plot(
        self,
        data: BodyData | None = None,
        *,
        sample: str | None = None,
        id: str | None = None,
        description: str | None = None,
        config_file: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_genome_plot(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_gwas(
        self,
        data: BodyData | None = None,
        *,
        phenotype: str | None = None,
        index: bool | None = None,
        index_score_id: str | None = None,
        method: Literal["FISHER_TEST", "CHI_SQUARE_TEST"] | None = None,
        fisher_mode: Literal["LESS", "GREATER", "TWO_SIDED"] | None = None,
        case_cohort: str | None = None,
        case_cohort_samples_annotation: str | None = None,
        case_cohort_samples: Iterable[str] | None = None,
        control_cohort: str | None = None,
        control_cohort_samples_annotation: str | None = None,
        control_cohort_samples: Iterable[str] | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_gwas(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_hr_detect(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        sample_id: str | None = None,
        snv_fitting_id: str | None = None,
        sv_fitting_id: str | None = None,
        cnv_query: str | None = None,
        indel_query: str | None = None,
        snv3_custom_name: str | None = None,
        snv8_custom_name: str | None = None,
        sv3_custom_name: str | None = None,
        sv8_custom_name: str | None = None,
        bootstrap: bool | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_hr_detect(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_index(
        self,
        data: BodyData | None = None,
        *,
        file: str | None = None,
        resume: bool | None = None,
        outdir: str | None = None,
        transform: bool | None = None,
        gvcf: bool | None = None,
        normalization_skip: bool | None = None,
        reference_genome: str | None = None,
        fail_on_malformed_lines: str | None = None,
        family: bool | None = None,
        somatic: bool | None = None,
        load: bool | None = None,
        force_reload: bool | None = None,
        load_split_data: str | None = None,
        load_multi_file_data: bool | None = None,
        load_sample_index: str | None = None,
        load_archive: str | None = None,
        load_hom_ref: str | None = None,
        post_load_check: str | None = None,
        include_genotypes: str | None = None,
        include_sample_data: str | None = None,
        merge: str | None = None,
        deduplication_policy: str | None = None,
        calculate_stats: bool | None = None,
        aggregated: Literal["NONE", "BASIC", "EVS", "EXAC"] | None = None,
        aggregation_mapping_file: str | None = None,
        annotate: bool | None = None,
        annotator: str | None = None,
        overwrite_annotations: bool | None = None,
        index_search: bool | None = None,
        skip_indexed_files: bool | None = None,
        exclude_genotypes: bool | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_individual_qc(
        self,
        data: BodyData | None = None,
        *,
        individual: str | None = None,
        sample: str | None = None,
        inferred_sex_method: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_individual_qc(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_inferred_sex(
        self,
        data: BodyData | None = None,
        *,
        individual: str | None = None,
        sample: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_inferred_sex(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_knockout(
        self,
        data: BodyData | None = None,
        *,
        sample: Iterable[str] | None = None,
        gene: Iterable[str] | None = None,
        panel: Iterable[str] | None = None,
        biotype: str | None = None,
        consequence_type: str | None = None,
        filter: str | None = None,
        qual: str | None = None,
        skip_genes_file: bool | None = None,
        outdir: str | None = None,
        index: bool | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_knockout(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_liftover(
        self,
        data: BodyData | None = None,
        *,
        files: Iterable[str] | None = None,
        target_assembly: str | None = None,
        vcf_destination: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_liftover(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_mendelian_error(
        self,
        data: BodyData | None = None,
        *,
        family: str | None = None,
        individual: str | None = None,
        sample: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_mendelian_error(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_mutational_signature(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        description: str | None = None,
        sample: str | None = None,
        query: str | None = None,
        fit_id: str | None = None,
        fit_method: str | None = None,
        fit_n_boot: int | None = None,
        fit_sig_version: str | None = None,
        fit_organ: str | None = None,
        fit_threshold_perc: float | None = None,
        fit_threshold_pval: float | None = None,
        fit_max_rare_sigs: int | None = None,
        fit_signatures_file: str | None = None,
        fit_rare_signatures_file: str | None = None,
        skip: str | None = None,
        outdir: str | None = None,
        catalogues: str | None = None,
        catalogues_content: str | None = None,
        n_boot: int | None = None,
        sig_version: str | None = None,
        organ: str | None = None,
        threshold_perc: float | None = None,
        threshold_pval: float | None = None,
        max_rare_sigs: int | None = None,
        signatures_file: str | None = None,
        rare_signatures_file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_mutational_signature(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_plink(
        self,
        data: BodyData | None = None,
        *,
        outdir: str | None = None,
        plink_params: Mapping[str, str] | None = None,
        tped_file: str | None = None,
        tfam_file: str | None = None,
        covar_file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_plink(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_relatedness(
        self,
        data: BodyData | None = None,
        *,
        individuals: Iterable[str] | None = None,
        samples: Iterable[str] | None = None,
        minor_allele_freq: str | None = None,
        method: str | None = None,
        outdir: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_relatedness(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_rvtests(
        self,
        data: BodyData | None = None,
        *,
        command: str | None = None,
        outdir: str | None = None,
        rvtests_params: Mapping[str, str] | None = None,
        vcf_file: str | None = None,
        pheno_file: str | None = None,
        pedigree_file: str | None = None,
        kinship_file: str | None = None,
        covar_file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_rvtests(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_sample(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        region: str | None = None,
        gene: str | None = None,
        type: str | None = None,
        panel: str | None = None,
        panel_mode_of_inheritance: str | None = None,
        panel_confidence: str | None = None,
        panel_role_in_cancer: str | None = None,
        panel_intersection: bool | None = None,
        panel_feature_type: str | None = None,
        cohort_stats_ref: str | None = None,
        cohort_stats_alt: str | None = None,
        cohort_stats_maf: str | None = None,
        ct: str | None = None,
        xref: str | None = None,
        biotype: str | None = None,
        protein_substitution: str | None = None,
        conservation: str | None = None,
        population_frequency_maf: str | None = None,
        population_frequency_alt: str | None = None,
        population_frequency_ref: str | None = None,
        transcript_flag: str | None = None,
        functional_score: str | None = None,
        clinical_significance: str | None = None,
        clinical: str | None = None,
        clinical_confirmed_status: bool | None = None,
        genotypes: Iterable[str] | None = None,
        sample: Iterable[str] | None = None,
        samples_in_all_variants: bool | None = None,
        max_variants: int | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_sample(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_sample_eligibility(
        self,
        data: BodyData | None = None,
        *,
        query: str | None = None,
        index: bool | None = None,
        cohort_id: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_sample_eligibility(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_sample_qc(
        self,
        data: BodyData | None = None,
        *,
        sample: str | None = None,
        vs_id: str | None = None,
        vs_description: str | None = None,
        vs_query: BodyObject | None = None,
        ms_id: str | None = None,
        ms_description: str | None = None,
        ms_query: str | None = None,
        ms_fit_id: str | None = None,
        ms_fit_method: str | None = None,
        ms_fit_n_boot: int | None = None,
        ms_fit_sig_version: str | None = None,
        ms_fit_organ: str | None = None,
        ms_fit_threshold_perc: float | None = None,
        ms_fit_threshold_pval: float | None = None,
        ms_fit_max_rare_sigs: int | None = None,
        ms_fit_signatures_file: str | None = None,
        ms_fit_rare_signatures_file: str | None = None,
        gp_id: str | None = None,
        gp_description: str | None = None,
        gp_config_file: str | None = None,
        skip: str | None = None,
        outdir: str | None = None,
        dict_file: str | None = None,
        bait_file: str | None = None,
        variant_stats_id: str | None = None,
        variant_stats_description: str | None = None,
        variant_stats_query: BodyObject | None = None,
        signature_id: str | None = None,
        signature_query: BodyObject | None = None,
        genes_for_coverage_stats: Iterable[str] | None = None,
        ms_n_boot: int | None = None,
        ms_sig_version: str | None = None,
        ms_organ: str | None = None,
        ms_threshold_perc: float | None = None,
        ms_threshold_pval: float | None = None,
        ms_max_rare_sigs: int | None = None,
        ms_signatures_file: str | None = None,
        ms_rare_signatures_file: str | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_sample_qc(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_sample_stats(
        self,
        data: BodyData | None = None,
        *,
        sample: Iterable[str] | None = None,
        individual: Iterable[str] | None = None,
        variant_query: BodyObject | None = None,
        outdir: str | None = None,
        index: bool | None = None,
        index_overwrite: bool | None = None,
        index_id: str | None = None,
        index_description: str | None = None,
        batch_size: int | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_sample_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_stats(
        self,
        data: BodyData | None = None,
        *,
        cohort: Iterable[str] | None = None,
        samples: Iterable[str] | None = None,
        region: str | None = None,
        gene: str | None = None,
        outdir: str | None = None,
        output_file_name: str | None = None,
        aggregated: Literal["NONE", "BASIC", "EVS", "EXAC"] | None = None,
        aggregation_mapping_file: str | None = None,
        index: bool | None = None,
        overwrite_stats: bool | None = None,
        update_stats: bool | None = None,
        resume: bool | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_stats(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_stats_export(
        self,
        data: BodyData | None = None,
        *,
        cohorts: Iterable[str] | None = None,
        output: str | None = None,
        region: str | None = None,
        gene: str | None = None,
        output_file_format: str | None = None,
        output_format: str | None = None,
        project: Value | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_stats_export(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run_walker(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        region: str | None = None,
        gene: str | None = None,
        type: str | None = None,
        panel: str | None = None,
        panel_mode_of_inheritance: str | None = None,
        panel_confidence: str | None = None,
        panel_role_in_cancer: str | None = None,
        panel_intersection: bool | None = None,
        panel_feature_type: str | None = None,
        cohort_stats_ref: str | None = None,
        cohort_stats_alt: str | None = None,
        cohort_stats_maf: str | None = None,
        ct: str | None = None,
        xref: str | None = None,
        biotype: str | None = None,
        protein_substitution: str | None = None,
        conservation: str | None = None,
        population_frequency_maf: str | None = None,
        population_frequency_alt: str | None = None,
        population_frequency_ref: str | None = None,
        transcript_flag: str | None = None,
        functional_score: str | None = None,
        clinical_significance: str | None = None,
        clinical: str | None = None,
        clinical_confirmed_status: bool | None = None,
        saved_filter: str | None = None,
        chromosome: str | None = None,
        reference: str | None = None,
        alternate: str | None = None,
        release: str | None = None,
        include_study: str | None = None,
        include_sample: str | None = None,
        include_file: str | None = None,
        include_sample_data: str | None = None,
        include_genotype: bool | None = None,
        include_sample_id: bool | None = None,
        file: str | None = None,
        qual: str | None = None,
        filter: str | None = None,
        file_data: str | None = None,
        genotype: str | None = None,
        sample: str | None = None,
        sample_limit: int | None = None,
        sample_skip: int | None = None,
        sample_data: str | None = None,
        sample_annotation: str | None = None,
        family: str | None = None,
        family_members: str | None = None,
        family_disorder: str | None = None,
        family_proband: str | None = None,
        family_segregation: str | None = None,
        cohort: str | None = None,
        cohort_stats_mgf: str | None = None,
        cohort_stats_pass: str | None = None,
        missing_alleles: str | None = None,
        missing_genotypes: str | None = None,
        annotation_exists: bool | None = None,
        score: str | None = None,
        polyphen: str | None = None,
        sift: str | None = None,
        gene_role_in_cancer: str | None = None,
        gene_trait_id: str | None = None,
        gene_trait_name: str | None = None,
        trait: str | None = None,
        cosmic: str | None = None,
        clinvar: str | None = None,
        hpo: str | None = None,
        go: str | None = None,
        expression: str | None = None,
        protein_keyword: str | None = None,
        drug: str | None = None,
        custom_annotation: str | None = None,
        unknown_genotype: str | None = None,
        source: str | None = None,
        sample_metadata: bool | None = None,
        sort: bool | None = None,
        output_file_name: str | None = None,
        input_format: str | None = None,
        docker_image: str | None = None,
        command_line: str | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        project: Value | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run_walker(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def calculate_family_genotypes(
        self,
        *,
        study: Value | None = None,
        family: Value | None = None,
        clinical_analysis: Value | None = None,
        mode_of_inheritance: Literal[
            "AUTOSOMAL_DOMINANT",
            "AUTOSOMAL_RECESSIVE",
            "X_LINKED_DOMINANT",
            "X_LINKED_RECESSIVE",
            "Y_LINKED",
            "MITOCHONDRIAL",
            "DE_NOVO",
            "MENDELIAN_ERROR",
            "COMPOUND_HETEROZYGOUS",
            "UNKNOWN",
        ],
        penetrance: Literal["COMPLETE", "INCOMPLETE", "UNKNOWN"] | None = None,
        disorder: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def calculate_family_genotypes(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def index(
        self,
        *,
        file_id: Value | None = None,
        file: Value,
        study_id: Value | None = None,
        study: Value | None = None,
        out_dir: Value | None = None,
        transform: bool | None = None,
        load: bool | None = None,
        merge: Literal["BASIC", "ADVANCED"] | None = None,
        include_extra_fields: Value | None = None,
        aggregated: Value | None = None,
        calculate_stats: bool | None = None,
        annotate: bool | None = None,
        overwrite: bool | None = None,
        index_search: bool | None = None,
        resume: bool | None = None,
        load_split_data: bool | None = None,
        skip_post_load_check: bool | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def index(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def samples(
        self,
        *,
        study: Value | None = None,
        sample: Value | None = None,
        sample_annotation: Value | None = None,
        genotype: Value | None = None,
        all: bool | None = None,
        id: Value | None = None,
        region: Value | None = None,
        gene: Value | None = None,
        type: Value | None = None,
        ct: Value | None = None,
        population_frequency_alt: Value | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def samples(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Workflows(FrameResource):
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.WorkflowsSearch],
    ) -> Scan: ...
    @overload
    def scan(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> Scan: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Unpack[filters.WorkflowsSearch],
    ) -> pd.DataFrame: ...
    @overload
    def frame(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        keep_empty: bool = False,
        **filters: Any,
    ) -> pd.DataFrame: ...
    @overload
    def tables(
        self,
        *,
        of: None = None,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Unpack[filters.WorkflowsSearch],
    ) -> Tables: ...
    @overload
    def tables(
        self,
        *,
        of: str,
        core: bool = True,
        names: Names = "snake",
        dtype_backend: Backend = "numpy_nullable",
        extra: Extra = "warn",
        **filters: Any,
    ) -> Tables: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: None = None,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Unpack[filters.WorkflowsSearch],
    ) -> Any: ...
    @overload
    def dask(
        self,
        table: str | None = None,
        *,
        of: str,
        columns: Sequence[str] | None = None,
        core: bool = True,
        partitions: int | None = None,
        provider: str | None = None,
        **filters: Any,
    ) -> Any: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: None = None,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Unpack[filters.WorkflowsSearch],
    ) -> dict[str, str]: ...
    @overload
    def to_parquet(
        self,
        folder: str | os.PathLike[str],
        *,
        of: str,
        tables: Sequence[str] | None = None,
        core: bool = False,
        **filters: Any,
    ) -> dict[str, str]: ...
    @overload
    def search(
        self,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        sort: Value | None = None,
        order: Literal["ASC", "DESC"] | None = None,
        timeout: int | None = None,
        count: bool | None = None,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        tags: Value | None = None,
        draft: bool | None = None,
        internal_registration_user_id: Value | None = None,
        manager_id: Value | None = None,
        type: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def search(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def info(
        self,
        workflows: Value,
        *,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        version: Value | None = None,
        deleted: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def info(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def create(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        name: str | None = None,
        description: str | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        workflow: BodyObject | None = None,
        tags: Iterable[str] | None = None,
        variables: Iterable[BodyObject] | None = None,
        minimum_requirements: BodyObject | None = None,
        draft: bool | None = None,
        internal: BodyObject | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        attributes: Mapping[str, Any] | None = None,
        manager: BodyObject | None = None,
        type: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        repository: BodyObject | None = None,
        scripts: Iterable[BodyObject] | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def create(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update(
        self,
        workflow_id: Value,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        description: str | None = None,
        manager: BodyObject | None = None,
        scope: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        tags: Iterable[str] | None = None,
        draft: bool | None = None,
        repository: BodyObject | None = None,
        scripts: Iterable[BodyObject] | None = None,
        variables: Iterable[BodyObject] | None = None,
        creation_date: str | None = None,
        modification_date: str | None = None,
        minimum_requirements: BodyObject | None = None,
        attributes: Mapping[str, Any] | None = None,
        type: Literal["SECONDARY_ANALYSIS", "RESEARCH_ANALYSIS", "CLINICAL_INTERPRETATION_ANALYSIS", "OTHER"]
        | None = None,
        include: Value | None = None,
        exclude: Value | None = None,
        study: Value | None = None,
        include_result: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def delete(
        self,
        workflows: Value,
        *,
        study: Value | None = None,
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def delete(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def distinct(
        self,
        *,
        study: Value | None = None,
        id: Value | None = None,
        name: Value | None = None,
        uuid: Value | None = None,
        tags: Value | None = None,
        draft: bool | None = None,
        internal_registration_user_id: Value | None = None,
        manager_id: Value | None = None,
        type: Value | None = None,
        acl: Value | None = None,
        release: Value | None = None,
        snapshot: int | None = None,
        deleted: bool | None = None,
        creation_date: Value | None = None,
        modification_date: Value | None = None,
        field: Value,
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def distinct(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def acl(
        self,
        workflows: Value,
        *,
        study: Value | None = None,
        member: Value | None = None,
        silent: bool | None = None,
        dry_run: Literal[False] = False,
        limit: int | None = None,
        skip: int = 0,
        page_size: int | None = None,
        workers: int | None = None,
        progress: bool | None = None,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def update_acl(
        self,
        members: Value,
        data: BodyData | None = None,
        *,
        external_tool_ids: Iterable[str] | None = None,
        permissions: Iterable[str] | None = None,
        workflow_ids: Iterable[str] | None = None,
        study: Value | None = None,
        action: Literal["SET", "ADD", "REMOVE", "RESET"],
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
        on_error: Literal["raise", "partial"] = "raise",
    ) -> RestResponse: ...
    @overload
    def update_acl(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def import_workflow(
        self,
        data: BodyData | None = None,
        *,
        name: str | None = None,
        tag: str | None = None,
        user: str | None = None,
        password: str | None = None,
        id: str | None = None,
        version: str | None = None,
        study: Value | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> RestResponse: ...
    @overload
    def import_workflow(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...
    @overload
    def run(
        self,
        data: BodyData | None = None,
        *,
        id: str | None = None,
        version: int | None = None,
        params: Mapping[str, str] | None = None,
        study: Value | None = None,
        job_id: Value | None = None,
        job_description: Value | None = None,
        job_depends_on: Value | None = None,
        job_tags: Value | None = None,
        job_scheduled_start_time: Value | None = None,
        job_priority: Value | None = None,
        job_dry_run: bool | None = None,
        extra: Literal["refuse", "allow"] = "refuse",
        dry_run: Literal[False] = False,
    ) -> JobResponse: ...
    @overload
    def run(self, *args: Any, dry_run: Literal[True], **kwargs: Any) -> PreparedRequest: ...

class Resources:
    configuration: ClientConfiguration
    _caller: Any
    @property
    def page_source(self) -> PageSource: ...
    @property
    def visible_names(self) -> VisibleNames: ...
    admin: Admin
    alignments: Alignments
    analysis_tool: AnalysisTool
    clinical: Clinical
    cohorts: Cohorts
    disease_panels: DiseasePanels
    families: Families
    files: Files
    ga4gh: Ga4gh
    individuals: Individuals
    jobs: Jobs
    meta: Meta
    operations: Operations
    organizations: Organizations
    projects: Projects
    samples: Samples
    studies: Studies
    user_tools: UserTools
    users: Users
    variants: Variants
    workflows: Workflows
