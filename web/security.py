"""Headers that keep a page from loading, framing or leaking anything, and the hosts served."""

from __future__ import annotations

from flask import Flask, Response, request

LOOPBACK_HOSTS = ("127.0.0.1", "localhost")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def trusted_hosts(host: str) -> list[str]:
    """The names this server answers to: loopback, and the one it was told to listen on.

    A page elsewhere whose name was pointed at 127.0.0.1 is refused, so it cannot read the
    network through a visitor's browser.

    >>> trusted_hosts("127.0.0.1")
    ['127.0.0.1', 'localhost']
    """
    return list(dict.fromkeys((*LOOPBACK_HOSTS, host)))


def register(app: Flask) -> None:
    """Put the headers on every answer."""
    app.after_request(_secure)


def _secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        _let_revalidate(response)
    return response


def _let_revalidate(response: Response) -> None:
    # A page may be kept by the reader's own browser, but is asked for again each time; it
    # differs by language, which the cookie holds.
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.vary.update(("Cookie", "Accept-Language"))
    if request.method in {"GET", "HEAD"} and response.status_code == 200 and not response.is_streamed:
        response.add_etag()
        response.make_conditional(request)
