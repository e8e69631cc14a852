"""First frame, frames a second while moving, and a year's step: ``python -m benchmarks.map``.

sigma, graphology and cytoscape come from npm into a temporary folder at run time; nothing of
them is kept. All three are drawn by the same Chromium without a graphics card.
"""

from __future__ import annotations

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from werkzeug.serving import make_server

from benchmarks.measuring import Measurement, at_least, at_most, cpu_timed, save, table
from benchmarks.network import cooperation_network, cooperations, organisations
from graph.analysis import history_of
from graph.snapshot import snapshot_of
from web.app import create_app
from web.ogniwo import Ogniwo
from web.services.network_map.drawn import NetworkMap, map_of
from web.services.network_map.picture import PALETTES
from web.settings import Settings

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
# Without a graphics card a canvas is drawn fastest by the processor alone; WebGL, which sigma needs, is imitated.
PLAIN = ("--no-sandbox", "--disable-gpu")
IMITATED = ("--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
PEERS = {
    "sigma": ("sigma@3.0.3", "graphology@0.26.0"),
    "cytoscape": ("cytoscape@3.35.0",),
}
BUILDS = {
    "sigma": ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
    "cytoscape": ("cytoscape/dist/cytoscape.min.js",),
}
SIZE = {"width": 1280, "height": 900}
PAN_SECONDS = 4

# Moves the map each frame, in a circle, and counts the frames.
_PAN = """async seconds => {
  const frame = () => new Promise(done => requestAnimationFrame(done));
  let time = await frame(); const began = time; let n = 0;
  while (time - began < 1000 * seconds) {
    window.bench.pan(9 * Math.cos(n / 40), 9 * Math.sin(n / 40));
    time = await frame(); n += 1;
  }
  return { fps: 1000 * n / (time - began), n };
}"""
_YEARS = """async () => {
  const taken = [];
  for (let year = 0; year < window.bench.years(); year += 1) {
    await new Promise(done => setTimeout(done, 60));
    const began = performance.now(); await window.bench.year(year); taken.push(performance.now() - began);
  }
  return taken;
}"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one way to draw takes, in milliseconds but for the frames: on the clock, and processor time of the page."""

    first: float
    first_cpu: float
    fps: float
    frame_cpu: float
    year: float
    year_cpu: float
    labels: int

    def rows(self, name: str, *, ours: bool) -> list[Measurement]:
        """The measurements, ours with their goals."""
        named = [at_least(name, "labels in the first frame", self.labels, "", None)] if self.labels >= 0 else []
        return [
            at_most(name, "first frame after the answer is there", self.first, "ms", 400 if ours else None),
            at_most(name, "the same, processor time", self.first_cpu, "CPU ms", 400 if ours else None),
            at_least(name, "frames while moving", self.fps, "a second", 55 if ours else None),
            at_most(name, "one frame, processor time", self.frame_cpu, "CPU ms", 1000 / 55 if ours else None),
            at_most(name, "step of a year, median", self.year, "ms", 50 if ours else None),
            at_most(name, "the same, mean processor time", self.year_cpu, "CPU ms", 50 if ours else None),
            *named,
        ]


class PageClock:
    """Processor time of a page's main thread, whatever else the machine does."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def milliseconds(self) -> float:
        """What the thread has used so far."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return 1000 * next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")


@click.command()
@click.option("--organisations", "n", default=10_000, show_default=True)
@click.option("--links", "m", default=30_000, show_default=True)
@click.option("--peer", "peers", type=click.Choice(list(PEERS)), multiple=True, default=list(PEERS), show_default=True)
@click.option("--without-peers", is_flag=True, help="Only ours.")
@click.option("--layout", "layouts", multiple=True, type=int, help="Also lay out so many; may be given again.")
def main(n: int, m: int, peers: tuple[str, ...], without_peers: bool, layouts: tuple[int, ...]) -> None:
    """Measure the map of a network of this size."""
    network = cooperation_network(n, m, np.random.default_rng(1))
    nodes, links = list(organisations(network)), list(cooperations(network))
    drawn = map_of(snapshot_of(nodes, links, as_of=date(2023, 12, 31)))
    rows = laid_out(nodes, links, "layout")
    for size in layouts:
        larger = cooperation_network(size, 10 * size, np.random.default_rng(1))
        rows += laid_out(list(organisations(larger)), list(cooperations(larger)), "layout")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        with site(Path(name) / "ours", nodes, links) as address, launched(playwright, "ours") as browser:
            rows += measured_ours(browser, address).rows("ours", ours=True)
            version = browser.version
        for peer in () if without_peers else peers:
            with installed(Path(name) / peer, peer) as address, launched(playwright, peer) as browser:
                rows += measured_peer(browser, peer, address, drawn).rows(peer, ours=False)
    conditions = {"actors": n, "contacts": m, "chromium": version}
    click.echo(table(rows))
    save(rows, "map", conditions)


