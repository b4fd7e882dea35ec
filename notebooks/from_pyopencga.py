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
# # Moving from pyopencga
#
# A group has scripts for pyopencga, the official Python client, and wants typed tables without writing everything anew.
# How much has to change, and does the same question still get the same answer? The question here: how many samples does
# each individual have, by sex?

# %%
from collections import Counter

import pandas as pd

from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=300)
study = "demo@rare:germline"

# %% [markdown]
# ## The script as it was
#
# Only the import changed: `opencga_frames.compat.pyopencga` has the classes of pyopencga, with its answers and errors.
# The rest of the script is as it was, with its loop over pages and its dictionaries.

# %%
from opencga_frames.compat.pyopencga import ClientConfiguration, OpencgaClient

old = OpencgaClient(ClientConfiguration({"rest": {"host": sandbox.url}}), session=sandbox.session())
old.login("analyst", "Sandbox-2026", "demo")

sex_of, skip = {}, 0
while True:
    page = old.individuals.search(study=study, limit=100, skip=skip, include="id,sex").get_results()
    for individual in page:
        sex_of[individual["id"]] = (individual.get("sex") or {}).get("id")
    if len(page) < 100:
        break
    skip += 100

samples_of, skip = Counter(), 0
while True:
    page = old.samples.search(study=study, limit=100, skip=skip, include="id,individualId").get_results()
    samples_of.update(sample["individualId"] for sample in page if sample.get("individualId"))
    if len(page) < 100:
        break
    skip += 100

before = pd.DataFrame({"sex": sex_of, "samples": samples_of}).fillna({"samples": 0})
before.groupby("sex")["samples"].agg(["count", "sum", "mean"]).round(2)

# %% [markdown]
# ## The same question today
#
# The client reads all pages and checks that none is missing. `join` counts the samples of each individual.

# %%
from opencga_frames import OpenCGAClient

oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")

after = oc.study(study).join("individuals", "samples")
after.groupby("sex_id", observed=True)["num_samples"].agg(["count", "sum", "mean"]).round(2)

# %% [markdown]
# Are they the same, person by person?

# %%
both = before.join(after.set_index("individual_id")["num_samples"])
print(f"{len(both)} individuals, {int((both['samples'] != both['num_samples']).sum())} of them with another number")

# %% [markdown]
# ## Names that changed
#
# Calls keep their names and parameters; parameters are written in snake case, and pyopencga's camel case is still
# understood. What was misspelt and silently ignored is refused now:

# %%
print(old.samples.search(study=study, individualId="F000001-C1").get_num_results(), "rows with the old client")
print(len(oc.samples.frame(study=study, individual_id="F000001-C1")), "rows with the new one")
try:
    oc.samples.frame(study=study, phenotype="HP:0001250")
except ValueError as error:
    print(error)

# %% [markdown]
# An answer is still an answer, with the methods that pyopencga gave it, and can write the call as code for other clients:

# %%
answer = oc.samples.search(study=study, somatic=False, limit=2)
print(answer.get_num_matches(), [sample["id"] for sample in answer.get_results()])
print(answer.code("curl"))

# %% [markdown]
# ## The answer
#
# Both ways give the same numbers. The old script has a loop over pages for each table and counts in a dictionary; the new
# one is a single call, which would have raised an error had a page been missing.

# %%
import matplotlib.pyplot as plt

numbers = pd.DataFrame(
    {
        "pyopencga": both["samples"].astype(int).value_counts(),
        "opencga_frames": both["num_samples"].astype(int).value_counts(),
    }
).sort_index()
ax = numbers.plot.bar(figsize=(6.5, 3), color=["#c8c8c8", "#0072b2"], rot=0, width=0.7)
for bars in ax.containers:
    ax.bar_label(bars, padding=2, fontsize=8)
ax.margins(y=0.12)
ax.set_xlabel("samples of an individual")
ax.set_ylabel("individuals")
ax.set_title("Samples per individual, counted by both clients", loc="left")
ax.legend(frameon=False)
ax.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# Move in two steps: change the import, so that everything keeps running, and then replace the loops one by one. Both
# clients may be used in one script. `opencga_frames.compat.v1` does the same for scripts written for OpenCGA 1.4.

# %%
oc.close()
