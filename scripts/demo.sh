#!/bin/sh
# Starts Dashkeep with something to look at: a project "demo" with dashboards, a
# policy and a check, and, when Debian's prometheus is installed, a real
# Prometheus that watches Dashkeep, itself and this machine. Everything listens on
# 127.0.0.1. Ctrl+C stops it all; the data stays in ./demo-data.
#
#   DEMO_DATA=./demo-data   DEMO_PORT=8080   DEMO_PROMETHEUS_PORT=9091
#   DEMO_MACHINE_PORT=9101  DEMO_BINARY=./bin/dashkeep
set -eu
cd "$(dirname "$0")/.."
data="${DEMO_DATA:-./demo-data}"
port="${DEMO_PORT:-8080}"
metrics_port="${DEMO_PROMETHEUS_PORT:-9091}"
machine_port="${DEMO_MACHINE_PORT:-9101}"
binary="${DEMO_BINARY:-./bin/dashkeep}"
base="http://127.0.0.1:$port"
children=""

finish() {
	status=$?
	trap - EXIT INT TERM HUP
	for child in $children; do kill "$child" 2>/dev/null || true; done
	for child in $children; do wait "$child" 2>/dev/null || true; done
	exit "$status"
}
trap finish EXIT
trap 'exit 0' INT TERM HUP
mkdir -p "$data"

# api METHOD PATH [BODY]: prints the answer; on a failure it goes to standard error.
api() {
	set -- "$1" "$base$2" "${3:-}"
	if [ -n "$3" ]; then
		answer=$(curl -sS --fail-with-body -X "$1" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' \
			--data-binary "$3" "$2") || { echo "demo: $1 $2: $answer" >&2 && return 1; }
	else
		answer=$(curl -sS --fail-with-body -X "$1" -H "Authorization: Bearer $token" "$2") ||
			{ echo "demo: $1 $2: $answer" >&2 && return 1; }
	fi
	echo "$answer"
}
has() { api GET "$1" >/dev/null 2>&1; }

start_prometheus() {
	cat >"$data/prometheus.yml" <<CONFIG
global: {scrape_interval: 5s, evaluation_interval: 5s}
scrape_configs:
  - {job_name: dashkeep, static_configs: [{targets: ["127.0.0.1:$port"]}]}
  - {job_name: prometheus, static_configs: [{targets: ["127.0.0.1:$metrics_port"]}]}
CONFIG
	if command -v prometheus-node-exporter >/dev/null 2>&1; then
		echo "  - {job_name: machine, static_configs: [{targets: [\"127.0.0.1:$machine_port\"]}]}" >>"$data/prometheus.yml"
		prometheus-node-exporter --web.listen-address="127.0.0.1:$machine_port" >"$data/machine.log" 2>&1 &
		children="$children $!"
	fi
	prometheus --config.file="$data/prometheus.yml" --storage.tsdb.path="$data/prometheus" \
		--storage.tsdb.retention.time=7d --web.listen-address="127.0.0.1:$metrics_port" >"$data/prometheus.log" 2>&1 &
	children="$children $!"
}

# put FILE DATASOURCE: imports one dashboard, in place of an older one.
put() {
	body=$(node -e 'const [file, datasource] = process.argv.slice(1);
		const source = require("fs").readFileSync(file, "utf8");
		console.log(JSON.stringify({ source, datasource, overwrite: true }))' "$1" "$2")
	api POST /api/v1/projects/demo/imports "$body" >/dev/null
	echo "demo: imported $(basename "$1")"
}

fill() {
	token=$("$binary" --data "$data" admin create-token admin --label "make demo" --days 1 2>>"$data/dashkeep.log")
	has /api/v1/projects/demo || api POST /api/v1/projects \
		'{"kind":"Project","metadata":{"name":"demo"},"spec":{"display":{"name":"Demonstration"}}}' >/dev/null
	source=embedded
	if [ -n "$with_prometheus" ]; then
		source=prometheus
		has /api/v1/projects/demo/datasources/prometheus || api POST /api/v1/projects/demo/datasources '{
			"kind":"Datasource","metadata":{"name":"prometheus","project":"demo"},
			"spec":{"default":true,"display":{"name":"Prometheus of this machine"},"plugin":{"kind":"PrometheusDatasource","spec":{
			"scrapeInterval":"5s","proxy":{"kind":"HTTPProxy","spec":{"url":"http://127.0.0.1:'"$metrics_port"'"}}}}}}' >/dev/null
		put scripts/demo/prometheus.json "$source"
		! command -v prometheus-node-exporter >/dev/null 2>&1 || put scripts/demo/machine.json "$source"
	fi
	put scripts/demo/service-overview.json "$source"
	put scripts/demo/grafana-go-process.json "$source"
	put scripts/demo/broken-on-purpose.json "$source"
	[ "$(api GET /api/v1/projects/demo/policies)" != "[]" ] || api POST /api/v1/projects/demo/policies '{
		"name":"Every day","description":"All dashboards, spread over the whole day","environment":"builtin",
		"assets":{"kind":"rule","states":["draft","active"]},"days":[0,1,2,3,4,5,6],
		"window_start":"00:00","window_end":"23:59","time_zone":"UTC"}' >/dev/null
}

with_prometheus=""
if command -v prometheus >/dev/null 2>&1; then
	with_prometheus=yes
	start_prometheus
else
	echo "demo: Debian's package prometheus is not installed; the dashboards use the embedded one"
fi
DASHKEEP_OUTBOUND_ALLOW="127.0.0.1/32:$metrics_port" DASHKEEP_OUTBOUND_ALLOW_PROJECTS="127.0.0.1/32:$metrics_port" \
	"$binary" serve --data "$data" --listen "127.0.0.1:$port" 2>"$data/dashkeep.log" &
server=$!
children="$children $server"
tries=0
until curl -sf "$base/ready" >/dev/null; do
	tries=$((tries + 1))
	if [ "$tries" -gt 150 ] || ! kill -0 "$server" 2>/dev/null; then
		echo "demo: the server did not start; see $data/dashkeep.log" >&2
		exit 1
	fi
	sleep 0.2
done
fill
# The metrics need a few scrapes before a check says anything.
sleep 20
api POST /api/v1/projects/demo/validations '{}' >/dev/null
echo "demo: open http://localhost:$port/p/demo/dashboards; Ctrl+C stops everything"
wait "$server"
