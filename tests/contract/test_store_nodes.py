"""What a store keeps of nodes."""

from datetime import UTC, date, datetime

import pytest

from graph.errors import InvalidRecord, NodeInUse, UnknownName
from graph.model import Node, NodeKey, Unit, make_link, make_node
from tests.records import JOINED, actor, cooperation, mentor, mentoring, organisation


def test_node_is_read_back_as_it_was_written(store):
    node = organisation(
        "org-1",
        name="Stowarzyszenie „Żółta Łódź”",
        founded=date(1999, 12, 31),
        online=False,
        languages=["pl", "uk"],
        n_staff=0,
        about="Zażółć gęślą jaźń.\nDruga linia.",
    )
    store.apply(Unit(nodes=(node,)))
    assert store.node(actor("org-1")) == node
    assert isinstance(store.node(actor("org-1")).properties["online"], bool)


def test_node_that_is_not_there_is_none(store):
    store.apply(Unit(nodes=(organisation("a"),)))
    assert store.node(actor("b")) is None
    assert store.node(NodeKey("Skill", "a")) is None
    assert store.nodes([]) == {}
    assert store.nodes([actor("b"), actor("a"), actor("a")]) == {actor("a"): organisation("a")}


def test_same_id_under_two_base_labels_names_two_nodes(store):
    skill_group = make_node("x", "SkillGroup", label_pl="Prawo", label_en="Law", component="training")
    store.apply(Unit(nodes=(organisation("x"), skill_group)))
    assert store.node(NodeKey("SkillGroup", "x")) == skill_group
    assert store.node(actor("x")) == organisation("x")


def test_upsert_twice_leaves_one_node(store):
    for _ in range(2):
        store.apply(Unit(nodes=(organisation("a"),)))
    assert list(store.stream_nodes("Actor")) == [organisation("a")]
    assert store.counts()["Organisation"] == 1


def test_upsert_sets_what_is_given_removes_none_and_keeps_the_rest(store):
    store.apply(Unit(nodes=(organisation("a", locality="Łódź", n_staff=3),)))
    store.apply(Unit(nodes=(Node("a", frozenset({"Organisation"}), {"n_staff": None, "n_projects": 2}),)))
    assert store.node(actor("a")) == organisation("a", locality="Łódź", n_projects=2)


def test_later_write_of_one_unit_goes_on_from_the_earlier_one(store):
    label = frozenset({"Organisation"})
    unit = Unit(
        nodes=(organisation("a", n_staff=1), Node("a", label, {"n_staff": None}), Node("a", label, {"n_staff": 5}))
    )
    store.apply(unit)
    assert store.node(actor("a")) == organisation("a", n_staff=5)


def test_replace_leaves_nothing_but_what_is_given(store):
    both = make_node("a", "Organisation", "Partner", name="Straż", joined=JOINED, sector="safety", n_staff=2)
    store.apply(Unit(nodes=(both,)))
    store.apply(Unit(nodes=(organisation("a"),), replace=True))
    assert store.node(actor("a")) == organisation("a")
    assert store.counts()["Partner"] == 0


def test_one_actor_holds_two_roles(store):
    store.apply(Unit(nodes=(organisation("osp", name="OSP Lipa", n_staff=1),)))
    store.apply(Unit(nodes=(make_node("osp", "Partner", partner_type="P05", sector="safety"),)))
    expected = make_node(
        "osp", "Organisation", "Partner", name="OSP Lipa", joined=JOINED, n_staff=1, partner_type="P05", sector="safety"
    )
    assert store.node(actor("osp")) == expected
    assert store.search("Partner", "lipa") == store.search("Organisation", "lipa") == [expected]
    assert (store.counts()["Organisation"], store.counts()["Partner"]) == (1, 1)


def test_new_node_must_have_what_its_label_requires(store):
    with pytest.raises(InvalidRecord, match="joined is missing"):
        store.apply(Unit(nodes=(make_node("a", "Organisation", name="Koło"),)))
    assert store.node(actor("a")) is None


def test_new_role_must_have_what_its_label_requires(store):
    store.apply(Unit(nodes=(mentor("m"),)))
    with pytest.raises(InvalidRecord, match="name is missing"):
        store.apply(Unit(nodes=(make_node("m", "Partner"),)))
    assert store.node(actor("m")) == mentor("m")


def test_replacing_node_must_have_what_its_label_requires(store):
    store.apply(Unit(nodes=(organisation("a"),)))
    with pytest.raises(InvalidRecord, match="name is missing"):
        store.apply(Unit(nodes=(make_node("a", "Organisation", joined=JOINED),), replace=True))
    assert store.node(actor("a")) == organisation("a")


