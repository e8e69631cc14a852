"""Pictures of every page into docs/images: ``python docs/screenshots.py [BEGINNING OF A NAME]``.

They are taken of the sample programme in Debian's Chromium, so they show real output; run
it again after changing a page. Needs what the tests need.
"""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from graph.model import NodeKey
from matching import Kind, recommend
from seeds.programme import sample_programme
from web.app import create_app
from web.ogniwo import Ogniwo
from web.services import seeding
from web.services.cohorts import life
from web.services.cohorts.drafting import match
from web.services.importing.drafts import keep_draft
from web.services.importing.guessing import guess_kind
from web.services.importing.importing import read_file
from web.settings import Settings

FOLDER = Path(__file__).parent / "images"
EXAMPLE = Path(__file__).parent / "examples" / "zgloszenia.csv"
CHROMIUM = "/usr/bin/chromium"
MAX_BYTES = 150_000
DESKTOP, PHONE = (1200, 800), (390, 844)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, the page, and how the page is looked at.

    In the address, ``{organisation}`` and ``{other}`` stand for ids of the sample, ``{draft}`` for that of an
    invented file on its way in.
    """

    name: str
    address: str
    language: str = "pl"
    scheme: str = "light"
    size: tuple[int, int] = DESKTOP


ORGANISATION = "/organizacje/{organisation}"

PICTURES = (
    Picture("start-pl", "/"),
    Picture("list-pl", "/organizacje?region=22&component=image"),
    Picture("actor-pl", ORGANISATION),
    Picture("suggestions-pl", f"{ORGANISATION}/propozycje"),
    Picture("mentors-pl", f"{ORGANISATION}/propozycje?kind=mentor"),
    Picture("partners-pl", f"{ORGANISATION}/propozycje?kind=partner"),
    Picture("pair-pl", f"{ORGANISATION}/propozycje/{{other}}"),
    Picture("trainings-pl", "/szkolenia"),
    Picture("trainings-pl-phone-dark", "/szkolenia", scheme="dark", size=PHONE),
    Picture("trainings-en-dark", "/szkolenia?mode=on_site", "en", "dark"),
    Picture("map-pl", "/mapa#map", size=(1200, 690)),
    Picture("map-en-dark", "/mapa?selected={organisation}#map", "en", "dark", size=(1000, 640)),
    Picture("map-pl-phone-dark", "/mapa#map", scheme="dark", size=PHONE),
    Picture("growth-pl", "/rozwoj?as_of=2024-03-31"),
    Picture("growth-pl-phone-dark", "/rozwoj?as_of=2024-03-31", scheme="dark", size=PHONE),
    Picture("voivodeships-pl", "/rozwoj/wojewodztwa", size=(1200, 1000)),
    Picture("brokers-en-dark", "/rozwoj/kto-spaja", "en", "dark"),
    Picture("alone-pl", "/rozwoj/na-uboczu", size=(1200, 1000)),
    Picture("communities-pl-phone-dark", "/rozwoj/grupy", scheme="dark", size=PHONE),
    Picture("whom-to-introduce-pl-phone-dark", "/rozwoj/kogo-poznac", scheme="dark", size=PHONE),
    Picture("indicators-en-dark", "/rozwoj/wskazniki", "en", "dark"),
    Picture("cohorts-pl", "/cykle"),
    Picture("cohort-pl", "/cykle/wiosna"),
    Picture("cohort-pl-phone-dark", "/cykle/wiosna", scheme="dark", size=PHONE),
    Picture("cohort-en-dark", "/cykle/wiosna", "en", "dark"),
    Picture("introduce-pl", f"{ORGANISATION}/propozycje/{{other}}/prosba"),
    Picture("introductions-pl", "/kontakty"),
    Picture("import-pl", "/wczytaj"),
    Picture("import-columns-pl", "/wczytaj/{draft}/kolumny"),
    Picture("import-rows-pl", "/wczytaj/{draft}", size=(1200, 1300)),
    Picture("import-rows-en-dark", "/wczytaj/{draft}", "en", "dark"),
    Picture("import-rows-pl-phone-dark", "/wczytaj/{draft}", scheme="dark", size=PHONE),
    Picture("about-pl", "/o-programie"),
    Picture("not-found-pl", "/organizacje/nie-ma"),
    Picture("start-pl-phone-dark", "/", scheme="dark", size=PHONE),
    Picture("list-pl-phone-dark", "/organizacje?region=22", scheme="dark", size=PHONE),
    Picture("actor-pl-phone-dark", ORGANISATION, scheme="dark", size=PHONE),
    Picture("suggestions-pl-phone-dark", f"{ORGANISATION}/propozycje", scheme="dark", size=PHONE),
    Picture("introductions-pl-phone-dark", f"{ORGANISATION}/kontakty", scheme="dark", size=PHONE),
    Picture("start-en", "/", "en"),
    Picture("actor-en-dark", ORGANISATION, "en", "dark"),
    Picture("suggestions-en", f"{ORGANISATION}/propozycje?kind=mentor", "en"),
    Picture("pair-en-dark", f"{ORGANISATION}/propozycje/{{other}}", "en", "dark"),
    Picture("api-en", "/api", "en"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the sample is served, and the ids that pictures show."""

    address: str
    ids: dict[str, str]


