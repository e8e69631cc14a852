"""The sample programme behind the web application, for tests of pages and the API."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from graph.model import NodeKey, Unit, make_link
from graph.snapshot import Snapshot, today
from matching import Kind, recommend
from seeds.programme import sample_programme
from web.app import create_app
from web.office.tables import IMPORT_DRAFT
from web.ogniwo import Ogniwo
from web.services import seeding
from web.services.cohorts import life
from web.services.cohorts.drafting import match
from web.services.importing.drafts import keep_draft
from web.services.importing.reading import read_table
from web.services.introduction_lists import introductions_listed
from web.settings import Settings

RICH = {"NEEDS", "OFFERS", "ACTIVE_IN", "COOPERATES_WITH", "TAKES_PART_IN", "MENTORS", "ATTENDED", "PAIRED_WITH"}
COHORT = "trial"
DATABASES = ("network.sqlite3", "office.sqlite3")


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of the sample that tests ask for; `organisation` has every kind of link there is."""

    organisation: str
    other: str
    mentor: str
    partner: str
    left: str
    introduction: str
    """An introduction that was declined, as addresses name it: seeker, provider, kind and day."""
    open_introduction: str
    accepted_introduction: str
    cohort: str
    """A cohort with a draft in which somebody is left without a mentor."""
    draft: str
    """A file on its way in, with a row of every kind."""

    def address(self, template: str) -> str:
        """An address with ids in place of their names: ``/organizacje/{mentor}``."""
        return template.format(**asdict(self))


def settings_of(folder: Path) -> Settings:
    """Settings of an Ogniwo that lives in the folder, the environment left aside."""
    return Settings(folder, f"sqlite:///{folder / 'office.sqlite3'}", port=0)


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample programme; copy it before writing."""
    folder = tmp_path_factory.mktemp("sample")
    programme = sample_programme()
    with Ogniwo.open(settings_of(folder)) as ogniwo:
        seeding.fill_once(ogniwo, programme, "seed-sample", {}, by="test", reason="test", progress=lambda _: None)
        _leave_open(ogniwo)
        _match_a_cohort(ogniwo)
        _leave_draft(ogniwo)
    return folder


def copy_of(sample_folder: Path, folder: Path) -> Path:
    """The folder, made, with a copy of the sample: even reading leaves a line of what was shown."""
    folder.mkdir()
    for name in DATABASES:
        shutil.copy(sample_folder / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def shared_ogniwo(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One Ogniwo over the sample for all tests that only read."""
    with Ogniwo.open(settings_of(copy_of(sample_folder, tmp_path_factory.mktemp("shared") / "sample"))) as ogniwo:
        yield ogniwo


@pytest.fixture(scope="session")
def ids(shared_ogniwo: Ogniwo) -> Ids:
    """Ids found in the sample, whatever it was drawn like."""
    snapshot = shared_ogniwo.snapshot()
    present = [str(i) for i, here in zip(snapshot.actors.ids, snapshot.present, strict=True) if here]
    gone = (str(i) for i, day in zip(snapshot.actors.ids, snapshot.actors.left, strict=True) if day <= snapshot.day)
    full = (i for i in present if _link_types(shared_ogniwo, i) >= RICH)
    return Ids(
        organisation=next(full),
        other=next(i for i in reversed(present) if i.startswith("org")),
        mentor=next(i for i in present if i.startswith("men")),
        partner=next(i for i in present if i.startswith("par")),
        left=next(i for i in gone if i.startswith("org")),
        introduction=_introduction(snapshot, "declined"),
        open_introduction=_introduction(snapshot, "asked"),
        accepted_introduction=_introduction(snapshot, "accepted"),
        cohort=COHORT,
        draft=_draft(shared_ogniwo),
    )


def _leave_open(ogniwo: Ogniwo) -> None:
    """Ask for an introduction that waits for an answer; those of the sample were all answered."""
    present = zip(ogniwo.snapshot().actors.ids, ogniwo.snapshot().present, strict=True)
    seeker = [str(i) for i, here in present if here and i.startswith("org")][-1]
    best = recommend(ogniwo.snapshot(), seeker, Kind.PEER, 1).suggestions[0].provider_id
    ogniwo.store.apply(Unit(links=(make_link("INTRODUCED_TO", seeker, best, since=today(), kind="peer"),)))


def _match_a_cohort(ogniwo: Ogniwo) -> None:
    """Open, close and match a cohort of a few organisations, and of mentors with a place for each but one of them."""
    signed = {"by": "test", "reason": "test"}
    ids = [str(i) for i, here in zip(ogniwo.snapshot().actors.ids, ogniwo.snapshot().present, strict=True) if here]
    seekers, mentors = [i for i in ids if i.startswith("org")][:7], [i for i in ids if i.startswith("men")][:3]
    starts = today() + timedelta(days=30)
    life.open_cohort(ogniwo, COHORT, "Cykl próbny", starts=starts, ends=starts + timedelta(days=180), **signed)
    for actor_id in (*seekers, *mentors):
        life.join(ogniwo, COHORT, actor_id, life.Part(1 if actor_id in seekers else 2), **signed)
    life.close(ogniwo, COHORT, **signed)
    match(ogniwo, COHORT, **signed)


def _leave_draft(ogniwo: Ogniwo) -> None:
    """Keep a file with rows that are new, changed, the same, repeated, suspected and wrong, and words in doubt."""
    there = next(node for node in ogniwo.store.stream_nodes("Actor") if "Organisation" in node.labels)
    name, place = there.properties["name"], there.properties.get("locality", "")
    rows = [
        f"{name};;{place};;",
        f"{name};;;;",
        f"{name} w sieci;;{place};;",
        "Koło Kwitnąca Łąka;;Łańcut;marketing, fundraising;Sadzimy",
        "Koło Kwitnąca Łąka;;Łańcut;;",
        "Fundacja z Błędem;1234563219;Krosno;;",
    ]
    content = "\n".join(["Nazwa;NIP;Miejscowość;Potrzeby;Opis", *rows]).encode()
    keep_draft(ogniwo, read_table(content, "zgloszenia.csv"), "zgloszenia.csv", "organisations")


def _draft(ogniwo: Ogniwo) -> str:
    with ogniwo.office.reading() as connection:
        return str(connection.scalar(sa.select(IMPORT_DRAFT.c.draft_id)))


def _introduction(snapshot: Snapshot, state: str) -> str:
    one = introductions_listed(snapshot, state=state, limit=1).introductions[0]
    return f"{one.seeker_id}/{one.provider_id}/{one.kind}/{one.since}"


def _link_types(ogniwo: Ogniwo, actor_id: str) -> set[str]:
    return {link.type for link in ogniwo.store.neighbours(NodeKey("Actor", actor_id))}


@pytest.fixture(scope="session")
def app(shared_ogniwo: Ogniwo) -> Any:
    """The application over the shared sample."""
    return create_app(shared_ogniwo)


@pytest.fixture
def client(app: Any) -> Any:
    """A client of its own, without cookies."""
    return app.test_client()


@pytest.fixture
def own_ogniwo(sample_folder: Path, tmp_path: Path) -> Any:
    """An Ogniwo over a copy of the sample, for a test that writes."""
    with Ogniwo.open(settings_of(copy_of(sample_folder, tmp_path / "own"))) as ogniwo:
        yield ogniwo


@pytest.fixture
def own_client(own_ogniwo: Ogniwo) -> Any:
    """A client of an application that may be written to."""
    return create_app(own_ogniwo).test_client()
