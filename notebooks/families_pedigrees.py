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
# # Which families can be analysed as trios?
#
# A variant that is new in a child can only be seen where both parents were sequenced as well. So the first question to a
# rare disease study is: in how many families do child, father and mother all have a sample, and who in them is affected?

# %%
from opencga_frames import OpenCGAClient, join, pedigree, plots, to_ped
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=300)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")
members = study.table("family_members")
members[["family_id", "individual_id", "father_id", "mother_id", "sex_id", "life_status"]].head(6)

# %% [markdown]
# One row per member of a family; parents are ids of other members. How large are the families?

# %%
sizes = members.groupby("family_id").size().rename("members")
sizes.value_counts().sort_index().rename("families").rename_axis("members").reset_index()

# %% [markdown]
# ## Children beside their parents
#
# `parents=True` joins individuals with themselves: each person gets the columns of father and mother, the ids of their
# samples among them.

# %%
individuals, samples = study.individuals(), study.samples(columns=["sample_id", "individual_id"])
with_parents = join(individuals, samples, parents=True)
children = with_parents[with_parents["father_id"].notna() | with_parents["mother_id"].notna()]
counts = children[["num_samples", "father_num_samples", "mother_num_samples"]].fillna(0)
complete = children[(counts > 0).all(axis="columns")]
complete[["individual_id", "sample_ids", "father_sample_ids", "mother_sample_ids"]].head(4)

# %%
import matplotlib.pyplot as plt
import pandas as pd

reasons = pd.Series("complete trio", index=counts.index)
reasons[counts["mother_num_samples"] == 0] = "no sample of the mother"
reasons[counts["father_num_samples"] == 0] = "no sample of the father"
reasons[counts["num_samples"] == 0] = "no sample of the child"
reasons[children["father_id"].isna()] = "father not in the study"
by_reason = reasons.value_counts().sort_values()
ax = by_reason.plot.barh(figsize=(7, 2.6), color="#0072b2", width=0.7)
ax.bar_label(ax.containers[0], padding=3)
ax.set_title(f"Can {len(children)} children be analysed as trios?", loc="left")
ax.set_xlabel("children")
ax.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# ## Look at a family
#
# Squares are male, circles female; who has a disorder is filled, who died is struck through, and a dot marks those with
# samples. The arrow points at the proband.

# %%
affected = study.table("individual_disorders")
in_trios = complete.merge(affected[["individual_id", "name"]], on="individual_id", suffixes=("", "_disorder"))
largest = in_trios.merge(members[["individual_id", "family_id"]], on="individual_id")
largest = largest.sort_values("family_id", key=lambda ids: ids.map(sizes), ascending=False, kind="stable")
largest[["family_id", "individual_id", "sex_id", "name_disorder"]].head(4)

# %%
chosen = largest.iloc[0]
plots.pedigree(members, chosen["family_id"], disorders=affected, samples=samples, proband=chosen["individual_id"]);

# %% [markdown]
# ## Hand it to the next program
#
# Most tools for families read PED files. `study.pedigree(family)` reads only what it needs; here the frames are at hand.

# %%
print(to_ped(pedigree(members, list(largest["family_id"].head(2)), disorders=affected)))

# %% [markdown]
# ## The answer

# %%
summary = pd.Series(
    {
        "families": sizes.size,
        "children with a parent in the study": len(children),
        "complete trios": len(complete),
        "complete trios with an affected child": in_trios["individual_id"].nunique(),
    },
    name="number",
)
summary.to_frame()

# %% [markdown]
# So 33 affected children can be searched for new variants today. For 19 more children a parent in the study has given no
# sample: those are the people to ask first.

# %%
oc.close()
