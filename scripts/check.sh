#!/bin/sh
# Format, lint, generated code, contract and floor plan. Prints what is wrong and
# ends with status 1.
#
#   CHECK_TESTS=0  without the Go tests among them: `make test` runs those too
set -eu
cd "$(dirname "$0")/.."
tools="$PWD/.cache/tools"
tests="${CHECK_TESTS:-1}"
step() { printf '\n== %s\n' "$1"; }

step "generated code is fresh"
work=$(mktemp -d)
web=""
# An early end stops the web's half too.
trap '[ -z "$web" ] || kill "$web" 2>/dev/null || true; rm -rf "$work"' EXIT
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

# The web's half runs beside Go's and is printed after it.
check_web() {
	cd web
	step "web: types"
	npm run --silent typecheck
	step "web: lint"
	npm run --silent lint
	step "web: format"
	npm run --silent format:check
}
(
	set -e
	check_web
) >"$work/web" 2>&1 &
web=$!

step "module files are tidy"
GOFLAGS="${GOFLAGS:-} -mod=mod" go mod tidy -diff

step "Go: format"
"$tools/golangci-lint" fmt --diff ./... >"$work/format" 2>&1 || true
if [ -s "$work/format" ]; then
	head -n 60 "$work/format" >&2
	echo "Go code is not formatted: run 'make fmt'" >&2
	exit 1
fi

step "Go: lint"
"$tools/golangci-lint" run --allow-parallel-runners ./...
(cd tools && go vet ./...)

if [ "$tests" != 0 ]; then
	step "Go: floor plan and contract"
	go test ./internal/archtest ./internal/app -run 'Floors|Fault|Room|Goroutines|Contract|Routes|Permission' -count=1
fi

step "documentation is fresh"
CHECK_TESTS="$tests" ./scripts/docs.sh --check

good=0
wait "$web" || good=1
web=""
cat "$work/web"
[ "$good" = 0 ] || exit 1
printf '\ncheck: all good\n'
