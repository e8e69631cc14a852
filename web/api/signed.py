"""What every operation that writes asks for: who and why, in JSON, and a key under which it may be sent again."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from web.api import fields

SIGNATURE: dict[str, ma.fields.Field[Any]] = {
    "by": fields.line(100, "who writes this", required=True),
    "reason": fields.line(500, "why", required=True),
}


class Repeatable(ma.Schema):
    """What lets a request be sent again safely."""

    idempotency_key = fields.line(
        64,
        "a text of one's own for each request; the same one sent again under it changes nothing more",
        data_key="Idempotency-Key",
        load_default=None,
    )


def demand_json() -> None:
    """Refuse to write what is not JSON; a form on another site can therefore write nothing here.

    Raises
    ------
    UnsupportedMediaType
    """
    if request.method not in {"GET", "HEAD", "OPTIONS"} and not request.is_json:
        raise UnsupportedMediaType
