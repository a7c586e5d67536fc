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
    .venv/bin/python -m pip install -q --disable-pip-version-check -r requirements-hashed.txt &&
        .venv/bin/python -m compileall -q analytics datasets dashboard # the service's user may write nothing here
}
data_back() {
    if [ -n "${COVENANT_LEDGER:-}" ]; then # the ledger is the server's and only grows; the file follows it again
        rm -f "$database.wal" && cp -p "$copy" "$database"
    else
        deploy/covenant.sh restore "$copy" --replace --reason "an upgrade that failed"
    fi
}
put_back() {
    trap '' HUP INT TERM # nothing interrupts the way back
    echo "The upgrade failed: program and data are put back." >&2
    git checkout -q "$before" && installed && data_back && systemctl start "$service" ||
        echo "The way back failed, too, at what stands above. The program before: git checkout $before;" \
            "the data before: $copy. Put both back by hand, then: systemctl start $service." >&2
    exit 1
}

systemctl stop "$service"
trap 'exit 1' HUP INT TERM # by way of what stands for EXIT
trap 'rm -f "$copy"; systemctl start "$service"' EXIT
if [ -n "${COVENANT_LEDGER:-}" ]; then cp -p "$database" "$copy"; else deploy/covenant.sh backup "$copy"; fi
trap put_back EXIT
git fetch -q --tags
git checkout -q "${1:-origin/main}"
installed
deploy/covenant.sh verify
trap - EXIT HUP INT TERM
systemctl start "$service"
echo "Upgraded from $before to $(git rev-parse HEAD). The copy of before is $copy."
