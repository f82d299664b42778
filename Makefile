# Every habit of the project in one word; `make` alone lists them.
# Settings: PORT (of the dashboard), CORPUS (a folder of your own, for it and for check), PYTHON (which 3.11+ makes
# .venv), CHROMIUM (which browser tests), e.g. `make run PORT=8600 CORPUS=my-corpus`.

PORT ?= 8501
CORPUS ?=
PY := .venv/bin/python

# scripts/setup.sh brings .venv up to date, and costs nothing when it already is.
RUN_TOOLS := @sh scripts/setup.sh run
TEST_TOOLS := @sh scripts/setup.sh test

.DEFAULT_GOAL := help
.PHONY: help run test check format boundaries figures screenshots constraints bench clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1  \2/p' Makefile | awk '{ printf "  %s %-12s", $$1, $$2; $$1 = $$2 = ""; print }'

run: ## set up, then start the dashboard on http://127.0.0.1:8501 (PORT=...)
	$(RUN_TOOLS)
	@exec $(PY) scripts/serve.py --port "$(PORT)" --corpus "$(CORPUS)"

# Types are looked at while the tests begin: alone they would keep one of two processors waiting.
test: ## set up with test tools and a Chromium, then format, lint, types and every test
	$(TEST_TOOLS)
	@set -e; CHROMIUM="$$($(PY) scripts/chromium.py --install)"; export CHROMIUM; set -x; \
	$(PY) -m ruff format --check .; \
	$(PY) -m ruff check .; \
	{ $(PY) -m mypy & }; types=$$!; \
	$(PY) -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder; \
	wait $$types

check: ## check every seed, claim and data file (CORPUS=...)
	$(RUN_TOOLS)
	@$(PY) -m geo check $(if $(CORPUS),--corpus "$(CORPUS)")

format: ## format the code and mend what lint can mend
	$(TEST_TOOLS)
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

boundaries: ## rebuild boundaries, waters, regions and the outline of Africa (data/*.geojson) from their sources
	$(RUN_TOOLS)
	@$(PY) scripts/build_boundaries.py
	@$(PY) scripts/build_waters.py
	@$(PY) scripts/build_regions.py
	@$(PY) scripts/build_africa.py

figures: ## draw the contact sheet of figures and its page (docs/figures)
	$(RUN_TOOLS)
	@$(PY) scripts/figures.py

screenshots: ## retake the pictures in the documents
	$(TEST_TOOLS)
	@CHROMIUM="$$($(PY) scripts/chromium.py --install)" && export CHROMIUM && $(PY) scripts/screenshots.py

bench: ## how fast engine, figures and page are, how they grow, and beside their peers (a few minutes)
	$(RUN_TOOLS)
	@$(PY) benchmarks/engine.py
	@$(PY) benchmarks/figure.py
	$(TEST_TOOLS)
	@CHROMIUM="$$($(PY) scripts/chromium.py --install)" && export CHROMIUM && \
	$(PY) benchmarks/page.py && $(PY) benchmarks/dashboard.py && $(PY) benchmarks/peers.py

constraints: ## pin anew everything the requirements need in turn (constraints.txt)
	$(RUN_TOOLS)
	@$(PY) scripts/constraints.py

clean: ## remove .venv, caches and build/
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build
	@find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +
