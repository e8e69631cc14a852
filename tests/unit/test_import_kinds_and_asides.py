"""Which kind of file the headers speak for, and which rows of it are nobody."""

import pytest

from web.services.importing.asides import aside
from web.services.importing.guessing import guess_kind, telling_headers
from web.services.importing.matching_columns import match_columns
from web.services.importing.tables import Row

HEADERS = ("Lp.", "Nazwa", "Miejscowość", "Liczba projektów", "Opis")


@pytest.mark.parametrize(
    ("headers", "file_name", "kind"),
    [
        (["Nazwa", "KRS", "Potrzeby", "Oferta"], "plik.csv", "organisations"),
        (["Nazwa", "KRS", "Potrzeby", "Oferta"], "potrzeby 2024.csv", "organisations"),
        (["Nazwa podmiotu", "Typ", "Nr KRS", "Potrzeby", "Oferta"], "x.csv", "organisations"),
        (["Nazwa", "Potrzeby"], "x.csv", "needs"),
        (["Nazwa", "KRS", "Potrzeby", "Pilność"], "x.csv", "needs"),
        (["Imię", "Nazwisko", "E-mail", "Z czym potrzebujecie wsparcia?"], "mentee.csv", "needs"),
        (["Imię i nazwisko", "E-mail", "W czym możesz pomóc?"], "x.csv", "mentors"),
        (["Sygnatura czasowa", "🏢 Jak nazywa się Wasza organizacja lub grupa?", "📧 E-mail", "Telefon",
          "🙏 Z czym potrzebujecie wsparcia?", "Czym możecie się podzielić?"], "form.csv", "organisations"),
        (["Tytuł", "Data", "Kto był"], "x.csv", "events"),
    ],
)  # fmt: skip
def test_the_kind_is_what_most_headers_speak_for(headers, file_name, kind):
    assert guess_kind(headers, file_name) == kind


def test_headers_that_tell_the_kind_are_named_and_others_are_not():
    assert telling_headers("events", ["Tytuł", "Data", "Kolor"]) == ["Data"]
    assert telling_headers("organisations", ["Kolor"]) == []


def row(*cells):
    return Row(9, tuple(cells), len(cells))


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        (("", "RAZEM:", "", "12", "=SUM(D2:D9)"), "total"),
        (("", "Ogółem", "", "", ""), "total"),
        (("Łącznie", "3", "", "1 200,5", ""), "total"),
        (HEADERS, "headers"),
        (("", "Źródło: zestawienie biura", "", "", ""), "note"),
        (("* stan na 1 maja", "", "", "", ""), "note"),
        (("", "Razem", "Krosno", "", ""), ""),
        (("1", "Razem dla Wsi", "", "2", ""), ""),
        (("", "Suma Serc", "", "", ""), ""),
        (("", "Uwaga: sąsiedzi", "Krosno", "", ""), ""),
        (("", "Źródłosłów", "", "", ""), ""),
        (("", "Koło", "", "", ""), ""),
        (("", "", "", "", ""), ""),
    ],
)
def test_a_row_is_nobody_where_it_holds_totals_headers_or_a_note_and_nothing_else(cells, why):
    columns = match_columns("organisations", HEADERS, {}, {})
    assert aside(row(*cells), columns) == why
