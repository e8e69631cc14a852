"""`ogniwo demo`: three real suggestions of the sample programme, then its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from web.cli import options
from web.cli.running import read_settings, running
from web.cli.serve import refuse_other_machines, serve_until_stopped
from web.cli.wording import word

if TYPE_CHECKING:
    from matching.results import Suggestion
    from web.ogniwo import Ogniwo

_LOOKED_AT = 60


@click.command()
@click.option("--no-serve", is_flag=True, help="Only print the suggestions.")
@options.lang
@options.by
def demo(no_serve: bool, lang: str | None, by: str) -> None:
    """Show Ogniwo at work: seed the sample programme, print three suggestions, serve the pages."""
    settings = read_settings()
    refuse_other_machines(settings)
    with running(settings) as ogniwo:
        from web.cli.seed import SAMPLE, seed_sample
        from web.services.seeding import how_far

        if how_far(ogniwo, SAMPLE, {}) in {"nothing", "cut off"}:
            seed_sample(ogniwo, by=by, reason="ogniwo demo")
        _print_three_suggestions(ogniwo, lang or settings.language, by)
        if not no_serve:
            serve_until_stopped(ogniwo)


def _print_three_suggestions(ogniwo: Ogniwo, language: str, by: str) -> None:
    from matching.results import KINDS_OF_PROFILE
    from web.cli.presenting import place, suggestion_lines
    from web.cli.suggest import wording_for
    from web.services.suggesting import suggest

    seeker_id = _telling_organisation(ogniwo)
    answers = [suggest(ogniwo, seeker_id, kind, k=1, by=by, channel="cli") for kind in KINDS_OF_PROFILE]
    found = [one for answer in answers for one in answer.suggestions]
    wording = wording_for(ogniwo, language)
    seeker = wording.card(seeker_id)
    click.echo(f"{word('demo', language)} {seeker.name} ({seeker_id}), {place(seeker)}\n")
    for suggestion in found:
        click.echo(word(str(suggestion.kind), language))
        for line in suggestion_lines(suggestion, wording):
            click.echo(f"  {line}")
        click.echo()


def _telling_organisation(ogniwo: Ogniwo) -> str:
    """An organisation that shows well what suggestions are like.

    It has suggestions of every kind, of different actors where possible, with few caveats,
    and the least good of them is good. The first ones by id are looked at; the first wins a tie.

    Raises
    ------
    ClickException
        None of them has suggestions of every kind.
    """
    from graph.snapshot.nodes import ROLE_BITS
    from matching import recommend
    from matching.results import KINDS_OF_PROFILE

    snapshot = ogniwo.snapshot()
    organisations = snapshot.present & ((snapshot.actors.roles & ROLE_BITS["Organisation"]) > 0)
    looked_at = [str(actor_id) for actor_id in snapshot.actors.ids[organisations][:_LOOKED_AT]]
    options = ogniwo.weights.now().options

    def firsts(one: str) -> list[tuple[Suggestion, ...]]:
        return [recommend(snapshot, one, kind, 1, options=options).suggestions for kind in KINDS_OF_PROFILE]

    answers = {one: firsts(one) for one in looked_at}
    telling = {one: _tells([first[0] for first in found]) for one, found in answers.items() if all(found)}
    if not telling:
        raise click.ClickException(
            "no organisation here has suggestions of every kind; run the demo on an empty folder, named by OGNIWO_DATA"
        )
    return max(telling, key=lambda one: telling[one])


def _tells(suggestions: list[Suggestion]) -> tuple[int, int, float]:
    n_actors = len({one.provider_id for one in suggestions})
    n_caveats = sum(len(one.caveats) for one in suggestions)
    return n_actors, -n_caveats, min(one.score for one in suggestions)
