"""An office of an earlier program: what it kept is there under the same names after the upgrade."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from alembic import command

from web.office import cohorts, upgrade
from web.office.cohorts import Cohort, KeptDraft
from web.office.database import Office

MOMENT = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request):
    """The address of an empty office, in a file and on a server."""
    return request.getfixturevalue(f"{request.param}_office_url")


def _office_before_0005(url, drafts):
    """An office as the migration before left it, with drafts numbered through all cohorts."""
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        command.upgrade(upgrade._config(connection), "0004")
        tables = sa.MetaData()
        tables.reflect(connection)
        for one in sorted({cohort_id for _, cohort_id in drafts}):
            row = {"id": one, "name": "Cykl", "state": "draft", "starts": date(2026, 10, 1), "rules": {}}
            moments = {"created_at": MOMENT, "updated_at": MOMENT}
            last = max(number for number, cohort_id in drafts if cohort_id == one)
            connection.execute(tables.tables["cohort"].insert().values(**row, **moments, draft=last))
        for number, cohort_id in drafts:
            row = {"number": number, "cohort_id": cohort_id, "at": MOMENT, "by": "anna", "reason": "we match"}
            row |= {"made_of": f"m{number}", "result": {"pairs": [number]}}
            connection.execute(tables.tables["cohort_draft"].insert().values(**row))
    engine.dispose()


def test_drafts_keep_their_numbers_and_new_ones_are_numbered_within_their_cohort(url):
    _office_before_0005(url, [(1, "a"), (2, "b"), (3, "a"), (7, "b")])
    office = Office.open(url)
    with office.writing() as connection:
        assert cohorts.draft_numbers(connection, "a") == [1, 3]
        assert cohorts.draft_numbers(connection, "b") == [2, 7]
        kept = cohorts.draft(connection, "b", cohorts.find(connection, "b").draft)
        assert (kept.at, kept.by, kept.reason, kept.made_of) == (MOMENT, "anna", "we match", "m7")
        assert kept.result == {"pairs": [7]}
        assert cohorts.draft(connection, "a", 2) is None
        cohorts.put(connection, Cohort("new", "Nowy", "closed", date(2027, 1, 1), None, None, {}))
        added = [
            cohorts.add_draft(connection, KeptDraft(one, MOMENT, "anna", "again", "m", {})) for one in ("a", "new")
        ]
        assert [one.number for one in added] == [4, 1]
    office.close()
