"""The network as a whole, and whether Ogniwo is well."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from web.api import answers, fields
from web.current import current_ogniwo, directories
from web.language import current_language
from web.services import browsing

blueprint = fields.Operations("network", __name__, description="The network as a whole")


@blueprint.serves("GET", "/network", answers.Network)
def read_network() -> browsing.Overview:
    """How many actors, links, cohorts and events there are, and the revision."""
    return browsing.overview(current_ogniwo(), directories(), current_language())


@blueprint.serves("GET", "/health", answers.Health)
def read_health() -> dict[str, Any]:
    """Whether the network and the office answer."""
    ogniwo = current_ogniwo()
    store, office = ogniwo.store.health(), ogniwo.office.health()
    return {
        "status": "ok",
        "version": version("ogniwo"),
        "store": store.kind,
        "schema_version": store.schema_version,
        "office": office.kind,
    }
