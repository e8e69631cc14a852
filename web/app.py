"""The web application, put together from its parts."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Flask
from flask.json.provider import DefaultJSONProvider
from jinja2 import StrictUndefined

from web import api, assets, compressing, errors, formatting, language, pages, requests, revalidating, security, showing
from web.services.directory import LiveDirectory
from web.services.gaps import LiveGaps
from web.services.growth.live import LiveAnswers
from web.services.network_map.drawn import LiveMap

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo

MAX_REQUEST_BYTES = 1_000_000


class Json(DefaultJSONProvider):
    """JSON in the order in which it was written, Polish letters as they are."""

    ensure_ascii = False
    sort_keys = False


def create_app(ogniwo: Ogniwo) -> Flask:
    """The Flask application that serves one running Ogniwo: pages, API, errors, headers.

    It holds no state of its own: everything it shows comes from `ogniwo`, which whoever
    opened it also closes.
    """
    app = Flask("web", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_REQUEST_BYTES,
        # A form that was open while Ogniwo started anew is shown again and has to be sent once more.
        SECRET_KEY=secrets.token_bytes(32),
        SESSION_COOKIE_NAME="ogniwo",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the browser's session
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.json = Json(app)
    app.extensions["ogniwo"] = ogniwo
    app.extensions["ogniwo_directories"] = LiveDirectory()
    app.extensions["ogniwo_gaps"] = LiveGaps()
    app.extensions["ogniwo_growth"] = LiveAnswers()
    app.extensions["ogniwo_map"] = LiveMap()

    # An answer passes through what follows from below: first it is known whether the reader
    # has it already, then whether it counts as shown, then it is compressed, and the headers come
    # on whatever results.
    requests.register(app)
    security.register(app, trusted=security.trusted_hosts(ogniwo.settings.host))
    compressing.register(app)
    showing.register(app)
    revalidating.register(app)
    language.register(app, default=ogniwo.settings.language)
    formatting.register(app)
    assets.register(app)
    pages.register(app)
    api.register(app)
    errors.register(app)
    return app
