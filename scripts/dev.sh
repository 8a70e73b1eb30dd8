#!/bin/sh
# The server and the web UI with reload: the server is built and started again
# when its sources change, the web UI reloads itself. Ctrl+C stops both.
#
#   DEV_DATA    the data folder, default ./data
#   DEV_LISTEN  the server's address, default 127.0.0.1:8080
set -eu
cd "$(dirname "$0")/.."
data="${DEV_DATA:-./data}"
listen="${DEV_LISTEN:-127.0.0.1:8080}"
work=$(mktemp -d)
server=""
web=""

stop() {
	[ -z "$1" ] || { kill "$1" 2>/dev/null && wait "$1" 2>/dev/null; } || true
}
finish() {
	trap - EXIT INT TERM HUP
	stop "$server"
	stop "$web"
	rm -rf "$work"
	exit 0
}
trap finish EXIT INT TERM HUP

# changed says whether a source is newer than the last build. Folders count too,
# so that a deleted file is noticed.
changed() {
	[ -n "$(find cmd internal api migrations web/embed.go go.mod go.sum \( -type d -o -name '*.go' -o -name '*.sql' \
		-o -name '*.yaml' -o -name '*.json' -o -name 'go.*' \) -newer "$work/built" -print -quit)" ]
}

restart() {
	touch "$work/built"
	# As make build does it, so that both use one cache.
	if ! go build -trimpath -o "$work/next" ./cmd/dashkeep; then
		echo "dev: the server does not build; the old one goes on" >&2
		return
	fi
	stop "$server"
	mv "$work/next" "$work/dashkeep"
	DASHKEEP_BASE_URL="${DASHKEEP_BASE_URL:-http://localhost:5173}" \
		"$work/dashkeep" serve --data "$data" --listen "$listen" &
	server=$!
}

echo "dev: building the server; the first time takes minutes"
restart
(cd web && DASHKEEP_DEV_BACKEND="http://$listen" exec node node_modules/vite/bin/vite.js --host 127.0.0.1 --port 5173 --strictPort) &
web=$!
echo "dev: open http://localhost:5173"
while kill -0 "$web" 2>/dev/null; do
	sleep 1
	if changed; then
		echo "dev: sources changed, building"
		restart
	fi
done
echo "dev: the web UI's server ended" >&2
