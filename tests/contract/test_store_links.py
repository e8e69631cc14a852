"""What a store keeps of links."""

from datetime import date

import pytest

from graph.errors import InvalidRecord, MissingEnd
from graph.model import Link, LinkKey, NodeKey, Unit, make_link, make_node
from tests.records import JOINED, actor, cohort, cooperation, mentor, mentoring, organisation

SKILL = make_node("s", "Skill", label_pl="Statut", label_en="Statutes", component="training")


@pytest.fixture
def actors(store):
    """A store with four organisations, a mentor and a skill."""
    store.apply(Unit(nodes=(*map(organisation, "abcd"), mentor("m"), SKILL)))
    return store


def load_links(store, *links):
    """Load links into a store that has their ends."""
    store.load([], links)


def test_link_is_read_back_as_it_was_written(actors):
    link = cooperation("a", "b", date(2021, 5, 1), strength=0.25, since_known=False, until=date(2022, 1, 31))
    actors.apply(Unit(links=(link,)))
    assert actors.links([link.key]) == {link.key: link}
    assert list(actors.stream_links("COOPERATES_WITH")) == [link]
    assert isinstance(actors.links([link.key])[link.key].properties["since_known"], bool)


def test_link_that_is_not_there_is_absent_from_the_answer(actors):
    link = cooperation("a", "b")
    actors.apply(Unit(links=(link,)))
    others = [
        cooperation("a", "c").key,
        cooperation("a", "b", kind="event").key,
        cooperation("a", "b", date(2020, 1, 1)).key,
        LinkKey("COOPERATES_WITH", "a", "b", ("no day", "project")),
        LinkKey("COOPERATES_WITH", "a", "b", ("20210301", "project")),
        LinkKey("COOPERATES_WITH", "a", "b", ("2021-W09-1", "project")),
        LinkKey("PAIRED_WITH", "a", "b", ("2024",)),
    ]
    assert actors.links(others) == {}
    actors.apply(Unit(deleted_links=tuple(others)))
    assert actors.links([link.key]) == {link.key: link}


def test_symmetric_link_is_found_and_removed_by_its_key_with_the_ends_turned_round(actors):
    link, one_way = cooperation("a", "b"), mentoring("m", "a")
    actors.apply(Unit(links=(link, one_way)))
    turned = link.key._replace(source="b", target="a")
    assert actors.links([turned, link.key]) == {turned: link, link.key: link}
    assert actors.links([one_way.key._replace(source="a", target="m")]) == {}
    start = actors.revision()
    actors.apply(Unit(deleted_links=(turned, one_way.key._replace(source="a", target="m"))))
    assert actors.neighbours(actor("a")) == [one_way]
    assert link.key in actors.changes_since(start).links
    assert turned not in actors.changes_since(start).links


def test_key_with_too_few_values_is_refused(actors):
    with pytest.raises(InvalidRecord, match="since, kind"):
        actors.links([LinkKey("COOPERATES_WITH", "a", "b", ("2021-03-01",))])
    with pytest.raises(InvalidRecord, match="since, kind"):
        actors.apply(Unit(deleted_links=(LinkKey("COOPERATES_WITH", "a", "b"),)))


def test_two_links_of_one_type_join_the_same_two(actors):
    links = [
        cooperation("a", "b", date(2021, 5, 1)),
        cooperation("a", "b", date(2021, 5, 1), "event"),
        cooperation("a", "b", date(2024, 5, 1), "event"),
    ]
    actors.apply(Unit(links=tuple(links)))
    assert actors.neighbours(actor("a")) == sorted(links, key=lambda link: link.key)
    actors.apply(Unit(deleted_links=(links[1].key,)))
    assert actors.neighbours(actor("b")) == [links[0], links[2]]


def test_link_without_key_is_one_between_two_ends(actors):
    actors.apply(Unit(links=(make_link("OFFERS", "a", "s", level=1),)))
    actors.apply(Unit(links=(make_link("OFFERS", "a", "s", level=3), make_link("OFFERS", "b", "s"))))
    assert list(actors.stream_links("OFFERS")) == [
        make_link("OFFERS", "a", "s", level=3),
        make_link("OFFERS", "b", "s"),
    ]
    assert actors.counts()["OFFERS"] == 2


