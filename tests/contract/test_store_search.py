"""Search: folded, every word, in a total order, the same in both stores."""

import pytest

from graph.model import Node, Unit, make_node
from tests.records import actor, mentor, organisation

ACTORS = (
    organisation("o-1", name="Stowarzyszenie „Żółta Łódź”", locality="Nowy Sącz", krs="0000012345"),
    organisation("o-2", name="Koło Gospodyń", locality="Łódź", about="Żółta sala"),
    organisation("o-3", name="łódzki klub", locality="Zgierz"),
    organisation("o-4", name="ŁÓDZKI KLUB", locality="Pabianice"),
    make_node("p-1", "Partner", name="Biblioteka w Łodzi", joined=organisation("x").properties["joined"]),
    mentor("m-2"),
    mentor("m-1"),
)


@pytest.fixture
def network(store):
    """A store with seven actors."""
    store.apply(Unit(nodes=ACTORS))
    return store


def found(store, label, text, **page):
    return [node.id for node in store.search(label, text, **page)]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("lodz", ["o-2", "o-3", "o-4", "o-1"]),  # koło, łódzki, łódzki, stowarzyszenie
        ("Łódź", ["o-2", "o-3", "o-4", "o-1"]),
        ("  SĄCZ  zolta ", ["o-1"]),
        ("0000012345", ["o-1"]),
        ("00123", ["o-1"]),
        ("klub zgierz", ["o-3"]),
        ("klub zgierz sacz", []),
        ("sala", []),  # what an organisation says of itself is not searched
        ("lodznowy", []),  # no word reaches from one property into the next
        ("%", []),
        ("_", []),
        ("'", []),
        ('"', []),
        ("\\", []),
        ("„żółta", ["o-1"]),
        ("🙂", []),
        ("\ud800", []),
        ("\0", []),
    ],
)
def test_search_finds_nodes_that_hold_every_word_without_case_and_diacritics(network, text, ids):
    assert found(network, "Organisation", text) == ids


def test_empty_text_finds_all_in_order_of_name_and_then_id(network):
    assert found(network, "Organisation", "") == ["o-2", "o-3", "o-4", "o-1"]
    assert found(network, "Actor", "   ") == ["p-1", "o-2", "o-3", "o-4", "m-1", "m-2", "o-1"]


def test_pages_of_results_neither_overlap_nor_leave_out(network):
    pages = [found(network, "Actor", "", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert pages == [["p-1", "o-2", "o-3"], ["o-4", "m-1", "m-2"], ["o-1"], []]
    assert found(network, "Actor", "lodz", limit=2, offset=1) == ["o-2", "o-3"]


@pytest.mark.parametrize("page", [{"limit": -1}, {"offset": -1}])
def test_page_before_the_first_or_of_less_than_nothing_is_refused(network, page):
    with pytest.raises(ValueError, match=rf"{next(iter(page))} must be 0 or more, not -1"):
        network.search("Actor", "", **page)
    assert found(network, "Actor", "", limit=0) == []


def test_text_longer_than_any_in_the_network_finds_nothing(network):
    assert found(network, "Organisation", "sala" + " klub" * 20_000) == []
    assert found(network, "Organisation", " " * 100_000 + "klub") == []


def test_search_keeps_to_the_label(network):
    assert found(network, "Partner", "lodzi") == ["p-1"]
    assert found(network, "Mentor", "") == ["m-1", "m-2"]
    assert found(network, "Skill", "") == []


def test_mentors_are_not_found_by_their_id(network):
    assert found(network, "Mentor", "m-1") == []


def test_search_follows_every_change_of_a_node(network):
    label = frozenset({"Organisation"})
    network.apply(Unit(nodes=(Node("o-2", label, {"locality": "Gdańsk"}), Node("o-1", label, {"locality": None}))))
    assert found(network, "Organisation", "gdansk") == ["o-2"]
    assert found(network, "Organisation", "sacz") == []
    network.update(actor("o-3"), lambda node: organisation("o-3", name="Ósme niebo"))
    assert found(network, "Organisation", "") == ["o-2", "o-4", "o-3", "o-1"]
    network.apply(Unit(deleted_nodes=(actor("o-2"),)))
    assert found(network, "Organisation", "gdansk") == []


def test_gaining_a_role_makes_a_mentor_searchable_by_name(network):
    network.apply(Unit(nodes=(make_node("m-1", "Organisation", name="Ćwierćnuta"),)))
    assert found(network, "Mentor", "cwiercnuta") == ["m-1"]


def test_skills_are_found_by_either_label(store):
    skill = make_node("T1", "Skill", label_pl="Księgowość", label_en="Accounting", component="training")
    store.load([skill], [])
    assert store.search("Skill", "ksiegowosc") == store.search("Skill", "ACCOUNT") == [skill]


def test_names_sort_by_their_folded_form_and_its_code_points(store):
    names = ["Zebra", "Źródło", "ąbak", "Abak 2", "1 Maja", "„Cudzysłów”", "żaba", "Łan", "ß", "日本"]
    store.load([organisation(f"{n}", name=name) for n, name in enumerate(names)], [])
    assert [node.properties["name"] for node in store.search("Organisation", "")] == [
        "1 Maja",
        "ąbak",
        "Abak 2",
        "Łan",
        "ß",
        "żaba",
        "Zebra",
        "Źródło",
        "„Cudzysłów”",
        "日本",
    ]
