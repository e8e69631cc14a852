"""Folding: the same for one text and for many, and what Unicode says of every character."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.folding import fold, fold_all

STROKED = {"ł": "l", "đ": "d", "ø": "o", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "ı": "i"}


def folded_by_the_book(text):
    """Decomposed as far as Unicode goes, without combining marks, in small letters, with single spaces."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    small = "".join(STROKED.get(character, character) for character in bare.casefold())
    return " ".join(small.split())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Zażółć gęślą jaźń", "zazolc gesla jazn"),
        ("ŁÓDŹ", "lodz"),
        ("o\u0301smy", "osmy"),
        ("Straße", "strasse"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("\t a \n\u00a0 b ", "a b"),
        ("①ﬁ", "1fi"),
        ("𝔸𝓫", "ab"),
        ("Ǽ", "ae"),
        ("", ""),
    ],
)
def test_text_is_folded(text, folded):
    assert fold(text) == folded
    assert fold_all(["x", text, "ą"]) == ["x", folded, "a"]


def test_every_character_folds_as_unicode_says():
    wrong = [code for code in range(sys.maxunicode + 1) if fold(chr(code)) != folded_by_the_book(chr(code))]
    assert wrong == []


@given(st.text(st.characters(codec=None), max_size=12))
def test_any_text_folds_as_unicode_says(text):
    assert fold(text) == folded_by_the_book(text)


@given(st.lists(st.text(st.characters(codec=None), max_size=6) | st.sampled_from(["Łódź", "żaba", "a\0b"]), max_size=5))
def test_many_texts_fold_as_each_of_them(texts):
    assert fold_all(texts) == [folded_by_the_book(text) for text in texts]


def test_folding_what_is_folded_changes_nothing():
    folded = {fold(chr(code)) for code in range(sys.maxunicode + 1)}
    assert [text for text in folded if fold(text) != text] == []
