"""The start page."""

from __future__ import annotations

from flask import render_template

from web.current import current_ogniwo, directories
from web.language import current_language
from web.pages.blueprint import blueprint
from web.services import browsing


@blueprint.get("/")
def home() -> str:
    """What this is, search, the network at a glance, where to begin."""
    return render_template("home.html", overview=browsing.overview(current_ogniwo(), directories(), current_language()))
