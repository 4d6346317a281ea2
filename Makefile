# Everything the repository does, from a fresh clone and without an active virtual environment.
# buf finds the plugin and `python -m grpc_tools.protoc` through PATH.
export PATH := $(CURDIR)/.venv/bin:$(PATH)
PYTHON ?=
SETUP := .venv/.setup

.PHONY: help setup generate demo polyglot test bench hazards interop soak lock clean

help: ## Show what make can do here
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(SETUP) ## Install the pinned tools and this project into .venv
$(SETUP): requirements.lock pyproject.toml scripts/setup.sh
	@PYTHON='$(PYTHON)' scripts/setup.sh
	@touch $@

generate: $(SETUP) ## Generate gen/ from proto/ (the same as `buf generate`)
	@buf generate && echo "gen/ is what proto/ says"

demo: generate ## Run the orders demo on a development server (KEEP=1 leaves it running)
	@KEEP='$(KEEP)' python -m orders.demo

polyglot: $(SETUP) ## Run the orders demo with a Go and a TypeScript team (needs go, node, npm)
	@python -m polyglot.demo

test: $(SETUP) ## Run every check: style, types, generated code, unit, live and packaging tests (ARGS='-k name')
	@python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

bench: $(SETUP) ## Measure start-up, generation, import and call overhead, beside what they are compared with
	@python bench/run.py

hazards: $(SETUP) ## Print the tables of hazards, Python's and every language's, beside the stock SDKs' (ARGS='part of a name')
	@PYTHONPATH=tests python -m hazards $(ARGS)
	@test -n '$(ARGS)' || python -m interop.hazards

interop: $(SETUP) ## Let every language call every other: the matrix (ARGS='--peers go,python --cells echo')
	@python -m interop.run $(ARGS)

soak: $(SETUP) ## Send N random and mutated payloads to a live handler (N=100000)
	@PYTHONPATH=tests python -m hazards.soak $(or $(N),100000)

lock: $(SETUP) ## Renew requirements.lock from pyproject.toml
	@scripts/lock.sh

clean: ## Remove the virtual environment, caches and build output
	@rm -rf .venv .cache third_party gen/buf dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
