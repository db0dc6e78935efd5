# Two commands do everything on a fresh machine with Python 3.11+ and make:
#   make demo   installs into .venv and reads the bundled dispatches
#   make test   installs what the tests need and runs them

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# The locks name all that is needed, so nothing is resolved anew: a later release changes nothing.
# What `make demo` installs. Ray is large, and few need it: the tests install it beside these.
EXTRAS := --extra archive --extra feeds --extra postgresql --extra web

.PHONY: demo test browser interop lint docs lock clean

demo: $(VENV)/.base
	$(BIN)/reportedly demo

test: $(VENV)/.dev
	$(BIN)/pytest

# The pages in a real browser: Debian's chromium must be installed.
browser: $(VENV)/.dev
	$(BIN)/pytest tests/browser

# Our exports, read by the libraries of those who use them. PyICU, which one of them needs, is
# compiled here: Debian's libicu-dev and pkg-config must be installed.
interop: .venv-interop/.installed
	.venv-interop/bin/python -m pytest --noconftest tests/interop

.venv-interop/.installed: requirements/interop.lock
	$(PYTHON) -m venv .venv-interop
	.venv-interop/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	.venv-interop/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.dev
	$(BIN)/mkdocs build --strict --quiet

$(VENV)/.base: requirements/base.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	touch $@

# Pin every dependency by version and hash, for all platforms.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	  --python-version 3.11 --group build $(EXTRAS) pyproject.toml -o requirements/base.lock
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	  --python-version 3.11 --group build --group dev --group docs --all-extras pyproject.toml \
	  -c requirements/base.lock -o requirements/dev.lock
	uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
	  --python-version 3.11 --group build --group interop -o requirements/interop.lock

clean:
	rm -rf $(VENV) .venv-interop site build dist
