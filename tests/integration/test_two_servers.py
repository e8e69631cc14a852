"""Two `ogniwo serve` on one folder: both work, each sees what the other wrote, and nothing of either is lost."""

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from web.office import audit
from web.ogniwo import Ogniwo

SERVE = [sys.executable, "-c", "from web.cli import main; main()", "serve", "--port", "0"]
N_ADDED = 16
SIGNED = {"by": "anna", "reason": "they asked", "region": "1803"}


@contextmanager
def running(n):
    """The addresses of so many servers, which start together and end cleanly."""
    started = [
        subprocess.Popen(SERVE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ.copy())
        for _ in range(n)
    ]
    try:
        yield [address_of(process) for process in started]
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            _, complaints = process.communicate(timeout=60)
            assert (process.returncode, "Traceback" in complaints) == (0, False), complaints
    finally:
        for process in started:
            process.kill()


def address_of(process):
    found = next((said for line in process.stdout if (said := re.search(r"http://[\d.]+:\d+", line))), None)
    assert found is not None, process.stderr.read()
    return found[0]


def ask(address, path, sent=None, method=None):
    """The status and the answer in JSON."""
    body = None if sent is None else json.dumps(sent).encode()
    asked = urllib.request.Request(f"{address}{path}", body, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=60) as answered:
            return answered.status, json.load(answered)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def add(address, name):
    status, added = ask(address, "/api/v1/organisations", SIGNED | {"name": name})
    assert status == 201
    return added["id"]


def change(address, actor_id, place):
    fields = {"name": f"Koło z {place}", "locality": place, "by": "anna", "reason": "moved"}
    status, _ = ask(address, f"/api/v1/organisations/{actor_id}", fields, "PATCH")
    return status


def test_what_two_servers_write_at_the_same_time_is_all_there_is_whole_and_is_shown_by_both(environment):
    with running(2) as servers, ThreadPoolExecutor(4) as threads:
        names = [f"Koło {number}" for number in range(N_ADDED)]
        added = list(threads.map(add, servers * (N_ADDED // 2), names))
        statuses = list(threads.map(change, servers * 4, [added[0]] * 8, ["Łąka", "Dolina"] * 4))
        assert set(statuses) <= {200, 409}, "written, or told that somebody else is just changing it"
        assert 200 in statuses
        time.sleep(0.3)  # a quarter of a second later a server looks at the revision again
        shown = [[ask(one, f"/api/v1/actors/{actor_id}")[1]["name"] for actor_id in added] for one in servers]
    with Ogniwo.open(environment) as ogniwo:
        there = {node.id: node.properties for node in ogniwo.store.stream_nodes("Actor")}
        with ogniwo.office.reading() as connection:
            lines = [(line.action, line.subject) for line in audit.entries(connection)]
    last = there[added[0]]["locality"]
    assert last in {"Łąka", "Dolina"}
    assert shown == [[f"Koło z {last}", *names[1:]]] * 2
    assert {actor_id: node["name"] for actor_id, node in there.items()} == dict(zip(added, shown[0], strict=True))
    expected = [("add-organisation", actor_id) for actor_id in added]
    expected += [("update-organisation", added[0])] * statuses.count(200)
    assert sorted(lines) == sorted(expected)
