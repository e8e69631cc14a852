"""A file is brought in by pages, step by step, without JavaScript; every step survives a reload."""

import io
import re
from html import unescape

import pytest

from graph.transfer import network_hash
from tests.hostile_files import HOSTILE
from tests.imported_files import MENTORS, bytes_of
from web.app import create_app
from web.office import imports
from web.services.recording import add_organisation, update_organisation

SIGNED = {"by": "Anna", "reason": "formularz"}
FILE = (
    "Nazwa;NIP;Miejscowość;Potrzeby;Uwagi\n"
    "Koło Kwitnąca Łąka;;Łańcut;marketing;x\n"
    "Fundacja z Błędem;1234563219;Krosno;;\n"
    "Stowarzyszenie Żółw;;Lesko;Fundraising;\n"
)


@pytest.fixture
def client(own_ogniwo):
    client = create_app(own_ogniwo).test_client()
    client.set_cookie("language", "en")
    return client


def token(page):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))[1]


def text_of(page):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True))).split())


def post(client, address, values, *, form_on=None):
    page = client.get(form_on or address)
    return client.post(address, data=values | {"csrf_token": token(page)})


def send(client, content, name="plik.csv", kind=""):
    sent = {"file": (io.BytesIO(content), name), "kind": kind}
    return post(client, "/wczytaj", sent)


def chosen(client, columns_page):
    """What the form of the columns would send: the options that are selected."""
    page = client.get(columns_page).get_data(as_text=True)
    selects = re.findall(r'<select id="(column-\d+|kind)".*?</select>', page, flags=re.DOTALL)
    bodies = re.findall(r'<select id="(?:column-\d+|kind)"(.*?)</select>', page, flags=re.DOTALL)
    found = [re.search(r'value="([^"]*)" selected', body) for body in bodies]
    return {name: one[1] if one else "" for name, one in zip(selects, found, strict=True)}


def to_rows(client, content=None, kind="organisations", name="plik.csv"):
    """The address of the page of rows, after the two steps before it."""
    columns = send(client, content or bytes_of(FILE), name, kind).headers["Location"]
    return post(client, columns, chosen(client, columns)).headers["Location"]


def write(client, rows):
    return post(client, f"{rows}/zapis", SIGNED, form_on=rows)


def test_the_first_page_takes_a_file_and_the_second_shows_its_columns_as_matched(client):
    sent = send(client, bytes_of(FILE), kind="organisations")
    assert sent.status_code == 303
    columns = sent.headers["Location"]
    assert chosen(client, columns) == {
        "kind": "organisations", "column-0": "name", "column-1": "nip", "column-2": "locality", "column-3": "needs",
        "column-4": "",
    }  # fmt: skip
    page = text_of(client.get(columns))
    assert "Koło Kwitnąca Łąka · Fundacja z Błędem" in page
    assert text_of(client.get(columns)) == page


def test_columns_may_be_matched_otherwise_and_that_is_kept(client, own_ogniwo):
    columns = send(client, bytes_of(FILE), kind="organisations").headers["Location"]
    rows = post(client, columns, chosen(client, columns) | {"column-4": "about"}).headers["Location"]
    assert chosen(client, columns)["column-4"] == "about"
    assert write(client, rows).status_code == 303
    with own_ogniwo.office.reading() as connection:
        assert imports.kept_columns(connection, "organisations")["uwagi"] == "about"


def test_another_kind_matches_the_columns_anew(client):
    columns = send(client, bytes_of(FILE), kind="organisations").headers["Location"]
    again = post(client, columns, chosen(client, columns) | {"kind": "partners"})
    assert again.headers["Location"] == columns
    assert chosen(client, columns)["kind"] == "partners"


def test_two_columns_for_one_field_are_refused_with_the_reason(client):
    columns = send(client, bytes_of(FILE), kind="organisations").headers["Location"]
    refused = post(client, columns, chosen(client, columns) | {"column-4": "name"})
    assert refused.status_code == 422
    assert "two columns are to be name" in text_of(refused).lower()


