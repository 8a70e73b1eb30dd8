#!/bin/sh
# serve.sh INSTALLATION HOME BIND PORT: runs Superset in the foreground. INSTALLATION is a folder that install.sh
# made, HOME the server's own folder. BIND is what gunicorn listens on: 127.0.0.1:PORT, or fd://3 for a socket
# that the caller opened on PORT. The metadata database is one of the PostgreSQL server in SUPERSET_TEST_METADATA,
# made from the template the first time and kept; its name is in HOME/database. The password of the user "admin"
# comes from SUPERSET_ADMIN_PASSWORD; README.md tells the other variables.
set -eu

usage='usage: serve.sh INSTALLATION HOME BIND PORT'
installation=${1:?$usage}
home=${2:?$usage}
bind=${3:?$usage}
port=${4:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
: "${SUPERSET_ADMIN_PASSWORD:?the password for the user admin}"
: "${SUPERSET_TEST_METADATA:?a PostgreSQL server, postgresql://warehouse:PASSWORD@127.0.0.1:PORT}"

if [ ! -f "$home/database" ]; then
	mkdir -p "$home"
	chmod 700 "$home"
	head -c 42 /dev/urandom | base64 | tr -d '\n' >"$home/secret-key"
	name=superset_$(head -c 8 /dev/urandom | od -An -tx1 | tr -d ' \n')
	PG_BIN=${PG_BIN:-$("$here/../../scripts/ensure-postgres.sh")}
	export PG_BIN
	"$installation/venv/bin/python" -B "$here/metadata.py" make "$name" "$installation/$("$here/template.sh")/metadata.sql"
	echo "$name" >"$home/database"
fi
SUPERSET_TEST_DATABASE=$(cat "$home/database")
export SUPERSET_TEST_DATABASE
"$installation/venv/bin/python" -B "$here/metadata.py" password "$SUPERSET_TEST_DATABASE"
unset SUPERSET_ADMIN_PASSWORD

export SUPERSET_HOME="$home" SUPERSET_CONFIG_PATH="$here/superset_config.py" SUPERSET_TEST_PORT="$port"
SUPERSET_TEST_SECRET_KEY=$(cat "$home/secret-key")
export SUPERSET_TEST_SECRET_KEY
# What making the template did not import is compiled by the first server that does.
unset PYTHONDONTWRITEBYTECODE
# The default settings of Celery put two files into the working folder.
cd "$home"
# One worker: SimpleCache lives in the process.
exec "$installation/venv/bin/gunicorn" -w 1 -k gthread --threads 8 -t 120 --graceful-timeout 2 \
	--no-control-socket -b "$bind" "superset.app:create_app()"
