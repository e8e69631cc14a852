"""Whether this machine's clock agrees with what was recorded.

No order depends on it: revisions, intents and the audit are numbered, and forms do not expire. But
what is written gets the day and moment that the clock says.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from web.office import audit
from web.office.database import Office
from web.settings import Settings

# Machines that share an office may differ by so much.
_TOLERANCE = timedelta(minutes=5)


def notes(settings: Settings) -> tuple[str, ...]:
    """What a person should look at, in words; nothing where the clock is right."""
    office = Office.open(settings.office_url)
    try:
        with office.reading() as connection:
            later = audit.after(connection, datetime.now(UTC) + _TOLERANCE)
    finally:
        office.close()
    if later is None or later.at is None:
        return ()
    now = datetime.now(UTC)
    return (
        f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, but {later.action} of {later.subject} is recorded at "
        f"{later.at:%Y-%m-%d %H:%M} UTC: if the clock is behind, set it right before anything is written; if it was "
        "ahead then, nothing is lost, but look at the days that were recorded",
    )
