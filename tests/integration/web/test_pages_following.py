"""Lists follow the network: what is written shows at once, and names are folded only when they change."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from graph.model import Unit, make_link, make_node
from web.office import persons
from web.office.persons import Person
from web.services.browsing import mentor_names
from web.services.directory import Criteria, Directory, LiveDirectory

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def follow(own_ogniwo):
    """Applies a unit and gives the directory made from the former one, and one made from nothing."""
    live = LiveDirectory()

    def directories():
        snapshot = own_ogniwo.network.current(at_least=own_ogniwo.store.revision())
        names = mentor_names(own_ogniwo, snapshot)
        return live.of(snapshot, names), Directory.of(snapshot, names)

    directories()
    return directories


CHANGES = {
    "a new actor": lambda ids: Unit(
        nodes=(make_node("org-0000", "Organisation", name="Ąbecadło", joined=date(2024, 1, 1), locality="Żary"),)
    ),
    "another name": lambda ids: Unit(nodes=(make_node(ids.organisation, "Organisation", name="Ząb"),)),
    "one who left": lambda ids: Unit(nodes=(make_node(ids.organisation, "Organisation", left=date(2024, 1, 1)),)),
    "another need": lambda ids: Unit(links=(make_link("NEEDS", ids.organisation, "T1.01", priority=1),)),
}


@pytest.mark.parametrize("change", CHANGES)
def test_directory_made_from_the_former_one_equals_a_new_one(own_ogniwo, follow, ids, change):
    own_ogniwo.store.apply(CHANGES[change](ids))
    followed, anew = follow()
    assert followed.texts == anew.texts
    assert followed.by_name.tolist() == anew.by_name.tolist()
    for criteria in (Criteria(), Criteria(text="zab"), Criteria(component="training"), Criteria(order="newest")):
        assert followed.rows(criteria).tolist() == anew.rows(criteria).tolist()


def test_directory_is_made_once_for_one_snapshot(own_ogniwo):
    live, snapshot = LiveDirectory(), own_ogniwo.snapshot()
    names = mentor_names(own_ogniwo, snapshot)
    assert live.of(snapshot, names) is live.of(snapshot, dict(names))


def test_new_name_of_a_mentor_is_found_although_the_network_did_not_change(own_ogniwo, follow, ids):
    with own_ogniwo.office.writing() as connection:
        persons.put(connection, [Person(ids.mentor, "Świętosława Żółć")])
    followed, _ = follow()
    rows = followed.rows(Criteria(text="swietoslawa zolc"))
    assert [followed.snapshot.actors.ids[row] for row in rows] == [ids.mentor]


RENAMING = """
import sys
from pathlib import Path
from graph.model import Unit, make_node
from graph.opening import open_store

store = open_store(sqlite_path=Path(sys.argv[1]))
store.apply(Unit(nodes=(make_node(sys.argv[2], "Organisation", name=sys.argv[3]),)))
store.close()
"""


def test_page_shows_what_another_process_wrote(own_ogniwo, own_client, ids, monkeypatch):
    new_name = "Nowa nazwa po zmianie"
    address = f"/organizacje?q={new_name}"
    link = f'href="/organizacje/{ids.organisation}"'
    assert link not in own_client.get(address).get_data(as_text=True)
    path = own_ogniwo.settings.network_path
    subprocess.run([sys.executable, "-c", RENAMING, path, ids.organisation, new_name], cwd=ROOT, check=True)
    monkeypatch.setattr(own_ogniwo.network, "_poll_seconds", 0)  # so that nobody waits for the next look
    assert link in own_client.get(address).get_data(as_text=True)
