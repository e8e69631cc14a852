"""Which field a column means, by what people call it."""

import pytest

from web.services.importing.column_words import NAMES
from web.services.importing.errors import ImportRefused
from web.services.importing.guessing import guess_kind
from web.services.importing.kinds import KINDS
from web.services.importing.matching_columns import match_columns
from web.services.importing.row_words import FIELDS


def fields(kind, *headers, kept=None, chosen=None):
    columns = match_columns(kind, headers, kept or {}, chosen or {})
    return {columns.headers[place]: field for place, field in columns.fields.items()}


def why(kind, *headers, **said):
    columns = match_columns(kind, headers, said.get("kept", {}), said.get("chosen", {}))
    return {one.header: one.why for one in columns.skipped}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("🏢 Nazwa organizacji", "name"),
        ("NAZWA PODMIOTU:", "name"),
        ("Numer KRS", "krs"),
        ("nr REGON", "regon"),
        ("Powiat", "powiat"),
        ("📍 Miejscowość", "locality"),
        ("Data rejestracji", "founded"),
        ("Rok założenia (RRRR)", "founded"),
        ("Legal form", "legal_form"),
        ("Czego potrzebujecie? (można wybrać kilka)", "needs"),
        ("W czym możecie pomóc innym organizacjom?", "offers"),
        ("Strona WWW", "website"),
        ("Sfery działalności", "spheres"),
        ("Liczba wolontariuszy", "n_volunteers"),
    ],
)
def test_a_header_of_an_organisation_s_file_is_matched(header, field):
    assert fields("organisations", header) == {header: field}


def test_order_and_further_columns_do_not_matter():
    assert fields("organisations", "Uwagi", "NIP", "Lp.", "Nazwa") == {"NIP": "nip", "Nazwa": "name"}
    assert why("organisations", "Uwagi", "NIP", "Lp.", "Nazwa") == {"Uwagi": "unknown", "Lp.": "unknown"}


def test_of_two_columns_for_one_field_the_surer_is_taken():
    headers = ("Nazwa organizacji w języku angielskim", "Nazwa")
    assert fields("organisations", *headers) == {"Nazwa": "name"}
    assert why("organisations", *headers) == {"Nazwa organizacji w języku angielskim": "double"}


def test_what_was_chosen_counts_before_what_was_kept_and_that_before_the_name():
    assert fields("organisations", "Nazwa", "X", kept={"x": "name"}) == {"X": "name"}
    assert fields("organisations", "Nazwa", "X", kept={"x": "name"}, chosen={"X": "about", "Nazwa": "name"}) == {
        "Nazwa": "name",
        "X": "about",
    }
    assert why("organisations", "Nazwa", chosen={"Nazwa": "-"}) == {"Nazwa": "chosen"}


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ({"Brak": "name"}, "no_such_column"),
        ({"Nazwa": "colour"}, "no_such_field"),
        ({"Nazwa": "name", "X": "name"}, "double_field"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(chosen, code):
    with pytest.raises(ImportRefused) as refused:
        match_columns("organisations", ("Nazwa", "X"), {}, chosen)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "header",
    ["identity to match", "Characteristics", "Płeć", "Wyznanie", "Stopień niepełnosprawności", "Gender", "Age",
     "PESEL", "Data urodzenia", "Poglądy polityczne", "Health conditions", "Narodowość"],
)  # fmt: skip
def test_a_column_on_identity_health_or_belief_of_persons_is_refused_whatever_anybody_says(header):
    assert why("mentors", "Imię", header) == {header: "sensitive"}
    assert why("mentors", "Imię", header, kept={header.lower(): "offers"})[header] == "sensitive"
    with pytest.raises(ImportRefused) as refused:
        match_columns("mentors", ("Imię", header), {}, {header: "offers"})
    assert refused.value.code == "sensitive_column"


def test_what_persons_wrote_about_themselves_and_where_they_work_is_left_out():
    headers = ("First name", "Last name", "Biography", "Organisation", "Job title")
    assert fields("mentors", *headers) == {"First name": "first_name", "Last name": "last_name"}
    assert why("mentors", *headers)["Biography"] == "personal"


