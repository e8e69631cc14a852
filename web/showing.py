"""Whether an answer with suggestions reached somebody, and only then does the office keep it."""

from __future__ import annotations

from flask import Flask, Response, g, request
from werkzeug.datastructures import Headers

from matching.results import Recommendation
from web.current import current_ogniwo
from web.errors import answer_ours
from web.office.errors import OfficeError
from web.office.shown import Channel
from web.requests import request_id
from web.services import suggesting


def register(app: Flask) -> None:
    """Keep what was shown once its answer is made."""
    app.after_request(_keep)


def will_show(answer: Recommendation, *, channel: Channel, revision: int, model: int | None) -> None:
    """Say that the answer under way shows these suggestions, made from that revision with that model's weights."""
    g.will_show = answer, channel, {"revision": revision, "model": model}


def is_for_a_reader(headers: Headers) -> bool:
    """Whether somebody asked for this, and not another site behind their back or a browser ahead of them.

    Browsers tell it by Sec-Fetch-* and Sec-Purpose; programs send neither and are readers.

    >>> is_for_a_reader(Headers()), is_for_a_reader(Headers({"Sec-Fetch-Site": "same-origin"}))
    (True, True)
    >>> is_for_a_reader(Headers({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}))
    False
    """
    if "prefetch" in headers.get("Sec-Purpose", ""):
        return False
    followed = (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) == ("navigate", "document")
    return followed or headers.get("Sec-Fetch-Site", "none") in {"none", "same-origin"}


def _keep(response: Response) -> Response:
    shown = g.pop("will_show", None)
    whole = request.method == "GET" and response.status_code == 200
    if shown is None or not whole or not is_for_a_reader(request.headers):
        return response
    answer, channel, made = shown
    try:
        suggesting.keep_shown(current_ogniwo(), answer, by=channel, channel=channel, request_id=request_id(), **made)
    except OfficeError as error:
        return answer_ours(error)  # type: ignore[return-value]  # what is not kept is not shown
    return response
