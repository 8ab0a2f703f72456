#!/usr/bin/env bash
# Builds and installs pgvector for the PostgreSQL in $1 (its bin folder) of major version $2, from Debian 13's source
# package. The machine's own package sources stay as they are, and so do its packages: the server's headers are only
# unpacked beside, because installing them would upgrade, and so restart, a PostgreSQL that somebody may be using.
set -euo pipefail
bin=$1 version=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Origin: Debian' 'Label: Debian' | head -n 1)
[ -n "$mirror" ] || { echo 'Error: found no Debian mirror among the package sources' >&2; exit 1; }
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >sources.list
mkdir -p lists/partial cache
private=(-q -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=- -o "Dir::State::lists=$work/lists"
    -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
apt-get "${private[@]}" update
apt-get "${private[@]}" source --download-only pgvector
mkdir src && tar -xf pgvector_*.orig.tar.* -C src --strip-components=1

apt-get -q -o APT::Sandbox::User=root download "postgresql-server-dev-$version"
dpkg -x postgresql-server-dev-*.deb headers
build=(make -C src "PG_CONFIG=$bin/pg_config" "includedir_server=$work/headers/usr/include/postgresql/$version/server"
    with_llvm=no)
"${build[@]}"
if [ "$(id -u)" = 0 ]; then "${build[@]}" install; else sudo "${build[@]}" install; fi
