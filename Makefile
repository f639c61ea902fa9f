# A fresh checkout needs nothing but Python: `make reports`, `make test` or `make lab` make the rest.
# Paths here are relative, so that a checkout may lie in a folder with spaces in its name.

PYTHON ?= python3
UV ?= uv
bin := .venv/bin
pip := $(bin)/python -m pip --disable-pip-version-check

# Nothing of the person's own set-up may reach a table, a chart or a test.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS PYTHONOPTIMIZE
unexport PYTEST_ADDOPTS PYTEST_PLUGINS JUPYTER_PATH JUPYTER_CONFIG_PATH MATPLOTLIBRC
unexport ANALYSIS_SENTENCES
export PYTHONNOUSERSITE := 1
export PYTHONSAFEPATH := 1
export JUPYTER_PREFER_ENV_PATH := 1
reports test notebooks: export JUPYTER_NO_CONFIG := 1
reports test notebooks: export IPYTHONDIR := $(CURDIR)/.venv/share/ipython
reports test notebooks: export MPLCONFIGDIR := $(CURDIR)/.venv/share/matplotlib
reports test notebooks: export MPLBACKEND := agg

step = @printf '\n==> %s\n' '$(1)'

.DEFAULT_GOAL := help
.PHONY: help reports test notebooks lab lock clean
.DELETE_ON_ERROR:

help:
	@printf '%s\n' \
	  'make reports   a fresh checkout to all tables and reports' \
	  'make test      everything CI checks' \
	  'make lab       JupyterLab on the notebooks; options="--no-browser --port 9000" are passed on' \
	  'make notebooks  execute the notebooks anew, as they are committed' \
	  'make lock      requirements.lock anew from pyproject.toml (needs uv)' \
	  'make clean     remove what was built; .venv stays'

reports: .venv/.installed
	$(call step,check data/raw)
	@$(bin)/analysis check
	$(call step,build the tables and the reports)
	@$(bin)/analysis build

test: .venv/.installed
	$(call step,ruff check)
	@$(bin)/ruff check
	$(call step,ruff format --check)
	@$(bin)/ruff format --check
	$(call step,mypy --strict)
	@$(bin)/mypy --strict src tests benchmarks
	$(call step,pytest: tests and doctests)
	@$(bin)/python -m pytest
	$(call step,pytest --nbval notebooks)
	@$(bin)/python -m pytest --nbval notebooks
	$(call step,all checks passed)

# The notebooks are committed executed, with their default parameters.
notebooks: .venv/.installed
	$(bin)/jupyter nbconvert --log-level WARN --to notebook --execute --inplace \
	  --ExecutePreprocessor.record_timing=False notebooks/*.ipynb

# JupyterLab keeps its layout and settings in .venv: a person's own are neither read nor changed.
lab: export JUPYTER_CONFIG_DIR := $(CURDIR)/.venv/share/lab
lab: .venv/.installed
	@mkdir -p own
	$(bin)/jupyter lab --config=notebooks/.lab/config.py $(options)

# The lock alone decides what is installed; a new lock starts from an empty environment, so that
# nothing it dropped stays importable. An environment made by other means is filled, not emptied.
.venv/.locked: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "analysis needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is not one: make $(or $(MAKECMDGOALS),reports) PYTHON=python3.13" >&2; exit 1; }
	$(call step,make .venv from requirements.lock)
	@$(PYTHON) -m venv $(if $(wildcard .venv/.locked),--clear) .venv
	@$(pip) install -qq --require-hashes --no-deps -r requirements.lock
	@touch $@

.venv/.installed: .venv/.locked pyproject.toml
	$(call step,install the project into .venv)
	@$(pip) install -qq --no-deps --no-build-isolation -e .
	@$(pip) check
	@touch $@

# One file serves Python 3.11 to 3.13, and the fewest versions of each package serve them all.
lock:
	@command -v $(UV) >/dev/null || \
	  { echo "make lock needs uv: pip install uv, or make lock UV=path/to/uv" >&2; exit 1; }
	$(UV) pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-emit-index-url --no-header --group dev \
	  --output-file requirements.lock pyproject.toml

clean:
	rm -rf build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find src tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +
	[ ! -d reports ] || find reports -mindepth 1 -maxdepth 1 ! -name 'manifest.*' -exec rm -rf {} +
