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
# # Why did last night's job fail?
#
# Everything heavy in OpenCGA is a *job*: loading variants, statistics, exports. Each has a state, a log and an output
# folder. This notebook looks at the jobs of a study, finds out why one failed, runs one, and stops one.

# %%
from opencga_frames import OpenCGAClient, plots
from opencga_frames.sandbox import Sandbox

sandbox = Sandbox(samples=100, jobs=True)  # with a server of your own: OpenCGAClient("https://host/opencga")
oc = OpenCGAClient(sandbox.url, session=sandbox.session())
oc.login("analyst", "Sandbox-2026", organization="demo")
study = oc.study("demo@rare:germline")
jobs = study.table("jobs")
jobs[["job_id", "tool_id", "internal_status_id", "priority", "creation_date", "execution_end"]].sort_values("creation_date")

# %%
plots.jobs(jobs);

# %% [markdown]
# One export failed, one knockout analysis waits for its time with an export behind it, and a GWAS was stopped.
#
# ## The one that failed
#
# `oc.job` takes up a job by its id. Waiting for one that has failed raises `JobError`, with the reason that the server
# gives and the end of the log.

# %%
from opencga_frames.errors import JobError

failed = jobs[jobs["internal_status_id"] == "ERROR"]["job_id"].iloc[0]
job = oc.job(failed, study=study.fqn)
try:
    job.wait(timeout=60, progress=False)
except JobError as error:
    print(error)

# %%
print(job.tail(4, stream="stderr"))

# %% [markdown]
# The file it was told to read is not in the study. Which parameter was that, and which files like it are there?

# %%
import json

print(json.loads(job.info().frame(core=False)["params_json"].iloc[0]))
study.files(format="VCF", columns=["path", "size"], limit=3)

# %% [markdown]
# The path is misspelt or the file was removed; a job that reads one of the files above would run.
#
# ## The ones that wait
#
# A job may depend on others. What holds back `export-after`?

# %%
for waited_for in oc.job("export-after", study=study.fqn).depends_on():
    print(waited_for, waited_for.status)
planned = jobs[jobs["job_id"] == "knockout-planned"].iloc[0]
print(f"planned for {planned['scheduled_start_time']}")

# %% [markdown]
# Its time is far in the future, so both will wait until somebody changes that.
#
# ## Run one
#
# Calls that start a job give an answer with a `job`. Statistics of the variants of a cohort:

# %%
answer = oc.variants.run_cohort_stats(study=study.fqn, cohort="cases", index=True, job_id="stats-of-the-cases")
answer.job

# %%
job = answer.job.wait(timeout=60, progress=False)
print(job.status)
job.outputs()[["path", "format", "size"]]

# %% [markdown]
# `progress=True`, the default in a terminal, shows how the job moves on. `job.log(follow=True)` yields the lines of the
# log as they are written, and `wait_all([...])` waits for many jobs with few requests.
#
# ## Stop one

# %%
running = oc.job("export-queued", study=study.fqn)
running.kill()
running.state()

# %% [markdown]
# ## The answer

# %%
now = study.table("jobs")
ended = now[now["internal_status_id"].isin(["DONE", "ERROR", "ABORTED"])]
ended.groupby(["tool_id", "internal_status_id"], observed=True).size().unstack(fill_value=0)

# %% [markdown]
# Last night's export failed because its file, `data/vcf/lost.vcf.gz`, is not in the study. The job that followed this one
# went well, and nothing else has failed: give `oc.job(...).retry(params={...})` the right file and it is done.

# %%
oc.close()
