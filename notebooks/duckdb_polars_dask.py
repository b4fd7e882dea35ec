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
# # SQL, polars and Dask on the same rows
#
# Not everybody thinks in pandas. A colleague writes SQL, another one polars, a third has a cluster; all want the tables of a study without
# learning a client first. Can they ask their questions of the same rows, and do they get the same answer? The
# question: in which populations is each disorder seen, and how often?

# %%
from opencga_frames import OpenCGAClient
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=400)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")

# %% [markdown]
# ## Keep the tables once
#
# A dataset of Parquet files is what all these tools read. The types survive, and it remembers where its rows came from.

# %%
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp(), "germline")
dataset = study.to_parquet(folder, tables=["individuals", "individual_disorders", "individual_phenotypes"])
dataset

# %% [markdown]
# ## pandas

# %%
import pandas as pd

seen = dataset.frame("individual_disorders").merge(
    dataset.frame("individuals", columns=["individual_id", "population_name"]), on="individual_id"
)
in_pandas = pd.crosstab(seen["name"], seen["population_name"])
in_pandas

# %% [markdown]
# ## SQL
#
# DuckDB reads the tables lazily: columns that are not needed are not read.

# %%
import duckdb

disorders, individuals = dataset.lazy("individual_disorders"), dataset.lazy("individuals")
in_sql = duckdb.sql("""
    select d.name, i.population_name, count(*) as individuals
    from disorders d join individuals i using (individual_id)
    group by all order by individuals desc, name, population_name
""")
in_sql.limit(5).df()

# %% [markdown]
# Frames in memory work, too: DuckDB finds them by their names, and lists stay lists.

# %%
cohorts = study.samples(columns=["sample_id", "individual_id", "cohort_ids"])
duckdb.sql("""
    select cohort, count(*) as samples
    from (select unnest(cohort_ids) as cohort from cohorts) group by all order by samples desc, cohort
""").df()

# %% [markdown]
# ## polars
#
# Lazily from the files; nothing is read before `collect`. An answer of the client can also be handed over without a file
# and without pandas: it speaks the Arrow interface.

# %%
import polars as pl

people = pl.scan_pyarrow_dataset(individuals).select("individual_id", "population_name")
in_polars = (
    pl.scan_pyarrow_dataset(disorders)
    .join(people, on="individual_id")
    .group_by("name", "population_name")
    .len("individuals")
    .sort("individuals", "name", "population_name", descending=[True, False, False])
    .collect()
)
in_polars.head(5)

# %%
answer = oc.individuals.search(study=study.fqn, phenotypes="HP:0001250")
pl.DataFrame(answer).group_by("sex_id").len().sort("len", descending=True)

# %% [markdown]
# ## Dask
#
# For tables that do not fit into memory, or for a cluster. (`oc.samples.dask(...)` reads from the server with many workers;
# here the files are at hand.)

# %%
import dask.dataframe as dd

lazy = dd.read_parquet(str(folder / "individual_disorders"), columns=["individual_id", "name"])
places = dd.read_parquet(str(folder / "individuals"), columns=["individual_id", "population_name"])
in_dask = lazy.merge(places, on="individual_id").groupby(["name", "population_name"]).size().compute(scheduler="threads")
in_dask.sort_index().head(3)

# %% [markdown]
# ## The answer
#
# All four count the same.

# %%
long = in_pandas.stack().rename("individuals").reset_index().query("individuals > 0")
tables = {"pandas": long, "DuckDB": in_sql.df(), "polars": in_polars.to_pandas(), "Dask": in_dask.rename("individuals").reset_index()}
keys = ["name", "population_name"]
plain = {
    tool: table.astype(dict.fromkeys(keys, "str")).set_index(keys)["individuals"].sort_index()
    for tool, table in tables.items()
}
rows = [(tool, len(table), table.sum(), (table == plain["pandas"]).all()) for tool, table in plain.items()]
pd.DataFrame(rows, columns=["tool", "pairs", "individuals", "as in pandas"])

# %%
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(8, 4.2), layout="constrained")
ordered = in_pandas.loc[in_pandas.sum(axis="columns").sort_values().index]
ordered.plot.barh(stacked=True, ax=ax, width=0.75, color=["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9"])
ax.set_xlabel("individuals")
ax.set_ylabel("")
ax.legend(title="population", frameon=False)
ax.set_title(f"Disorders of {len(seen)} individuals by population", loc="left")
ax.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# The counts agree, and they show something that no tool would have told: neurofibromatosis is in the list twice, under its
# names in OMIM and in Orphanet. Whoever counts diseases rather than names has to bring the two together first.

# %%
oc.close()
