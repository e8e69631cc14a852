"""The pages' blueprint, and what their templates can call."""

from __future__ import annotations

from typing import Any

from babel import Locale, UnknownLocaleError
from flask import Blueprint, request, url_for

from web.labels import reference_label
from web.language import current_language

blueprint = Blueprint("pages", __name__)

# What addresses of pages may say; anything else could be taken for an option of `url_for`.
PARAMETERS = (
    *("q", "role", "region", "sphere", "component", "order", "page", "kind", "k", "state", "skill", "mode"),
    *("text", "organisation", "by", "since", "as_of", "sector", "chart", "figure", "year", "selected"),
    *("months", "actor", "goal"),
)


@blueprint.app_context_processor
def template_calls() -> dict[str, Any]:
    """What templates call to name codes and to link to the same page otherwise."""
    return {"official": official, "same_page": same_page}


def official(kind: str, code: str) -> str:
    """The official label of a code, in the reader's language."""
    return reference_label(kind, code, current_language())


def same_page(endpoint: str | None = None, **changes: Any) -> str:
    """The address of this page, or of another endpoint, with some parameters changed; None drops one."""
    given = {name: request.args[name] for name in PARAMETERS if request.args.get(name)}
    arguments = given | (request.view_args or {}) | changes
    kept = {name: value for name, value in arguments.items() if value is not None}
    return url_for(endpoint or request.endpoint or "pages.home", **kept)


@blueprint.app_template_filter("language_name")
def language_name(code: str) -> str:
    """The name of a language, such as ``polski`` or ``Polish``; an unknown code stays a code."""
    try:
        named = Locale.parse(code).get_display_name(current_language())
    except (UnknownLocaleError, ValueError):
        named = None
    return named or code
