"""Server-rendered pages."""

from __future__ import annotations

from flask import Flask

from web.pages import (
    about,
    actors,
    calls,
    cohorts,
    exporting,
    gaps,
    growth,
    home,
    importing,
    introductions,
    merging,
    network_map,
    suggestions,
)
from web.pages.blueprint import blueprint

__all__ = [
    "about",
    "actors",
    "calls",
    "cohorts",
    "exporting",
    "gaps",
    "growth",
    "home",
    "importing",
    "introductions",
    "merging",
    "network_map",
    "register",
    "suggestions",
]


def register(app: Flask) -> None:
    """Serve the pages."""
    app.register_blueprint(blueprint)
