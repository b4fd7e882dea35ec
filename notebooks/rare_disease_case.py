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

sandbox = Sandbox(samples=300, variants=1500)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")
cases = study.table("clinical_analyses")
findings = study.case_review(cases)
cases.groupby(["status_id", "type"], observed=True).size().unstack(fill_value=0)

# %% [markdown]
# `study.case_review` has one row per finding and piece of evidence. We take an open case with a finding in tier 1, where
# both parents have a sample: that of a child with a suspected Li-Fraumeni syndrome and a variant in TP53.

# %%
members = study.table("family_members")
samples = study.samples(somatic=False)
sampled = set(samples["individual_id"])
parents = members[["individual_id", "father_id", "mother_id"]].dropna()
trios = parents[parents[["individual_id", "father_id", "mother_id"]].isin(sampled).all(axis="columns")]
open_cases = cases[cases["status_id"] == "IN_PROGRESS"]
proposed = findings[findings["clinical_analysis_id"].isin(open_cases["clinical_analysis_id"])]
proposed = proposed[(proposed["tier"] == "TIER_1") & proposed["proband_id"].isin(trios["individual_id"])]
finding = proposed[proposed["gene_name"] == "TP53"].iloc[0]
case = cases[cases["clinical_analysis_id"] == finding["clinical_analysis_id"]].iloc[0]
facts = ["clinical_analysis_id", "proband_id", "family_id", "disorder_name", "status_id", "priority_id", "due_date"]
case[facts].to_frame("case")

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
genes = study.table("panel_genes")
panel = genes[genes["panel_id"] == finding["panel_id"]]
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
ax.legend(["reference", "alternate"], frameon=False, ncols=2, loc="lower right", bbox_to_anchor=(1, 1))
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

losses = {"stop_gained", "frameshift_variant", "splice_donor_variant", "splice_acceptor_variant"}
terms = {term for row in consequence["so_terms"] for term in row}
child, parents = calls.loc["child"], calls.loc[["father", "mother"]]
depths = " and ".join(f"{depth}x" for depth in parents["dp"])
second_look = pd.DataFrame(
    [
        ("child carries it", child["n_alt"] == 1, f"{child['gt']}, {child['ad_alt']} of {child['dp']} reads"),
        ("absent in both parents", (parents["n_alt"] == 0).all(), " and ".join(parents["gt"])),
        ("parents covered 20x", (parents["dp"] >= 20).all(), depths),
        ("rare elsewhere", not (frequency["alt_allele_freq"] > 1e-4).any(), f"{len(frequency)} populations list it"),
        ("breaks the protein", bool(terms & losses), ", ".join(sorted(terms))),
        ("gene on the panel", finding["gene_name"] in set(panel["gene_name"]), f"{len(panel)} genes on it"),
    ],
    columns=["check", "fits", "because"],
)
second_look

# %% [markdown]
# ## All cases: how many are solved?
#
# The same frame of findings answers the question of the head of the unit: for which disorders does the study find a
# cause?

# %%
best = findings.groupby("clinical_analysis_id")["tier"].min()
words = {"TIER_1": "1: tier 1", "TIER_2": "2: tier 2"}
yields = cases.assign(result=cases["clinical_analysis_id"].map(best).map(words).fillna("3: no finding"))
ax = plots.composition(yields, "disorder_name", by="result")
ax.set_title(f"Best finding in {len(cases)} cases", loc="left")
ax.set_xlabel("cases");

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
#
# The finding stands: it is new in the child, well covered in both parents, in no population, and stops the protein of
# a gene that is known for the disorder. The phenotypes neither support nor contradict it; those of the sandbox are drawn at
# random. The report can be signed.

# %%
oc.close()
