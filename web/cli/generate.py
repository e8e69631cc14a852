"""`ogniwo generate`: an invented network of any size."""

from __future__ import annotations

import click

from web.cli import options
from web.cli.progress import progress_bar
from web.cli.running import n_of, running


@click.command()
@click.option("--organisations", "n_organisations", type=click.IntRange(1, 1_000_000), required=True, help="How many.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same network.")
@options.by
@options.reason
def generate(n_organisations: int, seed: int, by: str, reason: str) -> None:
    """Fill the network with an invented programme of any size, streaming.

    Interrupted, it leaves what was written so far; the same command completes it. It refuses
    a network that has other actors.
    """
    with running() as ogniwo:
        from seeds.generator import generate as generated
        from web.services.seeding import fill_once

        programme = generated(n_organisations, seed)
        details = {"n_organisations": n_organisations, "seed": seed}
        with progress_bar(f"{n_organisations:,} organisations", programme.n_nodes + programme.n_links) as advance:
            filled = fill_once(ogniwo, programme, "generate", details, by=by, reason=reason, progress=advance)
        if not filled.written:
            click.echo("This programme was written before; nothing was changed.")
            return
        click.echo(
            f"The network has {n_of(filled.counts['Organisation'], 'organisation', 'organisations')}, "
            f"{n_of(filled.counts['Mentor'], 'mentor', 'mentors')}, "
            f"{n_of(filled.counts['Partner'], 'partner', 'partners')} and "
            f"{n_of(filled.counts['COOPERATES_WITH'], 'cooperation', 'cooperations')}."
        )
