# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # From OpenCGA to pandas in ten minutes
#
# This notebook does an analyst's first job with `opencga_frames`: log in, read the samples, individuals, families and
# cohorts of a study as typed tables, join them, look at phenotypes and annotations, and keep everything as Parquet.
#
# No OpenCGA at hand? The package comes with a sandbox: a server on this machine that answers like OpenCGA 5.0.0 and is
# filled with invented people. With a real server only the address and the user change.

# %%
from opencga_frames import OpenCGAClient
from opencga_frames.sandbox import Sandbox, serve

server = serve(Sandbox(samples=600))
oc = OpenCGAClient(server.url)  # or "https://host/opencga"
oc.login("analyst", "Sandbox-2026", organization="demo")
oc

# %% [markdown]
# The password is asked for when it is left out. If your platform team hands out a `client-configuration.yml`, give its
# path instead of the address: `OpenCGAClient("client-configuration.yml")`.
#
# What may this user see, and what is in a study?

# %%
oc.studies.search().frame(columns=["study", "name", "description"])

# %%
study = oc.study("demo@rare:germline")
study

# %% [markdown]
# ## One row per sample
#
# `study.samples()` reads all pages and returns one typed DataFrame: dates are dates, closed vocabularies are categories,
# ids are strings even when they look like numbers, and a missing value never turns a number into a float. The columns an
# analyst needs most, the *core* columns, are shown first; `core=False` gives all of them.

# %% tags=["picture"]
samples = study.samples()
samples[["sample_id", "individual_id", "somatic", "collection_type", "creation_date", "status_id"]].head(4)

# %%
samples.dtypes.value_counts()

# %% [markdown]
# Filters are checked before anything is sent, and applied by the server. A misspelt one is refused with the nearest name.

# %%
recent = study.samples(
    creation_date=">=2024", status="QC_PASS", columns=["sample_id", "individual_id", "creation_date", "status_id"]
)
recent.head(3)

# %%
try:
    study.samples(somatik=True)
except ValueError as error:
    print(error)

# %% [markdown]
# ## Lists become tables of their own
#
# A sample has phenotypes, files, cohorts, annotations. Each of these lists is a *child table*: one row per item, with the
# key of the row it belongs to. A phenotype also says whether it was seen: clinicians record what they looked for and did
# not find, too.

# %%
tables = study.tables("individuals")
tables

# %%
phenotypes = tables["individual_phenotypes"]
seen = phenotypes[phenotypes["status"] == "OBSERVED"]
seen.groupby(["phenotype_id", "name"]).size().nlargest(8).rename("individuals").reset_index()

# %% [markdown]
# ## Who is in the cohort?
#
# `opencga_frames.plots` draws the usual figures, each from a frame; `cohort_summary` makes the table beside them. Here
# are the people of the study, on the day the study was frozen.

# %% tags=["picture"]
from opencga_frames import plots

individuals = study.individuals(core=False)
plots.cohort(individuals, phenotypes=phenotypes, at="2026-01-01");

# %%
from opencga_frames import cohort_summary

cohort_summary(individuals, by="sex_id", columns=["date_of_birth", "population_name", "life_status"])

# %% [markdown]
# ## Annotations, typed by their definition
#
# Studies define variables of their own, in variable sets. `variables()` lists them; `annotations()` gives one variable set
# as a table with a column per variable, of the type that the study declares.

# %%
study.variables()[["variable_set_id", "variable_id", "type", "multi_value"]].head(8)

# %%
study.annotations("intake", of="individuals").head()

# %% [markdown]
# ## Joins
#
# The tables know their keys. The result has one row per sample, with the columns of its individual and family beside it.
# A sample can be in several cohorts: their ids stay a list in one cell, so no row is repeated.

# %% tags=["picture"]
joined = study.join("samples", "individuals", "families", "cohorts")
joined[["sample_id", "individual_id", "individual_sex_id", "individual_father_id", "cohort_ids", "num_cohorts"]].head(4)

# %%
from opencga_frames import join_report

join_report(joined)

# %%
joined.groupby(["individual_sex_id", "somatic"], observed=True)["sample_id"].count().unstack()

# %% [markdown]
# ## Parquet
#
# One file per table, with the dtypes, the meaning of every column, and where the rows came from.

# %%
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
written = study.to_parquet(folder, tables=["samples", "individuals", "cohorts", "sample_phenotypes"])
sorted(written)

# %%
from opencga_frames import read_parquet, read_provenance

back = read_parquet(folder / "samples.parquet")
origin = read_provenance(folder / "samples.parquet")
print(f"{len(back):,} rows of {origin.num_matches:,} from {origin.endpoint} of {origin.study}, server {origin.server_version}")
back.dtypes.equals(study.samples(core=False).dtypes)

# %% [markdown]
# ## The thin layer underneath
#
# Every endpoint is a method. Its answer has the rows as plain dictionaries, the counts, the server's events, and any table.

# %%
answer = oc.samples.info(["F000001-C1-g"], study=study.fqn)
answer

# %%
answer.results()[0]["collection"]

# %%
oc.close()
server.close()