def test_upsert_of_a_link_sets_removes_and_keeps(actors):
    actors.apply(Unit(links=(cooperation("a", "b", strength=0.5, since_known=True),)))
    key = {"since": JOINED, "kind": "project"}
    actors.apply(
        Unit(links=(Link("COOPERATES_WITH", "a", "b", {**key, "since_known": None, "until": date(2023, 1, 1)}),))
    )
    assert list(actors.stream_links("COOPERATES_WITH")) == [cooperation("a", "b", strength=0.5, until=date(2023, 1, 1))]


def test_later_write_of_a_link_in_one_unit_goes_on_from_the_earlier_one(actors):
    key = {"since": JOINED, "kind": "project"}
    without = Link("COOPERATES_WITH", "a", "b", {**key, "strength": None})
    actors.apply(Unit(links=(cooperation("a", "b", strength=0.5), without, cooperation("a", "b", since_known=True))))
    assert list(actors.stream_links("COOPERATES_WITH")) == [cooperation("a", "b", since_known=True)]
    actors.apply(Unit(links=(without, cooperation("a", "b", strength=0.75))))
    assert list(actors.stream_links("COOPERATES_WITH")) == [cooperation("a", "b", since_known=True, strength=0.75)]


@pytest.mark.parametrize("write", [lambda store, link: store.apply(Unit(links=(link,))), load_links])
@pytest.mark.parametrize("link_type", ["MENTORS", "PAIRED_WITH", "TAKES_PART_IN"])
def test_link_that_keeps_its_end_may_not_begin_after_it(actors, link_type, write):
    actors.apply(Unit(nodes=(cohort("z"),)))
    target, key = ("z", {}) if link_type == "TAKES_PART_IN" else ("n", {"cohort": "2024"})
    actors.apply(Unit(nodes=(mentor("n"),)))
    ended = make_link(link_type, "m", target, since=JOINED, until=date(2022, 1, 1), **key)
    actors.apply(Unit(links=(ended,)))
    with pytest.raises(InvalidRecord, match=rf"{link_type} m–{target}: until \(2022-01-01\) is before since \(2023"):
        write(actors, make_link(link_type, "m", target, since=date(2023, 1, 1), **key))
    assert list(actors.stream_links(link_type)) == [ended]
    later = make_link(link_type, "m", target, since=date(2021, 12, 1), **key)
    write(actors, later)
    assert list(actors.stream_links(link_type)) == [Link(*ended.key[:3], {**ended.properties, **later.properties})]


def test_link_may_begin_anew_if_its_end_is_taken_back(actors):
    actors.apply(Unit(links=(mentoring("m", "a", until=date(2022, 1, 1)),)))
    anew = {"cohort": "2024", "since": date(2023, 1, 1)}
    actors.apply(Unit(links=(Link("MENTORS", "m", "a", {**anew, "until": None}),)))
    assert actors.neighbours(actor("m")) == [Link("MENTORS", "m", "a", anew)]


def test_replace_leaves_nothing_of_a_link_but_what_is_given(actors):
    actors.apply(Unit(links=(cooperation("a", "b", strength=0.5, since_known=True),)))
    actors.apply(Unit(links=(cooperation("a", "b", until=date(2024, 1, 1)),), replace=True))
    assert list(actors.stream_links("COOPERATES_WITH")) == [cooperation("a", "b", until=date(2024, 1, 1))]


def test_ends_of_a_symmetric_type_are_kept_with_the_smaller_id_first(actors):
    properties = {"since": JOINED, "kind": "project"}
    actors.apply(
        Unit(links=(Link("COOPERATES_WITH", "b", "a", properties), Link("COOPERATES_WITH", "a", "b", properties)))
    )
    assert list(actors.stream_links("COOPERATES_WITH")) == [Link("COOPERATES_WITH", "a", "b", properties)]


def test_link_to_an_end_that_is_not_there_is_refused(actors):
    with pytest.raises(MissingEnd, match="OFFERS a–x: there is no Skill x"):
        actors.apply(Unit(links=(make_link("OFFERS", "a", "s"), make_link("OFFERS", "a", "x"))))
    with pytest.raises(MissingEnd, match="there is no Actor s"):
        actors.apply(Unit(links=(make_link("NEEDS", "s", "s"),)))
    assert actors.counts()["OFFERS"] == actors.counts()["NEEDS"] == 0


