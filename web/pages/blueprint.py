"""The pages' blueprint, and what their templates can call."""

from __future__ import annotations

from typing import Any, cast

from babel import Locale, UnknownLocaleError
from flask import Blueprint, current_app, request, url_for

from web.labels import reference_label
from web.language import current_language
from web.services.directory import LiveDirectory

blueprint = Blueprint("pages", __name__)


def directories() -> LiveDirectory:
    """The shared directory of names."""
    return cast(LiveDirectory, current_app.extensions["ogniwo_directories"])


@blueprint.app_context_processor
def template_calls() -> dict[str, Any]:
    """What templates call to name codes and to link to the same page otherwise."""
    return {"official": official, "same_page": same_page}


def official(kind: str, code: str) -> str:
    """The official label of a code, in the reader's language."""
    return reference_label(kind, code, current_language())


def same_page(**changes: Any) -> str:
    """The address of this page with some of its parameters changed; None drops one."""
    arguments = {name: value for name, value in request.args.items() if value} | (request.view_args or {}) | changes
    kept = {name: value for name, value in arguments.items() if value is not None}
    return url_for(request.endpoint or "pages.home", **kept)


@blueprint.app_template_filter("language_name")
def language_name(code: str) -> str:
    """The name of a language, such as ``polski`` or ``Polish``; an unknown code stays a code."""
    try:
        named = Locale.parse(code).get_display_name(current_language())
    except (UnknownLocaleError, ValueError):
        named = None
    return named or code
