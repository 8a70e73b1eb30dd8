#!/bin/sh
# Writes what comes from the code: the settings, the table of permissions (for the web UI too), the
# tables of reasons, periodic work and metrics. With --check nothing is written, and a stale page is an error; with
# CHECK_TESTS=0 too the table is left to `make test`.
set -eu
cd "$(dirname "$0")/.."
page=docs/operations/configuration.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The settings as they are without a file, an environment and flags.
go build -o "$work/dashkeep" ./cmd/dashkeep
(cd "$work" && env -i ./dashkeep config print) >"$work/settings"
{
	sed '/^<!-- settings: begin -->$/q' "$page"
	printf '\n```yaml\n'
	sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' "$work/settings"
	printf '```\n\n'
	sed -n '/^<!-- settings: end -->$/,$p' "$page"
} >"$work/page"

case "${1:-}" in
--check)
	if ! cmp -s "$page" "$work/page"; then
		diff -u "$page" "$work/page" >&2 || true
		echo "$page is stale: run 'make docs' and commit the result" >&2
		exit 1
	fi
	[ "${CHECK_TESTS:-1}" = 0 ] || go test ./internal/core/access -run '^(TestDocumentation|TestWebTable)$' -count=1 >/dev/null || {
		echo "docs/operations/permissions.md or web/src/api/permissions.gen.ts is stale: run 'make docs' and commit the result" >&2
		exit 1
	}
	[ "${CHECK_TESTS:-1}" = 0 ] || go test ./internal/core/run -run '^TestDocumentation$' -count=1 >/dev/null || {
		echo "docs/operations/reasons.md is stale: run 'make docs' and commit the result" >&2
		exit 1
	}
	[ "${CHECK_TESTS:-1}" = 0 ] || go test ./internal/app -run 'Documented$' -count=1 >/dev/null || {
		echo "docs/operations/periodic-work.md or metrics.md is stale: run 'make docs' and commit the result" >&2
		exit 1
	}
	;;
"")
	cat "$work/page" >"$page"
	go test ./internal/core/access -run '^(TestDocumentation|TestWebTable)$' -count=1 -update >/dev/null
	go test ./internal/core/run -run '^TestDocumentation$' -count=1 -update >/dev/null
	go test ./internal/app -run 'Documented$' -count=1 -update >/dev/null
	;;
*)
	echo "usage: docs.sh [--check]" >&2
	exit 2
	;;
esac
