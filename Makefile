.DEFAULT_GOAL := help
.PHONY: help demo demo-destroy start synth diff doctor deploy destroy environments expired-previews smoke acceptance logs number funnel sms-package bundle test test-long mutation bench simulate audit docs format provider-schema clean packages hook redis browser python environment terraform
MAKEFLAGS += --no-print-directory

# Pass on variables of the command line as they are. Make would expand them, and so run the command of a $(shell …) in a value.
# Recipes read variables as "$$NAME", never as $(NAME), so that the shell does not evaluate a value either.
given := $(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))),$(name)))
$(foreach name,$(given),$(eval override $(name) := $$(value $(name))))
export $(given)

export PATH := $(CURDIR)/node_modules/.bin:$(value PATH)

# Disable the check for newer versions of Terraform. Ignore a configuration file that does not exist, to avoid a warning.
export CHECKPOINT_DISABLE := 1
ifeq ($(wildcard $(value TF_CLI_CONFIG_FILE)),)
unexport TF_CLI_CONFIG_FILE
endif
# Use OpenTofu if Terraform is not installed.
ifeq ($(shell command -v terraform || command -v "$$TERRAFORM_BINARY_NAME"),)
export TERRAFORM_BINARY_NAME := tofu
endif

# ARGS: more options for Terraform or make smoke, such as --auto-approve. TESTS: which tests to run. Both are words, separated by
# spaces; quotes and * have no meaning. They count on the command line only: a variable of the process environment adds no options.
export ARGS =
export TESTS =
# COMMIT: an earlier commit whose function to deploy. It counts on the command line only, too.
export COMMIT =
# Whether make destroy also deletes what the state does not have. On the command line only, like them.
export SWEEP =
# Whether make number lifts the limits of a number, and prints the number in full. On the command line only, too.
export RELEASE =
export FULL =
# Runs a program of infra/. exec: no other program between make and Terraform must end first when Ctrl-C interrupts them.
run = set -f; exec node infra/run.cjs

# Without a terminal, print no spinner and no colours. With NO_COLOR, print no colours on a terminal either.
plain = set -f; [ -t 1 ] || export NO_COLOR=1 CI=1; [ -z "$$NO_COLOR" ] || { export FORCE_COLOR=0; set -- --no-color; };

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# exec, and node instead of tsx: no other program between make and Terraform must end first when Ctrl-C interrupts them.
demo: packages redis ## Deploy the demo to a local cloud on this machine
	@$(plain) exec node --import tsx demo/cli.ts up

demo-destroy: packages ## Destroy the demo and stop the local cloud
	@$(plain) exec node --import tsx demo/cli.ts down

start: packages ## Run the service on this machine: PORT=8787
	@node infra/run.cjs infra/function-bundle/cli.ts --quiet
	@exec node --import tsx demo/start.ts

synth: packages ## Synthesize the stacks of all environments to cdktf.out
	@$(run) infra/operations/stack/cli.ts synth $$ARGS

diff: packages environment terraform ## Show what a deployment would change: ENVIRONMENT=dev
	@$(run) infra/operations/stack/cli.ts diff $$ARGS

doctor: packages $(if $(findstring --help,$(value ARGS)),,environment) ## Tell what would make a deployment fail: ENVIRONMENT=prod
	@$(run) infra/operations/doctor/cli.ts $$ARGS

deploy: packages environment terraform ## Deploy an environment: ENVIRONMENT=dev, or COMMIT=…
	@$(run) infra/operations/stack/cli.ts deploy $$ARGS

destroy: packages environment terraform ## Destroy an environment: ENVIRONMENT=dev, or SWEEP=1
	@$(run) infra/operations/stack/cli.ts destroy $$ARGS

environments: packages ## List the environments of the account
	@$(run) infra/operations/environments/cli.ts $$ARGS

expired-previews: packages ## Warn of previews that end, and print those that have
	@$(run) infra/operations/previews/cli.ts

smoke: packages environment terraform ## Check a deployed function without sending an SMS
	@$(run) infra/operations/smoke.ts $$ARGS

acceptance: packages $(if $(findstring --help,$(value ARGS)),,environment terraform) ## Ask a deployed environment what holds: PHONE=+86…
	@$(run) infra/operations/acceptance/cli.ts $$ARGS

# SINCE: how far back to read, by default 1h of a log and 24h of the funnel. On the command line only.
export SINCE =
export LINES = 100
logs: packages environment ## Print a log: ENVIRONMENT=prod SINCE=1h LINES=100
	@$(run) infra/operations/logs.ts --since "$${SINCE:-1h}" --lines "$$LINES"

number: packages $(if $(findstring --help,$(value ARGS)),,environment) ## Tell why a code did not arrive: PHONE=+86… RELEASE=1
	@$(run) infra/operations/number/cli.ts $$ARGS

