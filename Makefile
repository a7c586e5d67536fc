# make run     everything a fresh machine needs, then the dashboard
# make test    everything a fresh machine needs, then every check, and the tests of each commit
# make test_rest   the tests that take longer      make test_all    every check, and both
# make lint    the checks alone      make format       what ruff can mend by itself
# make bench   the measurements      make thorough     1,000 examples of each rule, 10,000 files, more pages
# make clean   what was made here    make screenshot   pictures of the pages, in .screenshots/
# make rehearse   the parts of deploy/compose.yaml from a clean clone, and what they lose when killed (nothing)
# make audit   the pinned versions held against published advisories
# make interchange     what we write for pyam and primap2, opened by them
# make golden  what the program answers now against what was recorded; ARGS="passports" compares a part
# make lock    new exact versions in requirements.txt, and with hashes in requirements-hashed.txt
# make wheel   the program as one file, in dist/, the same whenever it is built
# make release what is given out, in dist/: stops at the first thing that is untrue
# make docs    the site of docs/, in site/, without a warning or a dead link
# make translations   what is new in the code, into the file of each language

SHELL := /bin/bash
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed
PROGRAM := $(VENV)/program
AS_ROOT := $(shell if [ "$$(id -u)" != 0 ]; then echo sudo; fi)
APT := $(AS_ROOT) env DEBIAN_FRONTEND=noninteractive apt-get
ARGS ?=
# The tests start many programs: what was compiled once is kept, also where the machine says otherwise.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test test_rest test_all tests_alone thorough rehearse nginx lint format bench golden screenshot lock translations docs wheel release clean chromium postgresql provider audit interchange

help:
	@sed -n '/^# /!q; s/^# //p' Makefile

run: $(PROGRAM)
	$(BIN)/python -m dashboard $(ARGS)

# The checks run beside the tests, whose workers leave a part of the processor idle.
test: WHICH = -m "not longer"
test test_all: $(STAMP) chromium postgresql provider
	@$(MAKE) --no-print-directory -j 2 lint tests_alone WHICH='$(WHICH)'

# What `make test` leaves out, and nothing of what it runs.
test_rest: WHICH = -m longer
test_rest tests_alone: $(STAMP) chromium postgresql provider
	$(BIN)/python -m pytest -n 2 $(WHICH) $(ARGS)

thorough: $(STAMP) chromium postgresql provider
	HYPOTHESIS_PROFILE=thorough COVENANT_FILES=10000 $(BIN)/python -m pytest -n 2 $(ARGS)

rehearse: $(STAMP) chromium postgresql provider nginx
	HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n 0 -s tests/browser/test_deployment.py $(ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMP)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(STAMP) chromium postgresql
	$(BIN)/python -m tests.benchmarks $(ARGS)

golden: $(STAMP)
	$(BIN)/python -m tests.golden $(ARGS)
	$(if $(ARGS),,$(BIN)/python -m tests.datasets.intake.corpus)

translations: $(STAMP)
	$(BIN)/python -m tests.dashboard.translations

wheel: $(STAMP)
	rm -rf dist
	$(BIN)/python -m hatchling build -t wheel -d dist

release: $(STAMP)
	$(BIN)/python -m tests.releasing said
	$(MAKE) --no-print-directory lint docs audit test_all wheel
	cp requirements-hashed.txt dist/
	$(BIN)/python -m tests.releasing made

# The packages of the site alone stand in a list of their own, which a start of the program need not fetch.
docs: $(STAMP)
	$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check -r docs/requirements.txt
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs site
	@echo "The site is in site/index.html"

screenshot: $(STAMP) chromium
	$(BIN)/python -m tests.browser.screenshot $(ARGS)

# The newest Python of those the versions in requirements.txt are known for. A name on the path may be a stub that does
# not run (pyenv leaves such), so each is asked. PYTHON=... chooses another.
define FIND_PYTHON
for python in $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3 python; do \
    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && break; python=; \
