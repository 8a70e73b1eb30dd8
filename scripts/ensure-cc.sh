#!/bin/sh
# Prints the path of a C compiler, which the race detector needs, and installs
# Debian's gcc when there is none. Exit status 1 when that is impossible.
set -eu
retry="$(dirname "$0")/retry.sh"
find_compiler() { command -v gcc || command -v cc || command -v clang; }
if find_compiler; then exit 0; fi
fail() { echo "ensure-cc: $1" >&2; exit 1; }
command -v apt-get >/dev/null 2>&1 || fail "no C compiler and no apt-get; install gcc, or run the tests with RACE=0"
as_root=""
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 || fail "no C compiler; installing one needs root or sudo"
	as_root="sudo -n"
fi
export DEBIAN_FRONTEND=noninteractive
{ "$retry" $as_root apt-get update -qq && "$retry" $as_root apt-get install -y -qq --no-install-recommends gcc libc6-dev; } >&2 ||
	fail "apt-get could not install gcc; its messages are above"
find_compiler || fail "gcc is installed, but not on the PATH"
