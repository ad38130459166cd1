.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON_IN := .venv/bin/python
INSTALLED := .venv/installed

.PHONY: help install
help: ## List what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: $(INSTALLED) ## Make .venv with the pinned packages and the command `trading`
	@:

$(INSTALLED): pyproject.toml requirements-dev.lock scripts/install.sh scripts/trading
	@PYTHON="$(PYTHON)" sh scripts/install.sh

.PHONY: lock
lock: ## Resolve the dependencies anew and write both lock files
	@sh scripts/lock.sh
