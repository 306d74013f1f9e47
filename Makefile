# Said & Done. `make help` lists what there is.
PYTHON ?= python3
PORT ?= 8080
WORKERS ?= 3
VENV := .venv
BIN := $(VENV)/bin
# Where memory has room, the thousands of small databases lie there: no commit waits for a disk.
ROOM := $(shell df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4194304 { print "/dev/shm" }')
PYTEST := $(BIN)/pytest --numprocesses $(WORKERS) --dist loadfile --no-loadscope-reorder # tests/longest.py orders them
TESTS = @work=$$(mktemp -d $(or $(ROOM),/tmp)/saidanddone-XXXXXX) && trap 'rm -rf "$$work"' EXIT INT TERM && \
	TMPDIR=$$work $(PYTEST)
COMPILE := $(BIN)/python -m compileall -q bot exports moderation surveys # once, not in each process tests start
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test check format constraints pictures clean

help: ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "make %-12s %s\n", $$1, $$2}'

demo: $(VENV)/.installed ## install, play a past wave, start chat and console (PORT=8090 chooses the port)
	@exec $(BIN)/saidanddone demo --port $(PORT)

test: $(VENV)/.installed-test ## install, run every test that needs nothing but pip packages (WORKERS=3 side by side)
	$(COMPILE)
	$(TESTS)

check: $(VENV)/.installed-dev ## format, lint, types, import contracts, tests: what CI runs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(COMPILE)
	$(TESTS)

format: $(VENV)/.installed-dev ## put the code in its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

constraints: ## resolve every dependency anew and pin it in constraints.txt
	rm -rf .constraints-venv
	$(PYTHON) -m venv .constraints-venv
	.constraints-venv/bin/python -m pip install --quiet --disable-pip-version-check --upgrade '.[test,dev,bench]'
	( echo "# Every package with its version, made by 'make constraints'. No addresses."; \
	  .constraints-venv/bin/python -m pip freeze --exclude saidanddone | grep -E '^[A-Za-z0-9._-]+==' | sort -f ) > constraints.txt
	rm -rf .constraints-venv

pictures: $(VENV)/.installed-test ## draw the README's pictures anew (needs Chromium)
	$(BIN)/python docs/pictures/make_pictures.py

clean: ## remove the demo and what tools left behind; never .venv
	rm -rf demo-data .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .coverage

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Said & Done needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "python3 -m venv failed; on Debian or Ubuntu: sudo apt install python3-venv" >&2; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: pyproject.toml constraints.txt Makefile | $(VENV)/bin/python
	@echo "Installing (about a minute the first time) ..."
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.installed-test: pyproject.toml constraints.txt Makefile | $(VENV)/bin/python
	@echo "Installing with what the tests need ..."
	@$(INSTALL) --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-dev: pyproject.toml constraints.txt Makefile | $(VENV)/bin/python
	@echo "Installing with what the checks need (and the bots that benchmarks compare with) ..."
	@$(INSTALL) --editable '.[test,dev,bench]'
	@touch $@ $(VENV)/.installed $(VENV)/.installed-test
