# shellcheck shell=sh
# Sourced by mvnw and by deploy/local/souk: exports JAVA_HOME as a JDK of 25 or newer, whatever the default `java` is,
# or says in one line what to install and ends the shell that sourced it.

souk_jdk_version() { # the major version of the JDK in folder $1, or 0
    [ -x "$1/bin/javac" ] || { echo 0; return 0; }
    souk_v=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$1/release" 2>/dev/null | head -n 1)
    [ -n "$souk_v" ] || souk_v=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p')
    echo "${souk_v:-0}"
}

souk_jdk_on_path() { # the home of the `java` on PATH
    souk_java=$(command -v java) || return 0
    [ "$(uname)" = Darwin ] && return 0 # a stub there; java_home below knows better
    dirname "$(dirname "$(readlink -f "$souk_java")")"
}

souk_jdk_find() {
    for souk_home in "${JAVA_HOME:-}" "$(souk_jdk_on_path)" \
        /usr/lib/jvm/* /opt/*jdk* /opt/java/* /opt/*/ "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
        "$(/usr/libexec/java_home -v 25+ 2>/dev/null)"; do
        if [ -n "$souk_home" ] && [ "$(souk_jdk_version "${souk_home%/}")" -ge 25 ]; then
            JAVA_HOME=${souk_home%/}
            export JAVA_HOME
            return 0
        fi
    done
    return 1
}

souk_jdk_find || {
    echo "souk: needs a JDK 25 or newer: install the package openjdk-25-jdk-headless (or Temurin 25) or set JAVA_HOME to one." >&2
    exit 1
}
