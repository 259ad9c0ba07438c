.DEFAULT_GOAL := help
.PHONY: help demo demo-destroy start synth diff deploy destroy smoke logs bundle test test-long bench simulate audit screenshot settings-table figures-table format provider-schema clean redis browser environment terraform
MAKEFLAGS += --no-print-directory
export PATH := $(CURDIR)/node_modules/.bin:$(PATH)

# No question to the network whether there are newer versions, no warning of a settings file that is not there.
export CHECKPOINT_DISABLE := 1
ifeq ($(wildcard $(TF_CLI_CONFIG_FILE)),)
unexport TF_CLI_CONFIG_FILE
endif
# OpenTofu where there is no Terraform.
ifeq ($(shell command -v terraform || command -v $(TERRAFORM_BINARY_NAME)),)
export TERRAFORM_BINARY_NAME := tofu
endif

export ENVIRONMENT
stack = sms-verification-$(ENVIRONMENT)
# More options of cdktf, such as --auto-approve.
ARGS =
# The registry is not asked about providers that are running already.
ifneq ($(TF_REATTACH_PROVIDERS),)
running_providers = --skip-provider-lock
endif

# Without a terminal: no spinner, no colours; with NO_COLOR no colours either.
calm = [ -t 1 ] || export NO_COLOR=1 CI=1; [ -z "$$NO_COLOR" ] || { export FORCE_COLOR=0; set -- --no-color; };

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

export PROVIDER
demo: node_modules redis ## Deploy the demo to a cloud on this machine
	@$(calm) tsx demo/cli.ts up

demo-destroy: node_modules ## Take the demo down
	@$(calm) tsx demo/cli.ts down

start: node_modules ## Run the service on this machine: PORT=8787
	@tsx infra/function-bundle/cli.ts --quiet
	@exec node --import tsx demo/start.ts

synth: node_modules ## Write the stacks of all environments to cdktf.out
	@$(calm) cdktf synth "$$@" $(ARGS)

diff: node_modules environment terraform ## Show what a deployment would change: ENVIRONMENT=dev
	@$(calm) cdktf diff '$(stack)' "$$@" $(running_providers) $(ARGS)

deploy: node_modules environment terraform ## Deploy an environment: ENVIRONMENT=dev
	@$(calm) cdktf deploy '$(stack)' "$$@" $(running_providers) $(ARGS)

destroy: node_modules environment terraform ## Take an environment down: ENVIRONMENT=dev
	@$(calm) cdktf destroy '$(stack)' "$$@" $(running_providers) $(ARGS)

smoke: node_modules environment terraform ## Ask a deployed function what needs no SMS
	@tsx infra/operations/smoke.ts $(ARGS)

SINCE = 1h
LINES = 100
logs: node_modules environment ## Print a log: ENVIRONMENT=prod SINCE=1h LINES=100
	@tsx infra/operations/logs.ts --since '$(SINCE)' --lines '$(LINES)'

bundle: node_modules ## Make the function's zip, and print what is in it
	@tsx infra/function-bundle/cli.ts

test: node_modules redis browser ## Run every test, or some: TESTS=test/function
	@$(calm) vitest run $(TESTS)

test-long: node_modules redis browser ## Run every test, properties with 100,000 cases
	@$(calm) PROPERTY_RUNS=100000 vitest run

bench: node_modules redis ## Measure size, start and speed
	@tsx test/bench/cli.ts

export USERS INSTANCES SMS_QUOTA
simulate: node_modules ## Show where growth ends: USERS=1000000
	@tsx test/bench/scale/cli.ts

audit: node_modules ## Ask the registry for known weaknesses of packages
	@npm audit --omit=dev
	@npm audit signatures

screenshot: node_modules redis browser ## Take the README's picture of the login page anew
	@$(calm) UPDATE_SCREENSHOT=1 vitest run test/e2e/login-page-access.test.ts

settings-table: node_modules ## Write the README's table of the function's variables
	@tsx test/repository/settings-table.ts

figures-table: node_modules ## Write the README's table of the last make bench
	@tsx test/repository/figures-table.ts

format: node_modules ## Format the sources, and mend what the linter can
	@biome check --write .

provider-schema: node_modules ## Make the bindings anew from the provider itself
	@tsx infra/provider-tencentcloud/refresh-schema.ts
	@tsx infra/provider-tencentcloud/generate.ts

clean: ## Remove what the other targets made
	rm -rf dist cdktf.out node_modules infra/provider-tencentcloud/lib

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
	@command -v "$${REDIS_SERVER:-redis-server}" >/dev/null || local-cloud/process/install-redis.sh

# A real browser for the tests of the login page.
browser:
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
		[ -n "$$name" ] && command -v "$$name" >/dev/null && exit; done; test/support/browser/install-chromium.sh

# What deploying needs.
environment:
	@[ -n '$(ENVIRONMENT)' ] || { echo 'Which environment? Say ENVIRONMENT=demo, dev, staging or prod, or a name of your own such as pr-42.' >&2; exit 1; }

terraform:
	@command -v "$${TERRAFORM_BINARY_NAME:-terraform}" >/dev/null || \
		{ echo 'Terraform 1.5 or newer, or OpenTofu, is needed on PATH: see developer.hashicorp.com/terraform/install or opentofu.org.' >&2; exit 1; }
