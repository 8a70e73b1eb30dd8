#!/bin/sh
# Format, lint, generated code, contract and floor plan. Prints what is wrong and
# ends with status 1 at the first step that finds something.
set -eu
cd "$(dirname "$0")/.."
tools="$PWD/.cache/tools"
step() { printf '\n== %s\n' "$1"; }

step "generated code is fresh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp api/openapi.gen.go "$work/openapi.gen.go"
cp web/src/api/schema.gen.ts "$work/schema.gen.ts"
(cd api && "$tools/oapi-codegen" -config codegen.yaml openapi.yaml)
(cd web && npm run --silent generate >/dev/null)
fresh=0
cmp -s api/openapi.gen.go "$work/openapi.gen.go" || fresh=1
cmp -s web/src/api/schema.gen.ts "$work/schema.gen.ts" || fresh=1
if [ "$fresh" -ne 0 ]; then
	echo "generated code was stale: run 'make generate' and commit the result" >&2
	exit 1
fi

step "module files are tidy"
GOFLAGS=-mod=mod go mod tidy -diff

step "Go: format and lint"
"$tools/golangci-lint" fmt --diff ./... >"$work/format" 2>&1 || true
if [ -s "$work/format" ]; then
	head -n 60 "$work/format" >&2
	echo "Go code is not formatted: run 'make fmt'" >&2
	exit 1
fi
"$tools/golangci-lint" run ./...
(cd tools && go vet ./...)

step "Go: floor plan and contract"
go test ./internal/archtest ./internal/app -run 'Floors|Fault|Contract|Routes|Permission' -count=1

step "documentation is fresh"
./scripts/docs.sh --check

step "web: types, lint, format"
cd web
npm run --silent typecheck
npm run --silent lint
npm run --silent format:check
printf '\ncheck: all good\n'
