"""`ogniwo seed`: reference facts and the invented sample programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from web.cli import options
from web.cli.progress import progress_bar
from web.cli.running import n_of, running

if TYPE_CHECKING:
    from web.ogniwo import Ogniwo
    from web.services.seeding import Filled


@click.command()
@click.option("--reference-only", is_flag=True, help="Only regions, spheres and skills, for a network of your own.")
@options.by
@options.reason
def seed(reference_only: bool, by: str, reason: str) -> None:
    """Fill the network with the sample programme: invented organisations, mentors and partners.

    Running it again changes nothing. It refuses a network that has other actors.
    """
    with running() as ogniwo:
        filled = (seed_reference if reference_only else seed_sample)(ogniwo, by=by, reason=reason)
        counts = filled.counts
        if reference_only:
            click.echo(
                f"The network knows {n_of(counts['Region'], 'region', 'regions')}, "
                f"{n_of(counts['Sphere'], 'sphere', 'spheres')} and {n_of(counts['Skill'], 'skill', 'skills')}."
            )
        else:
            click.echo(
                f"The network has {n_of(counts['Organisation'], 'organisation', 'organisations')}, "
                f"{n_of(counts['Mentor'], 'mentor', 'mentors')} and {n_of(counts['Partner'], 'partner', 'partners')}; "
                "all of them are invented."
            )


def seed_reference(ogniwo: Ogniwo, *, by: str, reason: str) -> Filled:
    """What the network has after the reference facts were written."""
    from seeds.reference import reference_links, reference_nodes
    from web.services.seeding import fill

    return fill(ogniwo, reference_nodes(), reference_links(), action="seed-reference", by=by, reason=reason)


def seed_sample(ogniwo: Ogniwo, *, by: str, reason: str) -> Filled:
    """What the network has after the sample programme was written."""
    from seeds.programme import sample_programme

    from web.services.seeding import fill, holds, refuse_actors

    programme = sample_programme()
    nodes = list(programme.nodes)
    first_actor = next(node for node in nodes if node.base == "Actor" and "name" in node.properties)
    if not holds(ogniwo.store, first_actor):
        refuse_actors(ogniwo.store, "keep the sample in a folder of its own, named by OGNIWO_DATA")
    links = list(programme.links)
    with progress_bar("Sample programme", len(nodes) + len(links)) as advance:
        return fill(
            ogniwo, nodes, links, programme.persons, action="seed-sample", by=by, reason=reason, progress=advance
        )