def laid_out(nodes: list[Any], links: list[Any], name: str) -> list[Measurement]:
    """How long all years' layouts take, and how much one year's moves those that were there."""
    snapshot = snapshot_of(nodes, links, as_of=date(2023, 12, 31))
    history_of(snapshot)
    with cpu_timed() as watch:
        drawn = map_of(snapshot)
    size = f"{len(nodes):,} actors, {len(links):,} links"
    moved = 100 * (drawn.mean_displacement or 0.0)
    return [
        Measurement(name, f"all {len(drawn.layouts)} years of {size}", watch.seconds, "CPU s"),
        Measurement(name, f"mean displacement a year, {len(nodes):,}", moved, "% diag."),
    ]


def measured_ours(browser: Browser, address: str) -> Drawn:
    """Our page, as a reader opens it."""
    page = browser.new_page(viewport=SIZE, bypass_csp=True)
    page.goto(f"{address}/mapa", timeout=300_000)  # the first request lays the network out
    page.reload()
    page.add_script_tag(path=FOLDER / "ours.js")
    return _measured(page, None)


def measured_peer(browser: Browser, peer: str, address: str, drawn: NetworkMap) -> Drawn:
    """A page with nothing but the peer, of the same size as our canvas."""
    page = browser.new_page(viewport=SIZE)
    page.goto(f"{address}/page.html")
    for build in BUILDS[peer]:
        page.add_script_tag(url=f"{address}/node_modules/{build}")
    page.add_script_tag(path=FOLDER / f"{peer}.js")
    return _measured(page, as_peers_want(drawn))


def _measured(page: Page, network: dict[str, Any] | None) -> Drawn:
    page.evaluate("network => window.bench.prepare(network)", network)
    clock = PageClock(page)
    before = clock.milliseconds()
    begun = page.evaluate("window.bench.first()")
    first_cpu = clock.milliseconds() - before
    page.wait_for_timeout(1000)
    before = clock.milliseconds()
    panned = page.evaluate(_PAN, PAN_SECONDS)
    frame_cpu = (clock.milliseconds() - before) / max(panned["n"], 1)
    page.wait_for_timeout(1000)
    before = clock.milliseconds()
    years = page.evaluate(_YEARS)
    year_cpu = (clock.milliseconds() - before) / len(years)
    page.close()
    return Drawn(begun["milliseconds"], first_cpu, panned["fps"], frame_cpu, median(years), year_cpu, begun["labels"])


def as_peers_want(drawn: NetworkMap) -> dict[str, Any]:
    """Nodes with places, sizes and colours; links with their first day; last days of years."""
    history, colours = drawn.history, PALETTES["light"].communities
    degree = np.bincount(np.concatenate((history.one, history.other)), minlength=history.n_actors)
    columns = zip(drawn.points.tolist(), drawn.rows.tolist(), drawn.community.tolist(), strict=True)
    nodes = [
        {
            "x": x,
            "y": y,
            "name": drawn.snapshot.actors.names[row],
            "size": 2 + 0.7 * float(degree[row]) ** 0.5,
            "colour": colours[(community - 1) % len(colours)],
            "joined": int(history.joined[row]),
        }
        for (x, y), row, community in columns
    ]
    links = zip(history.one.tolist(), history.other.tolist(), history.start.tolist(), strict=True)
    return {"nodes": nodes, "links": [list(link) for link in links], "years": list(drawn.year_ends.values())}


@contextmanager
def launched(playwright: Playwright, name: str) -> Iterator[Browser]:
    """Debian's Chromium, while the block lasts."""
    flags = IMITATED if name == "sigma" else PLAIN
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(flags))
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def site(folder: Path, nodes: list[Any], links: list[Any]) -> Iterator[str]:
    """Ogniwo with this network, while the block lasts."""
    folder.mkdir()
    with Ogniwo.open(Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}")) as ogniwo:
        ogniwo.store.load(nodes, links)
        with _served(make_server("127.0.0.1", 0, create_app(ogniwo), threaded=True)) as port:
            yield f"http://127.0.0.1:{port}"


@contextmanager
def installed(folder: Path, peer: str) -> Iterator[str]:
    """A folder with the peer from npm, served while the block lasts."""
    folder.mkdir()
    subprocess.run(["npm", "install", "--silent", "--prefix", folder, *PEERS[peer]], check=True)
    (folder / "page.html").write_text('<div id="box" style="width:1200px;height:666px"></div>', encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    with _served(server) as port:
        yield f"http://127.0.0.1:{port}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _served(server: Any) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


if __name__ == "__main__":
    main()
