"""What people are told of cohorts: why somebody cannot take part, what a change would do, what rules exclude."""

from datetime import timedelta

import pytest

from graph.model import NodeKey
from matching.cohorts.errors import Unverified
from tests.cohorts_led import (
    SIGNED,
    STARTS,
    audited,
    drafted,
    in_both_stores,
    matched,
    ogniwo,
    opened,
    published,
)
from tests.networks import JOINED
from web.office import cohorts
from web.services.cohorts import life, publishing, settling
from web.services.cohorts.comparing import compared
from web.services.cohorts.effects import rules_report
from web.services.cohorts.errors import (
    CannotJoin,
    CohortExists,
    NobodyToMatch,
    UnknownCohort,
    UnknownDraft,
)
from web.services.cohorts.life import Part
from web.services.cohorts.reading import read_standing
from web.services.cohorts.report import listed, report
from web.services.cohorts.settling import NewRules
from web.services.cohorts.waiting import waiting_list
from web.services.errors import WrongFields

__all__ = ["ogniwo"]


def test_who_cannot_take_part_is_told_why(ogniwo):
    opened(ogniwo, members=())
    for actor_id, cause in (("nobody", "no such actor"), ("gone", "left the network"), ("p", "it is a partner")):
        with pytest.raises(CannotJoin, match=cause):
            life.join(ogniwo, "c1", actor_id, **SIGNED)
    with pytest.raises(CannotJoin, match="its affiliation 'nowhere' is no actor"):
        life.join(ogniwo, "c1", "m1", Part(affiliation="nowhere"), **SIGNED)
    for places, minimum in ((0, 0), (2000, 0), (1, 1)):
        with pytest.raises(WrongFields):
            life.join(ogniwo, "c1", "a", Part(places, minimum), **SIGNED)
    with pytest.raises(NobodyToMatch, match="has no organisations"):
        life.close(ogniwo, "c1", **SIGNED)
    assert read_standing(ogniwo, "c1").members == []


def test_wrong_cohorts_are_refused_by_name(ogniwo):
    with pytest.raises(CohortExists, match="only in the past, as the network knows"):
        life.open_cohort(ogniwo, "past", "Nowa", starts=STARTS, **SIGNED)
    with pytest.raises(WrongFields, match=r"(?s)cohort.*name.*ends.*closes_on"):
        life.open_cohort(
            ogniwo, "Zła nazwa", " ", starts=STARTS, ends=JOINED, closes_on=STARTS + timedelta(days=1), **SIGNED
        )
    life.open_cohort(ogniwo, "c1", "Jesień", starts=STARTS, **SIGNED)
    with pytest.raises(CohortExists, match="with another name"):
        life.open_cohort(ogniwo, "c1", "Zima", starts=STARTS, **SIGNED)
    with pytest.raises(UnknownCohort, match="there is no cohort 'c2'"):
        life.close(ogniwo, "c2", **SIGNED)
    with pytest.raises(UnknownDraft, match="has no draft 7; its drafts: none yet"):
        report(ogniwo, "c1", "pl", draft=7)


def test_comparing_leaves_everything_as_it_was(ogniwo):
    draft = drafted(ogniwo)
    before, revision = audited(ogniwo), ogniwo.store.revision()
    told = compared(ogniwo, "c1", [draft.number], ["needed_skill=off"], "best")
    assert told["before"]["pairs"] == told["after"]["pairs"] == 2
    assert told["after"]["total"] >= told["before"]["total"]
    assert {one["group"]: one["n"] for one in told["shares"]["region"]} == {"14": 3}
    assert (audited(ogniwo), ogniwo.store.revision()) == (before, revision)


def test_the_rules_say_what_each_excludes_and_what_switching_it_changes(ogniwo):
    opened(ogniwo)
    assert all(one["n_broken"] is None for one in rules_report(ogniwo, "c1", "pl")["rules"])
    life.close(ogniwo, "c1", **SIGNED)
    matched(ogniwo)
    told = rules_report(ogniwo, "c1", "en")
    assert told["now"]["placed"] == 2
    skill = {one["rule"]: one for one in told["rules"]}["needed_skill"]
    assert (skill["n_broken"], skill["level"], skill["switched"]) == (1, "should", "off")  # a with m2
    settling.set_rules(ogniwo, "c1", NewRules({"needed_skill": "must"}), **SIGNED)
    settling.set_rules(ogniwo, "c1", NewRules({"experience_gap": "must:5..10"}), **SIGNED)
    assert rules_report(ogniwo, "c1", "en")["now"]["placed"] == 2  # nobody's experience is known, so nobody breaks it


