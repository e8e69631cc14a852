"""Which actor somebody means by an id, a name or a part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph.folding import fold
from graph.schema import ROLES
from web.cli.running import no_network
from web.cli.wording import word

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo

_LISTED = 10


def find_organisation(ogniwo: Ogniwo, text: str, language: str) -> str:
    """The id of the one organisation that `text` names; like `find_actor`, of those who can ask."""
    return _find(ogniwo, text, language, "Organisation")


def find_actor(ogniwo: Ogniwo, text: str, language: str) -> str:
    """The id of the one actor that `text` names.

    An id wins over a name, a whole name over a part of one. Mentors are found by the names
    that the office has.

    Raises
    ------
    ClickException
        There is none, or there are several; the message lists them.
    """
    return _find(ogniwo, text, language, "Actor")


def _find(ogniwo: Ogniwo, text: str, language: str, label: str) -> str:
    from graph.model import NodeKey

    if not text.strip():
        raise click.BadParameter("the name is empty; give an id, a name or a part of one")
    if ogniwo.store.node(NodeKey("Actor", text.strip())) is not None:
        return text.strip()
    found = ogniwo.store.search(label, text, limit=_LISTED + 1)
    mentors = _mentors(ogniwo, text) if label == "Actor" else {}
    names = {node.id: str(node.properties.get("name", node.id)) for node in found} | mentors
    exact = [actor_id for actor_id, name in names.items() if fold(name) == fold(text)]
    if not names and not any(ogniwo.store.counts()[role] for role in ROLES):
        raise click.ClickException(no_network(ogniwo.settings))
    return _only_one(text, exact if len(exact) == 1 else list(names), names, language)


def _only_one(text: str, ids: list[str], names: dict[str, str], language: str) -> str:
    if len(ids) == 1:
        return ids[0]
    if not ids:
        raise click.ClickException(word("nobody", language, text=text))
    lines = [f"  {names[one]} ({one})" for one in ids[:_LISTED]]
    more = ["  …"] if len(ids) > _LISTED else []
    raise click.ClickException("\n".join([word("several", language, text=text), *lines, *more]))


def _mentors(ogniwo: Ogniwo, text: str) -> dict[str, str]:
    from web.office import persons

    with ogniwo.office.reading() as connection:
        return persons.named(connection, text)
