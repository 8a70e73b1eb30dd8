#!/bin/sh
# Runs a command that downloads, up to three times: registries and mirrors fail now
# and then. Between the tries it waits for 5 and for 20 seconds (RETRY_PAUSES).
# Nothing else is run by this: a test that passes the second time has failed.
set -u
for pause in ${RETRY_PAUSES:-5 20}; do
	"$@" && exit 0
	echo "retry: '$*' failed; again in $pause s" >&2
	sleep "$pause"
done
exec "$@"
