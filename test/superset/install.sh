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
	# Without compiled bytecode the first start takes up to a minute.
	"$retry" "$venv/bin/uv" pip install -q --compile-bytecode --python "$venv/bin/python" \
		-r "$here/requirements-$version.txt" -c "$here/constraints-$version.txt"
	: >"$venv/installed"
fi

if [ ! -e "$template/made" ]; then
	rm -rf "$template"
	mkdir -p "$template"
	export SUPERSET_HOME="$template" SUPERSET_CONFIG_PATH="$here/superset_config.py" FLASK_APP=superset
	export SUPERSET_TEST_SECRET_KEY=only-for-making-the-template-of-a-server PYTHONDONTWRITEBYTECODE=1
	# The default settings of Celery put files into the working folder.
	cd "$template"
	{
		"$venv/bin/superset" db upgrade
		# A server gives this user the password that it is told.
		"$venv/bin/superset" fab create-admin --username admin --firstname Ada --lastname Admin \
			--email admin@example.test --password "$(head -c 24 /dev/urandom | base64)"
		"$venv/bin/superset" init
		"$venv/bin/python" "$here/metadata.py" like-postgres "$template/superset.db"
	} >"$template/log" 2>&1 || {
		tail -n 20 "$template/log" >&2
		exit 1
	}
	: >"$template/made"
fi
