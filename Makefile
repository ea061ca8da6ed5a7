# Everything starts here: `make run` to try it, `make test` to change it.
.DEFAULT_GOAL := help
.PHONY: help run test check lint fmt bench lock clean

PYTHON_BIN := .venv/bin/python
# Most tests wait for processes and providers: more of them than cores. The slow ones are shared out at the end.
TEST_PROCESSES ?= 3
COMPILE = env -u PIP_FIND_LINKS -u UV_FIND_LINKS "$$(sh deploy/bootstrap.sh uv)" pip compile pyproject.toml --quiet \
	--extra embedded --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command "make lock"

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Install, start everything and say where to click (PORT=8000, DEMO=0 for no demo hotel)
	@sh deploy/bootstrap.sh run && exec $(PYTHON_BIN) -m config.local up

test: ## Install and run every test, on real PostgreSQL and Valkey (ARGS="tests/pms -k price" for some)
	@sh deploy/bootstrap.sh test && exec $(PYTHON_BIN) -m pytest $(or $(ARGS),-n $(TEST_PROCESSES) --dist worksteal)

check: lint test ## Everything CI asks for: lint, then the tests

lint: ## Check style, types, import layers and migrations
	@sh deploy/bootstrap.sh dev
	$(PYTHON_BIN) -m ruff check .
	$(PYTHON_BIN) -m ruff format --check .
	$(PYTHON_BIN) -m mypy .
	.venv/bin/lint-imports
	$(PYTHON_BIN) manage.py makemigrations --check --dry-run

fmt: ## Format the code and sort its imports
	@sh deploy/bootstrap.sh dev
	$(PYTHON_BIN) -m ruff check --fix .
	$(PYTHON_BIN) -m ruff format .

bench: ## Measure: intake, turns, live updates
	@sh deploy/bootstrap.sh dev && exec $(PYTHON_BIN) -m benchmarks $(ARGS)

lock: ## Write both lock files anew from pyproject.toml
	$(COMPILE) -o requirements.lock
	$(COMPILE) --group dev -o requirements-dev.lock

clean: ## Remove what can be made again; the data in .run stays
	rm -rf .venv .tools .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
