# The two commands of the README are `make demo` and `make test`. Nothing is needed but Python 3.11+, pip and make.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin

.PHONY: demo test lint docs check bench train lock clean help

help:
	@echo "make demo   install comity in $(VENV) and run it on the example corpus"
	@echo "make test   install the test tools and run ruff, mypy, import-linter and pytest"
	@echo "make lint   ruff, mypy and import-linter alone"
	@echo "make docs   run the examples of README.md and docs/ and write what they print into them; and docs/cli.md"
	@echo "make train  train, export and measure the model bundle (needs the training data, see training/README.md)"
	@echo "make lock   write the pinned versions of requirements/*.txt anew"
	@echo "make clean  remove $(VENV) and caches"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "comity needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.11 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements/run.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/run.txt -e .
	@touch $@

$(VENV)/.tested: pyproject.toml requirements/run.txt requirements/test.txt | $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/run.txt -c requirements/test.txt -e '.[test]'
	@touch $@

demo: $(VENV)/.installed
	@$(BIN)/comity demo

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.installed
	$(BIN)/python docs/examples.py
	$(BIN)/python -m comity.cli.pages > docs/cli.md

test: lint
	$(BIN)/python -m pytest

train:
	$(BIN)/python -m pip install --quiet -e '.[train]'
	$(BIN)/python training/train.py --stage syntax
	$(BIN)/python training/train.py --start build/syntax/last.pt --minutes 110 --encoder-rate 2.2e-4 --pairs 0.4 --others 0.5 --epochs 100
	$(BIN)/python training/mix.py build/model/last.pt build/syntax/last.pt --share 0.2 --out build/model/mixed.pt
	$(BIN)/python training/export.py --model build/model/mixed.pt && $(BIN)/python benchmarks/annotate.py

lock:
	rm -rf .lock && $(PYTHON) -m venv .lock
	.lock/bin/python -m pip install --quiet .
	{ echo "# Pinned versions of what comity needs to run. Made by: make lock"; .lock/bin/python -m pip freeze --exclude comity; } > requirements/run.txt
	.lock/bin/python -m pip install --quiet -c requirements/run.txt '.[test]'
	{ echo "# Pinned versions of the test tools. Made by: make lock"; .lock/bin/python -m pip freeze --exclude comity | grep -vxFf requirements/run.txt; } > requirements/test.txt
	rm -rf .lock

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
