"""What pages and the map weigh on their way to a browser: ``python -m benchmarks.map.weights``."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.testing import FlaskClient

from benchmarks.measuring import Measurement, at_least, at_most, save, table
from seeds.generator import generate
from web.app import create_app
from web.ogniwo import Ogniwo
from web.settings import Settings

PAGES = (
    "/",
    "/organizacje",
    "/organizacje/{organisation}",
    "/organizacje/{organisation}/propozycje",
    "/zapytanie",
    "/szkolenia",
    "/rozwoj?by=month",
    "/rozwoj/wojewodztwa",
    "/rozwoj/kto-spaja",
    "/rozwoj/na-uboczu",
    "/rozwoj/grupy",
    "/rozwoj/kogo-poznac",
    "/rozwoj/wskazniki",
    "/mapa",
    "/cykle",
    "/kontakty",
    "/o-programie",
)
MODULES = Path("web/static/map")
_GZIP = {"Accept-Encoding": "gzip"}


@click.command()
@click.option("--organisations", "n", default=4_000, show_default=True, help="So many make about 5,300 actors.")
@click.option("--seed", default=1, show_default=True)
def main(n: int, seed: int) -> None:
    """Weigh pages of a drawn network with Polish names, and the answer its map is drawn from."""
    with tempfile.TemporaryDirectory() as name, client_of(Path(name), n, seed) as (client, organisation):
        answer = client.get("/api/v1/network/map").get_json()
        rows = [
            at_least("map", "actors", answer["n_actors"], "", 5_000),
            at_least("map", "dated contacts", answer["contacts"]["n_contacts"], "", 15_000),
            at_most("map", "their JSON, compressed", kilobytes(client, "/api/v1/network/map"), "kB", 140),
        ]
        for template in PAGES:
            rows += weighed(client, template, template.format(organisation=organisation))
    click.echo(table(rows))
    save(rows, "weights", {"organisations": n, "seed": seed})


def weighed(client: FlaskClient, name: str, address: str) -> list[Measurement]:
    """The page itself, and with everything that a first visit brings along."""
    page = kilobytes(client, address)
    around = sum(kilobytes(client, one) for one in loaded_by(client.get(address).get_data(as_text=True)))
    return [
        at_most("page", name, page, "kB", 40),
        Measurement("page", f"{name}, first visit", page + around, "kB"),
    ]


def loaded_by(body: str) -> set[str]:
    """Addresses of the styles, scripts and pictures of a page, and of the modules that its scripts import."""
    scripted = re.sub(r"<noscript>.*?</noscript>", "", body, flags=re.DOTALL)
    found = set(re.findall(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/[^"]+)"', scripted))
    main = next((one for one in found if one.endswith("/map/main.js")), None)
    return found | ({main.replace("main.js", path.name) for path in MODULES.glob("*.js")} if main else set())


def kilobytes(client: FlaskClient, address: str) -> float:
    """What is sent for an address, without headers; a kilobyte is 1,000 bytes."""
    response = client.get(address, headers=_GZIP)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status}")
    return len(response.get_data()) / 1000


@contextmanager
def client_of(folder: Path, n: int, seed: int) -> Iterator[tuple[FlaskClient, str]]:
    """The pages of a drawn network, and the id of one of its organisations."""
    programme = generate(n, seed=seed)
    with Ogniwo.open(Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}")) as ogniwo:
        ogniwo.store.load(programme.nodes, programme.links)
        actors = zip(ogniwo.snapshot().actors.ids, ogniwo.snapshot().present, strict=True)
        yield create_app(ogniwo).test_client(), next(i for i, here in actors if here and i.startswith("org"))


if __name__ == "__main__":
    main()
