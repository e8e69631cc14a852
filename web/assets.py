"""Stylesheets and pictures under addresses that change with their content."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, request, url_for
from werkzeug.exceptions import NotFound

FOLDER = Path(__file__).parent / "static"
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
    """Serve the static files, and let templates name them with ``asset(name)``."""
    assets = {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}
    digests = {name: asset.digest for name, asset in assets.items()}

    def address(name: str) -> str:
        return url_for("static", filename=name, v=digests[name])

    def serve(filename: str) -> Response:
        if filename not in assets:
            raise NotFound
        response = Response(assets[filename].content, mimetype=assets[filename].mimetype)
        current = request.args.get("v") == digests[filename]
        response.headers["Cache-Control"] = _FOR_EVER if current else "public, no-cache"
        response.set_etag(digests[filename])
        response.make_conditional(request)
        return response

    app.add_url_rule("/static/<filename>", "static", serve)
    app.jinja_env.globals["asset"] = address


def _read(path: Path) -> Asset:
    return Asset(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")
