# One-word commands for those who work on the package; CONTRIBUTING.md says when to use which.
PYTHON ?= .venv/bin/python

.PHONY: all audit bench check docs fuzz licences lint notebooks picture pictures quick renew sbom setup test types versions

setup:
	python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"

test:
	$(PYTHON) -m pytest -n auto

quick:
	$(PYTHON) -m pytest -n auto -m "not slow and not newest"

fuzz:
	$(PYTHON) -m pytest -n auto -m long

lint:
	$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check . && $(PYTHON) -m codespell_lib opencga_frames tests docs

types:
	$(PYTHON) -m mypy

renew:
	$(PYTHON) -m opencga_frames.renew

check:
	$(PYTHON) -m opencga_frames.rest.catalogue.check && $(PYTHON) -m opencga_frames.frames.schema.check

docs:
	$(PYTHON) -m sphinx -b html -W --keep-going docs docs/_build

audit:
	$(PYTHON) .ci/dependencies.py audit

licences:
	$(PYTHON) .ci/dependencies.py licences

sbom:
	$(PYTHON) .ci/dependencies.py sbom dist/opencga_frames.cdx.json

bench:
	$(PYTHON) tests/benchmarks/run.py

pictures:
	$(PYTHON) docs/images/plots.py

notebooks:
	TQDM_DISABLE=1 $(PYTHON) -m jupytext --to ipynb --execute notebooks/*.py

picture:
	$(PYTHON) docs/images/quickstart.py

versions:
	$(PYTHON) -m nox -f tests/noxfile.py

all:
	.ci/run
