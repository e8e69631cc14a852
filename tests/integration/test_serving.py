"""`ogniwo` as a process of its own: it serves, says where, and ends cleanly."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.wire import Wire

OGNIWO = Path(sys.executable).parent / "ogniwo"


@contextmanager
def _started(*arguments):
    with subprocess.Popen(
        [OGNIWO, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ.copy()
    ) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _address(process):
    for line in process.stdout:
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return found[0]
    pytest.fail(f"no address was printed: {process.stderr.read()}")


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_serve_prints_its_address_answers_and_ends_cleanly(environment, sent):
    with _started("serve") as process:
        address = _address(process)
        assert "no accounts yet" in process.stdout.readline()
        with urllib.request.urlopen(address, timeout=10) as page:
            assert page.status == 200
        process.send_signal(sent)
        _, complaints = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Traceback" not in complaints


SEVERAL_ADDRESSES = """
import socket, sys
real = socket.getaddrinfo
def getaddrinfo(host, port, *more, **options):
    if host != "localhost":
        return real(host, port, *more, **options)
    return real("::1", port, *more, **options) + real("127.0.0.1", port, *more, **options)
socket.getaddrinfo = getaddrinfo
from web.cli import main
main(["serve", "--host", "localhost"])
"""


def test_serve_on_a_name_with_several_addresses_takes_one(environment):
    with subprocess.Popen(
        [sys.executable, "-c", SEVERAL_ADDRESSES], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            with urllib.request.urlopen(_address(process), timeout=10) as page:
                assert page.status == 200
        finally:
            process.kill()


def _has_ipv6():
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="this machine has no IPv6")
def test_serve_answers_on_an_address_of_ipv6(environment):
    with _started("serve", "--host", "::1") as process:
        found = re.search(r"http://\[::1\]:\d+", process.stdout.readline())
        with urllib.request.urlopen(found[0], timeout=10) as page:
            assert page.status == 200
        process.kill()


def test_a_port_that_is_taken_is_an_error_that_names_it(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with _started("serve", "--port", str(port)) as process:
            _, complaints = process.communicate(timeout=30)
    assert process.returncode == 1
    assert str(port) in complaints
    assert "--port" in complaints
    assert "Traceback" not in complaints


def test_ctrl_c_during_a_long_command_ends_it_without_a_traceback(environment):
    with _started("generate", "--organisations", "200000") as process:
        while process.poll() is None and (environment.folder / "office.sqlite3").exists() is False:
            pass
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in complaints


def test_commands_write_polish_in_a_plain_locale(environment):
    done = subprocess.run(
        [OGNIWO, "organisation", "add", "--name", "Koło Łąka", "--reason", "they asked"],
        capture_output=True,
        env=os.environ | {"LC_ALL": "C", "LANG": "C"},
        check=True,
    )
    assert "Koło Łąka" in done.stdout.decode()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_serve_without_its_server_says_so_once_and_waits_until_it_is_ended(environment, monkeypatch, sent):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{port}")
    with _started("serve") as process:
        first, second = process.stderr.readline(), process.stderr.readline()
        process.send_signal(sent)
        _, rest = process.communicate(timeout=20)
    assert "cannot be reached" in first
    assert second == "Serving begins when it answers; Ctrl-C ends.\n"
    assert rest == ""
    assert process.returncode == 0


@pytest.mark.neo4j
def test_serve_begins_once_its_server_answers(environment, monkeypatch, empty_neo4j):
    parts, known = urlsplit(empty_neo4j.address.uri), empty_neo4j.address
    with Wire(parts.hostname, parts.port) as wire:
        wire.go_away()
        monkeypatch.setenv("NEO4J_URI", f"bolt://127.0.0.1:{wire.port}")
        monkeypatch.setenv("NEO4J_USER", known.user)
        monkeypatch.setenv("NEO4J_PASSWORD", known.password)
        monkeypatch.setenv("NEO4J_DATABASE", known.database or "")
        with _started("serve") as process:
            assert "cannot be reached" in process.stderr.readline()
            wire.come_back()
            with urllib.request.urlopen(_address(process), timeout=10) as page:
                assert page.status == 200
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=20)
        assert process.returncode == 0
