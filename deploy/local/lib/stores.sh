# shellcheck shell=bash
# The three stores, each the real one as one process in the foreground. `store_command NAME DIR PORT` prepares the
# folder and leaves the command in STORE_COMMAND; `store_ready_line NAME` is what it logs once it answers.

STORE_COMMAND=()

store_command() { # NAME DIR PORT [scratch]
    local name=$1 dir=$2 port=$3 scratch=${4:-}
    case $name in
    kafka)
        jvm_store kafka-server -Xmx512m io.souk.local.kafka.KafkaServer "$dir" "$port" \
            "$([ -n "$scratch" ] && echo $((port + 1)) || echo "$SOUK_KAFKA_CONTROLLER_PORT")"
        ;;
    neo4j) jvm_store neo4j-server -Xmx512m io.souk.local.neo4j.Neo4jServer "$dir" "$port" ;;
    postgres) postgres_store "$dir" "$port" "$scratch" ;;
    *) die "no store is called $name: kafka, neo4j or postgres" ;;
    esac
    # Who lives as long as a test does not repay the better compiler: without it Neo4j starts and plans its first statements with half
    # the CPU time.
    if [ -n "$scratch" ] && [ "$name" != postgres ]; then
        STORE_COMMAND=("${STORE_COMMAND[0]}" -XX:TieredStopAtLevel=1 "${STORE_COMMAND[@]:1}")
    fi
}

store_ready_line() {
    case $1 in
    kafka) echo 'Kafka Server started' ;;
    neo4j) echo 'Neo4j started' ;;
    postgres) echo 'database system is ready to accept connections' ;;
    esac
}

jvm_store() { # MODULE HEAP MAIN ARGS...
    local lib=$ROOT/deploy/local/$1/target/runtime/lib heap=$2
    [ -d "$lib" ] || die "deploy/local/$1 is not built: run ./mvnw -pl deploy/local/$1 package"
    shift 2
    local options
    read -ra options <<<"${SOUK_STORE_JAVA_OPTS:-}"
    STORE_COMMAND=("$JAVA_HOME/bin/java" "$heap" "${COMPILER[@]}" "${options[@]}" -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError
        --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
        # loaded classes are kept from the first run on, which halves the CPU time of a start
        -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$lib/../classes.jsa" -Xlog:cds=off -Xlog:aot=off -cp "$lib/*" "$@")
}

# --- PostgreSQL ----------------------------------------------------------------------------------------------------

find_postgres() { # sets PG_BIN to the newest server on this machine, or leaves it empty
    local bin
    PG_BIN=
    for bin in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -Vr) /opt/homebrew/opt/postgresql@*/bin \
        "$(pg_config --bindir 2>/dev/null || true)"; do
        if [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ]; then
            PG_BIN=$bin
            return 0
        fi
    done
}

has_pgvector() { [ -f "$("$PG_BIN/pg_config" --sharedir)/extension/vector.control" ]; }

as_postgres() { # root may not run PostgreSQL
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups -- "$@"
    else
        "$@"
    fi
}

postgres_folder() { # DIR, or a place of its own when DIR lies where the user postgres cannot go, as below /root
    mkdir -p "$1"
    if as_postgres test -x "$1"; then
        echo "$1"
    else
        echo "/var/lib/souk-$(printf '%s' "$1" | cksum | cut -d' ' -f1)"
    fi
}

postgres_store() { # DIR PORT [scratch]
    local dir port=$2 scratch=${3:-} run_as=()
    find_postgres
    [ -n "$PG_BIN" ] && has_pgvector || die 'PostgreSQL with pgvector is not installed: run deploy/local/souk setup'
    dir=$(postgres_folder "$1")
    [ -f "$dir/db/PG_VERSION" ] || new_cluster "$dir" "$scratch" >"$LOG/postgres.setup.log" 2>&1 ||
        die "PostgreSQL could not be set up: $(last_words "$LOG/postgres.setup.log") (log: $LOG/postgres.setup.log)"
    [ "$(cat "$dir/db/PG_VERSION")" = "$("$PG_BIN/postgres" --version | sed 's/.* \([0-9]*\)\..*/\1/')" ] ||
        die "$dir/db is of PostgreSQL $(cat "$dir/db/PG_VERSION"), found is $("$PG_BIN/postgres" --version): make reset starts anew"
    [ "$(id -u)" != 0 ] || run_as=(setpriv --reuid=postgres --regid=postgres --init-groups --)
    STORE_COMMAND=("${run_as[@]}" "$PG_BIN/postgres" -D "$dir/db" -c "port=$port"
        -c listen_addresses=localhost -c unix_socket_directories= -c max_connections=200 -c jit=off -c shared_buffers=256MB
        -c max_wal_size=512MB -c timezone=UTC -c log_timezone=UTC)
    # a scratch cluster is thrown away, so it need not survive a power cut
    [ -z "$scratch" ] || STORE_COMMAND+=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
}

new_cluster() { # DIR [scratch]: complete or not there at all; the single-user mode saves a server start
    local dir=$1 new=$1/db.new sync=()
    [ -z "$2" ] || sync=(--no-sync)
    rm -rf "$new"
    mkdir -p "$dir"
    { [ "$(id -u)" != 0 ] || chown postgres: "$dir"; } &&
        as_postgres "$PG_BIN/initdb" -D "$new" -U postgres -E UTF8 --locale=C --lc-ctype=C.UTF-8 --auth=trust "${sync[@]}" &&
        # the superuser has no password and so cannot sign in at all
        as_postgres sh -c 'echo "host all all localhost scram-sha-256" >"$1/pg_hba.conf"' sh "$new" &&
        # in template1, so that each database made here has it
        as_postgres "$PG_BIN/postgres" --single -D "$new" template1 <<<'create extension vector' &&
        as_postgres "$PG_BIN/postgres" --single -D "$new" postgres <<<"$POSTGRES_DATABASES" &&
        mv "$new" "$dir/db"
}

POSTGRES_DATABASES="create role souk login createdb password 'souk'
create database souk_conversation owner souk
create database souk_rag owner souk
create database souk_tools owner souk"
