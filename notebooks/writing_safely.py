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
# # Writing to OpenCGA without fear
#
# A second reading of the quality control has found samples to be set aside. The result should go into OpenCGA, where
# everybody sees it, and not into another spreadsheet. How does one write to a shared database and stay able to say what
# was changed, and to take it back?
#
# Five habits: look first, send nothing the first time, write little at once, check what changed, know the way back.

# %%
from opencga_frames import OpenCGAClient
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=200)  # with a server of your own: OpenCGAClient("https://host/opencga")
viewer = OpenCGAClient(sandbox.url, session=sandbox.session())
viewer.login("viewer", "Sandbox-2026", organization="demo")
owner = OpenCGAClient(sandbox.url, session=sandbox.session())
owner.login("owner", "Sandbox-2026", organization="demo")
study = owner.study("demo@rare:germline")

# %% [markdown]
# ## Look first
#
# The samples in question, and how they are now. Keep this frame: it is the way back.

# %%
stats = study.table("sample_qc_variant_stats")
measure = stats["stats_ti_tv_ratio"].astype(float)
doubtful = stats[measure <= measure.quantile(0.2)]["sample_id"].tolist()
before = study.samples(id=doubtful, columns=["sample_id", "version", "description", "status_id"])
before

# %% [markdown]
# ## Send nothing the first time
#
# `dry_run=True` returns the request that would be sent. Field names are checked against the model of the server's
# version before anything leaves this machine.

# %%
note = "Second reading: low Ti/Tv, repeat"
owner.samples.update(doubtful, study=study.fqn, description=note, dry_run=True)

# %%
try:
    owner.samples.update(doubtful, study=study.fqn, descripton=note)
except ValueError as error:
    print(error)

# %% [markdown]
# A user without the right to write is told so by the server, and nothing changes:

# %%
from opencga_frames.errors import NotAllowedError

try:
    viewer.samples.update(doubtful[0], study=study.fqn, description=note)
except NotAllowedError as error:
    print(error)

# %% [markdown]
# ## Describe what is to be recorded
#
# Free text cannot be counted. A variable set can: it says which values there are, and the server refuses others.

# %%
variable_set = {
    "id": "second_reading",
    "entities": ["SAMPLE"],
    "unique": True,
    "description": "Second reading of the quality control",
    "variables": [
        {"id": "verdict", "type": "CATEGORICAL", "required": True, "allowedValues": ["KEEP", "REPEAT", "DISCARD"]},
        {"id": "reader", "type": "STRING", "required": True},
        {"id": "ti_tv", "type": "DOUBLE"},
    ],
}
owner.studies.update_variable_sets(study.fqn, action="ADD", data=variable_set)
study.variables("second_reading")[["variable_id", "type", "required", "allowed_values"]]

# %% [markdown]
# ## Write, and see what is refused

# %%
from opencga_frames.errors import BadQueryError

ratio = dict(zip(stats["sample_id"], measure))


def annotate(sample, **values):
    """Add the second reading of a sample."""
    annotation = {"id": "second_reading", "variableSetId": "second_reading", "annotations": values}
    return owner.samples.update(
        sample, study=study.fqn, annotation_sets=[annotation], annotation_sets_action="ADD"
    ).get_num_updated()


try:
    annotate(doubtful[0], verdict="PERHAPS", reader="nn")
except BadQueryError as error:
    print(str(error)[:130], "...")

# %%
written = [annotate(sample, verdict="REPEAT", reader="nn", ti_tv=ratio[sample]) for sample in doubtful]
print(f"{sum(written)} of {len(doubtful)} samples annotated")
owner.samples.update(doubtful, study=study.fqn, description=note)
study.annotations("second_reading").head(5)

# %% [markdown]
# ## What changed?
#
# Every write makes a new version of the sample, and OpenCGA keeps the older ones.

# %%
now = study.samples(id=doubtful, columns=["sample_id", "version", "description", "status_id"])
changes = before.merge(now, on="sample_id", suffixes=("_before", "_now"))
changes[["sample_id", "version_before", "version_now", "description_before", "description_now"]].head(5)

# %%
history = owner.samples.info(doubtful[0], study=study.fqn, version="all").frame(
    columns=["sample_id", "version", "modification_date", "description"]
)
history

# %% [markdown]
# The audit says who did it, also for what has no versions:

# %%
audit = owner.studies.search_audit(study.fqn, limit=100).frame()
audit.groupby(["user_id", "resource", "action", "status_name"], observed=True).size().rename("records").reset_index()

# %% [markdown]
# ## When a batch fails in part
#
# A call for many ids may succeed for some of them. The error says for each what happened, so that nobody has to guess.

# %%
from opencga_frames.errors import NotFoundError

try:
    owner.samples.update([*doubtful[:2], "no-such-sample"], study=study.fqn, description=note)
except NotFoundError as error:
    print(error)
study.samples(id=doubtful[:2], columns=["sample_id", "version"])

# %% [markdown]
# ## The way back
#
# Each sample gets the description that it had; the annotation goes. The version goes up, since taking something back is a
# change, too.

# %%
for row in before.itertuples():
    owner.samples.update(row.sample_id, study=study.fqn, description=row.description)
    owner.samples.update(
        row.sample_id, study=study.fqn, annotation_sets=[{"id": "second_reading"}], annotation_sets_action="REMOVE"
    )
restored = study.samples(id=doubtful, columns=["sample_id", "description", "status_id"])
same = before[["sample_id", "description", "status_id"]].equals(restored)
print(f"as before: {same}; second readings left: {len(study.annotations('second_reading'))}")

# %% [markdown]
# ## The answer

# %%
import matplotlib.pyplot as plt

figure, ax = plt.subplots(figsize=(8, 0.8 + 0.32 * len(doubtful)), layout="constrained")
for place, sample in enumerate(doubtful):
    own = owner.samples.info(sample, study=study.fqn, version="all").frame(columns=["version", "description"])
    noted = own["description"] == note
    ax.plot(own["version"].astype(int), [place] * len(own), color="#c8c8c8", zorder=1)
    ax.scatter(own.loc[~noted, "version"].astype(int), [place] * int((~noted).sum()), color="#0072b2", zorder=2)
    ax.scatter(own.loc[noted, "version"].astype(int), [place] * int(noted.sum()), color="#d55e00", zorder=2)
ax.set_yticks(range(len(doubtful)), doubtful)
ax.invert_yaxis()
ax.set_xlabel("version of the sample")
ax.set_title("Every write is a version: with the note (orange) and without (blue)", loc="left")
ax.spines[["top", "right"]].set_visible(False)

# %% [markdown]
# Nothing was lost on the way: the latest version says what the first ones said, and the versions in between show what was
# believed for a while. What cannot be taken back that easily is a deletion, which is why there is none in this notebook.

# %%
owner.close()
viewer.close()
