# "make help" lists the targets. A target that takes more than a line is a script in scripts/.

.DEFAULT_GOAL := help
# The steps of "make test" run one after another, in the order written.
.NOTPARALLEL:

GO       ?= go
FUZZTIME ?= 30s
export GO FUZZTIME
# Each module is built by its own go.mod.
export GOWORK := off

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

.PHONY: demo
demo: ## run the demo: a code search to watch at the address it prints
	$(GO) run ./examples/demo

.PHONY: test
test: check-tools check-tree format check-generated vet test-root test-386 lint test-modules ## run everything that continuous integration runs
	@echo 'make test: every step passed.'

.PHONY: bench
bench: ## run the benchmarks and write bench/RESULTS.md; bench-peers, -history, -outages and -page write one part of it
	$(GO) test -run '^$$' -bench . -benchmem $$($(GO) list ./... | grep -v /history$$)
	$(GO) run -C bench . -o RESULTS.md

BENCH_PARTS := bench-peers bench-history bench-outages bench-page
.PHONY: $(BENCH_PARTS)
$(BENCH_PARTS):
	$(GO) run -C bench . -part $(@:bench-%=%) -o RESULTS.md

.PHONY: fuzz
fuzz: ## run every fuzz target for FUZZTIME each (default 30s)
	scripts/fuzz.sh

.PHONY: generate
generate: ## write the Go code of the templ pages, and their scripts and stylesheets, anew
	scripts/generate.sh .

.PHONY: check-tools
check-tools: ## check for git, a C compiler, a browser and nginx (installs Debian's packages when it may)
	scripts/check-tools.sh

.PHONY: check-tree
check-tree: ## check the rules of the house that no linter knows
	scripts/check-tree.sh

.PHONY: format
format: ## check that every Go file is as gofmt writes it
	scripts/check-format.sh

.PHONY: check-generated
check-generated: ## check that the generated code is what "make generate" writes
	scripts/check-generated.sh

.PHONY: vet
vet: ## vet the root module
	$(GO) vet ./...

.PHONY: lint
lint: ## run golangci-lint (with staticcheck) over every module
	scripts/lint.sh

.PHONY: test-root
test-root: ## test the root module with the race detector
	CGO_ENABLED=1 $(GO) test -race -timeout 10m ./...

.PHONY: test-386
test-386: ## vet and test the root module on 32 bits
	scripts/test-386.sh

.PHONY: test-modules
test-modules: ## test the nested modules: real servers and a real browser
	scripts/test-modules.sh
