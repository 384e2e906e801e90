# Matinee, from nothing. Needs Python 3.11 or newer with its venv module, make, and a package index; `make` lists what it can do.

PYTHON ?= python3
PROMPT ?= A girl in a yellow dress dances while a red rubber ball bounces on the beach at sunset
SEED ?= 14
BIN := .venv/bin
INSTALLED := .venv/.installed
TORCH := $(shell sed -n 's/.*"\(torch==[^"]*\)".*/\1/p' pyproject.toml)

.DEFAULT_GOAL := help
.PHONY: help install demo test format lint types bench evaluate evaluate-audio gallery bare clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

install: $(INSTALLED) ## make .venv and install everything into it, once

# torch comes first and by itself: asked for among all the rest, pip may choose a build with gigabytes of GPU libraries.
$(INSTALLED): pyproject.toml
	@command -v $(PYTHON) > /dev/null || { echo "Python is missing: install Python 3.11 or newer, or name one: make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON) --version) is too old: Matinee needs 3.11 or newer; name one: make PYTHON=..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2> /dev/null || \
		{ echo "Python's venv module is missing: on Debian and Ubuntu, apt install python3-venv"; exit 1; }
	@echo "Installing into .venv: once, some minutes"
	test -x $(BIN)/pip || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check $(TORCH)
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

demo: $(INSTALLED) ## one prompt, one film with sound: demo.mp4 (PROMPT="..." for your own)
	MATINEE_URL= MATINEE_DATA=build/demo $(BIN)/matinee render "$(PROMPT)" --size 1280x720 --seed $(SEED) --output demo.mp4

test: lint types ## format, lint, types and all tests
	$(BIN)/pytest

format: $(INSTALLED) ## write every file as the formatter has it
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lint: $(INSTALLED) ## check format and lint
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(INSTALLED) ## check types
	$(BIN)/mypy

bench: $(INSTALLED) ## the platform's own cost, as ratios
	$(BIN)/pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python -m bench

evaluate: $(INSTALLED) ## the embedded model's scores, beside their ceiling and floors
	$(BIN)/python -m services.renderer.animatic.evaluate

evaluate-audio: $(INSTALLED) ## how well sound fits, on films of which all is known
	$(BIN)/python -m tests.audio.evaluate

gallery: $(INSTALLED) ## contact sheets of its films, in docs/gallery
	$(BIN)/python -m services.renderer.animatic.gallery

bare: ## demo and test in a fresh Debian with nothing but Python, venv and make (as root, with debootstrap)
	tests/bare.sh

clean: ## remove .venv, build and caches
	rm -rf .venv build demo.mp4 .mypy_cache .ruff_cache