@pytest.mark.parametrize(
    ("labels", "properties", "problem"),
    [
        ({"Organisation"}, {"colour": "red"}, "colour is not in the schema"),
        ({"Organisation"}, {"n_staff": "3"}, "n_staff must be int"),
        ({"Organisation"}, {"n_staff": 2**63}, "n_staff must be int"),
        ({"Organisation"}, {"name": None}, "name is required"),
        ({"Organisation", "Skill"}, {}, "do not share a base label"),
    ],
)
def test_node_that_does_not_fit_the_schema_is_refused(store, labels, properties, problem):
    with pytest.raises(InvalidRecord, match=problem):
        store.apply(Unit(nodes=(Node("a", frozenset(labels), {"name": "x", "joined": JOINED} | properties),)))
    assert sum(store.counts().values()) == 0


def test_unknown_names_are_refused_with_the_choices(store):
    with pytest.raises(UnknownName, match="Organisation"):
        store.apply(Unit(nodes=(Node("a", frozenset({"Firm"})),)))
    for ask in (
        lambda: store.node(NodeKey("Organisation", "a")),
        lambda: store.stream_nodes("Mentor"),
        lambda: store.search("Firm", ""),
        lambda: store.neighbours(NodeKey("Firm", "a")),
        lambda: store.neighbours(actor("a"), "KNOWS"),
        lambda: store.neighbours(actor("a"), direction="sideways"),
        lambda: store.stream_links("KNOWS"),
        lambda: store.stream_link_columns("KNOWS"),
        lambda: store.update(NodeKey("Firm", "a"), lambda node: node),
        lambda: store.apply(Unit(deleted_nodes=(NodeKey("Firm", "a"),))),
    ):
        with pytest.raises(UnknownName, match="choose one of"):
            ask()


HOSTILE = [
    "'; DROP TABLE node_Actor; --",
    '"}) DETACH DELETE (n) //',
    "`Organisation` $id {id: 1} ${x} %s {0} ?1 :id",
    "\\u0041 \\' \\\\ \n\t\r",
    "🏳️‍🌈 👩‍👩‍👧 𝔘𝔫𝔦 ﷽",
    "e\u0301 é \u200b\u202e\ufeff",
    " spaces at both ends ",
    "",
    "x" * 100_000,
    "ż" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_a_value_and_nothing_else(store, text):
    store.apply(Unit(nodes=(organisation("a", about=text, languages=[text[:20]]), organisation("b"))))
    assert store.node(actor("a")).properties["about"] == text
    assert store.node(actor("a")).properties["languages"] == [text[:20]]
    assert store.counts()["Organisation"] == 2


@pytest.mark.parametrize(
    "node_id", ["a'b", 'a"b', "a`b", "a b", "ż/ó?ł", "{id}", "$id", "--", "🙂", "é", "e\u0301", "x" * 100]
)
def test_any_printable_id_names_its_node_and_no_other(store, node_id):
    store.apply(Unit(nodes=(organisation(node_id), organisation("other")), links=(cooperation(node_id, "other"),)))
    assert store.node(actor(node_id)) == organisation(node_id)
    assert [link.key for link in store.neighbours(actor(node_id))] == [cooperation(node_id, "other").key]
    store.apply(Unit(deleted_links=(cooperation(node_id, "other").key,), deleted_nodes=(actor(node_id),)))
    assert list(store.stream_nodes("Actor")) == [organisation("other")]


def test_ids_that_no_node_can_have_find_nothing(store):
    store.apply(Unit(nodes=(organisation("a"),)))
    strange = [actor(""), actor("a\0"), actor("a "), actor("\ud800"), actor("A")]
    assert store.nodes(strange) == {}
    assert [store.neighbours(key) for key in strange] == [[]] * 5


@pytest.mark.parametrize("number", [0, 1, 2**31, 2**53 + 1, 2**63 - 1])
def test_whole_numbers_keep_every_digit(store, number):
    store.apply(Unit(nodes=(organisation("a", n_staff=number),)))
    assert store.node(actor("a")).properties["n_staff"] == number


@pytest.mark.parametrize("number", [0.0, 0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 52.0])
def test_fractions_keep_every_bit_and_stay_fractions(store, number):
    event = make_node("e", "Event", name="x", starts_at=datetime(2024, 1, 1, tzinfo=UTC), hours=number)
    store.apply(Unit(nodes=(event,)))
    hours = store.node(event.key).properties["hours"]
    assert (hours, type(hours)) == (number, float)


@pytest.mark.parametrize(
    "write", [lambda store, unit: store.apply(unit), lambda store, unit: store.load(unit.nodes, unit.links)]
)
def test_zero_has_no_sign(store, write):
    event = make_node("e", "Event", name="x", starts_at=datetime(2024, 1, 1, tzinfo=UTC), hours=-0.0)
    write(
        store, Unit(nodes=(event, organisation("a"), organisation("b")), links=(cooperation("a", "b", strength=-0.0),))
    )
    (link,) = store.stream_links("COOPERATES_WITH")
    assert str(store.node(event.key).properties["hours"]) == str(link.properties["strength"]) == "0.0"


@pytest.mark.parametrize("day", [date.min, date(1582, 10, 10), date(1969, 12, 31), date(2024, 2, 29), date.max])
def test_days_are_read_back(store, day):
    store.apply(Unit(nodes=(organisation("a", joined=day),)))
    assert store.node(actor("a")) == organisation("a", joined=day)


@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
        datetime(2024, 3, 31, 1, 0, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
    ],
)
def test_moments_are_read_back_to_the_microsecond_in_utc(store, moment):
    event = make_node("e", "Event", name="x", starts_at=moment)
    store.apply(Unit(nodes=(event,)))
    read = store.node(event.key).properties["starts_at"]
    assert (read, read.tzinfo) == (moment, UTC)


