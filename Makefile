# The house's commands: make run, test, bench, test-tools, clean.
PYTHON ?= python3
BIN := .venv/bin
# .ci/run sets CI=true: there a missing part is a failure, not a skip.
STRICT := $(if $(CI),-p tests.strict,)
TESTS := $(BIN)/pytest -q -n 2 --dist loadfile --no-loadscope-reorder $(STRICT)

.PHONY: run test bench test-tools lint test-sqlite test-postgresql clean

run: .venv/.runtime
	@$(BIN)/python run.py

test: lint test-sqlite test-postgresql
	@echo "make test: everything passed on SQLite and on PostgreSQL."

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(BIN)/codespell
	$(BIN)/deptry .

test-sqlite: .venv/.dev test-tools
	$(TESTS) --cov --cov-report=term:skip-covered

test-postgresql: .venv/.dev test-tools
	TEST_DATABASE=postgresql $(TESTS)

test-tools: .venv/.dev
	@$(BIN)/python -m tests.tools

bench: .venv/.dev
	@$(BIN)/python -m bench

.venv/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make run PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing requirements.txt ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.runtime
	@echo "Installing requirements-dev.txt ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

clean:
	rm -rf .venv build htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
