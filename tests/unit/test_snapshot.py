"""The snapshot of a network, its dates and its arrays."""

from datetime import date

import numpy as np
import pytest

from graph.model import LinkKey, Node, NodeKey, Unit, make_link, make_node
from graph.snapshot import NO_DAY, build_snapshot, day_number, refresh_snapshot
from graph.snapshot.matrices import row_of_matrix
from graph.snapshot.nodes import MENTOR, ORGANISATION, PARTNER
from tests.fakes import DictStore
from tests.networks import JOINED, TODAY, Network
from tests.same_snapshot import arrays_of, assert_same_snapshot


def test_actors_stand_in_order_of_id_whatever_order_they_came_in():
    snapshot = Network().actor("org-2").actor("Org-1").actor("łąka").actor("org-10").snapshot()
    assert snapshot.actors.ids.tolist() == ["Org-1", "org-10", "org-2", "łąka"]
    assert [snapshot.actors.row_of[i] for i in ("Org-1", "łąka")] == [0, 3]


def test_no_array_of_a_snapshot_can_be_written_to():
    network = Network().skills("s").spheres("p").actor("a", needs={"s": 1}, offers={"s": 2}, spheres=["p"])
    arrays = arrays_of(network.actor("b").worked_together("a", "b").snapshot())
    assert len(arrays) > 60
    assert [name for name, array in arrays.items() if array.flags.writeable] == []


def test_empty_network_has_an_empty_snapshot():
    snapshot = build_snapshot(DictStore(), TODAY)
    assert len(snapshot.actors) == 0
    assert snapshot.needs.shape == (0, 0)
    assert snapshot.n_present == 0


def test_actor_of_two_roles_has_both():
    snapshot = Network().actor("a", "Organisation", "Partner").mentor("m").snapshot()
    assert snapshot.actors.roles.tolist() == [ORGANISATION | PARTNER, MENTOR]
    assert snapshot.actors.names.tolist() == ["Koło a", None]


def test_absent_properties_are_told_apart_from_zero():
    snapshot = Network().actor("a", n_staff=0, online=False).actor("b").snapshot()
    assert snapshot.actors.n_staff.tolist() == [0, -1]
    assert snapshot.actors.online.tolist() == [0, -1]
    assert snapshot.actors.founded.tolist() == [NO_DAY, NO_DAY]


@pytest.mark.parametrize(
    ("as_of", "present"),
    [(date(2021, 12, 31), False), (date(2022, 1, 1), True), (date(2022, 12, 31), True), (date(2023, 1, 1), False)],
)
def test_actor_is_present_from_joining_until_the_day_before_leaving(as_of, present):
    network = Network().actor("a", joined=date(2022, 1, 1), left=date(2023, 1, 1))
    assert network.snapshot(as_of).present.tolist() == [present]


@pytest.mark.parametrize(
    ("as_of", "n_mentored"),
    [(date(2022, 1, 31), 0), (date(2022, 2, 1), 1), (date(2022, 6, 30), 1), (date(2022, 7, 1), 0)],
)
def test_mentoring_counts_from_its_first_to_its_last_day(as_of, n_mentored):
    network = Network().actor("a").mentor("m").node("c", "Cohort", name="c", starts=date(2022, 2, 1))
    network.link("MENTORS", "m", "a", cohort="c", since=date(2022, 2, 1), until=date(2022, 6, 30))
    snapshot = network.snapshot(as_of)
    assert snapshot.mentoring.n_mentored[snapshot.actors.row_of["m"]] == n_mentored


def test_organisation_mentored_in_two_cohorts_takes_one_place():
    network = Network().actor("a").actor("b").mentor("m")
    for cohort_id in ("c1", "c2"):
        network.node(cohort_id, "Cohort", name=cohort_id, starts=JOINED)
        network.link("MENTORS", "m", "a", cohort=cohort_id, since=JOINED)
    network.link("MENTORS", "m", "b", cohort="c1", since=JOINED)
    assert network.snapshot().mentoring.n_mentored.tolist() == [0, 0, 2]


