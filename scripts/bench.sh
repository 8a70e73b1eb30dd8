#!/bin/sh
# Measures what docs/benchmarks.md tells and prints it as a table: what, how much,
# the goal, and how it was measured. Takes about ten minutes.
#
#   BENCH_BINARY=./bin/dashkeep  BENCH_PORT=18099
#   BENCH_RUNS=1000000           how many runs the hub's list looks at
#   BENCH_ONLY="size process browser start items checks hub enforce plan"
set -eu
cd "$(dirname "$0")/.."
binary="${BENCH_BINARY:-./bin/dashkeep}"
port="${BENCH_PORT:-18099}"
only="${BENCH_ONLY:-size process browser start items checks hub enforce plan}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
table="$work/table"
: >"$table"

note() { printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$4" >>"$table"; }
wants() { case " $only " in *" $1 "*) echo "bench: $1" >&2 ;; *) return 1 ;; esac; }

# bench PACKAGE PATTERN [FLAG…]: runs Go benchmarks, keeps their lines.
bench() {
	package=$1
	pattern=$2
	shift 2
	go test "$package" -run '^$' -bench "$pattern" -timeout 30m "$@" >"$work/out" 2>&1 || {
		cat "$work/out" >&2
		exit 1
	}
}

# metric LINE UNIT: the value before a unit in the benchmark's line.
metric() { awk -v line="$1" -v unit="$2" '$1 ~ line { for (i = 2; i <= NF; i++) if ($i == unit) { print $(i - 1); exit } }' "$work/out"; }

prepare() { # FOLDER
	printf 'a long password for the bench\n' >"$work/password"
	"$binary" --data "$1" admin create-user bench --admin --password-file "$work/password" >/dev/null 2>&1
}

size() {
	bytes=$(wc -c <"$binary")
	note "binary" "$(awk -v b="$bytes" 'BEGIN { printf "%.1f MB", b / 1e6 }')" "" "bytes of $binary, web UI and metrics store inside"
}

start() {
	bench ./internal/core/run/engine '^BenchmarkStart$' -benchtime 1x
	for engine in sqlite postgres; do
		note "start of a run of 5 000 items, $engine" "$(metric "/$engine" p50-ms) ms (slowest $(metric "/$engine" max-ms) ms)" "300 ms" \
			"20 starts while workers do $(metric "/$engine" items/s | cut -d. -f1) items/s of the runs before"
	done
}

items() {
	bench ./internal/core/run/engine '^Benchmark(SmallBesideBig|Items|ItemsOfManyRuns)$' -benchtime 3x
	for engine in sqlite postgres; do
		note "a run of one item beside a big one, $engine" "$(metric "SmallBesideBig/$engine" small-ms) ms" "500 ms" \
			"from start to end, while a run of 1 000 items of 50 ms is under way"
		note "items that have nothing to do, $engine" "$(metric "BenchmarkItems/$engine" items/s | cut -d. -f1) items/s" "" \
			"runs of 1 000; $(metric "ItemsOfManyRuns/$engine" items/s | cut -d. -f1) items/s in 40 runs of 25 at once"
	done
	bench ./internal/core/run/engine '^BenchmarkWaiting$'
	for engine in sqlite postgres; do
		note "who is next of 1 000 runs, $engine" "$(awk -v n="$(metric "Waiting/$engine/claim" ns/op)" 'BEGIN { printf "%.1f ms", n / 1e6 }')" "" \
			"read in the transaction that claims an item; $(awk -v n="$(metric "Waiting/$engine/look" ns/op)" 'BEGIN { printf "%.1f ms", n / 1e6 }') when none can begin"
	done
}

# A server of its own, which keeps what it has promised to keep.
postgres_server() {
	bin=$(./scripts/ensure-postgres.sh)
	mkdir "$work/postgres"
	as=""
	if [ "$(id -u)" -eq 0 ]; then # as which PostgreSQL does not run
		as="runuser -u postgres --"
		chmod 755 "$work"
		chown postgres "$work/postgres"
	fi
	$as "$bin/initdb" --auth=trust --username=dashkeep --encoding=UTF8 --locale=C --pgdata="$work/postgres/data" >/dev/null
	$as "$bin/pg_ctl" --wait --pgdata="$work/postgres/data" --log="$work/postgres/log" --options="-p $((port + 1)) \
		-c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/postgres" start >/dev/null
}

