"""JSON under /api/v1, described by its OpenAPI document."""

from __future__ import annotations

from flask import Flask

from web.api import (
    actors,
    calls,
    cohorts,
    gaps,
    growth,
    introductions,
    network,
    network_map,
    organisations,
    suggestions,
)
from web.api.document import ProblemApi

__all__ = [
    "actors",
    "calls",
    "cohorts",
    "gaps",
    "growth",
    "introductions",
    "network",
    "network_map",
    "organisations",
    "register",
    "suggestions",
]

PREFIX = "/api/v1"
_SETTINGS = {
    "API_TITLE": "Ogniwo",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": PREFIX,
}


def register(app: Flask) -> None:
    """Serve the operations and their OpenAPI document."""
    app.config.update(_SETTINGS)
    api = ProblemApi(app)
    for part in (actors, suggestions, calls, gaps, growth, introductions, cohorts, organisations, network, network_map):
        api.register_blueprint(part.blueprint, url_prefix=PREFIX)
    app.extensions["ogniwo_api"] = api
