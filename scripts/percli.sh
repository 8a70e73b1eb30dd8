#!/bin/sh
# Walks the real command line of Perses through this server: builds percli from its
# module, with the versions and sums that it brings itself, and runs TestPercli.
#
#   PERCLI=/path/to/percli   another one than the one that is built
set -eu
cd "$(dirname "$0")/.."
version=v0.52.0
PERCLI="${PERCLI:-$PWD/.cache/tools/percli-$version}"
if [ ! -x "$PERCLI" ]; then
	work=$(mktemp -d)
	trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
	(cd "$work" && printf 'module percli\n\ngo 1.26\n' >go.mod && "$OLDPWD/scripts/retry.sh" go mod download "github.com/perses/perses@$version")
	cp -R "$(go env GOMODCACHE)/github.com/perses/perses@$version" "$work/perses"
	chmod -R u+w "$work/perses"
	(cd "$work/perses" && "$OLDPWD/scripts/retry.sh" go mod download && CGO_ENABLED=0 go build -o "$PERCLI" ./cmd/percli)
fi
export PERCLI
exec env CGO_ENABLED=0 go test -tags percli -run 'TestPercli$' -count=1 ./internal/app
