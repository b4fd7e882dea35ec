"""Filters of the searches, and how they are carried out: what ``oc.samples.frame(...)`` and its like take.

Made from the catalogue by ``python -m opencga_frames.renew``; a test keeps it up to date. Use them to annotate
functions of your own: ``def mine(oc: OpenCGAClient, **filters: Unpack[SamplesSearch])``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from opencga_frames.frames.conversion import Extra
    from opencga_frames.frames.to_pandas import Backend, Names
    from opencga_frames.rest.request.values import Value

__all__ = [
    "AlignmentsQuery",
    "AlignmentsQueryInStudy",
    "ClinicalSearch",
    "ClinicalSearchInStudy",
    "CohortsSearch",
    "CohortsSearchInStudy",
    "DiseasePanelsSearch",
    "DiseasePanelsSearchInStudy",
    "FamiliesSearch",
    "FamiliesSearchInStudy",
    "FilesSearch",
    "FilesSearchInStudy",
    "FrameOptions",
    "IndividualsSearch",
    "IndividualsSearchInStudy",
    "JobsSearch",
    "JobsSearchInStudy",
    "ProjectsSearch",
    "ProjectsSearchInStudy",
    "SamplesSearch",
    "SamplesSearchInStudy",
    "StudiesSearch",
    "StudiesSearchInStudy",
    "UserToolsSearch",
    "UserToolsSearchInStudy",
    "UsersSearch",
    "UsersSearchInStudy",
    "VariantsQuery",
    "VariantsQueryInStudy",
    "WorkflowsSearch",
    "WorkflowsSearchInStudy",
]


class FrameOptions(TypedDict, total=False):
    """What a frame can be asked for; see :meth:`opencga_frames.RestResponse.frame`."""

    columns: Sequence[str] | None
    core: bool
    names: Names
    dtype_backend: Backend
    extra: Extra
    keep_empty: bool


class _AlignmentsQuery(TypedDict, total=False):
    """Filters of ``alignments.query`` but for the study."""

    count: bool | None
    file: Value
    region: Value | None
    gene: Value | None
    offset: int | None
    only_exons: bool | None
    min_mapping_quality: int | None
    max_num_mismatches: int | None
    max_num_hits: int | None
    properly_paired: bool | None
    max_insert_size: int | None
    skip_unmapped: bool | None
    skip_duplicated: bool | None
    region_contained: bool | None
    force_m_d_field: bool | None
    bin_qualities: bool | None
    split_results: bool | None
    min_map_q: int | None
    max_n_m: int | None
    max_n_h: int | None
    contained: bool | None
    md_field: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class AlignmentsQuery(_AlignmentsQuery, total=False):
    """Filters of ``alignments.query``."""

    study: Value | None


class AlignmentsQueryInStudy(_AlignmentsQuery, FrameOptions, total=False):
    """Filters of ``alignments.query`` within one study, and options of a frame."""


class _ClinicalSearch(TypedDict, total=False):
    """Filters of ``clinical.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    flatten_annotations: bool | None
    id: Value | None
    uuid: Value | None
    type: Value | None
    disorder: Value | None
    files: Value | None
    sample: Value | None
    individual: Value | None
    proband: Value | None
    proband_samples: Value | None
    family: Value | None
    family_members: Value | None
    family_member_samples: Value | None
    panels: Value | None
    locked: bool | None
    analyst_id: Value | None
    priority: Value | None
    flags: Value | None
    due_date: Value | None
    quality_control_summary: Value | None
    release: Value | None
    snapshot: int | None
    status: Value | None
    internal_status: Value | None
    annotation: Value | None
    deleted: bool | None
    creation_date: Value | None
    modification_date: Value | None
    description: Value | None
    member: Value | None
    analyst_assignee: Value | None
    attributes: Value | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class ClinicalSearch(_ClinicalSearch, total=False):
    """Filters of ``clinical.search``."""

    study: Value | None


