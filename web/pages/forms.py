"""Forms of the pages; each says who sends it and why, and may be sent again without harm."""

from __future__ import annotations

from typing import Any
from unicodedata import category
from uuid import uuid4

from flask import session
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import AnyOf, Length

BY_CHARACTERS = 100
REASON_CHARACTERS = 500
_KEY_CHARACTERS = 64
_BY = "by"  # where the browser's session keeps who sent the last form


def one_line(text: str | None) -> str:
    r"""The text with single spaces for line ends and other white space.

    >>> one_line(" two\r\n lines ")
    'two lines'
    """
    return " ".join((text or "").split())


def _printable(_form: object, field: Field) -> None:
    if any(category(character) in {"Cc", "Cs"} for character in field.data or ""):
        raise ValidationError(_l("has unprintable characters; type it again"))


def _words(most: int) -> list[Any]:
    # `one_line` has left nothing of what was blank.
    return [Length(1, most, _l("must be %(min)d to %(max)d characters")), _printable]


class SignedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is untyped
    """Who sends it, why, and a key under which sending it twice is the same as once."""

    by = StringField(_l("Your name"), _words(BY_CHARACTERS), filters=[one_line])
    reason = TextAreaField(_l("Why"), _words(REASON_CHARACTERS), filters=[one_line])
    request_key = HiddenField(default=lambda: uuid4().hex)

    @property
    def signature(self) -> dict[str, str]:
        """What services ask for."""
        key = str(self.request_key.data or "")
        usable = 0 < len(key) <= _KEY_CHARACTERS and key.isascii() and key.isprintable()
        return {"by": self.by.data, "reason": self.reason.data, "request_key": key if usable else uuid4().hex}

    def remember(self) -> None:
        """Let the browser keep the name, so that it need not be typed again."""
        session[_BY] = self.by.data


class AskForm(SignedForm):
    """Asks for an introduction."""

    anyway = BooleanField(_l("Ask all the same"))


class FeedbackForm(SignedForm):
    """Says whether an introduction worked."""

    worked = StringField(_l("Did something come of it?"), [AnyOf(("yes", "no"), _l("choose one"))])
    choices = (("yes", _l("Yes, it worked")), ("no", _l("No, it did not work")))


def opened(kind: type[SignedForm]) -> Any:
    """The form as it was sent, or empty but for the name that was typed last."""
    return kind(by=session.get(_BY, ""))


def status_of(form: SignedForm) -> int:
    """The status of an answer that shows the form again: 400 where it came from elsewhere or too late."""
    return 400 if "csrf_token" in form.errors else 422
