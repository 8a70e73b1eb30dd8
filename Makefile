# Every command a developer needs. Plain `make` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
COMMIT ?= $(shell git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
BUILD_TIME ?= $(shell git show -s --format=%cI HEAD 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION) -X main.commit=$(COMMIT) -X main.buildTime=$(BUILD_TIME)
GO ?= go
NPM := npx --yes npm@10.9.4
WEB_SOURCES := $(shell find web/src web/build web/public docs/quickstart.md docs/user docs/operations web/index.html web/vite.config.ts web/package-lock.json -type f 2>/dev/null)
TOOLS := $(CURDIR)/.cache/tools
RETRY := $(CURDIR)/scripts/retry.sh

export CGO_ENABLED ?= 0
# Everywhere the same, so that build, lint and tests compile each package once.
export GOFLAGS := $(strip $(filter-out -trimpath,$(GOFLAGS)) -trimpath)

.PHONY: help run demo dev build check test test-go test-superset test-superset-all test-web test-e2e test-percli sample-metrics fuzz crash bench docs generate fmt lint tools modules clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## build everything and start on http://localhost:8080 with the data in ./data
	@exec ./bin/dashkeep serve --data ./data --listen 127.0.0.1:8080

demo: build ## the same with a second project's worth of dashboards to look at
	@exec ./scripts/demo.sh

dev: web/node_modules/.package-lock.json ## server and web UI with reload while you edit
	@exec ./scripts/dev.sh

build: web/dist/index.html ## build bin/dashkeep with the web UI inside
	$(GO) build -ldflags '$(LDFLAGS)' -o bin/dashkeep ./cmd/dashkeep

web/node_modules/.package-lock.json: web/package.json web/package-lock.json
	cd web && $(RETRY) $(NPM) ci --no-audit --no-fund
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_SOURCES)
	cd web && npm run --silent build

check: tools web/node_modules/.package-lock.json ## format, lint, generated code, contract and floor plan
	./scripts/check.sh

test: ## install what the tests need and run every test
	./scripts/test.sh all

test-go: ## the Go tests alone
	./scripts/test.sh go

test-superset: ## the Go tests that start Superset servers alone, on 6.1 and 4.1
	./scripts/test.sh superset

test-superset-all: ## the same on every version that test/superset knows
	SUPERSET_VERSIONS="6.1 6.0 5.0 4.1" ./scripts/test.sh superset

test-web: ## the tests of the web UI's models and components alone
	./scripts/test.sh web

test-e2e: ## the browser tests alone
	./scripts/test.sh e2e

test-percli: ## walk the real command line of Perses through the server
	./scripts/percli.sh

fuzz: ## try many more inputs on the fuzz targets than `make test` does; FUZZ_INPUTS=N says how many
	FUZZ_INPUTS=$${FUZZ_INPUTS:-200000} ./scripts/test.sh fuzz

crash: ## kill working processes 50 times on each engine instead of 10; DASHKEEP_TEST_KILLS=N says how often
	DASHKEEP_TEST_KILLS=$${DASHKEEP_TEST_KILLS:-50} $(GO) test ./internal/core/run -run '^TestKilled' -count=1 -v

DOCS ?= internal/testkit/documents/files
sample-metrics: ## serve metrics for every query of the documents in DOCS, for a Prometheus (honor_labels) to scrape
	$(GO) run ./internal/testkit/samples/serve $(DOCS)

bench: build ## measure and print the figures of docs/benchmarks.md
	./scripts/bench.sh

docs: ## write the pages of docs/ that come from the code
	./scripts/docs.sh

generate: tools web/node_modules/.package-lock.json ## write the code that is generated from the contract
	cd api && $(TOOLS)/oapi-codegen -config codegen.yaml openapi.yaml
	cd web && npm run --silent generate

fmt: tools web/node_modules/.package-lock.json ## format everything
	$(TOOLS)/golangci-lint fmt ./...
	cd web && npm run --silent format

lint: tools ## lint the Go code alone
	$(TOOLS)/golangci-lint run ./...

tools: $(TOOLS)/oapi-codegen $(TOOLS)/golangci-lint $(TOOLS)/testsummary

.PHONY: testsummary
testsummary: $(TOOLS)/testsummary

modules: ## download what the Go code imports
	@$(RETRY) $(GO) mod download
	@cd tools && $(RETRY) $(GO) mod download

$(TOOLS)/oapi-codegen: tools/go.sum
	@./scripts/tool.sh github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen

$(TOOLS)/golangci-lint: tools/go.sum
	@./scripts/tool.sh github.com/golangci/golangci-lint/v2/cmd/golangci-lint

$(TOOLS)/testsummary: tools/go.mod $(wildcard tools/testsummary/*.go)
	cd tools && $(GO) build -o $@ ./testsummary

clean: ## remove what was built; the data stays
	rm -rf bin .cache
	find web/dist -mindepth 1 ! -name .gitkeep -delete
