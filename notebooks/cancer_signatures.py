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
# # What caused the mutations of these tumours?
#
# Tobacco, ultraviolet light and the enzymes of the APOBEC family leave different marks in a genome: each changes other
# bases, between other neighbours. Programs such as FitMS express the substitutions of a tumour as a mixture of known
# *mutational signatures*, and OpenCGA keeps the result with the quality control of the sample. Do the signatures agree
# with the diagnoses?

# %%
from opencga_frames import OpenCGAClient, join
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=20)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@onco:tumour")
study

# %% [markdown]
# ## Pairs of tumour and normal
#
# A somatic call needs the normal tissue of the same person beside the tumour. Is every pair complete?

# %%
samples = study.samples()
pairs = samples.pivot(index="individual_id", columns="somatic", values="sample_id")
pairs = pairs.rename(columns={False: "normal", True: "tumour"})
print(f"{len(pairs)} patients, {pairs.notna().all(axis='columns').sum()} with tumour and normal")
diagnoses = study.table("individual_disorders").set_index("individual_id")["name"].rename("diagnosis")
pairs.join(diagnoses).head(4)

# %% [markdown]
# ## The substitutions in their contexts
#
# `sample_signature_counts` has one row per tumour and context: the substitution and its two neighbours, as in `T[C>T]A`.

# %%
counts = study.table("sample_signature_counts")
counts = counts.merge(samples[["sample_id", "individual_id"]], on="sample_id").join(diagnoses, on="individual_id")
counts["substitution"] = counts["context"].str[2:5]
burden = counts.groupby(["diagnosis", "sample_id"])["total"].sum()
burden.groupby("diagnosis").agg(["count", "median", "min", "max"]).rename(columns={"count": "tumours"})

# %%
import matplotlib.pyplot as plt

colours = {"C>A": "#56b4e9", "C>G": "#222222", "C>T": "#d55e00", "T>A": "#c8c8c8", "T>C": "#009e73", "T>G": "#cc79a7"}
kinds = sorted(counts["diagnosis"].unique())
figure, axes = plt.subplots(len(kinds), 1, figsize=(12, 6.4), sharex=True, layout="constrained")
for ax, kind in zip(axes, kinds):
    mean = counts[counts["diagnosis"] == kind].groupby(["substitution", "context"])["total"].mean()
    share = 100 * mean / mean.sum()
    ax.bar(range(len(share)), share.astype(float), color=[colours[name] for name in share.index.get_level_values(0)])
    ax.set_title(kind, loc="left")
    ax.set_ylabel("per cent")
    ax.spines[["top", "right"]].set_visible(False)
    ax.margins(x=0.01)
axes[-1].set_xticks([16 * n + 7.5 for n in range(6)], colours)
axes[-1].tick_params(axis="x", length=0)
axes[-1].set_xlabel("substitution; each bar is one pair of neighbours");

# %% [markdown]
# Three different pictures: C>A in the lung, C>T behind a pyrimidine in melanoma, a mixture in the breast with peaks of
# C>T and C>G behind a T.
#
# ## The signatures that were fitted
#
# A fitting holds its scores as JSON, since each program has its own. They become a table of tumours by signatures:

# %%
import json

import pandas as pd

fittings = study.table("sample_signature_fittings")
print("; ".join(sorted(set(fittings["method"] + ", " + fittings["signature_source"] + " " + fittings["signature_version"]))))
scores = pd.DataFrame(
    [
        {"sample_id": row.sample_id, "signature": score["signatureId"], "share": score["value"]}
        for row in fittings.itertuples()
        for score in json.loads(row.scores_json)
    ]
)
shares = scores.pivot(index="sample_id", columns="signature", values="share").fillna(0)
tumours = samples[samples["somatic"]].set_index("sample_id")["individual_id"].map(diagnoses)
shares = shares.loc[tumours.sort_values(kind="stable").index]
shares.head(3)

# %%
causes = {
    "SBS1": ("age (CpG)", "#c8c8c8"),
    "SBS5": ("age", "#8c8c8c"),
    "SBS2": ("APOBEC", "#009e73"),
    "SBS13": ("APOBEC", "#56b4e9"),
    "SBS4": ("tobacco", "#0072b2"),
    "SBS7a": ("ultraviolet light", "#e69f00"),
}
wanted = [name for name in causes if name in shares]
ax = shares[wanted].mul(100).plot.barh(stacked=True, color=[causes[n][1] for n in wanted], figsize=(9, 4.6), width=0.8)
ax.set_yticklabels([f"{name}  {tumours[name]}" for name in shares.index])
ax.legend([f"{name}: {causes[name][0]}" for name in wanted], frameon=False, bbox_to_anchor=(1, 1), loc="upper left")
ax.invert_yaxis()
ax.set_ylabel("")
ax.set_xlabel("per cent of the substitutions")
ax.set_title("Mutational signatures of 12 tumours", loc="left")
ax.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# ## The answer

# %%
exposure = shares[["SBS4", "SBS7a"]].join(tumours.rename("diagnosis"))
exposure["explained by"] = "neither"
exposure.loc[exposure["SBS4"] > 0.3, "explained by"] = "tobacco"
exposure.loc[exposure["SBS7a"] > 0.3, "explained by"] = "ultraviolet light"
pd.crosstab(exposure["diagnosis"], exposure["explained by"])

# %% [markdown]
# Every melanoma bears the mark of ultraviolet light and every lung tumour that of tobacco; no breast tumour has either.
# A lung tumour with the signature of sunlight would have been a reason to look for a mix-up of samples, or for a
# metastasis. (The sandbox invents its tumours, with signatures much simpler than those of COSMIC.)

# %%
oc.close()
