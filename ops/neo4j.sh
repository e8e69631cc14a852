#!/usr/bin/env bash
# Neo4j Community without Docker: for trying Ogniwo with Neo4j, and for the tests.
#
#   ops/neo4j.sh install          fetch the server's libraries with Maven (123 MB, once)
#   ops/neo4j.sh start [PORT]     start it on 127.0.0.1 and wait until it answers; a free port unless one is given
#   ops/neo4j.sh stop             stop it and wait until it is gone
#   ops/neo4j.sh status           say whether it runs, and where
#   ops/neo4j.sh env              print NEO4J_URI and the rest, for: eval "$(ops/neo4j.sh env)"
#
# Everything lives in var/neo4j, or in OGNIWO_NEO4J_HOME. Its password is random and stands in the file `env` there,
# which only its owner may read.
set -euo pipefail

ops=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${OGNIWO_NEO4J_HOME:-$(dirname "$ops")/var/neo4j}
case $home in /*) ;; *) home=$PWD/$home ;; esac
memory=${OGNIWO_NEO4J_MEMORY:-1g}
pom=$ops/neo4j/pom.xml
env_file=$home/env
pid_file=$home/run/pid
log=$home/logs/console.log

say() { printf '%s\n' "$*"; }
fail() {
    printf 'ops/neo4j.sh: %s\n' "$*" >&2
    exit 1
}

need_java() {
    local version
    command -v java >/dev/null ||
        fail "Java is missing; Neo4j needs version 17 or newer. On Debian: apt-get install openjdk-17-jre-headless"
    version=$(java -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1)
    [ "${version:-0}" -ge 17 ] ||
        fail "Java ${version:-of an unknown version} is too old; Neo4j needs 17 or newer. On Debian: apt-get install openjdk-17-jre-headless"
}

need_maven() {
    command -v mvn >/dev/null || fail "Maven is missing; it fetches Neo4j. On Debian: apt-get install maven"
}

is_installed() { [ -e "$home/lib" ] && cmp -s "$pom" "$home/installed.xml"; }

install_server() {
    need_java
    if is_installed; then return; fi
    need_maven
    is_running && fail "the server in $home is running; stop it first: ops/neo4j.sh stop"
    say "Fetching Neo4j Community (123 MB, once) …"
    mkdir -p "$home"
    rm -rf "$home/lib.part"
    mvn -q -B -Dstyle.color=never -f "$pom" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$home/lib.part" ||
        fail "Maven could not fetch Neo4j; its message stands above. Check the network or Maven's settings and try again."
    rm -rf "$home/lib"
    mv "$home/lib.part" "$home/lib"
    cp "$pom" "$home/installed.xml"
}

# Only a process that was started for this very home counts: the number alone may belong to somebody else by now.
server_pid() {
    local pid
    [ -s "$pid_file" ] || return 1
    pid=$(cat "$pid_file")
    if [ -r "/proc/$pid/cmdline" ]; then
        tr '\0' '\n' <"/proc/$pid/cmdline" | grep -qxF -e "--home-dir=$home" || return 1
    else
        ps -p "$pid" -o args= 2>/dev/null | grep -qF -e "--home-dir=$home" || return 1
    fi
    printf '%s' "$pid"
}

is_running() { server_pid >/dev/null; }

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        is_open "$port" || break
    done
    printf '%s' "$port"
}

# Read as the shell reads it, for a password may have signs that are quoted there.
known() (
    name=OGNIWO_TEST_NEO4J_$1
    unset "$name"
    [ ! -r "$env_file" ] || . "$env_file"
    printf '%s' "${!name:-}"
)

known_port() { known URI | sed -n 's/.*:\([0-9]*\)$/\1/p'; }

choose_port() {
    local port=${1:-$(known_port)}
    if [ -n "$port" ] && ! is_open "$port"; then
        printf '%s' "$port"
    elif [ -n "${1:-}" ]; then
        fail "port $1 is taken; give another, or none to have a free one chosen"
    else
        free_port
    fi
}

write_configuration() {
    cat >"$home/conf/neo4j.conf" <<END
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:$1
server.bolt.advertised_address=127.0.0.1:$1
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=1 files
END
    [ ! -r "$home/conf/more.conf" ] || cat "$home/conf/more.conf" >>"$home/conf/neo4j.conf"
}

write_env() {
    (
        umask 077
        printf 'export OGNIWO_TEST_NEO4J_%s=%q\n' URI "bolt://127.0.0.1:$1" USER neo4j PASSWORD "$2" >"$env_file.part"
    )
    chmod 600 "$env_file.part"
    mv "$env_file.part" "$env_file"
}

# The password travels in a file that only its owner may read, never on a command line that everybody can list.
set_password() {
    local arguments=$home/run/set-password quoted=${1//\\/\\\\}
    (
        umask 077
        printf 'org.neo4j.cli.AdminTool\ndbms\nset-initial-password\n"%s"\n' "${quoted//\"/\\\"}" >"$arguments"
    )
    NEO4J_HOME=$home NEO4J_CONF=$home/conf java -cp "$home/lib/*" "@$arguments" >"$home/logs/set-password.log" 2>&1 ||
        { rm -f "$arguments"; fail "the password could not be set; see $home/logs/set-password.log"; }
    rm -f "$arguments"
}

wait_until_ready() {
    local waited=0
    until grep -q 'Started\.$' "$log" 2>/dev/null && is_open "$1"; do
        kill -0 "$(cat "$pid_file")" 2>/dev/null || fail "the server stopped while starting; see $log"
        [ "$waited" -lt 600 ] || fail "the server did not answer within two minutes; see $log"
        sleep 0.2
        waited=$((waited + 1))
    done
}

start_server() {
    local port password detach=()
    if is_running; then
        wait_until_ready "$(known_port)"
        [ -z "${1:-}" ] || [ "$1" = "$(known_port)" ] || fail "it already runs on port $(known_port); stop it first"
        say "Neo4j is running already at $(known URI)."
        return
    fi
    install_server
    mkdir -p "$home"/{conf,data,logs,plugins,import,run}
    port=$(choose_port "${1:-}")
    write_configuration "$port"
    password=$(known PASSWORD)
    if [ ! -e "$home/data/databases" ]; then
        password=${OGNIWO_NEO4J_PASSWORD:-$(od -An -N18 -tx1 /dev/urandom | tr -d ' \n')}
        set_password "$password"
    elif [ -z "$password" ]; then
        fail "the password is lost: $env_file is missing. Put it back, or remove $home/data to begin anew."
    fi
    write_env "$port" "$password"
    command -v setsid >/dev/null && detach=(setsid)
    : >"$log"
    NEO4J_HOME=$home NEO4J_CONF=$home/conf nohup ${detach[@]+"${detach[@]}"} java -Xmx"$memory" \
        --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
        --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
        --enable-native-access=ALL-UNNAMED -cp "$home/lib/*" \
        org.neo4j.server.CommunityEntryPoint --home-dir="$home" --config-dir="$home/conf" --console-mode \
        >>"$log" 2>&1 </dev/null &
    printf '%s\n' "$!" >"$pid_file"
    wait_until_ready "$port"
    say "Neo4j answers at $(known URI); its password stands in $env_file."
}

stop_server() {
    local pid waited=0
    if ! pid=$(server_pid); then
        rm -f "$pid_file"
        say "Neo4j is not running."
        return
    fi
    say "Stopping Neo4j (this takes about 12 seconds) …"
    kill "$pid"
    while is_running; do
        [ "$waited" -lt 300 ] || fail "the server (process $pid) is still there after a minute; see $log"
        sleep 0.2
        waited=$((waited + 1))
    done
    rm -f "$pid_file"
    say "Neo4j is stopped."
}

show_status() {
    if is_running; then
        say "Neo4j runs at $(known URI) (process $(server_pid)), its files are in $home."
    else
        say "Neo4j is not running; start it with: ops/neo4j.sh start"
        return 3
    fi
}

print_env() {
    [ -r "$env_file" ] || fail "there is no server yet; start it with: ops/neo4j.sh start"
    sed 's/OGNIWO_TEST_//' "$env_file"
}

case "${1:-}" in
install) install_server && say "Neo4j is installed in $home." ;;
start) start_server "${2:-}" ;;
stop) stop_server ;;
status) show_status ;;
env) print_env ;;
*)
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
