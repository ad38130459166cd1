.DEFAULT_GOAL := help
SHELL := /bin/sh

INSTALLED := .venv/installed
PYTHON_IN := .venv/bin/python
PYTEST := $(PYTHON_IN) -m pytest
WHEEL := build/wheel.stamp
NODE := scripts/node
PACKAGES := frontend/node_modules/.package-lock.json
PAGES := src/entrypoints/http/built/pages/test-query-page.html
TYPED := $(wildcard src tests bench scripts)
# One more than the cores of a small machine: whoever waits for a server lets another go on.
PROCESSES := 3
DOCUMENTED := $(wildcard README.md docs src/trading_core)

# What is compiled once need not be compiled again by each of the hundreds of programs that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help
help: ## List what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: $(INSTALLED) ## Make .venv with the pinned packages and the command `trading`
	@:

$(INSTALLED): pyproject.toml requirements-dev.lock scripts/install.sh scripts/trading
	@PYTHON="$(PYTHON)" sh scripts/install.sh

.PHONY: run
run: $(INSTALLED) $(PAGES) ## Serve over HTTP, on SQLite in data/ unless settings say otherwise
	@.venv/bin/trading serve

.PHONY: test
test: $(INSTALLED) $(WHEEL) $(PAGES) collected unit-pages chromium ## Run every test on the built wheel; its branches must be covered whole
	@rm -f build/coverage
	TRADING_WHEEL="$$(cat $(WHEEL))" PYTHONPATH=$(CURDIR)/build/wheel \
		$(PYTEST) --numprocesses=$(PROCESSES) --dist=worksteal --cov --cov-report= --cov-fail-under=0
	$(PYTHON_IN) -m coverage report

# Once, so that not each of the processes compiles all the tests for itself.
.PHONY: collected
collected: $(INSTALLED) $(PAGES)
	@$(PYTEST) --collect-only --quiet --quiet >/dev/null

.PHONY: chromium
chromium: $(INSTALLED) ## Look for a Chromium to test the pages with, and unpack a carried one where there is none
	@sh scripts/chromium/install.sh

.PHONY: pages unit-pages
pages: $(PAGES) ## Build the pages that the service hands out
	@:

$(PACKAGES): frontend/package.json frontend/package-lock.json frontend/.npmrc | $(INSTALLED)
	@sh scripts/pages.sh packages

$(PAGES): $(PACKAGES) frontend/build.mjs $(shell find frontend/src) | $(INSTALLED)
	@sh scripts/pages.sh

unit-pages: $(PACKAGES)
	$(NODE) --test --test-reporter=dot 'frontend/src/**/*.test.ts'

.PHONY: unit
unit: $(INSTALLED) ## Run the unit tests on the sources, quickly
	HYPOTHESIS_PROFILE=$${HYPOTHESIS_PROFILE:-dev} $(PYTEST) -q tests/unit

.PHONY: coverage
coverage: $(INSTALLED) ## Draw what the last `make test` did not reach, in build/coverage-html
	$(PYTHON_IN) -m coverage html --directory build/coverage-html

.PHONY: check check-format check-lint check-types check-imports check-spelling check-examples check-references check-house check-pages
check: check-format check-lint check-types check-imports check-spelling check-examples check-references check-house check-pages docs ## Judge format, lint, types, import laws, spelling, documented examples, references, links and house laws

check-format: $(INSTALLED)
	$(PYTHON_IN) -m ruff format --check .

check-lint: $(INSTALLED)
	$(PYTHON_IN) -m ruff check .

check-types: $(INSTALLED)
	$(PYTHON_IN) -m mypy $(TYPED)

check-imports: $(INSTALLED)
	.venv/bin/lint-imports --no-logo --no-cache

check-spelling: $(INSTALLED)
	.venv/bin/codespell

check-examples: $(INSTALLED)
	$(PYTEST) -q -p scripts.doc_examples $(DOCUMENTED)

check-references: $(INSTALLED)
	$(PYTHON_IN) -m scripts.references --check

check-house: $(INSTALLED)
	$(PYTEST) -q tests/architecture/test_house.py

check-pages: $(PACKAGES)
	$(NODE) frontend/node_modules/typescript/bin/tsc --project frontend
	cd frontend && ../$(NODE) node_modules/@biomejs/biome/bin/biome ci --log-level=warn --error-on-warnings

.PHONY: reference
reference: $(INSTALLED) ## Write the files of docs/reference that say what the code says, for people, Postman and editors
	$(PYTHON_IN) scripts/public_names.py
	$(PYTHON_IN) -m scripts.references