class ClinicalSearchInStudy(_ClinicalSearch, FrameOptions, total=False):
    """Filters of ``clinical.search`` within one study, and options of a frame."""


class _CohortsSearch(TypedDict, total=False):
    """Filters of ``cohorts.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    flatten_annotations: bool | None
    id: Value | None
    name: Value | None
    uuid: Value | None
    type: Value | None
    tags: Value | None
    deleted: bool | None
    status: Value | None
    internal_status: Value | None
    annotation: Value | None
    acl: Value | None
    samples: Value | None
    num_samples: Value | None
    release: Value | None
    creation_date: Value | None
    modification_date: Value | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class CohortsSearch(_CohortsSearch, total=False):
    """Filters of ``cohorts.search``."""

    study: Value | None


class CohortsSearchInStudy(_CohortsSearch, FrameOptions, total=False):
    """Filters of ``cohorts.search`` within one study, and options of a frame."""


class _DiseasePanelsSearch(TypedDict, total=False):
    """Filters of ``disease_panels.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    version: Value | None
    count: bool | None
    id: Value | None
    uuid: Value | None
    name: Value | None
    internal_status: Value | None
    disorders: Value | None
    variants: Value | None
    genes: Value | None
    source: Value | None
    regions: Value | None
    categories: Value | None
    tags: Value | None
    deleted: bool | None
    status: Value | None
    acl: Value | None
    release: Value | None
    snapshot: int | None
    creation_date: Value | None
    modification_date: Value | None
    phenotypes: Value | None
    description: Value | None
    author: Value | None
    global_: bool | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class DiseasePanelsSearch(_DiseasePanelsSearch, total=False):
    """Filters of ``disease_panels.search``."""

    study: Value | None


class DiseasePanelsSearchInStudy(_DiseasePanelsSearch, FrameOptions, total=False):
    """Filters of ``disease_panels.search`` within one study, and options of a frame."""


class _FamiliesSearch(TypedDict, total=False):
    """Filters of ``families.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    version: Value | None
    count: bool | None
    flatten_annotations: bool | None
    id: Value | None
    name: Value | None
    uuid: Value | None
    members: Value | None
    expected_size: int | None
    samples: Value | None
    phenotypes: Value | None
    disorders: Value | None
    deleted: bool | None
    internal_status: Value | None
    status: Value | None
    annotation: Value | None
    acl: Value | None
    release: Value | None
    snapshot: int | None
    creation_date: Value | None
    modification_date: Value | None
    parental_consanguinity: bool | None
    annotationset_name: Value | None
    variable_set: Value | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class FamiliesSearch(_FamiliesSearch, total=False):
    """Filters of ``families.search``."""

    study: Value | None


class FamiliesSearchInStudy(_FamiliesSearch, FrameOptions, total=False):
    """Filters of ``families.search`` within one study, and options of a frame."""


class _FilesSearch(TypedDict, total=False):
    """Filters of ``files.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    flatten_annotations: bool | None
    id: Value | None
    uuid: Value | None
    name: Value | None
    path: Value | None
    uri: Value | None
    type: Value | None
    bioformat: Value | None
    format: Value | None
    external: bool | None
    status: Value | None
    internal_status: Value | None
    internal_variant_index_status: Value | None
    software_name: Value | None
    directory: Value | None
    description: Value | None
    tags: Value | None
    size: Value | None
    sample_ids: Value | None
    job_id: Value | None
    annotation: Value | None
    acl: Value | None
    deleted: bool | None
    release: Value | None
    resource: bool | None
    creation_date: Value | None
    modification_date: Value | None
    attributes: Value | None
    lazy: bool | None
    study_id: Value | None
    sample: Value | None
    samples: Value | None
    job__id: Value | None
    nattributes: Value | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class FilesSearch(_FilesSearch, total=False):
    """Filters of ``files.search``."""

    study: Value | None


