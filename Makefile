# The two commands a newcomer needs: `make demo` and `make test`. Everything installs itself into .venv.
PYTHON ?= python3
PY := .venv/bin/python
STAMP := .venv/.installed
# Half of the tests' processes are short: each would compile everything again for itself.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test long-test postgres-test browser-test guide pictures check bench year fuzz crash soak install lock clean

demo: $(STAMP)
	$(PY) -m demo

# On all cores at once: a test has its own database, ports and folder.
test: $(STAMP)
	$(PY) -m pytest -n auto --dist worksteal

# Whole quarters on the stage, killed processes, every interruption of every question.
long-test: $(STAMP)
	$(PY) -m pytest -n auto --dist worksteal -m "long and not postgres"

# The office's stories once more on PostgreSQL: all that make test tells on SQLite alone.
postgres-test: $(STAMP)
	$(PY) -m pytest -n auto --dist worksteal -m "postgres and not long"

# In a Chromium, which is Debian's, installed here if that may be done; where it may not, it is said what was not tried.
browser-test: $(STAMP)
	@if $(PY) -m demo.browser; then $(PY) -m pytest -m browser tests/browser; \
	else echo "NOT TRIED, NOT PASSED: the browser tests (tests/browser), which need a Chromium." >&2; fi

# The pictures of docs/panduan.md and of the README, taken from the page.
guide: $(STAMP)
	$(PY) -m demo.browser
	$(PY) -m demo.guide

# A page of every document of the play, for docs/dokumen; needs poppler's pdftoppm and LibreOffice.
pictures: $(STAMP)
	ONCE=1 $(PY) -m demo
	$(PY) -m demo.guide.pictures

check: $(STAMP)
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports

# A whole year of an office on a movable clock, and every reminder of it checked by somebody who knows nothing of the bot.
year: $(STAMP)
	$(PY) -m year

# Hostile files by the thousand through every reader, then through a bot. SEED and EXAMPLES make another run of it.
fuzz: $(STAMP)
	$(PY) -m fuzz

# The real process among five hundred updates, killed twenty times; counted by somebody who knows nothing of the bot.
crash: $(STAMP)
	$(PY) -m crash $(if $(SEED),--seed $(SEED)) $(if $(KILLS),--kills $(KILLS))

# The real process for a whole cycle of fifty units in every fault at once, then laps of traffic; memory and handles watched.
soak: $(STAMP)
	$(PY) -m soak $(if $(SEED),--seed $(SEED)) $(if $(LAPS),--laps $(LAPS)) $(if $(UNITS),--units $(UNITS))

bench: $(STAMP)
	$(PY) -m bench.simulator_speed
	$(PY) -m bench.form_reading
	$(PY) -m bench.working_time
	$(PY) -m bench.tick
	$(PY) -m bench.recap

install: $(STAMP)

$(STAMP): requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Name one that is: PYTHON=python3.12 make demo" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $(STAMP)

# Names, versions and hashes for Python 3.11 to 3.13 on Linux, macOS and Windows; needs uv on the PATH.
lock:
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv out data .pytest_cache .mypy_cache .ruff_cache