def chosen_ids(ogniwo: Ogniwo) -> dict[str, str]:
    """The organisation with the fullest page, and who comes first among its peers."""
    snapshot = ogniwo.snapshot()
    present = [str(i) for i, here in zip(snapshot.actors.ids, snapshot.present, strict=True) if here]
    organisation = max((i for i in present if i.startswith("org")), key=lambda i: (fullness(ogniwo, i), i))
    return {
        "organisation": organisation,
        "other": recommend(snapshot, organisation, Kind.PEER, 1).suggestions[0].provider_id,
        "draft": draft_of(ogniwo, EXAMPLE),
    }


def draft_of(ogniwo: Ogniwo, path: Path) -> str:
    """Id of the file on its way in, as if somebody had sent it and gone on to its rows."""
    table = read_file(path.read_bytes(), path.name)
    return keep_draft(ogniwo, table, path.name, guess_kind(table.headers, path.name)).draft_id


def fullness(ogniwo: Ogniwo, actor_id: str) -> tuple[int, int]:
    """How many kinds of links the actor has, and how many links."""
    links = ogniwo.store.neighbours(NodeKey("Actor", actor_id))
    return len({link.type for link in links}), len(links)


def match_a_cohort(ogniwo: Ogniwo) -> None:
    """Two cohorts: one with a draft in which somebody is left without a mentor, and one that is still open."""
    signed, snapshot = {"by": "docs", "reason": "pictures"}, ogniwo.snapshot()
    present = [str(i) for i, here in zip(snapshot.actors.ids, snapshot.present, strict=True) if here]
    seekers, mentors = [[i for i in present if i.startswith(role)] for role in ("org", "men")]
    life.open_cohort(ogniwo, "wiosna", "Wiosna 2030", starts=date(2030, 2, 1), ends=date(2030, 6, 30), **signed)
    for actor_id in (*seekers[20:32], *mentors[:5]):
        life.join(ogniwo, "wiosna", actor_id, life.Part(2 if actor_id in mentors else 1), **signed)
    life.close(ogniwo, "wiosna", **signed)
    match(ogniwo, "wiosna", **signed)
    life.open_cohort(ogniwo, "jesien", "Jesień 2030", starts=date(2030, 9, 1), closes_on=date(2030, 8, 15), **signed)


@contextmanager
def sample_site() -> Iterator[Site]:
    """A site with the sample programme, while the block lasts."""
    with tempfile.TemporaryDirectory() as name:
        folder, programme = Path(name), sample_programme()
        with Ogniwo.open(Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}")) as ogniwo:
            seeding.fill_once(
                ogniwo, programme, "seed-sample", {}, by="docs", reason="pictures", progress=lambda _: None
            )
            match_a_cohort(ogniwo)
            server = make_server("127.0.0.1", 0, create_app(ogniwo), threaded=True)
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield Site(f"http://127.0.0.1:{server.server_port}", chosen_ids(ogniwo))
            finally:
                server.shutdown()
                thread.join()
                server.server_close()


def take(browser: Browser, site: Site, picture: Picture) -> int:
    """How many bytes the picture has, after taking it."""
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=picture.scheme)
    context.add_cookies([{"name": "language", "value": picture.language, "url": site.address}])
    page = context.new_page()
    page.goto(site.address + picture.address.format(**site.ids), wait_until="load")
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
    content = page.screenshot(path=FOLDER / f"{picture.name}.png")
    context.close()
    return len(content)


def main(beginning: str = "") -> int:
    """Take every picture whose name begins so; 1 where one is too large for the repository."""
    FOLDER.mkdir(exist_ok=True)
    with sample_site() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        wanted = [picture for picture in PICTURES if picture.name.startswith(beginning)]
        sizes = {picture.name: take(browser, site, picture) for picture in wanted}
        browser.close()
    for name, n_bytes in sizes.items():
        sys.stdout.write(f"{n_bytes:>8,} {name}.png{'' if n_bytes <= MAX_BYTES else '  too large'}\n")
    return int(max(sizes.values()) > MAX_BYTES)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
