# Career Copilot. `make up` runs the main job, `make test` proves it. Everything lives in .venv.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
COPILOT := $(BIN)/copilot
PROCESSES ?= 4
FAST_PROCESSES ?= 2
DATA ?=
SEEDS ?= 1
FUZZ_EXAMPLES ?= 12
ATTACKS := tests/api/matrix tests/api/attacks tests/security tests/web/test_guard.py tests/resumes/test_hostile_documents.py \
	tests/accounts_adapters/test_forged_tokens.py \
	$(patsubst %,tests/api/test_%.py,accounts_live accounts_refresh accounts_tokens accounts_unknown \
	guards_headers guards_limits guards_sockets live_doors live_slow local_mode local_token)
define step
	@start=$$(date +%s); echo "▸ $(1)"; ( $(2) ) || exit 1; echo "  done in $$(( $$(date +%s) - start )) s"
endef

.PHONY: help setup up demo test check security fuzz-api violence large eval bench bench-servers clean

help:
	@echo "make up     set up and run the main job on the sample (no network, no key, no account)"
	@echo "make demo   the same, again"
	@echo "make test   set up and run every test"
	@echo "make check  ruff, mypy, import contracts and the fast tests"
	@echo "make security  every operation asked by everybody, and the attacks; prints what was counted"
	@echo "make fuzz-api  requests by chance against the whole API on both databases; FUZZ_EXAMPLES=50"
	@echo "make violence  kill workers, servers and clocks under running work; SEEDS=5"
	@echo "make large  the tests on 100 000 jobs"
	@echo "make eval   every evaluation (needs COPILOT_SHARED, see CONTRIBUTING)"
	@echo "make bench  speed, as ratios in one run"
	@echo "make bench-servers  the same on PostgreSQL and Valkey of its own (a quarter of an hour)"
	@echo "make clean  remove what make made"

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml $(wildcard packages/*/pyproject.toml) $(wildcard examples/*/pyproject.toml)
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Career Copilot needs Python 3.11 or newer, this is " + sys.version.split()[0] + ": install it, or name one with make PYTHON=/path/to/python3.11")'
	$(call step,creating $(VENV) with uv (about 1.1 GB in all),test -x $(UV) || { $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; })
	$(call step,installing the workspace,$(UV) sync --quiet && touch $(VENV)/.ready)
	@echo "  $$(du -sh $(VENV) | cut -f1) in $(VENV)"

up: demo

demo: setup
	$(call step,the main job on the sample,$(COPILOT) demo)

check: setup
	$(call step,ruff,$(BIN)/ruff check . && $(BIN)/ruff format --check .)
	$(call step,mypy,$(BIN)/mypy)
	$(call step,import contracts,$(BIN)/lint-imports)
	$(call step,fast tests,$(BIN)/pytest -q -n $(FAST_PROCESSES) -m "not slow and not large and not proof")

test: setup
	$(call step,every test,$(BIN)/pytest -q -n $(PROCESSES))

security: setup
	@rm -f $(VENV)/security.figures
	@set +e; COPILOT_FIGURES=$(CURDIR)/$(VENV)/security.figures $(BIN)/pytest -q -n $(PROCESSES) --dist worksteal -m "not large" $(ATTACKS); passed=$$?; \
	PYTHONPATH=tests $(BIN)/python -m figures security $(VENV)/security.figures; exit $$passed

fuzz-api: setup
	@rm -f $(VENV)/fuzz.figures
	@set +e; COPILOT_FIGURES=$(CURDIR)/$(VENV)/fuzz.figures FUZZ_EXAMPLES=$(FUZZ_EXAMPLES) $(BIN)/pytest -q -n 2 -m proof tests/api/fuzz tests/api/test_any_request.py; passed=$$?; \
	PYTHONPATH=tests $(BIN)/python -m figures fuzz $(VENV)/fuzz.figures; exit $$passed

violence: setup
	@PYTHONPATH=tests $(BIN)/python -m real.violence --seeds 1 --tasks 200 --embedded
	@PYTHONPATH=tests $(BIN)/python -m real.violence --seeds $(SEEDS)

large: setup
	$(call step,tests on 100 000 jobs,$(BIN)/pytest -q -m large)

eval: setup
	@for name in dedup titles skills ranking parsing work_from; do echo "▸ $$name"; $(COPILOT) eval $$name $(if $(DATA),--data $(DATA)) || exit 1; done

bench: setup
	$(call step,bench,$(COPILOT) bench)

bench-servers: setup
	@for what in "bench-tasks --database-url {database} --redis-url {redis}" "bench-live --database-url {database} --redis-url {redis}" "bench busy --database {database}" "bench search --database {database}" "bench collect_large --database {database}"; do echo "▸ $$what"; PYTHONPATH=tests $(BIN)/python -m real.on_servers copilot $$what || exit 1; done

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist
