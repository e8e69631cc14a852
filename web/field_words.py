"""What is wrong with a field, in the reader's language."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from web.services.errors import FieldProblem

# By the codes of `services.organisation_fields`; a code without words keeps its English message.
_BY_CODE: dict[str, LazyString] = {
    "missing": _l("is missing"),
    "not_text": _l("must be text"),
    "not_list": _l("must be a list"),
    "not_code": _l("must be a code"),
    "not_number": _l("must be a whole number"),
    "not_date": _l("must be a date such as 2024-03-31"),
    "not_yes_or_no": _l("must be yes or no"),
    "not_web_address": _l("must be an address that begins with https:// or http://"),
    "not_language": _l("must be codes of two letters, such as pl, en, uk"),
    "not_krs": _l("is not a KRS number: 10 digits"),
    "not_nip": _l("is not a valid NIP number; look for a mistyped digit"),
    "not_regon": _l("is not a valid REGON number; look for a mistyped digit"),
    "unprintable": _l("has unprintable characters; type it again"),
    "many_lines": _l("must be one line"),
    "in_future": _l("lies in the future"),
    "informal": _l("does not go with an informal group, which has no register numbers; leave it out"),
    "unknown_field": _l("is not known here"),
    "repeated": _l("stands in the list twice; leave one"),
    "unknown_code": _l("is not in the network; look it up in the list of codes"),
    "out_of_range": _l("must be from 1 to 3"),
}

# The validation library's own messages.
_BY_MESSAGE: dict[str, LazyString] = {
    "Missing data for required field.": _l("is missing"),
    "Field may not be null.": _l("may not be empty"),
    "Unknown field.": _l("is not known here"),
    "Not a valid string.": _l("must be text"),
    "Not a valid integer.": _l("must be a whole number"),
    "Not a valid boolean.": _l("must be yes or no"),
    "Not a valid date.": _l("must be a date such as 2024-03-31"),
    "Not a valid list.": _l("must be a list"),
    "Invalid input type.": _l("must be an object with named fields"),
    "Has unprintable characters.": _l("has unprintable characters; type it again"),
    "Invalid JSON body.": _l("is not valid JSON"),
    "Not a valid utf-8 string.": _l("must be text in UTF-8"),
}


def in_words(problem: FieldProblem) -> str:
    """What is wrong with the field, and what is allowed."""
    if problem.code == "too_long":
        return str(gettext("must be at most %(maximum)s characters", **problem.facts))
    if problem.code == "not_a_choice":
        return str(gettext("must be one of: %(choices)s", **problem.facts))
    return str(_BY_CODE.get(problem.code, problem.message))


def translated(message: str) -> str:
    """A message of the validation library in the reader's language, where it is a known one."""
    return str(_BY_MESSAGE.get(message, message))
