"""Which language an answer is in, and how a reader changes it."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, redirect, request
from flask_babel import Babel, get_locale
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as BaseResponse

from web.languages import LANGUAGES

COOKIE = "language"
_A_YEAR = 365 * 24 * 3600

blueprint = Blueprint("language", __name__)


def register(app: Flask, *, default: str) -> None:
    """Choose a language for each request, and serve the switch."""
    app.config["BABEL_DEFAULT_LOCALE"] = default
    Babel(app, locale_selector=select_language, default_timezone="Europe/Warsaw")
    app.register_blueprint(blueprint)
    app.context_processor(lambda: {"language": current_language(), "here": _here()})


def select_language() -> str:
    """The language asked for: by `lang` (API), by the switch (pages), else the default."""
    asked = request.args.get("lang") if _is_api() else request.cookies.get(COOKIE)
    if asked in LANGUAGES:
        return str(asked)
    default = str(current_app.config["BABEL_DEFAULT_LOCALE"])
    if _is_api() and request.accept_languages:
        return request.accept_languages.best_match(LANGUAGES, default) or default
    return default


def current_language() -> str:
    """``pl`` or ``en``: the language of this answer."""
    return str(get_locale() or current_app.config["BABEL_DEFAULT_LOCALE"])


@blueprint.post("/jezyk")
def switch() -> BaseResponse:
    """Remember the language chosen and go back to the page it was chosen on."""
    chosen = request.form.get("language", "")
    if chosen not in LANGUAGES:
        raise BadRequest
    response: Response = redirect(local_address(request.form.get("page", "/")), code=303)  # type: ignore[assignment]
    response.set_cookie(COOKIE, chosen, max_age=_A_YEAR, httponly=True, samesite="Lax")
    return response


def local_address(address: str) -> str:
    r"""The address if it is a page of this site, else the start page.

    >>> local_address("/organizacje?szukaj=ko%C5%82o")
    '/organizacje?szukaj=ko%C5%82o'
    >>> local_address("//example.org/"), local_address("https://example.org"), local_address("/\\example.org")
    ('/', '/', '/')
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    local = not parts.scheme and not parts.netloc and address.startswith("/")
    return address if local and not address.startswith(("//", "/\\")) and address.isprintable() else "/"


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _here() -> str:
    # After an error in a form post there is no page to come back to but the start.
    return request.full_path.rstrip("?") if request.method in {"GET", "HEAD"} else "/"
