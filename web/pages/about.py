"""What Ogniwo is, and how programs talk to it."""

from __future__ import annotations

from typing import Any

from flask import current_app, render_template

from matching.results import KINDS_OF_PROFILE
from web.current import current_ogniwo
from web.office.errors import OfficeUnavailable
from web.office.models import Model
from web.pages.blueprint import blueprint


@blueprint.get("/o-programie")
def about() -> str:
    """What Ogniwo does, how suggestions come about, what it never does."""
    return render_template("about.html", learned=_learned())


def _learned() -> list[Model] | None:
    """The learned weights in force; None while the office does not say."""
    try:
        models = current_ogniwo().weights.now().models
    except OfficeUnavailable:
        return None
    return [models[kind] for kind in KINDS_OF_PROFILE if kind in models]


@blueprint.get("/api")
def api_guide() -> str:
    """Every operation of the API, made from its OpenAPI document."""
    return render_template("api.html", operations=operations(current_app.extensions["ogniwo_api"].spec.to_dict()))


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The operations of an OpenAPI document, in its order."""
    methods = ("get", "post", "put", "patch", "delete")
    return [
        {"path": path, "method": method, "summary": item[method]["summary"], "parameters": _parameters(item[method])}
        for path, item in document["paths"].items()
        for method in methods
        if method in item
    ]


def _parameters(operation: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and meaning of the parameters of an operation."""
    parameters = (p for p in operation.get("parameters", []) if "name" in p)
    return [(p["name"], p.get("description") or p["schema"].get("description", "")) for p in parameters]