class FilesSearchInStudy(_FilesSearch, FrameOptions, total=False):
    """Filters of ``files.search`` within one study, and options of a frame."""


class _IndividualsSearch(TypedDict, total=False):
    """Filters of ``individuals.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    version: Value | None
    count: bool | None
    flatten_annotations: bool | None
    id: Value | None
    uuid: Value | None
    name: Value | None
    father: Value | None
    mother: Value | None
    samples: Value | None
    family_ids: Value | None
    sex: Value | None
    date_of_birth: Value | None
    ethnicity: Value | None
    disorders: Value | None
    phenotypes: Value | None
    population_name: Value | None
    population_subpopulation: Value | None
    karyotypic_sex: Value | None
    life_status: Value | None
    internal_status: Value | None
    status: Value | None
    deleted: bool | None
    annotation: Value | None
    acl: Value | None
    release: Value | None
    snapshot: int | None
    affectation_status: Value | None
    creation_date: Value | None
    modification_date: Value | None
    population__name: Value | None
    population__subpopulation: Value | None
    population_description: Value | None
    annotationset_name: Value | None
    variable_set: Value | None
    study_id: Value | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class IndividualsSearch(_IndividualsSearch, total=False):
    """Filters of ``individuals.search``."""

    study: Value | None


class IndividualsSearchInStudy(_IndividualsSearch, FrameOptions, total=False):
    """Filters of ``individuals.search`` within one study, and options of a frame."""


class _JobsSearch(TypedDict, total=False):
    """Filters of ``jobs.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    other_studies: bool | None
    id: Value | None
    uuid: Value | None
    tool_id: Value | None
    tool_type: Value | None
    tool_minimum_requirements_queue: Value | None
    tool_minimum_requirements_processor_type: Value | None
    execution_queue_id: Value | None
    user_id: Value | None
    priority: Value | None
    status: Value | None
    internal_status: Value | None
    visited: bool | None
    tags: Value | None
    input: Value | None
    output: Value | None
    acl: Value | None
    release: Value | None
    deleted: bool | None
    type: Value | None
    tool_external_executor_id: Value | None
    parent_id: Value | None
    was_dry_run: bool | None
    internal_kill_job_requested: bool | None
    creation_date: Value | None
    modification_date: Value | None
    execution_start: Value | None
    execution_end: Value | None
    study_id: Value | None
    name: Value | None
    tool_name: Value | None
    owner_id: Value | None
    date: Value | None
    input_files: Value | None
    output_files: Value | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class JobsSearch(_JobsSearch, total=False):
    """Filters of ``jobs.search``."""

    study: Value | None


class JobsSearchInStudy(_JobsSearch, FrameOptions, total=False):
    """Filters of ``jobs.search`` within one study, and options of a frame."""


