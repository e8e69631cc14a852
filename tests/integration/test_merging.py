"""Two who are both in the network are merged, and the merge is taken back."""

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from graph.model import Link, Node, NodeKey, Unit, make_link, make_node
from graph.snapshot import today
from graph.transfer import network_hash
from tests.imported_files import MENTORS, SIGNED, asked, written
from tests.killed_places import BOTH_IN_FULL
from web.cli import main
from web.office import audit, shown
from web.ogniwo import Ogniwo
from web.services.cohorts import life
from web.services.importing.errors import ImportRefused
from web.services.importing.importing import plan_import
from web.services.importing.merge_plan import merge_of
from web.services.importing.merging import merge, plan_merge, suspected_pairs
from web.services.importing.undoing import undo_last
from web.services.recording import add_organisation, update_organisation
from web.services.repair.mending import examine

DAY = date(2022, 1, 1)


def actor(ogniwo, actor_id):
    return ogniwo.store.node(NodeKey("Actor", actor_id))


def links(ogniwo, actor_id):
    found = ogniwo.store.neighbours(NodeKey("Actor", actor_id))
    return {(link.type, link.source, link.target) for link in found}


@pytest.fixture
def two(ogniwo):
    """The same foundation twice, and a neighbour of both."""
    here = {"locality": "Lesko"}
    kept = here | {"name": "Fundacja Żółw", "region": "1821", "joined": date(2021, 5, 1), "about": "Pomagamy"}
    gone = here | {"name": "Żółw – fundacja", "region": "1861", "joined": date(2020, 3, 1), "about": "Coś innego"}
    gone |= {"krs": "0000999901", "needs": [{"skill": "T3.01", "priority": 3}]}
    ids = [add_organisation(ogniwo, one, **SIGNED).id for one in (kept, gone, {"name": "Sąsiad", "joined": DAY})]
    together = {"since": DAY, "kind": "project"}
    ogniwo.store.apply(
        Unit(links=(
            make_link("COOPERATES_WITH", ids[1], ids[2], **together),
            make_link("COOPERATES_WITH", ids[0], ids[1], **together),
        ))
    )  # fmt: skip
    return ids


def test_who_stays_keeps_their_values_gains_what_they_lack_and_takes_over_links(ogniwo, two):
    kept, gone, neighbour = two
    done = merge(ogniwo, kept, gone, **SIGNED)
    assert actor(ogniwo, gone) is None
    assert actor(ogniwo, kept).properties == {
        "name": "Fundacja Żółw",
        "locality": "Lesko",
        "about": "Pomagamy",
        "krs": "0000999901",
        "joined": date(2020, 3, 1),
    }
    ends = tuple(sorted((kept, neighbour)))
    assert links(ogniwo, kept) == {
        ("LOCATED_IN", kept, "1821"),
        ("NEEDS", kept, "T3.01"),
        ("COOPERATES_WITH", *ends),
    }
    assert {one.field: one.new for one in done.gains} == {
        "krs": "0000999901",
        "joined": date(2020, 3, 1),
        "NEEDS": ["T3.01:3"],
        "COOPERATES_WITH": [neighbour],
    }
    assert {one.field: one.new for one in done.dropped} == {"name": "Żółw – fundacja", "about": "Coś innego"}
    with ogniwo.office.reading() as connection:
        entry = audit.entries(connection)[0]
    assert (entry.action, entry.by, entry.details["gone"]) == ("merge", SIGNED["by"], gone)


def test_undoing_brings_both_back_as_they_were(ogniwo, two):
    before = network_hash(ogniwo.store)
    merge(ogniwo, two[0], two[1], **SIGNED)
    assert network_hash(ogniwo.store) != before
    assert undo_last(ogniwo, **SIGNED).file_name == two[1]
    assert network_hash(ogniwo.store) == before
    with pytest.raises(ImportRefused):
        undo_last(ogniwo, **SIGNED)


def test_a_merge_is_not_undone_after_whoever_stayed_was_changed(ogniwo, two):
    merge(ogniwo, two[0], two[1], **SIGNED)
    update_organisation(ogniwo, two[0], {"krs": None}, **SIGNED)
    with pytest.raises(ImportRefused) as refused:
        undo_last(ogniwo, **SIGNED)
    assert refused.value.code == "built_on"


def test_an_edit_made_since_survives_the_undoing_of_a_merge_that_did_not_touch_values(ogniwo):
    first, second = (add_organisation(ogniwo, {"name": n, "joined": DAY}, **SIGNED).id for n in ("A", "B"))
    merge(ogniwo, first, second, **SIGNED)
    update_organisation(ogniwo, first, {"about": "Nowe"}, **SIGNED)
    undo_last(ogniwo, **SIGNED)
    assert actor(ogniwo, first).properties["about"] == "Nowe"
    assert actor(ogniwo, second).properties["name"] == "B"


