# One-word commands for those who work on the package; CONTRIBUTING.md says when to use which.
PYTHON ?= .venv/bin/python

.PHONY: setup test quick lint types renew check bench docs picture pictures all

setup:
	python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"

test:
	$(PYTHON) -m pytest -n auto

quick:
	$(PYTHON) -m pytest -n auto -m "not slow and not newest"

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

bench:
	$(PYTHON) tests/benchmarks/run.py

pictures:
	$(PYTHON) docs/images/plots.py

picture:
	$(PYTHON) docs/images/quickstart.py

versions:
	$(PYTHON) -m nox -f tests/noxfile.py

all:
	.ci/run
