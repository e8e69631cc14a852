"""Headers that keep a page from loading, framing or leaking anything, and the hosts served."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import SecurityError

LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")

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

# A page with scripts of our own, which may read the API.
POLICY_WITH_SCRIPTS = f"{CONTENT_SECURITY_POLICY}; script-src 'self'; connect-src 'self'"

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
    ['127.0.0.1', '::1', 'localhost']
    """
    return list(dict.fromkeys((*LOOPBACK_HOSTS, host)))


def register(app: Flask, *, trusted: Collection[str]) -> None:
    """Refuse requests for other hosts than the trusted ones, and put the headers on every answer."""

    def refuse_foreign_host() -> None:
        # Flask's own TRUSTED_HOSTS takes an IPv6 address up to its first colon only.
        if (urlsplit(f"//{request.host}").hostname or "") not in trusted:
            raise SecurityError(f"Host {request.host!r} is not trusted.")

    app.before_request(refuse_foreign_host)
    app.after_request(_secure)


def _secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