class _ProjectsSearch(TypedDict, total=False):
    """Filters of ``projects.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    organization: Value | None
    id: Value | None
    name: Value | None
    fqn: Value | None
    description: Value | None
    creation_date: Value | None
    modification_date: Value | None
    internal_status: Value | None
    attributes: Value | None
    owner: Value | None
    alias: Value | None
    status: Value | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class ProjectsSearch(_ProjectsSearch, total=False):
    """Filters of ``projects.search``."""

    study: Value | None


class ProjectsSearchInStudy(_ProjectsSearch, FrameOptions, total=False):
    """Filters of ``projects.search`` within one study, and options of a frame."""


class _SamplesSearch(TypedDict, total=False):
    """Filters of ``samples.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    version: Value | None
    count: bool | None
    include_individual: bool | None
    flatten_annotations: bool | None
    id: Value | None
    uuid: Value | None
    somatic: bool | None
    individual_id: Value | None
    file_ids: Value | None
    cohort_ids: Value | None
    internal_status: Value | None
    status: Value | None
    phenotypes: Value | None
    annotation: Value | None
    acl: Value | None
    internal_rga_status: Literal["NOT_INDEXED", "INDEXED", "INVALID_PERMISSIONS", "INVALID_METADATA", "INVALID"] | None
    release: Value | None
    snapshot: int | None
    deleted: bool | None
    creation_date: Value | None
    modification_date: Value | None
    processing_product: Value | None
    processing_preparation_method: Value | None
    processing_extraction_method: Value | None
    processing_lab_sample_id: Value | None
    collection_from: Value | None
    collection_type: Value | None
    collection_method: Value | None
    stats_id: Value | None
    stats_variant_count: Value | None
    stats_chromosome_count: Value | None
    stats_type_count: Value | None
    stats_genotype_count: Value | None
    stats_ti_tv_ratio: Value | None
    stats_quality_avg: Value | None
    stats_quality_std_dev: Value | None
    stats_heterozygosity_rate: Value | None
    stats_depth_count: Value | None
    stats_biotype_count: Value | None
    stats_clinical_significance_count: Value | None
    stats_consequence_type_count: Value | None
    attributes: Value | None
    stats__id: Value | None
    stats__variant_count: Value | None
    stats__chromosome_count: Value | None
    stats__type_count: Value | None
    stats__genotype_count: Value | None
    stats__ti_tv_ratio: Value | None
    stats__quality_avg: Value | None
    stats__quality_std_dev: Value | None
    stats__heterozygosity_rate: Value | None
    stats__depth_count: Value | None
    stats__biotype_count: Value | None
    stats__clinical_significance_count: Value | None
    stats__consequence_type_count: Value | None
    study_id: Value | None
    name: Value | None
    source: Value | None
    type: Value | None
    individual__id: Value | None
    individual: Value | None
    annotationset_name: Value | None
    variable_set: Value | None
    nattributes: Value | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class SamplesSearch(_SamplesSearch, total=False):
    """Filters of ``samples.search``."""

    study: Value | None


class SamplesSearchInStudy(_SamplesSearch, FrameOptions, total=False):
    """Filters of ``samples.search`` within one study, and options of a frame."""


class _StudiesSearch(TypedDict, total=False):
    """Filters of ``studies.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    project_id: Value | None
    project: Value | None
    name: Value | None
    id: Value | None
    alias: Value | None
    fqn: Value | None
    creation_date: Value | None
    modification_date: Value | None
    internal_status: Value | None
    status: Value | None
    attributes: Value | None
    release: Value | None
    type: Value | None
    nattributes: Value | None
    battributes: bool | None
    skip_count: bool | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class StudiesSearch(_StudiesSearch, total=False):
    """Filters of ``studies.search``."""


class StudiesSearchInStudy(_StudiesSearch, FrameOptions, total=False):
    """Filters of ``studies.search`` within one study, and options of a frame."""


class _UserToolsSearch(TypedDict, total=False):
    """Filters of ``user_tools.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    id: Value | None
    name: Value | None
    uuid: Value | None
    tags: Value | None
    draft: bool | None
    internal_registration_user_id: Value | None
    type: Value | None
    scope: Value | None
    workflow_repository_name: Value | None
    container_name: Value | None
    acl: Value | None
    release: Value | None
    snapshot: int | None
    deleted: bool | None
    creation_date: Value | None
    modification_date: Value | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class UserToolsSearch(_UserToolsSearch, total=False):
    """Filters of ``user_tools.search``."""

    study: Value | None


class UserToolsSearchInStudy(_UserToolsSearch, FrameOptions, total=False):
    """Filters of ``user_tools.search`` within one study, and options of a frame."""


