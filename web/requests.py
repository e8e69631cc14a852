"""Every request has an id: in the answer's header, in error answers and in the logs."""

from __future__ import annotations

import re
import time
import uuid

import structlog
from flask import Flask, Response, g, request

HEADER = "X-Request-Id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = structlog.get_logger("ogniwo.web")


def register(app: Flask) -> None:
    """Give each request its id, and write one line to the log when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)
    app.teardown_request(_forget)


def request_id() -> str:
    """The id of the request being served."""
    if "request_id" not in g:
        g.request_id = _given_id() or uuid.uuid4().hex
    return str(g.request_id)


def _given_id() -> str | None:
    # Only a harmless id is taken over: it ends up in the logs and in a header.
    given = request.headers.get(HEADER, "")
    return given if _ACCEPTABLE.fullmatch(given) else None


def _begin() -> None:
    g.began = time.perf_counter()
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id())


def _end(response: Response) -> Response:
    response.headers[HEADER] = request_id()
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    log.info(
        "answered",
        method=request.method,
        path=request.path,
        status=response.status_code,
        ms=round(1000 * seconds, 1),
    )
    return response


def _forget(_error: BaseException | None) -> None:
    # The thread serves others next; what it logs in between belongs to no request.
    structlog.contextvars.unbind_contextvars("request_id")
