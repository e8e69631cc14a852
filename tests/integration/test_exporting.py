"""What is exported, edited and imported again changes just what was edited."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from graph.model import NodeKey, Unit, make_node
from graph.snapshot import today
from graph.transfer import network_hash
from tests.web_sample import own_ogniwo, sample_folder
from web.office import persons
from web.services.exporting.sheets import csv_pieces, xlsx_bytes
from web.services.exporting.suggestions import suggestions
from web.services.exporting.tables import SHEETS
from web.services.importing.importing import Asked, plan_import, read_file, write_import
from web.services.recording import add_organisation
from web.services.safe_cells import safe_cell
from web.services.suggesting_all import seekers_of

__all__ = ["own_ogniwo", "sample_folder"]

SIGNED = {"by": "anna", "reason": "arkusz"}
KIND_OF = {"organisations": "organisations", "partners": "partners", "events": "events", "links": "cooperation"}


def exported(ogniwo, what, language="pl", form="csv"):
    sheet = SHEETS[what](ogniwo, language)
    return xlsx_bytes(sheet) if form == "xlsx" else b"".join(csv_pieces(sheet))


def imported(content, what, form="csv"):
    name = f"{what}.{form}"
    return Asked(read_file(content, name), name, KIND_OF[what])


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def edited(content, row, header, text):
    rows = rows_of(content)
    rows[row][rows[0].index(header)] = text
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows(rows)
    return made.getvalue().encode()


@pytest.mark.parametrize(("what", "form", "language"), [
    *((what, "csv", "pl") for what in SHEETS),
    ("organisations", "xlsx", "en"), ("events", "xlsx", "en"), ("links", "csv", "en"), ("partners", "csv", "en"),
])  # fmt: skip
def test_what_is_exported_and_imported_again_changes_nothing(own_ogniwo, what, form, language):
    plan = plan_import(own_ogniwo, imported(exported(own_ogniwo, what, language, form), what, form))
    wrong = [(row.number, row.state, row.title, row.changes, row.problems) for row in plan.rows if row.state != "same"]
    assert wrong == []
    assert len(plan.rows) > 20
    assert [row.unsure for row in plan.rows if row.unsure] == []
    assert plan.columns.skipped == ()


def test_one_edited_cell_changes_one_field_and_an_emptied_one_removes_it(own_ogniwo):
    content = exported(own_ogniwo, "organisations")
    row = next(number for number, row in enumerate(rows_of(content)) if number and row[-1] and row[3])
    changed = edited(content, row, "miejscowość", "Nowa Wieś")
    emptied = edited(changed, row, "oferta", "")
    plan = write_import(own_ogniwo, imported(emptied, "organisations"), **SIGNED)
    assert plan.counts["changed"] == 1
    assert {one.field for one in plan.rows[row - 1].changes} == {"locality", "OFFERS"}
    key = NodeKey("Actor", plan.rows[row - 1].actor_id)
    assert own_ogniwo.store.node(key).properties["locality"] == "Nowa Wieś"
    assert own_ogniwo.store.neighbours(key, "OFFERS", "out") == []


def test_an_edited_need_adds_and_takes_away_just_that(own_ogniwo):
    content = exported(own_ogniwo, "organisations")
    rows = rows_of(content)
    column = rows[0].index("potrzeby")
    row = next(number for number, cells in enumerate(rows) if number and "[T3.01" not in cells[column])
    plan = plan_import(
        own_ogniwo, imported(edited(content, row, "potrzeby", rows[row][column] + "; T3.01:3"), "organisations")
    )
    assert [(one.field, one.old, one.new) for one in plan.rows[row - 1].changes] == [("NEEDS", None, ["T3.01:3"])]
    assert plan.counts["changed"] == 1


@pytest.mark.parametrize("text", ["=1+1", "+48 600", "-x", "@SUM(A1)", "'=x", '"=x;y', "Koło\nz łąki"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_cells_that_a_spreadsheet_would_calculate_come_out_as_text_and_come_back_as_they_were(ogniwo, text, form):
    add_organisation(ogniwo, {"name": "Koło", "about": text}, **SIGNED)
    content = exported(ogniwo, "organisations", "en", form)
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
        values = [cell.value or "" for cell in cells]
    else:
        values = [cell for row in rows_of(content) for cell in row]
    assert not [value for value in values if value.startswith(("=", "+", "-", "@"))]
    assert plan_import(ogniwo, imported(content, "organisations", form)).counts["same"] == 1


def test_the_hour_that_comes_twice_a_year_comes_back_as_it_was(ogniwo):
    for number, moment in enumerate(
        (datetime(2024, 10, 27, 0, 30, tzinfo=UTC), datetime(2024, 10, 27, 1, 30, 5, tzinfo=UTC))
    ):
        node = make_node(f"evt-{number}", "Event", name=f"Noc {number}", starts_at=moment)
        ogniwo.store.apply(Unit(nodes=(node,)))
    assert plan_import(ogniwo, imported(exported(ogniwo, "events"), "events")).counts["same"] == 2


def test_an_export_changes_nothing_and_has_no_person_in_it(own_ogniwo):
    before = network_hash(own_ogniwo.store)
    with own_ogniwo.office.reading() as connection:
        names = {one.display_name for one in persons.everybody(connection).values()}
    texts = "".join(exported(own_ogniwo, what).decode() for what in SHEETS)
    assert names
    assert not [name for name in names if name in texts]
    assert network_hash(own_ogniwo.store) == before


def test_suggestions_say_for_whom_who_and_why(own_ogniwo):
    seeker = str(seekers_of(own_ogniwo.snapshot())[0])
    sheet = suggestions(own_ogniwo, "pl", k=2, seekers=[seeker])
    rows = list(sheet.rows)
    assert [row[5] for row in rows] == ["1", "2"]
    assert {row[0] for row in rows} == {seeker}
    assert all(row[8] for row in rows)


def test_an_apostrophe_is_put_only_where_it_is_needed():
    assert [safe_cell(text) for text in ("a=b", "", "’=", "'x")] == ["a=b", "", "’=", "'x"]
    assert safe_cell("\tx") == "'\tx"


def test_the_day_of_joining_is_kept(ogniwo):
    add_organisation(ogniwo, {"name": "Koło"}, **SIGNED)
    rows = rows_of(exported(ogniwo, "organisations"))
    assert rows[1][rows[0].index("w sieci od")] == today().isoformat()
