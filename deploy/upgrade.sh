#!/bin/sh
# Upgrade in one command, as root: deploy/upgrade.sh [TAG]. What fails is put back as it was.
set -eu
cd "$(dirname "$0")/.."
if [ -r /etc/covenant.env ]; then set -a; . /etc/covenant.env; set +a; fi # COVENANT_LEDGER, as the service has it
service=${SERVICE:-covenant}
database=${COVENANT_DATABASE:-/var/lib/covenant/covenant.duckdb}
before=$(git rev-parse HEAD)
copy="$database.before-upgrade-$(date +%Y%m%d-%H%M%S)"

installed() {
    .venv/bin/python -m pip install -q --disable-pip-version-check -r requirements-hashed.txt
    .venv/bin/python -m compileall -q analytics datasets dashboard # the user of the service may write nothing here
}
put_back() {
    echo "The upgrade failed: program and data are put back." >&2
    git checkout -q "$before"
    installed
    if [ -n "${COVENANT_LEDGER:-}" ]; then # the ledger is the server's and only grows; the file follows it again
        rm -f "$database.wal"
        cp -p "$copy" "$database"
    else
        deploy/covenant.sh restore "$copy" --replace --reason "an upgrade that failed"
    fi
    systemctl start "$service"
    exit 1
}

systemctl stop "$service"
if [ -n "${COVENANT_LEDGER:-}" ]; then cp -p "$database" "$copy"; else deploy/covenant.sh backup "$copy"; fi ||
    { systemctl start "$service"; exit 1; }
trap put_back EXIT
git fetch -q --tags
git checkout -q "${1:-origin/main}"
installed
deploy/covenant.sh verify
trap - EXIT
systemctl start "$service"
echo "Upgraded from $before to $(git rev-parse HEAD). The copy of before is $copy."