def test_rows_are_shown_by_what_would_become_of_them_and_nothing_is_written(client, own_ogniwo):
    add_organisation(own_ogniwo, {"name": "Fundacja Żółw", "locality": "Lesko"}, **SIGNED)
    before = network_hash(own_ogniwo.store)
    rows = to_rows(client)
    page = text_of(client.get(rows))
    assert "1 new" in page
    assert "1 failed" in page
    assert "1 to be decided" in page
    assert "1234563219” is wrong" in page
    assert "marketing" in page
    assert text_of(client.get(rows)) == page, "a reload shows the same"
    assert network_hash(own_ogniwo.store) == before


def test_a_wrong_cell_is_corrected_a_word_chosen_and_a_suspect_merged_then_all_is_written_and_undone(
    client, own_ogniwo
):
    there = add_organisation(own_ogniwo, {"name": "Fundacja Żółw", "locality": "Lesko"}, **SIGNED).id
    before = network_hash(own_ogniwo.store)
    rows = to_rows(client)
    decided = {"cell-3-1": "1234563218", "row-3": "", "row-4": there, "word-marketing": "I2.05"}
    assert post(client, rows, decided).status_code == 303
    page = text_of(client.get(rows))
    assert "2 new" in page
    assert "1 changed" in page
    assert "failed" not in page
    done = write(client, rows).headers["Location"]
    assert "Brought in" in text_of(client.get(done))
    counts = own_ogniwo.store.counts()
    assert client.get(rows).status_code == 404, "the draft and the file in it are forgotten"
    assert write_again(client, rows, done) == done
    assert own_ogniwo.store.counts() == counts
    undone = post(client, done.replace("gotowe", "cofniecie"), SIGNED, form_on=done)
    assert undone.status_code == 303
    assert "as they were before this file" in text_of(client.get(done))
    assert network_hash(own_ogniwo.store) == before


def write_again(client, rows, done):
    """Where the form leads that was sent a second time, as by a double click."""
    return client.post(f"{rows}/zapis", data=SIGNED | {"csrf_token": token(client.get("/wczytaj"))}).headers["Location"]


def test_new_rows_show_what_words_were_taken_for_and_a_wrong_one_is_corrected(client):
    content = bytes_of("Nazwa;Miejscowość;Potrzeby\nKoło;Krosno;pisanie wniosku o dotacje\nRAZEM;;\n")
    rows = to_rows(client, content)
    page = text_of(client.get(rows))
    assert "“pisanie wniosku o dotacje” → Grant writing [T3.01] (similarity 0." in page
    assert "Words taken for what they are most like" in page
    assert "This is a line of totals." in page
    post(client, rows, {"word-pisanie wniosku o dotacje": "T3.02", "row-3": "apart"})
    page = text_of(client.get(rows))
    assert "[T3.02] (your choice)" in page
    assert "2 new" in page
    post(client, rows, {"word-pisanie wniosku o dotacje": "-"})
    assert "Words in doubt" in text_of(client.get(rows))


def test_a_suspect_is_shown_beside_the_row_with_what_differs(client, own_ogniwo):
    add_organisation(own_ogniwo, {"name": "Fundacja Żółw", "locality": "Lesko"}, **SIGNED)
    page = text_of(client.get(to_rows(client)))
    assert "name Fundacja Żółw → Stowarzyszenie Żółw" in page


def test_a_row_is_left_out_and_taken_after_all(client):
    rows = to_rows(client)
    post(client, rows, {"row-3": "leave-out"})
    assert "1 left out" in text_of(client.get(rows))
    post(client, rows, {"row-3": ""})
    assert "1 failed" in text_of(client.get(rows))


def test_writing_asks_who_and_why(client, own_ogniwo):
    before = network_hash(own_ogniwo.store)
    rows = to_rows(client)
    refused = post(client, f"{rows}/zapis", {"by": "", "reason": ""}, form_on=rows)
    assert refused.status_code == 422
    assert network_hash(own_ogniwo.store) == before


