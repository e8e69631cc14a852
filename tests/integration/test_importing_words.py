"""What the cells of a file are taken for, and how that is told before anything is written."""

from dataclasses import replace
from datetime import date

import pytest

from graph.model import NodeKey
from tests.imported_files import SIGNED, asked, states, written
from web.services.importing.importing import plan_import
from web.services.importing.planning import Choices
from web.services.recording import add_organisation


def test_what_words_were_taken_for_is_told_with_how_surely(ogniwo):
    text = "nazwa;powiat;forma;potrzeby\nKoło;łańcucki;Fundacja;Fundraising, strategia fundraisingu, T2.01:3\n"
    (row,) = plan_import(ogniwo, asked(text, kind="organisations")).rows
    told = [(one.field, one.meaning.text, one.meaning.code, one.meaning.how) for one in row.understood]
    assert told == [
        ("LOCATED_IN", "łańcucki", "1810", "exact"),
        ("NEEDS", "Fundraising", "S3.01", "exact"),
        ("NEEDS", "T2.01", "T2.01", "exact"),
        ("legal_form", "Fundacja", "FOUND", "exact"),
    ]
    (row,) = plan_import(ogniwo, asked("nazwa;potrzeby\nKoło;pisanie wniosku o dotacje\n", kind="organisations")).rows
    (alike,) = row.understood
    assert (alike.meaning.code, alike.meaning.how) == ("T3.01", "alike")
    assert 0.55 <= alike.meaning.entry.similarity < 1
    assert all(0 < other.similarity < alike.meaning.entry.similarity for other in alike.meaning.others)


def test_a_word_is_taken_for_what_a_person_says_or_for_nothing(ogniwo):
    text = "nazwa;potrzeby\nKoło;pisanie wniosku o dotacje; marketing\n"
    words = {"pisanie wniosku o dotacje": "-", "marketing": "I2.05", "nie ma go": "XX"}
    wish = asked(text.replace("; ", " | "), kind="organisations")
    (row,) = plan_import(ogniwo, replace(wish, choices=Choices(words=words))).rows
    assert [(one.meaning.code, one.meaning.how) for one in row.understood] == [("I2.05", "chosen")]
    (doubt,) = [one.doubt for one in row.unsure]
    assert doubt.left_out
    assert doubt.candidates[0].code == "T3.01"


def test_a_line_of_totals_is_left_out_unless_somebody_says_it_is_one_of_them(ogniwo):
    text = "nazwa;liczba projektów\nKoło;3\nRazem;3\n"
    plan = written(ogniwo, text, kind="organisations")
    assert [(row.state, row.aside) for row in plan.rows] == [("new", ""), ("skipped", "total")]
    assert states(written(ogniwo, text, kind="organisations", apart=frozenset({3}))) == ["same", "new"]


def test_a_suspect_is_shown_with_what_the_row_says_otherwise(ogniwo):
    add_organisation(ogniwo, {"name": "Stowarzyszenie Żółw", "locality": "Łańcut"}, **SIGNED)
    (row,) = plan_import(ogniwo, asked("nazwa,miejscowość,opis\nFundacja Żółw,Łańcut,Pomagamy\n")).rows
    (suspect,) = row.suspects
    assert [(one.field, one.old, one.new) for one in suspect.changes] == [
        ("about", None, "Pomagamy"),
        ("name", "Stowarzyszenie Żółw", "Fundacja Żółw"),
    ]


@pytest.mark.parametrize("nothing", ["brak", "Nie dotyczy", "b/d", "–", "brak danych"])
def test_a_cell_that_says_there_is_nothing_is_empty(ogniwo, nothing):
    headers = "nazwa;krs;data założenia;www;liczba projektów;potrzeby;powiat\n"
    (row,) = plan_import(ogniwo, asked(headers + "Koło" + f";{nothing}" * 6 + "\n", kind="organisations")).rows
    assert (row.state, row.problems, row.unsure) == ("new", (), ())


@pytest.mark.parametrize(
    ("told", "joined"), [("2019-05-01", "2019-05-01"), ("2030-05-01", None), ("2023-05-01", "2020-03-04")]
)
def test_who_signs_up_again_has_joined_when_they_joined_first(ogniwo, told, joined):
    values = {"name": "Koło", "locality": "Krosno", "joined": date(2020, 3, 4)}
    there = add_organisation(ogniwo, values, **SIGNED).id
    plan = written(ogniwo, f"Sygnatura czasowa;nazwa;miejscowość\n{told} 10:00;Koło;Krosno\n", kind="organisations")
    if joined is None:
        assert states(plan) == ["failed"], "a day to come"
    else:
        assert ogniwo.store.node(NodeKey("Actor", there)).properties["joined"].isoformat() == joined
