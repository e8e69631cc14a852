"""Days as people write them in a sentence."""

from __future__ import annotations

from datetime import date

_MONTHS = {
    "pl": (
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


def day_in_words(iso: str, language: str) -> str:
    """An ISO date in words; no date stays empty.

    >>> day_in_words("2022-04-25", "pl"), day_in_words("2022-04-25", "en"), day_in_words("", "pl")
    ('25 kwietnia 2022', '25 April 2022', '')
    """
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"