done; \
if [ -z "$$python" ]; then \
    echo "Found no Python 3.11 or newer (looked for python3.14 to python3.11, python3, python). Install one, for example" \
         "with: apt-get install python3; or name it: make PYTHON=/path/to/python3.12 ..." >&2; exit 1; \
fi
endef

# Debian keeps a part of venv in a package of its own; where it can't be had, virtualenv does the same work.
define MAKE_VENV
version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
echo "Making $(VENV) with $$python (Python $$version)"; \
rm -rf $(VENV); \
if ! "$$python" -m venv $(VENV) >/dev/null 2>&1; then \
    echo "python -m venv failed: fetching what it lacks"; \
    if command -v apt-get >/dev/null; then \
        $(APT) update -qq && { $(APT) install -qq -y "python$$version-venv" || $(APT) install -qq -y python3-venv; } || true; \
    fi; \
    rm -rf $(VENV); \
    "$$python" -m venv $(VENV) || { \
        rm -rf $(VENV) && "$$python" -m pip install --quiet --target $(VENV)/maker virtualenv \
        && PYTHONPATH=$(VENV)/maker "$$python" -m virtualenv --quiet $(VENV); \
    } || { echo "Could not make $(VENV): install python$$version-venv or virtualenv, then run make again." >&2; exit 1; }; \
fi
endef

# What runs needs half of what is tested: whoever only starts it waits for no more.
$(PROGRAM): requirements-hashed.txt
	@if ! $(BIN)/python -m pip --version >/dev/null 2>&1; then $(FIND_PYTHON); $(MAKE_VENV); fi
	@echo "Fetching the packages, once: a minute or two"
	$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check -r requirements-hashed.txt \
	    || { echo "The packages could not be fetched: is there a network? Then run make again." >&2; exit 2; }
	@touch $@

