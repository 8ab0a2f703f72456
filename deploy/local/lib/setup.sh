# shellcheck shell=bash
# Installs what is missing and nothing else. Debian and Ubuntu; elsewhere it says what to install.

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        sudo "$@"
    else
        die "needs root for: $*"
    fi
}

install_packages() { # PACKAGES...
    command -v apt-get >/dev/null || die "please install, then run this again: $*"
    step "Installing $*"
    apt_fresh
    apt_do install -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
}

APT_FRESH=
apt_fresh() {
    [ -z "$APT_FRESH" ] || return 0
    APT_FRESH=yes
    apt_do update
}

apt_do() { # in the foreground, as sudo may have to ask
    mkdir -p "$LOG"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" >"$LOG/setup.log" 2>&1 ||
        die "apt-get $1 failed: $(last_words "$LOG/setup.log") (log: $LOG/setup.log)"
}

apt_has() { apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'; }

setup() { # [browser]
    setup_jdk
    command -v unzip >/dev/null || install_packages unzip # the Maven wrapper unpacks with it
    setup_postgres
    setup_node
    if [ "${1:-}" = browser ] && ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
        install_packages chromium
    fi
}

setup_jdk() {
    if ! (. "$ROOT/.mvn/jdk.sh") 2>/dev/null && command -v apt-get >/dev/null; then
        apt_fresh
        ! apt_has openjdk-25-jdk-headless || install_packages openjdk-25-jdk-headless
    fi
    . "$ROOT/.mvn/jdk.sh"
}

# --- PostgreSQL and pgvector ---------------------------------------------------------------------------------------

setup_postgres() {
    find_postgres
    [ -n "$PG_BIN" ] || install_postgres
    has_pgvector || install_pgvector
}

install_postgres() { # without the cluster that the package would make and start
    local conf=/etc/postgresql-common/createcluster.conf
    install_packages postgresql-common
    as_root cp -p "$conf" "$conf.souk"
    as_root sh -c "echo 'create_main_cluster = false' >>$conf"
    install_packages postgresql
    as_root mv "$conf.souk" "$conf"
    find_postgres
    [ -n "$PG_BIN" ] || die "the package postgresql brought no server (log: $LOG/setup.log)"
}

install_pgvector() {
    local version
    version=$("$PG_BIN/postgres" --version | sed 's/.* \([0-9]*\)\..*/\1/')
    command -v apt-get >/dev/null || die "please install pgvector for PostgreSQL $version, then run this again"
    apt_fresh
    if apt_has "postgresql-$version-pgvector"; then
        install_packages "postgresql-$version-pgvector"
    else
        command -v gcc >/dev/null && command -v make >/dev/null || install_packages gcc make libc6-dev
        step 'Building pgvector from the source package of Debian 13'
        bash "$ROOT/deploy/local/lib/build-pgvector.sh" "$PG_BIN" "$version" >"$LOG/pgvector.log" 2>&1 ||
            die "pgvector could not be built: $(last_words "$LOG/pgvector.log") (log: $LOG/pgvector.log)"
    fi
    has_pgvector || die "pgvector is still missing for $PG_BIN"
}

# --- Node.js for the web page --------------------------------------------------------------------------------------

NODE_HOME=$ROOT/.souk/node/node_modules

node_is_new_enough() { "${1:-node}" -e 'process.exit(Number(process.versions.node.split(".")[0]) >= 20 ? 0 : 1)' 2>/dev/null; }

use_own_node() { # the one that setup_node fetched, if it had to
    node_is_new_enough || ! node_is_new_enough "$NODE_HOME/.bin/node" || export PATH=$NODE_HOME/.bin:$PATH
}

setup_node() {
    use_own_node
    node_is_new_enough && command -v npm >/dev/null && return 0
    command -v node >/dev/null && command -v npm >/dev/null || install_packages nodejs npm
    node_is_new_enough && return 0
    # Debian 12's is 18: its npm fetches a newer one, as a package, into the repository's own folder
    local platform
    case $(uname -s)-$(uname -m) in
    Linux-x86_64) platform=linux-x64 ;;
    Linux-aarch64) platform=linux-arm64 ;;
    *) die "please install Node.js 20 or newer; found is $(node --version)" ;;
    esac
    step "Fetching Node.js 22, as $(node --version) is too old"
    run_logged "$LOG/node.log" npm install --no-fund --no-audit --prefix "$ROOT/.souk/node" "node-$platform@22" npm@10 ||
        die "Node.js could not be fetched: $(last_words "$LOG/node.log") (log: $LOG/node.log)"
    mkdir -p "$NODE_HOME/.bin"
    ln -sf "../node-$platform/bin/node" "$NODE_HOME/.bin/node"
    use_own_node
    node_is_new_enough || die "the fetched Node.js does not run (log: $LOG/node.log)"
}
