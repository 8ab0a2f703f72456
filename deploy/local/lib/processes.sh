# shellcheck shell=bash
# Starting, finding again and stopping processes: each has run/NAME.pid (pid and start time, as pids are used again) and
# log/NAME.log.

STARTED=() # what this very command has started: a failure takes exactly these down again

birth_of() { # when process $1 began, or nothing if it is no more: a zombie is no more, but a JVM that is just ending looks
    # like one while its last threads, field 18, still hold its ports and files
    if [ -r "/proc/$1/stat" ]; then
        sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 != "Z" || $18 > 1 { print $20 }'
    else
        ps -o lstart= -p "$1" 2>/dev/null || true
    fi
}

pid_of() { # the pid of the running NAME, or nothing
    local pid birth
    [ -r "$RUN/$1.pid" ] || return 0
    { read -r pid && IFS= read -r birth; } <"$RUN/$1.pid" || return 0
    if [ -n "$birth" ] && [ "$(birth_of "$pid")" = "$birth" ]; then echo "$pid"; fi
}

start_process() { # NAME COMMAND...
    local name=$1 pid
    shift
    mkdir -p "$RUN" "$LOG"
    [ ! -f "$LOG/$name.log" ] || mv -f "$LOG/$name.log" "$LOG/$name.log.1"
    in_own_session "$@" >"$LOG/$name.log" 2>&1 </dev/null 9>&- &
    pid=$!
    disown "$pid"
    STARTED+=("$name")
    printf '%s\n%s\n' "$pid" "$(birth_of "$pid")" >"$RUN/$name.pid"
}

stop_processes() { # NAMES...: all at once, then waits for all; whoever does not go in 20 s is killed
    local name pid deadline=$((SECONDS + 20)) waiting
    for name in "$@"; do
        pid=$(pid_of "$name")
        # PostgreSQL takes TERM as "when everybody has left"
        if [ -n "$pid" ]; then kill -s "$([ "$name" = postgres ] && echo INT || echo TERM)" "$pid" 2>/dev/null || true; fi
    done
    while :; do
        waiting=()
        for name in "$@"; do [ -z "$(pid_of "$name")" ] || waiting+=("$name"); done
        [ ${#waiting[@]} -gt 0 ] || break
        if [ $SECONDS -ge $deadline ]; then
            for name in "${waiting[@]}"; do
                step "$name did not stop in 20 s: killed"
                kill -s "$([ "$name" = postgres ] && echo QUIT || echo KILL)" "$(pid_of "$name")" 2>/dev/null || true
            done
            deadline=$((SECONDS + 5))
        fi
        sleep 0.1
    done
    for name in "$@"; do rm -f "$RUN/$name.pid"; done
}

await() { # SECONDS NAMES...: until `is_ready NAME` holds for all, whichever order they come in
    local limit=$1 name waiting=() left
    shift
    waiting=("$@")
    local deadline=$((SECONDS + limit))
    while [ ${#waiting[@]} -gt 0 ]; do
        left=()
        for name in "${waiting[@]}"; do
            if [ -z "$(pid_of "$name")" ]; then
                die "$name died while starting: $(last_words "$LOG/$name.log") (log: $LOG/$name.log)"
            elif is_ready "$name"; then
                step "$name is up"
            else
                left+=("$name")
            fi
        done
        waiting=("${left[@]}")
        [ ${#waiting[@]} -gt 0 ] || break
        [ $SECONDS -lt $deadline ] ||
            die "${waiting[0]} did not come up in $limit s: $(last_words "$LOG/${waiting[0]}.log") (log: $LOG/${waiting[0]}.log)"
        sleep 0.2
    done
}
