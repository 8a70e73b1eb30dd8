#!/bin/sh
# Installs Apache Superset for the tests: `ensure-superset.sh VERSION…` (4.1, 5.0, 6.0, 6.1). Prints the folder
# of each, which .cache/superset/VERSION links to; the folders are kept for every clone in ~/.cache/dashkeep.
# Where one stands that costs nothing, and two calls at once wait for each other: `make test` starts it beside
# other tests and calls it again before those that need it.
#
#   PYTHON  the interpreter, Python 3.10 or 3.11
#
# Exit status 1 when Python is missing and cannot be installed, or Superset cannot be.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || { echo "usage: ensure-superset.sh VERSION…" >&2; exit 2; }
retry="$PWD/scripts/retry.sh"
fail() { echo "ensure-superset: $1" >&2; exit 1; }

# The first Python of a version that Superset's packages are made for; "complete" asks for venv too.
find_python() {
	modules=sys
	[ "$1" != complete ] || modules="sys, venv, ensurepip"
	for python in ${PYTHON:-python3.11 python3.10 python3 /usr/bin/python3.11 /usr/bin/python3.10 /usr/bin/python3}; do
		if "$python" -c "import $modules; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 11))" 2>/dev/null; then
			command -v "$python"
			return
		fi
	done
	return 1
}

install_python() {
	what="Python 3.10 or 3.11 is missing"
	! found=$(find_python any) || what="the module ensurepip or venv of $found is missing"
	[ -z "${PYTHON:-}" ] || fail "$PYTHON is not Python 3.10 or 3.11 with venv and ensurepip"
	command -v apt-get >/dev/null 2>&1 || fail "$what and this system has no apt-get; install Python 3.11 with venv, or name one in PYTHON"
	as_root=""
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null 2>&1 || fail "$what; installing it needs root or sudo"
		as_root="sudo -n"
	fi
	export DEBIAN_FRONTEND=noninteractive
	{ "$retry" $as_root apt-get update -qq && "$retry" $as_root apt-get install -y -qq --no-install-recommends python3-venv; } >&2 ||
		fail "$what, and apt-get could not install the package python3-venv; its messages are above"
	find_python complete >/dev/null || fail "$what, and this system's package python3-venv is of another version; name one in PYTHON"
}

find_python complete >/dev/null || install_python
PYTHON=$(find_python complete)
export PYTHON

root="${XDG_CACHE_HOME:-$HOME/.cache}/dashkeep/superset"
mkdir -p "$root" .cache/superset
for version in "$@"; do
	[ -f "test/superset/constraints-$version.txt" ] || fail "Superset $version is not among those in test/superset"
	# Named after all that decides what is in it.
	key=$( (cat "test/superset/requirements-$version.txt" "test/superset/constraints-$version.txt" &&
		"$PYTHON" -c 'import sys; print(sys.version, sys.base_prefix)') | sha256sum | cut -c1-16)
	kept="$root/$version-$key"
	# flock is part of every Linux; elsewhere two calls at once are the caller's business.
	lock=""
	! command -v flock >/dev/null 2>&1 || lock="flock $root/$version.lock"
	$lock ./test/superset/install.sh "$version" "$kept" || fail "Superset $version could not be installed; the messages are above"
	ln -sfn "$kept" ".cache/superset/$version"
	echo "$kept"
done
