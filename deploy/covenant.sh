#!/bin/sh
# A command on the data of the service, by its user, as root: deploy/covenant.sh role you@example.org programme-office --reason "..."
set -eu
umask 077
here=$(cd "$(dirname "$0")/.." && pwd)
if [ -r /etc/covenant.env ]; then set -a; . /etc/covenant.env; set +a; fi # COVENANT_LEDGER, as the service has it
export COVENANT_DATABASE="${COVENANT_DATABASE:-/var/lib/covenant/covenant.duckdb}" PYTHONPATH="$here"
set -- "$here/.venv/bin/python" -P -m datasets "$@"
run_as=${RUN_AS:-covenant}
if [ "$(id -un)" = "$run_as" ]; then exec "$@"; else exec runuser -u "$run_as" -- "$@"; fi
