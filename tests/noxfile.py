"""Sessions for releases: the installed wheel on each Python and pandas that is promised.

``nox -f tests/noxfile.py`` runs what this machine has; a Python that is not there is skipped and said.
"""

from __future__ import annotations

from pathlib import Path

import nox

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
PANDAS = ("2.2", "2.3", "3.0")
#: Tests that go through the whole package, over HTTP, and need nothing from the checkout but themselves.
THROUGH = ("tests/test_main_job.py", "tests/study", "tests/parquet", "tests/joins")

nox.options.error_on_missing_interpreters = False
nox.options.default_venv_backend = "venv"
nox.options.envdir = str(ROOT / ".nox")


@nox.session(python=PYTHONS)
@nox.parametrize("pandas", PANDAS)
def installed(session: nox.Session, pandas: str) -> None:
    """Install the wheel beside one pandas, away from the checkout's own package, and run the tests that go through."""
    if (session.python, pandas) in {("3.14", "2.2"), ("3.13", "2.2")}:
        session.skip(f"pandas {pandas} has no wheel for Python {session.python}")
    session.chdir(ROOT)
    session.install("hatchling")
    folder = str(Path(session.create_tmp()).resolve())
    session.run("python", "-m", "hatchling", "build", "-t", "wheel", "-d", folder, silent=True)
    wheel = next(Path(folder).glob("*.whl"))
    session.install(f"{wheel}[graph,sparse]", f"pandas=={pandas}.*", "pytest", "pytest-socket", "pytest-xdist")
    session.install("hypothesis", "requests-mock", "fsspec", "orjson", "duckdb", "polars")
    session.run("opencga-frames", "demo", "--samples", "50", "--out", f"{folder}/demo")
    # Not `python -m pytest`, which would find the package in the checkout.
    session.run("pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *THROUGH, *session.posargs)
