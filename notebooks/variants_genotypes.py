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
# # Which variants of a gene did the children inherit, and which are new?
#
# CFTR is the gene of cystic fibrosis. The study has a few children with the disease: which variants do they carry in the
# gene, from whom did they get them, and does any child have one that neither parent has?

# %%
from opencga_frames import OpenCGAClient, join, plots
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=300, variants=2000)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")
genes = study.table("panel_genes")
gene = genes[genes["gene_name"] == "CFTR"].iloc[0]
gene[["panel_id", "gene_name", "location_grch38"]].to_frame().T

# %% [markdown]
# ## What is there, before looking closer
#
# `study.variants(region)` reads the variants of a region, however many: a region with more than a page is cut into
# smaller ones. Chromosome 7 first, to see whether the data are what they should be.

# %%
import matplotlib.pyplot as plt

chromosome = study.variants("7")
frequencies = study.variants("7", table="variant_stats")
figure, axes = plt.subplots(1, 2, figsize=(12.5, 3.6), layout="constrained")
plots.consequences(chromosome, top=10, ax=axes[0])
plots.allele_frequencies(frequencies[frequencies["cohort_id"] == "ALL"], bins=25, ax=axes[1]);

# %% [markdown]
# Most variants are rare, as they should be: the number falls with the frequency.
#
# ## The gene as a matrix
#
# `study.genotype_matrix` gives one row per variant and one column per sample: 0, 1 or 2 copies of the alternate allele,
# -1 where the genotype is missing.

# %%
region = gene["location_grch38"]
matrix = study.genotype_matrix(region)
print(f"{matrix.shape[0]} variants in {matrix.shape[1]} samples, {(matrix == -1).sum().sum()} genotypes missing")
matrix.iloc[:5, :6]

# %% [markdown]
# Which of them matter? Those that change the protein, and are rare both in the populations of the annotation and in this
# study. The second condition catches what the first cannot: an artefact of the laboratory is in no database either.

# %%
variants = study.variants(region).set_index("variant_id")
populations = study.variants(region, table="variant_population_frequencies")
here = frequencies[frequencies["cohort_id"] == "ALL"].set_index("variant_id")["alt_allele_freq"]
overview = variants[["consequence_terms"]].assign(
    highest_elsewhere=populations.groupby("variant_id")["alt_allele_freq"].max(),
    in_this_study=here,
    carriers=(matrix > 0).sum(axis="columns"),
)
harmless = overview["consequence_terms"].map(lambda terms: set(terms) <= {"intron_variant", "synonymous_variant"})
rare = (overview["highest_elsewhere"].fillna(0) < 0.01) & (overview["in_this_study"] < 0.02)
candidates = overview[~harmless & rare & (overview["carriers"] > 0)]
candidates.sort_values("carriers", ascending=False)

# %% [markdown]
# ## From whom?
#
# Children who were sequenced like both their parents, with one sample for each person. `join` finds the parents' samples.

# %%
samples = study.samples(somatic=False).drop_duplicates("individual_id")
people = join(study.individuals(), samples, parents=True)
sampled = people[(people[["num_samples", "father_num_samples", "mother_num_samples"]] == 1).all(axis="columns")]
trios = sampled.assign(
    child=sampled["sample_ids"].str[0],
    father=sampled["father_sample_ids"].str[0],
    mother=sampled["mother_sample_ids"].str[0],
)[["individual_id", "child", "father", "mother"]]
print(f"{len(trios)} trios")

# %%
import numpy as np
import pandas as pd

child, father, mother = (matrix[trios[who]].to_numpy() for who in ("child", "father", "mother"))
known = (child >= 0) & (father >= 0) & (mother >= 0)
origin = np.select(
    [
        ~known,
        (child > 0) & (father == 0) & (mother == 0),
        (child > 0) & (father > 0) & (mother > 0),
        (child > 0) & (father > 0),
        child > 0,
    ],
    ["unknown", "new", "both parents", "father", "mother"],
    default="",
)
inherited = pd.DataFrame(origin, index=matrix.index, columns=trios["individual_id"]).stack().rename("origin")
inherited = inherited[inherited != ""].reset_index()
inherited["origin"].value_counts().rename("variants in children").to_frame().T

# %% [markdown]
# ## The children with cystic fibrosis

# %%
disorders = study.table("individual_disorders")
affected = disorders[disorders["name"] == "Cystic fibrosis"]["individual_id"]
theirs = inherited[inherited["individual_id"].isin(affected) & inherited["variant_id"].isin(candidates.index)]
theirs = theirs.assign(copies=[matrix.loc[v, trios.set_index("individual_id")["child"][i]] for v, i in theirs.iloc[:, :2].to_numpy()])
theirs.merge(candidates[["consequence_terms", "in_this_study"]], left_on="variant_id", right_index=True)

# %% [markdown]
# And the whole picture: each group of three columns is a trio, dark blue stands for two copies.

# %%
shown = matrix.loc[candidates.index]
order = trios.assign(affected=trios["individual_id"].isin(affected)).sort_values("affected", ascending=False).head(16)
columns = order[["child", "father", "mother"]].to_numpy().ravel()
figure, ax = plt.subplots(figsize=(12, 0.9 + 0.24 * len(shown)), layout="constrained")
ax.imshow(shown[columns], cmap="Blues", vmin=0, vmax=2, aspect="auto")
for edge in range(3, len(columns), 3):
    ax.axvline(edge - 0.5, color="white", linewidth=4)
names = [f"{name}{' *' if sick else ''}" for name, sick in zip(order["individual_id"], order["affected"])]
ax.set_xticks(range(1, len(columns), 3), names, rotation=45, ha="right", fontsize=8)
ax.set_yticks(range(len(shown)), shown.index, fontsize=8)
ax.set_title("Copies of rare alleles in CFTR: child, father and mother of each trio (* cystic fibrosis)", loc="left");

# %% [markdown]
# ## The answer
ANSWER

# %%
oc.close()
