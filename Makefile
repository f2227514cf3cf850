# winnow: `make demo` shows the whole tool, `make test` proves it, `make env` only installs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
# What the main job writes; `rm -r` it to start over.
DEMO_DIR ?= winnow-demo
# Where development data lies: only the bench and eval targets need it.
DATA ?=

.PHONY: help env demo test check bench bench-memory bench-extraction nightly chaos train eval-pipeline eval-score eval-copies clean

help:
	@echo "make demo    environment, then articles scraped, cleaned, read, loaded and reported on this machine"
	@echo "make test    the test suite          make check   ruff, mypy, imports, SQL"
	@echo "make env     only $(BIN)/winnow      make bench   time and memory of each stage (DATA=folder of data sets)"

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --upgrade --constraint constraints.txt pip

$(RUNTIME): $(BIN)/python pyproject.toml constraints.txt
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(DEV): $(RUNTIME)
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

env: $(RUNTIME)

demo: $(RUNTIME)
	$(BIN)/winnow demo $(DEMO_DIR)

# Two processes; a file stays on one, so that the demo runs once for all tests that look at it.
test: $(DEV)
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

nightly: $(DEV)
	$(BIN)/python -m pytest -q -m nightly

# Kills, full disks, hostile servers, failing calls and races, many of each. At the end a line a kind: how often its
# promise was kept, and the seeds and folders of what failed. Root, for the mounts; KIND="killed crawls" for one alone.
chaos: $(DEV)
	@mkdir -p build
	$(BIN)/python -m pytest -q -m "trial$(if $(KIND),(kind='$(KIND)'))" --tb=short \
	  --basetemp=build/chaos -o tmp_path_retention_policy=failed

check: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --disable-progress-bar warehouse

bench: $(DEV)
	$(BIN)/python -m tests.bench $(DATA)

# 139 minutes on two cores, and needs torch; see extractors/training/README.md.
# One thread a process: two of them run side by side, and a waiting thread of a matrix library takes its core.
train: $(DEV)
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m extractors.training.train $(DATA) build/pipeline

# The score on farm pages, articles and news; CLAIMS=claims reads claims as well, half a second a page.
eval-score: $(DEV)
	$(BIN)/python -m tests.bench.score $(DATA) $(or $(PAGES),100) $(CLAIMS)

# Near-duplicates: recall and precision on mutated pages, and what 100,000 articles cost.
eval-copies: $(DEV)
	$(BIN)/python -m tests.bench.copies $(DATA) $(ARTICLES)

# Main text beside other tools, in .venv/bench where they are installed; SETS=dragnet,daniel STEP=5 for less.
bench-extraction: $(RUNTIME)
	test -x $(VENV)/bench/bin/python || $(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet --upgrade --constraint constraints.txt pip
	$(VENV)/bench/bin/python -m pip install --quiet --editable '.[bench]' || echo "no other tools: winnow alone"
	$(VENV)/bench/bin/python -m tests.bench.extraction $(DATA) --step $(or $(STEP),1) $(if $(SETS),--sets $(SETS))

# One thread, as the speed is told: idle threads of a matrix library count as CPU time.
eval-pipeline: $(DEV)
	OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 $(BIN)/python -m extractors.training.evaluate $(DATA)

# Whether reading claims keeps what it has read: memory over 100,000 short documents, some ten minutes.
bench-memory: $(DEV)
	$(BIN)/python -m tests.bench.memory $(DOCUMENTS)

clean:
	rm -rf $(VENV) $(DEMO_DIR) build dist .mypy_cache .ruff_cache .hypothesis