@pytest.mark.parametrize(("as_of", "n_mentored"), [(date(2022, 12, 31), 1), (date(2023, 1, 1), 0)])
def test_organisation_that_left_takes_no_place_of_a_mentor(as_of, n_mentored):
    network = Network().actor("a", left=date(2023, 1, 1)).mentor("m")
    network.node("c", "Cohort", name="c", starts=JOINED).link("MENTORS", "m", "a", cohort="c", since=JOINED)
    snapshot = network.snapshot(as_of)
    assert snapshot.mentoring.n_mentored[snapshot.actors.row_of["m"]] == n_mentored


def test_place_is_free_after_a_refresh_that_brings_the_leaving():
    network = Network().actor("a").mentor("m").node("c", "Cohort", name="c", starts=JOINED)
    store = network.link("MENTORS", "m", "a", cohort="c", since=JOINED).store()
    before = build_snapshot(store, TODAY)
    store.apply(Unit((make_node("a", "Organisation", name="a", joined=JOINED, left=TODAY),)))
    after = refresh_snapshot(before, store, store.changes_since(before.revision))
    assert (before.mentoring.n_mentored.tolist(), after.mentoring.n_mentored.tolist()) == ([0, 1], [0, 0])


def test_contacts_are_symmetric_and_keep_the_last_day_of_several_links():
    network = Network().actor("a").actor("b").actor("c")
    network.worked_together("b", "a", date(2021, 3, 1), date(2021, 4, 1))
    network.worked_together("a", "b", date(2022, 3, 1), date(2022, 4, 1))
    network.worked_together("a", "c", date(2023, 1, 1))  # lasts
    last = network.snapshot().contacts.last_day.toarray()
    ended, today = day_number(date(2022, 4, 1)), day_number(TODAY)
    assert last.tolist() == [[0, ended, today], [ended, 0, 0], [today, 0, 0]]


def test_link_that_begins_later_is_not_a_contact_yet():
    network = Network().actor("a").actor("b").worked_together("a", "b", date(2023, 1, 1))
    assert network.snapshot(date(2022, 12, 31)).contacts.last_day.nnz == 0
    assert network.snapshot(date(2023, 1, 1)).contacts.n_contacts.tolist() == [1, 1]


def test_past_snapshot_does_not_know_when_a_cooperation_will_end():
    network = Network().actor("a").actor("b").worked_together("a", "b", date(2022, 1, 1), date(2023, 1, 1))
    past = date(2022, 6, 1)
    assert network.snapshot(past).contacts.last_day[0, 1] == day_number(past)


def test_needs_and_offers_are_listed_by_actor_and_by_skill():
    network = Network().skills("s", "t").actor("a", needs={"s": 3, "t": None}).actor("b", needs={"s": 1})
    snapshot = network.snapshot()
    assert snapshot.needs.toarray().tolist() == [[3, -1], [1, 0]]
    actors, priorities = row_of_matrix(snapshot.skill_lists.needed_by, 0)
    assert (actors.tolist(), priorities.tolist()) == ([0, 1], [3, 1])


def test_offers_of_those_who_left_do_not_count_towards_rarity():
    network = Network().skills("s").actor("a", offers={"s": 3}).actor("b", offers={"s": 3}, left=date(2022, 1, 1))
    assert network.snapshot().skill_lists.n_offering.tolist() == [1]


def test_powiat_goes_before_voivodeship_as_the_seat():
    network = Network().actor("a", region="14").link("LOCATED_IN", "a", "1403").link("LOCATED_IN", "a", "1401")
    snapshot = network.actor("b", region="12").actor("c").snapshot()
    assert [snapshot.regions.ids[r] if r >= 0 else None for r in snapshot.region_of] == ["1401", "12", None]


