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
# # Are cases and controls comparable?
#
# Before anybody tests anything, a colleague asks the usual questions about a study: how many *people* are behind the
# samples, is anyone counted twice, and do cases and controls differ in anything but the disease? The answers need three
# tables: samples, the individuals they were taken from, and the cohorts they belong to.

# %%
from opencga_frames import OpenCGAClient, cohort_summary, join_report, plots
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=300)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")
study.cohorts(columns=["cohort_id", "type", "num_samples", "description"])

# %% [markdown]
# `ALL` and the cohorts by phenotype overlap with the others; `cases` and `parents` are the two to compare.
#
# ## One row per sample
#
# `study.join` reads the tables and joins them by their keys. The first table sets the grain: the result has one row per
# sample, as `study.samples()` does. A sample in several cohorts keeps their ids as a list in one cell.

# %%
joined = study.join("samples", "individuals", "cohorts")
joined[["sample_id", "somatic", "individual_id", "individual_sex_id", "cohort_ids", "num_cohorts"]].head(5)

# %% [markdown]
# A join that quietly loses rows is worse than none, so each one says what it matched.

# %%
join_report(joined)[["table", "cardinality", "matched", "unmatched"]]

# %% [markdown]
# ## How many people are that?

# %%
per_person = joined.groupby("individual_id").size()
print(f"{len(joined)} samples of {len(per_person)} people; {(per_person > 1).sum()} gave more than one.")
several = per_person[per_person > 1].index
joined.loc[joined["individual_id"].isin(several), ["individual_id", "sample_id", "collection_type", "cohort_ids"]].head(6)

# %% [markdown]
# Counting samples as if they were people would make the cases look like a larger group than they are. One row per person
# and cohort is what a comparison needs: `grain=` asks for one row per sample and cohort, and the repeated people go.

# %%
pairs = study.join("samples", "individuals", "cohorts", grain=("samples", "cohorts"))
compared = pairs[pairs["cohort_id"].isin(["cases", "parents"])].drop_duplicates(["cohort_id", "individual_id"])
both = compared.groupby("individual_id")["cohort_id"].nunique()
print(f"{len(pairs)} pairs of sample and cohort; {len(compared)} people in the two cohorts, {(both > 1).sum()} in both.")

# %% [markdown]
# ## The comparison
#
# The frame of individuals has what the join did not bring, such as the population; the accessor `frame.opencga` reads
# exactly the people that a frame names.

# %%
people = compared.opencga.fetch(study, "individuals", core=False)
groups = people.merge(compared[["individual_id", "cohort_id"]], on="individual_id")
cohort_summary(groups, by="cohort_id", columns=["sex_id", "date_of_birth", "population_name", "life_status"])

# %%
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(12, 3.8), layout="constrained")
plots.ages(groups, at="2026-01-01", by="cohort_id", ax=axes[0])
plots.composition(groups, "population_name", by="cohort_id", top=8, ax=axes[1]);

# %% [markdown]
# ## The answer
#
# Nobody is in both cohorts, and sex and population hardly differ. Age does: the controls are the parents of the cases, a
# generation older. They serve to find out from whom a variant came; a test of anything that depends on age needs other
# controls. And the numbers to report are those of people, not of samples.

# %%
oc.close()
