"""Filling a network writes invented records once and never over what people wrote."""

import pytest
from click.testing import CliRunner

from graph.model import NodeKey
from graph.sqlite_store import SqliteStore
from graph.transfer import network_hash
from seeds.programme import sample_programme
from web.cli import main
from web.office import audit, persons
from web.office.persons import Person
from web.ogniwo import Ogniwo
from web.services.recording import add_organisation, update_organisation

ASKED = {"by": "anna", "reason": "they asked"}


@pytest.fixture
def run(environment):
    return lambda *arguments: CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def _hash(settings):
    with Ogniwo.open(settings) as ogniwo:
        return network_hash(ogniwo.store)


def _actions(settings):
    with Ogniwo.open(settings) as ogniwo, ogniwo.office.reading() as connection:
        return [(entry.action, entry.details) for entry in audit.entries(connection)]


class PowerFails(Exception):
    """Stands for whatever ends a process in the middle."""


@pytest.fixture
def cut_off(monkeypatch):
    """Makes the next load write so many nodes and links, and no more."""

    def after(n_nodes, n_links=0):
        real = SqliteStore.load

        def load(store, nodes, links, *, progress=None):
            monkeypatch.setattr(SqliteStore, "load", real)
            real(store, list(nodes)[:n_nodes], list(links)[:n_links])
            raise PowerFails

        monkeypatch.setattr(SqliteStore, "load", load)

    return after


def test_the_sample_is_written_once(run, environment):
    assert run("seed").exit_code == 0
    first = _hash(environment)
    again = run("seed")
    assert again.exit_code == 0
    assert "nothing was changed" in again.stdout
    assert _hash(environment) == first
    with Ogniwo.open(environment) as ogniwo:
        counts = ogniwo.store.counts()
        assert (counts["Organisation"], counts["Mentor"]) == (270, 27)
        assert ogniwo.office.counts()["person"] == counts["Mentor"]


@pytest.mark.parametrize("command", ["seed", "demo"])
def test_seeding_again_leaves_what_people_changed(run, environment, command):
    run("seed")
    with Ogniwo.open(environment) as ogniwo:
        update_organisation(ogniwo, "org-0001", {"name": "Nowa nazwa", "needs": [], "region": "1803"}, **ASKED)
        with ogniwo.office.writing() as connection:
            persons.put(connection, [Person("men-0001", "Łucja Żwirek")])
    changed = _hash(environment)
    assert run(command, *(["--no-serve"] if command == "demo" else [])).exit_code == 0
    assert _hash(environment) == changed
    with Ogniwo.open(environment) as ogniwo, ogniwo.office.reading() as connection:
        assert persons.find(connection, "men-0001").display_name == "Łucja Żwirek"


@pytest.mark.parametrize("command", [("seed",), ("demo", "--no-serve")])
@pytest.mark.parametrize("n_links", [0, 3000])
def test_a_sample_that_was_cut_off_is_completed(run, environment, tmp_path, monkeypatch, cut_off, command, n_links):
    cut_off(sample_programme().n_nodes if n_links else sample_programme().n_nodes - 50, n_links)
    with pytest.raises(PowerFails):
        run("seed")
    assert run(*command).exit_code == 0
    completed = _hash(environment)
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "elsewhere"))
    assert run("seed").exit_code == 0
    with Ogniwo.open(environment) as ogniwo:
        assert ogniwo.office.counts()["person"] == 27
    from web.settings import Settings

    assert completed == _hash(Settings.from_environment())


def test_completing_the_sample_leaves_what_people_changed_meanwhile(run, environment, cut_off):
    cut_off(sample_programme().n_nodes)
    with pytest.raises(PowerFails):
        run("seed")
    with Ogniwo.open(environment) as ogniwo:
        update_organisation(ogniwo, "org-0001", {"name": "Nowa nazwa", "region": "1803"}, **ASKED)
        own = add_organisation(ogniwo, {"name": "Koło Łąka", "region": "1803"}, **ASKED).id
    assert run("seed").exit_code == 0
    with Ogniwo.open(environment) as ogniwo:
        assert ogniwo.store.node(NodeKey("Actor", "org-0001")).properties["name"] == "Nowa nazwa"
        assert ogniwo.store.node(NodeKey("Actor", own)) is not None
        seats = ogniwo.store.neighbours(NodeKey("Actor", "org-0001"), "LOCATED_IN", "out")
        assert [seat.target for seat in seats] == ["1803"]


def test_seed_refuses_a_network_with_actors_of_its_own(run, environment):
    with Ogniwo.open(environment) as ogniwo:
        add_organisation(ogniwo, {"name": "Koło Łąka"}, **ASKED)
    result = run("seed")
    assert result.exit_code == 1
    assert "OGNIWO_DATA" in result.stderr
    assert run("seed", "--reference-only").exit_code == 0


GENERATE = ("generate", "--organisations", "20", "--seed", "3")