def test_every_cohort_is_listed_with_what_comes_next(ogniwo):
    assert listed(ogniwo, "pl") == []
    drafted(ogniwo)
    (one,) = listed(ogniwo, "pl")
    assert (one["id"], one["state_label"], one["seekers"], one["mentors"]) == ("c1", "propozycja do sprawdzenia", 3, 2)
    assert "ogniwo cohort review c1" in one["next_step"]


@in_both_stores
def test_no_persons_name_is_kept_with_a_draft(ogniwo):
    from web.office import persons
    from web.office.persons import Person

    with ogniwo.office.writing() as connection:
        persons.put(connection, [Person("m1", "Zofia Wymyślona")])
    draft = published(ogniwo)
    assert "Wymyślona" not in str(draft.result)
    assert "Zofia Wymyślona" in str(report(ogniwo, "c1", "pl"))
    assert ogniwo.store.node(NodeKey("Cohort", "c1")).properties["name"] == "Jesień"
    with ogniwo.office.reading() as connection:
        assert cohorts.draft_numbers(connection, "c1") == [draft.number]


def _published_for_one(ogniwo, cohort_id, day, *, joined=False):
    """A cohort in which c gets the one place of m2, and b none."""
    starts = STARTS + timedelta(days=day)
    if not joined:
        opened(ogniwo, cohort_id, members=("b", "c", "m2"), starts=starts, ends=None)
    settling.set_rules(ogniwo, cohort_id, NewRules({}, waiting_bonus=0), **SIGNED)
    life.close(ogniwo, cohort_id, **SIGNED)
    matched(ogniwo, cohort_id=cohort_id)
    publishing.review(ogniwo, cohort_id, **SIGNED)
    publishing.publish(ogniwo, cohort_id, **SIGNED)


def _waited(ogniwo, cohort_id):
    return {one.actor_id: one.waited for one in read_standing(ogniwo, cohort_id).members}["b"]


def test_priority_counts_what_was_published_after_somebody_joined(ogniwo):
    opened(ogniwo, "c2", members=("b", "c", "m2"), starts=STARTS + timedelta(days=2), ends=None)
    assert _waited(ogniwo, "c2") == 0
    _published_for_one(ogniwo, "c1", 1)
    _published_for_one(ogniwo, "c2", 2, joined=True)
    assert _waited(ogniwo, "c2") == 1
    opened(ogniwo, "c3", members=("b", "c", "m2"), starts=STARTS + timedelta(days=3), ends=None)
    assert _waited(ogniwo, "c3") == 2


def test_waiting_list_says_who_waits_for_how_long_and_keeps_those_who_withdrew(ogniwo):
    assert waiting_list(ogniwo, "en") == []
    for day in (1, 2):
        _published_for_one(ogniwo, f"c{day}", day)
    opened(ogniwo, "c3", members=("b", "c", "m2"), starts=STARTS + timedelta(days=3), ends=None)
    (told,) = waiting_list(ogniwo, "pl")
    since = (STARTS + timedelta(days=1)).isoformat()
    assert (told["id"], told["waited"], told["since"], told["cohort"]) == ("b", 2, since, "c2")
    assert [one["id"] for one in told["joined"]] == ["c3"]
    settling.withdraw(ogniwo, "c3", "b", **SIGNED)
    opened(ogniwo, "c4", members=("a", "m1"), starts=STARTS + timedelta(days=4), ends=None)
    _published_for_one(ogniwo, "c4", 4, joined=True)
    (told,) = waiting_list(ogniwo, "pl")
    assert (told["id"], told["waited"], told["joined"]) == ("b", 2, [])


def test_a_draft_whose_crowd_fails_the_recount_is_not_kept(ogniwo, monkeypatch):
    monkeypatch.setattr("matching.cohorts.unplaced.Places.without_locks", lambda self, mentors: 0)
    with pytest.raises(Unverified, match="it claims 0 places, but"):
        drafted(ogniwo)
    assert read_standing(ogniwo, "c1").cohort.draft is None
