#!/bin/sh
# start.sh INSTALLATION DIR PORT: Superset on 127.0.0.1:PORT in the background, with its home in
# DIR/superset-PORT. Prints the process id (also in DIR/superset-PORT/pid) once /health answers; stop.sh ends
# it. It wants SUPERSET_ADMIN_PASSWORD and SUPERSET_TEST_METADATA, as serve.sh does.
set -eu

usage='usage: start.sh INSTALLATION DIR PORT'
installation=${1:?$usage}
mkdir -p "${2:?$usage}"
home=$(cd "$2" && pwd)/superset-${3:?$usage}
port=$3
here=$(cd "$(dirname "$0")" && pwd)

if [ -f "$home/pid" ] && kill -0 "$(cat "$home/pid")" 2>/dev/null; then
	echo "start.sh: already running on $port" >&2
	exit 1
fi
mkdir -p "$home"
chmod 700 "$home"
nohup "$here/serve.sh" "$installation" "$home" "127.0.0.1:$port" "$port" >>"$home/log" 2>&1 </dev/null &
pid=$!
echo "$pid" >"$home/pid"

tries=0
while [ "$tries" -lt 480 ] && kill -0 "$pid" 2>/dev/null; do
	if "$installation/venv/bin/python" -c "import urllib.request as r; r.urlopen('http://127.0.0.1:$port/health', timeout=5)" 2>/dev/null; then
		echo "$pid"
		exit 0
	fi
	tries=$((tries + 1))
	sleep 0.5
done
echo "start.sh: no answer on port $port; the end of $home/log:" >&2
tail -n 20 "$home/log" >&2
kill "$pid" 2>/dev/null || true
exit 1
