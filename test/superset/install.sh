#!/bin/sh
# install.sh VERSION DIR: Apache Superset of VERSION (4.1, 5.0, 6.0 or 6.1) in DIR/venv, and in DIR/template-SUM
# an empty metadata database from a copy of which every server starts. DIR must keep its name afterwards: a
# virtual environment knows its own path. Does nothing where both stand. PYTHON names the interpreter, which
# must be Python 3.10 or 3.11 with its modules venv and ensurepip; scripts/ensure-superset.sh finds or installs
# one, and is what to call.
set -eu

version=${1:?usage: install.sh VERSION DIR}
mkdir -p "${2:?usage: install.sh VERSION DIR}"
dir=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
retry=$here/../../scripts/retry.sh
python=${PYTHON:-python3}
venv=$dir/venv
template=$dir/$("$here/template.sh")

[ -f "$here/constraints-$version.txt" ] || {
	echo "install.sh: no constraints for Superset $version" >&2
	exit 2
}
"$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 11))' 2>/dev/null || {
	echo "install.sh: $python is not Python 3.10 or 3.11 with venv and ensurepip" >&2
	exit 2
}

if [ ! -e "$venv/installed" ]; then
	echo "installing Superset $version in $dir" >&2
	rm -rf "$venv"
	"$python" -m venv "$venv"
	"$retry" "$venv/bin/pip" install -q --disable-pip-version-check 'uv<1'
	# uv does not read pip's settings, and a registry that stands there is meant for it too.
	index=$("$venv/bin/pip" config get global.index-url 2>/dev/null) || index=""
	[ -z "$index" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
	# The cache beside DIR: versions share most packages, and uv links instead of copying.
	export UV_CACHE_DIR="${UV_CACHE_DIR:-$(dirname "$dir")/uv-cache}"
	# Compiling all of it takes as long as everything else; making the template compiles what a server imports.
	"$retry" "$venv/bin/uv" pip install -q --no-compile-bytecode --python "$venv/bin/python" \
		-r "$here/requirements-$version.txt" -c "$here/constraints-$version.txt"
	: >"$venv/installed"
fi

[ ! -e "$template/made" ] || exit 0

# Made in a PostgreSQL that lives as long as this takes.
work=$(mktemp -d)
chmod 755 "$work"
PG_BIN=$("$here/../../scripts/ensure-postgres.sh")
port=$("$venv/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
WAREHOUSE_PASSWORD=$(head -c 18 /dev/urandom | base64 | tr -d '/+=')
export PG_BIN WAREHOUSE_PASSWORD
finish() {
	"$here/postgres.sh" stop "$work" "$port" || true
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 1' INT TERM HUP
"$here/postgres.sh" start "$work" "$port" >/dev/null

rm -rf "$template"
mkdir -p "$template"
export SUPERSET_HOME="$work" SUPERSET_CONFIG_PATH="$here/superset_config.py" FLASK_APP=superset
unset PYTHONDONTWRITEBYTECODE
export SUPERSET_TEST_METADATA="postgresql://warehouse:$WAREHOUSE_PASSWORD@127.0.0.1:$port" SUPERSET_TEST_DATABASE=postgres
export SUPERSET_TEST_SECRET_KEY=only-for-making-the-template-of-a-server
# The default settings of Celery put files into the working folder.
cd "$template"
{
	"$venv/bin/python" "$here/make_template.py"
	"$venv/bin/python" "$here/metadata.py" dump postgres "$template/metadata.sql"
} >"$template/log" 2>&1 || {
	tail -n 20 "$template/log" >&2
	exit 1
}
: >"$template/made"