$(STAMP): requirements.txt $(PROGRAM)
	$(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check -r requirements.txt
	@touch $@

# The tests drive the system's own Chromium; CHROMIUM=... chooses another.
chromium:
	@if [ -n "$(CHROMIUM)" ]; then \
	    test -x "$(CHROMIUM)" || { echo "CHROMIUM=$(CHROMIUM) is not a program that can be run." >&2; exit 1; }; \
	elif ! { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null; then \
	    command -v apt-get >/dev/null || { echo "Found no Chromium on the path. Install one, or name it: make CHROMIUM=/path/to/chromium ..." >&2; exit 1; }; \
	    echo "Installing Chromium for the browser tests"; \
	    $(APT) update -qq && $(APT) install -qq -y chromium; \
	fi

# The tests start servers of their own; the one that the package would start is not made.
postgresql:
	@if ! { ls /usr/lib/postgresql/*/bin/initdb || command -v initdb; } >/dev/null 2>&1; then \
	    command -v apt-get >/dev/null || { echo "Found no PostgreSQL server. Install one, so that initdb is on the path." >&2; exit 1; }; \
	    echo "Installing PostgreSQL for the tests of a shared ledger"; \
	    $(APT) update -qq && $(APT) install -qq -y postgresql-common \
	    && $(AS_ROOT) mkdir -p /etc/postgresql-common/createcluster.d \
	    && echo 'create_main_cluster = false' | $(AS_ROOT) tee /etc/postgresql-common/createcluster.d/none.conf >/dev/null \
	    && $(APT) install -qq -y postgresql; \
	fi

nginx:
	@if ! { command -v nginx || test -x /usr/sbin/nginx; } >/dev/null; then \
	    command -v apt-get >/dev/null || { echo "Found no nginx on the path. Install one." >&2; exit 1; }; \
	    echo "Installing nginx for the rehearsal of a deployment"; \
	    $(APT) update -qq && $(APT) install -qq -y nginx-light; \
	fi

# The tests of sign-in talk to an OpenID provider of the package registry of Node. Where none can be had they are skipped.
PROVIDER := tests/browser/provider
provider: $(PROVIDER)/node_modules
$(PROVIDER)/node_modules: $(PROVIDER)/package-lock.json
	@if ! { command -v node && command -v npm; } >/dev/null && command -v apt-get >/dev/null; then \
	    echo "Installing Node for the tests of sign-in"; \
	    $(APT) update -qq && $(APT) install -qq -y nodejs npm || true; \
	fi
	@cd $(PROVIDER) && npm ci --no-audit --no-fund --ignore-scripts && touch node_modules \
	    || echo "The OpenID provider could not be installed: the tests of sign-in are skipped."

lock: PYTHON = python3.11
lock:
	@$(FIND_PYTHON); set -eu; here=$$(mktemp -d); trap 'rm -rf "$$here"' EXIT; \
	"$$python" -m venv "$$here/venv"; pip="$$here/venv/bin/python -m pip --disable-pip-version-check"; \
	$$pip install --quiet --upgrade pip; \
	"$$python" -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"], sep="\n")' > "$$here/list"; \
	$$pip install --quiet -r "$$here/list"; $$pip freeze | sed '/^uvloop==/s/$$/; sys_platform != "win32"/' > "$$here/runtime"; \
	$$pip install --quiet --group tests; $$pip freeze > "$$here/all"; \
	{ printf '%s\n' '# Every package at an exact version, so that each machine runs the same. Written by `make lock` from pyproject.toml.' \
	    '' '# The program'; cat "$$here/runtime"; \
	  printf '%s\n' '' '# The tests and checks'; grep -vxFf "$$here/runtime" "$$here/all" | grep -v '^uvloop=='; } > requirements.txt; \
	$$pip install --quiet --group docs; $$pip freeze > "$$here/docs"; \
	{ printf '%s\n\n' '# What `make docs` needs beside requirements.txt. Written by `make lock` from pyproject.toml.'; \
	  grep -vxFf "$$here/all" "$$here/docs"; } > docs/requirements.txt; \
	$$pip install --quiet uv; \
	{ printf '%s\n' '# What the program needs, with the hashes of the registry for every system: pip install --require-hashes -r requirements-hashed.txt' \
	    '# Written by `make lock` from requirements.txt.'; \
	  "$$here/venv/bin/uv" pip compile --quiet --universal --no-deps --generate-hashes --no-annotate --no-header "$$here/runtime"; } > requirements-hashed.txt; \
	echo "Wrote requirements.txt: $$(grep -c == requirements.txt) packages"

# pip-audit says "No known vulnerabilities found" also where it saw no package: what it says is shown where it gave no
# answer, and tests/advisories.py counts what it looked at.
audit: $(STAMP)
	@set -eu; here=$$(mktemp -d); trap 'rm -rf "$$here"' EXIT; \
	$(BIN)/python -m venv "$$here/venv"; "$$here/venv/bin/python" -m pip install --quiet --disable-pip-version-check pip-audit; \
	"$$here/venv/bin/python" -m pip_audit -r requirements.txt --no-deps --disable-pip -f json -o "$$here/found.json" 2> "$$here/said" || true; \
	test -s "$$here/found.json" || cat "$$here/said" >&2; \
	$(BIN)/python -m tests.advisories requirements.txt "$$here/found.json"

# Their releases want older numbers of NumPy, pandas and SQLAlchemy than the program: they have an environment of their
# own.
interchange: PYTHON = python3.11
interchange: $(STAMP)
	@$(FIND_PYTHON); set -eu; here=$$(mktemp -d); trap 'rm -rf "$$here"' EXIT; \
	"$$python" -m venv "$$here/venv"; \
	"$$here/venv/bin/python" -m pip install --quiet --disable-pip-version-check pyam-iamc primap2 'sqlalchemy<2.1'; \
	mkdir "$$here/files"; $(BIN)/python -m tests.interchange write "$$here/files"; \
	"$$here/venv/bin/python" -m tests.interchange read "$$here/files"

clean:
	rm -rf $(VENV) $(PROVIDER)/node_modules dist site docs/made .screenshots .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
