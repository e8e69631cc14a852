"""Small networks behind the web application, for tests of the pages on growth."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graph.model import Link, Node, Unit, make_link, make_node
from seeds.reference import reference_links, reference_nodes
from tests.web_sample import DATABASES, settings_of
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
    for name, content in _with_reference().items():
        (folder / name).write_bytes(content)
    with Ogniwo.open(settings_of(folder)) as ogniwo:
        placed = [*(link for _, own in members for link in own), *links]
        ogniwo.store.apply(Unit(nodes=tuple(node for node, _ in members)))
        ogniwo.store.apply(Unit(links=tuple(placed)))
        yield create_app(ogniwo).test_client()


@cache
def _with_reference() -> dict[str, bytes]:
    """Both databases with nothing but the reference in them, made once."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with Ogniwo.open(settings_of(folder)) as ogniwo:
            ogniwo.store.apply(Unit(nodes=tuple(reference_nodes())))
            ogniwo.store.apply(Unit(links=tuple(reference_links())))
        return {file: (folder / file).read_bytes() for file in DATABASES}
