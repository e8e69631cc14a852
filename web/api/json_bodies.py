"""Bodies of requests as JSON, where everything that cannot be read is a wrong body and no crash."""

from __future__ import annotations

import json
from typing import Any

from flask import Request
from webargs.flaskparser import FlaskParser


class JsonBodies(FlaskParser):
    """Reads parameters and bodies as flask-smorest does, and refuses more of what is no JSON text.

    Python reads lone halves of surrogate pairs, NaN and Infinity, which JSON in UTF-8 cannot
    hold, and fails on nesting too deep and on numbers too long; each is answered with 400.
    """

    def _raw_load_json(self, req: Request) -> Any:
        try:
            read = super()._raw_load_json(req)
            if req.is_json:
                json.dumps(read, ensure_ascii=False, allow_nan=False).encode()
        except (ValueError, RecursionError):
            self._handle_invalid_json_error(json.JSONDecodeError("cannot be read", "", 0), req)
        return read
