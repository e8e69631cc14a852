"""Server-rendered pages."""

from __future__ import annotations

from flask import Flask

from web.pages import about, actors, home, suggestions
from web.pages.blueprint import blueprint
from web.services.directory import LiveDirectory

__all__ = ["about", "actors", "home", "register", "suggestions"]


def register(app: Flask) -> None:
    """Serve the pages, with one directory of names that all threads share."""
    app.extensions["ogniwo_directories"] = LiveDirectory()
    app.register_blueprint(blueprint)
