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
# # SQL and polars on what was read
#
# Not everybody thinks in pandas. A colleague writes SQL, another one polars; both want the tables of a study without
# learning a client first. Can they ask their questions of the same rows, and do all three get the same answer? The
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
# Parquet files are what all these tools read. The types survive, and each file remembers where its rows came from.

# %%
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp())
written = study.to_parquet(folder, tables=["individuals", "individual_disorders", "individual_phenotypes"])
for name, path in written.items():
    print(f"{name}: {Path(path).stat().st_size / 1000:.0f} kB")

# %% [markdown]
# ## pandas

# %%
import pandas as pd

from opencga_frames import read_parquet

individuals = read_parquet(folder / "individuals.parquet")
disorders = read_parquet(folder / "individual_disorders.parquet")
seen = disorders.merge(individuals[["individual_id", "population_name"]], on="individual_id")
in_pandas = pd.crosstab(seen["name"], seen["population_name"])
in_pandas

# %% [markdown]
# ## SQL
#
# DuckDB reads the files where they are. Columns that are not needed are not read.

# %%
import duckdb

sql = f"""
    select d.name, i.population_name, count(*) as individuals
    from '{folder}/individual_disorders.parquet' d join '{folder}/individuals.parquet' i using (individual_id)
    group by all order by individuals desc, name, population_name
"""
in_sql = duckdb.sql(sql)
in_sql.limit(5).df()

# %% [markdown]
# Frames in memory work, too: DuckDB finds them by their names, and lists stay lists.

# %%
cohorts = study.samples(columns=["sample_id", "individual_id", "cohort_ids"])
duckdb.sql("select cohort, count(*) as samples from (select unnest(cohort_ids) as cohort from cohorts) group by all order by 2 desc").df()

# %% [markdown]
# ## polars
#
# Lazily from the files; nothing is read before `collect`. An answer of the client can also be handed over without a file
# and without pandas: it speaks the Arrow interface.

# %%
import polars as pl

people = pl.scan_parquet(folder / "individuals.parquet").select("individual_id", "population_name")
in_polars = (
    pl.scan_parquet(folder / "individual_disorders.parquet")
    .join(people, on="individual_id")
    .group_by("name", "population_name")
    .len("individuals")
    .sort("individuals", "name", "population_name", descending=[True, False, False])
    .collect()
)
in_polars.head(5)

# %%
answer = oc.individuals.search(study=study.fqn, phenotypes="HP:0001250")
pl.DataFrame(answer).group_by("sex_id").len()

# %% [markdown]
# ## The answer
#
# All three count the same.

# %%
long = in_pandas.stack().rename("individuals").reset_index().query("individuals > 0")
tables = {"pandas": long, "DuckDB": in_sql.df(), "polars": in_polars.to_pandas()}
keys = ["name", "population_name"]
plain = {tool: t.astype({key: "str" for key in keys}).set_index(keys)["individuals"].sort_index() for tool, t in tables.items()}
pd.DataFrame({tool: [len(t), t.sum(), bool((t == plain["pandas"]).all())] for tool, t in plain.items()}, index=["pairs", "individuals", "as pandas"])

# %%
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(8, 4.2), layout="constrained")
ordered = in_pandas.loc[in_pandas.sum(axis="columns").sort_values().index]
ordered.plot.barh(stacked=True, ax=ax, width=0.75, color=["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9"])
ax.set_xlabel("individuals")
ax.set_ylabel("")
ax.legend(title="population", frameon=False)
ax.set_title(f"Disorders of {len(disorders)} individuals by population", loc="left")
ax.spines[["top", "right"]].set_visible(False)

# %%
oc.close()
