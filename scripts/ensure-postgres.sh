#!/bin/sh
# Prints the folder of the PostgreSQL server binaries and installs Debian's
# package "postgresql" when there are none. Tests start servers of their own from
# them (internal/testkit/dbtest).
#
# Exit status 1 when they are missing and cannot be installed; the reason is on
# standard error.
set -eu
retry="$(dirname "$0")/retry.sh"

complete() {
	[ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ]
}

# The PATH comes first, then the newest of Debian's folders.
find_binaries() {
	for folder in "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" \
		$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV); do
		if complete "$folder"; then
			echo "$folder"
			return
		fi
	done
	return 1
}

fail() {
	echo "ensure-postgres: $1" >&2
	exit 1
}

if find_binaries; then
	exit 0
fi

command -v apt-get >/dev/null 2>&1 ||
	fail "PostgreSQL server binaries are missing and this system has no apt-get; install PostgreSQL 15 or newer and put initdb on the PATH"

as_root=""
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 ||
		fail "PostgreSQL server binaries are missing; installing them needs root or sudo"
	as_root="sudo -n"
fi

# The package makes and starts a cluster of its own, which nobody needs here.
export DEBIAN_FRONTEND=noninteractive
{
	$as_root mkdir -p /etc/postgresql-common &&
		{ [ -e /etc/postgresql-common/createcluster.conf ] ||
			echo "create_main_cluster = false" | $as_root tee /etc/postgresql-common/createcluster.conf; } &&
		"$retry" $as_root apt-get update -qq &&
		"$retry" $as_root apt-get install -y -qq --no-install-recommends postgresql
} >&2 || fail "apt-get could not install the package postgresql; its messages are above"

find_binaries || fail "the package postgresql is installed, but /usr/lib/postgresql/*/bin/initdb is not there"
