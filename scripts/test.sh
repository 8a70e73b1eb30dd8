#!/bin/sh
# Installs what the tests need and runs them: `test.sh all|go|web|e2e|fuzz`.
# Ends with what was tried again, a line for each runner and one for all:
# "total: N passed, N failed". Go tests are never tried again.
#
#   RACE=0        without the race detector
#   FUZZ_INPUTS=N how many inputs each fuzz target gets beside its seeds, which are
#                 tests like others; 0 leaves them out. `make fuzz` tries many more.
#   E2E_ENGINES   the databases of the browser tests: "sqlite postgres"
set -eu
cd "$(dirname "$0")/.."
what="${1:-all}"
fuzz_inputs="${FUZZ_INPUTS:-500}"
# A few inputs need no guidance, for which every package below is compiled again.
fuzz_guided=""
[ "$what" != fuzz ] || fuzz_guided="-fuzz=Fuzz"
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

# A result that an earlier run of the same tests left says nothing in CI.
fresh=""
[ "${CI:-}" != true ] || fresh="-count=1"

# SQLite is C that was translated, with one lock around each connection: watching its
# every access finds nothing and makes the tests of databases four times as long. Only
# the translation is left out: a package that uses sync.Map brings its own copy of it,
# and the linker may take that one for the whole program, where it then hides what has
# happened before what.
unraced="modernc.org/sqlite/lib=-race=false"

# go_tests FLAGS... PACKAGES...: `make check` vets the code, so that the tests need not.
go_tests() {
	# shellcheck disable=SC2086
	go test -json -vet=off $fresh -timeout 25m "$@" 2>&1 || true
}

run_go() {
	need postgres
	[ "${RACE:-1}" = 0 ] || need cc
	make --no-print-directory testsummary
	export DBTEST_REQUIRE_POSTGRES=1
	{
		if [ "${RACE:-1}" != 0 ]; then
			# The race detector where goroutines are; archtest keeps the list true.
			# shellcheck disable=SC2046
			CGO_ENABLED=1 go_tests -race "-gcflags=$unraced" $(cat scripts/race-packages.txt)
			# shellcheck disable=SC2046
			go_tests $(go list ./... | grep -vxF "$(sed 's|^\./|github.com/dashkeep/dashkeep/|' scripts/race-packages.txt)")
			# What checks a hundred real documents takes too long with it.
			go_tests -run 'TestRealDashboards|TestEveryFeature' ./internal/app
		else
			go_tests ./...
		fi
		(cd tools && go_tests ./testsummary)
	} | .cache/tools/testsummary | tee "$report/go.out" || true
	line=$(grep '^go: ' "$report/go.out" | tail -n 1)
	if [ -z "$line" ]; then
		note go 0 1
		return
	fi
	sed -n -e '/^skip  /p' -e '/^not there: /p' "$report/go.out" >"$report/skipped.txt"
	note go "$(echo "$line" | sed 's/^go: \([0-9]*\) passed.*/\1/')" "$(echo "$line" | sed 's/.* \([0-9]*\) failed.*/\1/')"
	run_percli
}

# The real command line of Perses, which is built from its module.
run_percli() {
	if ./scripts/percli.sh >"$report/percli.out" 2>&1; then
		note percli 1 0
	else
		cat "$report/percli.out"
		note percli 0 1
	fi
}

# A number of inputs, not a time: when a time is over, Go's own fuzzing
# coordinator may fail with "context deadline exceeded" though no input did
# (go.dev/issue/75804, mended in Go 1.27). Each package is built once for all its
# targets.
run_fuzz() {
	[ "$fuzz_inputs" != 0 ] || return 0
	good=0
	bad=0
	for package in $(grep -rl --include='*_test.go' '^func Fuzz' internal | xargs -n 1 dirname | sort -u); do
		binary="$report/fuzz.test"
		kept="$(go env GOCACHE)/fuzz/github.com/dashkeep/dashkeep/$package"
		mkdir -p "$kept"
		# shellcheck disable=SC2086
		if ! CGO_ENABLED=0 go test -c -vet=off $fuzz_guided -o "$binary" "./$package"; then
			bad=$((bad + 1))
			continue
		fi
		for target in $(cat "$package"/*_test.go | sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p'); do
			echo "fuzz  ./$package $target with $fuzz_inputs inputs"
			if (cd "$package" && "$binary" -test.run '^$' -test.fuzz "^$target\$" -test.fuzztime "${fuzz_inputs}x" \
				-test.fuzzcachedir "$kept") >"$report/fuzz.out" 2>&1; then
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

web_tests() {
	rm -f "$report/vitest.json"
	(cd web && npx vitest run --reporter=default --reporter=json --outputFile.json="$report/vitest.json") || true
}

note_web() {
	if [ -s "$report/vitest.json" ]; then
		note web "$(count "$report/vitest.json" 'r=>r.numPassedTests')" \
			"$(count "$report/vitest.json" 'r=>r.numFailedTests+(r.success?0:Math.max(0,r.numFailedTestSuites-r.numFailedTests))')"
	else
		note web 0 1
	fi
}

run_e2e() {
	need chromium
	need prometheus
	make --no-print-directory build
	for engine in ${E2E_ENGINES:-sqlite postgres}; do
		[ "$engine" != postgres ] || need postgres
		rm -f "$report/e2e.json"
		(cd web && E2E_ENGINE=$engine PLAYWRIGHT_JSON_OUTPUT_NAME="$report/e2e.json" npx playwright test --reporter=list,json) || true
		if [ -s "$report/e2e.json" ]; then
			node scripts/retried.mjs "$report/e2e.json" "$engine" >>"$report/retried.txt"
			note "browser on $engine" "$(count "$report/e2e.json" 'r=>r.stats.expected+r.stats.flaky')" \
				"$(count "$report/e2e.json" 'r=>r.stats.unexpected+r.stats.skipped+(r.errors||[]).length')"
		else
			note "browser on $engine" 0 1
		fi
	done
}

case "$what" in
go)
	run_go
	run_fuzz
	;;
web)
	make --no-print-directory web/node_modules/.package-lock.json
	web_tests
	note_web
	;;
e2e) run_e2e ;;
fuzz) run_fuzz ;;
all)
	# What is missing is said before anything runs.
	for program in postgres cc chromium prometheus; do need "$program"; done
	make --no-print-directory build
	# Beside the Go tests, which wait for databases and compile; told after them.
	web_tests >"$report/vitest.out" 2>&1 &
	web=$!
	trap 'kill "$web" 2>/dev/null || true' EXIT
	run_go
	wait "$web" || true
	trap - EXIT
	cat "$report/vitest.out"
	note_web
	run_fuzz
	run_e2e
	;;
*)
	echo "usage: test.sh all|go|web|e2e|fuzz" >&2
	exit 2
	;;
esac

printf '\n'
for list in skipped retried; do
	[ ! -s "$report/$list.txt" ] || cat "$report/$list.txt"
done
cat "$report/summary.txt"
awk '{ passed += $1; failed += $2 } END { printf "total: %d passed, %d failed\n", passed, failed }' "$report/counts.txt"
exit "$failed"