def test_a_plan_writes_nothing(ogniwo, two):
    before = network_hash(ogniwo.store)
    plan_merge(ogniwo, two[0], two[1])
    assert network_hash(ogniwo.store) == before


def test_a_row_about_whoever_went_is_about_whoever_stayed_until_the_merge_is_undone(ogniwo):
    text = "nazwa,miejscowość\nŻółw Leski,Lesko\n"
    gone = written(ogniwo, text, kind="organisations").rows[0].actor_id
    kept = add_organisation(ogniwo, {"name": "Fundacja z Leska", "locality": "Lesko"}, **SIGNED).id
    merge(ogniwo, kept, gone, **SIGNED)
    plan = plan_import(ogniwo, asked(text, kind="organisations"))
    assert [(row.state, row.actor_id) for row in plan.rows] == [("same", kept)]
    undo_last(ogniwo, **SIGNED)
    again = plan_import(ogniwo, asked(text, kind="organisations"))
    assert [(row.state, row.actor_id) for row in again.rows] == [("same", gone)]


def test_rows_decided_to_be_about_whoever_went_follow_one_merge_after_another_and_back(ogniwo):
    texts = [f"nazwa,miejscowość\n{name},Lesko\n" for name in ("Zielony Liść", "Zielonolistni")]
    first = written(ogniwo, texts[0], kind="organisations").rows[0].actor_id
    written(ogniwo, texts[1], kind="organisations", merged={2: first})
    second, third = (add_organisation(ogniwo, {"name": n, "locality": "Lesko"}, **SIGNED).id for n in ("Bór", "Las"))

    def about():
        return [plan_import(ogniwo, asked(one, kind="organisations")).rows[0].actor_id for one in texts]

    merge(ogniwo, second, first, **SIGNED)
    assert about() == [second, second]
    merge(ogniwo, third, second, **SIGNED)
    assert about() == [third, third]
    undo_last(ogniwo, **SIGNED)
    assert about() == [second, second]


def test_doctor_finds_nothing_amiss_in_suggestions_of_whoever_went(ogniwo, two):
    one = shown.Shown("r", "cli", "anna", two[2], "peer", None, two[1], 1, 0.5, 1)
    with ogniwo.office.writing() as connection:
        shown.add(connection, [one])
    merge(ogniwo, two[0], two[1], **SIGNED)
    assert examine(ogniwo.store, ogniwo.office, ogniwo.settings.folder) == ()


def test_whoever_cannot_be_merged_is_refused_with_the_reason(ogniwo, two):
    mentor = written(ogniwo, MENTORS).rows[0].actor_id
    other = add_organisation(ogniwo, {"name": "Inna", "krs": "0000999902"}, **SIGNED).id
    starts = today() + timedelta(days=30)
    life.open_cohort(ogniwo, "wiosna", "Wiosna", starts=starts, ends=starts + timedelta(days=90), **SIGNED)
    life.join(ogniwo, "wiosna", two[2], life.Part(1), **SIGNED)
    before = network_hash(ogniwo.store)
    for kept, gone, code in (
        (two[0], two[0], "merge_itself"),
        (two[0], "org-nikt", "merge_nobody"),
        ("org-nikt", two[0], "merge_nobody"),
        (two[0], mentor, "merge_person"),
        (two[1], other, "merge_numbers"),
        (two[0], two[2], "merge_member"),
    ):
        with pytest.raises(ImportRefused) as refused:
            merge(ogniwo, kept, gone, **SIGNED)
        assert refused.value.code == code
    assert network_hash(ogniwo.store) == before
    merge(ogniwo, two[2], two[0], **SIGNED)


def test_those_who_share_a_number_or_words_of_a_name_in_one_place_are_suspected(ogniwo):
    nodes = [
        make_node("a", "Organisation", name="Fundacja Żółw", locality="Lesko", joined=DAY),
        make_node("b", "Organisation", name="Stowarzyszenie „Żółw”", locality="LESKO", joined=DAY),
        make_node("c", "Organisation", name="Żółw", locality="Krosno", joined=DAY),
        make_node("d", "Partner", name="fundacja zolw", joined=DAY, partner_type="P05", sector="culture"),
        make_node("e", "Organisation", name="Zupełnie inna", nip="1234563218", joined=DAY),
        make_node("f", "Organisation", name="Jeszcze inna", nip="1234563218", joined=DAY),
        make_node("g", "Organisation", name="Koło", locality="Lesko", krs="0000999901", joined=DAY),
        make_node("h", "Organisation", name="Koło", locality="Lesko", krs="0000999902", joined=DAY),
    ]  # fmt: skip
    ogniwo.store.apply(Unit(nodes=tuple(nodes)))
    found = {(one.first.id, one.second.id): one.why for one in suspected_pairs(ogniwo)}
    assert found == {
        ("a", "b"): "similar",
        ("a", "d"): "name",
        ("b", "d"): "similar",
        ("c", "d"): "similar",
        ("e", "f"): "nip",
    }


