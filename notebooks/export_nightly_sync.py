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
# # A copy of the study that is right every morning
#
# A group works on a copy of the study, since its pipelines need the tables every minute and the server is far away.
# Every night the copy is to be brought up to date. How does one do that without reading everything again, and how does
# one know in the morning what has changed?

# %%
from opencga_frames import OpenCGAClient, open_dataset, provenance, verify
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=400)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")

# %% [markdown]
# ## The first night: everything
#
# `to_parquet` writes a folder of Parquet files for each table, page by page, so that memory does not grow with the study.
# What it wrote becomes visible at once, when it is complete; a run that was killed is continued by the next one.

# %%
import tempfile
from pathlib import Path

folder = Path(tempfile.mkdtemp(), "germline")
tables = ["samples", "sample_phenotypes", "individuals", "individual_phenotypes", "cohorts"]
dataset = study.to_parquet(folder, tables=tables)
dataset

# %% [markdown]
# Where did the rows come from, and are they all there? The folder knows.

# %%
origin = provenance(folder)["samples"]
print(f"{origin.num_matches} matches of {origin.endpoint} in {origin.study}, server {origin.server_version}")
verify(folder).rows

# %% [markdown]
# ## Meanwhile, at the hospital
#
# A new sample arrives, three are checked again, one turns out to be a mix-up and is removed.

# %%
owner = OpenCGAClient(sandbox.url, session=sandbox.session())
owner.login("owner", "Sandbox-2026", organization="demo")
ids = study.samples(columns=["sample_id"])["sample_id"]
before = dataset.frame("samples", columns=["sample_id", "version", "description"])

owner.samples.create(study=study.fqn, data={"id": "F000099-NEW-g", "individualId": "F000001-C1", "somatic": False})
owner.samples.update(list(ids[10:13]), study=study.fqn, description="Checked again after the audit")
owner.samples.delete(ids[20], study=study.fqn, force=True).get_num_deleted()

# %% [markdown]
# ## The second night: what has changed
#
# `sync` asks for what was modified since the latest date in the copy, and compares the ids, so that it notices what has
# gone, too.

# %%
import pandas as pd

dataset = study.sync(folder)
changes = pd.DataFrame(
    {name: (one.added, one.changed, one.removed) for name, one in dataset.changes.items()},
    index=["added", "changed", "removed"],
).T
changes

# %% [markdown]
# ## What exactly?
#
# The copy from before the sync is still in memory; a merge says which samples differ.

# %%
after = open_dataset(folder).frame("samples", columns=["sample_id", "version", "description"])
both = before.merge(after, on="sample_id", how="outer", suffixes=("_before", "_after"), indicator="where")
both["where"] = both["where"].cat.rename_categories({"left_only": "removed", "right_only": "new", "both": "kept"})
different = (both["where"] != "kept") | (both["version_before"] != both["version_after"]).fillna(True)
both.loc[different, ["sample_id", "where", "version_before", "version_after", "description_after"]]

# %% [markdown]
# Is the copy now what the server has? The test that matters:

# %%
now = study.samples(core=False).sort_values("sample_id", ignore_index=True)
copy = dataset.frame("samples").sort_values("sample_id", ignore_index=True)
pd.testing.assert_frame_equal(copy, now[copy.columns.tolist()])
print(f"{len(copy)} samples, equal in all {copy.shape[1]} columns")

# %% [markdown]
# ## Work with the copy
#
# Only the columns and rows that are asked for are read.

# %%
dataset.frame("samples", columns=["sample_id", "status_id"], where=[("status_id", "==", "QC_FAIL")]).head(3)

# %% [markdown]
# ## The answer

# %%
import matplotlib.pyplot as plt

main = changes.loc[["samples", "individuals", "cohorts"]]
entries = sum(dataset.rows[name] for name in main.index)
print(f"Of {entries} entries, {int(main[['added', 'changed']].to_numpy().sum())} were read again.")
figure, ax = plt.subplots(figsize=(7.5, 2.8), layout="constrained")
kinds = {"added": "#009e73", "changed": "#e69f00", "removed": "#d55e00"}
changes[::-1].plot.barh(stacked=True, ax=ax, color=kinds, width=0.7)
ax.set_title("What the night brought, by table", loc="left")
ax.set_xlabel("entries")
ax.legend(frameon=False, bbox_to_anchor=(1, 1), loc="upper left")
ax.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# In the morning the copy equals the server, and `dataset.changes` says what the night brought: put it into the log of the
# nightly job. An entry that merely vanished from sight, because a permission was taken away, is not removed but reported;
# see `remove_unlisted` of `study.sync`.

# %%
owner.close()
oc.close()
