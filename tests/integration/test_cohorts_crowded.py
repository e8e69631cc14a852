"""Who competes for too few places is told in a sentence that stays short, and says which places are meant."""

import pytest

from tests.cohorts_led import ogniwo
from web.services.cohorts.unplaced_words import crowded_sentence
from web.services.wording import Wording

__all__ = ["ogniwo"]

PLACES = {"m1": 1, "m2": 1}


def _crowd(seekers, places):
    return {"seekers": seekers, "mentors": ["m1", "m2"], "places": places}


@pytest.mark.parametrize(
    ("language", "crowd", "n_seekers", "sentence"),
    [
        (
            "pl",
            _crowd(["a", "b", "c"], 2),
            3,
            "W całym cyklu: 3 organizacje, a po drugiej stronie: 2 mentorzy i 2 miejsca. Policzono",
        ),
        (
            "en",
            _crowd(["a", "b", "c"], 2),
            5,
            "3 organisations ({a}, {b}, {c}) can only be helped by 2 mentors ({m1}, {m2}) with 2 places.",
        ),
        ("en", _crowd(["a", "b"], 1), 5, "with 1 place (beside pairs that are locked or stay). Counted independently"),
        (
            "pl",
            _crowd(["a", "b"], 1),
            5,
            "2 mentorzy i 1 miejsce (poza parami, które ustalono z góry albo które zostają)",
        ),
        (
            "en",
            _crowd(list("abcdefghi"), 2),
            20,
            "9 organisations ({a}, {b}, {c}, d, e, f and 3 more) can only be helped",
        ),
        (
            "pl",
            _crowd(list("abcdefghi"), 2),
            20,
            "({a}, {b}, {c}, d, e, f i jeszcze 3) – pomóc mogą tylko: {m1}, {m2};",
        ),
        ("pl", _crowd(list("abcdefghi"), 2), 20, "mentora zabraknie dla co najmniej 7 z nich."),
    ],
)
def test_sentence_counts_and_names(ogniwo, language, crowd, n_seekers, sentence):
    wording = Wording.of(ogniwo, ogniwo.snapshot(), language)
    names = {one: wording.name(one) for one in ("a", "b", "c", "m1", "m2")}
    assert sentence.format(**names) in crowded_sentence(crowd, wording, n_seekers, PLACES)