def test_empty_list_is_kept_apart_from_no_list(store):
    store.apply(Unit(nodes=(organisation("a", languages=[]), organisation("b"))))
    assert store.node(actor("a")).properties["languages"] == []
    assert "languages" not in store.node(actor("b")).properties


def test_node_with_links_is_not_removed(store):
    store.apply(Unit(nodes=(organisation("a"), organisation("b"), mentor("m")), links=(cooperation("a", "b"),)))
    store.apply(Unit(links=(mentoring("m", "a"),)))
    with pytest.raises(NodeInUse) as caught:
        store.apply(Unit(deleted_nodes=(actor("m"), actor("a"))))
    assert caught.value.n_links == 1
    with pytest.raises(NodeInUse) as caught:
        store.apply(Unit(deleted_nodes=(actor("a"),)))
    assert caught.value.n_links == 2
    assert store.counts()["Organisation"] == 2


def test_node_is_removed_with_its_links_in_one_unit(store):
    link = cooperation("a", "b")
    store.apply(Unit(nodes=(organisation("a"), organisation("b")), links=(link,)))
    store.apply(Unit(deleted_links=(link.key,), deleted_nodes=(actor("a"), actor("never there"))))
    assert list(store.stream_nodes("Actor")) == [organisation("b")]
    assert store.neighbours(actor("b")) == []


def test_role_that_links_need_is_not_taken_away(store):
    both = make_node("m", "Mentor", "Partner", name="Biblioteka", joined=JOINED)
    store.apply(Unit(nodes=(both, organisation("a")), links=(mentoring("m", "a"),)))
    without = make_node("m", "Partner", name="Biblioteka", joined=JOINED)
    with pytest.raises(NodeInUse, match="Mentor m"):
        store.apply(Unit(nodes=(without,), replace=True))
    store.apply(Unit(deleted_links=(mentoring("m", "a").key,)))
    store.apply(Unit(nodes=(without,), replace=True))
    assert store.node(actor("m")) == without


def test_link_types_of_other_nodes_do_not_hinder_removal(store):
    law = make_node("x", "SkillGroup", label_pl="Prawo", label_en="Law", component="training")
    skill = make_node("x", "Skill", label_pl="Statut", label_en="Statutes", component="training")
    store.apply(Unit(nodes=(law, skill, organisation("x")), links=(make_link("IN_GROUP", "x", "x"),)))
    store.apply(Unit(deleted_nodes=(actor("x"),)))
    assert store.node(actor("x")) is None
    with pytest.raises(NodeInUse):
        store.apply(Unit(deleted_nodes=(law.key,)))


def test_many_new_nodes_are_kept_whole_and_found(store):
    many = [organisation(f"o{number:03}", name=f"Koło „Łódka” {number}", locality=None) for number in range(150)]
    store.apply(Unit(nodes=tuple(many)))
    assert [node.id for node in store.stream_nodes("Actor")] == [node.id for node in many]
    assert store.node(actor("o007")) == organisation("o007", name="Koło „Łódka” 7")
    assert [node.id for node in store.search("Organisation", "lodka 149", limit=5)] == ["o149"]


def test_one_of_many_new_nodes_that_lacks_something_required_refuses_them_all(store):
    many = [organisation(f"o{number:03}") for number in range(150)]
    lacking = Node("o150", frozenset({"Organisation"}), {"name": "Koło"})
    with pytest.raises(InvalidRecord, match=r"o150.*joined"):
        store.apply(Unit(nodes=(*many, lacking)))
    assert list(store.stream_nodes("Actor")) == []


def test_many_nodes_of_which_one_is_known_keep_what_it_has(store):
    store.apply(Unit(nodes=(organisation("o007", n_staff=3), mentor("o008"))))
    many = [organisation(f"o{number:03}", name=f"Koło {number}") for number in range(150)]
    store.apply(Unit(nodes=tuple(many)))
    assert store.node(actor("o007")).properties["n_staff"] == 3
    assert store.node(actor("o008")).labels == {"Organisation", "Mentor"}
    assert store.counts()["Organisation"] == 150
