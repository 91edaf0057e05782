# `make` alone prints the targets.
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
MONTH ?= 2026-10
TOPIC ?= contagion
MOST ?= 0

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick windows lint format types check mutate lock build bench golden docs pictures clean

help: ## print the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.ready ## install coopcli and all that it needs into .venv

demo: setup ## close the sample months (September and October 2026) in ./demo
	rm -rf demo
	$(BIN)/coopcli sample cooperative demo
	$(BIN)/coopcli close 2026-09 --folder demo --quiet
	$(BIN)/coopcli close 2026-10 --folder demo

test: setup ## run all tests
	$(BIN)/python -m pytest -n auto

quick: setup ## run the tests that take no time
	$(BIN)/python -m pytest -n auto -m "not slow"

windows: setup ## run the main job and the quick tests on the Windows build of Python, where there is Wine
	$(BIN)/python -m tests.windows

lint: setup ## ruff
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: setup ## put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup ## mypy, strict
	$(BIN)/mypy

check: lint types test ## all that must pass

mutate: setup ## slips that no test of a calculation sees (TOPIC=cure, MOST=50 for a sample)
	$(BIN)/python -m tests.mutate $(TOPIC) --most $(MOST)

lock: setup ## choose the versions of requirements.lock anew
	$(BIN)/uv pip compile --quiet --extra dev --extra binning --generate-hashes --universal --python-version 3.11 --no-header --output-file requirements.lock pyproject.toml

build: setup ## build the wheel and close a month from it, in a venv of its own
	rm -rf dist build/wheel
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	cd build && wheel/bin/coopcli sample mini wheel/month && wheel/bin/coopcli close 2026-10 --folder wheel/month

bench: setup ## measure reading, calculation, workbook and start-up against floors of the same run
	$(BIN)/python -m benchmarks

golden: setup ## write the sample data of the repository anew
	rm -rf sample_data/mini sample_data/broken sample_data/layouts
	$(BIN)/coopcli sample mini sample_data/mini
	$(BIN)/python -m tests.sample.faulty sample_data/broken
	$(BIN)/python -m tests.sample.layout_samples sample_data/layouts
	$(BIN)/python -m tests.reading.golden

docs: setup ## write docs/problemas.md and docs/planilhas.md anew
	$(BIN)/python -m coopcli.reports.catalogue > docs/problemas.md
	$(BIN)/python docs/sheets.py > docs/planilhas.md

pictures: setup ## draw docs/img anew (LibreOffice with its pt-BR pack, poppler-utils, librsvg2-bin, pngquant)
	$(BIN)/python docs/pictures.py

clean: ## remove what was built
	rm -rf $(VENV) build dist demo .pytest_cache .mypy_cache .ruff_cache
