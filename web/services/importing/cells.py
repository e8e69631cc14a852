"""What a cell says, brought into the form in which a field is checked; what it means is not guessed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from graph.folding import fold
from graph.schema import Kind, Property
from web.services.field_values import Wrong

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "stycznia styczen january jan",
            "lutego luty february feb",
            "marca marzec march mar",
            "kwietnia kwiecien april apr",
            "maja maj may",
            "czerwca czerwiec june jun",
            "lipca lipiec july jul",
            "sierpnia sierpien august aug",
            "wrzesnia wrzesien september sep sept",
            "pazdziernika pazdziernik october oct",
            "listopada listopad november nov",
            "grudnia grudzien december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_YES = {"x", "v", "t", "y", "✓", "✔", "+", "prawda", "true", "1", "yes", "tak"}
_NO = {"n", "-", "falsz", "false", "0", "no", "nie", "brak"}
_LANGUAGES = {
    "polski": "pl", "polish": "pl", "angielski": "en", "english": "en", "ukrainski": "uk", "ukrainian": "uk",
    "niemiecki": "de", "german": "de", "rosyjski": "ru", "russian": "ru", "francuski": "fr", "french": "fr",
    "hiszpanski": "es", "spanish": "es", "czeski": "cs", "czech": "cs", "slowacki": "sk", "slovak": "sk",
    "bialoruski": "be", "belarusian": "be", "litewski": "lt", "lithuanian": "lt",
}  # fmt: skip
_LONGEST_VALUE = 60  # characters of a number, a day, or an answer of yes or no
_NO_DATE = ("not_date", "must be a date such as 2024-03-31 or 31.03.2024")
_SHORT = {
    Kind.DATE: _NO_DATE,
    Kind.INT: ("not_number", "must be a whole number"),
    Kind.BOOL: ("not_yes_or_no", "must be yes or no"),
}
WARSAW = ZoneInfo("Europe/Warsaw")
_COUNT = re.compile(
    r"(\d+)(?:[.,]0+)?\+?(?:organizacj\w*|grup\w*|osob\w*|os\.?|lat\w*|rok\w*|years?|people)?", re.ASCII
)
_NONE = {"nie", "brak", "nie ma", "nie dotyczy", "n/d", "nd", "no", "none", "n/a", "na", "-", "–", "x"}
_NUMBER = re.compile(r"(?:KRS|NIP|REGON|PL)?[:\s.]*[\d\s\u00a0-]+(?:\.0)?")
_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$")
_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?!\d)")
_IN_WORDS = re.compile(r"(\d{1,2})\.? ([a-z]+)\.? (\d{4})")
_MONTH_IN_WORDS = re.compile(r"([a-z]+)\.? (\d{4})(?: r\.?)?")
_MONTH = re.compile(r"(\d{2})[-./](\d{4})(?: r\.?)?")
FROM_TO = re.compile(r"(\d{1,2})[:.](\d\d)\s*(?:-|–|—|do|to)\s*(\d{1,2})[:.](\d\d)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.](\d{2})(?::(\d{2}))?")
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def in_form(prop: Property, text: str) -> str:
    """The text as `field_values.property_value` reads it for the property.

    Raises
    ------
    Wrong
        It is a formula, or cannot be read as what the property wants.
    """
    if text.startswith("="):
        raise Wrong("formula", "is a formula; put its value into the cell")
    text = _without_apostrophe(text)
    if len(text) > _LONGEST_VALUE and prop.kind in _SHORT:
        raise Wrong(*_SHORT[prop.kind])
    if prop.name in _OWN:
        return _OWN[prop.name](text)
    form = _FORMS.get(prop.kind)
    if form is not None:
        return form(text)
    return text if prop.name == "about" else " ".join(text.split())


def _without_apostrophe(text: str) -> str:
    """The text without the apostrophe that an export puts before what a spreadsheet would calculate."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_ACTIVE) else text


def day(text: str) -> date:
    """The day: ISO, day first with points, dashes or slashes, or with the month's name; a time is left aside.

    Where only a month or a year is given, it is its first day.

    Raises
    ------
    Wrong

    >>> day("04.03.2002"), day("2021-12-15 22:59:55.250"), day("4 marca 2002"), day("1998")
    (datetime.date(2002, 3, 4), datetime.date(2021, 12, 15), datetime.date(2002, 3, 4), datetime.date(1998, 1, 1))
    >>> day("marzec 2022") == day("03.2022") == date(2022, 3, 1)
    True
    """
    folded = fold(text[:_LONGEST_VALUE]).strip()
    try:
        if found := _ISO.match(folded):
            return date(*(int(part) for part in found.groups()))
        if found := _DAY_FIRST.match(folded):
            first, second, year = (int(part) for part in found.groups())
            return date(year, second, first) if second <= 12 else date(year, first, second)
        if (found := _IN_WORDS.match(folded)) and found[2] in _MONTHS:
            return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
        if (found := _MONTH_IN_WORDS.fullmatch(folded)) and found[1] in _MONTHS:
            return date(int(found[2]), _MONTHS[found[1]], 1)
        if found := _MONTH.fullmatch(folded):
            return date(int(found[2]), int(found[1]), 1)
        if re.fullmatch(r"(?:19|20)\d\d", folded.removesuffix(" r.").strip()):
            return date(int(folded[:4]), 1, 1)
    except ValueError:
        pass
    raise Wrong(*_NO_DATE)


