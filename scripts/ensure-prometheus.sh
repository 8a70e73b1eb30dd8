#!/bin/sh
# Prints the path of the Prometheus server and installs Debian's package when
# there is none. Exit status 1 when it is missing and cannot be installed.
set -eu
retry="$(dirname "$0")/retry.sh"
find_server() { command -v prometheus; }
if find_server; then exit 0; fi
fail() { echo "ensure-prometheus: $1" >&2; exit 1; }
command -v apt-get >/dev/null 2>&1 || fail "Prometheus is missing and this system has no apt-get; install it and put it on the PATH"
as_root=""
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 || fail "Prometheus is missing; installing it needs root or sudo"
	as_root="sudo -n"
fi
export DEBIAN_FRONTEND=noninteractive
{ "$retry" $as_root apt-get update -qq && "$retry" $as_root apt-get install -y -qq --no-install-recommends prometheus; } >&2 ||
	fail "apt-get could not install the package prometheus; its messages are above"
find_server || fail "the package prometheus is installed, but there is no prometheus on the PATH"
