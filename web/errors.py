"""The one table that turns what went wrong into an HTTP answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import structlog
from flask import Flask, Response, json, render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as BaseResponse

from graph.errors import GraphError, InvalidRecord, MissingEnd, NodeInUse, StoreUnavailable, UnknownName
from matching.errors import InvalidOption, MatchingError, UnknownActor
from web.current import current_ogniwo
from web.field_words import in_words, translated
from web.language import current_language
from web.office.errors import OfficeError, OfficeUnavailable, RequestKeyTaken
from web.option_words import allowed_in_words, option_in_words
from web.requests import request_id
from web.services.cohorts.errors import CohortError, NoDraft, UnknownCohort, UnknownDraft
from web.services.errors import AlreadyInNetwork, BeingChanged, KeptForLater, ServiceError, WrongFields
from web.services.introduction_errors import (
    AlreadyIntroduced,
    IntroductionForbidden,
    MentorFull,
    SeveralIntroductions,
    UnknownIntroduction,
)
from web.services.introduction_states import ForbiddenStep
from web.services.introduction_words import is_refusal, refusal
from web.services.wording import Wording

RETRY_AFTER_SECONDS = 5

log = structlog.get_logger("ogniwo.web")

STATUS: dict[type[Exception], int] = {
    UnknownActor: 404,
    InvalidOption: 422,
    InvalidRecord: 422,
    MissingEnd: 422,
    UnknownName: 422,
    WrongFields: 422,
    NodeInUse: 409,
    AlreadyInNetwork: 409,
    BeingChanged: 409,
    RequestKeyTaken: 409,
    StoreUnavailable: 503,
    OfficeUnavailable: 503,
    KeptForLater: 503,
    UnknownIntroduction: 404,
    AlreadyIntroduced: 409,
    ForbiddenStep: 409,
    IntroductionForbidden: 409,
    MentorFull: 409,
    SeveralIntroductions: 409,
    UnknownCohort: 404,
    UnknownDraft: 404,
    CohortError: 409,
    GraphError: 500,
    MatchingError: 500,
    OfficeError: 500,
    ServiceError: 500,
}

# What happened, and what to do next.
WORDS: dict[int, tuple[LazyString, LazyString]] = {
    400: (_l("This request could not be read"), _l("Check the address or the form and try again.")),
    403: (_l("This is not allowed here"), _l("Go back to the start page.")),
    404: (
        _l("There is no such page"),
        _l("The address may be mistyped. Try looking it up by name."),
    ),
    405: (_l("This address does not work that way"), _l("Go back and use the links and buttons of the page.")),
    409: (_l("This clashes with what is in the network"), _l("Look at what is there already, then try again.")),
    413: (_l("That is too much at once"), _l("Send less than one megabyte.")),
    415: (_l("That format is not understood"), _l("Send JSON with the header Content-Type: application/json.")),
    422: (_l("Some of the values are not right"), _l("Correct the values named below and try again.")),
    429: (_l("Too many requests"), _l("Wait a moment and try again.")),
    500: (
        _l("Something went wrong on our side"),
        _l("It has been written to the log. Try again; if it comes back, tell the coordinator the number below."),
    ),
    503: (
        _l("The network is out of reach at the moment"),
        _l("Nothing was lost. Wait a few seconds and load the page again."),
    ),
}
# The same where the answer goes to a program, which has no page to go back to.
WORDS_FOR_PROGRAMS: dict[int, tuple[LazyString, LazyString]] = {
    403: (_l("This is not allowed here"), _l("See what is allowed in /api/v1/openapi.json.")),
    404: (_l("There is nothing at this address"), _l("Compare the path with /api/v1/openapi.json.")),
    405: (_l("This address does not take that method"), _l("The header Allow names the methods that it takes.")),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is said about an error: to people on a page, to programs as RFC 9457."""

    status: int
    title: str
    detail: str
    errors: list[dict[str, str]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """Its members as RFC 9457 names them, with the request's id and the wrong fields."""
        members: dict[str, object] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": request.path,
            "request_id": request_id(),
        }
        return members | ({"errors": self.errors} if self.errors else {})


def register(app: Flask) -> None:
    """Answer every error by the table; after the API, whose own answer it replaces."""
    app.register_error_handler(HTTPException, answer_http)
    for kind in STATUS:
        app.register_error_handler(kind, answer_ours)
    app.register_error_handler(Exception, answer_unexpected)


def answer_http(error: HTTPException) -> BaseResponse:
    """An answer to what Flask or the API's validation refused."""
    if isinstance(error, SecurityError):
        return _refuse_host()
    if error.code is None or error.code < 400:
        return error.get_response()  # a redirect, not a problem
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return _answer(problem(error.code, errors=_wrong_fields(error), headers=headers))


def answer_ours(error: Exception) -> BaseResponse:
    """An answer to an error that one of our packages raised on purpose."""
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status == 500:
        return answer_unexpected(error)
    if status == 503:
        log.warning("database_unavailable", reason=str(error))
    # What was kept is completed without being sent again, so nobody is told to retry.
    again = status == 503 and not isinstance(error, KeptForLater)
    headers = {"Retry-After": str(RETRY_AFTER_SECONDS)} if again else {}
    return _answer(problem(status, detail=_in_words(error), errors=_named_fields(error), headers=headers))


