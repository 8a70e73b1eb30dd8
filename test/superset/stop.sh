#!/bin/sh
# stop.sh DIR PORT: ends the server that start.sh left on PORT and waits until it is gone.
set -eu

usage='usage: stop.sh DIR PORT'
pid=$(cat "${1:?$usage}/superset-${2:?$usage}/pid")
kill "$pid" 2>/dev/null || exit 0
tries=0
while [ "$tries" -lt 300 ]; do
	kill -0 "$pid" 2>/dev/null || exit 0
	tries=$((tries + 1))
	sleep 0.1
done
echo "stop.sh: process $pid on port $2 does not end" >&2
exit 1
