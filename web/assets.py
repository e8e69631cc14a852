"""Stylesheets and pictures under addresses that change with their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, request, send_from_directory, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

FOLDER = Path(__file__).parent / "static"
_FOR_EVER = "public, max-age=31536000, immutable"


def register(app: Flask) -> None:
    """Serve the static files, and let templates name them with ``asset(name)``."""
    digests = {path.name: _digest(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=digests[name])

    def serve(filename: str) -> Response:
        if filename not in digests:
            raise NotFound
        response = send_from_directory(FOLDER, filename, etag=False, conditional=False)
        current = request.args.get("v") == digests[filename]
        response.headers["Cache-Control"] = _FOR_EVER if current else "public, no-cache"
        response.set_etag(digests[filename])
        return response.make_conditional(request)

    app.add_url_rule("/static/<filename>", "static", serve)
    app.jinja_env.globals["asset"] = asset


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
