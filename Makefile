# Two commands are enough: `make run` serves the bank with demo data, `make test` checks everything.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := run

PYTHON := $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(name) -c 'import sys; sys.version_info >= (3, 11) and print("$(name)")' 2>/dev/null)))
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip install --quiet --disable-pip-version-check -c requirements.lock

.PHONY: run test bench soak mutants screenshots clean chromium

run: $(VENV)/.run
	@$(RUN) -m dashboard run

test: $(VENV)/.test chromium
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports
	$(RUN) -m pytest -n 2 --dist worksteal

bench: $(VENV)/.bench
	$(RUN) -m benchmarks all

# A payroll file is opened by a real LibreOffice; where it is missing it is installed, as chromium is.
soak: $(VENV)/.test
	@$(call debian,soffice,libreoffice-calc)
	$(RUN) -m pytest -m soak

# Changes the rules of money and states one by one: some test, or mypy, must notice. About half an hour.
mutants: $(VENV)/.mutants
	PATH=$(CURDIR)/$(VENV)/bin:$$PATH $(RUN) -m mutmut run
	$(RUN) -m tests.trust.mutants

# Draws the pictures of docs/ with a real browser on the demo bank.
screenshots: $(VENV)/.test chromium
	$(RUN) -m pytest -m screenshots

clean:
	rm -rf $(VENV) build mutants *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

chromium:
	@$(call debian,chromium,chromium)

# $(call debian,command,package): a missing browser skips its tests with a reason, and fails them under CI=true.
define debian
if ! command -v $(1) >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	echo "installing Debian's $(2) …"; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $(2) >/dev/null \
		|| echo "$(2) could not be installed"; \
fi
endef

$(VENV)/bin/python:
	@if [ -z "$(PYTHON)" ]; then echo "Python 3.11 or newer is needed."; exit 1; fi
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv is missing (Debian: apt-get install python3-venv)."; exit 1; }

$(VENV)/.run: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "installing what the program needs …"
	@$(PIP) -e .
	@touch $@

$(VENV)/.test: pyproject.toml requirements.lock | $(VENV)/bin/python
	@echo "installing what the tests need …"
	@$(PIP) -e .[test]
	@touch $@ $(VENV)/.run

$(VENV)/.bench: pyproject.toml requirements.lock | $(VENV)/bin/python
	@$(PIP) -e .[bench]
	@touch $@ $(VENV)/.run

$(VENV)/.mutants: pyproject.toml requirements.lock | $(VENV)/bin/python
	@$(PIP) -e .[test,mutants]
	@touch $@ $(VENV)/.run $(VENV)/.test
