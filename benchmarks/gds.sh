#!/usr/bin/env bash
# A Neo4j server of its own with the Graph Data Science library (open edition), as a peer for the benchmarks.
#
#   benchmarks/gds.sh start       fetch both with Maven (155 MB, once), start the server and wait until it answers
#   benchmarks/gds.sh stop        stop it
#   benchmarks/gds.sh env         print where it is, for: eval "$(benchmarks/gds.sh env)"
#
# Everything lives in var/neo4j-gds. The library is under the GPL: it stays a process of its own.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export OGNIWO_NEO4J_HOME=$root/var/neo4j-gds OGNIWO_NEO4J_MEMORY=${OGNIWO_NEO4J_MEMORY:-3g}
home=$OGNIWO_NEO4J_HOME
pom=$root/benchmarks/gds/pom.xml

without_version() { basename "$1" | sed 's/-[0-9][^-]*\(-GA\)\?\.jar$//'; }

install_library() {
    local jar name known
    if [ -e "$home/gds" ]; then return; fi
    echo "Fetching Graph Data Science (32 MB, once) …"
    rm -rf "$home/gds.part"
    mvn -q -B -Dstyle.color=never -f "$pom" dependency:copy-dependencies -DincludeScope=runtime \
        -DoutputDirectory="$home/gds.part"
    mkdir -p "$home/plugins" "$home/conf"
    known=$(for jar in "$home"/lib/*.jar; do without_version "$jar"; done)
    for jar in "$home"/gds.part/*.jar; do
        name=$(without_version "$jar")
        case $jar in
        *-2.13.9.jar) cp "$jar" "$home/plugins" && cp "$jar" "$home/lib" ;;
        # Where Neo4j has a library of that name, its own version is what it was tested with.
        *) grep -qxF "$name" <<<"$known" || cp "$jar" "$home/lib" ;;
        esac
    done
    echo 'dbms.security.procedures.unrestricted=gds.*' >"$home/conf/more.conf"
    mv "$home/gds.part" "$home/gds"
}

case "${1:-}" in
start)
    "$root/ops/neo4j.sh" install
    install_library
    "$root/ops/neo4j.sh" start
    ;;
stop) "$root/ops/neo4j.sh" stop ;;
env) cat "$home/env" && echo "export OGNIWO_TEST_NEO4J_PID=$(cat "$home/run/pid")" ;;
*)
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
