"""Answers sent compressed to whoever can read that, unless another site asks for them."""

from __future__ import annotations

import gzip
from functools import lru_cache

from flask import Flask, Response, g, request
from werkzeug.datastructures import Headers

_LEVEL = 6
_LEVEL_ONCE = 9  # for what is compressed once and sent often
_LARGE_BYTES = 100_000
_LEAST_BYTES = 600  # below that the headers weigh more
_TYPES = frozenset({"application/json", "application/javascript", "application/xml", "image/svg+xml"})


def register(app: Flask) -> None:
    """Compress what is text and sent whole; streams stay streams."""
    app.after_request(_compress)


def asked_by_many(content: bytes, mimetype: str, tag: str) -> Response:
    """The content under this entity tag, for everybody the same; what it compresses to is kept for who asks next."""
    g.asked_by_many = True
    response = Response(content, mimetype=mimetype)
    response.set_etag(tag)
    return response


def may_be_compressed(headers: Headers) -> bool:
    """Whether nobody else can have had a hand in this request.

    How long an answer is once compressed tells whether what was asked for stands in it, too. Another
    site that could have pages asked for with guesses of its own, and see how long the encrypted
    answers are, would find out names and secrets letter by letter (the attack named BREACH). What
    another site has asked for is sent as it is; browsers tell it by Sec-Fetch-Site, and programs,
    which send nothing, ask for themselves.

    >>> may_be_compressed(Headers()), may_be_compressed(Headers({"Sec-Fetch-Site": "same-origin"}))
    (True, True)
    >>> may_be_compressed(Headers({"Sec-Fetch-Site": "cross-site"}))
    False
    """
    return headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}


def _compress(response: Response) -> Response:
    kept = g.pop("asked_by_many", False)
    if response.is_streamed or response.direct_passthrough or not _is_text(response.mimetype):
        return response
    response.vary.update(("Accept-Encoding", "Sec-Fetch-Site"))
    content = response.get_data()
    if len(content) < _LEAST_BYTES or response.status_code == 304 or not _is_wanted():
        return response
    response.set_data(_compressed_once(content) if kept else gzip.compress(content, _LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    # Of other bytes, but the same to a reader: a weak tag, which both representations may share.
    tag, _ = response.get_etag()
    if tag is not None:
        response.set_etag(tag, weak=True)
    return response


def _is_wanted() -> bool:
    return request.accept_encodings.quality("gzip") > 0 and may_be_compressed(request.headers)


def _is_text(mimetype: str | None) -> bool:
    """Whether something of this type gets shorter.

    >>> [_is_text(one) for one in ("text/html", "application/problem+json", "image/svg+xml", "image/png", None)]
    [True, True, True, False, False]
    """
    named = mimetype or ""
    return named.startswith("text/") or named.endswith("+json") or named in _TYPES


def _compressed_once(content: bytes) -> bytes:
    return (_of_files if len(content) < _LARGE_BYTES else _of_networks)(content)


def _compressed(content: bytes) -> bytes:
    return gzip.compress(content, _LEVEL_ONCE, mtime=0)


_of_files = lru_cache(maxsize=128)(_compressed)
_of_networks = lru_cache(maxsize=2)(_compressed)  # nobody asks for what was before the latest change
