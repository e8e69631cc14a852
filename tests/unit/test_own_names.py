"""What of a name is its own, and what two names therefore share."""

import numpy as np
import pytest

from matching import DEFAULTS, Kind
from matching.own_names import own_words
from matching.questions import ask
from matching.signals.texts import names_facts, names_values
from tests.networks import Network


@pytest.mark.parametrize(
    ("name", "town", "own"),
    [
        ("Czerwone Maki w Kruczej Hucie", "", ["czerwone", "maki"]),
        ("Klub Kajakowy „Wiosło” w Żurawiej Hucie", "", ["kajakowy", "wioslo"]),
        ("Ochotnicza Straż Pożarna we Wrocławiu", "", ["ochotnicza", "pozarna", "straz"]),
        ("Stowarzyszenie Miłośników Płońska", "Płońsk", ["milosnikow"]),
        ("Stowarzyszenie Miłośników Płońska", "", ["milosnikow", "plonska"]),
        ("Towarzystwo Modrego Stawu", "Modry Staw", []),
        ("Grupa „Razem w drodze”", "", ["drodze"]),  # no place: no capital letter
        ("Fundacja Stawiamy na Rower", "Staw", ["rower", "stawiamy"]),
        ("", "", []),
        ("🙂 W", "W", []),
    ],
)
def test_places_and_what_everybody_is_called_are_not_a_name_s_own(name, town, own):
    assert own_words(name, town) == own


def _network():
    network = Network()
    network.actor("a", name="Teatr „Wiosło” w Kruczej Hucie").actor("b", name="Fundacja „Wiosło” w Żurawiej Hucie")
    network.actor("c", name="Stowarzyszenie „Maki” w Kruczej Hucie").actor("d", name="Teatr Maska")
    return network.mentor("e").actor("f", name="Fundacja")


def _values(snapshot, seeker):
    question = ask(snapshot, seeker, Kind.PEER, 10, None, DEFAULTS)
    return question, names_values(question, np.arange(len(snapshot.actors), dtype=np.int32))


def test_two_names_are_alike_by_their_own_words_alone():
    # Of four names with words of their own, two have "wiosło", two "teatr": each weighs ln(4/2).
    # a = (teatr, wiosło), b = (wiosło): 1/√2; d = (teatr, maska): ln² 2 ÷ (√2 ln 2 · √(ln² 2 + ln² 4)) = 1/√10.
    question, values = _values(_network().snapshot(), "a")
    assert values.tolist() == pytest.approx([1, 1 / np.sqrt(2), 0, 1 / np.sqrt(10), 0, 0], abs=1e-6)
    assert names_facts(question, 1) == {"words": ("Wiosło",)}


def test_a_name_without_anything_of_its_own_is_like_no_other():
    assert _values(_network().snapshot(), "f")[1].tolist() == [0] * 6
    assert _values(_network().snapshot(), "e")[1].tolist() == [0] * 6