def test_end_in_another_role_is_refused(actors):
    with pytest.raises(MissingEnd, match="there is no Mentor b"):
        actors.apply(Unit(links=(mentoring("b", "a"),)))
    actors.apply(Unit(links=(mentoring("m", "a"),)))
    assert actors.neighbours(actor("m")) == [mentoring("m", "a")]


def test_role_gained_in_the_same_unit_is_enough(actors):
    actors.apply(Unit(nodes=(make_node("b", "Mentor"),), links=(mentoring("b", "a"),)))
    assert actors.counts()["MENTORS"] == 1


@pytest.mark.parametrize(
    ("link", "problem"),
    [
        (Link("COOPERATES_WITH", "a", "a", {"since": JOINED, "kind": "project"}), "is the source itself"),
        (Link("COOPERATES_WITH", "a", "b", {"since": JOINED}), "kind is missing"),
        (Link("COOPERATES_WITH", "a", "b", {"since": JOINED, "kind": "friends"}), "must be one of"),
        (Link("OFFERS", "a", "s", {"level": 4}), "must be from 1"),
        (Link("OFFERS", "a", "s", {"level": True}), "must be int"),
    ],
)
def test_link_that_does_not_fit_the_schema_is_refused(actors, link, problem):
    with pytest.raises(InvalidRecord, match=problem):
        actors.apply(Unit(links=(cooperation("a", "b"), link)))
    assert actors.counts()["COOPERATES_WITH"] == 0


def test_removing_a_link_that_is_not_there_is_no_error(actors):
    actors.apply(Unit(links=(cooperation("a", "b"),)))
    gone = (cooperation("c", "d").key, LinkKey("COOPERATES_WITH", "a", "b", ("someday", "project")))
    actors.apply(Unit(deleted_links=gone))
    assert actors.counts()["COOPERATES_WITH"] == 1


@pytest.fixture
def linked(actors):
    """A store in which actor b has links of three types, in both directions."""
    actors.apply(
        Unit(
            links=(
                make_link("OFFERS", "b", "s"),
                cooperation("b", "d"),
                cooperation("a", "b"),
                cooperation("c", "d"),
                mentoring("m", "b", "2023"),
                mentoring("m", "b", "2021"),
            )
        )
    )
    return actors


def test_neighbours_come_in_order_of_type_ends_and_key(linked):
    assert linked.neighbours(actor("b")) == [
        cooperation("a", "b"),
        cooperation("b", "d"),
        mentoring("m", "b", "2021"),
        mentoring("m", "b", "2023"),
        make_link("OFFERS", "b", "s"),
    ]


def test_neighbours_can_be_asked_by_type_and_direction(linked):
    assert linked.neighbours(actor("b"), "COOPERATES_WITH", "out") == [cooperation("b", "d")]
    assert linked.neighbours(actor("b"), "COOPERATES_WITH", "in") == [cooperation("a", "b")]
    assert linked.neighbours(actor("b"), direction="out") == [cooperation("b", "d"), make_link("OFFERS", "b", "s")]
    assert linked.neighbours(NodeKey("Skill", "s")) == [make_link("OFFERS", "b", "s")]
    assert linked.neighbours(NodeKey("Skill", "s"), "MENTORS") == []
    assert linked.neighbours(actor("nobody")) == []


def test_neighbours_of_an_isolate_are_none_although_a_skill_has_its_id(actors):
    actors.apply(Unit(nodes=(organisation("s"),), links=(make_link("OFFERS", "a", "s"),)))
    assert actors.neighbours(actor("s")) == []


@pytest.mark.parametrize("write", [lambda store, link: store.apply(Unit(links=(link,))), load_links])
def test_nobody_mentors_itself(actors, write):
    itself = Link("MENTORS", "m", "m", {"since": JOINED, "cohort": "2024"})
    with pytest.raises(InvalidRecord, match="MENTORS m–m: target is the source itself"):
        write(actors, itself)
    assert actors.counts()["MENTORS"] == 0


def test_introduction_keeps_all_its_dates(actors):
    introduction = make_link(
        "INTRODUCED_TO",
        "b",
        "a",
        since=date(2024, 1, 1),
        kind="peer",
        accepted=date(2024, 1, 5),
        feedback=date(2024, 6, 1),
        worked=True,
    )
    actors.apply(Unit(links=(introduction,)))
    assert actors.neighbours(actor("a")) == [introduction]
