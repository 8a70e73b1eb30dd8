#!/bin/sh
# serve.sh INSTALLATION HOME BIND PORT: runs Superset in the foreground. INSTALLATION is a folder that install.sh
# made, HOME the server's own, filled from the template the first time and kept. BIND is what gunicorn listens
# on: 127.0.0.1:PORT, or fd://3 for a socket that the caller opened on PORT. The password of the user "admin"
# comes from SUPERSET_ADMIN_PASSWORD; README.md tells the other variables.
set -eu

usage='usage: serve.sh INSTALLATION HOME BIND PORT'
installation=${1:?$usage}
home=${2:?$usage}
bind=${3:?$usage}
port=${4:?$usage}
here=$(cd "$(dirname "$0")" && pwd)
: "${SUPERSET_ADMIN_PASSWORD:?the password for the user admin}"

if [ ! -f "$home/superset.db" ]; then
	mkdir -p "$home"
	chmod 700 "$home"
	head -c 42 /dev/urandom | base64 | tr -d '\n' >"$home/secret-key"
	cp "$installation/$("$here/template.sh")/superset.db" "$home/superset.db.new"
	mv "$home/superset.db.new" "$home/superset.db"
fi
"$installation/venv/bin/python" "$here/metadata.py" password "$home/superset.db"
unset SUPERSET_ADMIN_PASSWORD

export SUPERSET_HOME="$home" SUPERSET_CONFIG_PATH="$here/superset_config.py" SUPERSET_TEST_PORT="$port"
SUPERSET_TEST_SECRET_KEY=$(cat "$home/secret-key")
export SUPERSET_TEST_SECRET_KEY PYTHONDONTWRITEBYTECODE=1
# The default settings of Celery put two files into the working folder.
cd "$home"
# One worker: SQLite takes one writer, and SimpleCache lives in the process.
exec "$installation/venv/bin/gunicorn" -w 1 -k gthread --threads 8 -t 120 --graceful-timeout 2 \
	--no-control-socket -b "$bind" "superset.app:create_app()"