def node(node_id, **properties):
    return Node(node_id, frozenset({"Organisation"}), {"name": node_id, **properties})


def test_a_group_that_turns_out_to_be_registered_is_informal_no_longer():
    group = node("a", legal_form="INFORMAL")
    registered = node("b", legal_form="FOUND", krs="0000999901")
    numbered = node("c", krs="0000999901")
    assert {one.field: one.new for one in merge_of(group, [], registered, []).gains} == {
        "legal_form": "FOUND",
        "krs": "0000999901",
    }
    (changed,) = merge_of(group, [], numbered, []).unit.nodes
    assert changed.properties == {"krs": "0000999901", "legal_form": None}
    assert merge_of(registered, [], group, []).unit.nodes == ()


def test_a_link_that_both_have_stays_as_whoever_stays_has_it():
    mine = Link("NEEDS", "a", "T3.01", {"priority": 1})
    other = Link("NEEDS", "b", "T3.01", {"priority": 3})
    done = merge_of(node("a"), [mine], node("b"), [other])
    assert (done.unit.links, done.unit.deleted_links) == ((), (other.key,))
    assert done.undo.links == (other,)


@pytest.mark.parametrize("new_settings", BOTH_IN_FULL, indirect=True)
def test_a_merge_and_its_undoing_are_the_same_in_both_stores(new_settings):
    settings = new_settings("merged")
    with Ogniwo.open(settings) as ogniwo:
        named = ({"name": name, "locality": "Lesko", "joined": DAY} for name in ("Koło Żółw", "Żółw koło", "Sąsiad"))
        kept, gone, other = (add_organisation(ogniwo, one, **SIGNED).id for one in named)
        ogniwo.store.apply(Unit(links=(make_link("COOPERATES_WITH", gone, other, since=DAY, kind="project"),)))
        before = network_hash(ogniwo.store)
        assert [one.why for one in suspected_pairs(ogniwo)] == ["similar"]
        merge(ogniwo, kept, gone, **SIGNED)
        assert actor(ogniwo, gone) is None
        assert links(ogniwo, kept) == {("COOPERATES_WITH", *sorted((kept, other)))}
        undo_last(ogniwo, **SIGNED)
        assert network_hash(ogniwo.store) == before


def run(*arguments):
    return CliRunner().invoke(main, ["merge", *arguments], catch_exceptions=False)


@pytest.mark.usefixtures("environment")
def test_the_command_lists_shows_writes_and_undoes(ogniwo, two):
    kept, gone, _ = two
    ogniwo.close()
    listed = run("--lang", "pl").stdout
    assert kept in listed
    assert f"{gone}" in listed
    assert "podobna nazwa" in listed
    dry = run(kept, gone, "--lang", "pl")
    assert "    KRS: (nic) → 0000999901" in dry.stdout
    assert "    potrzeby: (nic) → Pisanie wniosków o dotację [T3.01:3]" in dry.stdout
    assert "    opis: Pomagamy / Coś innego" in dry.stdout
    assert "Nic jeszcze nie zapisano" in dry.stdout
    said = json.loads(run(kept, gone, "--apply", "--by", "anna", "--reason", "ta sama", "--json").stdout)
    assert (said["kept"], said["gone"], said["written"]) == (kept, gone, True)
    assert "Nobody in the network" in run().stdout
    refused = run("undo", gone)
    assert refused.exit_code == 2
    assert "takes no id" in refused.stderr
    assert f"{gone} is in the network again" in run("undo").stdout
    assert run(kept, gone, "--apply", "--by", "anna", "--reason", "ta sama").exit_code == 0
    undone = CliRunner().invoke(main, ["import", "undo", "--lang", "pl"], catch_exceptions=False)
    assert f"{gone} jest znowu w sieci" in undone.stdout
    assert run("undo").exit_code == 1
    assert run(kept).exit_code == 2
    refused = run(kept, "org-nikt", "--lang", "pl")
    assert refused.exit_code == 1
    assert "nie ma w sieci nikogo o identyfikatorze org-nikt" in refused.stderr
