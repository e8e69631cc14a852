"""What the processes do that tests kill; each says what was done as soon as the application says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from graph.model import Link, Node, Unit
from graph.snapshot import today
from graph.transfer import export_network
from tests.killing import Acknowledge
from tests.records import cooperation, organisation
from tests.store_workers import Place, opened
from web.office import audit, persons
from web.office.database import Office
from web.office.persons import Person
from web.ogniwo import Ogniwo
from web.services.backup import take_backup
from web.services.cohorts import life, publishing
from web.services.cohorts.drafting import match
from web.services.cohorts.reading import read_standing
from web.services.cohorts.states import State
from web.services.importing.importing import Asked, read_file, write_import
from web.services.importing.undoing import undo_last
from web.services.recording import add_organisation, update_organisation
from web.services.restore import restore_backup
from web.settings import Settings

ASKED = {"by": "anna", "reason": "they asked"}
N_UNITS = 60
N_LOADED = 24_000
N_ADDED = 25
N_BACKUPS = 6
N_NOTED = 40
N_TOGETHER = 3
N_MENTORS = 15
N_SEEKERS = 4
N_COHORTS = 4
IMPORT_STEPS = (
    ("import", 0), ("undo", 0), ("import", 1), ("import", 2), ("undo", 2), ("import", 3), ("import", 4), ("undo", 4),
)  # fmt: skip


def unit(number: int) -> Unit:
    """Three organisations and the two links between them: present whole, or not at all."""
    ids = [f"u{number:03}-{letter}" for letter in "abc"]
    return Unit(
        nodes=tuple(organisation(one) for one in ids),
        links=(cooperation(ids[0], ids[1]), cooperation(ids[1], ids[2])),
    )


def write_units(place: Place, acknowledge: Acknowledge) -> None:
    """Write every unit under its request key."""
    store = opened(place)
    for number in range(N_UNITS):
        store.apply(unit(number), request_key=f"unit-{number}")
        acknowledge(str(number))
    store.close()


def loaded_nodes() -> Iterator[Node]:
    """The organisations of the load."""
    return (organisation(f"l{number:05}") for number in range(N_LOADED))


def loaded_links() -> Iterator[Link]:
    """A chain through the organisations of the load."""
    return (cooperation(f"l{number:05}", f"l{number + 1:05}") for number in range(N_LOADED - 1))


def load(place: Place, acknowledge: Acknowledge) -> None:
    """Load many records; every batch reported as written is acknowledged by its size."""
    store = opened(place)
    store.load(loaded_nodes(), loaded_links(), progress=lambda n: acknowledge(str(n)))
    store.close()


def add_and_change(settings: Settings, acknowledge: Acknowledge) -> None:
    """Add organisations and change each, as people do: in the office and in the network."""
    with Ogniwo.open(settings) as ogniwo:
        for number in range(N_ADDED):
            fields = {"name": f"Koło {number}", "region": "1803", "joined": "2024-05-01", "about": "Śpiewamy."}
            added = add_organisation(ogniwo, fields, **ASKED, request_key=f"add-{number}")
            acknowledge(added.id)
            update_organisation(ogniwo, added.id, {"about": "Śpiewamy i tańczymy."}, **ASKED)
            acknowledge(f"{added.id} changed")


def add_and_back_up(settings: Settings, archives: Path, acknowledge: Acknowledge) -> None:
    """Add an organisation, take a backup, and so on; both are acknowledged."""
    with Ogniwo.open(settings) as ogniwo:
        for number in range(N_BACKUPS):
            acknowledge(add_organisation(ogniwo, {"name": f"Koło {number}", "joined": "2024-05-01"}, **ASKED).id)
            archive = archives / f"{number}.zip"
            take_backup(ogniwo, archive, **ASKED)
            acknowledge(archive.name)


def restore(archive: Path, settings: Settings, acknowledge: Acknowledge) -> None:
    """Put the backup into the folder of the settings, over what is there."""
    restore_backup(archive, settings, overwrite=True, **ASKED)
    acknowledge("restored")


def batch(number: int) -> Asked:
    """A file of mentors, who are in both databases: their skills in the network, their names in the office."""
    rows = (f"Osoba {number}-{one},o{number}-{one}@example.org,{one % 4}" for one in range(N_MENTORS))
    content = "\n".join(["Imię i nazwisko,E-mail,Liczba miejsc", *rows]).encode()
    return Asked(read_file(content, f"{number}.csv"), f"{number}.csv", "mentors")


def import_and_undo(settings: Settings, acknowledge: Acknowledge) -> None:
    """Import files and undo some of them, step by step."""
    with Ogniwo.open(settings) as ogniwo:
        for what, number in IMPORT_STEPS:
            if what == "import":
                write_import(ogniwo, batch(number), **ASKED)
            else:
                undo_last(ogniwo, **ASKED)
            acknowledge(f"{what} {number}")


def lead_cohorts(settings: Settings, acknowledge: Acknowledge) -> None:
    """Lead cohort after cohort to publishing and on to the end, each from where it stands."""
    with Ogniwo.open(settings) as ogniwo:
        fields = {"region": "1803", "joined": "2024-05-01"}
        ids = [
            add_organisation(ogniwo, fields | {"name": f"Koło {number}"}, **ASKED, request_key=f"add-{number}").id
            for number in range(N_SEEKERS)
        ]
        mentor = Node("men-1", frozenset({"Mentor"}), {"joined": date(2024, 5, 1), "capacity": N_SEEKERS - 1})
        ogniwo.store.apply(Unit(nodes=(mentor,)), request_key="mentor")
        for number in range(N_COHORTS):
            for step in lead(ogniwo, f"c{number}", [*ids, "men-1"]):
                acknowledge(f"c{number} {step}")


def lead(ogniwo: Ogniwo, cohort_id: str, members: list[str]) -> Iterator[str]:
    """Take every step that is left, and say each when it is taken."""
    starts = today() - timedelta(days=1)
    life.open_cohort(ogniwo, cohort_id, "Cykl", starts=starts, **ASKED)
    if read_standing(ogniwo, cohort_id).cohort.state == State.OPEN:
        for one in members:
            life.join(ogniwo, cohort_id, one, **ASKED)
    for step, before in (
        (life.close, {State.OPEN}),
        (match, {State.CLOSED, State.DRAFT}),
        (publishing.review, {State.DRAFT}),
        (publishing.publish, {State.REVIEWED, State.PUBLISHED}),
        (publishing.end, {State.PUBLISHED}),
    ):
        if read_standing(ogniwo, cohort_id).cohort.state in before:
            step(ogniwo, cohort_id, **ASKED)
            yield step.__name__


def begin(settings: Settings, acknowledge: Acknowledge) -> None:
    """Make both databases where there is nothing: every migration runs."""
    with Ogniwo.open(settings):
        acknowledge("open")


def note_people(office_url: str, acknowledge: Acknowledge) -> None:
    """Write persons and a line of the audit together, again and again; what is there already is passed over."""
    office = Office.open(office_url)
    for step in range(N_NOTED):
        with office.writing() as connection:
            if str(step) not in audit.subjects(connection):
                people = [Person(f"men-{step}-{one}", f"Osoba {step}-{one}") for one in range(N_TOGETHER)]
                persons.put(connection, people)
                audit.add(connection, audit.Entry("anna", "they asked", "note", str(step)))
        acknowledge(str(step))
    office.close()


def add_and_export(settings: Settings, files: Path, acknowledge: Acknowledge) -> None:
    """Add an organisation, export the network, and so on; both are acknowledged."""
    with Ogniwo.open(settings) as ogniwo:
        for number in range(N_BACKUPS):
            acknowledge(add_organisation(ogniwo, {"name": f"Koło {number}", "joined": "2024-05-01"}, **ASKED).id)
            file = files / f"{number}.jsonl.gz"
            export_network(ogniwo.store, file)
            acknowledge(file.name)
