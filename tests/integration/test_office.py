"""The office keeps what it is told, in order, once, and never forgets in its audit."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import sqlalchemy as sa

from web.office import audit, intents, persons, shown, upgrade
from web.office.audit import Entry
from web.office.database import Office
from web.office.errors import OfficeTooNew, OfficeUnavailable, RequestKeyTaken
from web.office.intents import Intent
from web.office.persons import Person
from web.office.shown import Shown
from web.office.tables import AUDIT, METADATA


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The address of an empty office, in a file and on a server."""
    return request.getfixturevalue(f"{request.param}_office_url")


@pytest.fixture
def office(url):
    opened = Office.open(url)
    yield opened
    opened.close()


def _entry(subject="org-1", **more):
    return Entry("anna", "because", "add-organisation", subject, **more)


def _intent(key, number=0):
    return Intent(key, "add-organisation", "org-1", {"unit": {}, "details": {"fields": ["name"]}}, "anna", "because")


def test_tables_are_those_that_the_migrations_make(office):
    with office.reading() as connection:
        found = sa.MetaData()
        found.reflect(connection)
    assert set(found.tables) == set(METADATA.tables) | {"alembic_version"}
    for table in METADATA.sorted_tables:
        made = found.tables[table.name]
        assert {(c.name, c.nullable) for c in made.columns} == {(c.name, c.nullable) for c in table.columns}
        assert {index.name for index in made.indexes} == {index.name for index in table.indexes}


def test_opening_again_keeps_everything(url, office):
    with office.writing() as connection:
        audit.add(connection, _entry())
    again = Office.open(url)
    assert again.counts()["audit"] == 1
    again.close()


def test_audit_only_grows_whatever_connection_tries(url, office):
    with office.writing() as connection:
        audit.add(connection, _entry())
    stranger = sa.create_engine(url)
    for statement in (*_CHANGES["any"], *_CHANGES[stranger.dialect.name]):
        with pytest.raises(sa.exc.DatabaseError, match="only grows"), stranger.begin() as connection:
            connection.exec_driver_sql(statement)
    stranger.dispose()
    with office.reading() as connection:
        assert [(e.by, e.reason) for e in audit.entries(connection)] == [("anna", "because")]


_CHANGES = {
    "any": ("UPDATE audit SET reason = 'another'", "DELETE FROM audit"),
    "sqlite": (
        "INSERT OR REPLACE INTO audit (number, at, by, reason, action, subject, details) "
        "SELECT number, at, 'mallory', reason, action, subject, details FROM audit",
    ),
    "postgresql": ("TRUNCATE audit",),
}


def test_audit_entries_come_newest_first_and_by_subject(office):
    with office.writing() as connection:
        for subject in ("org-1", "org-2", "org-1"):
            audit.add(connection, _entry(subject, details={"n": subject}))
    with office.reading() as connection:
        assert [e.number for e in audit.entries(connection, subject="org-1")] == [3, 1]
        assert audit.entries(connection, limit=1)[0].details == {"n": "org-1"}


