"""Who could answer a need in free text."""

from __future__ import annotations

from typing import Any

from web.api import answers, fields
from web.current import current_ogniwo
from web.language import current_language
from web.requests import request_id
from web.services import calling, suggesting
from web.services.suggestion_json import called_json
from web.services.wording import Wording

blueprint = fields.Operations("calls", __name__, description="Who could answer a need in somebody's own words")


@blueprint.serves("POST", "/calls", answers.Called, body=fields.Call, problems=(400, 404, 413, 422))
def call(asked: dict[str, Any]) -> dict[str, Any]:
    """Organisations, mentors and partners who could help, best first, with the skills recognised in the text."""
    ogniwo = current_ogniwo()
    snapshot = ogniwo.snapshot()
    found = calling.answered(
        ogniwo,
        snapshot,
        asked["text"],
        caller_id=asked["caller_id"],
        region_ids=tuple(asked["regions"]),
        sphere_ids=tuple(asked["spheres"]),
        component=asked["component"],
        k=asked["k"],
    )
    suggesting.keep_shown(
        ogniwo,
        found.answer,
        by="api",
        channel="api",
        request_id=request_id(),
        revision=snapshot.revision,
        model=found.model,
    )
    return called_json(found, Wording.of(ogniwo, snapshot, current_language()))