def test_questions_of_a_form_are_matched_by_the_words_in_them():
    headers = ("Timestamp", "Email Address", "Your Name", "Would you like to be a mentor or a mentee?",
               "Name of your advisor?", "How many students would you like to mentor?")  # fmt: skip
    assert fields("mentors", *headers) == {
        "Timestamp": "joined",
        "Email Address": "email",
        "Your Name": "full_name",
        "Would you like to be a mentor or a mentee?": "role",
        "How many students would you like to mentor?": "capacity",
    }


@pytest.mark.parametrize(
    ("headers", "name", "kind"),
    [
        (("Nazwa", "KRS", "Miejscowość"), "x.csv", "organisations"),
        (("Imię i nazwisko", "E-mail", "W czym możesz pomóc"), "x.csv", "mentors"),
        (("Nazwa", "Typ partnera", "Miejscowość"), "x.csv", "partners"),
        (("Tytuł", "Data", "Liczba godzin", "Uczestnicy"), "x.csv", "events"),
        (("Organizacja A", "Organizacja B", "Od kiedy"), "x.csv", "cooperation"),
        (("Nazwa organizacji", "Potrzeby", "Priorytet"), "x.csv", "needs"),
        (("first name", "last name", "email address"), "small-mentees.csv", "needs"),
        (("name", "type", "region", "city"), "orgs.csv", "organisations"),
    ],
)
def test_the_kind_of_file_is_guessed_from_its_headers(headers, name, kind):
    assert guess_kind(headers, name) == kind


def test_a_file_without_the_column_that_names_is_lacking():
    assert match_columns("events", ("Tytuł", "Uwagi"), {}, {}).lacking == (("starts_at",),)
    assert match_columns("organisations", ("KRS",), {}, {}).lacking == (("name",),)
    assert match_columns("mentors", ("Imię",), {}, {}).lacking == ()


def test_every_field_has_names_by_which_people_call_it_and_words_in_both_languages():
    every = {field for kind in KINDS.values() for field in kind.fields}
    assert every - set(NAMES) == set()
    assert every - set(FIELDS) == set()


FORM = {
    "1. Nazwa organizacji / grupy nieformalnej": "name",
    "2. Imię i nazwisko osoby do kontaktu": None,
    "5. Województwo": "voivodeship",
    "6. Czy organizacja ma KRS? Jeśli tak, podaj numer": "krs",
    "7. Czym się zajmujecie?": "about",
    "8. W jakich obszarach potrzebujecie wsparcia? (można zaznaczyć kilka)": "needs",
    "9. Co możecie zaoferować innym?": "offers",
    "10. Czy możecie pracować online?": "online",
    "Wyrażam zgodę na przetwarzanie danych": None,
}


def test_the_questions_of_a_form_for_organisations_are_matched_and_who_is_contacted_is_left_out():
    headers = ("Sygnatura czasowa", "Adres e-mail", *FORM)
    assert guess_kind(headers, "odpowiedzi.csv") == "organisations"
    found = fields("organisations", *headers)
    assert {header: found.get(header) for header in FORM} == FORM
    assert why("organisations", *headers)["2. Imię i nazwisko osoby do kontaktu"] == "personal"


def test_of_two_names_the_one_that_says_whose_is_taken():
    assert fields("organisations", "Name", "Organisation name") == {"Organisation name": "name"}


def test_a_file_of_persons_does_not_make_later_files_of_organisations_one_of_persons():
    kept = {"adres e mail": "email", "imie": "first_name", "nazwisko": "last_name"}
    columns = match_columns("needs", ("Nazwa organizacji", "Adres e-mail", "Potrzeby"), kept, {})
    assert not columns.about_persons
    assert columns.fields == {0: "name", 2: "needs"}


def test_a_number_of_an_answer_does_not_make_persons_an_organisation():
    assert match_columns("needs", ("ID", "Email", "Imię i nazwisko", "Potrzeby"), {}, {}).about_persons


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Potrzebujemy", "needs"),
        ("Oferujemy", "offers"),
        ("W jakich obszarach działacie?", "spheres"),
        ("W jakich obszarach możecie pomóc innym?", "offers"),
    ],
)
def test_the_same_words_of_a_question_mean_what_the_question_asks(header, field):
    assert fields("organisations", "Nazwa", header)[header] == field
