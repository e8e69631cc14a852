"""Large answers, sent compressed to whoever can read that."""

from __future__ import annotations

import gzip

from flask import Response, request

_LEVEL = 8


def compressible(content: bytes, mimetype: str, tag: str) -> Response:
    """The content under this entity tag, compressed where the client says that it may be.

    Names of persons and secrets never go in here together with what somebody sends, which
    compression could give away.
    """
    gzipped = request.accept_encodings.quality("gzip") > 0
    response = Response(gzip.compress(content, _LEVEL, mtime=0) if gzipped else content, mimetype=mimetype)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    # A compressed answer is another representation, so it has another tag.
    response.set_etag(f"{tag}-gzip" if gzipped else tag)
    return response
