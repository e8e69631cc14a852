"""How dates, numbers and places are written in the reader's language."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, gettext

from web import labels

MINUS = "−"
NO_BREAK = "\N{NO-BREAK SPACE}"


def register(app: Flask) -> None:
    """Give the templates their filters and the words for codes."""
    app.jinja_env.filters.update(
        day=day,
        moment=moment,
        number=number,
        signed=signed,
        decimals=decimals,
        period=period,
        month=month,
        tenths=tenths,
    )
    app.jinja_env.globals["words"] = labels


def day(value: date) -> str:
    """A day as people write it: ``12 maja 2024`` or ``12 May 2024``."""
    # Spaces that do not break keep a date together; a period breaks at its dash.
    return str(format_date(value, "d MMMM y")).replace(" ", NO_BREAK)


def month(value: date) -> str:
    """A month as people write it: ``maj 2024`` or ``May 2024``."""
    return str(format_date(value, "LLLL y"))


def moment(value: datetime) -> str:
    """A day and an hour in Polish time."""
    return str(format_datetime(value, "d MMMM y, HH:mm"))


def number(value: float) -> str:
    """A number with the language's separators."""
    return str(format_decimal(value))


def decimals(value: float) -> str:
    """A size with two decimals, without a sign."""
    return str(format_decimal(abs(value), "0.00"))


def tenths(value: float) -> str:
    """A size with one decimal."""
    return str(format_decimal(value, "#,##0.0"))


def signed(value: float) -> str:
    """A contribution with its sign and two decimals; a true minus, and no minus zero."""
    if abs(value) < 0.005:
        return str(format_decimal(0.0, "0.00"))
    return ("+" if value > 0 else MINUS) + decimals(value)


def period(since: date, until: date | None, *, known: bool = True) -> str:
    """The time a link lasted, in words.

    `known` is false where the first day is only the day it was imported.
    """
    if not known:
        words = gettext("by %(day)s", day=day(since)) if until is None else gettext("until %(day)s", day=day(until))
        return str(words)
    if until is None:
        return str(gettext("since %(day)s", day=day(since)))
    if until == since:
        return day(since)
    return f"{day(since)} – {day(until)}"
