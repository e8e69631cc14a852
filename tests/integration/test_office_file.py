"""What is particular to an office in a file, and to one on a server that is not there."""

import sqlite3
import sys
from contextlib import closing

import pytest

from web.office import audit
from web.office.audit import Entry
from web.office.database import Office
from web.office.errors import DriverMissing, OfficeUnavailable


@pytest.fixture
def office(sqlite_office_url):
    opened = Office.open(sqlite_office_url)
    yield opened
    opened.close()


def test_connections_have_the_settings_that_durability_needs(office):
    with office.reading() as connection:
        answers = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "cache_spill", "busy_timeout")
        }
    assert answers["synchronous"] == 2
    assert answers["foreign_keys"] == 1
    assert answers["cache_spill"] == 0
    assert answers["busy_timeout"] <= 8000


def test_an_office_held_by_another_program_is_an_error_and_nothing_is_written(sqlite_office_url, office):
    with closing(sqlite3.connect(sqlite_office_url.removeprefix("sqlite:///"))) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        with pytest.raises(OfficeUnavailable, match="nothing was written"), office.writing() as connection:
            audit.add(connection, Entry("anna", "because", "add", "org-1"))
    assert office.counts()["audit"] == 0


def test_a_file_that_is_no_database_is_an_error_that_says_so(tmp_path):
    path = tmp_path / "office.sqlite3"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(OfficeUnavailable, match="not a database"):
        Office.open(f"sqlite:///{path}")


def test_postgresql_without_its_driver_is_an_error_that_names_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(DriverMissing, match="psycopg"):
        Office.open("postgresql+psycopg://anna:tajne@127.0.0.1:1/office")
