"""Small networks behind the web application, for tests of the pages on growth."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from graph.model import Link, Node, Unit, make_link, make_node
from seeds.reference import reference_links, reference_nodes
from tests.web_sample import settings_of
from web.app import create_app
from web.ogniwo import Ogniwo


def organisation(number: int, joined: date, region: str = "", **more: Any) -> tuple[Node, list[Link]]:
    """An organisation, and its link to its voivodeship."""
    node = make_node(f"org-{number}", "Organisation", name=f"Koło {number}", joined=joined, **more)
    return node, [make_link("LOCATED_IN", node.id, region)] if region else []


def cooperation(one: int, other: int, since: date, **more: Any) -> Link:
    """Two of the organisations working together."""
    return make_link("COOPERATES_WITH", f"org-{one}", f"org-{other}", since=since, kind="event", **more)


@contextmanager
def client_of(folder: Path, members: Sequence[tuple[Node, list[Link]]] = (), links: Sequence[Link] = ()) -> Any:
    """A client of Ogniwo over this network, with the reference of regions, skills and spheres."""
    folder.mkdir(exist_ok=True)
    with Ogniwo.open(settings_of(folder)) as ogniwo:
        nodes = [*reference_nodes(), *(node for node, _ in members)]
        placed = [*reference_links(), *(link for _, own in members for link in own), *links]
        ogniwo.store.apply(Unit(nodes=tuple(nodes)))
        ogniwo.store.apply(Unit(links=tuple(placed)))
        yield create_app(ogniwo).test_client()
