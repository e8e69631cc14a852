"""ops/neo4j.sh: what it says when something is missing, and a server that is stopped and started under a store."""

import os
import re
import shutil
import signal
import stat
import subprocess
import time
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from graph.errors import StoreUnavailable
from graph.model import NodeKey, Unit, make_link, make_node
from graph.neo4j_store import Neo4jAddress, Neo4jStore
from tests.killing import FULL
from tests.neo4j_server import neo4j_address

DAY = date(2023, 5, 1)
N_KILLS = 10 if FULL else 1
N_LOADED = 4000
BATCH = 1000
SECONDS = 8.0  # what graph/store.py allows
ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "ops" / "neo4j.sh"
INSTALLED = ROOT / "var" / "neo4j"
TOOLS = ("bash", "dirname", "sed", "head", "cat", "cmp", "mkdir", "rm", "grep", "tr")


def run(*arguments, **environment):
    return subprocess.run(
        [str(SCRIPT), *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


@pytest.fixture
def machine(tmp_path):
    """A machine with the usual tools and whatever a test adds; returns the environment of a command on it."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))

    def with_programs(**programs):
        for name, text in programs.items():
            (tools / name).write_text(f"#!/bin/sh\n{text}\n")
            (tools / name).chmod(0o755)
        return {"PATH": str(tools), "OGNIWO_NEO4J_HOME": str(tmp_path / "neo4j")}

    return with_programs


def test_without_java_it_names_the_package_to_install(machine):
    tried = run("start", **machine())
    assert tried.returncode == 1
    assert "Java is missing" in tried.stderr
    assert "apt-get install openjdk-17-jre-headless" in tried.stderr


def test_with_an_old_java_it_says_which_one_it_needs(machine):
    tried = run("install", **machine(java="echo 'openjdk version \"11.0.2\" 2019-01-15' >&2"))
    assert tried.returncode == 1
    assert "Java 11 is too old; Neo4j needs 17 or newer" in tried.stderr


def test_without_maven_it_names_the_package_to_install(machine):
    tried = run("install", **machine(java="echo 'openjdk version \"21.0.2\" 2024-01-16' >&2"))
    assert tried.returncode == 1
    assert "apt-get install maven" in tried.stderr


def test_a_download_that_fails_leaves_nothing_that_looks_installed(machine, tmp_path):
    environment = machine(java="echo 'openjdk version \"17.0.1\"' >&2", mvn="exit 1")
    tried = run("install", **environment)
    assert tried.returncode == 1
    assert "could not fetch Neo4j" in tried.stderr
    assert not (tmp_path / "neo4j" / "lib").exists()


def test_without_a_server_status_stop_and_env_say_so(tmp_path):
    environment = {"OGNIWO_NEO4J_HOME": str(tmp_path)}
    status, stop, env = (run(name, **environment) for name in ("status", "stop", "env"))
    assert (status.returncode, "ops/neo4j.sh start" in status.stdout) == (3, True)
    assert (stop.returncode, stop.stdout) == (0, "Neo4j is not running.\n")
    assert (env.returncode, "ops/neo4j.sh start" in env.stderr) == (1, True)


def test_an_unknown_command_shows_the_known_ones():
    tried = run("restart")
    assert tried.returncode == 2
    for command in ("install", "start [PORT]", "stop", "status", "env"):
        assert f"ops/neo4j.sh {command}" in tried.stderr


WRITTEN_AND_READ = """
source <(sed '/^case "${1:-}" in/,$d' "$1")
mkdir -p "$home"
write_env 7687 "$2"
eval "$(print_env)"
printf '%s\\n' "$NEO4J_PASSWORD" "$(known PASSWORD)" "$(known_port)"
"""


@pytest.mark.parametrize("password", ["0a1b", "a b'c\"d$HOME`id`\\e;#f", "łąka!*"])
def test_a_password_is_kept_for_the_shell_whatever_signs_it_has(tmp_path, password):
    done = subprocess.run(
        ["bash", "-c", WRITTEN_AND_READ, "bash", str(SCRIPT), password],
        env=os.environ | {"OGNIWO_NEO4J_HOME": str(tmp_path / "neo4j")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [password, password, "7687"]


@pytest.fixture
def own_home(tmp_path):
    """A home with the installed server's libraries and nothing else; whatever runs there is stopped afterwards."""
    neo4j_address()  # skips, or fails, where there is no Neo4j
    if not (INSTALLED / "lib").exists():
        pytest.skip("Neo4j was not installed by ops/neo4j.sh here; try: make neo4j")
    home = tmp_path / "neo4j"
    home.mkdir()
    (home / "lib").symlink_to(INSTALLED / "lib")
    shutil.copy(INSTALLED / "installed.xml", home)
    yield home
    run("stop", OGNIWO_NEO4J_HOME=str(home))


def address_of(home):
    printed = run("env", OGNIWO_NEO4J_HOME=str(home)).stdout
    known = dict(re.findall(r"^export (NEO4J_\w+)=(.*)$", printed, re.MULTILINE))
    return Neo4jAddress(known["NEO4J_URI"], known["NEO4J_USER"], known["NEO4J_PASSWORD"])


@pytest.mark.neo4j
@pytest.mark.slow
@pytest.mark.timeout(3600 if FULL else 1200)
def test_a_store_outlives_a_restart_and_the_killing_of_its_server(own_home, monkeypatch):
    monkeypatch.setattr("graph.neo4j_store.loading.LOAD_ROWS", BATCH)
    environment = {"OGNIWO_NEO4J_HOME": str(own_home), "OGNIWO_NEO4J_MEMORY": "512m"}
    started = start(environment)
    assert started.returncode == 0, started.stderr
    assert stat.S_IMODE((own_home / "env").stat().st_mode) == 0o600
    assert "running already" in run("start", **environment).stdout
    address = address_of(own_home)
    with closing(Neo4jStore(address)) as store:
        _outlive_a_restart(store, environment)
        for number in range(N_KILLS):
            _outlive_being_killed(store, own_home, environment, number)
    assert address_of(own_home) == address


def _outlive_a_restart(store, environment):
    store.migrate()
    circle = make_node("org-1", "Organisation", name="Koło", joined=date(2023, 5, 1))
    store.apply(Unit(nodes=(circle,)))

    assert run("stop", **environment).stdout.endswith("Neo4j is stopped.\n")
    assert run("status", **environment).returncode == 3
    with pytest.raises(StoreUnavailable, match=r"cannot be reached|does not answer"):
        store.node(NodeKey("Actor", "org-1"))

    assert start(environment).returncode == 0
    assert store.node(NodeKey("Actor", "org-1")) == circle


def start(environment):
    """The server's start; on a busy machine it takes longer than the script waits, which goes on waiting then."""
    tried = [run("start", **environment)]
    while tried[-1].returncode and "did not answer" in tried[-1].stderr and len(tried) < 3:
        tried.append(run("start", **environment))
    return tried[-1]


def _outlive_being_killed(store, home, environment, number):
    """The server is killed in the middle of a load; the same store then completes it."""
    nodes = [make_node(f"k{number}-{n:04}", "Organisation", name="Koło", joined=DAY) for n in range(N_LOADED)]
    links = [
        make_link("COOPERATES_WITH", one.id, other.id, since=DAY, kind="project") for one, other in pairwise(nodes)
    ]
    before, pid = store.counts(), int((home / "run" / "pid").read_text())
    written, died = [], []

    def noted(n_records):
        written.append(n_records)
        if len(written) == 1 + number % 3:
            os.kill(pid, signal.SIGKILL)
            died.append(time.monotonic())

    with pytest.raises(StoreUnavailable, match="Neo4j at"):
        store.load(nodes, links, progress=noted)
    assert time.monotonic() - died[0] < SECONDS
    assert start(environment).returncode == 0
    n_there = _loaded_since(store, before)
    assert n_there >= sum(written), "what was reported as written is lost"
    assert n_there % BATCH == 0, "a batch is there by half"
    store.load(nodes, links)
    assert _loaded_since(store, before) == len(nodes) + len(links)


def _loaded_since(store, before):
    now = store.counts()
    return sum(now[name] - before[name] for name in ("Organisation", "COOPERATES_WITH"))
