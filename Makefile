# Two commands for a newcomer: `make demo` and `make test`. Only python3 (with venv), make and git are assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test hunt lint schemas transcripts accuracy bench clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

demo: $(READY)  ## the main job on the shipped ledgers
	$(BIN)/zhenggai overdue --as-of 2022-06-14
	$(BIN)/zhenggai export xlsx --force

test: $(READY)  ## every test; what cannot run here is named at the end
	$(BIN)/pytest

hunt: $(READY)  ## the tests that draw their examples, with new ones each time
	$(BIN)/pytest --hypothesis-profile=hunt -m hypothesis

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

schemas: $(READY)  ## write schemas/*.json and the table of the quick way again from the models
	for stem in plan settings layout; do $(BIN)/python -m zhenggai.schemas $$stem > schemas/$$stem.schema.json || exit 1; done
	$(BIN)/python -m zhenggai.tabulating > table.new && mv table.new src/zhenggai/form/table.py

transcripts: $(READY)  ## write tests/transcripts/*.txt again from what the commands print; read the diff
	$(BIN)/python tests/transcript.py

accuracy: $(READY)  ## precision and recall of what reads prose: empty progress, official documents
	$(BIN)/python tests/accuracy.py
	$(BIN)/python tests/accuracy_documents.py

SIZE ?= full
bench: $(READY)  ## every target of docs/benchmarks.md, measured beside its peers (bench/README.md); SIZE=small for a quick look
	$(BIN)/python bench/run.py --size $(SIZE)

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
