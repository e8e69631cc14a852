"""Columns that together are one list are read as one."""

from web.services.importing.reading import read_table


def table(text):
    return read_table(text.encode(), "x.csv")


def test_numbered_columns_are_one_list():
    read = table("Nazwa;Potrzeba 1;Potrzeba 2;Oferta;Potrzeba nr 3\nKoło;strona www;;nic;fundraising\n")
    assert read.headers == ("Nazwa", "Potrzeba", "Oferta")
    (row,) = read.rows
    assert row.cells == ("Koło", "strona www; fundraising", "nic")
    assert row.n_cells == len(read.headers)


def test_a_grid_of_a_form_is_one_list_of_what_was_ticked():
    read = table(
        "Nazwa,Potrzeby [Fundraising],Potrzeby [Social media],Potrzeby [Księgowość],Potrzeby [Prawo]\n"
        "Koło,Tak,nie,x,bardzo\nGrupa,,wcale,-,\n"
    )
    assert read.headers == ("Nazwa", "Potrzeby")
    assert [row.cells[1] for row in read.rows] == ["Fundraising; Księgowość; Prawo – bardzo", ""]


def test_a_repeated_header_and_cells_of_nothing_are_no_words_of_a_list():
    read = table("Nazwa;Potrzeba 1;Potrzeba 2\nKoło;brak;fundraising\nNazwa;Potrzeba 1;Potrzeba 2\n")
    assert [row.cells for row in read.rows] == [("Koło", "fundraising"), read.headers]


def test_an_answer_that_rather_says_no_is_not_ticked():
    read = table(
        "Nazwa;Potrzeby [Prawo];Potrzeby [Druk]\nKoło;raczej nie;Nie wiem\nGrupa;zdecydowanie nie;raczej tak\n"
    )
    assert [row.cells[1] for row in read.rows] == ["", "Druk – raczej tak"]


def test_a_row_that_is_too_long_stays_so():
    (row,) = table("Nazwa;Potrzeba 1;Potrzeba 2\nKoło;a;b;c\n").rows
    assert row.n_cells > 2


def test_other_columns_with_numbers_or_brackets_stay_apart():
    ordinary = "Organizacja 1;Organizacja 2", "Rate it: [a];Rate it: [b]", "Potrzeba 1;Nazwa"
    for headers in (*ordinary, "Potrzeba;Potrzeba 1;Potrzeba 2"):
        read = table(f"{headers}\n{';'.join('x' for _ in headers.split(';'))}\n")
        assert read.headers == tuple(headers.split(";"))
