#!/bin/sh
# Links one of the programs of tools/go.mod into .cache/tools and builds it when this
# machine has not: `tool.sh IMPORT-PATH`. What was built is kept for every clone, in
# a folder named after tools/go.sum and the Go version.
set -eu
cd "$(dirname "$0")/.."
package="$1"
name="${package##*/}"
key=$( (cat tools/go.mod tools/go.sum && go env GOVERSION GOOS GOARCH) | sha256sum | cut -c1-16)
kept="${XDG_CACHE_HOME:-$HOME/.cache}/dashkeep/tools/$key"
mkdir -p "$kept" .cache/tools
if [ ! -x "$kept/$name" ]; then
	echo "building $name" >&2
	# Under another name until it is whole: another clone may look now.
	building="$kept/.$name.$$"
	(cd tools && go build -o "$building" "$package")
	mv -f "$building" "$kept/$name"
fi
ln -sf "$kept/$name" ".cache/tools/$name"
# The link counts as old as what it shows; make compares with tools/go.sum.
touch "$kept/$name"
