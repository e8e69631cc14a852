"""One value that somebody typed or sent, as the property of the schema it is meant for."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from graph.model import Value
from graph.schema import Kind, Property
from seeds.reference import legal_forms
from web.services.register_numbers import NUMBERS

MAX_LINE = 300
MAX_ABOUT = 5_000


class Wrong(Exception):
    """The value will not do; `message` says what would."""

    def __init__(self, code: str, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.facts = facts


def property_value(prop: Property, given: Any) -> Value | None:
    """The value for the property; None where nothing, or only spaces, is given.

    Numbers, dates (ISO) and yes-or-no may come as text, as forms send them.

    Raises
    ------
    Wrong
        Says what is allowed.
    """
    if given is None or (isinstance(given, str) and not given.strip()):
        return None
    value = _READ[prop.kind](given)
    _check_range(prop, value)
    own_check = _OWN_CHECKS.get(prop.name)
    return own_check(value) if own_check else value


def _text(given: Any) -> str:
    if not isinstance(given, str):
        raise Wrong("not_text", "must be text")
    text = given.strip().replace("\r\n", "\n")
    if not all(character.isprintable() or character == "\n" for character in text):
        raise Wrong("unprintable", "has unprintable characters; type it again")
    return text


def _whole_number(given: Any) -> int:
    text = str(given).strip()
    if isinstance(given, bool | float) or not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise Wrong("not_number", "must be a whole number")
    return int(text)


def _day(given: Any) -> date:
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    try:
        return date.fromisoformat(str(given).strip())
    except ValueError:
        raise Wrong("not_date", "must be a date such as 2024-03-31") from None


def _yes_or_no(given: Any) -> bool:
    if isinstance(given, bool):
        return given
    answers = {"true": True, "1": True, "yes": True, "tak": True, "false": False, "0": False, "no": False, "nie": False}
    answer = answers.get(str(given).strip().lower())
    if answer is None:
        raise Wrong("not_yes_or_no", "must be yes or no")
    return answer


def _texts(given: Any) -> list[str]:
    listed = re.split(r"[,;\s]+", given.strip()) if isinstance(given, str) else given
    if not isinstance(listed, list | tuple):
        raise Wrong("not_list", "must be a list")
    return [_text(one) for one in listed]


_READ: dict[Kind, Callable[[Any], Value]] = {
    Kind.STR: _text,
    Kind.INT: _whole_number,
    Kind.DATE: _day,
    Kind.BOOL: _yes_or_no,
    Kind.STR_LIST: _texts,
}


def _check_range(prop: Property, value: Value) -> None:
    if isinstance(value, str):
        longest = MAX_ABOUT if prop.name == "about" else MAX_LINE
        if len(value) > longest:
            raise Wrong("too_long", f"must be at most {longest} characters", maximum=longest)
        if prop.name != "about" and "\n" in value:
            raise Wrong("many_lines", "must be one line")
    if prop.choices and value not in prop.choices:
        choices = ", ".join(prop.choices)
        raise Wrong("not_a_choice", f"must be one of {choices}", choices=choices)


def _not_future(value: Any) -> Value:
    # Poland is up to two hours ahead of UTC: its today may be tomorrow there.
    if value > (datetime.now(UTC) + timedelta(hours=14)).date():
        raise Wrong("in_future", "lies in the future")
    return value  # type: ignore[no-any-return]  # a date, by the kind of its property


def _known_legal_form(value: Any) -> Value:
    codes = [form.code for form in legal_forms()]
    if value not in codes:
        raise Wrong("not_a_choice", f"must be one of {', '.join(codes)}", choices=", ".join(codes))
    return str(value)


def _web_address(value: Any) -> Value:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname or " " in value:
        raise Wrong("not_web_address", "must be an address that begins with https:// or http://")
    return str(value)


def _language_codes(value: Any) -> Value:
    codes = [code.lower() for code in value]
    if not all(re.fullmatch("[a-z]{2}", code) for code in codes):
        raise Wrong("not_language", "must be ISO 639-1 codes of two letters, such as pl, en, uk")
    return list(dict.fromkeys(codes))


def _register_number(name: str) -> Callable[[Any], Value]:
    def check(value: Any) -> Value:
        try:
            return NUMBERS[name](value)
        except ValueError as error:
            raise Wrong(f"not_{name}", str(error)) from None

    return check


_OWN_CHECKS: dict[str, Callable[[Any], Value]] = {
    "founded": _not_future,
    "joined": _not_future,
    "legal_form": _known_legal_form,
    "website": _web_address,
    "languages": _language_codes,
    **{name: _register_number(name) for name in NUMBERS},
}
