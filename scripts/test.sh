#!/bin/sh
# Installs what the tests need and runs them: `test.sh all|go|superset|web|e2e|fuzz`.
# Ends with what was tried again, a line for each runner and one for all:
# "total: N passed, N failed". Go tests are never tried again.
#
#   RACE=0        without the race detector
#   SUPERSET=0    without the tests that start Superset servers, for want of Python 3.10 or 3.11
#   SUPERSET_VERSIONS  those that the servers are of: "6.1 4.1"
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

# Superset is installed beside the tests that don't start it.
export SUPERSETTEST_VERSIONS="${SUPERSET_VERSIONS:-6.1 4.1}"
installing=""
begin_superset() {
	[ "${SUPERSET:-1}" != 0 ] || return 0
	# shellcheck disable=SC2086
	nice -n 10 ./scripts/ensure-superset.sh $SUPERSETTEST_VERSIONS >"$report/superset.out" 2>&1 &
	installing=$!
}

# Waits for what begin_superset began, or tries again what failed there. Without it the
# tests fail and say so.
have_superset() {
	export SUPERSETTEST_REQUIRE=1
	# shellcheck disable=SC2086
	./scripts/ensure-superset.sh $SUPERSETTEST_VERSIONS >"$report/superset.out" || true
}

# The packages whose tests start Superset servers.
superset_packages() {
	listed=$(go list -test -f '{{.ImportPath}} {{join .Deps " "}} ' ./...) || return 1
	echo "$listed" | sed -n 's|^\([^ ]*\)\.test .*/internal/testkit/supersettest[ [].*|\1|p'
}

# lines_of FIRST with|without SECOND: those of a list that are, or are not, in another too.
lines_of() {
	if [ "$2" = with ]; then echo "$1" | grep -xF "$3" || true; else echo "$1" | grep -vxF "$3" || true; fi
}

# go_tests FLAGS... PACKAGES...: `make check` vets the code, so that the tests need not.
go_tests() {
	# shellcheck disable=SC2086
	go test -json -vet=off $fresh -timeout 25m "$@" 2>&1 || true
}

# with_race PACKAGES...: the race detector where goroutines are; archtest keeps the list true.
with_race() {
	CGO_ENABLED=1 go_tests -race "-gcflags=$unraced" "$@"
}

# run_lanes others superset: the Go tests but those with Superset servers, then those.
run_lanes() {
	raced=""
	# shellcheck disable=SC2046
	if ! all=$(go list ./...) || ! servers=$(superset_packages) ||
		{ [ "${RACE:-1}" != 0 ] && ! raced=$(go list $(cat scripts/race-packages.txt)); }; then
		# In the words of go test, so that nothing run is a failure.
		echo '{"Action":"fail","Package":"go list"}'
		return
	fi
	for lane in "$@"; do
		if [ "$lane" = others ]; then
			packages=$(lines_of "$all" without "$servers")
		else
			have_superset
			packages=$servers
		fi
		if [ -n "$raced" ]; then
			first=$(lines_of "$packages" with "$raced")
			# shellcheck disable=SC2086
			[ -z "$first" ] || with_race $first
			packages=$(lines_of "$packages" without "$raced")
			# What checks a hundred real documents takes too long with it.
			[ "$lane" != others ] || go_tests -run 'TestRealDashboards|TestEveryFeature' ./internal/app
		fi
		# shellcheck disable=SC2086
		[ -z "$packages" ] || go_tests $packages
		[ "$lane" != others ] || (cd tools && go_tests ./testsummary)
	done
}

# run_go LANES...
run_go() {
	need postgres
	[ "${RACE:-1}" = 0 ] || need cc
	make --no-print-directory testsummary
	export DBTEST_REQUIRE_POSTGRES=1
	run_lanes "$@" | .cache/tools/testsummary | tee "$report/go.out" || true
	line=$(grep '^go: ' "$report/go.out" | tail -n 1)
	if [ -z "$line" ]; then
		note go 0 1
		return
	fi
	sed -n -e '/^skip  /p' -e '/^not there: /p' "$report/go.out" >"$report/skipped.txt"
	[ "${SUPERSET:-1}" != 0 ] || echo "left out: the tests that start Superset servers" >>"$report/skipped.txt"
	note go "$(echo "$line" | sed 's/^go: \([0-9]*\) passed.*/\1/')" "$(echo "$line" | sed 's/.* \([0-9]*\) failed.*/\1/')"
}

go_lanes="others superset"
[ "${SUPERSET:-1}" != 0 ] || go_lanes=others

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
	begin_superset
	trap 'kill $installing 2>/dev/null || true' EXIT
	# shellcheck disable=SC2086
	run_go $go_lanes
	trap - EXIT
	run_percli
	run_fuzz
	;;
superset) run_go superset ;;
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
	begin_superset
	make --no-print-directory build
	# Beside the Go tests, which wait for databases and compile; told after them.
	web_tests >"$report/vitest.out" 2>&1 &
	web=$!
	trap 'kill $web $installing 2>/dev/null || true' EXIT
	# shellcheck disable=SC2086
	run_go $go_lanes
	run_percli
	wait "$web" || true
	trap - EXIT
	cat "$report/vitest.out"
	note_web
	run_fuzz
	run_e2e
	;;
*)
	echo "usage: test.sh all|go|superset|web|e2e|fuzz" >&2
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
