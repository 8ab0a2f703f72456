#!/usr/bin/env bash
# Turns the class lists that the services' JVMs write (APP/NAME/classes.list) into archives for their next starts
# (classes.jsa): class-cache.sh APP PIDFILE JAVA OPTIONS... A JVM ignores an archive that does not fit, as of another JDK.
set -euo pipefail
app=$1 pidfile=$2
shift 2
trap 'rm -f "$pidfile"' EXIT
trap 'kill -KILL "${dump:-}" 2>/dev/null; exit 143' TERM # it heeds no other signal, and has nothing to lose
{ echo 19 >/proc/self/autogroup; } 2>/dev/null || true # Linux may count niceness only within a session, which this one has alone
for list in "$app"/*/classes.list; do
    dir=${list%/*}
    sed '$d' "$list" >"$dir/classes.complete" # its last line may still be in the making
    rm "$list"
    "$@" -Xshare:dump -XX:+AOTClassLinking "-XX:SharedClassListFile=$dir/classes.complete" \
        "-XX:SharedArchiveFile=$dir/classes.new" -Xlog:disable -Xlog:all=error -jar "$dir"/*-service-*.jar &
    dump=$!
    if wait "$dump"; then mv "$dir/classes.new" "$dir/classes.jsa"; fi
    rm -f "$dir/classes.complete"
done
