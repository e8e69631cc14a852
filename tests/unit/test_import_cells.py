"""What cells say, brought into form; expected values are read off by hand."""

from datetime import UTC, date, datetime

import pytest

from graph import schema
from web.services.field_values import Wrong, property_value
from web.services.importing.cells import day, decimal, in_form, moment, number, yes_or_no

ORGANISATION = schema.node_label("Organisation").by_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-03-31", date(2024, 3, 31)),
        ("31.03.2024", date(2024, 3, 31)),
        ("31.03.2024 r.", date(2024, 3, 31)),
        ("31/3/2024", date(2024, 3, 31)),
        ("3/31/2024", date(2024, 3, 31)),
        ("2024/03/01 10:12:33 AM EET", date(2024, 3, 1)),
        ("6 maja 2001", date(2001, 5, 6)),
        ("1998", date(1998, 1, 1)),
        ("1998 r.", date(1998, 1, 1)),
    ],
)
def test_days_are_read_as_people_write_them(text, expected):
    assert day(text) == expected


@pytest.mark.parametrize("text", ["", "31.02.2024", "wczoraj", "3.2024", "20240331", "=DZIŚ()"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Wrong):
        day(text)


def test_moments_are_by_the_clocks_of_poland():
    assert moment("2024-07-01 12:00") == datetime(2024, 7, 1, 10, tzinfo=UTC)
    assert moment("2024-01-01", "9:05") == datetime(2024, 1, 1, 8, 5, tzinfo=UTC)
    assert moment("2024-01-01T09:05:30+00:00") == datetime(2024, 1, 1, 9, 5, 30, tzinfo=UTC)
    with pytest.raises(Wrong):
        moment("2024-01-01", "25:00")


def test_numbers_are_read_with_what_is_counted():
    assert [number(one) for one in ("3", "3,0", "2 organizacje", "5+", "kilka")] == ["3", "3", "2", "5", "kilka"]
    assert [decimal(one) for one in ("2,5", "2.5", "1:30", "3 godz.", "4 h")] == [2.5, 2.5, 1.5, 3.0, 4.0]


def test_yes_and_no_have_many_forms():
    assert [yes_or_no(one) for one in ("TAK", "x", "Nie, dziękuję", "0", "może")] == ["yes", "yes", "no", "no", "może"]


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("krs", "999901", "0000999901"),
        ("krs", "KRS 0000999901", "0000999901"),
        ("krs", "nie", None),
        ("krs", "brak", None),
        ("regon", "12345678500000", "123456785"),
        ("regon", "123456785.0", "123456785"),
        ("regon", "1000002", "001000002"),
        ("nip", "PL 123-456-32-18", "1234563218"),
        ("website", "www.example.org", "https://www.example.org"),
        ("languages", "polski i ukraiński", ["pl", "uk"]),
        ("name", "  Koło\n Łąka ", "Koło Łąka"),
        ("name", "'=Koło", "=Koło"),
    ],
)
def test_a_cell_becomes_the_value_of_its_field(field, text, value):
    assert property_value(ORGANISATION[field], in_form(ORGANISATION[field], text)) == value


@pytest.mark.parametrize(
    ("field", "text"), [("krs", "0000000000"), ("krs", "12345678901"), ("regon", "123456780"), ("nip", "1234563219")]
)
def test_a_number_that_no_register_gives_is_refused(field, text):
    with pytest.raises(Wrong):
        property_value(ORGANISATION[field], in_form(ORGANISATION[field], text))
