#!/bin/sh
# Prints the path of Chromium and installs Debian's package when there is none.
# Exit status 1 when it is missing and cannot be installed.
set -eu
retry="$(dirname "$0")/retry.sh"
find_browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
if find_browser; then exit 0; fi
fail() { echo "ensure-chromium: $1" >&2; exit 1; }
command -v apt-get >/dev/null 2>&1 || fail "Chromium is missing and this system has no apt-get; install Chromium and put it on the PATH"
as_root=""
if [ "$(id -u)" -ne 0 ]; then
	command -v sudo >/dev/null 2>&1 || fail "Chromium is missing; installing it needs root or sudo"
	as_root="sudo -n"
fi
export DEBIAN_FRONTEND=noninteractive
{ "$retry" $as_root apt-get update -qq && "$retry" $as_root apt-get install -y -qq --no-install-recommends chromium; } >&2 ||
	fail "apt-get could not install the package chromium; its messages are above"
find_browser || fail "the package chromium is installed, but there is no chromium on the PATH"
