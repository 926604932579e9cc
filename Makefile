# The chores of the house. `make` alone lists them.
#
# Everything happens in .venv, made on first need from the first Python >= 3.11 that
# scripts/find-python meets (or PYTHON=...). What goes into it is named, version and
# hash, in three locks: requirements-uv.lock (the installer), requirements.lock (what
# `knock` needs) and requirements-dev.lock (what a developer needs). Stamps in .venv
# remember what is installed, so that a changed lock is installed again and nothing else is.

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
PYTHON ?=
ARGS ?=
SECONDS_EACH ?= 600
PEERS ?=
# The tests of one browser stay together: each file starts the pages for itself.
PYTEST := $(PY) -m pytest -n auto --dist loadgroup

# The rooms that must be covered to the last line and branch, as far as they are built.
PURE_ROOMS := ledger evidence forecast learning routes duplicates chains planning verdict
comma := ,
empty :=
space := $(empty) $(empty)
built = $(strip $(foreach room,$(PURE_ROOMS),$(if $(wildcard src/keepknocking/$(room)/*.py),$(room))))
pure = $(subst $(space),$(comma),$(patsubst %,src/keepknocking/%/*,$(built)))

# Everything with annotations to check: mypy refuses a folder without Python in it.
typed = $(patsubst %/,%,src tests $(sort $(dir $(wildcard benchmarks/*.py scripts/*.py))))

.PHONY: help demo test test-slow check lint format types contracts coverage docs bench fuzz pages assets lock clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(VENV)/.run-time ## a sample search and its pages (ONCE=1: show it once and stop)
	@$(BIN)/knock demo $(if $(ONCE),--once)

test: $(VENV)/.development ## the fast tests (ARGS="tests/ledger -x" goes to pytest)
	@sh scripts/find-chromium --install >/dev/null || true
	@echo "Testing"
	@$(PYTEST) -m "not slow" $(ARGS)

test-slow: $(VENV)/.development ## the slow tests
	@echo "Testing what takes long"
	@$(PYTEST) -m slow $(ARGS)

check: lint types contracts test ## all that a commit has to pass

lint: $(VENV)/.development ## style, format and unsafe habits
	@echo "Reading the style"
	@$(PY) -m ruff check --quiet .
	@$(PY) -m ruff format --check --quiet .
	@echo "Looking for unsafe habits"
	@$(PY) -m bandit --quiet --recursive src scripts

format: $(VENV)/.development ## write the style into the files
	@$(PY) -m ruff check --fix --quiet .
	@$(PY) -m ruff format --quiet .

types: $(VENV)/.development ## annotations, strictly
	@echo "Checking types"
	@$(PY) -m mypy --no-error-summary $(typed)

contracts: $(VENV)/.development ## which room may import which
	@echo "Checking the staircase"
	@out=$$($(BIN)/lint-imports --no-cache) || { printf '%s\n' "$$out"; exit 1; }

coverage: $(VENV)/.development ## the fast tests, counted: 100 % of the pure rooms
	@echo "Testing and counting lines and branches"
	@$(PY) -m coverage erase
	@$(PY) -m coverage run -m pytest -n auto --dist loadgroup -m "not slow" --ignore tests/browser $(ARGS)
	@$(PY) -m coverage combine --quiet
	@echo "The whole house, as it is:"
	@$(PY) -m coverage report --skip-covered
	@echo "The pure rooms, which must stand at 100 %: $(built)"
	@$(PY) -m coverage report --skip-covered --show-missing --precision=2 --fail-under=100 --include="$(pure)"

docs: $(VENV)/.development ## the manual, in docs/_build/html
	@echo "Building the manual"
	@$(PY) -m sphinx --quiet --fail-on-warning --keep-going --fresh-env -b html docs docs/_build/html
	@echo "The manual is docs/_build/html/index.html"

bench: $(VENV)/.run-time $(if $(PEERS),$(VENV)/.peers) ## the benchmark tables (PEERS=1: beside what others make)
	@for script in benchmarks/*.py; do $(PY) $$script || exit 1; done

fuzz: $(VENV)/.fuzz ## feed every reader of files with nonsense (SECONDS_EACH=600)
	@for harness in tests/fuzz/fuzz_*.py; do \
		name=$$(basename $$harness .py); echo "Feeding $${name#fuzz_} for $(SECONDS_EACH) seconds"; \
		mkdir -p tests/fuzz/corpus/$${name#fuzz_} tests/fuzz/found; \
		$(PY) $$harness -max_total_time=$(SECONDS_EACH) -rss_limit_mb=2048 -timeout=20 -verbosity=0 -print_final_stats=1 \
			-artifact_prefix=tests/fuzz/found/ tests/fuzz/found tests/fuzz/corpus/$${name#fuzz_} || exit 1; \
	done

pages: $(VENV)/.development ## write the pages again that commands and data make
	@echo "Writing README, tutorial, figures and default rates"
	@$(PY) scripts/figures_page.py
	@$(PY) scripts/readme.py
	@$(PY) scripts/screenshots.py

assets: $(VENV)/.run-time ## fetch the one script of others that the pages use, and note its sum
	@npm ci --silent --ignore-scripts --no-audit --no-fund
	@$(PY) scripts/assets.py
	@rm -rf node_modules

# No address of an index, a mirror or a file may end up in a lock (decision 0005), whatever
# the settings of the machine are: hence --no-config and the two --no-emit options.
COMPILE = $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(UPGRADE)

lock: $(VENV)/.made ## write the locks again (UPGRADE=--upgrade for newer versions)
	@echo "Locking what the installer, the program and the developers need"
	@$(COMPILE) --group pyproject.toml:installer -o requirements-uv.lock
	@$(COMPILE) pyproject.toml --group build -o requirements.lock
	@$(COMPILE) pyproject.toml --group dev --constraints requirements.lock -o requirements-dev.lock
	@for group in peers fuzz; do $(COMPILE) --group pyproject.toml:$$group --constraints requirements-dev.lock -o requirements-$$group.lock || exit 1; done

clean: ## remove .venv, caches and what was built
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* docs/_build build dist
	@find src tests docs scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# --- the environment -------------------------------------------------------------------------

# $(call get,ARGUMENTS FOR UV,ARGUMENTS FOR PIP): pip stands in where uv cannot be had or cannot
# reach what it needs, with the same lock and the same hashes.
PIP = $(PY) -m pip install --quiet --disable-pip-version-check
get = { [ -x $(BIN)/uv ] && $(BIN)/uv pip $(1) --quiet --system-certs --python $(PY) 2>/dev/null; } \
	|| { echo "  (by pip, which takes a little longer)"; $(PIP) $(2); }
project = --no-deps --no-build-isolation --editable .

$(VENV)/.made: requirements-uv.lock
	@python=$$(sh scripts/find-python $(PYTHON)) && echo "Making .venv with $$python" && "$$python" -m venv $(VENV)
	@$(PIP) --only-binary :all: --require-hashes -r requirements-uv.lock 2>/dev/null \
		|| echo "uv, the quick installer, cannot be had here: pip will do"
	@touch $@

# `install` adds and never removes, so that `make demo` leaves a developer's tools alone.
$(VENV)/.run-time: $(VENV)/.made requirements.lock pyproject.toml
	@echo "Installing what knock needs"
	@$(call get,install --require-hashes -r requirements.lock,--require-hashes -r requirements.lock)
	@$(call get,install $(project),$(project))
	@touch $@

# `sync` leaves nothing that the lock does not name.
$(VENV)/.development: $(VENV)/.made requirements-dev.lock pyproject.toml
	@echo "Installing what a developer needs"
	@$(call get,sync --require-hashes requirements-dev.lock,--require-hashes -r requirements-dev.lock)
	@$(call get,install $(project),$(project))
	@touch $@

# What only `make bench PEERS=1` and `make fuzz` need, beside the rest.
$(VENV)/.peers $(VENV)/.fuzz: $(VENV)/.%: requirements-%.lock $(VENV)/.development
	@echo "Installing what others make, to measure and to try ours with"
	@$(call get,install --require-hashes -r $<,--require-hashes -r $<)
	@touch $@
