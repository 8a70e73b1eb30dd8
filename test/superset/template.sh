#!/bin/sh
# Prints the name of the folder with the metadata database that servers start from, named after what makes it:
# clones whose scripts differ may share one installation.
set -eu
cd "$(dirname "$0")"
echo "template-$(cat make_template.py superset_config.py | cksum | cut -d ' ' -f 1)"
