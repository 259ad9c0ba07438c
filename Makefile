.DEFAULT_GOAL := help
.PHONY: help start bundle test bench format clean redis
MAKEFLAGS += --no-print-directory
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

start: node_modules ## Run the service on this machine: PORT=8787
	@tsx infra/function-bundle/cli.ts --quiet
	@exec node --import tsx function/local.ts

bundle: node_modules ## Make the function's zip, and print what is in it
	@tsx infra/function-bundle/cli.ts

test: node_modules redis ## Run every test
	@[ -t 1 ] || export NO_COLOR=1; vitest run

bench: node_modules redis ## Measure size, start and speed
	@tsx test/bench/cli.ts

format: node_modules ## Format the sources, and mend what the linter can
	@biome check --write .

clean: ## Remove what the other targets made
	rm -rf dist node_modules

# The packages of the lock file, again whenever it changes.
node_modules: package.json package-lock.json
	@node -e 'process.exit(Number.parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || \
		{ echo "Node.js 20 or newer is needed; found: $$(node --version 2>/dev/null || echo none)." >&2; exit 1; }
	@command -v npm >/dev/null || { echo 'npm is needed; it comes with Node.js.' >&2; exit 1; }
	@echo 'Installing packages…'
	@npm ci
	@touch node_modules

# A real Redis for the tests that need one.
redis:
	@command -v "$${REDIS_SERVER:-redis-server}" >/dev/null || test/redis/install
