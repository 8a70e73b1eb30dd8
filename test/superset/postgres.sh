#!/bin/sh
# postgres.sh serve|start|stop DIR PORT: a PostgreSQL of its own in DIR on 127.0.0.1:PORT, where every connection
# by TCP needs a password (scram-sha-256). "serve" runs it in the foreground, "start" in the background until it
# answers, and prints the process id. The superuser is "warehouse"; WAREHOUSE_PASSWORD gives its password the
# first time. PG_BIN names the folder of the binaries. As root it runs as the user "postgres" (PG_USER names
# another), who must be able to enter DIR.
set -eu

usage='usage: postgres.sh serve|start|stop DIR PORT'
action=${1:?$usage}
mkdir -p "${2:?$usage}"
data=$(cd "$2" && pwd)/data
port=${3:?$usage}
bin=${PG_BIN:-$("$(dirname "$0")/../../scripts/ensure-postgres.sh")}
user=${PG_USER:-postgres}

# The server refuses root.
as_user=""
[ "$(id -u)" != 0 ] || as_user="setpriv --reuid=$user --regid=$user --init-groups"

make_cluster() {
	mkdir -p "$data"
	file=$(mktemp)
	trap 'rm -f "$file"' EXIT
	printf '%s\n' "${WAREHOUSE_PASSWORD:?the password for the superuser warehouse}" >"$file"
	[ -z "$as_user" ] || chown "$user" "$data" "$file"
	(cd / && $as_user "$bin/initdb" -D "$data" -U warehouse --auth=scram-sha-256 --pwfile="$file" -E UTF8 --no-locale --no-sync >/dev/null)
	rm -f "$file"
	trap - EXIT
	cat >>"$data/postgresql.conf" <<-CONF
		listen_addresses = '127.0.0.1'
		unix_socket_directories = ''
		fsync = off
		max_connections = 200
		shared_buffers = 32MB
	CONF
}

case $action in
serve | start)
	[ -f "$data/PG_VERSION" ] || make_cluster
	unset WAREHOUSE_PASSWORD
	cd /
	[ "$action" = start ] || exec $as_user "$bin/postgres" -D "$data" -p "$port"
	$as_user "$bin/pg_ctl" -D "$data" -l "$data/log" -w -s -o "-p $port" start
	head -n 1 "$data/postmaster.pid"
	;;
stop)
	cd /
	$as_user "$bin/pg_ctl" -D "$data" -m fast -w -s stop
	;;
*)
	echo "$usage" >&2
	exit 2
	;;
esac
