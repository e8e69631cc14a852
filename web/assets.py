"""Stylesheets, pictures and scripts under addresses that change with their content."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request, url_for
from werkzeug.exceptions import NotFound

from web.compressing import asked_by_many

FOLDER = Path(__file__).parent / "static"
_SERVED = frozenset({".css", ".js", ".svg"})  # not the licences and notes beside them
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file: a few kilobytes, read once."""

    content: bytes
    mimetype: str

    @property
    def digest(self) -> str:
        """What its address ends with; another content has another address."""
        return hashlib.sha256(self.content).hexdigest()[:16]


def register(app: Flask) -> None:
    """Serve the static files; templates name them with ``asset(name)``, or ``module(name)`` where it imports others."""
    assets = {
        path.relative_to(FOLDER).as_posix(): _read(path) for path in sorted(FOLDER.rglob("*")) if _is_served(path)
    }
    digests = {name: asset.digest for name, asset in assets.items()}
    # Modules import each other by relative addresses, so all of them share the version in theirs.
    of_modules = hashlib.sha256("".join(v for name, v in digests.items() if name.endswith(".js")).encode()).hexdigest()[
        :16
    ]

    def serve(filename: str) -> Response:
        return _answer(assets, filename, current=request.args.get("v") == digests.get(filename))

    def serve_module(version: str, filename: str) -> Response:
        return _answer(assets, filename, current=version == of_modules)

    app.add_url_rule("/static/<path:filename>", "static", serve)
    app.add_url_rule("/static/modules/<version>/<path:filename>", "module", serve_module)
    app.jinja_env.globals["asset"] = lambda name: url_for("static", filename=name, v=digests[name])
    app.jinja_env.globals["module"] = lambda name: url_for("module", version=of_modules, filename=name)


def _answer(assets: Mapping[str, Asset], name: str, *, current: bool) -> Response:
    if name not in assets:
        raise NotFound
    response = asked_by_many(assets[name].content, assets[name].mimetype, assets[name].digest)
    response.headers["Cache-Control"] = _FOR_EVER if current else "public, no-cache"
    response.make_conditional(request)
    return response


def _is_served(path: Path) -> bool:
    return path.is_file() and path.suffix in _SERVED


def _read(path: Path) -> Asset:
    return Asset(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")
