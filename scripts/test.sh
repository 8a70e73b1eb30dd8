#!/bin/sh
# Installs what the tests need and runs them: `test.sh all|go|web|e2e`.
# Ends with a line for each runner and one for all: "total: N passed, N failed".
#
#   RACE=0      without the race detector
#   FUZZ_INPUTS=N how many inputs each fuzz target gets; 0 leaves them out
set -eu
cd "$(dirname "$0")/.."
what="${1:-all}"
fuzz_inputs="${FUZZ_INPUTS:-40000}"
report="$PWD/.cache/test"
mkdir -p "$report"
rm -f "$report"/*.txt
failed=0

need() {
	"./scripts/ensure-$1.sh" >"$report/$1.path" || {
		echo "test: $1 is needed and could not be installed" >&2
		exit 1
	}
}

# note NAME PASSED FAILED: keeps a runner's result for the end.
note() {
	echo "$1: $2 passed, $3 failed" >>"$report/summary.txt"
	echo "$2 $3" >>"$report/counts.txt"
	[ "$3" -eq 0 ] || failed=1
}

run_go() {
	need postgres
	make --no-print-directory testsummary
	race=""
	if [ "${RACE:-1}" != 0 ]; then
		need cc
		race="-race"
		CGO_ENABLED=1
		export CGO_ENABLED
	fi
	export DBTEST_REQUIRE_POSTGRES=1
	# shellcheck disable=SC2086
	go test -json $race -timeout 25m ./... 2>&1 | .cache/tools/testsummary | tee "$report/go.out" || true
	line=$(grep '^go: ' "$report/go.out" | tail -n 1)
	if [ -z "$line" ]; then
		note go 0 1
		return
	fi
	note go "$(echo "$line" | sed 's/^go: \([0-9]*\) passed.*/\1/')" "$(echo "$line" | sed 's/.* \([0-9]*\) failed.*/\1/')"
	[ "$fuzz_inputs" = 0 ] || run_fuzz
}

# A number of inputs, not a time: when a time is over, Go's own fuzzing
# coordinator may fail with "context deadline exceeded" though no input did
# (go.dev/issue/75804, mended in Go 1.27).
run_fuzz() {
	good=0
	bad=0
	for file in $(grep -rl --include='*_test.go' '^func Fuzz' internal); do
		for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
			echo "fuzz  ./$(dirname "$file") $target with $fuzz_inputs inputs"
			if CGO_ENABLED=0 go test "./$(dirname "$file")" -run '^$' -fuzz "^$target\$" -fuzztime "${fuzz_inputs}x" >"$report/fuzz.out" 2>&1; then
				good=$((good + 1))
			else
				bad=$((bad + 1))
				cat "$report/fuzz.out"
			fi
		done
	done
	note fuzz "$good" "$bad"
}

count() { node -e 'const r=JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"));console.log(eval(process.argv[2])(r))' "$1" "$2"; }

run_web() {
	make --no-print-directory web/node_modules/.package-lock.json
	(cd web && npx vitest run --reporter=default --reporter=json --outputFile.json="$report/vitest.json") || true
	if [ -s "$report/vitest.json" ]; then
		note web "$(count "$report/vitest.json" 'r=>r.numPassedTests')" \
			"$(count "$report/vitest.json" 'r=>r.numFailedTests+(r.success?0:Math.max(0,r.numFailedTestSuites-r.numFailedTests))')"
	else
		note web 0 1
	fi
}

run_e2e() {
	need chromium
	need postgres
	need prometheus
	make --no-print-directory build
	for engine in sqlite postgres; do
		rm -f "$report/e2e.json"
		(cd web && E2E_ENGINE=$engine PLAYWRIGHT_JSON_OUTPUT_NAME="$report/e2e.json" npx playwright test --reporter=list,json) || true
		if [ -s "$report/e2e.json" ]; then
			note "browser on $engine" "$(count "$report/e2e.json" 'r=>r.stats.expected+r.stats.flaky')" \
				"$(count "$report/e2e.json" 'r=>r.stats.unexpected+r.stats.skipped+(r.errors||[]).length')"
		else
			note "browser on $engine" 0 1
		fi
	done
}

case "$what" in
go) run_go ;;
web) run_web ;;
e2e) run_e2e ;;
all)
	make --no-print-directory build
	run_web
	run_go
	run_e2e
	;;
*)
	echo "usage: test.sh all|go|web|e2e" >&2
	exit 2
	;;
esac

printf '\n'
cat "$report/summary.txt"
awk '{ passed += $1; failed += $2 } END { printf "total: %d passed, %d failed\n", passed, failed }' "$report/counts.txt"
exit "$failed"
