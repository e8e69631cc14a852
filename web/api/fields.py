"""Parameters and pieces that several operations share."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, TypeVar

import marshmallow as ma
from flask_babel import lazy_gettext as _l
from flask_smorest import Blueprint

from graph.schema import COMPONENTS, ROLES
from matching.calls import MAX_CALL_CHARACTERS
from matching.results import KINDS_OF_PROFILE, Kind
from web.api.json_bodies import JsonBodies
from web.languages import LANGUAGES
from web.services.browsing import MAX_PAGE_SIZE, MAX_TEXT_CHARACTERS, PAGE_SIZE
from web.services.directory import ORDERS

MAX_SUGGESTIONS = 100

# Controls, half characters, and separators of lines and of paragraphs.
_CONTROLS = frozenset({"Cc", "Cs", "Zl", "Zp"})

View = TypeVar("View", bound=Callable[..., Any])


def choice(choices: Iterable[str], description: str, **options: Any) -> ma.fields.String:
    """A text that must be one of the choices."""
    allowed = list(choices)
    message = _l("must be one of: {choices}")
    return ma.fields.String(
        validate=ma.validate.OneOf(allowed, error=message), metadata={"description": description}, **options
    )


def count(minimum: int, maximum: int, description: str, default: int) -> ma.fields.Integer:
    """A whole number within bounds."""
    message = _l("must be from {min} to {max}")
    return ma.fields.Integer(
        validate=ma.validate.Range(minimum, maximum, error=message),
        load_default=default,
        metadata={"description": description},
    )


def line(maximum: int, description: str, **options: Any) -> ma.fields.String:
    """A line of text of limited length, which may not be blank where it is required."""
    required = bool(options.get("required"))
    message = _l("must be {min} to {max} characters")
    length = ma.validate.Length(int(required), maximum, error=message)
    validators: list[Callable[[str], Any]] = [length, _refuse_controls]
    if required:
        validators.append(_refuse_blank)
    return ma.fields.String(validate=validators, metadata={"description": description}, **options)


def _refuse_blank(text: str) -> None:
    if text and not text.strip():
        raise ma.ValidationError("Field may not be null.")


def _refuse_controls(text: str) -> None:
    # Line ends and other controls could forge lines of a log or of a printed audit.
    if any(unicodedata.category(character) in _CONTROLS for character in text):
        raise ma.ValidationError("Has unprintable characters.")


def language() -> ma.fields.String:
    """The language of labels and sentences."""
    return choice(LANGUAGES, "language of labels, sentences and problems")


class Language(ma.Schema):
    """Parameters of an operation that only words can vary in."""

    lang = language()


class Listing(ma.Schema):
    """What a list is narrowed to."""

    q = line(MAX_TEXT_CHARACTERS, "words of the name or the place, or a register number", load_default="")
    role = choice(ROLES, "role in the network")
    region = line(10, "TERC code of a voivodeship or a powiat")
    sphere = line(20, "code of a statutory sphere")
    component = choice(COMPONENTS, "part of the programme in which something is needed")
    order = choice(ORDERS, "by name, or newest first", load_default="name")
    page = count(1, 1_000_000, "which page, from 1", 1)
    size = count(1, MAX_PAGE_SIZE, "how many on a page", PAGE_SIZE)
    lang = language()


class Question(ma.Schema):
    """What is looked for."""

    kind = choice(KINDS_OF_PROFILE, "what is looked for", load_default=Kind.PEER.value)
    component = choice(COMPONENTS, "only this part of the programme", load_default=None)
    k = count(1, MAX_SUGGESTIONS, "how many at most", 10)
    lang = language()


class Call(ma.Schema):
    """A need in somebody's own words."""

    text = ma.fields.String(
        required=True,
        validate=[
            ma.validate.Length(1, MAX_CALL_CHARACTERS, error=_l("must be {min} to {max} characters")),
            _refuse_blank,
        ],
        metadata={"description": "the need, in plain words"},
    )
    caller_id = line(100, "who calls, if it is in the network", load_default=None)
    regions = ma.fields.List(line(10, "TERC code"), load_default=[], validate=ma.validate.Length(max=20))
    spheres = ma.fields.List(line(20, "code of a sphere"), load_default=[], validate=ma.validate.Length(max=20))
    component = choice(COMPONENTS, "only this part of the programme", load_default=None)
    k = count(1, MAX_SUGGESTIONS, "how many at most", 10)


class Operations(Blueprint):  # type: ignore[misc]  # flask-smorest is untyped
    """A blueprint whose operations say in one place what they take and answer."""

    ARGUMENTS_PARSER = JsonBodies()

    def serves(
        self,
        method: str,
        path: str,
        answer: type[ma.Schema],
        *,
        query: type[ma.Schema] | None = None,
        body: type[ma.Schema] | None = None,
        headers: type[ma.Schema] | None = None,
        status: int = 200,
        problems: tuple[int, ...] = (),
    ) -> Callable[[View], View]:
        """Serve and document a view.

        `query` or `body` becomes its first argument, `headers` the next, checked; `problems`
        are the statuses it may answer with besides 503, which any operation may. An `answer` that
        takes long names in `meanwhile` what is answered, as 202, while it is being worked out.
        """

        def register(view: View) -> View:
            documented: Any = view
            for problem in (*problems, 503):
                documented = self.alt_response(problem, HTTPStatus(problem).name)(documented)
            if meanwhile := getattr(answer, "meanwhile", None):
                documented = self.alt_response(202, schema=meanwhile, description="being worked out")(documented)
            documented = self.response(status, answer)(documented)
            if headers:
                documented = self.arguments(headers, location="headers")(documented)
            if query or body:
                documented = self.arguments(query or body, location="query" if query else "json")(documented)
            self.route(path, methods=[method])(documented)
            return view

        return register
