"""Whatever `ogniwo doctor` may say is said in both languages, with the same facts."""

from string import Formatter

import pytest

from web.cli.doctor import WORDS as LINES
from web.services.diagnosis_words import WORDS
from web.services.repair.found import Found
from web.services.repair.found_words import KINDS


def facts(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_words_have_the_same_facts_in_both_languages():
    for polish, english in WORDS.values():
        assert facts(polish) == facts(english)
    assert LINES["pl"].keys() == LINES["en"].keys()
    for name, polish in LINES["pl"].items():
        assert facts(polish) == facts(LINES["en"][name])


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_damage_says_how_many_which_and_what_to_do(kind, language):
    found = Found(kind, ("a", "b"))
    assert "2" in found.said(language)
    assert "(a, b)" in found.said(language)
    assert found.advised(language)
    assert bool(found.as_json(language)["mending"]) == found.mendable
    assert bool(found.as_json(language)["advice"]) != found.mendable


def test_the_two_languages_differ():
    for kind in KINDS:
        found = Found(kind, ("a",))
        assert found.said("pl") != found.said("en")
        assert found.advised("pl") != found.advised("en")