def test_distance_is_the_great_circle():
    # 1.5 degrees along a meridian: 2π · 6371.0088 km · 1.5 / 360 = 166.79 km.
    snapshot = Network().snapshot()
    rows = [snapshot.regions.row_of[i] for i in ("1401", "1403")]
    assert snapshot.region_map.distance_km[*rows] == pytest.approx(166.79, abs=0.01)


def test_links_to_actors_not_read_yet_are_left_out_until_the_refresh():
    class Racing(DictStore):
        def stream_link_columns(self, link_type):
            if link_type == "NEEDS" and self.revision() == 1:
                self.apply(Unit((make_node("z", "Organisation", name="Z", joined=TODAY),), (_need("z"),)))
            return super().stream_link_columns(link_type)

    network = Network().skills("s").actor("a", needs={"s": 1})
    store = Racing(network.nodes, network.links)
    early = build_snapshot(store, TODAY)
    assert early.actors.ids.tolist() == ["a"]
    assert early.needs.nnz == 1
    assert_same_snapshot(
        refresh_snapshot(early, store, store.changes_since(early.revision)), build_snapshot(store, TODAY)
    )


def test_refresh_leaves_the_former_snapshot_as_it_was():
    network = Network().skills("s").actor("b", needs={"s": 1})
    store = network.store()
    before = build_snapshot(store, TODAY)
    copies = {name: array.copy() for name, array in arrays_of(before).items()}
    store.apply(Unit((make_node("a", "Organisation", name="A", joined=TODAY),), (_need("a"),)))
    refresh_snapshot(before, store, store.changes_since(before.revision))
    for name, array in arrays_of(before).items():
        np.testing.assert_array_equal(array, copies[name], err_msg=name)


def test_refresh_makes_only_the_touched_parts_anew():
    network = Network().skills("s").actor("a").actor("b").worked_together("a", "b")
    store = network.store()
    before = build_snapshot(store, TODAY)
    store.apply(Unit(links=(_need("a"),)))
    after = refresh_snapshot(before, store, store.changes_since(before.revision))
    assert after.contacts is before.contacts
    assert after.places is before.places
    assert after.actors is before.actors
    assert after.skill_lists is not before.skill_lists


@pytest.mark.parametrize("kind", ["event", "informal", "project", "service"])
def test_link_between_two_others_of_the_same_pair_takes_its_place_by_key(kind):
    network = Network().actor("a").actor("b")
    network.worked_together("a", "b", kind="project").worked_together("a", "b", kind="informal")
    store = network.store()
    before = build_snapshot(store, TODAY)
    store.apply(Unit(links=(make_link("COOPERATES_WITH", "a", "b", since=JOINED, until=TODAY, kind=kind),)))
    after = refresh_snapshot(before, store, store.changes_since(before.revision))
    kinds = after.links("COOPERATES_WITH").columns["kind"].tolist()
    assert kinds == sorted({"project", "informal", kind})
    assert_same_snapshot(after, build_snapshot(store, TODAY))


def test_removed_actor_takes_its_links_along_even_if_the_changes_do_not_name_them():
    network = Network().skills("s").actor("a", needs={"s": 1}).actor("b", needs={"s": 2})
    store = network.store()
    before = build_snapshot(store, TODAY)
    store.apply(Unit((Node("b", frozenset({"Organisation"}), {"name": "B", "joined": TODAY}),)))
    changes = store.changes_since(before.revision)
    gone = Unit(deleted_links=(LinkKey("NEEDS", "b", "s"),), deleted_nodes=(NodeKey("Actor", "b"),))
    store.apply(gone)  # between reading the list of changes and looking them up
    after = refresh_snapshot(before, store, changes)
    assert after.actors.ids.tolist() == ["a"]
    assert after.needs.nnz == 1


def _need(actor_id):
    return make_link("NEEDS", actor_id, "s", priority=2)
