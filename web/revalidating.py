"""A page the reader's browser has already is not sent again."""

from __future__ import annotations

from flask import Flask, Response, request


def register(app: Flask) -> None:
    """Let browsers keep answers and ask whether they changed; static files say it themselves."""
    app.after_request(_let_revalidate)


def _let_revalidate(response: Response) -> Response:
    if request.endpoint in {"static", "module"}:
        return response
    # A page may be kept by the reader's own browser, but is asked for again each time; it
    # differs by language, which the cookie holds.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.update(("Cookie", "Accept-Language"))
    if request.method in {"GET", "HEAD"} and response.status_code == 200 and not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
    return response
