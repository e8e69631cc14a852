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

SAMPLE = "seed-sample"


@click.command()
@click.option("--reference-only", is_flag=True, help="Only regions, spheres and skills, for a network of your own.")
@options.by
@options.reason
def seed(reference_only: bool, by: str, reason: str) -> None:
    """Fill the network with the sample programme: invented organisations, mentors and partners.

    Interrupted, it is completed by running it again; complete, it is left as it is, also
    where people changed it. It refuses a network that has other actors.
    """
    with running() as ogniwo:
        filled = (seed_reference if reference_only else seed_sample)(ogniwo, by=by, reason=reason)
        counts = filled.counts
        if reference_only:
            click.echo(
                f"The network knows {n_of(counts['Region'], 'region', 'regions')}, "
                f"{n_of(counts['Sphere'], 'sphere', 'spheres')} and {n_of(counts['Skill'], 'skill', 'skills')}."
            )
        elif not filled.written:
            click.echo("The sample programme was written before; nothing was changed.")
        else:
            click.echo(
                f"The network has {n_of(counts['Organisation'], 'organisation', 'organisations')}, "
                f"{n_of(counts['Mentor'], 'mentor', 'mentors')} and {n_of(counts['Partner'], 'partner', 'partners')}; "
                "all of them are invented."
            )


def seed_reference(ogniwo: Ogniwo, *, by: str, reason: str) -> Filled:
    """What the network has after the reference facts were written."""
    from seeds.reference import reference_links, reference_nodes
    from web.services.seeding import fill_reference

    return fill_reference(ogniwo, reference_nodes(), reference_links(), by=by, reason=reason)


def seed_sample(ogniwo: Ogniwo, *, by: str, reason: str) -> Filled:
    """What the network has after the sample programme was written, or what was missing of it."""
    from seeds.programme import sample_programme
    from web.services.seeding import fill_once

    programme = sample_programme()
    with progress_bar("Sample programme", programme.n_nodes + programme.n_links) as advance:
        return fill_once(ogniwo, programme, SAMPLE, {}, by=by, reason=reason, progress=advance)