.PHONY: docs
docs: $(INSTALLED) ## Build the documents as pages, from build/docs/index.html on; a link that leads nowhere fails
	$(PYTHON_IN) -m sphinx --quiet --fail-on-warning --keep-going -b html docs build/docs

.PHONY: bench
bench: $(INSTALLED) ## Measure the core, the service, its feeds and pages, each beside something bare
	$(PYTHON_IN) -m bench

.PHONY: mutants
mutants: $(INSTALLED) ## Change the domain in small ways and count which changes the unit tests notice
	$(PYTHON_IN) scripts/mutants.py

.PHONY: race
race: $(INSTALLED) ## Race RACE_CLIENTS (50) on few accounts for RACE_SECONDS (60) by RACE_SEED (1), then check the books
	RACE_CLIENTS=$${RACE_CLIENTS:-50} RACE_SECONDS=$${RACE_SECONDS:-60} RACE_SEED=$${RACE_SEED:-1} \
		$(PYTEST) -q --timeout=0 --log-cli-level=INFO --log-disable=httpx tests/integration/http/test_race.py

.PHONY: crash
crash: $(INSTALLED) ## Kill whoever serves CRASH_CLIENTS (30) for CRASH_SECONDS (60) by CRASH_SEED (1), also a RabbitMQ's line (TEST_BROKER_URL)
	CRASH_CLIENTS=$${CRASH_CLIENTS:-30} CRASH_SECONDS=$${CRASH_SECONDS:-60} CRASH_SEED=$${CRASH_SEED:-1} \
		$(PYTEST) -q --timeout=0 --log-cli-level=INFO --log-disable=httpx tests/integration/crash

.PHONY: burst
burst: $(INSTALLED) ## Send BURST_SIGNALS (5000) signals at once to each deployment, some of them again and some of them garbage
	BURST_SIGNALS=$${BURST_SIGNALS:-5000} BURST_SEED=$${BURST_SEED:-1} \
		$(PYTEST) -q --log-cli-level=INFO --log-disable=httpx tests/integration/http/test_webhook_burst.py

.PHONY: cuts
cuts: $(INSTALLED) ## Cut a listener off twenty times while LIVE_EVENTS (5000) events happen, on each deployment, by LIVE_SEED
	LIVE_EVENTS=$${LIVE_EVENTS:-5000} \
		$(PYTEST) -q --timeout=0 --log-cli-level=INFO --log-disable=httpx tests/integration/live/test_cut_off.py

.PHONY: fuzz
fuzz: $(INSTALLED) ## Try FUZZ_CASES (5000) requests as a user and as an operator on each deployment, from FUZZ_SEED (1) on
	FUZZ_CASES=$${FUZZ_CASES:-5000} FUZZ_SEED=$${FUZZ_SEED:-1} \
		$(PYTEST) -q --timeout=0 --log-cli-level=INFO --log-disable=httpx tests/integration/http/fuzzing

.PHONY: audit
audit: $(INSTALLED) ## Compare AUDIT_SEQUENCES (200) of AUDIT_STEPS (40) requests with naive books, on each deployment
	AUDIT_SEQUENCES=$${AUDIT_SEQUENCES:-200} AUDIT_STEPS=$${AUDIT_STEPS:-40} \
		$(PYTEST) -q --timeout=0 --log-cli-level=INFO --log-disable=httpx tests/integration/http/audit

.PHONY: format
format: $(INSTALLED) $(PACKAGES) ## Format the code and repair what can be repaired by itself
	$(PYTHON_IN) -m ruff check --fix --show-fixes . || true
	$(PYTHON_IN) -m ruff format .
	cd frontend && ../$(NODE) node_modules/@biomejs/biome/bin/biome check --write

.PHONY: wheel
wheel: $(INSTALLED) $(WHEEL) ## Build the wheel into dist/
	@cat $(WHEEL)

$(WHEEL): $(INSTALLED) pyproject.toml README.md LICENSE $(shell find src/trading_core -name __pycache__ -prune -o -print)
	@sh scripts/wheel.sh

.PHONY: lock
lock: $(INSTALLED) ## Resolve the dependencies anew and write the lock files
	@sh scripts/lock.sh

.PHONY: clean
clean: ## Remove what was built and remembered; .venv stays
	rm -rf build dist mutants src/entrypoints/http/built .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests bench scripts -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