def test_a_form_from_elsewhere_writes_nothing(client, own_ogniwo):
    before = network_hash(own_ogniwo.store)
    rows = to_rows(client)
    assert client.post(f"{rows}/zapis", data=SIGNED).status_code == 400
    assert client.post("/wczytaj", data={"file": (io.BytesIO(b"nazwa\nx\n"), "x.csv")}).status_code == 400
    assert network_hash(own_ogniwo.store) == before


def test_an_import_that_something_was_built_on_says_what_keeps_it(client, own_ogniwo):
    done = write(client, to_rows(client)).headers["Location"]
    with own_ogniwo.office.reading() as connection:
        journal = imports.last_run(connection).journal
    added = journal["done"]["nodes"][0]["id"]
    update_organisation(own_ogniwo, added, {"about": "x"}, **SIGNED)
    refused = post(client, done.replace("gotowe", "cofniecie"), SIGNED, form_on=done)
    assert refused.status_code == 409
    assert added in text_of(refused)


@pytest.mark.parametrize(
    "name", ["macros", "password", "billion laughs", "NUL", "nothing", "page by the name of a table"]
)
def test_a_file_that_cannot_be_read_is_answered_on_the_page(client, name):
    file_name, make, _ = HOSTILE[name]
    refused = send(client, make(), file_name)
    assert refused.status_code == 422
    assert 'role="alert"' in refused.get_data(as_text=True)


def test_a_file_that_is_too_large_is_answered_on_the_page(client, monkeypatch):
    monkeypatch.setattr("web.services.importing.reading.MAX_BYTES", 100)
    refused = send(client, b"nazwa\n" + b"x\n" * 100)
    assert refused.status_code == 422
    assert "split it" in text_of(refused)


def test_a_request_that_is_too_large_is_answered_on_the_page(client, monkeypatch):
    monkeypatch.setattr("web.pages.importing._AROUND_FILE", -15_999_000)
    refused = send(client, b"nazwa\n" + b"x\n" * 1000)
    assert refused.status_code == 422
    assert "split it" in text_of(refused)


def test_no_file_is_answered_on_the_page(client):
    refused = post(client, "/wczytaj", {"kind": ""})
    assert refused.status_code == 422
    assert "No file was chosen; choose one." in text_of(refused)


def test_a_column_of_persons_that_is_refused_cannot_be_chosen(client, own_ogniwo):
    columns = send(client, bytes_of(MENTORS), "mentorzy.csv").headers["Location"]
    page = text_of(client.get(columns))
    assert "Not taken : is on identity, health or belief" in page
    rows = post(client, columns, chosen(client, columns)).headers["Location"]
    done = write(client, rows).headers["Location"]
    assert "2 new" in text_of(client.get(done))
    assert "Nowak-Testowa" not in str(list(own_ogniwo.store.stream_nodes("Actor")))


def test_what_a_file_says_is_shown_as_text(client):
    content = b"nazwa,nip\n<script>alert(1)</script>,1\n"
    page = client.get(to_rows(client, content)).get_data(as_text=True)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_pages_of_drafts_that_are_not_there_are_not_found(client):
    for address in ("/wczytaj/brak", "/wczytaj/brak/kolumny", "/wczytaj/brak/gotowe"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("language", ["pl", "en"])
def test_the_pages_speak_both_languages(client, language):
    rows = to_rows(client)
    client.set_cookie("language", language)
    said = {"pl": ("Zobaczcie wiersze", "z błędem"), "en": ("Look at the rows", "failed")}
    page = text_of(client.get(rows))
    assert all(words in page for words in said[language])


def test_a_form_with_long_cells_is_taken(client):
    rows = to_rows(client)
    assert post(client, rows, {f"cell-3-{place}": "x" * 500_000 for place in range(4)}).status_code == 303
    assert "1 failed" in text_of(client.get(rows))