def test_a_generated_network_is_written_once_and_completed_where_it_was_cut_off(run, environment, cut_off):
    cut_off(450, 0)
    with pytest.raises(PowerFails):
        run(*GENERATE)
    assert run(*GENERATE).exit_code == 0
    with Ogniwo.open(environment) as ogniwo:
        assert ogniwo.store.counts()["Organisation"] == 20
        update_organisation(ogniwo, "org-0001", {"name": "Nowa nazwa"}, **ASKED)
    changed = _hash(environment)
    assert "nothing was changed" in run(*GENERATE).stdout
    assert _hash(environment) == changed


@pytest.mark.parametrize(
    "other", [("generate", "--organisations", "20", "--seed", "4"), ("generate", "--organisations", "21"), ("seed",)]
)
def test_a_generated_network_is_not_replaced_by_another_with_the_same_ids(run, environment, other):
    run(*GENERATE)
    before = _hash(environment)
    refused = run(*other)
    assert refused.exit_code == 1
    assert "nothing was written" in refused.stderr
    assert _hash(environment) == before


def test_a_sample_that_was_cut_off_elsewhere_is_not_completed_into_another_network(run, environment, cut_off):
    """The office stays, and the network is suddenly one on a server."""
    from dataclasses import replace

    from web.services.seeding import how_far

    cut_off(sample_programme().n_nodes)
    with pytest.raises(PowerFails):
        run("seed")
    with Ogniwo.open(environment) as ogniwo:
        assert how_far(ogniwo, "seed-sample", {}) == "cut off"
        ogniwo.settings = replace(ogniwo.settings, neo4j_uri="bolt://127.0.0.1:7687")
        assert how_far(ogniwo, "seed-sample", {}) == "others"


def test_the_audit_says_what_was_generated_and_how_it_ended(run, environment, cut_off):
    cut_off(450)
    with pytest.raises(PowerFails):
        run(*GENERATE)
    run(*GENERATE)
    (ended, details), (began, _), (failed, why), (first, what) = _actions(environment)
    assert [first, failed, began, ended] == ["generate-began", "generate-failed", "generate-began", "generate-ended"]
    assert (what["n_organisations"], what["seed"], what["network"]) == (20, 3, "embedded")
    assert why["error"] == "PowerFails"
    assert details["counts"]["Organisation"] == 20


def test_the_audit_says_which_file_was_imported_and_that_it_failed(run, environment, tmp_path, monkeypatch, cut_off):
    file = tmp_path / "network.jsonl"
    assert run("network", "export", str(file)).exit_code == 0
    cut_off(3)
    with pytest.raises(PowerFails):
        run("network", "import", str(file))
    (failed, details), (began, _) = _actions(environment)
    assert (began, failed) == ("import-began", "import-failed")
    assert (details["file"], details["error"]) == ("network.jsonl", "PowerFails")


@pytest.mark.parametrize("store", ["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def test_a_network_is_put_over_another_only_when_asked_and_again_without_asking(
    store, request, run, environment, tmp_path, monkeypatch
):
    file = tmp_path / "network.jsonl"
    run("organisation", "add", "--name", "Z pliku", "--reason", "they asked")
    assert run("network", "export", str(file)).exit_code == 0
    monkeypatch.setenv("OGNIWO_DATA", str(tmp_path / "other"))
    if store == "neo4j":
        address = request.getfixturevalue("empty_neo4j").address
        monkeypatch.setenv("NEO4J_URI", address.uri)
        monkeypatch.setenv("NEO4J_PASSWORD", address.password)
    assert run("organisation", "add", "--name", "Na miejscu", "--reason", "they asked").exit_code == 0
    refused = run("network", "import", str(file))
    assert refused.exit_code == 1
    assert "--yes" in refused.stderr
    there = tmp_path / "there.jsonl"
    run("network", "export", str(there))
    assert ("Na miejscu" in there.read_text(), "Z pliku" in there.read_text()) == (True, False)
    assert run("network", "import", str(file), "--yes").exit_code == 0
    assert run("network", "import", str(file)).exit_code == 0, "it was brought in before"
    run("network", "export", str(tmp_path / "both.jsonl"))
    both = (tmp_path / "both.jsonl").read_text()
    assert ("Na miejscu" in both, "Z pliku" in both) == (True, True)


def test_no_person_is_in_an_exported_network(run, environment, tmp_path):
    run("seed")
    file = tmp_path / "network.jsonl"
    assert run("network", "export", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8")
    for person in sample_programme().persons:
        assert person.actor_id in text
        assert person.display_name not in text
        assert person.email not in text


def test_doctor_is_unwell_until_a_programme_that_was_cut_off_is_completed(run, cut_off):
    cut_off(400)
    with pytest.raises(PowerFails):
        run("seed")
    unwell = run("doctor")
    assert unwell.exit_code == 1
    assert "`ogniwo seed` began to write" in unwell.stdout.split("Problems")[1]
    assert run("seed").exit_code == 0
    assert run("doctor").exit_code == 0


def test_doctor_names_a_load_of_which_the_audit_has_only_the_beginning(run, environment):
    with Ogniwo.open(environment) as ogniwo, ogniwo.office.writing() as connection:
        audit.add(connection, audit.Entry("anna", "they asked", "import-began", "network", {}))
    assert "`ogniwo network import` began to write" in run("doctor").stdout.split("Problems")[1]
