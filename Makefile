# One door for everything: `make setup`, `make demo`, `make test`, `make fix`.
# Only Python 3.11 or newer, node and make must be on the machine.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
CODE := $(wildcard src verifier tests bench tools)

.PHONY: setup demo lint fix test test-long bench lock

setup: $(VENV)/.dev

demo: $(VENV)/.runtime
	$(BIN)/lotproof demo --data build/demo --size small

lint: setup
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports

fix: setup
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

# What a process can do is one registry: tests that add toy commands to it run in their own.
PYTEST = $(BIN)/python -m pytest -n 2 --dist worksteal
TOYS = tests/kernel tests/adapters tests/attack tests/crash

test: lint
	$(PYTEST) $(addprefix --ignore=,$(TOYS))
	$(PYTEST) $(TOYS)

test-long: lint
	LOTPROOF_LONG=1 $(PYTEST) $(addprefix --ignore=,$(TOYS))
	LOTPROOF_LONG=1 $(PYTEST) $(TOYS)

bench: setup
	$(BIN)/python -m bench

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
		echo "Lotproof needs Python 3.11 or newer with venv: install python3 and python3-venv," \
		"or name one with 'make PYTHON=/path/to/python3'." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The build tool is locked too, so the two packages are built without fetching anything.
$(VENV)/.runtime: requirements.txt pyproject.toml verifier/pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable . --editable verifier
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# Writes both locks anew. Locked versions stay; `make lock UPGRADE=--upgrade` takes the newest.
COMPILE = build/lock/bin/uv --quiet pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

lock: | $(BIN)/python
	test -x build/lock/bin/uv || { $(BIN)/python -m venv build/lock && build/lock/bin/pip -q install uv; }
	$(COMPILE) --group build --output-file requirements.txt
	$(COMPILE) --group build --group dev --constraint requirements.txt \
		--output-file requirements-dev.txt
