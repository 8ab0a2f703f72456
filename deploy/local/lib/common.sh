# shellcheck shell=bash
# Where things are, which ports they have, and how this command speaks. Sourced by souk and store.

if [ "${BASH_VERSINFO[0]}${BASH_VERSINFO[1]}" -lt 44 ]; then
    echo 'souk: needs bash 4.4 or newer' >&2
    exit 1
fi

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
SOUK_HOME=${SOUK_HOME:-$ROOT/.souk}
DATA=$SOUK_HOME/data
APP=$SOUK_HOME/app
LOG=$SOUK_HOME/log
RUN=$SOUK_HOME/run

export SOUK_GATEWAY_PORT=${SOUK_GATEWAY_PORT:-8080} SOUK_GATEWAY_MANAGEMENT_PORT=${SOUK_GATEWAY_MANAGEMENT_PORT:-9080}
export SOUK_INTENT_PORT=${SOUK_INTENT_PORT:-8081} SOUK_RAG_PORT=${SOUK_RAG_PORT:-8082}
export SOUK_GRAPH_PORT=${SOUK_GRAPH_PORT:-8083} SOUK_TOOLS_PORT=${SOUK_TOOLS_PORT:-8084}
export SOUK_CONVERSATION_PORT=${SOUK_CONVERSATION_PORT:-8085}
SOUK_KAFKA_PORT=${SOUK_KAFKA_PORT:-29092}
SOUK_KAFKA_CONTROLLER_PORT=${SOUK_KAFKA_CONTROLLER_PORT:-$((SOUK_KAFKA_PORT + 1))}
SOUK_POSTGRES_PORT=${SOUK_POSTGRES_PORT:-25432}
SOUK_NEO4J_PORT=${SOUK_NEO4J_PORT:-27687}

# Eight JVMs on few processors: the optimising compiler takes more of them than it gives back in the first thousands of turns
# (docs/performance.md has the figures). A later -XX:TieredStopAtLevel in SOUK_JAVA_OPTS or SOUK_STORE_JAVA_OPTS wins.
COMPILER=()
[ "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" -ge 4 ] || COMPILER=(-XX:TieredStopAtLevel=1)

STARTED_AT=$(date +%s%N)

step() { # one line of progress, with the seconds since the command began
    local tenths=$((($(date +%s%N) - STARTED_AT) / 100000000))
    printf '[%4d.%ds] %s\n' $((tenths / 10)) $((tenths % 10)) "$*"
}

die() { # the one line that says what went wrong
    printf 'souk: %s\n' "$*" >&2
    exit 1
}

# Long commands run in the background with their output in a log, so that Ctrl-C is answered at once.
CURRENT=
run_logged() { # LOG COMMAND...
    local log=$1
    shift
    mkdir -p "$(dirname "$log")"
    in_own_session "$@" >"$log" 2>&1 </dev/null 9>&- &
    CURRENT=$!
    local rc=0
    wait "$CURRENT" || rc=$?
    CURRENT=
    return $rc
}

in_own_session() { # a Ctrl-C at the terminal is for this command alone; it stops the others in their order
    if command -v setsid >/dev/null; then exec setsid "$@"; else exec "$@"; fi
}

last_words() { # the line of a log that most likely says why: an exception, an error, or just the last one
    local line
    line=$(grep -E 'Caused by:|FATAL|ERROR|Exception|rror:' "$1" 2>/dev/null | tail -n 1) || true
    [ -n "$line" ] || line=$(grep -v '^[[:space:]]*$' "$1" 2>/dev/null | tail -n 1) || true
    printf '%.300s' "${line:-nothing was logged}"
}

# --- ports ---------------------------------------------------------------------------------------------------------

port_taken() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null || [ -n "$(listening_inode "$1")" ]
}

listening_inode() { # Linux's own table of listening sockets: neither ss nor lsof need to be installed
    local hex
    hex=$(printf '%04X' "$1")
    awk -v port=":$hex" 'substr($2, length($2) - 4) == port && $4 == "0A" { print $10; exit }' \
        /proc/net/tcp /proc/net/tcp6 2>/dev/null || true
}

port_holder() { # "pid 123 (java)" when it can be known
    local inode pid=
    inode=$(listening_inode "$1")
    if [ -n "$inode" ]; then
        pid=$(find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\[$inode\]" 2>/dev/null | head -n 1 | cut -d/ -f3) || true
    elif command -v lsof >/dev/null; then
        pid=$(lsof -nPt -iTCP:"$1" -sTCP:LISTEN 2>/dev/null | head -n 1) || true
    fi
    if [ -n "$pid" ]; then echo "pid $pid ($(ps -o comm= -p "$pid" 2>/dev/null || echo '?'))"; else echo 'another process'; fi
}

http_ok() { # PORT PATH: without curl, which a fresh Debian does not have
    local status=
    {
        exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
        printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3
        IFS= read -r -t 3 status <&3 || true
        exec 3>&- 3<&-
    } 2>/dev/null
    [[ $status == *' 200'* ]]
}
