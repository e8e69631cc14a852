# Everything a newcomer needs; `make help` lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_DATA ?= var/demo
N ?= 150000
PROCESSES ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install install-dev demo test test-all bench neo4j neo4j-stop lock docs clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed ## set up .venv with what running Ogniwo needs

install-dev: $(VENV)/installed-dev ## the same, and what the tests need

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Ogniwo needs Python 3.11 or newer; name one with: make PYTHON=/path/to/python3.11 install" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "Python's venv module is missing; on Debian: apt install python3-venv" >&2; exit 1; }

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Installing Ogniwo into $(VENV)…"
	@$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock | $(VENV)/installed
	@echo "Installing the tests' tools into $(VENV)…"
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

demo: install ## three real suggestions in the terminal, then the pages on this machine
	@OGNIWO_DATA=$(DEMO_DATA) $(BIN)/ogniwo demo

test: install-dev ## the tests (exhaustive ones with reduced counts), in PROCESSES=2 processes
	@$(BIN)/python -m pytest -n $(PROCESSES) --no-loadscope-reorder

test-all: install-dev ## the tests in full
	@OGNIWO_FULL=1 $(BIN)/python -m pytest --timeout=3600

bench: install-dev ## the benchmarks, into benchmarks/results (N=150000 organisations)
	@$(BIN)/python -m benchmarks.stores --organisations $(N)
	@$(BIN)/python -m benchmarks.offers --organisations $(N)
	@$(BIN)/python -m benchmarks.suggestions --organisations $(N)
	@$(BIN)/python -m benchmarks.growth --organisations $(N) --without neo4j
	@$(BIN)/python -m benchmarks.brokers --organisations $(N)

neo4j: ## a Neo4j server of one's own on this machine, without Docker
	@ops/neo4j.sh start

neo4j-stop: ## stop it
	@ops/neo4j.sh stop

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
lock: install-dev ## renew both lock files
	@$(LOCK) --upgrade pyproject.toml -o requirements.lock
	@$(LOCK) --upgrade --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

docs: install-dev ## renew what is generated in docs/: the schema and the screenshots
	@$(BIN)/python -m graph.documentation docs/graph.md
	@$(BIN)/python docs/screenshots.py

clean: ## remove .venv, the demo and caches; your own data in var/ogniwo stays
	@rm -rf $(VENV) $(DEMO_DATA) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache *.egg-info
