"""Whether this machine's clock agrees with what was recorded.

No order depends on it: revisions, intents and the audit are numbered, and forms do not expire. But
what is written gets the day and moment that the clock says.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from web.office import audit
from web.office.database import Office
from web.services.diagnosis_words import diagnosed
from web.settings import Settings

# Machines that share an office may differ by so much.
_TOLERANCE = timedelta(minutes=5)


def notes(settings: Settings, language: str = "en") -> tuple[str, ...]:
    """What a person should look at, in words; nothing where the clock is right."""
    office = Office.open(settings.office_url)
    try:
        with office.reading() as connection:
            later = audit.after(connection, datetime.now(UTC) + _TOLERANCE)
    finally:
        office.close()
    if later is None or later.at is None:
        return ()
    now, then = (f"{moment:%Y-%m-%d %H:%M}" for moment in (datetime.now(UTC), later.at))
    return (diagnosed("clock", language, now=now, then=then, action=later.action, subject=later.subject),)
