"""A file beside the network, then in it, then out of it again."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from graph.model import NodeKey, Unit, make_link, make_node
from graph.snapshot import today
from graph.transfer import network_hash
from tests.imported_files import MENTORS, PARTNERS, REGISTER, SIGNED, asked, states, written
from web.office import audit, imports, persons
from web.services.cohorts import life
from web.services.importing.errors import ImportRefused
from web.services.importing.importing import plan_import, write_import
from web.services.importing.matching_columns import match_columns
from web.services.importing.undoing import undo_last
from web.services.recording import add_organisation, update_organisation


def actor(ogniwo, actor_id):
    return ogniwo.store.node(NodeKey("Actor", actor_id))


def links(ogniwo, actor_id):
    found = ogniwo.store.neighbours(NodeKey("Actor", actor_id), direction="out")
    return {link.type: {one.target for one in found if one.type == link.type} for link in found}


def test_a_dry_run_writes_nothing(ogniwo):
    before = network_hash(ogniwo.store)
    plan = plan_import(ogniwo, asked(REGISTER))
    assert states(plan) == ["new"] * 4
    assert network_hash(ogniwo.store) == before
    assert ogniwo.office.counts()["import_run"] == 0


def test_organisations_come_in_with_numbers_places_spheres_and_texts(ogniwo):
    plan = written(ogniwo, REGISTER)
    first, second, third, informal = (row.actor_id for row in plan.rows)
    assert actor(ogniwo, first).properties == {
        "name": "STOWARZYSZENIE „ŁĄKA”",
        "krs": "0000999901",
        "regon": "123456785",
        "nip": "1234563218",
        "legal_form": "ASSOC",
        "founded": actor(ogniwo, first).properties["founded"],
        "locality": "ŁAŃCUT",
        "about": "Edukacja,\nkultura i sztuka",
        "joined": today(),
    }
    assert actor(ogniwo, first).properties["founded"].isoformat() == "2002-03-04"
    assert links(ogniwo, first) == {"LOCATED_IN": {"1810"}, "ACTIVE_IN": {"SP14", "SP16"}}
    assert links(ogniwo, second) == {"LOCATED_IN": {"1861"}, "ACTIVE_IN": {"SP18"}}
    assert links(ogniwo, third) == {"LOCATED_IN": {"1810"}}
    assert actor(ogniwo, informal).properties["legal_form"] == "INFORMAL"


def test_the_same_file_again_changes_nothing(ogniwo):
    written(ogniwo, REGISTER)
    before, revision = network_hash(ogniwo.store), ogniwo.store.revision()
    again = written(ogniwo, REGISTER)
    assert states(again) == ["same"] * 4
    assert not again.writes
    assert (network_hash(ogniwo.store), ogniwo.store.revision()) == (before, revision)
    assert ogniwo.office.counts()["import_run"] == 1


def test_what_changed_is_told_field_by_field_and_nothing_else_is_touched(ogniwo):
    first = written(ogniwo, REGISTER).rows[0].actor_id
    update_organisation(ogniwo, first, {"website": "https://laka.example.org"}, **SIGNED)
    edited = REGISTER.replace("14 16", "14 17").replace("FUNDACJA DRZEWO", "FUNDACJA DRZEWKO")
    plan = written(ogniwo, edited)
    assert states(plan) == ["changed", "changed", "same", "same"]
    assert [(c.field, c.old, c.new) for c in plan.rows[0].changes] == [("ACTIVE_IN", ["SP16"], ["SP17"])]
    assert [(c.field, c.old, c.new) for c in plan.rows[1].changes] == [("name", "FUNDACJA DRZEWO", "FUNDACJA DRZEWKO")]
    assert links(ogniwo, first)["ACTIVE_IN"] == {"SP14", "SP17"}
    assert actor(ogniwo, first).properties["website"] == "https://laka.example.org"


def test_undo_brings_back_both_databases(ogniwo):
    written(ogniwo, REGISTER)
    before = network_hash(ogniwo.store)
    edited = REGISTER.replace("14 16", "14 17").replace("DRZEWO", "DRZEWKO") + ",Nowe Koło,,,,,,1810,ŁAŃCUT,,\n"
    assert states(written(ogniwo, edited)) == ["changed", "changed", "same", "same", "new"]
    assert network_hash(ogniwo.store) != before
    run = undo_last(ogniwo, **SIGNED)
    assert network_hash(ogniwo.store) == before
    assert run.counts["changed"] == 2
    with ogniwo.office.reading() as connection:
        assert [e.action for e in audit.entries(connection)] == ["undo-import", "import", "import"]


def test_only_the_last_import_can_be_undone(ogniwo):
    written(ogniwo, REGISTER)
    written(ogniwo, PARTNERS)
    assert undo_last(ogniwo, **SIGNED).kind == "partners"
    with pytest.raises(ImportRefused) as refused:
        undo_last(ogniwo, **SIGNED)
    assert refused.value.code == "nothing_to_undo"


def test_an_import_that_something_was_built_on_is_not_undone_and_says_what(ogniwo):
    first, second, *_ = (row.actor_id for row in written(ogniwo, REGISTER).rows)
    link = make_link("COOPERATES_WITH", first, second, since=today(), kind="project")
    ogniwo.store.apply(Unit(links=(link,)))
    before = network_hash(ogniwo.store)
    with pytest.raises(ImportRefused) as refused:
        undo_last(ogniwo, **SIGNED)
    assert refused.value.code == "built_on"
    assert "COOPERATES_WITH" in str(refused.value)
    assert second in str(refused.value)
    assert network_hash(ogniwo.store) == before


def test_an_import_is_not_undone_after_somebody_changed_what_it_brought(ogniwo):
    first = written(ogniwo, REGISTER).rows[0].actor_id
    update_organisation(ogniwo, first, {"about": "Coś nowego"}, **SIGNED)
    with pytest.raises(ImportRefused, match=first):
        undo_last(ogniwo, **SIGNED)


def test_a_row_that_fails_says_column_and_reason_and_the_others_are_written(ogniwo):
    text = REGISTER + "0000000000,Zła,FUNDACJA,123456780,1,kiedyś,,,,,\n,,FUNDACJA,,,,,,,,\n"
    plan = written(ogniwo, text)
    assert states(plan) == ["new"] * 4 + ["failed"] * 2
    assert {(p.column, p.code) for p in plan.rows[4].problems} == {
        ("krs", "not_krs"),
        ("regon9", "not_regon"),
        ("nip", "not_nip"),
        ("registered_on", "not_date"),
    }
    assert [(p.column, p.code) for p in plan.rows[5].problems] == [("name", "missing")]
    assert ogniwo.store.counts()["Organisation"] == 4


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("=1+1,,,,,,,,,,", "formula"),
        ("0000999903,Koło,INFORMAL,,,,,,,,", "informal"),
        (",Koło,,,,,,,,,,,,nadmiar", "ragged"),
        (f",{'x' * 301},,,,,,,,,", "too_long"),
        (",Koło\x07X,,,,,,,,,", "unprintable"),
        (",Koło,,,,1.1.2999,,,,,", "in_future"),
    ],
)
def test_a_row_is_refused_for_what_is_wrong_with_it(ogniwo, row, code):
    plan = plan_import(ogniwo, asked(REGISTER + row + "\n"))
    assert states(plan)[-1] == "failed"
    assert code in [problem.code for problem in plan.rows[-1].problems]


def test_numbers_are_taken_as_registers_and_spreadsheets_write_them(ogniwo):
    text = "nazwa;krs;regon;nip\nA;999901;12345678500000;123-456-32-18\nB;KRS: 0000999902;;PL 1234563218\n"
    plan = written(ogniwo, text.replace("B;", "B;"), kind="organisations")
    assert states(plan)[0] == "new"
    assert {k: actor(ogniwo, plan.rows[0].actor_id).properties[k] for k in ("krs", "regon", "nip")} == {
        "krs": "0000999901",
        "regon": "123456785",
        "nip": "1234563218",
    }


def test_rows_of_one_file_that_are_the_same_are_written_once(ogniwo):
    text = "nazwa,krs,miejscowość\nKoło,999901,Łańcut\nKOLO inne,0000999901,Krosno\nGrupa,,Łańcut\ngrupa,,LANCUT\n"
    plan = written(ogniwo, text)
    assert states(plan) == ["new", "duplicate", "new", "duplicate"]
    assert [row.of_row for row in plan.rows] == [0, 2, 0, 4]
    assert ogniwo.store.counts()["Organisation"] == 2


@pytest.mark.parametrize(
    ("there", "row", "state"),
    [
        ({"krs": "0000999901", "locality": "X"}, "Zupełnie inna,999901,,Y", "changed"),
        ({"regon": "123456785"}, "Zupełnie inna,,123456785,", "changed"),
        ({"locality": "Łańcut"}, "kolo ZOLW,,,lancut", "changed"),
        ({"locality": "Łańcut"}, "Koło Żółw,,,Krosno", "new"),
        ({"locality": "Łańcut"}, "Koło Żółw,,,", "suspected"),
        ({"locality": "Łańcut"}, "Stowarzyszenie „Żółw” koło,,,Łańcut", "suspected"),
        ({"locality": "Łańcut", "krs": "0000999902"}, "Koło Żółw,999901,,Łańcut", "new"),
        ({"regon": "123456785", "krs": "0000999902"}, "Koło Żółw,999901,123456785,", "suspected"),
    ],
)
def test_duplicates_are_found_by_krs_then_regon_then_folded_name_and_place(ogniwo, there, row, state):
    ogniwo.store.apply(Unit(nodes=(make_node("org-1", "Organisation", name="Koło Żółw", joined=today(), **there),)))
    plan = plan_import(ogniwo, asked(f"nazwa,krs,regon,miejscowość\n{row}\n", kind="organisations"))
    assert states(plan) == [state]
    assert [one.actor_id for one in plan.rows[0].suspects] == (["org-1"] if state == "suspected" else [])


SUSPECT = "nazwa,miejscowość,opis\nFundacja Żółw,Łańcut,Pomagamy\n"


@pytest.fixture
def turtle(ogniwo):
    return add_organisation(ogniwo, {"name": "Stowarzyszenie Żółw", "locality": "Łańcut"}, **SIGNED).id


def test_a_suspected_row_waits_for_a_decision_and_is_not_written(ogniwo, turtle):
    before = network_hash(ogniwo.store)
    plan = written(ogniwo, SUSPECT)
    assert states(plan) == ["suspected"]
    assert [(one.actor_id, one.why) for one in plan.rows[0].suspects] == [(turtle, "similar")]
    assert network_hash(ogniwo.store) == before


def test_a_merge_adds_to_whom_it_is_keeps_the_name_is_remembered_and_can_be_undone(ogniwo, turtle):
    before = network_hash(ogniwo.store)
    plan = written(ogniwo, SUSPECT, merged={2: turtle})
    assert states(plan) == ["changed"]
    assert actor(ogniwo, turtle).properties["about"] == "Pomagamy"
    assert actor(ogniwo, turtle).properties["name"] == "Stowarzyszenie Żółw"
    assert states(written(ogniwo, SUSPECT)) == ["same"]
    undo_last(ogniwo, **SIGNED)
    assert network_hash(ogniwo.store) == before
    assert states(plan_import(ogniwo, asked(SUSPECT))) == ["suspected"]


def test_a_row_kept_apart_is_new_and_the_same_the_next_time(ogniwo, turtle):
    plan = written(ogniwo, SUSPECT, apart=frozenset({2}))
    assert states(plan) == ["new"]
    assert plan.rows[0].actor_id != turtle
    assert states(written(ogniwo, SUSPECT)) == ["same"]


def test_a_row_that_is_left_out_is_not_written(ogniwo):
    assert states(written(ogniwo, REGISTER, left_out=frozenset({2}))) == ["skipped", "new", "new", "new"]


def test_words_in_doubt_are_shown_and_never_guessed(ogniwo):
    text = "nazwa;potrzeby;sfery\nKoło;Fundraising; Kultura\nGrupa;strona, xyzzy;prawo\n"
    plan = written(ogniwo, text, kind="organisations")
    assert links(ogniwo, plan.rows[0].actor_id) == {"NEEDS": {"S3.01"}, "ACTIVE_IN": {"SP16"}}
    assert links(ogniwo, plan.rows[1].actor_id) == {}
    assert [(one.column, one.doubt.text) for one in plan.rows[1].unsure][:2] == [
        ("potrzeby", "strona"),
        ("potrzeby", "xyzzy"),
    ]


def test_a_powiat_whose_name_several_have_needs_its_voivodeship(ogniwo):
    text = "nazwa,powiat,województwo\nA,krośnieński,podkarpackie\nB,krośnieński,\nC,,podkarpackie\n"
    plan = written(ogniwo, text)
    assert [links(ogniwo, row.actor_id).get("LOCATED_IN") for row in plan.rows] == [{"1807"}, None, {"18"}]
    assert [len(row.unsure) for row in plan.rows] == [0, 1, 0]
    assert [one.label("en") for one in plan.rows[1].unsure[0].doubt.candidates] == [
        "krośnieński powiat (Lubusz voivodeship)",
        "krośnieński powiat (Subcarpathian voivodeship)",
    ]


def test_columns_as_matched_by_hand_are_kept_for_the_next_file(ogniwo):
    text = "Kogo wpisać;Skąd;Nazwa zwyczajowa\nKoło;Łańcut;x\n"
    fields = {"Kogo wpisać": "name", "Nazwa zwyczajowa": "-"}
    written(ogniwo, text, kind="organisations", fields=fields)
    again = plan_import(ogniwo, asked(text, kind="organisations"))
    assert again.columns.fields == {0: "name"}
    assert states(again) == ["same"]


def test_mentors_become_opaque_and_the_office_alone_knows_who_they_are(ogniwo):
    plan = written(ogniwo, MENTORS)
    assert plan.columns.kind.name == "mentors"
    assert states(plan) == ["new", "new"]
    assert {one.header: one.why for one in plan.columns.skipped} == {
        "Organizacja": "unknown",
        "Płeć": "sensitive",
        "O sobie": "personal",
    }
    anna = plan.rows[0].actor_id
    assert actor(ogniwo, anna).labels == {"Mentor"}
    assert set(actor(ogniwo, anna).properties) == {"joined", "capacity"}
    assert links(ogniwo, plan.rows[1].actor_id) == {"OFFERS": {"T3.01", "T2.01"}}
    everything = " ".join(f"{node}" for node in ogniwo.store.stream_nodes("Actor"))
    for secret in ("Anna", "Nowak", "example.org", "600", "kobieta", "Drzewo"):
        assert secret not in everything
    with ogniwo.office.reading() as connection:
        kept = persons.find(connection, anna)
        audited = str(audit.entries(connection))
    assert (kept.display_name, kept.email, kept.phone) == ("Anna Nowak-Testowa", "anna@example.org", "600 000 001")
    assert "Anna N" not in audited


def test_persons_of_one_organisation_stay_apart_and_come_again_as_themselves(ogniwo):
    plan = written(ogniwo, MENTORS)
    assert len({row.actor_id for row in plan.rows}) == 2
    assert states(written(ogniwo, MENTORS)) == ["same", "same"]
    renamed = written(ogniwo, MENTORS.replace("Jan Próbny", "Jan Próbny-Nowy"))
    assert states(renamed) == ["same", "changed"]
    assert renamed.rows[1].actor_id == plan.rows[1].actor_id


def test_undo_forgets_persons_that_came_and_brings_back_how_others_were_called(ogniwo):
    plan = written(ogniwo, MENTORS)
    edited = MENTORS.replace("Jan Próbny", "Jan Inny") + "2024-05-03 10:00:00;Ewa Trzecia;ewa@example.org;;;;;;\n"
    written(ogniwo, edited)
    undo_last(ogniwo, **SIGNED)
    with ogniwo.office.reading() as connection:
        names = persons.display_names(connection, [row.actor_id for row in plan.rows])
        assert len(persons.everybody(connection)) == 2
    assert set(names.values()) == {"Anna Nowak-Testowa", "Jan Próbny"}


def test_who_signs_up_for_help_becomes_a_seeker_without_a_name(ogniwo):
    text = (
        "Imię,Nazwisko,E-mail,Rola,Skills\nAnna,Testowa,a@example.org,podopieczna,\nJan,Próbny,j@example.org,mentor,\n"
    )
    plan = written(ogniwo, text, kind="mentors")
    seeker, mentor = (actor(ogniwo, row.actor_id) for row in plan.rows)
    assert (seeker.labels, mentor.labels) == ({"Organisation"}, {"Mentor"})
    assert "Anna" not in str(seeker)
    assert seeker.properties["legal_form"] == "INFORMAL"


def test_partners_come_in_with_type_and_sector_and_may_be_organisations_too(ogniwo):
    plan = written(ogniwo, PARTNERS)
    library = actor(ogniwo, plan.rows[0].actor_id)
    assert library.labels == {"Partner"}
    assert {k: library.properties[k] for k in ("partner_type", "sector", "website")} == {
        "partner_type": "P05",
        "sector": "culture",
        "website": "https://www.biblioteka.example.org",
    }
    both = plan_import(ogniwo, asked("nazwa,miejscowość,krs\nBiblioteka w Olszynie,Olszyna,\n", kind="organisations"))
    assert states(both) == ["suspected"]
    merged = written(ogniwo, "nazwa,miejscowość\nBiblioteka w Olszynie,Olszyna\n", kind="organisations",
                     merged={2: library.id})  # fmt: skip
    assert states(merged) == ["changed"]
    assert actor(ogniwo, library.id).labels == {"Partner", "Organisation"}
    undo_last(ogniwo, **SIGNED)
    assert actor(ogniwo, library.id).labels == {"Partner"}


def test_a_change_by_somebody_else_meanwhile_is_seen(ogniwo):
    wish = asked(REGISTER)
    stale = plan_import(ogniwo, wish)
    add_organisation(ogniwo, {"name": "FUNDACJA DRZEWO", "krs": "0000999902"}, **SIGNED)
    assert states(stale) == ["new"] * 4
    assert states(write_import(ogniwo, wish, **SIGNED)) == ["new", "changed", "new", "new"]


def test_one_import_is_written_once_under_its_request_key(ogniwo):
    plan = write_import(ogniwo, asked(REGISTER), **SIGNED, request_key="draft-1")
    again = write_import(ogniwo, asked(REGISTER), **SIGNED, request_key="draft-1")
    assert (plan.writes, again.writes) == (True, False)
    with ogniwo.office.reading() as connection:
        assert imports.find_run(connection, "draft-1").counts["new"] == 4


def test_a_network_that_refuses_leaves_nothing_in_the_office(ogniwo, monkeypatch):
    from web.services.importing import importing

    made = plan_import(ogniwo, asked(MENTORS))
    broken = replace(made, unit=replace(made.unit, links=(make_link("OFFERS", "nobody", "T3.01"),)))
    monkeypatch.setattr(importing, "plan_import", lambda *_: broken)
    with pytest.raises(Exception, match="nobody"):
        write_import(ogniwo, asked(MENTORS), **SIGNED)
    assert {k: ogniwo.office.counts()[k] for k in ("person", "import_run")} == {"person": 0, "import_run": 0}
    assert ogniwo.store.counts()["Mentor"] == 0


def test_an_import_is_not_undone_after_somebody_corrected_a_name_in_the_office(ogniwo):
    anna = written(ogniwo, MENTORS).rows[0].actor_id
    with ogniwo.office.writing() as connection:
        persons.put(connection, [persons.Person(anna, "Anna Poprawiona", "anna@example.org", "600 000 001")])
    with pytest.raises(ImportRefused, match=anna):
        undo_last(ogniwo, **SIGNED)
    with ogniwo.office.reading() as connection:
        assert persons.find(connection, anna).display_name == "Anna Poprawiona"


def test_an_import_is_not_undone_after_somebody_joined_a_cohort(ogniwo):
    anna = written(ogniwo, MENTORS).rows[0].actor_id
    starts = today() + timedelta(days=30)
    life.open_cohort(ogniwo, "wiosna", "Wiosna", starts=starts, ends=starts + timedelta(days=90), **SIGNED)
    life.join(ogniwo, "wiosna", anna, life.Part(2), **SIGNED)
    with pytest.raises(ImportRefused, match=anna):
        undo_last(ogniwo, **SIGNED)


CRUEL = {
    "a list without end": ";".join(f"słowo {number}" for number in range(3_000)),
    "commas without end": "a," * 15_000,
    "spaces without end": "a" + " " * 30_000 + "(",
    "brackets without end": "[" * 30_000,
    "digits without end": "KRS" + " " * 15_000 + "1" * 15_000 + "x",
    "one word without end": "x" * 32_000,
}


@pytest.mark.parametrize("cell", CRUEL.values(), ids=CRUEL)
def test_a_cell_of_any_content_is_read_in_little_time(ogniwo, cell):
    headers = "nazwa;potrzeby;sfery;krs;data założenia;powiat;online;www;języki;etaty"
    text = "\n".join([headers, ";".join(10 * [f'"{cell}"']), ""])
    began = time.process_time()
    plan = plan_import(ogniwo, asked(text, kind="organisations"))
    assert states(plan) == ["failed"]
    assert time.process_time() - began < 5


@pytest.mark.parametrize("cell", CRUEL.values(), ids=CRUEL)
def test_a_cell_of_an_event_of_any_content_is_read_in_little_time(ogniwo, cell):
    text = "\n".join(["tytuł;data;godzina;liczba godzin;uczestnicy", ";".join(5 * [f'"{cell}"']), ""])
    began = time.process_time()
    assert states(plan_import(ogniwo, asked(text, kind="events"))) == ["failed"]
    assert time.process_time() - began < 5


def test_headers_of_any_length_are_matched_in_little_time():
    began = time.process_time()
    match_columns("organisations", ["nazwa organizacji " * 1_500 + str(number) for number in range(200)], {}, {})
    assert time.process_time() - began < 5


def test_texts_are_compared_up_to_a_number_and_the_rest_is_in_doubt(ogniwo, monkeypatch):
    monkeypatch.setattr("web.services.importing.references.MAX_COMPARED", 1)
    text = "nazwa;potrzeby\nA;pisanie wniosku\nB;pisanie wniosków o środki\n"
    plan = plan_import(ogniwo, asked(text, kind="organisations"))
    assert [len(row.unsure) for row in plan.rows] == [0, 1]
    assert plan.rows[1].unsure[0].doubt.candidates == ()


def test_a_column_that_has_the_month_first_is_read_so_throughout(ogniwo):
    plan = written(ogniwo, "nazwa;data założenia\nA;3/1/2024\nB;3/13/2024\n", kind="organisations")
    assert [actor(ogniwo, row.actor_id).properties["founded"].isoformat() for row in plan.rows] == [
        "2024-03-01",
        "2024-03-13",
    ]


def test_a_row_like_an_earlier_one_of_the_same_file_names_that_row_and_waits(ogniwo):
    text = "nazwa,miejscowość\nFundacja Żółw,Łańcut\nStowarzyszenie Żółw,Łańcut\n"
    plan = written(ogniwo, text)
    assert states(plan) == ["new", "suspected"]
    assert [(one.actor_id, one.of_row, one.name) for one in plan.rows[1].suspects] == [("", 2, "Fundacja Żółw")]
    assert states(written(ogniwo, text, apart=frozenset({3}))) == ["same", "new"]
