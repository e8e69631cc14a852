"""Which actor somebody means by an id, a name or a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.folding import fold

if TYPE_CHECKING:
    from graph.model import Node
    from web.ogniwo import Ogniwo

_LISTED = 10


def find_actor(ogniwo: Ogniwo, text: str, role: str = "Actor") -> str:
    """The id of the one actor of the role that `text` names.

    An id wins over a name, a whole name over a part of one. Mentors are found by the names
    that the office has.

    Raises
    ------
    ClickException
        There is none, or there are several; the message lists them.
    """
    from graph.model import NodeKey

    if ogniwo.store.node(NodeKey("Actor", text.strip())) is not None:
        return text.strip()
    found = {node.id: _title(node) for node in ogniwo.store.search(role, text, limit=_LISTED + 1)}
    names = {node_id: title.rpartition(" (")[0] for node_id, title in found.items()}
    if role == "Actor":
        mentors = _mentors(ogniwo, text)
        found |= {actor_id: f"{name} ({actor_id})" for actor_id, name in mentors.items()}
        names |= mentors
    exact = [node_id for node_id, name in names.items() if fold(name) == fold(text)]
    return _only_one(text, exact if len(exact) == 1 else list(found), found)


def _only_one(text: str, ids: list[str], titles: dict[str, str]) -> str:
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise click.ClickException(f"there is nobody called {text!r} in the network; try a part of the name, or the id")
    lines = [f"  {titles[one]}" for one in ids[:_LISTED]]
    more = ["  …"] if len(ids) > _LISTED else []
    raise click.ClickException("\n".join([f"{text!r} may be any of these; give the id:", *lines, *more]))


def _title(node: Node) -> str:
    return f"{node.properties.get('name', node.id)} ({node.id})"


def _mentors(ogniwo: Ogniwo, text: str) -> dict[str, str]:
    from web.office import persons

    with ogniwo.office.reading() as connection:
        return persons.named(connection, text)
