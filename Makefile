# The two commands a newcomer needs: make demo, make test. Each does its whole set-up once.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
BIN := $(VENV)/bin

.PHONY: demo test browse check format locked clean help

help:
	@echo "make demo    set up, crawl the sample newsroom into archive.db, say how to read it"
	@echo "make test    set up, run the tests"
	@echo "make browse  open the reading room on http://127.0.0.1:8001/"
	@echo "make check   style and types"

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; this is $$($(PYTHON) --version). Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(READY)
	@$(BIN)/scrapy demo

test: $(READY)
	$(BIN)/python -m pytest

browse: $(READY)
	@$(BIN)/scrapy browse

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

locked: $(READY)
	LOCKED_S=65 $(BIN)/python -m pytest tests/test_locked_archive.py

clean:
	rm -rf $(VENV) build *.egg-info