checks() {
	prepare "$work/checks"
	node web/bench/checks.mjs "$binary" "$work/checks" "$port" SQLite >>"$table"
	postgres_server
	trap '$as "$bin/pg_ctl" --mode=immediate --pgdata="$work/postgres/data" stop >/dev/null; rm -rf "$work"' EXIT
	export DASHKEEP_DATABASE_URL="postgres://dashkeep@127.0.0.1:$((port + 1))/postgres?sslmode=disable"
	"$binary" --data "$work/checks-postgres" migrate >/dev/null 2>&1
	prepare "$work/checks-postgres"
	node web/bench/checks.mjs "$binary" "$work/checks-postgres" "$port" PostgreSQL >>"$table"
	unset DASHKEEP_DATABASE_URL
}

hub() {
	runs="${BENCH_RUNS:-1000000}"
	HUB_BENCH_RUNS=$runs
	export HUB_BENCH_RUNS
	bench ./internal/feature/runhub '^BenchmarkHub$' -benchtime 1x
	unset HUB_BENCH_RUNS
	for engine in sqlite postgres; do
		for page in first_page tab_failed page_in_the_middle; do
			note "runs: $page, $engine" "$(metric "/$engine/$page\$|/$engine/$page-" p50-ms) ms (p95 $(metric "/$engine/$page\$|/$engine/$page-" p95-ms) ms)" \
				"50 ms" "100 reads of 50 rows out of $runs runs"
		done
	done
}

enforce() {
	bench ./internal/feature/query/... '^Benchmark(Enforce|Parse|Proxy)'
	alone=$(metric BenchmarkParse_alone ns/op)
	fresh=$(metric BenchmarkEnforce_uncached ns/op)
	known=$(metric BenchmarkEnforce_memoised ns/op)
	note "PromQL: parse and enforce" "$(awk -v n="$fresh" 'BEGIN { printf "%.1f µs", n / 1000 }')" "" \
		"$(awk -v a="$fresh" -v b="$alone" 'BEGIN { printf "%.1f times Prometheus'"'"' parser alone (%.1f µs)", a / b, b / 1000 }')"
	note "PromQL: known query" "$(awk -v n="$known" 'BEGIN { printf "%.2f µs", n / 1000 }')" "" "the same query asked again"
	for encoding in identity gzip; do
		direct=$(metric "$encoding/direct=true" ns/op)
		through=$(metric "$encoding/direct=false" ns/op)
		note "metrics proxy adds, $encoding" "$(awk -v a="$through" -v b="$direct" 'BEGIN { printf "%.2f ms", (a - b) / 1e6 }')" "" \
			"25 series of 241 points, every query new: $(awk -v a="$through" -v b="$direct" 'BEGIN { printf "%.2f ms, %.2f ms straight from a server that has the answer ready", a / 1e6, b / 1e6 }')"
	done
}

plan() {
	bench ./internal/feature/policy/window '^BenchmarkThousandPolicies'
	note "window planner" "$(awk -v n="$(metric BenchmarkThousandPolicies ns/op)" 'BEGIN { printf "%.0f ms", n / 1e6 }')" "" \
		"a night of 1 000 policies of 500 dashboards, one core"
}

! wants size || size
if wants process; then
	prepare "$work/data"
	node web/bench/process.mjs "$binary" "$work/data" "$port" >>"$table"
fi
if wants browser; then
	chromium=$(./scripts/ensure-chromium.sh)
	[ -d "$work/data" ] || prepare "$work/data"
	node web/bench/draw.mjs "$binary" "$work/data" "$port" "$chromium" bench "$work/password" >>"$table"
fi
if wants start || wants items || wants hub; then
	./scripts/ensure-postgres.sh >/dev/null
fi
! wants start 2>/dev/null || start
! wants items 2>/dev/null || items
! wants checks || checks
! wants hub 2>/dev/null || hub
! wants enforce || enforce
! wants plan || plan

printf '\n%s, %s cores, load %s, %s\n\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)" \
	"$(nproc 2>/dev/null || sysctl -n hw.ncpu)" "$(cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown)" "$(go version | cut -d' ' -f3)"
{
	printf 'what\thow much\tgoal\thow it was measured\n'
	cat "$table"
} | awk -F '\t' '{ for (i = 1; i <= NF; i++) { cell[NR, i] = $i; if (length($i) > width[i]) width[i] = length($i) } }
	END { for (r = 1; r <= NR; r++) printf "%-*s  %-*s  %-*s  %s\n", width[1], cell[r, 1], width[2], cell[r, 2], width[3], cell[r, 3], cell[r, 4] }'
