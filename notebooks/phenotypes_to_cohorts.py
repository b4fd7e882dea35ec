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
# # From phenotypes to a cohort
#
# A neurologist wants to look for variants in people with a developmental disorder. The study has no such group, but it
# has what was written down for each person in terms of the Human Phenotype Ontology (HPO). Who belongs in the cohort?

# %%
from opencga_frames import OpenCGAClient, cohort_summary, plots
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=400)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")
phenotypes = study.table("individual_phenotypes")
phenotypes[["individual_id", "phenotype_id", "name", "status", "age_of_onset"]].head(5)

# %% [markdown]
# One row per person and phenotype. The column `status` matters: a phenotype may be *observed*, looked for and *not
# observed*, or *unknown*. A count that overlooks it takes people who were found to be healthy for patients.

# %%
phenotypes["status"].value_counts().rename("rows").to_frame().T

# %%
individuals = study.individuals(core=False)
plots.phenotypes(phenotypes, of=len(individuals), top=15);

# %% [markdown]
# ## Which terms go together?
#
# The terms that describe a developmental disorder, and how often two of them are observed in the same person. The
# diagonal holds the people with the term.

# %%
import matplotlib.pyplot as plt
import pandas as pd

neuro = {
    "HP:0001249": "Intellectual disability",
    "HP:0001250": "Seizure",
    "HP:0001252": "Hypotonia",
    "HP:0001263": "Global developmental delay",
    "HP:0002376": "Developmental regression",
    "HP:0000252": "Microcephaly",
    "HP:0000717": "Autism",
}
observed = phenotypes[phenotypes["status"] == "OBSERVED"]
wide = pd.crosstab(observed["individual_id"], observed["phenotype_id"]).clip(upper=1).reindex(columns=list(neuro))
together = wide.T @ wide

figure, ax = plt.subplots(figsize=(6.4, 4.6), layout="constrained")
ax.imshow(together, cmap="Blues", vmin=0)
ax.set_xticks(range(len(neuro)), list(neuro), rotation=45, ha="right")
ax.set_yticks(range(len(neuro)), neuro.values())
for row in range(len(neuro)):
    for column in range(len(neuro)):
        count = together.iloc[row, column]
        ax.text(column, row, count, ha="center", va="center", color="white" if count > together.max().max() / 2 else "black")
ax.set_title("People in whom both terms are observed", loc="left");

# %% [markdown]
# ## Let the server choose
#
# The same filter works on the server, which matters once a study has half a million people. It knows ids and names, and
# takes any of several. It does not look at the status, so the frame has the last word.

# %%
any_mention = study.individuals(phenotypes=list(neuro), columns=["individual_id"])
members = observed[observed["phenotype_id"].isin(neuro)]["individual_id"].unique()
print(f"{len(any_mention)} people have one of the terms in their record; in {len(members)} it was observed.")

# %% [markdown]
# ## Look before you leap
#
# Does the group differ from the rest of the study in anything else?

# %%
people = individuals.assign(group=individuals["individual_id"].isin(members).map({True: "neuro", False: "others"}))
cohort_summary(people, by="group", columns=["sex_id", "date_of_birth", "population_name"])

# %% [markdown]
# Younger, as was to be expected: phenotypes are recorded for children above all. Sex and population are alike.
#
# ## Make the cohort
#
# A cohort holds samples, so the people have to be turned into samples first, and those of tumours left out. Creating it
# takes the right to write; the analyst has none, the owner of the study does. `dry_run=True` shows what would be sent.

# %%
samples = study.samples(individual_id=list(members), somatic=False, columns=["sample_id", "individual_id"])
body = {
    "id": "developmental-disorder",
    "type": "CASE_SET",
    "description": f"Any of {', '.join(neuro)} observed",
    "samples": [{"id": sample} for sample in samples["sample_id"]],
}
owner = OpenCGAClient(sandbox.url, session=sandbox.session())
owner.login("owner", "Sandbox-2026", organization="demo")
print(str(owner.cohorts.create(study=study.fqn, data=body, dry_run=True))[:170], "...")

# %%
owner.cohorts.create(study=study.fqn, data=body)
in_cohort = study.cohort_samples["developmental-disorder"]
print(f"{len(in_cohort)} samples of {in_cohort['individual_id'].nunique()} people")

# %% [markdown]
# ## The answer

# %%
disorders = study.table("individual_disorders")
mine = disorders[disorders["individual_id"].isin(in_cohort["individual_id"])]
ax = plots.composition(mine, "name", top=10)
ax.set_title("Disorders in the new cohort", loc="left")
ax.set_xlabel("people");

# %% [markdown]
# The cohort is in OpenCGA, with the definition in its description, and everybody who may read the study finds it:
# `study.cohort_samples["developmental-disorder"]`. One of the 52 people gave no sample and is therefore not in it.

# %%
owner.close()
oc.close()
