# make demo   set up, build a corpus from samples/ and show it
# make test   set up with the test extra, then ruff, mypy and pytest
# make test-browser   drive the review pages in chromium, as a person would (Debian: apt-get install chromium)
# Both need Python 3.11 or later, pip and make; pip's own settings (index, wheels, proxy) hold.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt
CORPUS := demo-corpus/demo.corpus

.PHONY: demo test test-browser clean

demo: $(VENV)/installed
	@rm -rf demo-corpus && mkdir demo-corpus
	@echo '$$ bicorpus build samples/pages $(CORPUS)'
	@$(BIN)/bicorpus build samples/pages $(CORPUS); status=$$?; \
	 if [ $$status -eq 1 ]; then echo '(exit status 1: the files listed as failed are in samples/ on purpose)'; \
	 elif [ $$status -ne 0 ]; then exit $$status; fi
	@echo
	@echo '$$ bicorpus coverage $(CORPUS)'
	@$(BIN)/bicorpus coverage $(CORPUS)
	@echo
	@for format in jsonl tmx csv; do \
	   echo "\$$ bicorpus export $(CORPUS) -f $$format -o demo-corpus/demo.$$format"; \
	   $(BIN)/bicorpus export $(CORPUS) -f $$format -o demo-corpus/demo.$$format || exit; \
	 done
	@echo
	@echo "\$$ bicorpus coverage $(CORPUS) --html demo-corpus/report.html"
	@$(BIN)/bicorpus coverage $(CORPUS) --html demo-corpus/report.html
	@echo
	@echo 'The pages are in samples/pages. Open demo-corpus/report.html in a browser, demo.csv in a spreadsheet, demo.tmx in a'
	@echo 'translation tool; demo.jsonl holds everything, each field with the page it came from. To look at it, decide and correct:'
	@echo '  $(BIN)/bicorpus review $(CORPUS) --open'

test: $(VENV)/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest

test-browser: $(VENV)/installed-browser
	$(BIN)/python -m pytest tests/browser

clean:
	rm -rf $(VENV) demo-corpus build *.egg-info

# torch comes first and alone: it is the one heavy package, and which build of it is taken is pip's choice by index.
$(VENV)/installed: pyproject.toml constraints.txt
	@echo 'Setting up $(VENV): a few minutes and 1.5 GB (with the CPU build of torch), once.'
	$(PYTHON) -m venv $(VENV)
	$(PIP) torch
	$(PIP) --editable .
	@touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(PIP) --editable '.[test]'
	@touch $@

$(VENV)/installed-browser: $(VENV)/installed-test
	$(PIP) --editable '.[browser]'
	@touch $@
