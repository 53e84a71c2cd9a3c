# Everything a person types in this project; `make help` lists it. Each target sets up what it needs by itself.
#
# Variables: PYTHON (an interpreter, 3.11 or newer), VENV (where the virtual environment goes), RAW (brochures in),
# OUT (dataset out).

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV ?= .venv
RAW ?= raw
OUT ?= output

ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	if $$p -c "$(ENOUGH)" 2>/dev/null; then echo $$p; break; fi; done)

PY := $(VENV)/bin/python
PLEDGEBOOK := $(VENV)/bin/pledgebook
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- setting up -------------------------------------------------------------------------------------------------

.PHONY: setup
setup: $(DEV) ## install everything for working on the project, into .venv

$(PY):
	@if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c "$(ENOUGH)"; then \
		echo "make: Python 3.11 or newer is needed; name one, as in: make setup PYTHON=python3.12" >&2; exit 1; fi
	$(PYTHON) -m venv $(VENV)

# The locks hold setuptools too, so the package itself is installed without fetching anything that is not hashed.
INSTALL = $(PY) -m pip install --quiet --require-hashes --requirement $(1) \
	&& $(PY) -m pip install --quiet --no-deps --no-build-isolation --editable . && touch $@

$(RUN): requirements/run.txt pyproject.toml | $(PY)
	$(call INSTALL,requirements/run.txt)

$(DEV): requirements/dev.txt pyproject.toml | $(PY)
	$(call INSTALL,requirements/dev.txt)
	@touch $(RUN)

.PHONY: scans
scans: $(RUN) ## also install what reads scanned pages (OCR; 150 MB)
	$(PY) -m pip install --quiet --require-hashes --requirement requirements/ocr.txt

# --- using it ---------------------------------------------------------------------------------------------------

.PHONY: extract
extract: $(RUN) ## read the brochures in raw/, write the dataset to output/
	$(PLEDGEBOOK) extract $(RAW) --out $(OUT)

.PHONY: open
open: $(RUN) ## open the report (or the workbook) of the dataset in output/
	@$(PLEDGEBOOK) open $(OUT)

.PHONY: explain
explain: $(RUN) ## show where a value comes from: make explain PROJECT=GLOT59 FIELD=budget
	@if [ -z '$(PROJECT)' ]; then echo "make: say which project, as in: make explain PROJECT=GLOT59 FIELD=budget" >&2; exit 2; fi
	@$(PLEDGEBOOK) explain '$(PROJECT)' $(if $(FIELD),'$(FIELD)') --in $(OUT)

.PHONY: verify
verify: $(RUN) ## check the dataset in output/ with nothing but its receipts
	@$(PLEDGEBOOK) verify $(OUT)

.PHONY: diff
diff: $(RUN) ## what differs from another dataset, and why: make diff OLD=folder
	@if [ -z '$(OLD)' ]; then echo "make: say which dataset, as in: make diff OLD=../last-year/output" >&2; exit 2; fi
	@$(PLEDGEBOOK) diff '$(OLD)' $(OUT)

.PHONY: coverage
coverage: $(RUN) ## list what looks like a value in output/ and was read by no rule
	@$(PLEDGEBOOK) coverage $(OUT)

# --- working on it ----------------------------------------------------------------------------------------------

.PHONY: test
test: $(DEV) ## run the tests
	$(PY) -m pytest -n 2 --dist loadfile $(TESTS)

.PHONY: growth
growth: $(DEV) ## measure that the time grows with the length of a text, and not with its square
	$(PY) -m pytest -n 2 -m clock $(TESTS)

.PHONY: check
check: $(DEV) ## lint, types, import contracts, generated pages, the same bytes on two runs
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(PY) -m pipeline.catalogue /dev/stdout | diff docs/rules.md -
	$(PY) -m pipeline.publish.dictionary /dev/stdout | diff docs/data-dictionary.md -
	$(PY) -m pipeline.cli.page /dev/stdout | diff docs/cli.md -
	$(PY) -m pipeline.publish.iati.page /dev/stdout | diff docs/iati.md -
	PATH="$(abspath $(VENV))/bin:$$PATH" .ci/twice $(RAW)

.PHONY: audit
audit: $(DEV) ## look the locked packages up in the lists of known vulnerabilities
	$(PY) -m tests.audit

.PHONY: fix
fix: $(DEV) ## let ruff mend and format what it can
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

.PHONY: score
score: $(DEV) ## measure accuracy on the documents that have gold
	$(PY) -m tests.scoring $(ARGS)

# docling-parse asks for other versions of what the project uses, so it has an environment of its own; where it cannot
# be installed, it is left out.
.PHONY: bench
bench: $(DEV) ## measure the speed, write docs/performance.md (half an hour; ARGS="--pages 500" for less)
	-[ -x $(VENV)/rival/bin/python ] || $(PY) -m venv $(VENV)/rival
	-$(VENV)/rival/bin/python -m pip install --quiet --require-hashes --requirement requirements/bench.txt
	$(PY) -m tests.bench --docling $(VENV)/rival/bin/python $(ARGS)

# The PDFs come from the source packages of other libraries; where they cannot be fetched, the rest is tried.
.PHONY: robustness
robustness: $(DEV) ## try hostile files, write docs/robustness.md (half an hour; ARGS="--most 1000" for all of them)
	-$(PY) -m pip download --quiet --no-deps --no-binary :all: --dest $(VENV)/pdfs --requirement requirements/pdfs.txt
	$(PY) -m tests.hostile --pdfs $(VENV)/pdfs $(ARGS)

.PHONY: scale
scale: $(DEV) ## measure reconciling out of memory on planted corpora, write docs/scale.md
	$(PY) -m tests.scale

.PHONY: raw
raw: $(DEV) ## typeset the brochures in raw/ and their gold anew, from the facts
	$(PY) -m tests.typeset

.PHONY: docs
docs: $(DEV) ## write docs/rules.md, docs/data-dictionary.md, docs/cli.md, docs/iati.md and the examples of pages anew
	$(PY) -m pipeline.catalogue docs/rules.md
	$(PY) -m pipeline.publish.dictionary docs/data-dictionary.md
	$(PY) -m pipeline.cli.page docs/cli.md
	$(PY) -m pipeline.publish.iati.page docs/iati.md
	$(PY) -m tests.examples README.md docs/python.md

# Needs uv, which is no dependency of the project: only a maintainer who changes dependencies runs this.
LOCK = uv pip compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: lock
lock: ## compile requirements/*.txt anew from pyproject.toml (needs uv)
	$(LOCK) pyproject.toml --output-file requirements/run.txt
	$(LOCK) pyproject.toml --extra ocr --output-file requirements/ocr.txt
	$(LOCK) pyproject.toml --extra ray --output-file requirements/ray.txt
	$(LOCK) pyproject.toml --extra dev --output-file requirements/dev.txt
	$(LOCK) --python-version 3.11 --group pyproject.toml:bench --output-file requirements/bench.txt

.PHONY: clean
clean: ## remove .venv and caches; raw/ and output/ stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
	find pipeline extractors tests -name __pycache__ -type d -prune -exec rm -rf {} +
