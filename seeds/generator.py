"""Generates a network of any size, from twelve organisations to every one in the country.

What is drawn (about a hundred numbers an organisation) is held in arrays; texts and records
are made as they are read and never held.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from seeds.drawing.plan import Plan, draw_plan
from seeds.drawing.scale import Scale
from seeds.emitting.ids import actor_ids
from seeds.emitting.links import links, n_links
from seeds.emitting.nodes import n_nodes, nodes
from seeds.streams import Person, Programme, Stream
from seeds.wording.person_names import mentor_person


def generate(n_organisations: int, seed: int) -> Programme:
    """A network of so many organisations, with partners, mentors and events in proportion.

    The same number and seed give the same network. Names may repeat, as they do in life;
    ids never do. Organisations have no KRS, NIP or REGON number: any number with a valid
    check digit may belong to somebody.

    Raises
    ------
    InvalidSize
        Not from 1 to 2,000,000 organisations.
    """
    return programme_of(draw_plan(Scale.of(n_organisations), seed), unique_texts=False)


def programme_of(plan: Plan, *, unique_texts: bool) -> Programme:
    """The records of a drawn network."""
    return Programme(
        nodes=Stream(partial(nodes, plan, unique_texts=unique_texts), n_nodes(plan)),
        links=Stream(partial(links, plan), n_links(plan)),
        persons=Stream(partial(_persons, plan), plan.scale.n_mentors),
    )


def _persons(plan: Plan) -> Iterator[Person]:
    mentor_ids = actor_ids(plan.scale)[plan.actors.first_mentor :]
    return (mentor_person(actor_id, number) for number, actor_id in enumerate(mentor_ids))