def moment(text: str, clock: str = "") -> datetime:
    """The moment in UTC of a day with a time, by the clocks of Poland; without a time, the day's beginning.

    Raises
    ------
    Wrong

    >>> moment("12.05.2024", "17:30"), moment("2024-01-10 09:00").hour
    (datetime.datetime(2024, 5, 12, 15, 30, tzinfo=datetime.timezone.utc), 8)
    """
    if len(text) > _LONGEST_VALUE:
        raise Wrong(*_NO_DATE)
    if _ZONE.search(text):
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except ValueError:
            raise Wrong(*_NO_DATE) from None
    on = day(text)
    rest = clock or re.sub(r"^\S+", "", text.replace("T", " "), count=1)
    found = _CLOCK.search(rest)
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    if hour > 23 or minute > 59 or second > 59:
        raise Wrong("not_time", "must be a time such as 17:30")
    return datetime(on.year, on.month, on.day, hour, minute, second, tzinfo=WARSAW).astimezone(UTC)


def phone(text: str) -> str:
    """The number without the point and zero that a spreadsheet puts behind it.

    >>> phone("600100200.0"), phone("17 123 45 67")
    ('600100200', '17 123 45 67')
    """
    return re.sub(r"^(\+?\d{7,15})\.0+$", r"\1", text.strip()[:_LONGEST_VALUE])


def number(text: str) -> str:
    """The digits of a whole number; zeros after a point, "or more" and what is counted are left out.

    >>> number("2.0"), number("1 200"), number("5+"), number("2 organizacje"), number("ok. 3")
    ('2', '1200', '5', '2', 'ok. 3')
    """
    bare = re.sub(r"[\s\u00a0]", "", text)
    found = _COUNT.fullmatch(fold(bare))
    return found[1] if found else text


def decimal(text: str) -> float:
    """The number, with a point or a comma; hours also as ``1:30``, or from one time to another.

    Raises
    ------
    Wrong

    >>> decimal("1,5"), decimal("17:00–19:30"), decimal("2 godz.")
    (1.5, 2.5, 2.0)
    """
    if found := FROM_TO.fullmatch(text[:_LONGEST_VALUE].strip()):
        begins, ends = (int(found[at]) + int(found[at + 1]) / 60 for at in (1, 3))
        if begins < ends <= 24:
            return ends - begins
    bare = re.sub(r"\s|godz.*|h$", "", text[:_LONGEST_VALUE].lower()).replace(",", ".")
    if found := re.fullmatch(r"(\d+):(\d\d)", bare, re.ASCII):
        return int(found[1]) + int(found[2]) / 60
    if not re.fullmatch(r"\d+(?:\.\d+)?", bare, re.ASCII):
        raise Wrong("not_decimal", "must be a number such as 1,5")
    return float(bare)


def yes_or_no(text: str) -> str:
    """``yes`` or ``no`` where the text means that, else the text.

    >>> yes_or_no("✓"), yes_or_no("Tak, chętnie"), yes_or_no("?")
    ('yes', 'yes', '?')
    """
    folded = fold(text)
    first = re.split(r"[ ,.;(]", folded, maxsplit=1)[0]
    if folded in _YES or first in {"tak", "yes"}:
        return "yes"
    return "no" if folded in _NO or first in {"nie", "no"} else text


def register_number(name: str) -> Callable[[str], str]:
    """Brings a number into digits, with the zeros that a spreadsheet took for nothing."""
    widths = {"krs": (10,), "nip": (10,), "regon": (9, 14)}[name]

    def digits(text: str) -> str:
        if fold(text).strip(".") in _NONE:
            return ""
        bare = re.sub(r"[^\d]", "", number(text).upper().removeprefix(name.upper())) if _is_number(text) else text
        return next((bare.zfill(width) for width in widths if len(bare) <= width), bare) if bare.isdigit() else text

    return digits


def _is_number(text: str) -> bool:
    return len(text) <= _LONGEST_VALUE and bool(_NUMBER.fullmatch(text.strip().upper()))


def _website(text: str) -> str:
    bare = text.strip().split()[0] if text.strip() else ""
    return bare if "://" in bare or "." not in bare else f"https://{bare}"


def _language_codes(text: str) -> str:
    words = [word for word in re.split(r"[,;/\s]+", fold(text)) if word not in {"", "i", "and", "jezyk"}]
    return ",".join(_LANGUAGES.get(word, word) for word in words)


_FORMS: dict[Kind, Callable[[str], str]] = {
    Kind.DATE: lambda text: day(text).isoformat(),
    Kind.INT: number,
    Kind.BOOL: yes_or_no,
}
_OWN: dict[str, Callable[[str], str]] = {
    "krs": register_number("krs"),
    "nip": register_number("nip"),
    "regon": register_number("regon"),
    "website": _website,
    "languages": _language_codes,
}
