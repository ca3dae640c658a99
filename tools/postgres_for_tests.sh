#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# Runs a command beside a temporary PostgreSQL 15, named in FINESTRETA_TEST_POSTGRES, and answers its exit status:
#   tools/postgres_for_tests.sh build/debug/unit --gtest_filter='*Postgres*'
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: $0 command [argument…]" >&2; exit 2; }
bin=${POSTGRES_BIN:-/usr/lib/postgresql/15/bin}
[ -x "$bin/initdb" ] || { echo "$0: no PostgreSQL in $bin" >&2; exit 2; }

home=$(mktemp -d "${TMPDIR:-/tmp}/finestreta-postgres.XXXXXX")
# The engine does not run as root.
as=()
if [ "$(id -u)" = 0 ]; then
    chown postgres: "$home"
    as=(runuser -u postgres --)
fi

stop() {
    if [ -f "$home/data/postmaster.pid" ]; then
        (cd / && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate -w stop) >/dev/null 2>&1 || true
    fi
    rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

(cd / && "${as[@]}" "$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync) >"$home/initdb.log" 2>&1 ||
    { cat "$home/initdb.log" >&2; exit 2; }

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Somebody else may take the port between the question and the start: asked again then.
started=
for _ in 1 2 3 4 5; do
    port=$(free_port)
    if (cd / && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -w -t 60 -l "$home/server.log" \
        -o "-p $port -c listen_addresses=127.0.0.1 -k $home -c max_connections=200" start) >/dev/null 2>&1; then
        started=yes
        break
    fi
done
[ -n "$started" ] || { cat "$home/server.log" >&2; exit 2; }
for _ in $(seq 100); do
    "$bin/pg_isready" -q -h 127.0.0.1 -p "$port" -U postgres -d postgres && break
    sleep 0.1
done

status=0
FINESTRETA_TEST_POSTGRES="host=127.0.0.1 port=$port user=postgres dbname=postgres" "$@" || status=$?
exit "$status"