def answer_unexpected(error: Exception) -> BaseResponse:
    """An answer that gives nothing away; the log has the rest, under the same request id."""
    log.error("unexpected_error", path=request.path, exc_info=error)
    return _answer(problem(500))


def problem(
    status: int,
    *,
    detail: str | None = None,
    errors: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Problem:
    """The problem with that status, in the table's words where no others are given."""
    words = WORDS | (WORDS_FOR_PROGRAMS if _for_program() else {})
    title, advice = words.get(status, words[400 if status < 500 else 500])
    return Problem(status, str(title), detail or str(advice), errors or [], headers or {})


def _answer(found: Problem) -> BaseResponse:
    if _for_program():
        body, kind = json.dumps(found.as_json()), "application/problem+json"
    else:
        body, kind = render_template("error.html", problem=found, request_id=request_id()), "text/html"
    return Response(body, found.status, found.headers, mimetype=kind)


def _for_program() -> bool:
    return request.path.startswith("/api/")


def _refuse_host() -> BaseResponse:
    # No page can be built here: without a trusted host there are no addresses to link to.
    words = gettext("Ogniwo answers only at its own address. Open the one that it printed when it started.")
    if _for_program():
        return _answer(problem(400, detail=words))
    return Response(words + "\n", 400, mimetype="text/plain")


def _in_words(error: Exception) -> str:
    # Errors without a sentence of their own get the table's advice.
    if isinstance(error, ServiceError) and is_refusal(error):
        ogniwo = current_ogniwo()
        return refusal(error, Wording.of(ogniwo, ogniwo.snapshot(), current_language()))
    sentence = next((_SENTENCES[kind] for kind in type(error).__mro__ if kind in _SENTENCES), None)
    return sentence(error) if sentence else ""


def _named_fields(error: Exception) -> list[dict[str, str]]:
    if isinstance(error, WrongFields):
        return [{"field": one.field, "message": in_words(one)} for one in error.problems]
    name = getattr(error, "option", None) or getattr(error, "field", None)
    return [{"field": str(name), "message": _in_words(error)}] if name else []


def _wrong_fields(error: HTTPException) -> list[dict[str, str]]:
    """The fields that validation refused, in order of their names."""
    messages = (getattr(error, "data", None) or {}).get("messages") or {}
    found = [pair for location in messages.values() for pair in _flat("", location)]
    return [{"field": name or "_", "message": translated(text)} for name, text in sorted(found)]


def _flat(name: str, messages: object) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for key, value in messages.items():
            # The validation library files what is wrong with a whole object under "_schema".
            parts = [name, "" if key == "_schema" else str(key)]
            yield from _flat(".".join(part for part in parts if part), value)
    elif isinstance(messages, (list, tuple)):
        for value in messages:
            yield name, str(value)
    else:
        yield name, str(messages)


_SENTENCES: dict[type[Exception], Callable[..., str]] = {
    UnknownActor: lambda e: gettext("There is no “%(id)s” in the network. Look it up by name.", id=_short(e.actor_id)),
    InvalidOption: lambda e: gettext(
        "“%(value)s” cannot be the value of %(option)s. Allowed: %(allowed)s.",
        value=_short(e.value),
        option=e.option if _for_program() else option_in_words(e.option),
        allowed=allowed_in_words("" if _for_program() else e.option, e.allowed),
    ),
    UnknownName: lambda e: gettext(
        "There is no “%(name)s”. Choose one of: %(choices)s.", name=_short(e.name), choices=", ".join(e.choices)
    ),
    InvalidRecord: lambda e: gettext(
        "The value of %(field)s is not accepted: it %(problem)s.", field=e.field, problem=e.problem
    ),
    MissingEnd: lambda e: gettext("There is no %(end)s in the network. Add it first, or leave it out.", end=e.end),
    AlreadyInNetwork: lambda e: gettext(
        "%(name)s (%(id)s) has this %(field)s number already. Change that organisation, or correct the number.",
        name=e.name,
        id=e.actor_id,
        field=e.field.upper(),
    ),
    KeptForLater: lambda e: gettext(
        "The change is safe under the number %(key)s and will be completed as soon as the network answers again. "
        "Do not send it a second time.",
        key=e.request_key,
    ),
    UnknownCohort: lambda e: gettext(
        "There is no cohort “%(id)s”. See the list of cohorts for those there are.", id=_short(e.cohort_id)
    ),
    UnknownDraft: lambda e: gettext("The cohort %(id)s has no draft %(number)s.", id=e.cohort_id, number=e.number),
    NoDraft: lambda e: gettext("The cohort %(id)s has no draft that fits yet. Match it first.", id=e.cohort_id),
    NodeInUse: lambda e: gettext("%(node)s still has links. Remove them first.", node=e.node),
}


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