funnel: packages $(if $(findstring --help,$(value ARGS)),,environment) ## Tell who asks for codes, and gets in: SINCE=24h
	@$(run) infra/operations/funnel/cli.ts $$ARGS

sms-package: packages environment ## Tell whether SMS messages are left: ENVIRONMENT=prod
	@$(run) infra/operations/sms-package.ts

bundle: packages ## Build the function's zip, and print its contents
	@$(run) infra/function-bundle/cli.ts

test: packages hook redis browser python ## Run all tests, or some: TESTS=test/function
	@$(plain) vitest run $$TESTS

test-long: packages hook redis browser python ## Run all tests at length: more inputs, the whole matrix
	@$(plain) AT_LENGTH=1 PROPERTY_RUNS=100000 vitest run

# FILES: which files of function/ to mutate, by default all of them. On the command line only.
export FILES =
mutation: packages redis ## Tell which changes of function/ no test notices: FILES=…
	@tsx test/mutation/cli.mts

# ACCEPT: whether make bench keeps figures that got worse. On the command line only.
export ACCEPT =
bench: packages redis ## Measure size, start time and speed: ACCEPT=1
	@OWN_PRESETS=off tsx test/bench/cli.ts

simulate: packages ## Simulate growth: USERS=1000000
	@tsx test/bench/scale/cli.ts

audit: packages ## Check packages for vulnerabilities, verify signatures
	@npm audit --omit=dev
	@npm audit signatures

docs: packages redis browser ## Update what is generated in the documents
	@OWN_PRESETS=off tsx test/repository/documents/cli.ts
	@$(plain) UPDATE_SCREENSHOTS=1 vitest run test/e2e/screenshots.test.ts

format: packages ## Format the sources, and apply the linter's fixes
	@biome check --write .

provider-schema: packages ## Update the provider's schema and the bindings
	@tsx infra/provider-tencentcloud/refresh-schema.ts
	@tsx infra/provider-tencentcloud/generate.ts

clean: ## Delete packages, builds and stacks, but no state
	rm -rf dist cdktf.out node_modules infra/provider-tencentcloud/lib

packages: node_modules/.package-lock.json infra/provider-tencentcloud/lib ## Install the packages, as all targets do

# Installs the packages of the lock file, again whenever it changes. npm writes this file last, so a failed installation is repeated.
node_modules/.package-lock.json: package.json package-lock.json
	@node -e 'process.exit(Number.parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null || \
		{ echo "Node.js 20 or newer is needed; found: $$(node --version 2>/dev/null || echo none)." >&2; exit 1; }
	@command -v npm >/dev/null || { echo 'npm is needed; it comes with Node.js.' >&2; exit 1; }
	@echo 'Installing packages…'
	@npm ci
	@touch $@

# Generates the bindings. npm ci does not: .npmrc turns off all scripts of an installation.
infra/provider-tencentcloud/lib: infra/provider-tencentcloud/schema.json package-lock.json | node_modules/.package-lock.json
	@npm run --silent prepare

# Installs the pre-commit hook for those who change the project, after each installation of the packages.
hook: node_modules/.hook
node_modules/.hook: node_modules/.package-lock.json
	@[ ! -e .git ] || npm run --silent hook >/dev/null || echo 'The pre-commit hook is not installed.' >&2
	@touch $@

# Installs a real Redis for the tests that need one.
redis:
	@command -v "$${REDIS_SERVER:-redis-server}" >/dev/null || local-cloud/process/install-redis.sh

# Installs a real browser for the tests of the login page.
browser:
	@for name in "$$CHROMIUM" chromium chromium-browser google-chrome google-chrome-stable; do \
		[ -n "$$name" ] && command -v "$$name" >/dev/null && exit; done; test/support/browser/install-chromium.sh

# Installs Python packages for the tests of docs/use-it.md and of the workflows.
python:
	@[ -n "$$PYTHON" ] || test/support/python/install-packages.sh

# Checks what a deployment needs.
environment:
	@allowed='demo, dev, staging, prod, a preset of your own, or the name of a preview such as pr-42'; case "$$ENVIRONMENT" in \
		'') echo "Which environment? Set ENVIRONMENT to $$allowed." >&2; exit 1 ;; \
		[!a-z]* | *[!a-z0-9-]*) printf 'ENVIRONMENT: found "%s"; allowed: %s.\n' "$$ENVIRONMENT" "$$allowed" >&2; exit 1 ;; esac

# Checks what runs the stacks. platform: terraform-version
terraform:
	@command -v "$${TERRAFORM_BINARY_NAME:-terraform}" >/dev/null || \
		{ echo 'Terraform 1.5 or newer, or OpenTofu, is needed on PATH: see developer.hashicorp.com/terraform/install or opentofu.org.' >&2; exit 1; }