def test_moments_are_kept_in_utc_and_come_back_aware(office):
    warsaw = datetime(2024, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    with office.writing() as connection:
        audit.add(connection, _entry(at=warsaw))
    with office.reading() as connection:
        assert audit.entries(connection)[0].at == datetime(2024, 7, 1, 10, 0, tzinfo=UTC)
        assert audit.entries(connection)[0].at.tzinfo is UTC


def test_a_moment_without_a_time_zone_is_refused(office):
    with pytest.raises(sa.exc.StatementError, match="no time zone"), office.writing() as connection:
        audit.add(connection, _entry(at=datetime(2024, 7, 1)))  # noqa: DTZ001  # the refusal is what is tested


def test_a_transaction_that_fails_leaves_nothing(office):
    def write_half():
        with office.writing() as connection:
            audit.add(connection, _entry())
            raise KeyError

    with pytest.raises(KeyError):
        write_half()
    assert office.counts()["audit"] == 0


def test_persons_are_written_once_and_counted_only_when_something_changed(office):
    anna = Person("men-1", "Anna Łącka", "anna@example.org")
    with office.writing() as connection:
        assert persons.put(connection, [anna, Person("men-2", "Jan Żuk")]) == 2
        assert persons.put(connection, [anna]) == 0
        assert persons.put(connection, [Person("men-1", "Anna Łącka-Żuk", "anna@example.org")]) == 1
        assert persons.display_names(connection, ["men-2", "men-1", "men-9"]) == {
            "men-1": "Anna Łącka-Żuk",
            "men-2": "Jan Żuk",
        }


def test_persons_are_found_by_words_without_case_and_diacritics(office):
    with office.writing() as connection:
        persons.put(connection, [Person("men-1", "Anna Łącka"), Person("men-2", "Jan Żuk")])
        assert persons.named(connection, "LACKA anna") == {"men-1": "Anna Łącka"}
        assert persons.named(connection, "  ") == {}


def test_display_names_of_more_persons_than_one_query_may_name(office):
    many = [Person(f"men-{n:05}", f"Osoba {n}") for n in range(1200)]
    with office.writing() as connection:
        persons.put(connection, many)
        assert persons.display_names(connection, [p.actor_id for p in many]) == {
            p.actor_id: p.display_name for p in many
        }


def test_suggestions_shown_are_kept_with_their_rank_and_snapshot(office):
    rows = [Shown("r-1", "cli", "anna", "org-1", "peer", None, f"org-{n}", n, 1.5 / n, 7) for n in (1, 2)]
    with office.writing() as connection:
        shown.add(connection, rows)
        shown.add(connection, [])
    with office.reading() as connection:
        assert shown.to_seeker(connection, "org-1") == rows[::-1]


def test_suggestions_are_shown_through_a_known_channel(office):
    wrong = Shown("r-1", "fax", "anna", "org-1", "peer", None, "org-2", 1, 1.0, 7)
    with pytest.raises(sa.exc.IntegrityError), office.writing() as connection:
        shown.add(connection, [wrong])


def test_an_intent_is_open_until_it_is_settled_and_then_settled_once(office):
    with office.writing() as connection:
        intents.begin(connection, _intent("k-1"))
        assert [one.request_key for one in intents.open_ones(connection)] == ["k-1"]
        assert intents.finish(connection, _intent("k-1")) is True
        assert intents.finish(connection, _intent("k-1")) is False
        assert intents.fail(connection, _intent("k-1"), "too late") is False
        assert intents.open_ones(connection) == []
        written = audit.entries(connection)
    assert [(e.action, e.request_key, e.details) for e in written] == [
        ("add-organisation", "k-1", {"fields": ["name"]})
    ]


def test_an_intent_given_up_says_why_in_the_audit(office):
    with office.writing() as connection:
        intents.begin(connection, _intent("k-1"))
        assert intents.fail(connection, _intent("k-1"), "no such region") is True
        assert intents.find(connection, "k-1").error == "no such region"
        entry = audit.entries(connection)[0]
    assert (entry.action, entry.details["error"]) == ("add-organisation-failed", "no such region")


def test_a_request_key_is_taken_once(office):
    with office.writing() as connection:
        intents.begin(connection, _intent("k-1"))
    with pytest.raises(RequestKeyTaken), office.writing() as connection:
        intents.begin(connection, _intent("k-1"))


def test_the_first_unsettled_intent_is_the_oldest_open_one_or_the_next_to_come(office):
    with office.writing() as connection:
        assert intents.first_unsettled(connection) == 1
        for key in ("k-1", "k-2", "k-3"):
            intents.begin(connection, _intent(key))
        intents.finish(connection, _intent("k-1"))
        intents.finish(connection, _intent("k-3"))
        assert intents.first_unsettled(connection) == 2
        assert [one.request_key for one in intents.done_since(connection, 2)] == ["k-3"]
        intents.finish(connection, _intent("k-2"))
        assert intents.first_unsettled(connection) == 4


def test_settled_intents_are_forgotten_and_open_ones_and_the_audit_are_kept(office):
    with office.writing() as connection:
        for key in ("k-1", "k-2"):
            intents.begin(connection, _intent(key))
        intents.finish(connection, _intent("k-1"))
        now = datetime.now(UTC)
        assert intents.any_settled(connection, now - timedelta(hours=1)) is False
        assert intents.forget_settled(connection, now - timedelta(hours=1)) == 0
        assert intents.any_settled(connection, now + timedelta(hours=1)) is True
        assert intents.forget_settled(connection, now + timedelta(hours=1)) == 1
        assert [one.request_key for one in intents.open_ones(connection)] == ["k-2"]
        assert len(audit.entries(connection)) == 1
        intents.begin(connection, _intent("k-3"))
        assert intents.find(connection, "k-3").number == 3


def test_an_office_of_a_newer_program_is_refused_and_left_as_it_is(url, office):
    with office.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(OfficeTooNew, match="9999"):
        Office.open(url)
    with office.reading() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"


def test_reading_a_server_sees_one_state_throughout(postgresql_office_url):
    office = Office.open(postgresql_office_url)
    with office.reading() as connection:
        before = audit.entries(connection)
        with office.writing() as another:
            audit.add(another, _entry())
        assert audit.entries(connection) == before == []
    with office.reading() as connection:
        assert len(audit.entries(connection)) == 1
    office.close()


def test_a_server_that_takes_too_long_is_not_waited_for(postgresql_office_url):
    office = Office.open(postgresql_office_url)
    with pytest.raises(OfficeUnavailable, match="statement timeout"), office.reading() as connection:
        connection.exec_driver_sql("SELECT pg_sleep(60)")
    office.close()


MIGRATIONS = Path(upgrade.__file__).parent / "migrations" / "versions"
OPEN = "import sys; from web.office.database import Office; Office.open(sys.argv[1]).close()"


def test_processes_that_start_together_upgrade_once(url):
    starting = [subprocess.Popen([sys.executable, "-c", OPEN, url], stderr=subprocess.PIPE) for _ in range(4)]
    assert [(process.communicate()[1], process.returncode) for process in starting] == [(b"", 0)] * 4
    office = Office.open(url)
    assert office.health().revision == max(path.name[:4] for path in MIGRATIONS.glob("0*.py"))
    office.close()


N_EACH = 500 if os.environ.get("OGNIWO_FULL") == "1" else 40


@pytest.mark.slow
def test_threads_and_processes_write_together_without_losing_or_failing(url, office):
    writer = (
        "import sys; from web.office.database import Office; from web.office import audit\n"
        "office = Office.open(sys.argv[1])\n"
        f"for n in range({N_EACH}):\n"
        "    with office.writing() as c: audit.add(c, audit.Entry('p', 'r', 'a', 's'))\n"
    )
    others = [subprocess.Popen([sys.executable, "-c", writer, url], stderr=subprocess.PIPE) for _ in range(2)]

    def write():
        for _ in range(N_EACH):
            with office.writing() as connection:
                connection.execute(AUDIT.select().limit(1)).all()
                audit.add(connection, _entry())

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(other.communicate()[1], other.returncode) for other in others] == [(b"", 0)] * 2
    assert office.counts()["audit"] == 6 * N_EACH
