# Two commands do everything: `make demo` and `make test`. Both set up what is missing first.

PYTHON := .venv/bin/python
LOCK := $(PYTHON) -m piptools compile --quiet --allow-unsafe --generate-hashes --strip-extras \
	--no-emit-find-links --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-check test test-faults bench-pages bench-progress bench-table bench-count bench-vote bench-guess bench-after bench-letters bench-roll bench-report test-oracle lint types format lock clean

help: ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

setup: ## Install everything, tests included; quick when done before
	@tools/bootstrap.sh --tests

demo: ## Start the whole site with the demo editions; Ctrl-C stops all of it
	@tools/bootstrap.sh
	@exec $(PYTHON) tools/run_demo.py

demo-check: ## Start the demo on free ports, walk the main page of every role, stop
	@tools/bootstrap.sh
	@exec $(PYTHON) tools/run_demo.py --check

test: ## Lint, types, import contracts, migrations check and all tests
	@tools/bootstrap.sh --tests
	@exec $(PYTHON) tools/check.py

bench-pages: ## Measure the pages of plans: queries, weight and time, with 100 and 1,000 plans
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.pages

bench-progress: ## Measure the public pages of chosen plans, with 30 and 300 of them
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.progress

bench-table: ## Measure the pages of the table and 20 open boards, with 60 plans and 60 questions each
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.table

bench-count: ## Count 10,000 to 1,000,000 ballots from the database: seconds and memory, by every method
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.count

bench-roll: ## Measure reading the electoral roll: 31,000 and 100,000 rows; ROWS=1000000 adds a larger file
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.roll $(ROWS)

bench-letters: ## Measure the voting letters: 1,000 to 31,000, stamped and plain (LARGE=1: to 1,000,000), all read back
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.letters

bench-report: ## Measure the report of an edition and its open data, with 300 plans and 100,000 ballots
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.report

test-oracle: ## Hold our count against pabutools, in an environment of its own (GPL: never at run time)
	@tools/bootstrap.sh
	@test -x .run/oracle/bin/python || (python3 -m venv .run/oracle && .run/oracle/bin/pip install --quiet pabutools==1.2.3)
	@exec .run/oracle/bin/python benchmarks/oracle.py

bench-vote: ## Measure voting over HTTP: votes a second, waits, and what pgbench reaches with the same SQL
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.vote

bench-guess: ## Guess codes at full speed while residents vote: who is refused, and what are the odds
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.guess

bench-after: ## Measure the pages after the vote: 300 plans and 100,000 ballots, and a tenth of that
	@tools/bootstrap.sh
	@exec $(PYTHON) -m benchmarks.after

test-faults: ## Kill workers at random points while they work, and look what is left
	@tools/bootstrap.sh --tests
	@eval "$$($(PYTHON) tools/services.py --fast env)" && DJANGO_SETTINGS_MODULE=tests.settings CODES=1000 RUNS=20 KILLS=20 .venv/bin/pytest -q -s tests/faults \
		tests/concurrency/test_double_votes.py tests/concurrency/test_closing.py

lint: ## Lint, format check and import contracts only
	@tools/bootstrap.sh
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports --no-cache

types: ## Types only
	@tools/bootstrap.sh
	@.venv/bin/mypy

format: ## Bring the code into ruff's format
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

lock: ## Lock the Python packages of pyproject.toml (UPGRADE=1: to the newest that fit) and the npm packages
	@tools/bootstrap.sh
	$(LOCK) $(if $(UPGRADE),--upgrade) --output-file=requirements/base.txt pyproject.toml
	$(LOCK) $(if $(UPGRADE),--upgrade) --extra=dev --output-file=requirements/dev.txt pyproject.toml
	npm install --package-lock-only --ignore-scripts

clean: ## Stop the private servers and remove everything that is not in git but .env
	@-for root in .run/*/; do [ -d "$$root" ] && python3 tools/services.py --root "$$root" remove; done
	rm -rf .run .venv node_modules theme/static/vendor staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
