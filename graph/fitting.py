"""Whether a value fits its property: one quick test a property, made once from the schema."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

from graph.schema import Kind, Property

Test = Callable[[object], bool]

MAX_TEXT = 100_000
INT64 = 2**63


def fits_kind(kind: Kind, value: object) -> bool:
    """Whether the value is of that kind.

    >>> fits_kind(Kind.INT, True), fits_kind(Kind.FLOAT, float("nan")), fits_kind(Kind.DATE, date(2021, 5, 1))
    (False, False, True)
    """
    return _FITS[kind](value)


def within(prop: Property, value: float) -> bool:
    """Whether the number lies between the property's minimum and maximum."""
    return (prop.minimum is None or value >= prop.minimum) and (prop.maximum is None or value <= prop.maximum)


def fast_tests(properties: Iterable[Property]) -> dict[str, Test]:
    """For each property a test that is true only of values it may have, None where it may be removed.

    A value that fails may still be allowed (one of a subclass of `str`, say): look closer then.
    """
    return {prop.name: _fast_test(prop) for prop in properties}


def _fast_test(prop: Property) -> Test:
    if prop.choices:
        return _one_of(prop.choices, removable=not prop.required)
    fits = _FITS[prop.kind]
    if prop.minimum is not None or prop.maximum is not None:
        fits = _in_range(fits, prop)
    if prop.required:
        return fits
    return lambda value: value is None or fits(value)


def _one_of(choices: tuple[str, ...], *, removable: bool) -> Test:
    allowed = {*choices, None} if removable else set(choices)
    return lambda value: (value is None or type(value) is str) and value in allowed


def _in_range(fits: Test, prop: Property) -> Test:
    low = -math.inf if prop.minimum is None else prop.minimum
    high = math.inf if prop.maximum is None else prop.maximum
    return lambda value: fits(value) and low <= value <= high  # type: ignore[operator]  # a number, since it fits


def is_text(value: object) -> bool:
    """Whether the value is a text that every store can hold.

    >>> is_text("Łódź"), is_text("a\\0"), is_text("\\ud800"), is_text(1)
    (True, False, False, False)
    """
    if not isinstance(value, str) or len(value) > MAX_TEXT or "\0" in value:
        return False
    return value.isascii() or is_encodable(value)


def is_encodable(text: str) -> bool:
    """Whether the text is made of whole characters, none of them half of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_int(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -INT64 <= value < INT64


def _is_float(value: object) -> bool:
    return isinstance(value, float) and math.isfinite(value)


def _is_bool(value: object) -> bool:
    return value is True or value is False


def _is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _is_datetime(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is UTC


_FITS: dict[Kind, Test] = {
    Kind.STR: is_text,
    Kind.INT: _is_int,
    Kind.FLOAT: _is_float,
    Kind.BOOL: _is_bool,
    Kind.DATE: _is_date,
    Kind.DATETIME: _is_datetime,
    Kind.STR_LIST: lambda value: isinstance(value, list) and all(map(is_text, value)),
    Kind.INT_LIST: lambda value: isinstance(value, list) and all(map(_is_int, value)),
}
