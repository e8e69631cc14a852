"""Files as coordinators have them, read as tables."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from web.services.importing.errors import UnreadableFile
from web.services.importing.reading import read_table
from web.services.importing.tables import MAX_ROWS

TEXT = "Nazwa;Miejscowość\nKoło Żółw;Łańcut\nGrupa Ćma;Jarosław\n"
ROWS = [("Koło Żółw", "Łańcut"), ("Grupa Ćma", "Jarosław")]


def cells(table):
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (TEXT.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "UTF-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("cp1250"), "Windows-1250"),
        (TEXT.replace("Ć", "Ś").encode("iso-8859-2"), "ISO-8859-2"),
    ],
)
def test_a_text_file_is_read_in_whatever_encoding_it_has(content, form):
    table = read_table(content, "plik.csv")
    assert table.headers == ("Nazwa", "Miejscowość")
    assert [row[1] for row in cells(table)] == [row[1] for row in ROWS]
    assert form in table.form


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_cells_are_parted_by_whichever_sign_the_file_uses(delimiter):
    content = f"nazwa{delimiter}opis\n" + f'Koło{delimiter}"a{delimiter} b; c, d"\n' * 3
    assert cells(read_table(content.encode(), "x.csv")) == [("Koło", f"a{delimiter} b; c, d")] * 3


def test_a_first_line_that_names_the_sign_is_believed_and_counts_as_a_row():
    table = read_table(b"sep=;\nnazwa;krs\nKolo, tak;1\n", "x.csv")
    assert table.headers == ("nazwa", "krs")
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("Kolo, tak", "1"))]


def test_lines_inside_quotation_marks_stay_in_their_cell():
    table = read_table('nazwa,opis\n"Koło","pierwsza\ndruga, ""trzecia"""\n'.encode(), "x.csv")
    assert cells(table) == [("Koło", 'pierwsza\ndruga, "trzecia"')]


def test_rows_keep_the_number_that_a_spreadsheet_shows():
    table = read_table("nazwa,krs\n\nKoło,\n,\nKlub,2\n".encode(), "x.csv")
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("Koło", "")), (5, ("Klub", "2"))]


def test_headers_are_found_below_titles():
    content = "Zestawienie za rok 2024;;\n;;\nNazwa;KRS;NIP\nKoło;1;\n"
    assert read_table(content.encode(), "x.csv").headers == ("Nazwa", "KRS", "NIP")


def test_a_row_with_more_cells_than_headers_says_so_and_one_with_fewer_is_filled():
    table = read_table(b"nazwa,krs\na,1,2\nb\n", "x.csv")
    assert [(row.cells, row.n_cells) for row in table.rows] == [(("a", "1"), 3), (("b", ""), 1)]


def test_just_as_many_rows_as_allowed_are_taken():
    content = "nazwa\n" + "".join(f"k{number}\n" for number in range(MAX_ROWS))
    assert len(read_table(content.encode(), "x.csv").rows) == MAX_ROWS


def workbook_of(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        made = book.create_sheet(title)
        for row in rows:
            made.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_gives_whole_numbers_and_days_as_people_write_them():
    rows = [
        ["Nazwa", "KRS", "Od", "Kiedy", "Tak"],
        ["Koło", 96794.0, date(2002, 3, 4), datetime(2024, 5, 6, 17, 30), True],  # noqa: DTZ001  # cells have no zone
    ]
    table = read_table(workbook_of(("Arkusz", rows)), "x.xlsx")
    assert cells(table) == [("Koło", "96794", "2002-03-04", "2024-05-06 17:30", "1")]


def test_the_first_sheet_with_content_is_read_and_the_others_are_named():
    content = workbook_of(("Pusty", []), ("Dane", [["nazwa"], ["Koło"]]), ("Reszta", [["x"]]))
    table = read_table(content, "x.xlsx")
    assert cells(table) == [("Koło",)]
    assert table.other_sheets == ("Reszta",)
    assert "Dane" in table.form


def test_a_formula_comes_as_it_is_and_nothing_is_calculated():
    table = read_table(workbook_of(("A", [["nazwa", "n"], ["Koło", "=1+1"]])), "x.xlsx")
    assert cells(table) == [("Koło", "=1+1")]


def test_a_word_with_one_odd_byte_in_utf_8_is_not_taken_for_another_encoding():
    with pytest.raises(UnreadableFile) as refused:
        read_table("nazwa\nKoło".encode() + b"\xed\xb0\x80\n", "x.csv")
    assert refused.value.facts == {"row": 2}
