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
# # A rare disease case, from the referral to the finding
#
# A child was referred, the family was sequenced, an analyst has proposed a variant. Before the report is signed, a second
# person looks at the case: does the variant fit the family, the gene, the frequency and the phenotypes? This notebook is
# that second look, and ends with how many cases of the study are solved.

# %%
from opencga_frames import OpenCGAClient, plots
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=200, variants=1500)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")
cases = study.table("clinical_analyses")
findings = study.case_review(cases)
cases.groupby(["type", "status_id"], observed=True).size().rename("cases").reset_index()

# %% [markdown]
# `study.case_review` has one row per finding and piece of evidence. We take a case in tier 1 where both parents have a
# sample.

# %%
members = study.table("family_members")
samples = study.samples(somatic=False)
sampled = set(samples["individual_id"])
parents = members[["individual_id", "father_id", "mother_id"]].dropna()
trios = parents[parents[["individual_id", "father_id", "mother_id"]].isin(sampled).all(axis="columns")]
reported = findings[(findings["tier"] == "TIER_1") & findings["proband_id"].isin(trios["individual_id"])]
finding = reported.iloc[0]
case = cases[cases["clinical_analysis_id"] == finding["clinical_analysis_id"]].iloc[0]
case[["clinical_analysis_id", "proband_id", "family_id", "disorder_name", "status_id", "priority_id", "due_date"]].to_frame("case")

# %% [markdown]
# ## The family and the phenotypes

# %%
disorders, phenotypes = study.table("individual_disorders"), study.table("individual_phenotypes")
plots.pedigree(members, case["family_id"], disorders=disorders, samples=samples, proband=case["proband_id"]);

# %%
own = phenotypes[phenotypes["individual_id"] == case["proband_id"]]
own[["phenotype_id", "name", "status", "age_of_onset"]]

# %% [markdown]
# ## What was proposed

# %%
shown = ["variant_id", "gene_name", "panel_id", "tier", "mode_of_inheritance", "acmg", "clinical_significance", "status"]
finding[shown].to_frame("proposed finding")

# %% [markdown]
# ## Does it fit the family?
#
# The genotypes of child and parents at this place, with depth and quality. A finding that is dominant and new has to be
# absent in both parents, and well covered there: a parent with three reads proves nothing.

# %%
trio = trios[trios["individual_id"] == case["proband_id"]].iloc[0]
role = {trio["individual_id"]: "child", trio["father_id"]: "father", trio["mother_id"]: "mother"}
theirs = samples[samples["individual_id"].isin(role)].drop_duplicates("individual_id")
place = f"{finding['variant_id'].split(':')[0]}:{finding['variant_id'].split(':')[1]}"
calls = study.genotypes(place, list(theirs["sample_id"]))
calls = calls[calls["variant_id"] == finding["variant_id"]].merge(theirs[["sample_id", "individual_id"]], on="sample_id")
calls = calls.assign(who=calls["individual_id"].map(role)).set_index("who").loc[["child", "father", "mother"]]
calls[["sample_id", "gt", "dp", "gq", "ad_ref", "ad_alt", "vaf", "filter"]]

# %%
ax = calls[["ad_ref", "ad_alt"]].astype(float).plot.barh(stacked=True, color=["#c8c8c8", "#d55e00"], figsize=(7, 2.2))
ax.legend(["reference", "alternate"], frameon=False, loc="lower right")
ax.invert_yaxis()
ax.set_xlabel("reads")
ax.set_ylabel("")
ax.set_title(f"Reads at {finding['variant_id']} ({finding['gene_name']})", loc="left")
ax.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# ## Is it rare, and what does it do?

# %%
consequence = study.variants(place, table="variant_consequences")
consequence = consequence[consequence["variant_id"] == finding["variant_id"]]
consequence[["gene_name", "ensembl_transcript_id", "biotype", "so_terms"]]

# %%
frequency = study.variants(place, table="variant_population_frequencies")
frequency = frequency[frequency["variant_id"] == finding["variant_id"]]
inside = study.variants(place, table="variant_stats").set_index("variant_id").loc[[finding["variant_id"]]]
print(f"Highest frequency in any population: {frequency['alt_allele_freq'].max() if len(frequency) else 'none has it'}")
inside.loc[inside["cohort_id"] == "ALL", ["cohort_id", "allele_count", "alt_allele_count", "alt_allele_freq"]]

# %% [markdown]
# ## The second look, in one table

# %%
import pandas as pd

seen = own[own["status"] == "OBSERVED"]["name"]
losses = {"stop_gained", "frameshift_variant", "splice_donor_variant", "splice_acceptor_variant"}
terms = {term for row in consequence["so_terms"] for term in row}
checks = {
    "child carries it": (calls.loc["child", "n_alt"] == 1, f"{calls.loc['child', 'gt']}, {calls.loc['child', 'ad_alt']} of {calls.loc['child', 'dp']} reads"),
    "absent in both parents": ((calls.loc[["father", "mother"], "n_alt"] == 0).all(), ", ".join(calls.loc[["father", "mother"], "gt"])),
    "parents covered 20x": ((calls.loc[["father", "mother"], "dp"] >= 20).all(), ", ".join(f"{depth}x" for depth in calls.loc[["father", "mother"], "dp"])),
    "in no population": (frequency.empty or frequency["alt_allele_freq"].max() < 1e-4, f"{len(frequency)} populations list it"),
    "breaks the protein": (bool(terms & losses), ", ".join(sorted(terms))),
    "gene on the panel": (pd.notna(finding["panel_id"]), f"{finding['gene_name']} on {finding['panel_id']}"),
}
second_look = pd.DataFrame([(name, bool(fits), why) for name, (fits, why) in checks.items()], columns=["check", "fits", "because"])
second_look

# %% [markdown]
# ## All cases: how many are solved?
#
# The same frame of findings answers the question of the head of the unit: for which disorders does the study find a
# cause?

# %%
best = findings.groupby("clinical_analysis_id")["tier"].min()
yields = cases.assign(result=cases["clinical_analysis_id"].map(best).map({"TIER_1": "tier 1", "TIER_2": "tier 2"}).fillna("no finding"))
plots.composition(yields, "disorder_name", by="result").set(title=f"Best finding in {len(cases)} cases", xlabel="cases");

# %%
solved = yields["result"].value_counts().rename("cases").to_frame()
solved["share"] = (solved["cases"] / len(yields)).map("{:.0%}".format)
solved

# %% [markdown]
# ## For the meeting
#
# A workbook with the findings on one sheet and the meaning of each column on another.

# %%
import tempfile
from pathlib import Path

path = Path(tempfile.mkdtemp(), "findings.xlsx")
findings.opencga.to_excel(path)
print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")

# %% [markdown]
# ## The answer
ANSWER

# %%
oc.close()
