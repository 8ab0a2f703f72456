#!/bin/sh
# Builds the web app into web/out with the machine's Node, and does nothing when nothing changed. Called by Maven.
set -eu
cd "$(dirname "$0")/web"
command -v npm >/dev/null || { echo "souk: the web app needs Node 20 or newer with npm (or build with -Dskip.web)" >&2; exit 1; }
state=../target/web
mkdir -p "$state"

digest() { # of the files named on standard input
    sort | tr '\n' '\0' | xargs -0 cat | cksum
}

lock=$(digest <<FILES
package.json
package-lock.json
FILES
)
sources=$(find . \( -name node_modules -o -name .next -o -name out -o -name test-results -o -name playwright-report \) -prune \
    -o -type f ! -name '*.tsbuildinfo' ! -name next-env.d.ts -print)
names_and_content=$(printf '%s\n' "$sources" | sort | cksum; printf '%s\n' "$sources" | digest)

if [ ! -d node_modules ] || [ "$lock" != "$(cat "$state/lock" 2>/dev/null)" ]; then
    echo "souk: installing the web app's packages"
    npm ci --no-audit --no-fund
    echo "$lock" >"$state/lock"
fi
if [ ! -f out/index.html ] || [ "$names_and_content" != "$(cat "$state/sources" 2>/dev/null)" ]; then
    echo "souk: building the web app"
    rm -rf ../target/classes/static
    NEXT_TELEMETRY_DISABLED=1 npm run build
    echo "$names_and_content" >"$state/sources"
fi
