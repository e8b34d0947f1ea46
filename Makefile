# Every target sets up what it needs by itself: Python's packages in .venv, and a browser.
# Needed beforehand: Python 3.11 or later (PYTHON=... names one), git, make. ARGS=... is passed on.

BIN := .venv/bin
CODE := $(wildcard harness mock_backend reports scenarios setup benchmarks examples conftest.py locustfile.py)
# The built-in profile "ci" draws the same examples each time, and knows no deadline on a busy machine.
PYTEST := $(BIN)/python -m pytest -p no:cacheprovider -p setup.skips -n 2 --dist=worksteal --hypothesis-profile=ci

# Every lane and most tests are processes of their own; where no bytecode may be written beside the
# sources, each would compile all of them anew.
export PYTHONDONTWRITEBYTECODE :=
export PYTHONPYCACHEPREFIX := $(CURDIR)/.stamps/bytecode

.DEFAULT_GOAL := help
.PHONY: help setup verify power test test-all example bench lint format lock clean

help: ## say what the targets do
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
	  || sed -nE 's/^([a-z-]+):[^#]*## (.*)/  make \1: \2/p' Makefile

setup: ## only set up; every other target does it first
	@setup/choose_python.sh setup/bootstrap.py

verify: setup ## prove the mock application in a real browser, and write the report
	@LAYERPROOF_WORKERS=$${LAYERPROOF_WORKERS:-3} $(BIN)/layerproof verify $(ARGS)

# A few defects of the mock, chosen for what they take away: a layer, a right, a write, an order of things.
SAMPLE := $(BIN)/layerproof power --sound-runs 0 --only no-fallback
SEEN_INSIDE := --only any-staff-may-read --only late-commit --only first-question-twice
SEEN_OUTSIDE := --only cached-under-another-key

power: setup ## which defects of the mock are killed, and what is made up of the sound one
	@$(BIN)/layerproof power $(ARGS)

test: lint ## lint, prove the mock application and a sample of its defects, then the project's own tests
	$(BIN)/layerproof verify -n 3
	$(SAMPLE) $(SEEN_INSIDE)
	$(SAMPLE) $(SEEN_OUTSIDE) --black-box
	$(PYTEST) -m "not slow" $(ARGS)

test-all: lint ## the same with the long tests
	$(BIN)/layerproof verify -n 3
	$(SAMPLE) $(SEEN_INSIDE)
	$(SAMPLE) $(SEEN_OUTSIDE) --black-box
	$(PYTEST) $(ARGS)

example: setup ## build the Next.js example, start it on the Firestore emulator, and prove it
	@$(BIN)/python -m examples $(ARGS)

bench: setup ## benchmarks, as ratios to something bare
	$(BIN)/python -m benchmarks $(ARGS)

lint: setup ## ruff and mypy, changing nothing
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy $(CODE)

format: setup ## let ruff sort and lay out the sources
	$(BIN)/ruff check --quiet --fix .
	$(BIN)/ruff format .

lock: ## write requirements.lock anew from pyproject.toml (ARGS=--upgrade for the newest)
	@setup/choose_python.sh setup/lock.py $(ARGS)

clean: ## remove everything that make made
	rm -rf .venv .stamps out .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