class _UsersSearch(TypedDict, total=False):
    """Filters of ``users.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    organization: Value | None
    id: Value | None
    authentication_id: Value | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class UsersSearch(_UsersSearch, total=False):
    """Filters of ``users.search``."""


class UsersSearchInStudy(_UsersSearch, FrameOptions, total=False):
    """Filters of ``users.search`` within one study, and options of a frame."""


class _VariantsQuery(TypedDict, total=False):
    """Filters of ``variants.query`` but for the study."""

    include: Value | None
    exclude: Value | None
    order: Literal["ASCENDING", "DESCENDING"] | None
    timeout: int | None
    count: bool | None
    sort: bool | None
    summary: bool | None
    approximate_count: bool | None
    approximate_count_sampling_size: int | None
    saved_filter: Value | None
    id: Value | None
    region: Value | None
    type: Value | None
    file: Value | None
    filter: Value | None
    qual: Value | None
    file_data: Value | None
    sample: Value | None
    sample_data: Value | None
    sample_annotation: Value | None
    cohort: Value | None
    cohort_stats_ref: Value | None
    cohort_stats_alt: Value | None
    cohort_stats_maf: Value | None
    cohort_stats_mgf: Value | None
    cohort_stats_pass: Value | None
    missing_alleles: Value | None
    missing_genotypes: Value | None
    score: Value | None
    family: Value | None
    family_disorder: Value | None
    family_segregation: Value | None
    family_members: Value | None
    family_proband: Value | None
    gene: Value | None
    ct: Value | None
    xref: Value | None
    biotype: Value | None
    protein_substitution: Value | None
    conservation: Value | None
    population_frequency_alt: Value | None
    population_frequency_ref: Value | None
    population_frequency_maf: Value | None
    transcript_flag: Value | None
    gene_trait_id: Value | None
    go: Value | None
    expression: Value | None
    protein_keyword: Value | None
    drug: Value | None
    functional_score: Value | None
    clinical: Value | None
    clinical_significance: Value | None
    clinical_confirmed_status: bool | None
    custom_annotation: Value | None
    panel: Value | None
    panel_mode_of_inheritance: Value | None
    panel_confidence: Value | None
    panel_role_in_cancer: Value | None
    panel_feature_type: Value | None
    panel_intersection: bool | None
    source: Value | None
    trait: Value | None
    reference: Value | None
    alternate: Value | None
    project: Value | None
    genotype: Value | None
    sample_metadata: bool | None
    unknown_genotype: Value | None
    sample_limit: int | None
    sample_skip: int | None
    include_study: Value | None
    include_file: Value | None
    include_sample: Value | None
    include_sample_data: Value | None
    include_genotype: Value | None
    include_sample_id: Value | None
    annotation_exists: bool | None
    skip_count: bool | None
    info: Value | None
    format: Value | None
    include_format: Value | None
    group_by: Value | None
    histogram: bool | None
    interval: int | None
    rank: Value | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class VariantsQuery(_VariantsQuery, total=False):
    """Filters of ``variants.query``."""

    study: Value | None


class VariantsQueryInStudy(_VariantsQuery, FrameOptions, total=False):
    """Filters of ``variants.query`` within one study, and options of a frame."""


class _WorkflowsSearch(TypedDict, total=False):
    """Filters of ``workflows.search`` but for the study."""

    include: Value | None
    exclude: Value | None
    sort: Value | None
    order: Literal["ASC", "DESC"] | None
    timeout: int | None
    count: bool | None
    id: Value | None
    name: Value | None
    uuid: Value | None
    tags: Value | None
    draft: bool | None
    internal_registration_user_id: Value | None
    manager_id: Value | None
    type: Value | None
    acl: Value | None
    release: Value | None
    snapshot: int | None
    deleted: bool | None
    creation_date: Value | None
    modification_date: Value | None
    limit: int | None
    skip: int
    page_size: int | None
    workers: int | None
    progress: bool | None
    on_error: Literal["raise", "partial"]


class WorkflowsSearch(_WorkflowsSearch, total=False):
    """Filters of ``workflows.search``."""

    study: Value | None


class WorkflowsSearchInStudy(_WorkflowsSearch, FrameOptions, total=False):
    """Filters of ``workflows.search`` within one study, and options of a frame."""
