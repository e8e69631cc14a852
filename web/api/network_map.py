"""The map of the network, for drawing it elsewhere."""

from __future__ import annotations

from flask import Response

from web.api import fields, map_answers
from web.compressing import asked_by_many
from web.current import current_map, current_ogniwo
from web.services.network_map.answer import map_json

blueprint = fields.Operations("network map", __name__, description="The network as a map")


@blueprint.serves("GET", "/network/map", map_answers.Map)
def read_map() -> Response:
    """Where everyone stands, who they are, and every dated contact, in few characters.

    Positions are worked out from all contacts there have been, and stay put as the network grows.
    Columns are packed: each is a text of the last digits to base 64 of all its numbers, then of
    the digits before the last, and so on; the digits are A–Z, a–z, 0–9, - and _.
    """
    network = current_map().of(current_ogniwo().snapshot())
    return asked_by_many(network.written(map_json), "application/json", network.tag)
