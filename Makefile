# `make` alone prints the targets.
VENV := .venv
PYTHON ?= python3
BIN := $(VENV)/bin
MONTH ?= 2026-10
TOPIC ?= contagion
MOST ?= 0
WHEELS_OF ?= 3.11 3.14
PLATFORMS := x86_64-unknown-linux-gnu x86_64-pc-windows-msvc aarch64-apple-darwin
LOCK := uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --only-binary :all: --no-header

# $(1): the folder of the program, $(2): the working folder
define close_sample
	rm -rf $(2)
	$(1)/coopcli sample cooperative $(2)
	$(1)/coopcli close 2026-09 --folder $(2) --quiet
	$(1)/coopcli close 2026-10 --folder $(2)
endef

.DEFAULT_GOAL := help
.PHONY: help setup demo test quick windows lint format types check mutate lock wheels build lowest tool bench golden docs pictures clean

help: ## print the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(VENV)/.ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup: $(VENV)/.ready ## install coopcli and all that it needs into .venv

demo: setup ## close the sample months (September and October 2026) in ./demo
	$(call close_sample,$(BIN),demo)

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

lock: setup ## choose the versions of requirements*.lock anew
	$(BIN)/$(LOCK) --upgrade --extra dev --extra binning --output-file requirements.lock pyproject.toml
	$(BIN)/$(LOCK) --constraint requirements.lock --output-file requirements-run.lock pyproject.toml
	$(BIN)/$(LOCK) --constraint requirements.lock --extra studies --output-file requirements-studies.lock pyproject.toml
	$(BIN)/$(LOCK) --constraint requirements.lock --extra binning --output-file requirements-scorecard.lock pyproject.toml

wheels: setup ## prove that requirements.lock installs from wheels alone on each Python and platform, at hand or not
	@for version in $(WHEELS_OF); do for platform in $(PLATFORMS); do \
	  MACOSX_DEPLOYMENT_TARGET=15.0 $(BIN)/uv pip install --quiet --dry-run --only-binary :all: --require-hashes \
	    --python-version $$version --python-platform $$platform --target build/none --requirement requirements.lock \
	  && echo "wheels: Python $$version, $$platform" || exit 1; done; done

build: setup ## build the wheel and close a month from it, in a venv of its own, with what is needed to run
	rm -rf dist build/wheel
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .
	$(PYTHON) -m venv build/wheel
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements-run.lock
	build/wheel/bin/python -m pip install --quiet --disable-pip-version-check --no-deps dist/*.whl
	cd build && wheel/bin/coopcli sample mini wheel/month && wheel/bin/coopcli close 2026-10 --folder wheel/month

tool: build ## install the wheel as a clerk does (uv tool install) and close a month
	rm -rf build/tool
	UV_TOOL_DIR=build/tool/tools UV_TOOL_BIN_DIR=build/tool/bin $(BIN)/uv tool install --quiet --python $(PYTHON) \
	  --constraints requirements-run.lock dist/*.whl
	cd build/tool && bin/coopcli sample mini month && bin/coopcli close 2026-10 --folder month --quiet

lowest: build ## close the sample months with the lowest versions that pyproject.toml allows
	rm -rf build/lowest
	$(PYTHON) -m venv --without-pip build/lowest/venv
	$(BIN)/uv pip install --quiet --python build/lowest/venv --resolution lowest-direct --only-binary :all: --requirement pyproject.toml
	$(BIN)/uv pip install --quiet --python build/lowest/venv --no-deps dist/*.whl
	$(call close_sample,build/lowest/venv/bin,build/lowest/demo)

damage: setup ## do N damages (make damage N=10000 SEED=1) to the sample: none may make the month look better in silence
	$(BIN)/python -m tests.closing.damage $(or $(N),1000) $(or $(SEED),0)

bench: setup ## measure reading, calculation, workbook and start-up against floors of the same run
	$(BIN)/python -m benchmarks

golden: setup ## write the sample data of the repository anew
	rm -rf sample_data/mini sample_data/broken sample_data/layouts
	$(BIN)/coopcli sample mini sample_data/mini
	$(BIN)/python -m tests.sample.faulty sample_data/broken
	$(BIN)/python -m tests.sample.layout_samples sample_data/layouts
	$(BIN)/python -m tests.reading.golden

docs: setup ## write docs/problemas.md, docs/dados.md and docs/planilhas.md anew
	$(BIN)/python -m coopcli.reports.catalogue > docs/problemas.md
	$(BIN)/python -m coopcli.reports.signature_pages > docs/dados.md
	$(BIN)/python docs/sheets.py > docs/planilhas.md

pictures: setup ## draw docs/img anew (LibreOffice with its pt-BR pack, poppler-utils, librsvg2-bin, pngquant)
	$(BIN)/python docs/pictures.py

clean: ## remove what was built
	rm -rf $(VENV) build dist demo .pytest_cache .mypy_cache .ruff_cache
